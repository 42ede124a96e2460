"""The catalogue's rows made into values again; each says which columns it takes, in order."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from typing import Any

from corpus.document import Document, Passage, Span
from corpus.wire import flags_from_lists, marks_from_lists, pages_from_lists
from index.records import DocumentRecord, Pending, State


def record_from(row: tuple[Any, ...], copies: Sequence[str]) -> DocumentRecord:
    hash, name, title, kind, date, reason, root, no_words, no_vectors, pages, *more = row
    language, flags, source = more
    state: State = "ready"
    if reason is not None:
        state = "refused"
    elif no_words:
        state = "reading"
    elif no_vectors:
        state = "words"
    return DocumentRecord(
        *(hash, name, title, kind, _day(date), state, reason, root, pages, language),
        flags=flags_from_lists(json.loads(flags or "[]")),
        source=source,
        copies=tuple(copy for copy in copies if copy != name),
    )


def document_from(row: tuple[Any, ...]) -> Document:
    hash, name, title, kind, date, language, text, pages, marks, flags = row
    return Document(
        *(hash, name, title, kind, _day(date), text),
        pages=pages_from_lists(json.loads(pages)),
        marks=marks_from_lists(json.loads(marks)),
        flags=flags_from_lists(json.loads(flags)),
        language=language,
    )


def pending_from(row: tuple[Any, ...]) -> Pending:
    number, text, heading, title, kind, date = row
    return Pending(number, text, heading, title, kind, _day(date))


def passage_from(row: tuple[Any, ...]) -> Passage:
    _, hash, start, end, text, heading, first_page, last_page = row
    span = Span(hash, start, end)
    return Passage(span, text, heading, first_page, last_page)


def _day(text: object) -> datetime.date | None:
    return datetime.date.fromisoformat(str(text)) if text else None
