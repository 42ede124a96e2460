"""What pdfium knows of a PDF: its characters and shapes with their places, and pictures.

Lengths are points and y runs down from the top of the page. A page is given turned so that
most of its text is upright; `Sheet.turns` says how it is turned when it is shown.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import pi
from typing import Any, NamedTuple

import numpy as np
import pypdfium2
from pypdfium2 import raw

from corpus.errors import UnreadableFile

Matrix = tuple[float, float, float, float, float, float]
Extent = tuple[float, float, float, float]
"""Left, top, right, bottom."""
MOST_OBJECTS = 20_000
"""Drawn things of a page that are looked at; a map may hold a million."""
LARGEST_PICTURE = 20_000_000
"""Pixels: a larger page is rendered smaller."""
_DRAWN_ON = frozenset(
    (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP, raw.FPDF_ANNOT_SQUARE)
)  # fmt: skip
"""Annotations that show words, or lie over them."""
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Encrypted(UnreadableFile):
    """None of the passwords given opens the file."""


class Glyph(NamedTuple):
    """A character and its box; `paint` is an index into the sheet's paints, -1 for a space
    or line break that pdfium put in."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    paint: int


class Paint(NamedTuple):
    """How a run of text is drawn: as the `order`-th thing on its page (-1: not known), in a
    render mode of the PDF standard and a colour, `upright` or at another angle."""

    order: int
    mode: int
    colour: tuple[int, int, int]
    opacity: int
    upright: bool


class Shape(NamedTuple):
    """Something filled or a picture (`colour` None), the `order`-th thing drawn."""

    order: int
    extent: Extent
    colour: tuple[int, int, int] | None
    opacity: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of the file: `width` and `height` as its text stands upright. It is shown
    turned clockwise by `turns` quarters from there. `redactions` are marked for it."""

    width: float
    height: float
    turns: int
    glyphs: list[Glyph]
    paints: list[Paint]
    shapes: list[Shape]
    redactions: list[Extent]


@contextmanager
def opened(data: bytes, passwords: tuple[str, ...] = ()) -> Iterator[pypdfium2.PdfDocument]:
    """The file, open; the first of the `passwords`, or none, that opens it is used.

    Raises `UnreadableFile` where it is damaged, `Encrypted` with another password.
    """
    pdf = _open(data, passwords)
    try:
        if pdf.get_formtype() != raw.FORMTYPE_NONE:
            pdf.init_forms()
        yield pdf
    finally:
        pdf.close()


def _open(data: bytes, passwords: tuple[str, ...]) -> pypdfium2.PdfDocument:
    for password in (None, *passwords):
        try:
            pdf = pypdfium2.PdfDocument(data, password=password)
        except pypdfium2.PdfiumError as error:
            if error.err_code != raw.FPDF_ERR_PASSWORD:
                raise UnreadableFile("the PDF is damaged") from error
        else:
            if len(pdf) == 0:
                pdf.close()
                raise UnreadableFile("the PDF is damaged: it has no pages")
            return pdf
    if any(passwords):
        raise Encrypted("the PDF is encrypted, and the password given does not open it")
    raise Encrypted("the PDF is encrypted; add it with its password (--password)")


def title_of(pdf: pypdfium2.PdfDocument) -> str | None:
    """The title that the file gives itself."""
    try:
        return pdf.get_metadata_value("Title").strip() or None
    except (pypdfium2.PdfiumError, UnicodeDecodeError):
        return None


def attachments(pdf: pypdfium2.PdfDocument) -> Iterator[tuple[str, bytes]]:
    """The name, as it is given, and content of each file embedded in the PDF that can be read."""
    for index in range(pdf.count_attachments()):
        try:
            attachment = pdf.get_attachment(index)
            yield attachment.get_name(), bytes(attachment.get_data())
        except (pypdfium2.PdfiumError, UnicodeDecodeError):
            continue


@contextmanager
def page_of(pdf: pypdfium2.PdfDocument, number: int) -> Iterator[pypdfium2.PdfPage]:
    """Page `number`, from 1, with form fields and notes that show words made part of it.

    Raises `UnreadableFile` for a page that is damaged.
    """
    try:
        page = pdf[number - 1]
        if _is_drawn_on(page):
            raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY)
            page.close()
            page = pdf[number - 1]
        left, bottom, right, top = page.get_bbox()
    except (pypdfium2.PdfiumError, ValueError) as error:
        raise UnreadableFile("a page of the PDF is damaged") from error
    try:
        if right - left < 1 or top - bottom < 1:
            raise UnreadableFile("a page of the PDF has no size")
        yield page
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile("a page of the PDF is damaged") from error
    finally:
        page.close()


def _annotations(page: pypdfium2.PdfPage) -> Iterator[Any]:
    for index in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, index)
        if annotation:
            try:
                yield annotation
            finally:
                raw.FPDFPage_CloseAnnot(annotation)


def _is_drawn_on(page: pypdfium2.PdfPage) -> bool:
    return any(raw.FPDFAnnot_GetSubtype(a) in _DRAWN_ON for a in _annotations(page))


def picture_of(page: pypdfium2.PdfPage, dots_per_inch: float, *, grey: bool = False) -> Any:
    """The page as it is shown, as an array of height x width x colours (red, green, blue)."""
    scale = dots_per_inch / 72
    pixels = page.get_width() * page.get_height() * scale * scale
    if pixels > LARGEST_PICTURE:
        scale *= (LARGEST_PICTURE / pixels) ** 0.5
    bitmap = page.render(scale=scale, grayscale=grey, rev_byteorder=True)
    try:
        return bitmap.to_numpy().copy()
    finally:
        bitmap.close()


def sheet_of(page: pypdfium2.PdfPage) -> Sheet:
    """What stands on the page, in the order in which it was drawn."""
    layer = page.get_textpage()
    try:
        return _Reading(page, layer.raw).sheet()
    finally:
        layer.close()


class _Reading:
    """One page underway: its paints are numbered as its characters are met."""

    def __init__(self, page: pypdfium2.PdfPage, layer: Any) -> None:
        self.page, self.layer = page, layer
        self.orders, shapes = _drawn(page)
        self.paints: list[Paint] = []
        self.quarters: list[int] = []
        self.paint_at: dict[int, int] = {}
        self.texts, self.paint_of, self.corners = self._characters()
        drawn = Counter(self.paint_of)
        seen = Counter[int]()
        for paint, quarter in enumerate(self.quarters):
            seen[quarter] += drawn[paint]
        del seen[-1]
        shown = raw.FPDFPage_GetRotation(page.raw) % 4
        self.upright = seen.most_common(1)[0][0] if seen else shown
        self.turns = (shown - self.upright) % 4
        box = page.get_bbox()
        self.place = _placing(box, self.upright)
        width, height = box[2] - box[0], box[3] - box[1]
        self.size = (height, width) if self.upright % 2 else (width, height)
        self.shapes = shapes

    def sheet(self) -> Sheet:
        left, top, right, bottom = self.corners.T
        sides = [side.tolist() for side in self.place(left, bottom, right, top)]
        glyphs = list(map(Glyph._make, zip(self.texts, *sides, self.paint_of, strict=True)))
        paints = [
            paint._replace(upright=quarter == self.upright)
            for paint, quarter in zip(self.paints, self.quarters, strict=True)
        ]
        shapes = [shape._replace(extent=self.place(*shape.extent)) for shape in self.shapes]
        redactions = [self.place(*extent) for extent in _redactions(self.page)]
        return Sheet(*self.size, self.turns, glyphs, paints, shapes, redactions)

    def _characters(self) -> tuple[list[str], list[int], Any]:
        """Text, paint and box (left, top, right, bottom in the page's own coordinates) of
        each character."""
        layer = self.layer
        count = max(raw.FPDFText_CountChars(layer), 0)
        # They are written where numpy reads them: a page has thousands, and Python is slow.
        boxes = (raw.FS_RECTF * count)()
        at, size = ctypes.addressof(boxes), ctypes.sizeof(raw.FS_RECTF)
        for index in range(count):
            _box_into(layer, index, at + index * size)
        corners = np.frombuffer(boxes, np.float32).reshape(-1, 4).astype(np.float64)
        codes = [raw.FPDFText_GetUnicode(layer, index) for index in range(count)]
        paints = [self._paint_at(index) for index in range(count)]
        if any(0xD800 <= code < 0xE000 for code in codes):
            kept = list(_joined(codes))
            codes, paints = [code for _, code in kept], [paints[index] for index, _ in kept]
            corners = corners[[index for index, _ in kept]]
        return [chr(min(code, 0x10FFFF)) for code in codes], paints, corners

    def _paint_at(self, index: int) -> int:
        address = _text_object(self.layer, index)
        if not address:
            return -1
        paint = self.paint_at.get(address)
        return self._paint(address, index) if paint is None else paint

    def _paint(self, address: int, index: int) -> int:
        drawn = raw.FPDFText_GetTextObject(self.layer, index)
        mode = raw.FPDFTextObj_GetTextRenderMode(drawn)
        stroked = mode in (raw.FPDF_TEXTRENDERMODE_STROKE, raw.FPDF_TEXTRENDERMODE_STROKE_CLIP)
        colour, opacity = _colour(
            raw.FPDFPageObj_GetStrokeColor if stroked else raw.FPDFPageObj_GetFillColor, drawn
        )
        # The angle is how far the text is turned clockwise; the page is turned back by it.
        angle = raw.FPDFText_GetCharAngle(self.layer, index) / (pi / 2)
        quarter = -round(angle) % 4 if angle >= 0 and abs(angle - round(angle)) < 0.06 else -1
        self.paints.append(Paint(self.orders.get(address, -1), mode, colour, opacity, True))
        self.quarters.append(quarter)
        self.paint_at[address] = len(self.paints) - 1
        return len(self.paints) - 1


def _plain(function: Any, gives: Any, *takes: Any) -> Any:
    """A function of pdfium that takes and gives addresses as numbers, which is quicker."""
    return ctypes.CFUNCTYPE(gives, *takes)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_text_object = _plain(raw.FPDFText_GetTextObject, ctypes.c_void_p, raw.FPDF_TEXTPAGE, ctypes.c_int)
"""The address of what a character was drawn with, None for one that pdfium put in."""
_box_into = _plain(
    raw.FPDFText_GetLooseCharBox, ctypes.c_int, raw.FPDF_TEXTPAGE, ctypes.c_int, ctypes.c_void_p
)
"""Writes the box of a character to an address."""


def _joined(codes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The index and code of each character, the two halves of one (surrogates) as one."""
    high = 0
    for index, code in enumerate(codes):
        if 0xD800 <= code < 0xDC00:
            high = code
        elif 0xDC00 <= code < 0xE000:
            yield index, 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
            high = 0
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


def _colour(get: Callable[..., int], drawn: Any) -> tuple[tuple[int, int, int], int]:
    parts = [ctypes.c_uint() for _ in range(4)]
    if not get(drawn, *parts):
        return (0, 0, 0), 255
    return (parts[0].value, parts[1].value, parts[2].value), parts[3].value


def _drawn(page: pypdfium2.PdfPage) -> tuple[dict[int, int], list[Shape]]:
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
            colour, opacity = _colour(raw.FPDFPageObj_GetFillColor, drawn)
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


def _redactions(page: pypdfium2.PdfPage) -> Iterator[Extent]:
    for annotation in _annotations(page):
        if raw.FPDFAnnot_GetSubtype(annotation) == raw.FPDF_ANNOT_REDACT:
            box = raw.FS_RECTF()
            if raw.FPDFAnnot_GetRect(annotation, box):
                yield box.left, box.bottom, box.right, box.top
