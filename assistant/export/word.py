"""A kept answer as a Word document."""

from __future__ import annotations

import io
import re

from assistant.export.content import Sheet

_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What no XML file may hold."""


def word_file(sheet: Sheet) -> bytes:
    """The bytes of a .docx that holds `sheet`; every text of it stands in one paragraph."""
    import docx

    made = docx.Document()
    made.core_properties.title = plain(sheet.question)[:255]
    made.core_properties.author = "Casebook"
    made.add_heading(plain(sheet.question), level=1)
    for paragraph in sheet.paragraphs:
        made.add_paragraph(plain(paragraph))
    if sheet.unchecked:
        made.add_heading("Unchecked", level=2)
    for sentence in sheet.unchecked:
        made.add_paragraph(plain(sentence), style="List Bullet")
    if sheet.quotations:
        made.add_heading(sheet.heading, level=2)
    for quotation in sheet.quotations:
        made.add_paragraph(plain(f"[{quotation.number}] {quotation.place}"))
        for note in quotation.notes:
            made.add_paragraph(plain(note))
        made.add_paragraph(plain(f"“{quotation.quote}”"), style="Intense Quote")
    if sheet.files:
        made.add_heading("Files", level=2)
    for name, digest in sheet.files:
        made.add_paragraph(plain(f"{name}: SHA-256 {digest}"), style="List Bullet")
    made.add_heading("How this was made", level=2)
    for what, value in sheet.making:
        made.add_paragraph(plain(f"{what}: {value}"), style="List Bullet")
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def plain(text: str) -> str:
    """`text` without what no XML file may hold."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
