"""Layers of a PDF (optional content) that are switched off, so that nobody sees their words.

pdfium does not say which are. But it draws a page as it is shown: what can be taken away
without any change to the picture does not show.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import numpy as np
import pypdfium2
from pypdfium2 import raw

from corpus.readers.pdfium import picture_of

LOOKED_AT = 60
"""Dots an inch of the pictures that are compared."""
MOST_LAYERS = 12
"""Layers, and parts of a page drawn as one, that are looked at on a page."""
MOST_OBJECTS = 20_000
DEEPEST = 8
_NAME = 256
"""Bytes of a layer's name that tell it from others."""


def words_switched_off(page: pypdfium2.PdfPage) -> frozenset[int]:
    """The addresses of the texts of `page` that lie in a layer which is not shown; quickly none
    where a page has no layers."""
    groups = _groups(page.raw)
    texts = {key: [*_texts(objects)] for key, objects in groups.items()}
    told = [key for key in groups if texts[key]][:MOST_LAYERS]
    if not told:
        return frozenset()
    shown = picture_of(page, LOOKED_AT, grey=True)
    return frozenset(
        address
        for key in told
        if np.array_equal(_without(page, groups[key]), shown)
        for address in texts[key]
    )


def _groups(page: Any) -> dict[str, list[Any]]:
    """What stands on a page by the layer that it says it is in; a part that is drawn as one may
    be of a layer without saying so here, unless the page is a picture."""
    groups: dict[str, list[Any]] = {}
    parts: list[Any] = []
    pictures = False
    for index in range(min(raw.FPDFPage_CountObjects(page), MOST_OBJECTS)):
        drawn = raw.FPDFPage_GetObject(page, index)
        kind = raw.FPDFPageObj_GetType(drawn)
        pictures = pictures or kind == raw.FPDF_PAGEOBJ_IMAGE
        if layer := _layer(drawn):
            groups.setdefault(layer, []).append(drawn)
        elif kind == raw.FPDF_PAGEOBJ_FORM:
            parts.append(drawn)
    if not pictures:
        groups |= {f"part {number}": [part] for number, part in enumerate(parts)}
    return groups


def _layer(drawn: Any) -> str:
    """The names of the layers that a thing is in; "" where it is in none."""
    names = []
    for index in range(max(raw.FPDFPageObj_CountMarks(drawn), 0)):
        mark = raw.FPDFPageObj_GetMark(drawn, index)
        length = ctypes.c_ulong()
        buffer = (ctypes.c_ushort * _NAME)()
        raw.FPDFPageObjMark_GetName(mark, buffer, ctypes.sizeof(buffer), length)
        if _decoded(buffer) == "OC":
            name = (ctypes.c_ushort * _NAME)()
            raw.FPDFPageObjMark_GetParamStringValue(
                mark, b"Name", name, ctypes.sizeof(name), length
            )
            names.append(f"layer {_decoded(name)}")
    return ", ".join(names)


def _decoded(buffer: Any) -> str:
    return bytes(buffer).decode("utf-16-le", "replace").partition("\0")[0]


def _texts(objects: list[Any], depth: int = 0) -> Iterator[int]:
    """The addresses of the texts among things on a page, and within those drawn as one."""
    for drawn in objects:
        kind = raw.FPDFPageObj_GetType(drawn)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            yield ctypes.addressof(drawn.contents)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
            count = min(max(raw.FPDFFormObj_CountObjects(drawn), 0), MOST_OBJECTS)
            inside = [raw.FPDFFormObj_GetObject(drawn, index) for index in range(count)]
            yield from _texts(inside, depth + 1)


def _without(page: pypdfium2.PdfPage, objects: list[Any]) -> Any:
    """The picture of the page without some of what stands on it."""
    for drawn in objects:
        raw.FPDFPageObj_SetIsActive(drawn, False)
    try:
        return picture_of(page, LOOKED_AT, grey=True)
    finally:
        for drawn in objects:
            raw.FPDFPageObj_SetIsActive(drawn, True)
