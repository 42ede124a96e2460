"""Texts in the catalogue: each kept once a case, with its passages, while a document has it.

Everything here is part of a change that is underway; the catalogue begins and ends it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from corpus.document import Document, Passage
from corpus.reading import READER_VERSION
from corpus.wire import flags_to_lists, marks_to_lists, pages_to_lists
from index.database import Connection

Row = tuple[object, ...]


def put_content(db: Connection, case: int, document: Document, passages: Sequence[Passage]) -> int:
    """The number of the document's text, which is kept if it is new or was read by older
    readers. Where these gave the same passages, the passages stay as they are."""
    held = db.execute(
        "SELECT id, reader FROM contents WHERE case_id = ? AND hash = ?", (case, document.id)
    ).fetchone()
    if held is None:
        content = _insert(db, case, document)
        _put_passages(db, content, passages)
        return content
    content, reader = held
    if reader != READER_VERSION:
        rows = [_row(passage) for passage in passages]
        same = _rows(db, content) == rows
        _update(db, content, document)
        if not same:
            _forget_passages(db, case, [content])
            _put_passages(db, content, passages)
    return int(content)


def drop_unused(db: Connection, case: int, freed: Iterable[int | None]) -> None:
    """Remove those of the `freed` texts that no document points to any more, remembering
    what the indexes must forget. Who was of a family with them has to find it anew."""
    unused = [
        content
        for (content,) in db.execute(
            "SELECT value FROM json_each(?) WHERE value NOT NULL"
            " AND NOT EXISTS (SELECT 1 FROM documents WHERE content_id = value)",
            (json.dumps(list({*freed})),),
        )
    ]
    if unused:
        these = json.dumps(unused)
        _forget_passages(db, case, unused)
        db.execute(
            "UPDATE contents SET family = NULL WHERE case_id = ? AND family IN (SELECT family"
            " FROM contents WHERE id IN (SELECT value FROM json_each(?)))",
            (case, these),
        )
        db.execute("DELETE FROM contents WHERE id IN (SELECT value FROM json_each(?))", (these,))


def put_again(db: Connection, content: int) -> None:
    """Have a text's passages put into the indexes once more, and their names found anew."""
    db.execute("UPDATE passages SET in_words = 0, in_vectors = 0 WHERE content_id = ?", (content,))
    names = db.execute(
        "SELECT DISTINCT name_id FROM mentions WHERE passage_id IN"
        " (SELECT id FROM passages WHERE content_id = ?)",
        (content,),
    ).fetchall()
    for table in ("mentions", "named", "moved"):
        db.execute(
            f"DELETE FROM {table} WHERE passage_id IN"
            " (SELECT id FROM passages WHERE content_id = ?)",
            (content,),
        )
    drop_unmentioned(db, [name for (name,) in names])


def _insert(db: Connection, case: int, document: Document) -> int:
    content = db.execute(
        "INSERT INTO contents (case_id, hash, reader, flags, pages, marks, text)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (case, document.id, READER_VERSION, *_text_and_marks(document)),
    ).lastrowid
    assert content is not None
    return content


def _update(db: Connection, content: int, document: Document) -> None:
    db.execute(
        "UPDATE contents SET reader = ?, flags = ?, pages = ?, marks = ?, text = ?,"
        " signature = NULL, family = NULL WHERE id = ?",
        (READER_VERSION, *_text_and_marks(document), content),
    )


def _text_and_marks(document: Document) -> Row:
    return (
        json.dumps(flags_to_lists(document.flags)),
        json.dumps(pages_to_lists(document.pages)),
        json.dumps(marks_to_lists(document.marks)),
        document.text,
    )


def _row(passage: Passage) -> Row:
    span = passage.span
    place = passage.heading, passage.first_page, passage.last_page
    return (span.start, span.end, passage.text, *place)


def _rows(db: Connection, content: int) -> list[Row]:
    return db.execute(
        'SELECT start, "end", text, heading, first_page, last_page FROM passages'
        " WHERE content_id = ? ORDER BY id",
        (content,),
    ).fetchall()


def _put_passages(db: Connection, content: int, passages: Sequence[Passage]) -> None:
    db.executemany(
        'INSERT INTO passages (content_id, start, "end", text, heading, first_page, last_page)'
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(content, *_row(passage)) for passage in passages],
    )


def _forget_passages(db: Connection, case: int, contents: Sequence[int]) -> None:
    these = json.dumps(contents)
    held = "SELECT id FROM passages WHERE content_id IN (SELECT value FROM json_each(?))"
    names = db.execute(
        f"SELECT DISTINCT name_id FROM mentions WHERE passage_id IN ({held})", (these,)
    ).fetchall()
    db.execute(
        "INSERT OR IGNORE INTO leftovers (passage_id, case_id)"
        f" SELECT id, ? FROM passages WHERE id IN ({held})",
        (case, these),
    )
    db.execute(f"DELETE FROM passages WHERE id IN ({held})", (these,))
    drop_unmentioned(db, [name for (name,) in names])


def drop_unmentioned(db: Connection, names: Sequence[int]) -> None:
    """Remove those of `names`, by number, that no passage mentions any more."""
    db.executemany(
        "DELETE FROM names WHERE id = ?"
        " AND NOT EXISTS (SELECT 1 FROM mentions WHERE name_id = names.id)",
        [(name,) for name in names],
    )
