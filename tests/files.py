"""Small files of each format, made for the tests that read them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

import docx
from fpdf import FPDF


def pdf(pages: Sequence[str], *, title: str | None = None, password: str | None = None) -> bytes:
    """A PDF with these texts, one a page; "" makes an empty page."""
    file = FPDF()
    if title:
        file.set_title(title)
    if password:
        file.set_encryption(owner_password=password + "!", user_password=password)
    file.set_font("Times", size=12)
    for text in pages:
        file.add_page()
        file.multi_cell(0, 6, text)
    return bytes(file.output())


def scanned_pdf() -> bytes:
    """A PDF with a page that shows a dark box and no words."""
    file = FPDF()
    file.add_page()
    file.rect(20, 20, 100, 100, style="F")
    return bytes(file.output())


def word(
    paragraphs: Sequence[str], *, table: Sequence[Sequence[str]] = (), title: str = ""
) -> bytes:
    """A docx with these paragraphs, the table after the first of them."""
    file = docx.Document()
    file.core_properties.title = title
    for number, paragraph in enumerate(paragraphs):
        file.add_paragraph(paragraph)
        if number == 0 and table:
            rows = file.add_table(len(table), len(table[0])).rows
            for row, cells in zip(rows, table, strict=True):
                for cell, text in zip(row.cells, cells, strict=True):
                    cell.text = text
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def archive(members: dict[str, str]) -> bytes:
    """A zip file with these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, content in members.items():
            file.writestr(name, content)
    return buffer.getvalue()
