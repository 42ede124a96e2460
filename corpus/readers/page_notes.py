"""What readers of a PDF put on a page: comments, lines through words, ticks in boxes.

Places are in the page's own coordinates, whose y runs up.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2
from pypdfium2 import raw

from corpus.readers.kept_apart import comment_of
from corpus.readers.pdfium import annotations_of, page_as_stored
from corpus.readers.shapes import Extent, quads_of, rectangle_of

_BOXES = frozenset((raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON))
_NO_COMMENT = frozenset((raw.FPDF_ANNOT_POPUP, raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_WIDGET,
                         raw.FPDF_ANNOT_REDACT))  # fmt: skip
LONGEST_COMMENT = 20_000
"""Bytes of a comment that are read."""


@dataclass(frozen=True, slots=True)
class PageNotes:
    """The comments on a page, each after its writer's name; the places of words that a note
    strikes out; and the boxes to tick with their state."""

    comments: tuple[str, ...] = ()
    struck: tuple[Extent, ...] = ()
    boxes: tuple[tuple[Extent, bool], ...] = ()


def notes_on(pdf: pypdfium2.PdfDocument, number: int) -> PageNotes:
    """What lies on page `number`, from 1. To be asked for before the page is read: then it
    becomes part of the page. Raises `UnreadableFile` for a page that is damaged."""
    with page_as_stored(pdf, number) as page:
        return _notes(pdf, page)


def _notes(pdf: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> PageNotes:
    comments: list[str] = []
    struck: list[Extent] = []
    boxes: list[tuple[Extent, bool]] = []
    for annotation in annotations_of(page):
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        if kind == raw.FPDF_ANNOT_STRIKEOUT:
            struck += [*quads_of(annotation)] or [*rectangle_of(annotation)]
        if kind == raw.FPDF_ANNOT_WIDGET and pdf.formenv:
            boxes += _box(pdf.formenv, annotation)
        elif kind not in _NO_COMMENT and not _is_read(kind, annotation):
            words = comment_of(_value(annotation, b"T"), _value(annotation, b"Contents"))
            comments += [words] if words else []
    return PageNotes(tuple(dict.fromkeys(comments)), tuple(struck), tuple(boxes))


def _box(forms: Any, annotation: Any) -> Iterator[tuple[Extent, bool]]:
    if raw.FPDFAnnot_GetFormFieldType(forms, annotation) in _BOXES:
        ticked = bool(raw.FPDFAnnot_IsChecked(forms, annotation))
        yield from ((extent, ticked) for extent in rectangle_of(annotation))


def _is_read(kind: int, annotation: Any) -> bool:
    """Whether its words are drawn on the page, where they are read as the page's own."""
    drawn = raw.FPDFAnnot_GetAP(annotation, raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) > 2
    return bool(kind == raw.FPDF_ANNOT_FREETEXT and drawn)


def _value(annotation: Any, key: bytes) -> str:
    length = min(raw.FPDFAnnot_GetStringValue(annotation, key, None, 0), LONGEST_COMMENT)
    if length <= 2:
        return ""
    whole = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    buffer = ctypes.create_string_buffer(whole)
    raw.FPDFAnnot_GetStringValue(
        annotation, key, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), whole
    )
    return buffer.raw[:length].decode("utf-16-le", "replace").partition("\0")[0]
