"""Columns of line numbers on a printed page: pleading paper has one, a transcript one for each
of its pages that stand on the sheet.

A column counts up from 1 at even distances. A full one is known by itself; a short one, as on
the last page, by a full one beside it or in the same place on a page nearby, or by what its
lines say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.readers.lines import Line, part_of
from corpus.readers.read_on import is_turn, reads_on

FEWEST_NUMBERS = 15
"""A full page of a pleading or transcript has 24, 25 or 28 numbered lines."""
FEWEST_SPOKEN = 2
"""Numbers of a short column that nothing but its words tell from a list."""
FEWEST_GLUED = 3
MOST = 40
MOST_MISSING = 2
"""Numbers in a row that were not read off a picture."""
UNEVEN = 1.3
"""They stand evenly: no distance is longer than the usual one by more than this factor."""
SAME_STEP = 1.15
WIDE_STEP = 1.4
"""Heights of a line from one to the next."""
SPOKEN = 0.25
"""At least this part of the lines of a short column opens a turn to speak."""
SAME_PLACE = 12.0
"""Points: a column moves no further from page to page."""
IN_CELLS = 0.6
"""At least this part of the rows beside the numbers has further cells, one below the other."""
LEFT_OF = 0.2
"""Lines that reach further left than the numbers, for each of these, are no more."""
_NUMBER = re.compile(r"\d{1,2}\Z")
_GLUED = re.compile(r"\d{1,2}\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Column:
    """The lines that are numbers, by index, from 1 down, the box around them, and the usual
    distance from one to the next, 0 where there is only one."""

    lines: tuple[int, ...]
    left: float
    top: float
    right: float
    bottom: float
    step: float


def columns_of(lines: Sequence[Line], near: Sequence[Sequence[Line]] = ()) -> list[Column]:
    """The columns of line numbers among the `lines` of a page, from left to right and down;
    `near` are the lines of pages nearby."""
    found = [*_columns(lines)]
    full = [column for column in found if len(column.lines) >= FEWEST_NUMBERS]
    known = full or [
        column
        for other in near
        for column in _columns(other)
        if len(column.lines) >= FEWEST_NUMBERS
    ]
    sure = [
        column
        for column in found
        if column in full
        or any(
            _is_like(column, other, beside=column is not other and bool(full)) for other in known
        )
        or (
            len(column.lines) >= FEWEST_SPOKEN
            and (
                _is_spoken(lines, column)
                or (_is_all(lines, column) and (bool(known) or _reads_on(lines, column)))
            )
        )
    ]
    return [
        column
        for column in sure
        if _is_at_the_edge(lines, column, sure) and not _is_of_table(lines, column, sure)
    ]


def numbers_apart(lines: Sequence[Line]) -> list[Line]:
    """The lines, those that begin with the number of their line cut behind it."""
    glued = [
        (n, match.end())
        for n, line in enumerate(lines)
        if (match := _GLUED.match(line.text)) and line.upright
    ]
    if len(glued) < FEWEST_GLUED:
        return list(lines)
    heads = {n: _head(lines[n], end) for n, end in glued}
    among = [heads.get(n, line) for n, line in enumerate(lines)]
    counted = {
        n for column in _columns(among) if len(column.lines) >= FEWEST_GLUED for n in column.lines
    }
    cut = []
    for n, line in enumerate(lines):
        if n in heads and n in counted:
            end = len(heads[n].text)
            start = end + len(line.text[end:]) - len(line.text[end:].lstrip())
            cut += [heads[n], part_of(line, start, None)]
        else:
            cut.append(line)
    return cut


def _head(line: Line, end: int) -> Line:
    return part_of(line, 0, len(line.text[:end].rstrip()))


def _columns(lines: Sequence[Line]) -> Iterator[Column]:
    """Numbers that stand below each other and count up from 1 at even distances."""
    numbers = [
        n
        for n, line in enumerate(lines)
        if line.upright and _NUMBER.match(line.text) and int(line.text) <= MOST
    ]
    stacks: list[list[int]] = []
    for n in sorted(numbers, key=lambda i: lines[i].right):
        if stacks and _is_below(lines[stacks[-1][-1]], lines[n]):
            stacks[-1].append(n)
        else:
            stacks.append([n])
    for stack in stacks:
        run: list[int] = []
        for n in sorted(stack, key=lambda i: lines[i].top):
            value, last = int(lines[n].text), int(lines[run[-1]].text) if run else 0
            if value == 1 and run:
                yield from _column(lines, run)
                run, last = [], 0
            if last < value <= last + MOST_MISSING + 1:
                run.append(n)
        yield from _column(lines, run)


def _is_below(one: Line, other: Line) -> bool:
    """Whether two numbers end or begin at the same x, as "9" and "10" do."""
    near = 0.7 * max(one.height, 1.0)
    return abs(one.right - other.right) <= near or abs(one.left - other.left) <= near


def _column(lines: Sequence[Line], run: Sequence[int]) -> Iterator[Column]:
    steps = [
        (lines[b].top - lines[a].top) / (int(lines[b].text) - int(lines[a].text))
        for a, b in pairwise(run)
    ]
    if run and (not steps or (min(steps) > 0 and max(steps) <= UNEVEN * median(steps))):
        yield Column(
            tuple(run),
            min(lines[n].left for n in run),
            lines[run[0]].top,
            max(lines[n].right for n in run),
            lines[run[-1]].bottom,
            median(steps) if steps else 0.0,
        )


def _is_like(column: Column, full: Column, *, beside: bool) -> bool:
    """Whether a short column is laid out as a full one: in the same place on another page, or
    with the same distances on this one."""
    same_top = abs(column.top - full.top) <= SAME_PLACE
    even = not column.step or 1 / SAME_STEP <= column.step / full.step <= SAME_STEP
    if beside:
        return even and (same_top or abs(column.right - full.right) <= SAME_PLACE)
    return even and same_top and abs(column.right - full.right) <= SAME_PLACE


def _beside(
    lines: Sequence[Line], column: Column, right: float = float("inf")
) -> Iterator[list[Line]]:
    """The lines to the right of each number of a column, up to `right`, from the left."""
    for n in column.lines:
        row = [
            line
            for line in lines
            if column.right < line.left < right and _share_a_row(lines[n], line)
        ]
        yield sorted(row, key=lambda line: line.left)


def _is_spoken(lines: Sequence[Line], column: Column) -> bool:
    """Whether the lines beside the numbers are those of a transcript."""
    spoken = sum(bool(row) and is_turn(row[0].text) for row in _beside(lines, column))
    return spoken >= SPOKEN * len(column.lines)


def _reads_on(lines: Sequence[Line], column: Column) -> bool:
    """Whether the lines beside the numbers are those of a page and not of a list."""
    said = [" ".join(line.text for line in row) for row in _beside(lines, column)]
    return reads_on(said) or any(map(is_turn, said))


def _is_of_table(lines: Sequence[Line], column: Column, others: Sequence[Column]) -> bool:
    """Whether the numbers are those of the rows of a table: most have cells that begin or end
    below each other. A "Q" or "A" that stands apart is no cell."""
    right = min((other.left for other in others if other.left > column.right), default=float("inf"))
    rows = [row for row in _beside(lines, column, right) if row]
    cells = [row[1] for row in rows if len(row) > 1 and not is_turn(row[0].text)]
    return any(
        bool(edges) and _most_at_one(edges) >= IN_CELLS * len(rows)
        for edges in ([cell.left for cell in cells], [cell.right for cell in cells])
    )


def _most_at_one(edges: Sequence[float]) -> int:
    """How many of these stand at the same place as the middle one of them."""
    middle = median(edges)
    return sum(abs(edge - middle) <= SAME_PLACE for edge in edges)


def _is_all(lines: Sequence[Line], column: Column) -> bool:
    """Whether the numbers stand beside every line from the first one down, set as wide apart as
    those of a transcript are."""
    numbers = [lines[n] for n in column.lines]
    height = median(line.height for line in numbers)
    below = [line for line in lines if line.upright and line.top > column.top - height]
    return column.step >= WIDE_STEP * height and all(
        any(_share_a_row(number, line) for number in numbers) for line in below
    )


def _share_a_row(one: Line, other: Line) -> bool:
    return min(one.bottom, other.bottom) - max(one.top, other.top) >= 0.5 * min(
        one.height, other.height
    )


def _is_at_the_edge(lines: Sequence[Line], column: Column, others: Sequence[Column]) -> bool:
    """Whether hardly a line reaches further left than the numbers, from the column before on."""
    left = max((other.right for other in others if other.right < column.left), default=0.0)
    own = {n for other in others for n in other.lines}
    further = sum(
        left < line.left < column.right and column.top <= line.top <= column.bottom
        and n not in own and line.upright
        and (not left or line.left > column.left - 4 * line.height)
        for n, line in enumerate(lines)
    )  # fmt: skip
    return further <= LEFT_OF * len(column.lines)
