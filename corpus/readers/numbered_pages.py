"""Pages with numbered lines, one on a sheet of paper or two or four of a condensed transcript:
which lines belong to which page, in what order these are read, and how they are cited.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from corpus.document import Mark
from corpus.readers.joining import joined
from corpus.readers.layout import PageText, Piece, lay_out
from corpus.readers.line_numbers import Column
from corpus.readers.lines import Line, rows_of

ABOVE = 7.0
"""Heights of a line within which, above the first numbered line or below the last, the number
of the page stands."""
_PAGE = re.compile(
    r"[\s\-–—\[(]*(?:(?:page|pg\.?|p\.)\s?)?(\d{1,5})(?:\s(?:of|/)\s\d{1,5})?[\s\-–—\])]*", re.I
)
_PAGE_WITH_WORDS = re.compile(r"(?:\D{0,40}\s)?page\s(\d{1,5})(?:\sof\s\d{1,5})?", re.I)
_LETTER = re.compile(r"\[?[QA]\]?[.:]?")


@dataclass(frozen=True, slots=True)
class NumberedPage:
    """A page of a transcript: the lines of its words and the one that gives its number, by
    index, and that number as it is printed, "" where it is not."""

    column: Column
    words: tuple[int, ...]
    label: int | None = None
    printed: str = ""


def pages_on(lines: Sequence[Line], columns: Sequence[Column]) -> list[NumberedPage]:
    """The pages that columns of line numbers make, in the order of their own numbers, or from
    the left column to the right, each from the top down."""
    numbers = {n for column in columns for n in column.lines}
    height = max((lines[n].height for n in numbers), default=1.0)
    labels = {
        n for n, line in enumerate(lines) if n not in numbers and line.upright and _printed(line)
    }
    at_top = any(
        0 < column.top - lines[n].top < ABOVE * height for column in columns for n in labels
        if _is_beside(columns, column, lines[n])
    )  # fmt: skip
    pages = []
    for column in sorted(columns, key=lambda one: (round(one.left / (4 * height)), one.top)):
        inside = [n for n, line in enumerate(lines) if n not in numbers and line.upright]
        inside = [n for n in inside if _is_beside(columns, column, lines[n])]
        words = [n for n in inside if _is_level(column, lines[n], height)]
        edge = [
            n
            for n in inside
            if n in labels and n not in words and _is_near(column, lines[n], height, at_top=at_top)
        ]
        label = min(edge, key=lambda n: abs(lines[n].top - column.top), default=None)
        printed = _printed(lines[label]) if label is not None else ""
        pages.append(NumberedPage(column, tuple(words), label, printed))
    in_order = len({page.printed for page in pages}) == len(pages) and all(
        page.printed for page in pages
    )
    return sorted(pages, key=lambda page: int(page.printed)) if in_order else pages


def _printed(line: Line) -> str:
    found = _PAGE.fullmatch(line.text) or _PAGE_WITH_WORDS.fullmatch(line.text)
    return found.group(1).lstrip("0") if found else ""


def _is_beside(columns: Sequence[Column], column: Column, line: Line) -> bool:
    """Whether a line stands between the numbers of a column and those of the next one."""
    right = min((c.left for c in columns if c.left > column.right + 1), default=float("inf"))
    return column.left - 1 <= line.left < right - 1


def _is_level(column: Column, line: Line, height: float) -> bool:
    middle = (line.top + line.bottom) / 2
    return column.top - 0.5 * height <= middle <= column.bottom + 0.5 * height


def _is_near(column: Column, line: Line, height: float, *, at_top: bool) -> bool:
    distance = column.top - line.top if at_top else line.bottom - column.bottom
    return 0 < distance < ABOVE * height


def with_letters_joined(lines: Sequence[Line]) -> list[Line]:
    """The lines; "Q." or "A" that stands apart is of one line with the words to its right."""
    found: list[Line] = []
    for row in rows_of(lines, range(len(lines))) if any(map(_is_letter, lines)) else ():
        if len(row) > 1 and _is_letter(lines[row[0]]):
            found.append(_joined(lines[row[0]], lines[row[1]]))
            found += (lines[n] for n in row[2:])
        else:
            found += (lines[n] for n in row)
    return found or list(lines)


def _is_letter(line: Line) -> bool:
    return line.upright and _LETTER.fullmatch(line.text) is not None


def _joined(letter: Line, words: Line) -> Line:
    """A bare letter keeps two spaces behind it, which tell it from an article or initial."""
    bare = letter.text.isalpha()
    edges: tuple[float, ...] = ()
    if letter.edges and words.edges:
        middle = (letter.right + words.left) / 2
        edges = (*letter.edges, *((middle,) if bare else ()), *words.edges)
    top, bottom = min(letter.top, words.top), max(letter.bottom, words.bottom)
    text = f"{letter.text}{'  ' if bare else ' '}{words.text}"
    return Line(text, letter.left, top, words.right, bottom, edges)


def lay_out_pages(
    lines: Sequence[Line], pages: Sequence[NumberedPage], left_out: Collection[int]
) -> tuple[PageText, tuple[Line, ...], tuple[Mark, ...]]:
    """The text of a sheet with numbered pages, the lines that its pieces point at, and a mark
    for each numbered line and each page, over their words. `left_out` are its margins."""
    groups = _groups(lines, pages, left_out)
    bodies = [with_letters_joined([lines[n] for n in group]) for _, group in groups]
    texts = [lay_out(body) for body in bodies]
    whole, spans = joined(texts)
    pieces: list[Piece] = []
    marks: list[Mark] = []
    before = 0
    for (page, _), body, text, span in zip(groups, bodies, texts, spans, strict=True):
        own = [*_moved(text.pieces, span.start, span.end, before)]
        if page is not None:
            marks += _line_marks(lines, body, page, own, before)
            if page.printed and span.start < span.end:
                marks.append(Mark(span.start, span.end, "printed page", page.printed))
        pieces += own
        before += len(body)
    every = tuple(line for body in bodies for line in body)
    ended = bool(texts) and texts[-1].is_ended
    return PageText(whole, tuple(pieces), ended), every, tuple(marks)


def _groups(
    lines: Sequence[Line], pages: Sequence[NumberedPage], left_out: Collection[int]
) -> list[tuple[NumberedPage | None, list[int]]]:
    """The lines that are read together, page by page: of several on a sheet what stands above
    all of them comes first, and the rest last."""
    kept = [n for n in range(len(lines)) if n not in left_out]
    if len(pages) == 1:
        return [(pages[0], kept)]
    inside = {n for page in pages for n in page.words}
    top = min(page.column.top for page in pages)
    rest = [n for n in kept if n not in inside]
    return [
        (None, [n for n in rest if lines[n].bottom <= top]),
        *((page, [n for n in page.words if n not in left_out]) for page in pages),
        (None, [n for n in rest if lines[n].bottom > top]),
    ]


def _moved(pieces: Sequence[Piece], start: int, end: int, lines: int) -> Iterator[Piece]:
    """The pieces of a text that stands from `start` to `end` of another, after `lines` lines."""
    for piece in pieces:
        first, last = start + piece.start, min(start + piece.end, end)
        if first < last:
            yield Piece(first, last, lines + piece.line, piece.offset)


def _line_marks(
    lines: Sequence[Line],
    body: Sequence[Line],
    page: NumberedPage,
    pieces: Sequence[Piece],
    before: int,
) -> Iterator[Mark]:
    """A mark for each numbered line, over all of its pieces that follow each other."""
    numbered = ((_numbered(lines, page, body[piece.line - before]), piece) for piece in pieces)
    for value, group in groupby(numbered, key=lambda one: one[0]):
        same = [piece for _, piece in group]
        if value:
            yield Mark(same[0].start, same[-1].end, "line", value)


def _numbered(lines: Sequence[Line], page: NumberedPage, line: Line) -> str:
    """The line of its page that a line is, "45:3", or "3" of a page without a number; "" where
    it is none."""
    number = min(page.column.lines, key=lambda n: abs(_middle(lines[n]) - _middle(line)))
    if abs(_middle(lines[number]) - _middle(line)) > lines[number].height:
        return ""
    return f"{page.printed}:{lines[number].text}" if page.printed else lines[number].text


def _middle(line: Line) -> float:
    return (line.top + line.bottom) / 2
