"""Redactions on a scan: dark boxes in the picture of a page, between the words read off it.

What a recogniser gives closes over a black box as if nothing had been there. A bar takes its
place in the row that it stands in, so that no sentence is quoted as whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from corpus.readers.lines import Line, part_of, usual_height
from corpus.readers.redactions import BAR, Picture
from corpus.readers.removed import dark_boxes, is_dark
from corpus.readers.shapes import Extent

LOWEST, HIGHEST = 0.6, 3.0
"""Heights of a line: a flatter dark stretch is a rule, a higher one may be a picture."""
NARROWEST = 1.5
"""Heights of a line: a narrower dark spot is a bullet, a stain or the hole of a punch."""


def with_scanned_bars(
    lines: Sequence[Line], picture: Picture, width: float
) -> tuple[list[Line], list[Extent]]:
    """The lines that were read off the picture of a page of this width, with a bar for each dark
    box in a row of theirs, and these boxes, all in points; a line that was read across a box is
    cut there. Where light letters stand on a dark ground, nothing was taken out."""
    found, bars = list(lines), []
    height = usual_height(found)
    for box in dark_boxes(picture, width):
        wide, high = box[2] - box[0], box[3] - box[1]
        if not (LOWEST * height <= high <= HIGHEST * height and wide >= NARROWEST * height):
            continue
        row = [line for line in found if line.upright and _share(line, box[1], box[3])]
        words = [line for line in row if line.text != BAR]
        if words and not any(is_dark(picture, width, line.box) for line in words):
            found = _with_bar(found, row, box)
            bars.append(box)
    return found, bars


def _with_bar(lines: Sequence[Line], row: Sequence[Line], box: Extent) -> list[Line]:
    """The lines with a bar for a box that stands in this row of theirs."""
    left, _, right, _ = box
    beside = row[0]
    bar = Line(BAR, left, beside.top, right, beside.bottom)
    middle = (left + right) / 2
    found: list[Line] = []
    for line in lines:
        if line in row and line.left < middle < line.right:
            found += _cut(line, middle)
        else:
            found.append(line)
    return [*found, bar]


def _share(line: Line, top: float, bottom: float) -> bool:
    return min(line.bottom, bottom) - max(line.top, top) >= 0.5 * min(line.height, bottom - top)


def _cut(line: Line, at: float) -> list[Line]:
    """The parts of a line before and behind an x, without the white space between them."""
    edges = line.edges or [
        line.left + n * (line.right - line.left) / len(line.text) for n in range(len(line.text) + 1)
    ]
    place = sum((a + b) / 2 < at for a, b in pairwise(edges))
    before = len(line.text[:place].rstrip())
    behind = place + len(line.text[place:]) - len(line.text[place:].lstrip())
    parts = []
    if before:
        parts.append(part_of(line, 0, before))
    if behind < len(line.text):
        parts.append(part_of(line, behind, None))
    return parts
