"""Words that are struck out are no live text: they are marks, and a flag says so."""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl.styles import Font

from corpus.language.sentences import sentence_spans
from corpus.reading import read_bytes
from tests.corpus.pages import made, sheet, write

KEPT, GONE = "The fee is $5,500 a month.", "The fee is $4,000 a month."


def word() -> bytes:
    file = docx.Document()
    file.add_paragraph().add_run(GONE).font.strike = True
    file.add_paragraph().add_run("Dated June 1, 2023").font.double_strike = True
    kept = file.add_paragraph().add_run(KEPT)
    kept.font.strike = False
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def rtf() -> bytes:
    body = rf"{{\strike {GONE}}}\par \deleted Dated June 1, 2023\deleted0\par {KEPT}"
    return rf"{{\rtf1\ansi {body}}}".encode()


def page() -> bytes:
    style = "<style>.old { text-decoration: line-through }</style>"
    return (
        f"<html><head>{style}</head><body><p><del>{GONE}</del></p>"
        f'<p class="old">Dated June 1, 2023</p><p>{KEPT}</p></body></html>'
    ).encode()


def pdf() -> bytes:
    file = sheet()
    write(file, 72, 100, [GONE, "Dated June 1, 2023", KEPT, "It is underlined."], step=30)
    for y, line in ((100, GONE), (130, "Dated June 1, 2023")):
        file.line(72, y - 3.5, 72 + file.get_string_width(line), y - 3.5)
    file.line(72, 192, 72 + file.get_string_width("It is underlined."), 192)
    file.line(72, 220, 540, 220)
    return made(file)


def workbook() -> bytes:
    book = openpyxl.Workbook()
    rows = [[GONE], ["Dated June 1, 2023"], [KEPT]]
    for number, row in enumerate(rows, start=1):
        book.worksheets[0].append(row)
        book.worksheets[0].cell(number, 1).font = Font(strike=number < 3)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("made_by", "name"),
    [(word, "a.docx"), (rtf, "a.rtf"), (page, "a.html"), (pdf, "a.pdf"), (workbook, "a.xlsx")],
)
def test_struck_words_are_marks_and_flagged(made_by, name: str) -> None:
    document = read_bytes(made_by(), name)
    assert KEPT in document.text
    assert "4,000" not in document.text
    assert "2023" not in document.text
    assert document.date is None
    assert "struck" in [flag.kind for flag in document.flags]
    kept = " ".join(mark.value for mark in document.marks if mark.kind == "struck")
    assert GONE in kept


def test_what_is_underlined_and_a_rule_of_the_page_strike_nothing() -> None:
    assert "It is underlined." in read_bytes(pdf(), "a.pdf").text


def test_markdown_keeps_its_code_points_and_no_sentence_is_a_struck_one() -> None:
    text = f"~~Dated June 1, 2023~~\n\n~~{GONE}~~ {KEPT}\n"
    document = read_bytes(text.encode(), "a.md")
    assert document.text == text
    assert document.date is None
    assert [text[a:b] for a, b in sentence_spans(text)] == [KEPT]
    assert "struck" in [flag.kind for flag in document.flags]
    dated = read_bytes(f"{text}\nDated May 4, 2024\n".encode(), "a.md")
    assert dated.date == datetime.date(2024, 5, 4)


def test_a_row_struck_out_does_not_part_its_table() -> None:
    book = openpyxl.Workbook()
    for row in (["Payee", "Amount"], ["Wu", 5], ["Ng", 6], ["Orr", 7]):
        book.worksheets[0].append(row)
    for cell in book.worksheets[0][3]:
        cell.font = Font(strike=True)
    buffer = io.BytesIO()
    book.save(buffer)
    text = read_bytes(buffer.getvalue(), "a.xlsx").text
    assert text.endswith("Wu: Amount = 5\nOrr: Amount = 7")


def test_words_of_an_opendocument_text() -> None:
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "style", "text")
    )
    style = (
        '<style:style style:name="{}"><style:text-properties style:{}="{}"/></style:style>'
    ).format
    span = '<text:span text:style-name="{}">{}</text:span>'.format
    content = (
        f"<office:document-content {names}><office:automatic-styles>"
        f"{style('S', 'text-line-through-style', 'solid')}"
        f"{style('R', 'text-position', 'super 58%')}"
        "</office:automatic-styles><office:body><office:text><text:p>A fee of "
        f"{span('S', '$4,000')} $5,500{span('R', '1')}<office:annotation><text:p>Paid?</text:p>"
        "</office:annotation> a month.</text:p></office:text></office:body>"
        "</office:document-content>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        file.writestr("content.xml", content)
    document = read_bytes(buffer.getvalue(), "a.odt")
    assert document.text == "A fee of $5,500 ¹ a month."
    beside = {mark.kind: mark.value for mark in document.marks}
    assert beside == {"struck": "$4,000", "comment": "Paid?"}
    assert {flag.kind for flag in document.flags} == {"struck", "comment"}


def row(owed: str) -> str:
    return f"<tr><td>Pell</td>{owed}<td>600</td></tr>"


@pytest.mark.parametrize(
    "owed",
    [
        '<td style="text-decoration:line-through">500</td>',
        "<td class=old><p>500</p> or so</td>",
        "<del><td>500</td></del>",
        "<s><td>500</td></s>",
        "<td><s>500</s></td>",
    ],
)
def test_a_struck_cell_leaves_the_others_in_their_columns(owed: str) -> None:
    style = "<style>.old { text-decoration: line-through }</style>"
    heads = "<tr><th>Name</th><th>Owed</th><th>Paid</th></tr>"
    rows = f"{row(owed)}<tr><td>Wu</td><td>5</td><td>6</td></tr>"
    html = f"<html><head>{style}</head><body><table>{heads}{rows}</table></body></html>"
    document = read_bytes(html.encode(), "a.html")
    assert document.text == "Name | Owed | Paid\nPell: Paid = 600\nWu: Owed = 5; Paid = 6"
    assert "struck" in [flag.kind for flag in document.flags]


@pytest.mark.parametrize("tag", ["s", "strike", "S", "s class=a", "del"])
@pytest.mark.parametrize("name", ["a.html", "a.eml"])
def test_paragraphs_within_a_striking_tag_are_struck(tag: str, name: str) -> None:
    struck = f"<{tag}><p>We owe nothing.</p><p>Nor will we.</p></{tag.split()[0]}>"
    page = f"<html><body>{struck}<p>We owe 500.</p></body></html>"
    head = "From: a@example.org\nSubject: Debt\nContent-Type: text/html\n\n"
    document = read_bytes((page if name == "a.html" else head + page).encode(), name)
    assert document.text.endswith("We owe 500.")
    assert "nothing" not in document.text
    assert "Nor" not in document.text
    assert "struck" in [flag.kind for flag in document.flags]


def test_a_striking_tag_that_a_page_styles_otherwise_strikes_nothing() -> None:
    style = "<style>s { text-decoration: none }</style>"
    page = f"<html><head>{style}</head><body><s><p>We owe 500.</p></s></body></html>"
    assert read_bytes(page.encode(), "a.html").text == "We owe 500."


def test_a_striking_tag_that_is_typed_into_a_form_is_words() -> None:
    form = '<textarea>a <s>b</s> c</textarea><input type=text value="<s>d">'
    page = f"<html><body><form>{form}</form><p>{KEPT}</p></body></html>"
    text = read_bytes(page.encode(), "a.html").text
    assert "a <s>b</s> c" in text
    assert "<s>d" in text


def test_words_that_tracked_changes_deleted_in_word_are_kept_apart() -> None:
    def change(kind: str, words: str) -> Any:
        tag = "delText" if kind == "del" else "t"
        space = 'xml:space="preserve"'
        return parse_xml(
            f'<w:{kind} {nsdecls("w")} w:id="1" w:author="Ada"><w:r><w:{tag} {space}>{words}'
            f"</w:{tag}></w:r></w:{kind}>"
        )

    file = docx.Document()
    paragraph = file.add_paragraph("The term is ")
    for kind, words in (("del", "five (5) "), ("ins", "three (3) ")):
        paragraph._p.append(change(kind, words))
    paragraph.add_run("years, and rent is due")
    paragraph._p.append(change("del", " in cash"))
    paragraph.add_run(".")
    whole = file.add_paragraph()
    whole._p.append(change("del", "The tenant may sublet."))
    cell = file.add_table(1, 1).cell(0, 0).paragraphs[0]
    cell.add_run("$1,850")
    cell._p.append(change("del", "$1,700"))
    buffer = io.BytesIO()
    file.save(buffer)
    document = read_bytes(buffer.getvalue(), "lease.docx")
    assert document.text == "The term is three (3) years, and rent is due.\n\n$1,850"
    struck = [mark.value for mark in document.marks if mark.kind == "struck"]
    assert struck == ["five (5)  in cash", "The tenant may sublet.", "$1,700"]
    assert [flag.kind for flag in document.flags] == ["struck"]
