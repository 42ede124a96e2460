"""A PDF opened by pdfium: its pages, their pictures, and the files in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2
from pypdfium2 import raw

from corpus.errors import Encrypted, UnreadableFile

LARGEST_PICTURE = 20_000_000
"""Pixels: a larger page is rendered smaller."""
_DRAWN_ON = frozenset((raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP))
"""Annotations that show words."""

_XFA_NOTICE = re.compile(
    r"please wait|your pdf (?:viewer|reader) may not be able|document you are trying to load"
    r"|requires adobe (?:acrobat|reader)|adobe reader \d[^.]{0,40} or (?:later|higher)",
    re.I,
)


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


def needs_xfa(pdf: pypdfium2.PdfDocument) -> bool:
    """Whether the file is a form whose words are all in XFA: its one page only says that they
    cannot be shown ("Please wait…")."""
    if pdf.get_formtype() not in (raw.FORMTYPE_XFA_FULL, raw.FORMTYPE_XFA_FOREGROUND):
        return False
    if len(pdf) > 1:
        return False
    with page_as_stored(pdf, 1) as page:
        layer = page.get_textpage()
        try:
            words = " ".join(layer.get_text_range().split())
        finally:
            layer.close()
    return _XFA_NOTICE.search(words) is not None


@contextmanager
def page_as_stored(pdf: pypdfium2.PdfDocument, number: int) -> Iterator[pypdfium2.PdfPage]:
    """Page `number`, from 1, with what lies on it still apart from it.

    Raises `UnreadableFile` for a page that is damaged.
    """
    try:
        page = pdf[number - 1]
    except (pypdfium2.PdfiumError, ValueError) as error:
        raise UnreadableFile("a page of the PDF is damaged") from error
    try:
        yield page
    finally:
        page.close()


def annotations_of(page: pypdfium2.PdfPage) -> Iterator[Any]:
    """What lies on the page without being part of it, each open until the next is asked for."""
    for index in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, index)
        if annotation:
            try:
                yield annotation
            finally:
                raw.FPDFPage_CloseAnnot(annotation)


def _is_drawn_on(page: pypdfium2.PdfPage) -> bool:
    return any(raw.FPDFAnnot_GetSubtype(a) in _DRAWN_ON for a in annotations_of(page))


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
