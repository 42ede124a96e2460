"""Boxes to tick of a PDF form, written as signs before their labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from corpus.readers.lines import Line, part_of
from corpus.readers.shapes import Extent
from corpus.readers.symbols import box as sign_of

FARTHEST = 4.0
"""A label stands at most so far from its box, in heights of it; else the box is a cell of a
table by itself."""
NEARER = 1.5
"""How many times further than on its left a label on the right of a box has to be, for the
boxes of a row to be taken for ones that follow their labels."""
_ENDS = "?:"
"""A question stands before the labels of its answers."""
Box = tuple[Extent, bool]
_Gaps = list[tuple[float | None, float | None]]


def with_boxes(lines: Sequence[Line], boxes: Sequence[Box]) -> list[Line]:
    """The lines with the sign of each box before its label; one without is a line itself."""
    found = list(lines)
    for extent, _ in boxes:
        found = [part for line in found for part in _divided(line, extent)]
    ordered = sorted(boxes, key=lambda each: (round(_middle(each[0]) / 6), each[0][0]))
    for _, group in groupby(ordered, key=lambda each: round(_middle(each[0]) / 6)):
        row = list(group)
        after = _follow_labels(_gaps(found, row))
        for extent, ticked in row:
            _write(found, extent, sign_of(ticked), after=after)
    return found


def _middle(extent: Extent) -> float:
    return (extent[1] + extent[3]) / 2


def _divided(line: Line, extent: Extent) -> list[Line]:
    """A line in two where a box stands in the middle of it."""
    middle = (extent[0] + extent[2]) / 2
    if not (line.edges and line.top < _middle(extent) < line.bottom):
        return [line]
    if not line.left + 1 < middle < line.right - 1:
        return [line]
    at = next((n for n, edge in enumerate(line.edges) if edge >= middle), len(line.text))
    parts = [(0, at), (at, len(line.text))]
    return [piece for a, b in parts if (piece := _trimmed(line, a, b)) is not None]


def _trimmed(line: Line, start: int, end: int) -> Line | None:
    text = line.text[start:end]
    start += len(text) - len(text.lstrip())
    end -= len(text) - len(text.rstrip())
    return part_of(line, start, end) if start < end else None


def _gaps(lines: Sequence[Line], row: Sequence[Box]) -> _Gaps:
    return [tuple(gap for gap, _ in _labels(lines, extent)) for extent, _ in row]  # type: ignore[misc]


def _labels(
    lines: Sequence[Line], extent: Extent
) -> tuple[tuple[float | None, int], tuple[float | None, int]]:
    """How far the nearest words on the left and on the right of a box are, and their lines."""
    left, top, right, bottom = extent
    nearest: list[tuple[float | None, int]] = [(None, -1), (None, -1)]
    for index, line in enumerate(lines):
        if not line.upright or min(line.bottom, bottom) - max(line.top, top) < 0.3 * line.height:
            continue
        for side, gap in enumerate((left - line.right, line.left - right)):
            best = nearest[side][0]
            if -3 <= gap < FARTHEST * max(line.height, bottom - top) and (
                best is None or gap < best
            ):
                nearest[side] = gap, index
    return nearest[0], nearest[1]


def _follow_labels(gaps: _Gaps) -> bool:
    """Whether the boxes of a row stand after their labels."""
    if gaps[0][0] is None:
        return False
    if gaps[-1][1] is None:
        return True
    before = [gap for gap, _ in gaps if gap is not None]
    after = [gap for _, gap in gaps if gap is not None]
    return NEARER * max(sum(before) / len(before), 1) < sum(after) / len(after)


def _write(lines: list[Line], extent: Extent, sign: str, *, after: bool) -> None:
    on_left, on_right = _labels(lines, extent)
    gap, index = on_left if after else on_right
    left, top, right, bottom = extent
    if gap is None:
        lines.append(Line(sign, left, top, right, bottom, (left, right)))
        return
    label = lines[index]
    if after and (asked := max(map(label.text.rstrip(_ENDS).rfind, _ENDS)) + 1):
        answer = _trimmed(label, asked, len(label.text))
        question = _trimmed(label, 0, asked)
        if answer is not None and question is not None:
            lines.append(question)
            label = answer
    start = label.left - min(0.6 * label.height, 6) if after else min(left, label.left)
    edges = (start, min(right, label.left) if not after else label.left, *label.edges)
    lines[index] = replace(
        label, text=f"{sign} {label.text}", left=start, edges=edges if label.edges else ()
    )
