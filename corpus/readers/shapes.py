"""What is drawn on a page of a PDF beside its words: fills, pictures, marks for redaction.

Places are in the page's own coordinates, whose y runs up.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from math import inf
from typing import Any, NamedTuple

import pypdfium2
from pypdfium2 import raw

from corpus.readers.pdfium import annotations_of

Matrix = tuple[float, float, float, float, float, float]
Extent = tuple[float, float, float, float]
"""Left, top, right, bottom; in a page's own coordinates left, bottom, right, top."""
MOST_OBJECTS = 20_000
"""Drawn things of a page that are looked at; a map may hold a million."""
MOST_SHAPES = 500
"""With more of them than this a page is no longer looked at shape by shape."""
ON_TOP = 2**31
"""The place in the order of drawing of what lies on a page: a note, a highlighter."""
_NOTHING_DRAWN = frozenset((raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP, raw.FPDF_ANNOT_WIDGET,
                            raw.FPDF_ANNOT_REDACT))  # fmt: skip
"""Annotations that cover nothing: form fields are part of the page by now."""
_MOST_CLIPS = 16
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Shape(NamedTuple):
    """Something filled, stroked, or a picture (`colour` None), the `order`-th thing drawn."""

    order: int
    extent: Extent
    colour: tuple[int, int, int] | None
    opacity: int
    filled: bool = False


def colour_of(get: Callable[..., int], drawn: Any) -> tuple[tuple[int, int, int], int]:
    """The colour of a drawn thing as red, green and blue of 255, and its opacity likewise;
    `get` is pdfium's function for its fill or its stroke."""
    parts = [ctypes.c_uint() for _ in range(4)]
    if not get(drawn, *parts):
        return (0, 0, 0), 255
    return (parts[0].value, parts[1].value, parts[2].value), parts[3].value


def drawn_on(page: pypdfium2.PdfPage) -> tuple[dict[int, int], list[Shape]]:
    """Where in the order of drawing each text stands, by its address, and what else is drawn.

    What lies on the page comes last. Where there are more than `MOST_SHAPES` the rest is left
    out, but for pictures; so is all after `MOST_OBJECTS`.
    """
    orders: dict[int, int] = {}
    shapes: list[Shape] = []
    for order, (drawn, kind, matrix) in enumerate(_objects(page.raw)):
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            orders[ctypes.addressof(drawn.contents)] = order
            continue
        colour, opacity, filled = None, 255, False
        if kind == raw.FPDF_PAGEOBJ_PATH:
            fill, stroke = ctypes.c_int(), ctypes.c_int()
            raw.FPDFPath_GetDrawMode(drawn, fill, stroke)
            if not fill.value and not stroke.value:
                continue
            get = raw.FPDFPageObj_GetFillColor if fill.value else raw.FPDFPageObj_GetStrokeColor
            colour, opacity = colour_of(get, drawn)
            filled = bool(fill.value)
        looked_at = colour is None or len(shapes) <= MOST_SHAPES
        extent = _bounds(drawn, matrix) if looked_at else None
        if extent:
            shapes.append(Shape(order, extent, colour, opacity, filled))
    shapes += (Shape(ON_TOP, extent, (0, 0, 0), 255) for extent in _lying_on(page))
    return orders, shapes


def _lying_on(page: pypdfium2.PdfPage) -> Iterator[Extent]:
    for annotation in annotations_of(page):
        if raw.FPDFAnnot_GetSubtype(annotation) not in _NOTHING_DRAWN:
            yield from rectangle_of(annotation)
            yield from quads_of(annotation)


def rectangle_of(annotation: Any) -> Iterator[Extent]:
    """The place of an annotation, once; nothing where it has none."""
    box = raw.FS_RECTF()
    if raw.FPDFAnnot_GetRect(annotation, box):
        yield box.left, box.bottom, box.right, box.top


def quads_of(annotation: Any) -> Iterator[Extent]:
    """The stretches of lines that it marks, where it says which."""
    quad = raw.FS_QUADPOINTSF()
    for number in range(min(raw.FPDFAnnot_CountAttachmentPoints(annotation), MOST_SHAPES)):
        if raw.FPDFAnnot_GetAttachmentPoints(annotation, number, quad):
            xs, ys = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
            yield min(xs), min(ys), max(xs), max(ys)


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


def clip_of(drawn: Any) -> Extent | None:
    """The place outside of which a text is cut away, as far as its corners tell; None where
    nothing is."""
    path = raw.FPDFPageObj_GetClipPath(drawn)
    count = raw.FPDFClipPath_CountPaths(path) if path else 0
    left, bottom, right, top = -inf, -inf, inf, inf
    x, y = ctypes.c_float(), ctypes.c_float()
    for number in range(min(count, _MOST_CLIPS)):
        points = []
        for at in range(min(raw.FPDFClipPath_CountPathSegments(path, number), _MOST_CLIPS)):
            raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(path, number, at), x, y)
            points.append((x.value, y.value))
        if points:
            xs, ys = zip(*points, strict=True)
            left, bottom = max(left, min(xs)), max(bottom, min(ys))
            right, top = min(right, max(xs)), min(top, max(ys))
    return (left, bottom, right, top) if left > -inf else None


def redactions_of(page: pypdfium2.PdfPage) -> Iterator[Extent]:
    """The places that are marked for redaction, which is not yet done."""
    for annotation in annotations_of(page):
        if raw.FPDFAnnot_GetSubtype(annotation) == raw.FPDF_ANNOT_REDACT:
            yield from [*quads_of(annotation)] or rectangle_of(annotation)
