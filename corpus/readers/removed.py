"""Redactions whose words are gone: dark boxes on a page with nothing beneath them.

They are found on the picture of the page, however they were drawn. A bar takes the place of
each in the text, so that no sentence closes over what was taken out of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from corpus.readers.bar_charts import bars_in
from corpus.readers.drawn import Sheet
from corpus.readers.glyphs import WIDE_GAP, Mask
from corpus.readers.redactions import BAR, DARK, Picture, contrast_of
from corpus.readers.shapes import MOST_SHAPES, Extent

THINNEST = 5.5
"""Points: a line ruled is thinner, and so are the stems of letters."""
STRAIGHT = 1
"""Pixels by which the side of a box may waver."""
SHORTEST, ALONE = 0.6, 2.0
"""Heights of a line: the width of a box within a line, and of one that stands alone."""
APART = 0.12
"""Of the height of a line: a wider gap between a word and a box is a space."""
TICK = 0.95
"""Of the height of a line: a dark square as small is a bullet, or the tick in a box."""
LIGHT = 150
"""Of 255: letters so light are written on a dark ground."""
TALLEST = 0.6
"""The part of a page's height that a redaction takes at most; more is a dark page."""
EVEN = 16
"""Of 255: the colours of a plain box differ by no more."""


def may_have_boxes(sheet: Sheet) -> bool:
    """Whether anything is drawn on the page that is large enough to be a redaction."""
    return any(
        min(right - left, bottom - top) >= THINNEST
        for left, top, right, bottom in (shape.extent for shape in sheet.shapes)
    )


def removed_in(sheet: Sheet, hidden: Mask, picture: Picture) -> list[Extent]:
    """The boxes, in points, under which words were taken out; those over words that are
    `hidden` are not among them, and `picture` is the page as it is shown, turned as the sheet."""
    inked = _inked(sheet) & ~hidden
    height = _usual_height(sheet, inked)
    ground = _dark_grounds(sheet, inked)
    barred = hidden | np.array([sign == BAR for sign in sheet.text], dtype=bool)
    found: list[Extent] = []
    for box in [*dark_boxes(picture, sheet.width), *_plain_boxes(sheet, picture)]:
        left, top, right, bottom = box
        wide, high = right - left, bottom - top
        if high > TALLEST * sheet.height or high > 3 * max(wide, height) or high < 0.5 * height:
            continue
        if left < 2 or top < 2 or right > sheet.width - 2 or bottom > sheet.height - 2:
            continue  # the dark edge of a scan
        if wide < 1.3 * high and high < TICK * height:
            continue
        is_light = not is_dark(picture, sheet.width, box)
        beside = _beside(sheet, inked, box, height)
        if wide < (SHORTEST if any(at >= 0 for at in beside) else ALONE) * height:
            continue
        if is_light and (high > 2 * height or min(beside) < 0):
            continue  # a field to be filled in, a cell of a table, a shade
        if _is_ink(sheet, inked, box) or _holds(sheet, barred, box):
            continue
        if any(_overlap(box, other) for other in (*ground, *found)):
            continue
        found.append(box)
    bars = frozenset(bars_in(sheet, inked, found, height))
    return [box for box in found if box not in bars]


def with_bars(sheet: Sheet, hidden: Mask, boxes: list[Extent]) -> tuple[Sheet, Mask]:
    """The sheet with a bar for each box, in its line, and what of it is `hidden`."""
    hidden = hidden.copy()
    inked = _inked(sheet) & ~hidden
    height = _usual_height(sheet, inked)
    put: dict[int, list[tuple[str, Extent, int]]] = {}
    for left, top, right, bottom in sorted(boxes):
        before, after = _beside(sheet, inked, (left, top, right, bottom), height)
        at, beside = (before + 1, before) if before >= 0 else (after, after)
        if beside < 0:
            middle = top + min(height, bottom - top) / 2
            place = left, middle - height / 2, right, middle + height / 2
            upright = next((i for i, p in enumerate(sheet.paints) if p.upright), -1)
            put.setdefault(len(sheet.text), []).extend(
                [("\n", place, -1), (BAR, place, upright), ("\n", place, -1)]
            )
            continue
        place = left, float(sheet.boxes[beside, 1]), right, float(sheet.boxes[beside, 3])
        signs = [(BAR, place, int(sheet.painted[beside]))]
        if before >= 0 and left - sheet.boxes[before, 2] > APART * height:
            signs.insert(0, (" ", place, -1))
        if after >= 0 and sheet.boxes[after, 0] - right > APART * height:
            signs.append((" ", place, -1))
        if 0 <= before < after and not sheet.text[before + 1 : after].strip(" \t\xa0"):
            hidden[before + 1 : after] = True
        put.setdefault(at, []).extend(signs)
    return _put_in(sheet, hidden, put)


def _put_in(
    sheet: Sheet, hidden: Mask, put: dict[int, list[tuple[str, Extent, int]]]
) -> tuple[Sheet, Mask]:
    text, boxes, painted, masks = [], [], [], []
    for start, end in pairwise([0, *sorted(put), len(sheet.text), len(sheet.text)]):
        text.append(sheet.text[start:end])
        boxes.append(sheet.boxes[start:end])
        painted.append(sheet.painted[start:end])
        masks.append(hidden[start:end])
        signs = put.pop(end, [])
        text += [sign for sign, _, _ in signs]
        boxes.append(np.array([place for _, place, _ in signs], float).reshape(-1, 4))
        painted.append(np.array([paint for _, _, paint in signs], np.intp))
        masks.append(np.zeros(len(signs), dtype=bool))
    changed = replace(
        sheet,
        text="".join(text),
        boxes=np.concatenate(boxes),
        painted=np.concatenate(painted),
    )
    return changed, np.concatenate(masks)


def dark_boxes(picture: Picture, width: float) -> Iterator[Extent]:
    """The upright rectangles of a page's picture that are dark all over, in points, from the top
    down; `width` is that of the page."""
    scale = picture.shape[1] / width
    side = max(int(THINNEST * scale), 2)
    dark = picture.max(axis=-1) <= DARK if picture.ndim == 3 else picture <= DARK
    solid = _opened(dark, side)
    waiting: dict[tuple[int, int], int] = {}
    for row in range(len(solid) + 1):
        runs = _stretches(solid[row]) if row < len(solid) else []
        going: dict[tuple[int, int], int] = {}
        for run in runs:
            same = next((old for old in waiting if _is_near(old, run)), None)
            going[same or run] = waiting.pop(same) if same else row
        for (left, right), top in waiting.items():
            if row - top >= side:
                yield left / scale, top / scale, right / scale, row / scale
        waiting = going


def _is_near(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return abs(one[0] - other[0]) <= STRAIGHT and abs(one[1] - other[1]) <= STRAIGHT


def _opened(dark: Mask, side: int) -> Mask:
    """The points of all squares, so many pixels wide, that are dark all over."""
    if min(dark.shape) < side:
        return np.zeros_like(dark)
    full = _sums(dark, side) == side * side
    padded = np.pad(full, side - 1)
    opened: Mask = _sums(padded, side) > 0
    return opened


def _sums(points: Mask, side: int) -> NDArray[np.int64]:
    """How many points of each square are set."""
    total = np.pad(points.astype(np.int64).cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
    sums: NDArray[np.int64] = (
        total[side:, side:] - total[:-side, side:] - total[side:, :-side] + total[:-side, :-side]
    )
    return sums


def _stretches(row: Mask) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.r_[False, row, False])).tolist()
    return [*zip(edges[::2], edges[1::2], strict=True)]


def _plain_boxes(sheet: Sheet, picture: Picture) -> Iterator[Extent]:
    """The filled boxes of other colours, white too, that are plain all over as they show."""
    for shape in sheet.shapes[:MOST_SHAPES]:
        if shape.filled and shape.colour is not None and max(shape.colour) > DARK:
            place = _place(picture, sheet.width, shape.extent)
            if place.size and contrast_of(place) <= EVEN:
                yield shape.extent


def _place(picture: Picture, width: float, box: Extent) -> Picture:
    scale = picture.shape[1] / width
    left, top, right, bottom = (round(edge * scale) for edge in box)
    return picture[max(top + 1, 0) : max(bottom - 1, 0), max(left + 1, 0) : max(right - 1, 0)]


def is_dark(picture: Picture, width: float, box: Extent) -> bool:
    """Whether most of a place, in points, is dark on the picture of a page of this width."""
    place = _place(picture, width, box)
    return place.size > 0 and float(np.median(place)) <= DARK


def _inked(sheet: Sheet) -> Mask:
    upright = np.array([paint.upright for paint in sheet.paints] or [False], dtype=bool)
    letters = np.array([not sign.isspace() for sign in sheet.text], dtype=bool)
    inked: Mask = letters & (sheet.painted >= 0) & upright[sheet.painted]
    return inked


def _usual_height(sheet: Sheet, inked: Mask) -> float:
    heights = (sheet.boxes[:, 3] - sheet.boxes[:, 1])[inked]
    return max(float(np.median(heights)), THINNEST) if len(heights) else 2 * THINNEST


def _beside(sheet: Sheet, inked: Mask, box: Extent, height: float) -> tuple[int, int]:
    """The characters that stand on the line of a box right before and after it; -1 where
    there is none."""
    left, top, right, bottom = box
    middle = (sheet.boxes[:, 1] + sheet.boxes[:, 3]) / 2
    on_line = inked & (middle > top - 0.1 * height) & (middle < bottom + 0.1 * height)

    def nearest(gaps: NDArray[np.float64]) -> int:
        near = np.flatnonzero(on_line & (gaps > -0.2 * height) & (gaps < WIDE_GAP * height))
        return int(near[gaps[near].argmin()]) if len(near) else -1

    return nearest(left - sheet.boxes[:, 2]), nearest(sheet.boxes[:, 0] - right)


def _holds(sheet: Sheet, some: Mask, box: Extent) -> bool:
    left, top, right, bottom = box
    x = (sheet.boxes[:, 0] + sheet.boxes[:, 2]) / 2
    y = (sheet.boxes[:, 1] + sheet.boxes[:, 3]) / 2
    return bool((some & (x > left) & (x < right) & (y > top) & (y < bottom)).any())


def _is_ink(sheet: Sheet, inked: Mask, box: Extent) -> bool:
    """Whether a box is the ink of a large letter, or another letter shows in its middle."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    left, top, right, bottom = sheet.boxes.T
    return bool((inked & (left < x) & (x < right) & (top < y) & (y < bottom)).any())


def _dark_grounds(sheet: Sheet, inked: Mask) -> list[Extent]:
    """The dark shapes on which light letters are written, and the pictures that are no boxes."""
    light = np.array([min(paint.colour) >= LIGHT for paint in sheet.paints] or [False])
    written = inked & light[sheet.painted]
    return [
        shape.extent
        for shape in sheet.shapes[:MOST_SHAPES]
        if shape.colour is None
        or (max(shape.colour) <= DARK and shape.filled and _holds(sheet, written, shape.extent))
    ]


def _overlap(one: Extent, other: Extent) -> bool:
    return (
        min(one[2], other[2]) - max(one[0], other[0]) > 1
        and min(one[3], other[3]) - max(one[1], other[1]) > 1
    )
