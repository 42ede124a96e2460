"""Small letters that stand above the line of a printed page, written so that they are told
from the figures beside them (see `raised`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from corpus.readers.drawn import Sheet
from corpus.readers.raised import LOOKED_AT, is_set_apart, needs_gap, superscript, with_fractions

SMALLER = 0.85
"""A raised letter is at most so high, beside the letter before it."""
RISE = 0.2
"""It stands at least so much above the foot of that letter, in heights of it."""
NEAR = 0.5
"""It follows within so much, in heights."""
LONGEST = 12
"""Code points of raised words that are looked at: a mark, an ordinal's ending."""
MOST_RAISED = 1_000
"""Raised marks of a page that are written as such."""
MOST_ASTRAY = 200
"""Figures drawn out of their order that are looked for on a page."""
_FRACTION = re.compile(r"(?:\d ?)?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}[/⁄∕][0-9]{1,2}(?!\d)")
_FIGURES = re.compile(r"\d{1,3}")


def with_raised(sheet: Sheet) -> Sheet:
    """The sheet with each raised mark as a character that is raised by itself, on the line
    that it belongs to, apart from the figures before it; fractions as one character."""
    sheet = _in_order(sheet)
    letters = _letters(sheet)
    for first, last in [*_raised_runs(sheet, letters)][:MOST_RAISED][::-1]:
        sheet = _set_apart(sheet, letters[first - 1], letters[first], letters[last - 1] + 1)
    for found in [*_FRACTION.finditer(sheet.text)][::-1]:
        sheet = _as_fraction(sheet, found)
    return sheet


def _letters(sheet: Sheet) -> list[int]:
    """The characters with ink, by their index."""
    drawn = np.flatnonzero(sheet.painted >= 0).tolist()
    return [index for index in drawn if not sheet.text[index].isspace()]


def _raised_runs(sheet: Sheet, letters: Sequence[int]) -> Iterator[tuple[int, int]]:
    """From where to where, among the letters, each run stands above the one before it."""
    if len(letters) < 2:
        return
    boxes = sheet.boxes[letters]
    upright = np.array([paint.upright for paint in sheet.paints])[sheet.painted[letters]]
    raised = _is_raised(boxes[:-1], boxes[1:]) & upright[1:] & upright[:-1]
    end = 0
    for first in (np.flatnonzero(raised) + 1).tolist():
        if first < end:
            continue
        end = first + 1
        while end < len(letters) and _goes_on(boxes[first], boxes[end - 1], boxes[end]):
            end += 1
        last = end
        while last > first and sheet.text[letters[last - 1]] in "/⁄.":
            last -= 1
        if first < last <= first + LONGEST:
            yield first, last


def _is_raised(base: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.bool_]:
    height, small = base[..., 3] - base[..., 1], other[..., 3] - other[..., 1]
    gap = other[..., 0] - base[..., 2]
    found: NDArray[np.bool_] = (small > 0.3 * height) & (small <= SMALLER * height)
    found &= (base[..., 3] - other[..., 3] >= RISE * height) & (other[..., 3] > base[..., 1])
    found &= other[..., 1] > base[..., 1] - 0.6 * height
    return found & (gap > -0.3 * height) & (gap < NEAR * height)


def _goes_on(
    first: NDArray[np.float64], before: NDArray[np.float64], after: NDArray[np.float64]
) -> bool:
    height = first[3] - first[1]
    alike = abs((after[3] - after[1]) - height) < 0.15 * height
    level = abs(after[3] - first[3]) < 0.15 * height
    return bool(alike and level and -0.3 * height < after[0] - before[2] < NEAR * height)


def _set_apart(sheet: Sheet, base: int, start: int, end: int) -> Sheet:
    words = sheet.text[start:end]
    before = sheet.text[max(0, base + 1 - LOOKED_AT) : base + 1]
    boxes = sheet.boxes.copy()
    boxes[start:end, 1], boxes[start:end, 3] = boxes[base, 1], boxes[base, 3]
    apart = is_set_apart(before, words)
    text = superscript(words) if apart else words
    gap = apart and needs_gap(before)
    space = boxes[base].copy()
    space[0] = space[2]
    after = end
    if sheet.text[end : end + 2] == "\r\n" and _is_beside(sheet, boxes[end - 1], end + 2):
        after = end + 2  # pdfium takes the step down to the line for the end of a line
    return replace(
        sheet,
        text=f"{sheet.text[: base + 1]}{' ' * gap}{text}{sheet.text[after:]}",
        boxes=np.concatenate([boxes[: base + 1], *([space[None]] * gap), boxes[start:end],
                              boxes[after:]]),
        painted=np.concatenate([sheet.painted[: base + 1], *([np.array([-1])] * gap),
                                sheet.painted[start:end], sheet.painted[after:]]),
    )  # fmt: skip


def _is_beside(sheet: Sheet, box: NDArray[np.float64], index: int) -> bool:
    """Whether a character follows a box on its line."""
    if index >= len(sheet.text) or sheet.painted[index] < 0:
        return False
    left, _, _, bottom = sheet.boxes[index]
    height = box[3] - box[1]
    return bool(abs(bottom - box[3]) < 0.2 * height and -height < left - box[2] < height)


def _as_fraction(sheet: Sheet, found: re.Match[str]) -> Sheet:
    """Writes a figure over another as one character, or apart from the whole number before."""
    written = with_fractions(found.group())
    if written == found.group():
        return sheet
    start, end = found.span()
    kept = [start] if found.group()[0].isdigit() else []
    inside = sheet.boxes[start + len(kept) : end]
    box = np.r_[inside[:, :2].min(axis=0), inside[:, 2:].max(axis=0)]
    count = len(written) - len(kept)
    steps = np.linspace(box[0], box[2], count + 1)
    made = np.stack([steps[:-1], np.full(count, box[1]), steps[1:], np.full(count, box[3])], axis=1)
    paint = np.full(count, sheet.painted[end - 1])
    return replace(
        sheet,
        text=sheet.text[:start] + written + sheet.text[end:],
        boxes=np.concatenate([sheet.boxes[: start + len(kept)], made, sheet.boxes[end:]]),
        painted=np.concatenate([sheet.painted[: start + len(kept)], paint, sheet.painted[end:]]),
    )


def _in_order(sheet: Sheet) -> Sheet:
    """The sheet with small figures that were drawn after their line behind the letter that
    they stand above."""
    letters = np.array(_letters(sheet), np.intp)
    if len(letters) < 2:
        return sheet
    heights = sheet.boxes[letters, 3] - sheet.boxes[letters, 1]
    usual = float(np.median(heights))
    edges = np.flatnonzero(np.diff(sheet.painted[letters])) + 1
    order = list(range(len(sheet.text)))
    starts, ends = [0, *edges.tolist()], [*edges.tolist(), len(letters)]
    astray = 0
    for first, end in zip(starts, ends, strict=True):
        index, last = int(letters[first]), int(letters[end - 1])
        small = heights[first] <= SMALLER * usual
        if not small or not _FIGURES.fullmatch(sheet.text[index : last + 1]):
            continue
        if first and _is_raised(sheet.boxes[letters[first - 1]], sheet.boxes[index]):
            continue  # it follows its letter as it is
        astray += 1
        if astray > MOST_ASTRAY:
            break
        bases = np.flatnonzero(_is_raised(sheet.boxes[letters], sheet.boxes[index]))
        if len(bases) == 1 or (len(bases) and heights[bases].min() > heights[first]):
            gaps = np.abs(sheet.boxes[index, 0] - sheet.boxes[letters[bases], 2])
            base = int(letters[bases[int(gaps.argmin())]])
            moved = order[order.index(index) : order.index(index) + last + 1 - index]
            order = [i for i in order if not index <= i <= last]
            at = order.index(base) + 1
            order[at:at] = moved
    if order == list(range(len(sheet.text))):
        return sheet
    return replace(
        sheet,
        text="".join(sheet.text[i] for i in order),
        boxes=sheet.boxes[order],
        painted=sheet.painted[order],
    )
