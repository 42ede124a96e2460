"""Words of a page that its reader does not see: unseen by design, or covered.

What could be unseen is known by its colour, its size, its place and by what is drawn over
it. Whether it is, is told from the picture of the page: where nothing stands out in the
place of a word, nobody sees it. So white on a dark banner is read, white on white is not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.readers.drawn import Sheet
from corpus.readers.glyphs import Mask, codes_of
from corpus.readers.redactions import (
    DARK,
    OPAQUE,
    contrast_of,
    covered_among,
    in_the_dark,
    place_in,
    whole_words,
)
from corpus.readers.shapes import MOST_SHAPES, Extent, Shape

SMALLEST = 1.0
"""Points: smaller letters cannot be read."""
NEAR_WHITE, NEAR = 225, 48
"""Of 255: a colour as good as white; colours no further apart look the same."""
FAINT = 40
"""Of 255: a letter as transparent as this may not show."""
STANDS_OUT = 40
"""Of 255: letters differ at least so much from what is around them."""
A_SCAN = 0.5
"""A picture over this part of a page is a scan, and words that lie on it are its words."""
_ANYWHERE: Extent = (-np.inf, -np.inf, np.inf, np.inf)
_INVISIBLE = 3
_ZERO_WIDTH = "\u200b\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff"
_TAGS = 0xE0020, 0xE007E
"""Letters that are never shown: ASCII, so much further on."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """For each character of a sheet, whether it is one that nobody sees; of the unseen those
    are `blackened` that were written on a box of their own colour, which a reader does see."""

    unseen: Mask
    covered: Mask
    blackened: Mask


def hidden_in(sheet: Sheet, picture: Callable[[], NDArray[np.uint8]]) -> Hidden:
    """What is unseen and what is covered; `picture` gives the page as it is shown, turned
    as the sheet is. It is called only where something may be hidden."""
    boxes, paint = sheet.boxes, sheet.painted
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    drawn = paint >= 0
    height = boxes[:, 3] - boxes[:, 1]
    width = boxes[:, 2] - boxes[:, 0]
    outside = (x < -1) | (y < -1) | (x > sheet.width + 1) | (y > sheet.height + 1)
    tiny = (height > 0) & (height < SMALLEST) & (width < SMALLEST)
    unseen = drawn & (outside | tiny)
    covered = drawn & _within_any(x, y, sheet.redactions)
    if covered.any():
        covered = whole_words(sheet, covered)
    maybe, beneath = (some & drawn & ~unseen & ~covered for some in _suspects(sheet, paint, x, y))
    if maybe.any():  # white on white is unseen, whatever frame was drawn around it later
        unseen |= _blank(sheet, maybe, picture())
    if (beneath & ~unseen).any():
        covered |= covered_among(sheet, beneath & ~unseen, picture())
        dark = drawn & ~unseen & ~covered & _beneath_dark(sheet, paint, x, y)
        if dark.any():
            covered |= in_the_dark(sheet, dark, picture())
    unseen |= _switched_off(sheet, drawn)
    codes = codes_of(sheet.text)
    unseen |= np.isin(codes, codes_of(_ZERO_WIDTH)) | ((codes >= _TAGS[0]) & (codes <= _TAGS[1]))
    unseen |= _overlaid(sheet, drawn & ~unseen & ~covered)
    unseen &= ~covered
    blackened = unseen & maybe
    if blackened.any():
        blackened = in_the_dark(sheet, blackened, picture())
    return Hidden(unseen, covered, blackened)


def _switched_off(sheet: Sheet, drawn: Mask) -> Mask:
    """The characters of layers that are not shown, but for those that are written invisibly over
    a picture on purpose."""
    off = np.array([p.is_off and p.mode != _INVISIBLE for p in sheet.paints] or [False])
    found: Mask = drawn & off[sheet.painted]
    return found


def _overlaid(sheet: Sheet, drawn: Mask) -> Mask:
    """The invisible characters that lie on visible ones: a second layer of the same words."""
    none: Mask = np.zeros(len(drawn), dtype=bool)
    invisible = np.array([p.mode == _INVISIBLE for p in sheet.paints] or [False])[sheet.painted]
    letters = drawn & np.array([not sign.isspace() for sign in sheet.text], dtype=bool)
    above, below = np.flatnonzero(letters & invisible), np.flatnonzero(letters & ~invisible)
    if not len(above) or not len(below):
        return none
    highest, widest = int(sheet.height) + 1, int(sheet.width) + 1
    inked = np.zeros((highest, widest), dtype=bool)
    for left, top, right, bottom in np.clip(sheet.boxes[below], 0, max(highest, widest)).astype(
        int
    ):
        inked[top : bottom + 1, left : right + 1] = True
    middle = (sheet.boxes[above, :2] + sheet.boxes[above, 2:]) / 2
    x = np.clip(middle[:, 0], 0, widest - 1).astype(int)
    y = np.clip(middle[:, 1], 0, highest - 1).astype(int)
    none[above[inked[y, x]]] = True
    return none


def words_of(sheet: Sheet, hidden: Mask) -> str:
    """The hidden words as they would read; letters without a width by what they encode."""
    parts: list[str] = []
    last = -2
    for index in np.flatnonzero(hidden).tolist():
        text = sheet.text[index]
        if last >= 0 and index > last + 1:
            parts.append(" ")
        parts.append(chr(ord(text) - 0xE0000) if _is_tag(text) else text)
        last = index
    words = " ".join("".join(part for part in parts if part not in _ZERO_WIDTH).split())
    return words if words else " ".join(f"U+{ord(part):04X}" for part in parts if part != " ")


def _is_tag(text: str) -> bool:
    return _TAGS[0] <= ord(text) <= _TAGS[1]


def _within(x: Any, y: Any, extent: Extent) -> Mask:
    left, top, right, bottom = extent
    inside: Mask = (x > left) & (x < right) & (y > top) & (y < bottom)
    return inside


def _within_any(x: Any, y: Any, extents: list[Extent]) -> Mask:
    found: Mask = np.zeros(len(x), dtype=bool)
    for extent in extents:
        found |= _within(x, y, extent)
    return found


def _suspects(sheet: Sheet, paint: NDArray[np.intp], x: Any, y: Any) -> tuple[Mask, Mask]:
    """The characters that may be unseen, and those over which something was drawn later."""
    none = np.zeros(len(paint), dtype=bool)
    if not sheet.paints:
        return none, none
    order = np.array([p.order for p in sheet.paints])[paint]
    colour = np.array([p.colour for p in sheet.paints])[paint]
    invisible = (np.array([p.mode for p in sheet.paints]) == _INVISIBLE)[paint]
    faint = np.array([p.opacity <= FAINT or min(p.colour) >= NEAR_WHITE for p in sheet.paints])
    clipped = _clipped(sheet, x, y)
    on_picture = _within_any(x, y, [s.extent for s in sheet.shapes if s.colour is None])
    maybe, beneath = faint[paint] | invisible | clipped, none.copy()
    many = len(sheet.shapes) > MOST_SHAPES
    if many:  # too many to look at each: the picture tells
        beneath = ~none
    for shape in () if many else sheet.shapes:
        inside = _within(x, y, shape.extent)
        if shape.opacity <= FAINT or not inside.any():
            continue
        if shape.colour is not None:
            alike = np.abs(colour - np.array(shape.colour)).max(axis=1) <= NEAR
            maybe |= inside & alike & (order > shape.order)
        if not (shape.colour is None and _area(shape) >= A_SCAN * sheet.width * sheet.height):
            beneath |= inside & (order < shape.order)
    unseen_layer = invisible & on_picture
    return maybe & ~unseen_layer, beneath & ~unseen_layer


def _beneath_dark(sheet: Sheet, paint: NDArray[np.intp], x: Any, y: Any) -> Mask:
    """The dark characters over which a dark box was drawn later: light ones may show, since a
    shape may be cut to less than its extent."""
    order = np.array([p.order for p in sheet.paints])[paint]
    dark = np.array([max(p.colour) <= DARK for p in sheet.paints])[paint]
    found: Mask = np.zeros(len(paint), dtype=bool)
    for shape in sheet.shapes[:MOST_SHAPES]:
        hides = shape.filled and shape.colour is not None and max(shape.colour) <= DARK
        if hides and shape.opacity >= OPAQUE:
            found |= _within(x, y, shape.extent) & dark & (order >= 0) & (order < shape.order)
    return found


def _clipped(sheet: Sheet, x: Any, y: Any) -> Mask:
    """The characters outside of what their text is cut to."""
    clips = np.array([paint.clip or _ANYWHERE for paint in sheet.paints])[sheet.painted]
    left, top, right, bottom = clips.T
    found: Mask = (x < left) | (x > right) | (y < top) | (y > bottom)
    return found


def _area(shape: Shape) -> float:
    left, top, right, bottom = shape.extent
    return (right - left) * (bottom - top)


def _blank(sheet: Sheet, suspects: Mask, picture: NDArray[np.uint8]) -> Mask:
    """Which of the suspects show nothing in their place: a word at a time, for a full stop
    leaves most of its place blank."""
    found: Mask = np.zeros(len(suspects), dtype=bool)
    changes = (np.diff(suspects) | (np.diff(sheet.painted) != 0)).nonzero()[0] + 1
    for start, end in pairwise([0, *changes.tolist(), len(suspects)]):
        if not suspects[start]:
            continue
        word = slice(start, end)
        left, top = sheet.boxes[word, :2].min(axis=0)
        right, bottom = sheet.boxes[word, 2:].max(axis=0)
        place = place_in(picture, sheet.width, left, top, right, bottom)
        if place.size and contrast_of(place) < STANDS_OUT:
            found[word] = True
    return found
