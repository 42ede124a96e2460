"""Words of a page over which something was drawn, so that its reader does not see them.

What could be covered is known by the order of drawing. Whether it is, is told from the
picture of the page: where a letter stands, nothing stands out. A black bar takes the place
of covered words in the text where a reader sees it too, so that no quote closes up what it hides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from corpus.readers.drawn import Sheet
from corpus.readers.glyphs import SMALLEST, WIDE_GAP, Mask
from corpus.readers.shapes import MOST_SHAPES, Shape

BAR = "█"
"""What stands in the text of a document for words that are covered."""
FLAT = 16
"""Of 255: the place of a letter that shows varies by more."""
WHITE = 225
"""Of 255: a place as light as this is blank paper to a reader, and no bar."""
_ABOVE, _BELOW = 0.2, 0.22
"""Parts of the height of a line above its capitals and below its baseline."""
_NARROW = 4
"""Pixels."""
MOSTLY = 0.6
"""The part of the height, and width, of letters that a box covers at least."""
OPAQUE = 250
"""Of 255: nothing is seen through it."""
DARK = 90
"""Of 255: a box no lighter than this hides words, whatever is written on it."""
Picture = NDArray[np.uint8]


def covered_among(sheet: Sheet, suspects: Mask, picture: Picture) -> Mask:
    """Which of the `suspects` are covered, whole words at a time: words, or two letters side by
    side (one alone may be too thin), whose place is flat; `picture` is the page as it
    is shown, turned as the sheet is."""
    found: Mask = np.zeros(len(suspects), dtype=bool)
    lids = [shape for shape in sheet.shapes[:MOST_SHAPES] if _is_lid(shape)]
    cells = _cells(lids)
    for start, end in _words(sheet):
        if not suspects[start:end].any() or not any(map(str.isalnum, sheet.text[start:end])):
            continue  # the ink of "____" lies below the place that is looked at
        if cells and _is_cut_by_a_cell(sheet, start, end, cells):
            continue
        if _is_hidden(sheet, slice(start, end), picture, lids):
            found[start:end] = True
            continue
        letters = [i for i in range(start, end) if suspects[i] and sheet.text[i].isalnum()]
        pairs = (slice(one, other + 1) for one, other in pairwise(letters))
        found[start:end] = any(_is_hidden(sheet, pair, picture, lids) for pair in pairs)
    return found


def _is_lid(shape: Shape) -> bool:
    return shape.filled and shape.colour is not None and shape.opacity >= OPAQUE


def _cells(lids: Sequence[Shape]) -> list[Shape]:
    """The boxes, as light as paper, that stand side by side with another: cells of a table."""
    light = [lid for lid in lids if lid.colour and min(lid.colour) >= WHITE]
    ends = {(round(x.extent[1]), round(x.extent[3]), round(x.extent[2])) for x in light}
    return [
        lid
        for lid in light
        if any(
            (round(lid.extent[1]), round(lid.extent[3]), round(lid.extent[0]) + away) in ends
            for away in (-1, 0, 1)
        )
    ]


def _is_cut_by_a_cell(sheet: Sheet, start: int, end: int, cells: Sequence[Shape]) -> bool:
    """Whether a word runs out of its own cell beneath the next one, as too long a label does."""
    left, right = sheet.boxes[start, 0], sheet.boxes[end - 1, 2]
    middle = (sheet.boxes[start, 1] + sheet.boxes[start, 3]) / 2
    return any(
        left < cell.extent[0] < right and cell.extent[1] <= middle <= cell.extent[3]
        for cell in cells
    )


def _is_hidden(sheet: Sheet, some: slice, picture: Picture, lids: Sequence[Shape]) -> bool:
    """Whether the place of some letters is flat, or most of it where a box was drawn over it
    that does not reach to the edge of their ink."""
    if _is_flat(sheet, some, picture):
        return True
    left, top = sheet.boxes[some, :2].min(axis=0)
    right, bottom = sheet.boxes[some, 2:].max(axis=0)
    first, last = top + _ABOVE * (bottom - top), bottom - _BELOW * (bottom - top)
    order = max(sheet.paints[paint].order for paint in sheet.painted[some])
    for lid in lids:
        a, b, c, d = lid.extent
        wide, high = min(right, c) - max(left, a), min(last, d) - max(first, b)
        mostly = wide >= MOSTLY * (right - left) and high >= MOSTLY * (last - first)
        if lid.order > order >= 0 and mostly:
            scale = picture.shape[1] / sheet.width
            rows = slice(int(max(first, b) * scale) + 2, int(min(last, d) * scale) - 1)
            columns = slice(int(max(left, a) * scale) + 2, int(min(right, c) * scale) - 1)
            place = picture[rows, columns]
            if place.size and contrast_of(place) < FLAT:
                return True
    return False


def in_the_dark(sheet: Sheet, some: Mask, picture: Picture) -> Mask:
    """Which of these characters lie on darkness in the picture: those beneath a redaction with
    a label on it, "(b)(6)", and those that were written on a dark box in its own colour."""
    found: Mask = np.zeros(len(some), dtype=bool)
    for start, end in _words(sheet):
        if some[start:end].any():
            word = np.arange(start, end)[some[start:end]]
            left, top = sheet.boxes[word, :2].min(axis=0)
            right, bottom = sheet.boxes[word, 2:].max(axis=0)
            place = place_in(picture, sheet.width, left, top, right, bottom)
            found[start:end] = place.size > 0 and float(np.median(place)) <= DARK
    return found


def whole_words(sheet: Sheet, some: Mask) -> Mask:
    """These characters with the rest of the words that they are part of."""
    found = some.copy()
    for start, end in _words(sheet):
        found[start:end] |= some[start:end].any()
    return found


def barred(sheet: Sheet, covered: Mask, picture: Picture) -> tuple[Sheet, Mask]:
    """The sheet with a bar in the place of covered words that a reader sees as such, and
    what of it is still to be left out."""
    hidden, text, boxes = covered.copy(), list(sheet.text), sheet.boxes.copy()
    for start, end in _stretches(sheet, covered):
        stretch = boxes[start:end][covered[start:end]]
        box = np.r_[stretch[:, :2].min(axis=0), stretch[:, 2:].max(axis=0)]
        if _shows(sheet, covered, box, picture):
            text[start], boxes[start], hidden[start] = BAR, box, False
            hidden[start + 1 : end] = True
    return replace(sheet, text="".join(text), boxes=boxes), hidden


def _words(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """The stretches of characters that were drawn, between white space."""
    inked = np.array([not character.isspace() for character in sheet.text], dtype=bool)
    inked &= sheet.painted >= 0
    edges = np.flatnonzero(np.diff(np.r_[False, inked, False]))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)


def _is_flat(sheet: Sheet, some: slice, picture: Picture) -> bool:
    left, top = sheet.boxes[some, :2].min(axis=0)
    right, bottom = sheet.boxes[some, 2:].max(axis=0)
    place = place_in(picture, sheet.width, left, top, right, bottom)
    return place.size > 0 and contrast_of(place) < FLAT


def place_in(
    picture: Picture, width: float, left: float, top: float, right: float, bottom: float
) -> Picture:
    """The part of a picture, of a page so many points wide, where letters with this box show
    their ink."""
    scale = picture.shape[1] / width
    first, last = top + _ABOVE * (bottom - top), bottom - _BELOW * (bottom - top)
    rows = slice(max(int(first * scale), 0), max(int(last * scale) + 1, 0))
    begin, end = int(left * scale) + 1, int(right * scale)
    if end - begin < _NARROW:  # "l" by itself: its stem may be on the edge
        begin, end = begin - 1, end + 1
    return picture[rows, max(begin, 0) : max(end, 0)]


def contrast_of(place: Picture) -> int:
    """How much the colours of a place differ, of 255."""
    return int((place.max(axis=(0, 1)) - place.min(axis=(0, 1))).max())


def _stretches(sheet: Sheet, covered: Mask) -> Iterator[tuple[int, int]]:
    """From where to where covered words stand side by side: nothing but a space parts them."""
    start = last = -1
    for index in np.flatnonzero(covered).tolist():
        if start >= 0 and not _is_beside(sheet, last, index):
            yield start, last + 1
            start = -1
        start, last = (index if start < 0 else start), index
    if start >= 0:
        yield start, last + 1


def _is_beside(sheet: Sheet, last: int, index: int) -> bool:
    """Whether the next covered character follows on the same line, with no more than a space
    and no other word between them."""
    between = sheet.text[last + 1 : index]
    if between.strip(" \t\xa0"):
        return False
    left, top, right, bottom = sheet.boxes[last]
    gap = max(sheet.boxes[index, 0] - right, left - sheet.boxes[index, 2])
    same_line = min(bottom, sheet.boxes[index, 3]) > max(top, sheet.boxes[index, 1])
    return bool(same_line and gap <= WIDE_GAP * max(bottom - top, SMALLEST))


def _shows(sheet: Sheet, covered: Mask, box: NDArray[np.float64], picture: Picture) -> bool:
    """Whether a reader sees that something is covered: a dark place, or a gap in a line into
    which nothing else was written."""
    place = place_in(picture, sheet.width, *box)
    if place.size and float(np.median(place.mean(axis=-1))) < WHITE:
        return True
    middle = (sheet.boxes[:, :2] + sheet.boxes[:, 2:]) / 2
    seen = ~covered & (sheet.painted >= 0)
    beside = seen & (middle[:, 1] > box[1]) & (middle[:, 1] < box[3])
    inside = beside & (middle[:, 0] > box[0]) & (middle[:, 0] < box[2])
    to_the_left, to_the_right = middle[:, 0] < box[0], middle[:, 0] > box[2]
    return bool((beside & to_the_left).any() and (beside & to_the_right).any()) and not inside.any()
