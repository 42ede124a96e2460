"""Tables on a printed page, told by short cells that stand under each other.

Only what is plain is taken for a table. A caption's two halves, a table of contents and
a numbered list look alike at a glance: they stay the lines they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.readers.lines import Line, Row

Cell = tuple[int, ...]
"""The lines in a cell, as indices into a page's lines."""
FEWEST_ROWS = 3
LONGEST_CELL, LONGEST_ENTRY = 32, 400
"""Code points: the usual cell of a table, and any cell, is no longer."""
ROW_GAP = 3.0
"""Rows of one table stand at most so far apart, in heights of a line, base to base."""
CELL_GAP = 0.5
"""Columns of a table stand at least so far apart, in heights of a line."""
FULL = 0.6
"""At least this part of a table's cells is filled; in a figure or a formula less is."""
WIDEST_SHORT = 2
"""In a formula the usual cell of each column has no more code points."""
LEADERS = 0.3
"""A table of contents has leading dots in at least this part of its rows."""
WIDER = 1.25
"""Records stand so much further from the headings than the lines of these from each other."""
_LEADER = re.compile(r"(?:\.\s?){5,}")
_RULE = re.compile(r"[)(:|§*]+")
_ITEM = re.compile(r"(?:\(?[\divxlc]{1,4}[.)]|\(?[A-Za-z][.)]|[•·▪‣*–-]|¶+)$")
_FIGURE = re.compile(
    r"\W*\d[\d.,:/()%$€£\s-]*\W*|[-–—]|n/?a|[A-Z][a-z]{2} \d{1,2},? ?\d{0,4}", re.I
)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, as many in each row; an empty cell holds no lines. `printed` is how
    many rows of the page it stands in: more, where cells are wrapped."""

    rows: tuple[tuple[Cell, ...], ...]
    printed: int


def tables_in(lines: Sequence[Line], rows: Sequence[Row]) -> Iterator[Table | Row]:
    """The rows in their order, each run of them that is plainly a table in its place."""
    position = 0
    while position < len(rows):
        end = _end_of_run(lines, rows, position)
        table = None
        while end - position >= FEWEST_ROWS and table is None:
            table = _table(lines, rows[position:end])
            end -= table is None
        if table is not None:
            yield table
            position = end
        else:
            yield rows[position]
            position += 1


def _end_of_run(lines: Sequence[Line], rows: Sequence[Row], start: int) -> int:
    """Where the rows of more than one cell that follow each other closely end."""
    if len(rows[start]) < 2:
        return start
    end = start + 1
    while end < len(rows) and end - start < 80:
        above, row = lines[rows[end - 1][0]], lines[rows[end][0]]
        if row.bottom - above.bottom > ROW_GAP * max(row.height, above.height):
            break
        if len(rows[end]) < 2 and not _wraps(lines, rows, end):
            break
        end += 1
    while end > start and len(rows[end - 1]) < 2 and not _wraps(lines, rows, end - 1):
        end -= 1
    return end


def _wraps(lines: Sequence[Line], rows: Sequence[Row], at: int) -> bool:
    """Whether a row of one line goes on with a cell of the row above."""
    line, above = lines[rows[at][0]], rows[at - 1]
    if line.text[0].isdigit() or line.left <= lines[above[0]].left + line.height:
        return False
    return any(abs(line.left - lines[i].left) < line.height for i in above)


def _table(lines: Sequence[Line], rows: Sequence[Row]) -> Table | None:
    columns = _columns(lines, rows)
    if len(columns) < 2:
        return None
    made: list[list[Cell]] = []
    for row in rows:
        cells = [tuple(i for i in row if a - 1 <= lines[i].left < b) for a, b in columns]
        if made and not cells[0] and sum(map(bool, cells)) == 1:
            made[-1] = [a + b for a, b in zip(made[-1], cells, strict=True)]
        else:
            made.append(cells)
    if len(made) > FEWEST_ROWS and _head_is_wrapped(lines, rows, made):
        made[:2] = [[a + b for a, b in zip(made[0], made[1], strict=True)]]
    table = Table(tuple(map(tuple, made)), len(rows))
    return table if _is_plain(lines, table) else None


def _head_is_wrapped(
    lines: Sequence[Line], rows: Sequence[Row], made: Sequence[Sequence[Cell]]
) -> bool:
    """Whether the second row goes on with some of the headings in the first, and the records
    begin below it, further off."""
    head, rest = made[:2]
    if all(rest) or any(below and not above for above, below in zip(head, rest, strict=True)):
        return False
    if any(_FIGURE.fullmatch(lines[i].text) for cell in (*head, *rest) for i in cell):
        return False
    first, second, third = (lines[row[0]].bottom for row in rows[:3])
    return third - second > WIDER * (second - first)


def _columns(lines: Sequence[Line], rows: Sequence[Row]) -> list[tuple[float, float]]:
    """The extents of the columns, each up to where the next one starts."""
    extents: list[list[float]] = []
    for index in sorted((i for row in rows for i in row), key=lambda i: lines[i].left):
        line = lines[index]
        if extents and line.left < extents[-1][1] + CELL_GAP * line.height:
            extents[-1][1] = max(extents[-1][1], line.right)
        else:
            extents.append([line.left, line.right])
    starts = [left for left, _ in extents] + [float("inf")]
    return list(pairwise(starts))


def _is_plain(lines: Sequence[Line], table: Table) -> bool:
    filled = [row for row in table.rows if sum(map(bool, row)) >= 2]
    if len(filled) < FEWEST_ROWS or len(filled) < 0.7 * len(table.rows):
        return False
    columns = [
        [" ".join(lines[i].text for i in row[n]) for row in table.rows if row[n]]
        for n in range(len(table.rows[0]))
    ]
    cells = [cell for column in columns for cell in column]
    if median(map(len, cells)) > LONGEST_CELL or max(map(len, cells)) > LONGEST_ENTRY:
        return False
    if len(cells) < FULL * len(table.rows) * len(columns):
        return False
    if max(median(map(len, column)) for column in columns) <= WIDEST_SHORT:
        return False
    if sum(bool(_LEADER.search(cell)) for cell in cells) >= LEADERS * len(table.rows):
        return False
    if any(all(_RULE.fullmatch(cell) for cell in column) for column in columns):
        return False
    if any(len(column) < 0.4 * len(table.rows) for column in columns[:1]):
        return False
    if sum(bool(_ITEM.match(cell)) for cell in columns[0]) > len(columns[0]) / 2:
        return False
    figures = [sum(bool(_FIGURE.fullmatch(c)) for c in column) / len(column) for column in columns]
    if len(columns) == 2:
        return len(filled) > FEWEST_ROWS and figures[1] >= 0.6 and ". . ." not in "".join(cells)
    return max(figures[1:]) >= 0.5 or len(filled) > FEWEST_ROWS
