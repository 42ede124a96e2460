"""A table as a Word document, on its side so that its columns have room."""

from __future__ import annotations

import io

from assistant.export.word import xml_text
from assistant.tables.places import places_of
from assistant.tables.table import Table

_POINTS = 8
_INCHES = (11.0, 8.5)


def word_table(table: Table) -> bytes:
    """The bytes of a .docx that holds the table, then the quotes of each row."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.shared import Inches, Pt

    made = docx.Document()
    made.core_properties.title = xml_text(table.title)[:255]
    made.core_properties.author = "Casebook"
    made.sections[0].orientation = WD_ORIENT.LANDSCAPE
    made.sections[0].page_width, made.sections[0].page_height = map(Inches, _INCHES)
    made.add_heading(xml_text(table.title), level=1)
    made.add_paragraph(xml_text(table.note))
    grid = made.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    for cell, name in zip(grid.rows[0].cells, table.columns, strict=True):
        cell.paragraphs[0].add_run(xml_text(name)).bold = True
    for row in table.rows:
        for cell, value in zip(grid.add_row().cells, row, strict=True):
            cell.paragraphs[0].add_run(xml_text(value.text)).font.size = Pt(_POINTS)
    made.add_heading("Places", level=2)
    for number, row in enumerate(table.rows, start=1):
        for place in places_of(row):
            words = f"Row {number}: {place.pincite}: “{' '.join(place.quote.split())}”"
            made.add_paragraph(xml_text(words), style="List Bullet")
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()
