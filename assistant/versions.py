"""Which documents of a case have a later version, found once for each state of the case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from threading import Lock

from corpus.superseding import KINDS, plain_title, superseded_by
from index.case import Case
from index.records import DocumentRecord


class Versions:
    """The later versions of the documents of one case; may be shared between threads."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._looking = Lock()
        self._seen: list[DocumentRecord] | None = None
        self._later: dict[str, str] = {}

    def later_than(self, name: str, kind: str) -> str:
        """The title of the document that supersedes the one of this name, or nothing."""
        if kind not in KINDS:
            return ""
        with self._looking:
            records = [r for r in self._case.documents() if r.kind in KINDS]
            if records != self._seen:
                self._later = self._found(records)
                self._seen = records
            return self._later.get(name, "")

    def _found(self, records: Sequence[DocumentRecord]) -> dict[str, str]:
        read = [self._case.document_named(record.name) for record in _worth_reading(records)]
        titles = {document.name: document.title for document in read}

        def told_apart(later: str, name: str) -> str:
            return titles[later] if titles[later] != titles[name] else f"{titles[later]} ({later})"

        return {name: told_apart(later, name) for name, later in superseded_by(read).items()}


def _worth_reading(records: Sequence[DocumentRecord]) -> list[DocumentRecord]:
    """All filings; and articles of which there are several under one title."""
    readable = [record for record in records if record.state != "refused"]
    titles = Counter((record.kind, plain_title(record.title)) for record in readable)
    return [
        record
        for record in readable
        if record.kind not in ("article", "press release")
        or titles[record.kind, plain_title(record.title)] > 1
    ]
