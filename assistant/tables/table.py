"""A table as a value: its columns, and rows of cells that point at their places."""

from __future__ import annotations

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
