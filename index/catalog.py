"""The catalogue: cases, sources, documents, their texts and passages, in one SQLite file.

It is the source of truth. Word and vector indexes hold only passage numbers and can be
rebuilt from it; a passage says which of the two it is in, so that work broken off at any
moment goes on where it stopped.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from corpus.document import Document, Passage, Span
from corpus.reading import Refused
from index.contents import drop_unused, put_again
from index.database import Connection, Database
from index.errors import UnknownCase
from index.placing import free_name, put_document, take_out
from index.records import (
    CaseRecord,
    Correction,
    DocumentRecord,
    Inside,
    Pending,
    Source,
    Store,
)
from index.rows import document_from, passage_from, pending_from, record_from

_TITLE, _KIND, _DATE, _LANGUAGE = (
    f"coalesce(json_extract(d.corrected, '$.{fact}'), d.{fact})"
    for fact in ("title", "kind", "date", "language")
)
"""What the user said of a document, else what was found in it."""
_FACTS = f"{_TITLE}, {_KIND}, {_DATE}"
_LACKING: dict[Store, str] = {
    "in_words": "passages_without_words",
    "in_vectors": "passages_without_vectors",
}
"""The index of the passages that each store lacks."""


class Catalog:
    """Reads and writes one catalogue file. Safe to share between threads."""

    def __init__(self, path: Path) -> None:
        self.database = Database(path)
        self._rows = self.database.rows
        self._writing = self.database.writing

    def close(self) -> None:
        self.database.close()

    # Cases

    def cases(self) -> list[CaseRecord]:
        rows = self._rows(
            "SELECT c.id, c.name, c.embedding, count(d.content_id), c.generation FROM cases c"
            " LEFT JOIN documents d ON d.case_id = c.id GROUP BY c.id ORDER BY c.name"
        )
        return [CaseRecord(*row) for row in rows]

    def case(self, name: str) -> CaseRecord | None:
        return next((case for case in self.cases() if case.name == name), None)

    def deleted_cases(self) -> set[int]:
        """The numbers of the cases that were here once and are no more."""
        gone = self._rows("SELECT case_id FROM deleted WHERE case_id NOT IN (SELECT id FROM cases)")
        return {number for (number,) in gone}

    def number_after(self, number: int) -> None:
        """Give no new case this number or one before it: something is kept under it."""
        with self._writing() as db:
            db.execute(
                "INSERT INTO sqlite_sequence (name, seq) SELECT 'cases', 0"
                " WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'cases')"
            )
            db.execute(
                "UPDATE sqlite_sequence SET seq = ? WHERE name = 'cases' AND seq < ?",
                (number, number),
            )

    def create_case(self, name: str, embedding: str) -> None:
        with self._writing() as db:
            db.execute(
                "INSERT OR IGNORE INTO cases (name, embedding) VALUES (?, ?)", (name, embedding)
            )

    def rename_case(self, case: int, name: str) -> bool:
        """Call a case so; False where another is called that."""
        with self._writing() as db:
            taken = db.execute("SELECT 1 FROM cases WHERE name = ? AND id != ?", (name, case))
            if taken.fetchone() is not None:
                return False
            db.execute("UPDATE cases SET name = ? WHERE id = ?", (name, case))
            return True

    def delete_case(self, case: int) -> None:
        with self._writing() as db:
            for table in ("documents", "sources", "leftovers"):
                db.execute(f"DELETE FROM {table} WHERE case_id = ?", (case,))
            db.execute("DELETE FROM cases WHERE id = ?", (case,))
            db.execute("INSERT OR IGNORE INTO deleted VALUES (?)", (case,))

    # Sources and their documents

    def sources(self, case: int) -> dict[str, Source]:
        """The files that were given, by name."""
        rows = self._rows(
            "SELECT name, root, prefix, hash, reader FROM sources WHERE case_id = ?", (case,)
        )
        return {row[0]: Source(*row) for row in rows}

    def insides(self, case: int) -> dict[str, list[Inside]]:
        """The documents of each source, by the source's name."""
        rows = self._rows(
            "SELECT source, name, hash, reason FROM documents WHERE case_id = ? ORDER BY name",
            (case,),
        )
        insides = defaultdict(list)
        for source, *inside in rows:
            insides[source].append(Inside(*inside))
        return insides

    def records(self, case: int, name: str | None = None) -> list[DocumentRecord]:
        """The case's documents by name, or only the one called `name`."""
        rows = self._rows(
            f"SELECT d.hash, d.name, {_FACTS}, d.reason, s.root,"
            " EXISTS (SELECT 1 FROM passages p WHERE p.content_id = d.content_id"
            "   AND NOT p.in_words),"
            " EXISTS (SELECT 1 FROM passages p WHERE p.content_id = d.content_id"
            "   AND NOT p.in_vectors),"
            f" coalesce(json_array_length(c.pages), 0), {_LANGUAGE}, c.flags, d.source"
            " FROM documents d JOIN sources s ON s.case_id = d.case_id AND s.name = d.source"
            " LEFT JOIN contents c ON c.id = d.content_id"
            " WHERE d.case_id = ? AND (? IS NULL OR d.name = ?) ORDER BY d.name",
            (case, name, name),
        )
        copies = self._copies(case) if rows else {}
        return [record_from(row, copies.get(row[0], ())) for row in rows]

    def _copies(self, case: int) -> dict[str, list[str]]:
        """The names of the documents that say the same as each content, where there are others."""
        rows = self._rows(
            "SELECT c.hash, coalesce(c.family, c.id), d.name FROM documents d"
            " JOIN contents c ON c.id = d.content_id WHERE d.case_id = ? ORDER BY d.name",
            (case,),
        )
        names = defaultdict(list)
        for _, family, name in rows:
            names[family].append(name)
        return {hash: names[family] for hash, family, _ in rows if len(names[family]) > 1}

    def document(self, case: int, *, hash: str) -> Document | None:
        """The document whose bytes have this hash, under the first of its names."""
        texts = (
            "contents c CROSS JOIN documents d ON d.content_id = c.id"  # looked up in this order
        )
        return self._document(texts, "c.case_id = ? AND c.hash = ?", case, hash)

    def document_named(self, case: int, name: str) -> Document | None:
        named = "documents d JOIN contents c ON c.id = d.content_id"
        return self._document(named, "d.case_id = ? AND d.name = ?", case, name)

    def _document(self, tables: str, condition: str, case: int, value: str) -> Document | None:
        rows = self._rows(
            f"SELECT c.hash, d.name, {_FACTS}, {_LANGUAGE}, c.text, c.pages, c.marks, c.flags"
            f" FROM {tables} WHERE {condition} ORDER BY d.name LIMIT 1",
            (case, value),
        )
        return document_from(rows[0]) if rows else None

    def keep(
        self,
        case: int,
        source: Source,
        read: Iterable[tuple[Document | Refused, Sequence[Passage]]],
        staying: Collection[str] = (),
    ) -> None:
        """Have `source` hold what was read in it, each document with its passages, and of
        what it held before only the documents called as in `staying`; corrections stay.

        A document of a name that another source's has is told apart by a number. Raises
        `UnknownCase` when the case was deleted.
        """
        with self._writing() as db:
            _must_be_there(db, case)
            before = take_out(db, case, source.name, staying)
            db.execute(
                "INSERT INTO sources (case_id, name, root, prefix, hash, reader)"
                " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (case_id, name) DO UPDATE SET"
                " (root, prefix, hash, reader) ="
                " (excluded.root, excluded.prefix, excluded.hash, excluded.reader)",
                (case, source.name, source.root, source.prefix, source.hash, source.reader),
            )
            for result, passages in read:
                name = free_name(db, case, result.name)
                put_document(db, case, source.name, name, result, passages, before.get(name))
            drop_unused(db, case, [content for content, *_ in before.values()])

    def correct(self, case: int, name: str, correction: Correction) -> bool:
        """Set what a user knows better; False where the case holds no such document."""
        given = {
            fact: value
            for fact, value in (
                ("title", correction.title),
                ("kind", correction.kind),
                ("date", correction.date.isoformat() if correction.date else None),
                ("language", correction.language),
            )
            if value is not None
        }
        with self._writing() as db:
            found = db.execute(
                "UPDATE documents SET corrected = json_patch(corrected, ?)"
                " WHERE case_id = ? AND name = ? RETURNING content_id",
                (json.dumps(given), case, name),
            ).fetchall()
            for (content,) in found:
                put_again(db, content)
        return bool(found)

    def remove(self, case: int, name: str) -> bool:
        """Take out the source of this name with all that it holds, or where there is none the
        document of this name; False where there is neither."""
        with self._writing() as db:
            source = "SELECT 1 FROM sources WHERE case_id = ? AND name = ?"
            by = "source" if db.execute(source, (case, name)).fetchone() else "name"
            gone = db.execute(
                f"DELETE FROM documents WHERE case_id = ? AND {by} = ? RETURNING content_id",
                (case, name),
            ).fetchall()
            db.execute(
                "DELETE FROM sources WHERE case_id = ? AND name NOT IN"
                " (SELECT source FROM documents WHERE case_id = ?)",
                (case, case),
            )
            drop_unused(db, case, [content for (content,) in gone])
        return bool(gone)

    # Passages

    def passage_numbers(self, case: int, spans: Sequence[Span]) -> dict[Span, int]:
        """The numbers of the passages that stand at these places."""
        rows = self.database.rows(
            'SELECT c.hash, p.start, p."end", p.id FROM json_each(?) s'
            " JOIN contents c ON c.case_id = ? AND c.hash = json_extract(s.value, '$[0]')"
            " JOIN passages p ON p.content_id = c.id AND p.start = json_extract(s.value, '$[1]')",
            (json.dumps([(span.document_id, span.start) for span in spans]), case),
        )
        return {Span(hash, start, end): number for hash, start, end, number in rows}

    def passages(self, case: int, numbers: Iterable[int]) -> dict[int, Passage]:
        """The passages of these numbers that the case still holds."""
        rows = self._rows(
            'SELECT p.id, c.hash, p.start, p."end", p.text, p.heading, p.first_page, p.last_page'
            " FROM json_each(?) n CROSS JOIN passages p ON p.id = n.value"
            " CROSS JOIN contents c ON c.id = p.content_id WHERE c.case_id = ?",
            (json.dumps(list(numbers)), case),
        )
        return {row[0]: passage_from(row) for row in rows}

    def unfinished(self, case: int, store: Store) -> list[Pending]:
        """The passages that are not in the word or vector index yet, in order."""
        rows = self._rows(
            f"SELECT p.id, p.text, p.heading, {_FACTS}"
            " FROM passages p JOIN contents c ON c.id = p.content_id"
            " JOIN documents d ON d.content_id = c.id AND d.name ="
            "   (SELECT min(name) FROM documents WHERE content_id = c.id)"
            f" WHERE c.case_id = ? AND NOT p.{store} ORDER BY p.id",
            (case,),
        )
        return [pending_from(row) for row in rows]

    def finished(self, store: Store, numbers: Iterable[int]) -> None:
        with self._writing() as db:
            db.executemany(
                f"UPDATE passages SET {store} = 1 WHERE id = ?", [(number,) for number in numbers]
            )

    def count(self, case: int, store: Store) -> int:
        """How many of the case's passages are said to be in the word or vector index."""
        # Both parts are counted in indexes alone: a row is read with its text.
        held = "SELECT count(*) FROM contents c CROSS JOIN passages p"
        here = "ON p.content_id = c.id WHERE c.case_id = ?"
        lacking = _LACKING[store]
        ((number,),) = self._rows(
            f"SELECT ({held} INDEXED BY passages_by_content {here})"
            f" - ({held} INDEXED BY {lacking} {here} AND NOT p.{store})",
            (case, case),
        )
        return int(number)

    def lost(self, store: Store, case: int | None = None) -> None:
        """Note that the word or vector index of a case, or of every case, is lost."""
        with self._writing() as db:
            db.execute(
                f"UPDATE passages SET {store} = 0 WHERE {store} AND content_id IN"
                " (SELECT id FROM contents WHERE ? IS NULL OR case_id = ?)",
                (case, case),
            )

    def texts(self, case: int) -> list[str]:
        """The texts of the case's passages, in no special order."""
        return [
            text
            for (text,) in self._rows(
                "SELECT p.text FROM contents c CROSS JOIN passages p ON p.content_id = c.id"
                " WHERE c.case_id = ?",
                (case,),
            )
        ]

    def leave_nothing(self) -> None:
        """Have what was removed gone from the disk; raises `HomeError`."""
        self.database.leave_nothing()

    def leftovers(self, case: int, store: Store) -> list[int]:
        """Passages that are gone from the catalogue but maybe not from an index."""
        rows = self._rows(
            f"SELECT passage_id FROM leftovers WHERE case_id = ? AND {store}", (case,)
        )
        return [row[0] for row in rows]

    def cleared(self, store: Store, numbers: Iterable[int]) -> None:
        with self._writing() as db:
            db.executemany(
                f"UPDATE leftovers SET {store} = 0 WHERE passage_id = ?",
                [(number,) for number in numbers],
            )
            db.execute("DELETE FROM leftovers WHERE NOT (in_words OR in_vectors)")


def _must_be_there(db: Connection, case: int) -> None:
    if db.execute("SELECT 1 FROM cases WHERE id = ?", (case,)).fetchone() is None:
        raise UnknownCase("This case has been deleted; open it again to begin it anew.")
