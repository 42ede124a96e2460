"""The characters of a page of a PDF, as pdfium gives them, with their places and looks.

Lengths are points and y runs down from the top of the page. A page is given turned so that
most of its text is upright; `Sheet.turns` says how it is turned when it is shown.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import repeat
from math import pi
from typing import Any, NamedTuple

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from pypdfium2 import raw

from corpus.readers.layers import words_switched_off
from corpus.readers.page_notes import PageNotes
from corpus.readers.shapes import Extent, Shape, clip_of, colour_of, drawn_on, redactions_of


class Paint(NamedTuple):
    """How a run of text is drawn: as the `order`-th thing on its page (-1: not known), in a
    render mode of the PDF standard and a colour, `upright` or at another angle, and cut away
    outside of `clip`; `is_off`: in a layer that is not shown."""

    order: int
    mode: int
    colour: tuple[int, int, int]
    opacity: int
    upright: bool
    clip: Extent | None = None
    is_off: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of the file: `width` and `height` as its text stands upright. It is shown
    turned clockwise by `turns` quarters from there. `redactions` are marked for it, `struck`
    are places that a note strikes out, `boxes_to_tick` those of a form, with their state.

    For each character of `text`, `boxes` has a row (left, top, right, bottom) and `painted`
    an index into `paints`, -1 for a space or line break that pdfium put in.
    """

    width: float
    height: float
    turns: int
    text: str
    boxes: NDArray[np.float64]
    painted: NDArray[np.intp]
    paints: list[Paint]
    shapes: list[Shape]
    redactions: list[Extent]
    struck: Sequence[Extent] = ()
    boxes_to_tick: Sequence[tuple[Extent, bool]] = ()


def sheet_of(page: pypdfium2.PdfPage, notes: PageNotes | None = None) -> Sheet:
    """What stands on the page, in the order in which it was drawn; `notes` are what lay on it
    before it became part of the page."""
    orders, shapes = drawn_on(page)
    off = words_switched_off(page)
    layer = page.get_textpage()
    try:
        text, corners, painted, looks = _characters(layer.raw, orders, off)
    finally:
        layer.close()
    shown = raw.FPDFPage_GetRotation(page.raw) % 4
    upright = _most_upright([look.quarters for look in looks], painted, shown)
    box = page.get_bbox()
    place = _placing(box, upright)
    width, height = box[2] - box[0], box[3] - box[1]
    left, top, right, bottom = corners.T
    return Sheet(
        *((height, width) if upright % 2 else (width, height)),
        turns=(shown - upright) % 4,
        text=text,
        boxes=np.stack(place(left, bottom, right, top), axis=1),
        painted=painted,
        paints=[_turned(look, upright, place) for look in looks],
        shapes=[shape._replace(extent=place(*shape.extent)) for shape in shapes],
        redactions=[place(*extent) for extent in redactions_of(page)],
        struck=[place(*extent) for extent in notes.struck] if notes else (),
        boxes_to_tick=[(place(*e), ticked) for e, ticked in notes.boxes] if notes else (),
    )


class _Look(NamedTuple):
    """A paint, and by how many quarters the page is turned for its text to be upright (-1:
    it stands at an angle)."""

    paint: Paint
    quarters: int


def _turned(look: _Look, upright: int, place: Callable[..., Any]) -> Paint:
    clip = look.paint.clip
    return look.paint._replace(upright=look.quarters == upright, clip=clip and place(*clip))


def _characters(
    layer: Any, orders: dict[int, int], off: Set[int]
) -> tuple[str, NDArray[np.float64], NDArray[np.intp], list[_Look]]:
    """The text, the box (left, top, right, bottom in the page's own coordinates) and paint
    of each character, and how the paints look."""
    count = max(raw.FPDFText_CountChars(layer), 0)
    # A page has thousands: each call is made with plain numbers, and writes where numpy reads.
    at = ctypes.cast(layer, ctypes.c_void_p).value
    each = range(count)
    rectangles = (raw.FS_RECTF * count)()
    first, size = ctypes.addressof(rectangles), ctypes.sizeof(raw.FS_RECTF)
    places = range(first, first + count * size, size)
    for _ in map(_box_into, repeat(at), each, places):
        pass
    corners = np.frombuffer(rectangles, np.float32).reshape(-1, 4).astype(np.float64)
    codes = [*map(_unicode, repeat(at), each)]
    addresses = [*map(_text_object, repeat(at), each)]
    firsts = {address: index for index, address in zip(each[::-1], addresses[::-1], strict=True)}
    firsts.pop(None, None)
    numbers = {address: n for n, address in enumerate(sorted(firsts, key=firsts.__getitem__))}
    looks = [
        _look(layer, firsts[address], orders.get(address, -1), address in off)
        for address in numbers
    ]
    painted = np.array([numbers.get(address, -1) for address in addresses], np.intp)
    points = np.minimum(np.array(codes, np.uint32), 0x10FFFF)
    if ((points >= 0xD800) & (points < 0xE000)).any():
        kept = list(joined_halves(codes))
        points = np.array([code for _, code in kept], np.uint32)
        whole = [index for index, _ in kept]
        corners, painted = corners[whole], painted[whole]
    return points.astype("<u4").tobytes().decode("utf-32-le"), corners, painted, looks


def _look(layer: Any, index: int, order: int, is_off: bool) -> _Look:
    """How the character at an index, and all that is drawn with it, looks."""
    drawn = raw.FPDFText_GetTextObject(layer, index)
    mode = raw.FPDFTextObj_GetTextRenderMode(drawn)
    stroked = mode in (raw.FPDF_TEXTRENDERMODE_STROKE, raw.FPDF_TEXTRENDERMODE_STROKE_CLIP)
    colour, opacity = colour_of(
        raw.FPDFPageObj_GetStrokeColor if stroked else raw.FPDFPageObj_GetFillColor, drawn
    )
    # The angle is how far the text is turned clockwise; the page is turned back by it.
    angle = raw.FPDFText_GetCharAngle(layer, index) / (pi / 2)
    quarters = -round(angle) % 4 if angle >= 0 and abs(angle - round(angle)) < 0.06 else -1
    return _Look(Paint(order, mode, colour, opacity, True, clip_of(drawn), is_off), quarters)


def _most_upright(quarters: Sequence[int], painted: NDArray[np.intp], shown: int) -> int:
    """By how many quarters a page is turned for most of its characters to be upright."""
    drawn = np.array(quarters, np.intp)[painted[painted >= 0]] if quarters else painted[:0]
    counts = np.bincount(drawn[drawn >= 0], minlength=1)
    return int(counts.argmax()) if counts.any() else shown


def _plain(function: Any, gives: Any, *takes: Any) -> Any:
    """A function of pdfium that takes and gives addresses as numbers, which is quicker."""
    return ctypes.CFUNCTYPE(gives, *takes)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_text_object = _plain(raw.FPDFText_GetTextObject, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
"""The address of what a character was drawn with, None for one that pdfium put in."""
_unicode = _plain(raw.FPDFText_GetUnicode, ctypes.c_uint, ctypes.c_void_p, ctypes.c_int)
"""The code of a character."""
_box_into = _plain(
    raw.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p
)
"""Writes the box of a character to an address."""


def joined_halves(codes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The index and code of each character, the two halves of one (surrogates) as one."""
    for index, code in enumerate(codes):
        if 0xD800 <= code < 0xDC00:
            following = codes[index + 1] if index + 1 < len(codes) else 0
            if not 0xDC00 <= following < 0xE000:
                yield index, 0xFFFD
        elif 0xDC00 <= code < 0xE000:
            high = codes[index - 1] if index else 0
            whole = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
            yield index, whole if 0xD800 <= high < 0xDC00 else 0xFFFD
        else:
            yield index, code


def _placing(box: Extent, quarters: int) -> Callable[..., Any]:
    """From left, bottom, right, top in a page's own coordinates, numbers or arrays, to left,
    top, right, bottom on the page turned clockwise by quarters."""
    left, bottom, right, top = box

    def place(a: Any, b: Any, c: Any, d: Any) -> tuple[Any, Any, Any, Any]:
        if quarters == 0:
            return a - left, top - d, c - left, top - b
        if quarters == 1:
            return b - bottom, a - left, d - bottom, c - left
        if quarters == 2:
            return right - c, b - bottom, right - a, d - bottom
        return top - d, right - c, top - b, right - a

    return place
