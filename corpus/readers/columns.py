"""The order in which a page is read: its columns one after the other, its notes last.

Columns are told from a table by their lines: those of a column are long, and most of them
reach its right edge; the cells of a table do neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Literal

from corpus.readers.captions import Caption, caption_in
from corpus.readers.gutters import GUTTER, gutters, uncrossed
from corpus.readers.lines import Line, Row, rows_of, usual_height

FEWEST_LINES = 3
"""A column has at least so many lines."""
SHORTEST_LINE = 14
"""Code points: the usual line of a column has at least so many."""
REACHES, FILLED = 0.25, 0.5
"""At least half of the lines of a column end within its last quarter."""
SHARED = 0.4
"""Columns of short lines share no more than this part of their baselines."""
LEVEL = 0.2
"""Heights of a line: cells of a table share a baseline so nearly, columns only by chance."""
FOOTNOTE = 0.93
"""A footnote is set in letters of at most this part of the usual size."""
_NOTE_MARK = re.compile(
    r"(?P<mark>\d{1,3}|[⁰¹²³⁴-⁹]{1,3}|[*∗†‡§¶]{1,3}|\(\d{1,2}\))(?:[\s.)]|(?=[A-Zh]))"
)
_FIGURES = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_MOST_DEPTH = 8


@dataclass(frozen=True, slots=True)
class Flow:
    """Rows that are read from the top down; lines of one row from left to right.

    `margin` is the x that the page's lines reach at most, where its own may not. A `caption`
    half: nothing runs on into it, and the parties, if it names them, are one paragraph."""

    rows: tuple[Row, ...]
    margin: float = 0.0
    caption: Literal["parties", "case"] | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """What a page is read as: the flows of its columns and bands, then those of its notes.
    Of a line in `parts` only so much of its text is read, from and to."""

    flows: tuple[Flow, ...]
    notes: tuple[Flow, ...]
    parts: Mapping[int, tuple[int, int]]


def reading_order(lines: Sequence[Line]) -> Order:
    """The lines of a page in the order of reading; each is in exactly one flow, but for marks
    that rule the halves of a caption apart, which are in none."""
    upright = [index for index, line in enumerate(lines) if line.upright]
    sorting = _Sorting(lines, usual_height([lines[i] for i in upright]))
    flows = tuple(sorting.flows(upright))
    aside = [Flow(((index,),)) for index, line in enumerate(lines) if not line.upright]
    return Order(flows, (*sorting.notes, *aside), sorting.parts)


@dataclass(slots=True)
class _Sorting:
    """A page underway: its notes, and parts of lines, are put by as they are met."""

    lines: Sequence[Line]
    height: float
    notes: list[Flow] = field(default_factory=list)
    parts: dict[int, tuple[int, int]] = field(default_factory=dict)

    def flows(self, among: list[int], depth: int = 0, margin: float = 0.0) -> Iterator[Flow]:
        rows = rows_of(self.lines, among)
        if not rows:
            return
        caption = caption_in(self.lines, rows, self.height)
        if caption is not None:
            yield from self._around_caption(rows, caption, depth)
            return
        found = _columned(self.lines, rows, self.height) if depth < _MOST_DEPTH else None
        if found is None:
            body, note = _without_notes(self.lines, _all(rows), self.height)
            if note and body and self._is_foot(note):
                self.notes += _notes_apart(self.lines, note)
                rows = rows_of(self.lines, body)
            yield Flow(tuple(rows), margin)
            return
        first, last, columns = found
        yield from self.flows(_all(rows[:first]), depth + 1)
        for column in columns:
            body, note = _without_notes(self.lines, column, self.height)
            if note:
                self.notes += _notes_apart(self.lines, note)
            yield from self.flows(body, depth + 1)
        yield from self.flows(_all(rows[last:]), depth + 1)

    def _is_foot(self, note: Sequence[int]) -> bool:
        """Whether nothing of the page stands below a note."""
        foot = max(self.lines[i].bottom for i in note)
        return all(line.bottom <= foot or not line.upright for line in self.lines)

    def _around_caption(self, rows: list[Row], caption: Caption, depth: int) -> Iterator[Flow]:
        margin = max(self.lines[i].right for i in _all(rows))
        self.parts |= caption.parts
        yield from self.flows(_all(rows[: caption.first]), depth + 1, margin)
        yield Flow(tuple(rows_of(self.lines, caption.left)), caption="parties")
        yield Flow(tuple(rows_of(self.lines, caption.right)), caption="case")
        yield from self.flows(_all(rows[caption.last :]), depth + 1, margin)


def _all(rows: Sequence[Row]) -> list[int]:
    return [i for row in rows for i in row]


def _columned(
    lines: Sequence[Line], rows: Sequence[Row], height: float
) -> tuple[int, int, list[list[int]]] | None:
    """The rows, from and to, that stand in columns, and the lines of each column."""
    best: tuple[int, int, list[list[int]]] | None = None
    tried: set[tuple[int, int]] = set()
    for x in gutters(lines, rows, height):
        for first, last in uncrossed(lines, rows, x):
            first, last = _trimmed(lines, rows, first, last, x)
            if last - first < FEWEST_LINES or (first, last) in tried:
                continue
            tried.add((first, last))
            if best and last - first <= best[1] - best[0]:
                continue
            columns = _columns(lines, _all(rows[first:last]), height)
            if len(columns) > 1 and (
                all(_is_prose(lines, column) for column in columns)
                or _is_apart(lines, rows[first:last], columns)
            ):
                best = first, last, columns
    return best


def _trimmed(
    lines: Sequence[Line], rows: Sequence[Row], first: int, last: int, x: float
) -> tuple[int, int]:
    """The run from the first row near which both sides of `x` hold lines."""
    left = [n for n in range(first, last) if lines[rows[n][0]].left < x]
    right = [n for n in range(first, last) if lines[rows[n][-1]].left >= x]
    if not left or not right:
        return first, first
    start = max(left[0], right[0])
    begins = lines[rows[start][0]].top
    while start > first and begins - lines[rows[start - 1][0]].bottom < 0.5 * (
        lines[rows[start][0]].height
    ):
        start -= 1
        begins = lines[rows[start][0]].top
        if len(left) > 1 and max(left[0], right[0]) - start >= 2:
            break
    return start, last


def _columns(lines: Sequence[Line], among: list[int], height: float) -> list[list[int]]:
    """The lines by the columns that their extents leave between them, left to right."""
    columns: list[list[int]] = []
    right = float("-inf")
    for index in sorted(among, key=lambda i: lines[i].left):
        if lines[index].left - right >= GUTTER * height:
            columns.append([])
        columns[-1].append(index)
        right = max(right, lines[index].right)
    return columns


def _is_prose(lines: Sequence[Line], column: Sequence[int]) -> bool:
    if len(column) < FEWEST_LINES:
        return False
    left = min(lines[i].left for i in column)
    right = max(lines[i].right for i in column)
    edge = right - REACHES * (right - left)
    full = sum(lines[i].right >= edge for i in column)
    usual = median(len(lines[i].text) for i in column)
    return usual >= SHORTEST_LINE and full >= FILLED * len(column)


def _is_apart(lines: Sequence[Line], rows: Sequence[Row], columns: Sequence[Sequence[int]]) -> bool:
    """Whether two columns hardly share a baseline, like the halves of a caption."""
    if len(columns) != 2 or min(map(len, columns)) < FEWEST_LINES:
        return False
    shared = sum(
        abs(lines[row[0]].bottom - lines[row[-1]].bottom) <= LEVEL * lines[row[0]].height
        for row in rows
        if len(row) > 1
    )
    return shared <= SHARED * min(map(len, columns))


def _without_notes(
    lines: Sequence[Line], column: list[int], height: float
) -> tuple[list[int], list[int]]:
    """A column's lines, and those of the footnotes at its end."""
    rows = rows_of(lines, column)
    cut = len(rows)
    for n in range(len(rows) - 1, 0, -1):
        if any(lines[i].height > FOOTNOTE * height for i in rows[n] if len(lines[i].text) > 3):
            break
        if _NOTE_MARK.match(lines[rows[n][0]].text):
            cut = n
    body = _all(rows[:cut])
    return body, _all(rows[cut:])


def note_mark(text: str) -> str | None:
    """The number or sign of the footnote that a line begins, as it is cited; else None."""
    found = _NOTE_MARK.match(text)
    return found["mark"].translate(_FIGURES).strip("()") if found else None


def _notes_apart(lines: Sequence[Line], notes: Sequence[int]) -> list[Flow]:
    """The footnotes at the end of a column, each by itself. What runs on from the page before is
    one of them; a figure that does not follow from the last one begins none."""
    found: list[list[Row]] = []
    last: str | None = None
    for row in rows_of(lines, notes):
        mark = note_mark(lines[row[0]].text)
        figures = mark is not None and last is not None and (mark + last).isdecimal()
        counted = mark is not None and (not figures or int(mark) == int(last or 0) + 1)
        if counted or not found:
            found.append([])
            last = mark or last
        found[-1].append(row)
    return [Flow(tuple(rows)) for rows in found]
