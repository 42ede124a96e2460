"""What was looked through for a table, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.document import Document
from index.case import Case
from index.errors import UnknownDocument
from index.extent import passages_of
from index.filters import Filter, checked
from index.records import DocumentRecord


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of what there is was looked at: `passages` of `of_passages` in `papers` papers.

    `not_read` are pages, and `refused` papers, that could not be read; `other_languages` are
    papers in a language whose grammar the rules do not know.
    """

    passages: int
    of_passages: int
    papers: int
    not_read: int = 0
    refused: int = 0
    other_languages: int = 0

    def __str__(self) -> str:
        """ "Looked at 1,204 of 1,204 passages in 40 papers; 3 pages could not be read."."""
        looked = f"Looked at {self.passages:,} of {_counted(self.of_passages, 'passage')} in "
        parts = [looked + _counted(self.papers, "paper")]
        if self.not_read:
            parts.append(f"{_counted(self.not_read, 'page')} could not be read")
        if self.refused:
            parts.append(f"{_counted(self.refused, 'paper')} could not be read")
        if self.other_languages:
            others = _counted(self.other_languages, "paper")
            parts.append(f"of {others} in another language only written days, sums and names")
        return f"{'; '.join(parts)}."


def papers_of(case: Case, where: Filter | None = None) -> list[DocumentRecord]:
    """The papers of a case that could be read and pass `where`, each text once, by name.

    Raises `BadFilter`, and `UnknownDocument` for a name that is no document and no folder.
    """
    chosen = checked(where or Filter())
    records = case.documents()
    for name in chosen.documents:
        if not any(_is_in(record.name, name) for record in records):
            raise UnknownDocument(f"The case holds no document and no folder {name!r}.")
    found = {
        record.id: record
        for record in reversed(records)
        if record.state != "refused" and _passes(record, chosen)
    }
    return list(reversed(found.values()))


def opened(case: Case, records: Iterable[DocumentRecord]) -> Iterator[Document]:
    """The documents of these records; one that was removed meanwhile is passed over."""
    for record in records:
        try:
            yield case.document(record.id)
        except UnknownDocument:
            continue


def coverage_of(case: Case, looked_at: Iterable[DocumentRecord]) -> Coverage:
    """What there is in a case and how much of it is in the papers that were looked at."""
    records = list(looked_at)
    held = passages_of(case.home.catalog, case.id)
    return Coverage(
        passages=sum(held.get(record.id, 0) for record in records),
        of_passages=sum(held.values()),
        papers=len(records),
        not_read=sum(_unread(record) for record in records),
        refused=sum(record.state == "refused" for record in case.documents()),
        other_languages=sum(record.language not in (None, "en") for record in records),
    )


def _unread(record: DocumentRecord) -> int:
    """Pages of which a part could not be read; a flag without a page counts as one."""
    pages = [flag.page for flag in record.flags if flag.kind == "incomplete"]
    return len({page for page in pages if page is not None}) + (None in pages)


def _passes(record: DocumentRecord, where: Filter) -> bool:
    named = not where.documents or any(_is_in(record.name, name) for name in where.documents)
    kind = not where.kinds or record.kind in where.kinds
    since = where.since is None or (record.date is not None and record.date >= where.since)
    until = where.until is None or (record.date is not None and record.date <= where.until)
    return named and kind and since and until


def _is_in(document: str, name: str) -> bool:
    return document == name.strip("/") or document.startswith(f"{name.strip('/')}/")


def _counted(number: int, thing: str) -> str:
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"
