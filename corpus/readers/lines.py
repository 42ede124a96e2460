"""Printed lines and the rows that they stand in, by where they are on a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median


@dataclass(frozen=True, slots=True)
class Line:
    """Words printed side by side without a wide gap, and their box.

    In points from the page's top left; y runs down. `edges` are the x of the boundaries of
    its characters, one more than there are characters, where these are known. What is not
    `upright`, such as a stamp along the margin, is read after all that is.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    edges: Sequence[float] = ()
    upright: bool = True

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Its left, top, right and bottom."""
        return self.left, self.top, self.right, self.bottom

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def first_word(self) -> float:
        """The width of its first word."""
        length = len(self.text.split(maxsplit=1)[0])
        if self.edges:
            return abs(self.edges[length] - self.edges[0])
        return (self.right - self.left) * length / len(self.text)


def scaled(line: Line, factor: float) -> Line:
    """A line in other units: each of its lengths times the factor."""
    left, top, right, bottom = (factor * side for side in line.box)
    edges = tuple(factor * edge for edge in line.edges)
    return Line(line.text, left, top, right, bottom, edges, line.upright)


def part_of(line: Line, start: int, end: int | None) -> Line:
    """A line of part of its text, in its place."""
    if (start, end or len(line.text)) == (0, len(line.text)):
        return line
    text = line.text[start:end]
    if line.edges:
        edges = line.edges[start : start + len(text) + 1]
        return replace(line, text=text, left=min(edges), right=max(edges), edges=edges)
    letter = (line.right - line.left) / len(line.text)
    left = line.left + start * letter
    return replace(line, text=text, left=left, right=left + len(text) * letter)


Row = tuple[int, ...]
"""The lines that share a baseline, left to right, as indices into a page's lines."""


def rows_of(lines: Sequence[Line], among: Sequence[int]) -> list[Row]:
    """The lines `among` those of a page as rows, from the top down."""
    rows: list[list[int]] = []
    for index in sorted(among, key=lambda i: (lines[i].top + lines[i].bottom, lines[i].left)):
        row = _row_for(lines, rows[-2:], index)
        if row is None:
            rows.append([index])
        else:
            row.append(index)
    return [tuple(sorted(row, key=lambda i: lines[i].left)) for row in rows]


def _row_for(lines: Sequence[Line], rows: Sequence[list[int]], index: int) -> list[int] | None:
    line = lines[index]
    for row in reversed(rows):
        shared = [
            min(line.bottom, lines[i].bottom) - max(line.top, lines[i].top)
            >= 0.5 * min(line.height, lines[i].height)
            for i in row
        ]
        apart = all(
            line.left >= lines[i].right - 0.3 * line.height
            or line.right <= lines[i].left + 0.3 * line.height
            for i in row
        )
        if all(shared) and apart:
            return row
    return None


def usual_height(lines: Sequence[Line]) -> float:
    """The height of most of the text, 1 where there is none."""
    sizes = [line.height for line in lines if line.height > 0 and len(line.text) > 3]
    return median(sizes) if sizes else max((line.height for line in lines), default=1.0) or 1.0
