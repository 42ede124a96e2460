"""The corpus in a few values: a span, a page, a mark, a flag, a document, a passage.

Everything Casebook shows points at a `Span`: a half-open range of code points in
one document's extracted text, so that ``document.text[span.start:span.end]`` is
always the very words that are quoted.
"""

from __future__ import annotations

import datetime
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code points `start` (included) to `end` (not included) of a document's text."""

    document_id: str
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span runs forwards from 0, not from {self.start} to {self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        return (
            self.document_id == other.document_id
            and self.start < other.end
            and other.start < self.end
        )

    def contains(self, other: Span) -> bool:
        return (
            self.document_id == other.document_id
            and self.start <= other.start
            and other.end <= self.end
        )


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the file, counted from 1, and where its words stand in the text."""

    number: int
    start: int
    end: int


MarkKind = Literal[
    "paragraph", "section", "footnote", "count", "docket", "bates", "printed page", "header",
    "footer",
    "line numbers", "line", "examiner", "witness", "mail header", "message", "quoted message",
    "sheet", "cells", "slide", "time", "speaker", "unseen", "covered", "struck", "comment",
]  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """Something printed that says where one is, and the stretch of the text it holds for.

    `value` is what a reader would cite: "14" for ¶ 14, "4(b)(ii)" or "Art. IV § 2" for a section,
    "3" for note 3, "Two" for Count Two, "ABC-000123", the whole of a docket stamp, "B2:D2" for
    cells, "45:3" for line 3 of page 45 of a transcript, "Ms. Hale" for who asks there, the writer
    and day of a message, the time in a recording and who speaks. What was taken out of the flowing
    text (headers, footers, stamps, line numbers, words nobody can see, words struck out, comments)
    stands in `value` only, and holds for the words of its page.
    """

    start: int
    end: int
    kind: MarkKind
    value: str


FlagKind = Literal[
    "unseen", "covered", "removed", "struck", "comment", "orders", "language", "recognised",
    "incomplete",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Flag:
    """Something a careful person should know of a document; `note` says it in a sentence.

    unseen: words that nobody sees on the page. covered: a redaction that only covers its
    words. removed: a redaction whose words are gone. struck: words that somebody struck out.
    comment: notes beside the text, by readers of it. orders: words that address a model and not
    a reader. language: one that the packaged model does not know. recognised: words read off
    pictures (OCR). incomplete: a part that could not be read.
    """

    kind: FlagKind
    note: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One file, read.

    `id` is the SHA-256 of the file's bytes and names its content; `name` is the path
    it was added as and names a place. `pages` is empty where the format has none, `marks`
    are in order of their start, and `language` is ISO 639-1, None where it can't be told.
    """

    id: str
    name: str
    title: str
    kind: str
    date: datetime.date | None
    text: str
    pages: tuple[Page, ...] = ()
    marks: tuple[Mark, ...] = ()
    flags: tuple[Flag, ...] = ()
    language: str | None = None

    def page_at(self, offset: int) -> int | None:
        """The number of the page that holds code point `offset`; None without pages."""
        starts = [page.start for page in self.pages]
        index = bisect_right(starts, offset) - 1
        return self.pages[max(index, 0)].number if self.pages else None

    def span(self, start: int, end: int) -> Span:
        return Span(self.id, start, end)


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document that is found and shown as one: ``text[span] == text``."""

    span: Span
    text: str
    heading: str | None = None
    first_page: int | None = None
    last_page: int | None = None
