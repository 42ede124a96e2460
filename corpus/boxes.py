"""Where a span of a PDF's text stands on its pages, and the pictures of these pages.

Nothing is kept for this when a file is read: the pages of the span, and the few around them
that tell margins from text, are read again.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.document import Page
from corpus.readers.layout import Piece
from corpus.readers.leaves import LaidOut, Leaf, laid_out, leaf_of
from corpus.readers.lines import Line
from corpus.readers.margins import NEAR
from corpus.readers.pdfium import opened, page_of, picture_of
from corpus.readers.shapes import Extent


@dataclass(frozen=True, slots=True)
class Box:
    """A stretch of one line on page `page`, as fractions of the width and height of the page
    as it is shown, from its top left."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


def boxes(
    data: bytes, pages: Sequence[Page], start: int, end: int, passwords: tuple[str, ...] = ()
) -> list[Box]:
    """The boxes of code points `start` to `end` of the text of a PDF, in reading order, one
    for each printed line; `pages` are those of the document that was read from `data`.

    What is not printed where the text has it (a column's name before a cell, the space
    between two lines) has none. Raises `UnreadableFile` as reading does.
    """
    touched = [page for page in pages if page.start < end and start < page.end]
    with opened(data, passwords) as pdf:
        leaves: dict[int, Leaf] = {}
        found: list[Box] = []
        for page in touched:
            first = max(page.number - NEAR, 1)
            numbers = range(first, min(page.number + NEAR, len(pdf)) + 1)
            for number in numbers:
                if number == page.number or number not in leaves:
                    known = leaves[number].on_it if number in leaves else None
                    own = number == page.number
                    leaves[number] = leaf_of(pdf, number, recognising=own, known=known)
            around = [leaves[number] for number in numbers]
            laid = laid_out(around, page.number - first)
            end_here = min(end, page.end) - page.start
            found += _boxes_on(page.number, leaves[page.number], laid, start - page.start, end_here)
    return found


def page_picture(
    data: bytes, number: int, *, width: int = 1_000, passwords: tuple[str, ...] = ()
) -> bytes:
    """Page `number`, from 1, as a PNG picture about `width` pixels wide, as it is shown.

    Raises `UnreadableFile` where the file or the page is damaged.
    """
    from PIL import Image

    with opened(data, passwords) as pdf, page_of(pdf, number) as page:
        picture = picture_of(page, 72 * width / max(page.get_width(), 1.0))
    buffer = io.BytesIO()
    Image.fromarray(picture).save(buffer, "PNG")
    return buffer.getvalue()


def _boxes_on(number: int, leaf: Leaf, laid: LaidOut, start: int, end: int) -> Iterator[Box]:
    if leaf.face is None:
        return
    for piece in laid.page.pieces:
        if piece.start < end and start < piece.end:
            line = laid.lines[piece.line]
            extent = _extent(line, piece, max(start, piece.start), min(end, piece.end))
            if place := leaf.places.get(line.box):
                extent = place(extent[0], extent[2])
            left, top, right, bottom = _turned(extent, *leaf.size, leaf.turns)
            yield Box(number, _part(left), _part(top), _part(right), _part(bottom))


def _extent(line: Line, piece: Piece, start: int, end: int) -> Extent:
    """The box of part of a line, in points; of all of it where its characters are not known."""
    first, last = piece.offset + start - piece.start, piece.offset + end - piece.start
    if line.edges:
        edges = line.edges[first : last + 1]
        return min(edges), line.top, max(edges), line.bottom
    if not line.upright:
        return line.left, line.top, line.right, line.bottom
    width = (line.right - line.left) / len(line.text)
    return line.left + first * width, line.top, line.left + last * width, line.bottom


def _turned(extent: Extent, width: float, height: float, turns: int) -> Extent:
    """An extent on a page as a part of it, once the page is turned clockwise by quarters."""
    left, top, right, bottom = extent
    left, right, top, bottom = left / width, right / width, top / height, bottom / height
    for _ in range(turns):
        left, top, right, bottom = 1 - bottom, left, 1 - top, right
    return left, top, right, bottom


def _part(value: float) -> float:
    return round(min(max(value, 0.0), 1.0), 5)
