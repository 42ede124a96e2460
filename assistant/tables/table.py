"""A table as a value: its columns, and rows of cells that point at their places."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.document import Document, Span
from corpus.pincite import pincite


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: code points `start` to `end` of the document's text are `quote`.

    `page` counts from 1 in the file and is None where there are no pages.
    """

    document: str
    title: str
    page: int | None
    pincite: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Cell:
    """The words of a cell, and the places that they were taken from."""

    text: str
    places: tuple[Place, ...] = ()


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns; `note` says what was looked through for them."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Tabled:
    """A reply that is also a table to print and to keep."""

    def table(self) -> Table:
        """The reply as a table, in the order of its rows."""
        raise NotImplementedError


_MARKS = re.compile(r"\n[ \t]*(?:>[ \t]*)+|\*\*|(?<!\w)__|__(?!\w)")
"""What a mail program puts before a line that it quotes, and marks of emphasis."""


def shown(quote: str) -> str:
    """The words of a quote as a cell shows them: on one line, the row of a table without its bars
    and without its empty cells, quoted mail without its marks."""
    plain = " ".join(_MARKS.sub(" ", f"\n{quote}").split())
    if not plain.startswith("|"):
        return plain
    return "; ".join(cell.strip() for cell in plain.split("|") if cell.strip())


def placed(document: Document, span: Span) -> Place:
    """The place of a span of `document`."""
    return Place(
        document=document.name,
        title=document.title,
        page=document.page_at(span.start),
        pincite=pincite(document, span),
        start=span.start,
        end=span.end,
        quote=document.text[span.start : span.end],
    )
