"""Presentations: each slide a page, in the order in which it is read."""

from __future__ import annotations

import io
from typing import Any

import pytest
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.util import Inches

from corpus import UnreadableFile
from corpus.readers.extracted import Aids, Extracted
from corpus.readers.slides import read_slides
from tests import files
from tests.corpus.zips import laughing

TITLE_ONLY, BLANK = 5, 6


def saved(show: Any) -> bytes:
    buffer = io.BytesIO()
    show.save(buffer)
    return buffer.getvalue()


def read(show: Any) -> Extracted:
    return read_slides(saved(show), Aids())


def slide_with(show: Any, title: str) -> Any:
    slide = show.slides.add_slide(show.slide_layouts[TITLE_ONLY])
    slide.shapes.title.text = title
    return slide


def add_box(slide: Any, text: str, top: float, left: float = 1) -> None:
    box = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(2), Inches(1))
    box.text_frame.text = text


def test_each_slide_is_a_page_with_its_notes() -> None:
    show = Presentation()
    slide_with(show, "The scheme").notes_slide.notes_text_frame.text = "Ask who paid.\nPause."
    show.slides.add_slide(show.slide_layouts[BLANK])
    slide_with(show, "The money")
    told: list[int] = []
    found = read_slides(saved(show), Aids(on_page=told.append))
    assert found.text == "The scheme\n\nNotes: Ask who paid.\n\nPause.\n\nThe money"
    assert [(page.number, found.text[page.start : page.end]) for page in found.pages] == [
        (1, "The scheme\n\nNotes: Ask who paid.\n\nPause."),
        (2, ""),
        (3, "The money"),
    ]
    assert [mark.value for mark in found.marks if mark.kind == "slide"] == ["1", "2", "3"]
    assert told == [1, 2, 3]


def test_struck_words_of_a_slide_are_left_out_and_told() -> None:
    show = Presentation()
    slide = slide_with(show, "The money")
    box = slide.shapes.add_textbox(Inches(1), Inches(3), Inches(2), Inches(1))
    paragraph = box.text_frame.paragraphs[0]
    for words, strike in (("He paid ", "noStrike"), ("$900 ", "sngStrike"), ("$200.", None)):
        run = paragraph.add_run()
        run.text = words
        if strike:
            run._r.get_or_add_rPr().set("strike", strike)
    found = read(show)
    assert found.text == "The money\n\nHe paid $200."
    assert [mark.value for mark in found.marks if mark.kind == "struck"] == ["$900"]
    assert [(flag.kind, flag.page) for flag in found.flags] == [("struck", 1)]


def test_comments_on_a_slide_are_marks_with_their_writers() -> None:
    show = Presentation()
    slide = slide_with(show, "The money")
    names = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    for owner, name, words in (
        (show.part, "commentAuthors", f'<p:cmAuthorLst {names}><p:cmAuthor id="0" name="Ann Lee"'
         ' initials="AL" lastIdx="1" clrIdx="0"/></p:cmAuthorLst>'),
        (slide.part, "comments", f'<p:cmLst {names}><p:cm authorId="0" idx="1"><p:text>Who paid'
         "?</p:text></p:cm></p:cmLst>"),
    ):  # fmt: skip
        part = Part(PackURI(f"/ppt/{name}.xml"), "application/xml", show.part.package,
                    words.encode())  # fmt: skip
        owner.relate_to(part, f"{kinds}/{name}")
    found = read(show)
    assert found.text == "The money"
    assert [mark.value for mark in found.marks if mark.kind == "comment"] == ["Ann Lee: Who paid?"]
    assert [flag.kind for flag in found.flags] == ["comment"]


def test_a_slide_is_read_from_its_title_down() -> None:
    show = Presentation()
    slide = slide_with(show, "The scheme")
    for text, top, left in (("Third\vline", 5.0, 1.0), ("Second", 3.0, 4.0), ("First", 3.0, 1.0)):
        add_box(slide, text, top, left)
    group = slide.shapes.add_group_shape()
    for text, top in (("Fifth", 7.0), ("Fourth", 6.5)):
        box = group.shapes.add_textbox(Inches(1), Inches(top), Inches(2), Inches(0.3))
        box.text_frame.text = text
    assert read(show).text.split("\n\n") == [
        "The scheme", "First", "Second", "Third\nline", "Fourth", "Fifth",
    ]  # fmt: skip


def test_tables_and_charts_are_read_by_rows() -> None:
    show = Presentation()
    slide = slide_with(show, "The money")
    place = (Inches(1), Inches(2), Inches(4), Inches(2))
    table = slide.shapes.add_table(4, 3, *place).table
    rows = ["Payments", "", "", "Payee", "Date", "Amount", "Wu", "2024", "$9", "Lind", "2023", "$8"]
    for cell, text in zip(table.iter_cells(), rows, strict=True):
        cell.text = text
    table.cell(0, 0).merge(table.cell(0, 2))
    data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
    data.categories = ["May", "June"]
    data.add_series("Paid", (9.5, 8))
    data.add_series("Owed", (1, None))
    place = (Inches(1), Inches(5), Inches(4), Inches(2))
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *place, data)
    assert read(show).text.split("\n\n")[1:] == [
        "Payments\nPayee | Date | Amount\nWu: Date = 2024; Amount = $9\n"
        "Lind: Date = 2023; Amount = $8",
        " | Paid | Owed\nMay: Paid = 9.5; Owed = 1\nJune: Paid = 8",
    ]  # fmt: skip


def test_a_hidden_slide_is_read_and_flagged() -> None:
    show = Presentation()
    slide_with(show, "The scheme")
    slide_with(show, "The other books")._element.set("show", "0")
    found = read(show)
    assert found.text == "The scheme\n\nThe other books"
    assert [(flag.kind, flag.page) for flag in found.flags] == [("unseen", 2)]


def test_the_title_is_what_somebody_gave_and_not_the_program() -> None:
    show = Presentation()
    slide_with(show, "The scheme")
    assert read(show).title is None
    show.core_properties.title = "Opening statement"
    assert read(show).title == "Opening statement"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (files.archive({"ppt/presentation.xml": "<broken"}), "the presentation is damaged"),
        (saved(Presentation())[:2_000], "the file is damaged"),
        (
            laughing(saved(Presentation()), "ppt/presentation.xml", "Presentation"),
            "it declares text of its own",
        ),
    ],
)
def test_a_damaged_presentation_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        read_slides(data, Aids())
