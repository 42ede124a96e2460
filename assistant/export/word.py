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
    made.core_properties.title = xml_text(sheet.question)[:255]
    made.core_properties.author = "Casebook"
    made.add_heading(xml_text(sheet.question), level=1)
    for paragraph in sheet.paragraphs:
        made.add_paragraph(xml_text(paragraph))
    if sheet.unchecked:
        made.add_heading("Unchecked", level=2)
    for sentence in sheet.unchecked:
        made.add_paragraph(xml_text(sentence), style="List Bullet")
    if sheet.quotations:
        made.add_heading(sheet.heading, level=2)
    for quotation in sheet.quotations:
        made.add_paragraph(xml_text(f"[{quotation.number}] {quotation.place}"))
        for note in quotation.notes:
            made.add_paragraph(xml_text(note))
        made.add_paragraph(xml_text(f"“{quotation.quote}”"), style="Intense Quote")
    if sheet.files:
        made.add_heading("Files", level=2)
    for name, digest in sheet.files:
        made.add_paragraph(xml_text(f"{name}: SHA-256 {digest}"), style="List Bullet")
    made.add_heading("How this was made", level=2)
    for what, value in sheet.making:
        made.add_paragraph(xml_text(f"{what}: {value}"), style="List Bullet")
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def xml_text(text: str) -> str:
    """`text` with U+FFFD for what no XML file may hold."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
