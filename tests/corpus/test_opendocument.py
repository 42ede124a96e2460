"""OpenDocument texts, spreadsheets and presentations, read as a person sees them."""

from __future__ import annotations

import pytest

from corpus import UnreadableFile
from corpus.readers.extracted import Aids, Extracted
from corpus.readers.opendocument import read_opendocument
from tests import files
from tests.corpus.zips import LAUGHS

_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = " ".join(
    f'xmlns:{prefix}="{_NAMES}{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"),
        ("style", "style"), ("presentation", "presentation"), ("meta", "meta"),
    )
) + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'  # fmt: skip


def packed(body: str, *, kind: str = "text", styles: str = "", **parts: str) -> bytes:
    """A file with this body and these automatic styles."""
    return files.archive(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": f"<office:document-content {SPACES}><office:automatic-styles>{styles}"
            f"</office:automatic-styles><office:body><office:{kind}>{body}</office:{kind}>"
            "</office:body></office:document-content>",
            "meta.xml": f"<office:document-meta {SPACES}><office:meta><dc:title>Plea</dc:title>"
            "</office:meta></office:document-meta>",
            **{name.replace("_xml", ".xml"): content for name, content in parts.items()},
        }
    )


def read(body: str, *, kind: str = "text", styles: str = "", **parts: str) -> Extracted:
    return read_opendocument(packed(body, kind=kind, styles=styles, **parts), Aids())


def marked(found: Extracted, kind: str) -> list[tuple[str, str]]:
    return [(m.value, found.text[m.start : m.end]) for m in found.marks if m.kind == kind]


def test_headings_lists_and_paragraphs_become_blocks() -> None:
    found = read(
        "<text:h>The plea</text:h><text:p/>"
        "<text:list><text:list-item><text:p>He paid.</text:p></text:list-item>"
        "<text:list-item><text:p>He left.</text:p></text:list-item></text:list>"
        "<text:section><text:p>The end.</text:p></text:section>"
    )
    assert found.text == "The plea\n\nHe paid.\n\nHe left.\n\nThe end."
    assert found.title == "Plea"


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("He\n   <text:span>paid </text:span><text:span> Wu</text:span>.", "He paid Wu."),
        ('a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d', "a   b\tc\nd"),
        ("He <text:a>paid</text:a><text:bookmark/>.", "He paid."),
        ("paid<office:annotation><text:p>Who?</text:p></office:annotation> him", "paid him"),
        ("not<text:soft-page-break/> now", "not now"),
    ],
)
def test_the_words_of_a_paragraph_stand_as_they_are_seen(inside: str, text: str) -> None:
    assert read(f"<text:p>{inside}</text:p>").text == text


def test_deleted_words_are_left_out_of_the_text_and_kept_apart() -> None:
    deletion = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>never</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
    )
    found = read(f"{deletion}<text:p>He did <text:change/>sign.</text:p>")
    assert found.text == "He did sign."
    assert [(mark.kind, mark.value) for mark in found.marks] == [("struck", "never")]
    assert [flag.kind for flag in found.flags] == ["struck"]


def test_notes_and_text_boxes_follow_their_paragraph() -> None:
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>4</text:note-citation>'
        "<text:note-body><text:p>In cash.</text:p></text:note-body></text:note>"
    )
    box = "<draw:frame><draw:text-box><text:p>In the box.</text:p></draw:text-box></draw:frame>"
    found = read(f"<text:p>He paid{note}.{box}</text:p><text:p>He left.</text:p>")
    assert found.text == "He paid.\n\nFootnote 4: In cash.\n\nIn the box.\n\nHe left."


def row(*cells: str) -> str:
    inside = "".join(
        f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in cells
    )
    return f"<table:table-row>{inside}</table:table-row>"


def test_a_table_is_read_by_the_headings_that_it_marks() -> None:
    head = f"<table:table-header-rows>{row('Who', 'Where')}</table:table-header-rows>"
    merged = (
        '<table:table-row><table:table-cell table:number-columns-spanned="2">'
        "<text:p>Later</text:p></table:table-cell><table:covered-table-cell>"
        "<text:p>unseen</text:p></table:covered-table-cell></table:table-row>"
    )
    found = read(f"<table:table>{head}{row('Wu', 'Oslo')}{merged}</table:table>")
    assert found.text == "Who | Where\nWu: Where = Oslo\nLater"


HIDDEN = '<style:style style:name="T1"><style:text-properties text:display="none"/></style:style>'


@pytest.mark.parametrize(
    "inside",
    [
        '<text:span text:style-name="T1">pay him</text:span>',
        '<text:hidden-text text:is-hidden="true">pay him</text:hidden-text>',
    ],
)
def test_hidden_words_are_marked_and_not_in_the_text(inside: str) -> None:
    found = read(f"<text:p>He signed. {inside}</text:p>", styles=HIDDEN)
    assert found.text == "He signed."
    assert marked(found, "unseen") == [("pay him", "He signed.")]
    assert [flag.kind for flag in found.flags] == ["unseen"]


def test_a_hidden_section_is_marked() -> None:
    section = '<text:section text:display="none"><text:p>pay him</text:p></text:section>'
    found = read(f"<text:p>He signed.</text:p>{section}")
    assert (found.text, marked(found, "unseen")) == ("He signed.", [("pay him", "")])


def test_headers_and_footers_are_marks() -> None:
    edges = "<style:header><text:p>U.S. v. Wu</text:p></style:header>"
    number = "<style:footer><text:p><text:page-number>1</text:page-number></text:p></style:footer>"
    found = read(
        "<text:p>He signed.</text:p>",
        styles_xml=f"<office:document-styles {SPACES}><office:master-styles><style:master-page>"
        f"{edges}{number}</style:master-page></office:master-styles></office:document-styles>",
    )
    assert marked(found, "header") == [("U.S. v. Wu", "He signed.")]
    assert marked(found, "footer") == []


def test_a_spreadsheet_knows_the_place_of_each_row() -> None:
    empty = "<table:table-row><table:table-cell/></table:table-row>"
    far = (
        '<table:table-row table:number-rows-repeated="2"><table:table-cell '
        'table:number-columns-repeated="3"/><table:table-cell><text:p>far</text:p>'
        "</table:table-cell></table:table-row>"
    )
    rest = (
        '<table:table-row table:number-rows-repeated="1048570"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
    )
    rows = (
        row("Payee", "Date", "Amount") + row("Wu", "2024-03-01", "9") + row("Li", "2024-03-02", "8")
    )
    found = read(
        f'<table:table table:name="Paid">{rows}{empty}{far}{rest}</table:table>'
        f'<table:table table:name="Notes">{row("None.")}</table:table>',
        kind="spreadsheet",
    )
    assert marked(found, "cells") == [
        ("Paid!A1:C1", "Payee | Date | Amount"),
        ("Paid!A2:C2", "Wu: Date = 2024-03-01; Amount = 9"),
        ("Paid!A3:C3", "Li: Date = 2024-03-02; Amount = 8"),
        ("Paid!D5", "far"),
        ("Paid!D6", "far"),
        ("Notes!A1", "None."),
    ]
    assert [value for value, _ in marked(found, "sheet")] == ["Paid", "Notes"]


def test_a_presentation_has_a_page_for_each_slide() -> None:
    def slide(words: str, more: str = "", style: str = "") -> str:
        box = f"<draw:frame><draw:text-box><text:p>{words}</text:p></draw:text-box></draw:frame>"
        return f'<draw:page draw:style-name="{style}">{box}{more}</draw:page>'

    notes = (
        "<presentation:notes><draw:frame><draw:text-box><text:p>Ask who.</text:p>"
        "</draw:text-box></draw:frame></presentation:notes>"
    )
    hidden = (
        '<style:style style:name="dp2"><style:drawing-page-properties '
        'presentation:visibility="hidden"/></style:style>'
    )
    found = read(
        slide("The scheme", notes) + slide("The books", style="dp2"),
        kind="presentation",
        styles=hidden,
    )
    assert [(page.number, found.text[page.start : page.end]) for page in found.pages] == [
        (1, "The scheme\n\nNotes: Ask who."),
        (2, "The books"),
    ]
    assert [(flag.kind, flag.page) for flag in found.flags] == [("unseen", 2)]


MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
)


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"META-INF/manifest.xml": MANIFEST}, "it is encrypted; save a copy without a password"),
        ({"content.xml": f"{LAUGHS}<a>&e;</a>"}, "declares text of its own"),
        ({"content.xml": "<broken"}, "its part content.xml cannot be read"),
        ({"content.xml": "<a/>"}, "the OpenDocument file is damaged"),
    ],
)
def test_what_cannot_be_read_is_refused(parts: dict[str, str], reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        read_opendocument(files.archive({"content.xml": ""} | parts), Aids())


def test_struck_words_and_comments_of_a_sheet_are_no_part_of_its_text() -> None:
    def cell(words: str, style: str = "", more: str = "") -> str:
        return f'<table:table-cell table:style-name="{style}">{more}<text:p>{words}</text:p>' + (
            "</table:table-cell>"
        )

    comment = (
        "<office:annotation><dc:creator>Ann Lee</dc:creator><text:p>Is it?</text:p>"
        "</office:annotation>"
    )
    rows = "".join(
        f"<table:table-row>{cells}</table:table-row>"
        for cells in (
            cell("Payee") + cell("Amount"),
            cell("Wu") + cell("9", more=comment),
            cell("Li", "old") + cell("8", "old"),
            cell('Ho <text:span text:style-name="old">Hoe</text:span>') + cell("7"),
        )
    )
    styles = (
        '<style:style style:name="old" style:family="table-cell"><style:text-properties '
        'style:text-line-through-style="solid"/></style:style>'
    )
    table = f'<table:table table:name="Paid">{rows}</table:table>'
    found = read(table, kind="spreadsheet", styles=styles)
    assert found.text == "Paid\n\nPayee | Amount\nWu: Amount = 9\nHo: Amount = 7"
    assert [value for value, _ in marked(found, "comment")] == ["Paid!B2, Ann Lee: Is it?"]
    assert [value for value, _ in marked(found, "struck")] == ["Li\n8\nHoe"]
    assert [flag.kind for flag in found.flags] == ["struck", "comment"]
