"""Makes the PDF and Word documents of the example case from their sources in filings/.

    pip install fpdf2==2.8.9 python-docx==1.2.0
    python examples/build/make_case.py

A source is named for the document it becomes: `indictment.pdf.txt`. Documents carry the date
of the filing and never that of the run, so a second run changes no byte.
"""

import zipfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle
from filing import Block, Filing, Kind
from fpdf import FPDF

BUILD = Path(__file__).parent
CASE = BUILD.parent / "harbor-light"

AUTHOR = "Casebook example case"
SIZE = 12  # points, as are all measures here
INDENT = 36


class PdfFiling(FPDF):
    """US Letter, one-inch margins, ragged right; the body widely spaced, as filings are."""

    MARGIN = 72
    BODY = 23  # line heights
    SINGLE = 14

    def __init__(self, filing: Filing) -> None:
        super().__init__(unit="pt", format="letter")
        self.core_fonts_encoding = "cp1252"
        self.set_title(filing.title)
        self.set_author(AUTHOR)
        self.set_producer(AUTHOR)
        self.set_creation_date(filing.date)
        self.set_margin(self.MARGIN)
        self.set_auto_page_break(True, margin=self.MARGIN)
        self.set_font("Times", size=SIZE)
        self.add_page()
        self._caption(filing)
        for block in filing.blocks:
            self._block(block)

    def _caption(self, filing: Filing) -> None:
        self._lines(filing.court, style="B", align="C")
        self.ln(self.SINGLE)
        top, middle, gutter = self.y, self.w / 2, 12
        self._lines(filing.parties, width=middle - self.MARGIN - gutter)
        bottom = self.y
        self.y = top
        self._lines(filing.case, left=middle + gutter)
        bottom = max(bottom, self.y)
        self.line(middle, top, middle, bottom)
        self.line(self.MARGIN, bottom, middle, bottom)
        self.y = bottom + self.SINGLE
        self._lines([filing.title.upper()], style="B", align="C", height=self.BODY)

    def _block(self, block: Block) -> None:
        match block.kind:
            case Kind.TITLE:
                self._keep_together((len(block.lines) + 2) * self.BODY)
                self._lines(block.lines, style="B", align="C", height=self.BODY)
            case Kind.HEADING:
                self._keep_together(3 * self.BODY)
                self._lines(block.lines, style="BU", height=self.BODY)
            case Kind.SIGNATURE:
                self._keep_together((len(block.lines) + 1) * self.SINGLE)
                self.ln(self.SINGLE)
                self._lines(block.lines, left=self.w / 2)
            case Kind.TABLE:
                with self.table(text_align="LEFT") as table:
                    for row in block.rows:
                        table.row(row)
            case Kind.SUBPARAGRAPH:
                self.set_left_margin(self.MARGIN + 2 * INDENT)
                self._paragraph(block.lines)
                self.set_left_margin(self.MARGIN)
            case Kind.PARAGRAPH:
                self.x += INDENT
                self._paragraph(block.lines)

    def _paragraph(self, lines: Iterable[str]) -> None:
        """Text from where the cursor stands, so that a first line may be indented."""
        self.write(self.BODY, " ".join(lines))
        self.ln(self.BODY)

    def _lines(
        self,
        lines: Iterable[str],
        *,
        style: str = "",
        align: str = "L",
        left: float = MARGIN,
        width: float = 0,
        height: float = SINGLE,
    ) -> None:
        self.set_font(style=style)
        for line in lines:
            self.x = left
            self.multi_cell(width, height, line, align=align, new_x="LMARGIN", new_y="NEXT")
        self.set_font(style="")

    def _keep_together(self, height: float) -> None:
        if self.will_page_break(height):
            self.add_page()


def as_pdf(filing: Filing) -> bytes:
    return bytes(PdfFiling(filing).output())


def as_docx(filing: Filing) -> bytes:
    """The same filing as Word keeps it: styled headings, paragraphs and real tables."""
    file = Document()
    properties = file.core_properties
    properties.title, properties.comments = filing.title, ""
    properties.author = properties.last_modified_by = AUTHOR
    properties.created = properties.modified = filing.date
    for name in ("Normal", "Title", "Heading 1", "Heading 2"):
        _set_plainly(file.styles[name])

    for line in filing.court:
        file.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.CENTER
    left, right = file.add_table(rows=1, cols=2).rows[0].cells
    left.text, right.text = "\n".join(filing.parties), "\n".join(filing.case)
    file.add_paragraph(filing.title.upper(), style="Title").alignment = WD_ALIGN_PARAGRAPH.CENTER

    for block in filing.blocks:
        text = "\n".join(block.lines)
        match block.kind:
            case Kind.TITLE:
                file.add_heading(text, level=1).alignment = WD_ALIGN_PARAGRAPH.CENTER
            case Kind.HEADING:
                file.add_heading(text, level=2)
            case Kind.SIGNATURE:
                layout = file.add_paragraph(text).paragraph_format
                layout.left_indent, layout.keep_together = Pt(3.25 * 72), True
            case Kind.TABLE:
                table = file.add_table(rows=0, cols=len(block.rows[0]), style="Table Grid")
                for row in block.rows:
                    for cell, content in zip(table.add_row().cells, row, strict=True):
                        cell.text = content
            case Kind.SUBPARAGRAPH:
                file.add_paragraph(text).paragraph_format.left_indent = Pt(2 * INDENT)
            case Kind.PARAGRAPH:
                file.add_paragraph(text).paragraph_format.first_line_indent = Pt(INDENT)

    buffer = BytesIO()
    file.save(buffer)
    return _without_clock_times(buffer)


def _set_plainly(style: ParagraphStyle) -> None:
    """Black 12-point Times, in place of the template's colours and rules."""
    style.font.name, style.font.size = "Times New Roman", Pt(SIZE)
    style.font.bold = style.name != "Normal"
    style.font.color.rgb = RGBColor(0, 0, 0)
    for attribute in ("w:asciiTheme", "w:hAnsiTheme"):  # where set, a theme's font would win
        style.element.rPr.rFonts.attrib.pop(qn(attribute), None)
    for rule in style.element.xpath("w:pPr/w:pBdr"):
        rule.getparent().remove(rule)


def _without_clock_times(archive: BytesIO) -> bytes:
    """The archive with all its members dated alike; python-docx dates them by the clock."""
    result = BytesIO()
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(result, "w") as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            new.writestr(member, old.read(name), zipfile.ZIP_DEFLATED)
    return result.getvalue()


WRITERS = {".pdf": as_pdf, ".docx": as_docx}


def main() -> None:
    for source in sorted((BUILD / "filings").glob("*.txt")):
        document = CASE / source.stem
        document.write_bytes(WRITERS[document.suffix](Filing.load(source)))
        print(document)


if __name__ == "__main__":
    main()
