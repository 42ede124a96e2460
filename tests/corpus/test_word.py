"""Word documents: what is printed is in the text, and what is not is told apart."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, RGBColor

from corpus import UnreadableFile
from corpus.readers.extracted import Aids, Extracted
from corpus.readers.word import read_word
from tests import files
from tests.corpus.zips import laughing, part, with_parts

TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def saved(file: Document) -> bytes:
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def extracted(file: Document) -> Extracted:
    return read_word(saved(file), Aids())


def marked(found: Extracted, kind: str) -> list[tuple[str, str]]:
    """Each mark of a kind: what it says, and the words that it holds for."""
    return [(m.value, found.text[m.start : m.end]) for m in found.marks if m.kind == kind]


def test_a_table_is_read_by_its_headings() -> None:
    table = [["Payee", "Amount"], ["Pier 4", "$9"], ["Harbor Light", "$12"]]
    found = read_word(files.word(["Payments."], table=table), Aids())
    assert found.text == (
        "Payments.\n\nPayee | Amount\nPier 4: Amount = $9\nHarbor Light: Amount = $12"
    )


def test_rows_that_word_repeats_on_each_page_are_headings() -> None:
    file = docx.Document()
    table = file.add_table(2, 2)
    for cell, text in zip(
        [*table.rows[0].cells, *table.rows[1].cells], ["Who", "Where", "Wu", "Oslo"], strict=True
    ):
        cell.text = text
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    assert extracted(file).text == "Who | Where\nWu: Where = Oslo"


def test_notes_follow_the_paragraph_that_calls_them() -> None:
    file = docx.Document()
    for text, id in (("He paid.", 7), ("She knew.", 3), ("They left.", None)):
        paragraph = file.add_paragraph(text)
        if id:
            reference = f'<w:r {nsdecls("w")}><w:footnoteReference w:id="{id}"/></w:r>'
            paragraph._p.append(parse_xml(reference))
    data = saved(file)
    notes = "".join(
        f'<w:footnote w:id="{id}"{kind}><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'
        for id, kind, text in (
            (-1, ' w:type="separator"', "line"),
            (3, "", "Tr. 41."),
            (7, "", "In cash."),
            (9, "", "Called by nobody."),
        )
    )
    relations, types = part(data, "word/_rels/document.xml.rels"), part(data, "[Content_Types].xml")
    name = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    found = read_word(
        with_parts(
            data,
            {
                "word/footnotes.xml": f"<w:footnotes {nsdecls('w')}>{notes}</w:footnotes>",
                "word/_rels/document.xml.rels": relations.replace(
                    "</Relationships>",
                    f'<Relationship Id="rId99" Type="{TYPES}/footnotes" Target="footnotes.xml"/>'
                    "</Relationships>",
                ),
                "[Content_Types].xml": types.replace(
                    "</Types>",
                    f'<Override PartName="/word/footnotes.xml" ContentType="{name}"/></Types>',
                ),
            },
        ),
        Aids(),
    )
    assert found.text.split("\n\n") == [
        "He paid.", "Footnote 1: In cash.", "She knew.", "Footnote 2: Tr. 41.", "They left.",
    ]  # fmt: skip


def test_headers_and_footers_are_marks_over_their_section() -> None:
    file = docx.Document()
    file.sections[0].header.paragraphs[0].text = "United States v. Ortega"
    file.sections[0].footer.paragraphs[0].text = "12"
    file.add_paragraph("The plea.")
    file.add_section()
    file.add_paragraph("The facts.")
    annex = file.add_section()
    annex.header.is_linked_to_previous = False
    annex.header.paragraphs[0].text = "Annex"
    file.add_paragraph("The list.")
    found = extracted(file)
    assert found.text == "The plea.\n\nThe facts.\n\nThe list."
    assert marked(found, "header") == [
        ("United States v. Ortega", "The plea.\n\nThe facts."),
        ("Annex", "\n\nThe list."),
    ]
    assert marked(found, "footer") == []


def hide(file: Document) -> None:
    file.paragraphs[0].add_run("pay him").font.hidden = True


def hide_by_style(file: Document) -> None:
    file.styles.add_style("Secret", WD_STYLE_TYPE.CHARACTER).font.hidden = True
    based = file.styles.add_style("More", WD_STYLE_TYPE.CHARACTER)
    based.base_style = file.styles["Secret"]
    file.paragraphs[0].add_run("pay him", style="More")


def shrink(file: Document) -> None:
    file.paragraphs[0].add_run("pay him").font.size = Pt(1)


def whiten(file: Document) -> None:
    file.paragraphs[0].add_run("pay him").font.color.rgb = RGBColor(255, 255, 255)


@pytest.mark.parametrize("make_unseen", [hide, hide_by_style, shrink, whiten])
def test_words_that_nobody_sees_are_marked_and_not_in_the_text(
    make_unseen: Callable[[Document], None],
) -> None:
    file = docx.Document()
    file.add_paragraph("He signed. ")
    make_unseen(file)
    found = extracted(file)
    assert found.text == "He signed."
    assert marked(found, "unseen") == [("pay him", "He signed.")]
    assert [flag.kind for flag in found.flags] == ["unseen"]


def test_white_words_on_a_colour_are_seen() -> None:
    file = docx.Document()
    run = file.add_table(1, 1).rows[0].cells[0].paragraphs[0].add_run("Total")
    run.font.color.rgb = RGBColor(255, 255, 255)
    assert (extracted(file).text, extracted(file).flags) == ("Total", ())


def test_words_shown_against_their_style_are_seen() -> None:
    file = docx.Document()
    file.styles.add_style("Secret", WD_STYLE_TYPE.CHARACTER).font.hidden = True
    file.add_paragraph().add_run("He signed.", style="Secret").font.hidden = False
    assert extracted(file).text == "He signed."


def test_the_numbers_that_word_counts_are_in_the_text() -> None:
    file = docx.Document()
    for text, style in (
        ("He came.", "List Number"),
        ("He went.", "List Number"),
        ("By car.", "List Bullet"),
        ("So it was.", "Normal"),
        ("He fled.", "List Number"),
    ):
        file.add_paragraph(text, style=style)
    assert extracted(file).text.split("\n\n") == [
        "1. He came.", "2. He went.", "By car.", "So it was.", "3. He fled.",
    ]  # fmt: skip


LEVELS = (("upperRoman", "%1."), ("lowerLetter", "(%2)"), ("decimalZero", "%1-%2-%3"))


def test_numbers_count_by_level_and_are_written_as_their_list_writes_them() -> None:
    file = docx.Document()
    numbering = file.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
        for at, (form, pattern) in enumerate(LEVELS)
    )
    space = nsdecls("w")
    numbering.insert(
        0, parse_xml(f'<w:abstractNum {space} w:abstractNumId="77">{levels}</w:abstractNum>')
    )
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride>'
    for id, more in ((88, ""), (89, restart)):
        numbering.append(
            parse_xml(f'<w:num {space} w:numId="{id}"><w:abstractNumId w:val="77"/>{more}</w:num>')
        )
    for level, id in ((0, 88), (1, 88), (1, 88), (2, 88), (0, 88), (1, 88), (0, 89), (0, 88)):
        numbers = f'<w:numPr {space}><w:ilvl w:val="{level}"/><w:numId w:val="{id}"/></w:numPr>'
        file.add_paragraph("x")._p.get_or_add_pPr().append(parse_xml(numbers))
    assert extracted(file).text.replace(" x", "").split("\n\n") == [
        "I.", "(a)", "(b)", "I-b-01", "II.", "(a)", "IX.", "X.",
    ]  # fmt: skip


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>In the box.</w:t></w:r></w:p></w:txbxContent>"
    drawing = (
        f'<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        f' xmlns:v="urn:schemas-microsoft-com:vml"><mc:AlternateContent>'
        f'<mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    file = docx.Document()
    file.add_paragraph("Before.")._p.append(parse_xml(drawing))
    file.add_paragraph("After.")
    assert extracted(file).text == "Before.\n\nIn the box.\n\nAfter."


def test_formulas_and_words_with_their_reading_above_are_read() -> None:
    ruby = (
        f"<w:r {nsdecls('w')}><w:ruby><w:rt><w:r><w:t>reading</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>word</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    )
    math = (
        '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">'
        "<m:r><m:t>x+1</m:t></m:r></m:oMath>"
    )
    file = docx.Document()
    paragraph = file.add_paragraph("The ")
    for source in (ruby, math):
        paragraph._p.append(parse_xml(source))
    assert extracted(file).text == "The wordx+1"


def test_page_breaks_part_words_and_make_no_pages() -> None:
    file = docx.Document()
    paragraph = file.add_paragraph("The end.")
    paragraph.add_run().add_break(WD_BREAK.PAGE)
    paragraph.add_run("Annex.")
    assert (extracted(file).text, extracted(file).pages) == ("The end.\nAnnex.", ())


def test_a_document_is_titled_by_its_properties_and_comments_are_left_out() -> None:
    file = docx.Document()
    file.core_properties.title = "Plea agreement"
    run = file.add_paragraph().add_run("He agrees.")
    file.add_comment(run, text="Check this.", author="A clerk")
    assert (extracted(file).title, extracted(file).text) == ("Plea agreement", "He agrees.")


@pytest.mark.parametrize("target", ["NULL", "media/gone.png", "/word/gone.xml"])
def test_a_part_that_is_named_but_not_there_costs_nothing_else(target: str) -> None:
    data = files.word(["He agrees."])
    name = "word/_rels/document.xml.rels"
    relation = f'<Relationship Id="rId99" Type="{TYPES}/image" Target="{target}"/>'
    link = f'<Relationship Id="rId98" Type="{TYPES}/hyperlink" Target="x" TargetMode="External"/>'
    relations = part(data, name).replace("</Relationships>", f"{relation}{link}</Relationships>")
    assert read_word(with_parts(data, {name: relations}), Aids()).text == "He agrees."


def test_a_file_that_declares_entities_is_refused() -> None:
    data = laughing(files.word(["He agrees.", "WORD"]), "word/document.xml", "WORD")
    with pytest.raises(UnreadableFile, match="declares text of its own"):
        read_word(data, Aids())
