"""Forms: ticks stand beside their labels, merged labels in each of their rows."""

from __future__ import annotations

import datetime
import io
import time

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl.comments import Comment

from corpus.errors import UnreadableFile
from corpus.readers.rtf_runs import rewritten
from corpus.reading import read_bytes

CHOICES = ["☐ Guilty", "☒ Not guilty"]


def lines(data: bytes, name: str) -> list[str]:
    return [line for line in read_bytes(data, name).text.split("\n") if line]


def word(*bodies: str) -> bytes:
    file = docx.Document()
    space = f'{nsdecls("w")} xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    for body in bodies:
        file.element.body.insert(-1, parse_xml(f"<w:p {space}>{body}</w:p>"))
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def said(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def symbol(code: str) -> str:
    return f'<w:r><w:sym w:font="Wingdings" w:char="{code}"/></w:r>'


def control(checked: int) -> str:
    return (
        f'<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{checked}"/></w14:checkbox></w:sdtPr>'
        f"<w:sdtContent>{said('þ' if checked else 'o')}</w:sdtContent></w:sdt>"
    )


def field(state: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/>'
        f"{state}</w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMCHECKBOX "
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize(
    ("empty", "ticked"),
    [
        (symbol("F0A8"), symbol("F0FE")),
        (control(0), control(1)),
        (field(""), field("<w:checked/>")),
    ],
)
def test_boxes_of_word(empty: str, ticked: str) -> None:
    data = word(empty + said(" Guilty"), ticked + said(" Not guilty"))
    assert lines(data, "a.docx") == CHOICES


def test_boxes_of_rtf() -> None:
    fonts = r"{\fonttbl{\f0\fcharset0 Times;}{\f3\fcharset2 Wingdings;}}"
    body = r"{\f3 \'a8} Guilty\par {\f3\u-3842?} Not guilty"
    assert lines(rf"{{\rtf1\ansi{fonts}{body}}}".encode(), "a.rtf") == CHOICES
    form = (
        r"{\field{\*\fldinst{ FORMCHECKBOX }{\*\formfield{\fftype1\ffres%d\ffdefres%d}}}"
        r"{\fldrslt }} "
    )
    body = form % (0, 1) + r"Guilty\par " + form % (25, 1) + "Not guilty"
    assert lines(rf"{{\rtf1\ansi{fonts}{body}}}".encode(), "a.rtf") == CHOICES


def test_a_font_table_without_an_end_is_gone_through_once() -> None:
    def steps(size: int) -> float:
        began = time.process_time()
        rewritten("", "\\f0" + " a" * size, frozenset())
        return time.process_time() - began

    assert steps(40_000) < 8 * max(steps(10_000), 0.01)


def test_boxes_of_a_page_stand_before_their_labels() -> None:
    form = (
        "<form><label>Guilty <input type=checkbox></label><br>"
        "<input type=radio id=a checked><label for=a>Not guilty</label></form>"
    )
    assert lines(f"<html><body>{form}</body></html>".encode(), "a.html") == CHOICES


def pdf(content: str, notes: list[str], catalog: str = "") -> bytes:
    """A page with text in Helvetica (F) and notes; {n} in a note is the number of its look."""
    look = "BT /Z 9 Tf 1 1 Td (4) Tj ET"
    bodies = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources"
        " << /Font << /F 5 0 R >> >> /Annots ["
        + " ".join(f"{8 + n} 0 R" for n in range(len(notes)))
        + "] >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >>",
        f"<< /Type /XObject /Subtype /Form /BBox [0 0 10 10] /Resources << /Font << /Z 6 0 R >> >>"
        f" /Length {len(look)} >>\nstream\n{look}\nendstream",
        *notes,
    ]
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(bodies) + 1
    return out + (
        f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer << /Size {size} /Root 1 0 R >>\n"
        f"startxref\n{len(out)}\n%%EOF\n"
    ).encode("latin-1")


def words(x: int, y: int, text: str) -> str:
    return f"BT /F 11 Tf {x} {y} Td ({text}) Tj ET\n"


def widget(x: int, y: int, state: str) -> str:
    return (
        f"<< /Type /Annot /Subtype /Widget /FT /Btn /T (b{x}.{y}) /Rect [{x} {y} {x + 10} {y + 10}]"
        f" /AS /{state} /V /{state} /AP << /N << /Yes 7 0 R >> >> >>"
    )


FIELDS = "/AcroForm << /Fields [8 0 R 9 0 R] >>"


def test_boxes_of_a_pdf_form_stand_before_their_labels() -> None:
    content = words(90, 700, "Guilty") + words(90, 660, "Not guilty")
    boxes = [widget(74, 698, "Off"), widget(74, 658, "Yes")]
    assert lines(pdf(content, boxes, FIELDS), "a.pdf") == CHOICES
    content = words(72, 700, "Guilty") + words(200, 700, "Not guilty")
    boxes = [widget(108, 698, "Off"), widget(256, 698, "Yes")]
    assert lines(pdf(content, boxes, FIELDS), "a.pdf") == [" ".join(CHOICES)]


def test_comments_of_a_pdf_are_marks() -> None:
    note = "<< /Type /Annot /Subtype /Text /Rect [500 690 520 710] /T (J. Marsh) /Contents (No.) >>"
    document = read_bytes(pdf(words(72, 700, "The lease ends."), [note]), "a.pdf")
    assert document.text == "The lease ends."
    assert [m.value for m in document.marks if m.kind == "comment"] == ["J. Marsh: No."]
    assert [flag.kind for flag in document.flags] == ["comment"]


def test_a_form_that_only_says_please_wait_is_refused() -> None:
    catalog = "/AcroForm << /Fields [] /XFA 8 0 R >> /NeedsRendering true"
    stream = "<< /Length 13 >>\nstream\n<xdp></xdp>  \nendstream"
    data = pdf(words(72, 700, "Please wait... "), [stream], catalog)
    with pytest.raises(UnreadableFile, match="XFA"):
        read_bytes(data.replace(b"/Annots [8 0 R]", b"               "), "a.pdf")


def test_merged_cells_comments_and_hours_of_a_workbook() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["Payee", "Date", "Paid", None, "Time"],
        [None, None, "Cash", "Wire", None],
        ["Lark", datetime.date(2023, 1, 2), None, 48, datetime.timedelta(hours=31, minutes=15)],
        [None, datetime.date(2023, 1, 3), 15, None, datetime.timedelta(hours=7, minutes=30)],
    ):
        sheet.append(row)
    for cells in ("C1:D1", "A3:A4"):
        sheet.merge_cells(cells)
    for cell in ("E3", "E4"):
        sheet[cell].number_format = "[h]:mm"
    sheet["D3"].comment = Comment("Never paid.", "J. Marsh")
    buffer = io.BytesIO()
    book.save(buffer)
    document = read_bytes(buffer.getvalue(), "a.xlsx")
    assert document.text.split("\n")[-2:] == [
        "Lark: Date = 2023-01-02; Paid Wire = 48; Time = 31:15",
        "Lark: Date = 2023-01-03; Paid Cash = 15; Time = 7:30",
    ]
    assert "Sheet!D3, J. Marsh: Never paid." in [mark.value for mark in document.marks]
    assert "comment" in [flag.kind for flag in document.flags]


def test_a_label_merged_over_rows_stands_in_each_but_a_sum_in_one() -> None:
    page = (
        "<table><tr><th>Payee<th>Date<th>Sum</tr><tr><td rowspan=2>Lark<td>2023-01-01"
        "<td rowspan=2>$9</tr><tr><td>2023-01-02</tr><tr><td>Wu<td>2023-01-03<td>$7</table>"
    )
    assert lines(f"<html><body>{page}</body></html>".encode(), "a.html")[1:] == [
        "Lark: Date = 2023-01-01; Sum = $9",
        "Lark: Date = 2023-01-02",
        "Wu: Date = 2023-01-03; Sum = $7",
    ]


def test_a_template_of_a_page_is_not_read() -> None:
    page = "<p>The lease ends in May of that year.</p><template><p>Secret words.</p></template>"
    assert "Secret" not in read_bytes(f"<html><body>{page}</body></html>".encode(), "a.html").text


def test_comments_of_word_are_marks() -> None:
    file = docx.Document()
    run = file.add_paragraph().add_run("The lease ends.")
    file.add_comment(run, "Never served.", author="J. Marsh")
    buffer = io.BytesIO()
    file.save(buffer)
    document = read_bytes(buffer.getvalue(), "a.docx")
    assert document.text == "The lease ends."
    assert [m.value for m in document.marks if m.kind == "comment"] == ["J. Marsh: Never served."]
    assert [flag.kind for flag in document.flags] == ["comment"]
