"""What is drawn on a page of a PDF beside its words: fills, pictures, marks for redaction.

Places are in the page's own coordinates, whose y runs up.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pypdfium2
from pypdfium2 import raw

from corpus.readers.pdfium import annotations_of

Matrix = tuple[float, float, float, float, float, float]
Extent = tuple[float, float, float, float]
"""Left, top, right, bottom; in a page's own coordinates left, bottom, right, top."""
MOST_OBJECTS = 20_000
"""Drawn things of a page that are looked at; a map may hold a million."""
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Shape(NamedTuple):
    """Something filled or a picture (`colour` None), the `order`-th thing drawn."""

    order: int
    extent: Extent
    colour: tuple[int, int, int] | None
    opacity: int


def colour_of(get: Callable[..., int], drawn: Any) -> tuple[tuple[int, int, int], int]:
    parts = [ctypes.c_uint() for _ in range(4)]
    if not get(drawn, *parts):
        return (0, 0, 0), 255
    return (parts[0].value, parts[1].value, parts[2].value), parts[3].value


def drawn_on(page: pypdfium2.PdfPage) -> tuple[dict[int, int], list[Shape]]:
    """Where in the order of drawing each text stands, by its address, and what is filled."""
    orders: dict[int, int] = {}
    shapes = []
    for order, (drawn, kind, matrix) in enumerate(_objects(page.raw)):
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            orders[ctypes.addressof(drawn.contents)] = order
            continue
        colour, opacity = None, 255
        if kind == raw.FPDF_PAGEOBJ_PATH:
            fill, stroke = ctypes.c_int(), ctypes.c_int()
            raw.FPDFPath_GetDrawMode(drawn, fill, stroke)
            if not fill.value:
                continue
            colour, opacity = colour_of(raw.FPDFPageObj_GetFillColor, drawn)
        extent = _bounds(drawn, matrix)
        if extent:
            shapes.append(Shape(order, extent, colour, opacity))
    return orders, shapes


def _objects(holder: Any) -> Iterator[tuple[Any, int, Matrix]]:
    """Each thing drawn, in order, those inside forms in the place of their form."""
    waiting = [
        (raw.FPDFPage_GetObject(holder, index), _IDENTITY)
        for index in range(min(raw.FPDFPage_CountObjects(holder), MOST_OBJECTS))
    ][::-1]
    given = 0
    while waiting and given < MOST_OBJECTS:
        drawn, matrix = waiting.pop()
        given += 1
        kind = raw.FPDFPageObj_GetType(drawn)
        if kind != raw.FPDF_PAGEOBJ_FORM:
            yield drawn, kind, matrix
            continue
        own = raw.FS_MATRIX()
        raw.FPDFPageObj_GetMatrix(drawn, own)
        inner = _after((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
        count = min(max(raw.FPDFFormObj_CountObjects(drawn), 0), MOST_OBJECTS)
        waiting += [(raw.FPDFFormObj_GetObject(drawn, i), inner) for i in range(count)][::-1]


def _after(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s,
            e * p + f * r + t, e * q + f * s + u)  # fmt: skip


def _bounds(drawn: Any, matrix: Matrix) -> Extent | None:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(drawn, left, bottom, right, top):
        return None
    a, b, c, d, e, f = matrix
    corners = [(x.value, y.value) for x in (left, right) for y in (bottom, top)]
    xs = [a * x + c * y + e for x, y in corners]
    ys = [b * x + d * y + f for x, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def redactions_of(page: pypdfium2.PdfPage) -> Iterator[Extent]:
    for annotation in annotations_of(page):
        if raw.FPDFAnnot_GetSubtype(annotation) == raw.FPDF_ANNOT_REDACT:
            box = raw.FS_RECTF()
            if raw.FPDFAnnot_GetRect(annotation, box):
                yield box.left, box.bottom, box.right, box.top
