"""Gutters: where on a page, and over which of its rows, lines stand left and right of a gap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from corpus.readers.lines import Line, Row

GUTTER = 0.55
"""What is read apart stands at least so far apart, in heights of a line."""
FAR = 6
"""A line that starts a row may stand right of a gutter from so many heights on."""
MOST = 60
"""Gutters tried on a page."""


def gutters(lines: Sequence[Line], rows: Sequence[Row], height: float) -> list[float]:
    """Where gutters may be: the middles of gaps within rows, and before lines that start a
    row far from the left, coarsely."""
    left = min((lines[row[0]].left for row in rows), default=0.0)
    found: dict[int, float] = {}
    for row in rows:
        if lines[row[0]].left > left + FAR * height:
            x = lines[row[0]].left - GUTTER * height / 2
            found.setdefault(round(x / 3), x)
        for a, b in pairwise(row):
            if lines[b].left - lines[a].right >= GUTTER * height:
                x = (lines[a].right + lines[b].left) / 2
                found.setdefault(round(x / 3), x)
    return list(found.values())[:MOST]


def uncrossed(lines: Sequence[Line], rows: Sequence[Row], x: float) -> Iterator[tuple[int, int]]:
    """The runs of rows, from and to, in which no line crosses `x`."""
    position = 0
    for crossed, run in groupby(
        rows, lambda row: any(lines[i].left < x - 1 and lines[i].right > x + 1 for i in row)
    ):
        length = len(list(run))
        if not crossed:
            yield position, position + length
        position += length
