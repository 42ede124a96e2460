"""What is printed in the margins is told from the text, page by page."""

from __future__ import annotations

import pytest

from corpus.document import Mark
from corpus.readers.lines import Line
from corpus.readers.margins import NEAR, face_of, margins_of
from corpus.reading import read_bytes
from tests.corpus.pages import LOREM, body, column, made, read, sheet, sheets, write

STAMP = "Case 1:19-cr-00123-ABC  Document 1  Filed 04/08/25  Page {} of 6"


def values(marks: tuple[Mark, ...], kind: str) -> list[str]:
    return [mark.value for mark in marks if mark.kind == kind]


def test_heads_feet_stamps_and_page_numbers_leave_the_text_and_are_kept() -> None:
    for number, file in sheets(6):
        write(file, 150, 20, [STAMP.format(number)], size=9)
        write(file, 90, 60, ["United States v. Ortega"])
        body(file, f"Number {'abcdef'[number - 1]}. {LOREM}")
        write(file, 300, 740, [f"- {number + 2} -"])
        write(file, 450, 770, [f"ORT-{number:06}"])
    document = read(file)
    assert document.text == "\n\n".join(f"Number {letter}. {LOREM}" for letter in "abcdef")
    assert values(document.marks, "printed page") == ["3", "4", "5", "6", "7", "8"]
    assert values(document.marks, "bates") == [f"ORT-{n:06}" for n in range(1, 7)]
    assert values(document.marks, "header") == ["United States v. Ortega"] * 6
    assert values(document.marks, "docket")[1] == " ".join(STAMP.format(2).split())
    for mark in document.marks:
        assert (mark.start, mark.end) in [(page.start, page.end) for page in document.pages]


def test_what_stands_alone_on_its_page_is_what_the_page_says() -> None:
    for number, file in sheets(4):
        write(file, 250, 60, [f"Exhibit {number}"])
        write(file, 450, 770, [f"ORT-{number:06}"])
    document = read(file)
    pages = [document.text[page.start : page.end] for page in document.pages]
    assert pages == [f"Exhibit {n}" for n in range(1, 5)]
    assert {mark.kind for mark in document.marks} == {"bates"}


@pytest.mark.parametrize(
    ("stamp", "kind"),
    [
        ("Case 1:19-cr-00123-ABC Document 1 Filed 04/08/25 Page 5 of 14", "docket"),
        ("Case: 1:19-cr-00123 Doc. #: 5 Filed: 04/08/25 Page: 1 of 5 PageID #: 12", "docket"),
        ("Case 3:21-cv-04567-XYZ ECF No. 12 filed 01/02/22 PageID.88 Page 2 of 9", "docket"),
        ("USCA11 Case: 21-12345 Date Filed: 03/04/2022 Page: 1 of 30", "docket"),
        ("Case 21-1234, Document 5, 04/08/2025, 3512345, Page1 of 3", "docket"),
        ("ABC-000123", "bates"),
        ("ABC 000123", "bates"),
        ("ABC000123", "bates"),
        ("DOJ_SDNY_0004471", "bates"),
    ],
)
def test_a_stamp_is_known_even_on_a_single_page(stamp: str, kind: str) -> None:
    file = sheet()
    body(file, LOREM)
    write(file, 90, 770, [stamp], size=9)
    document = read(file)
    assert document.text == LOREM
    assert [(mark.kind, mark.value) for mark in document.marks] == [(kind, stamp)]


@pytest.mark.parametrize("foot", ["5", "- 5 -", "Harbor Light Trading", "Chapter 4", "NY 10007"])
def test_what_may_be_text_stays_on_a_single_page(foot: str) -> None:
    file = sheet()
    body(file, LOREM)
    write(file, 290, 770, [foot])
    document = read(file)
    assert document.text == f"{LOREM}\n\n{foot}"
    assert document.marks == ()


@pytest.mark.parametrize(
    "feet", [["ii", "iii", "iv"], ["Page 9 of 11", "Page 10 of 11", "Page 11 of 11"]]
)
def test_page_numbers_are_known_by_their_neighbours(feet: list[str]) -> None:
    for number, file in sheets(3):
        body(file, LOREM)
        write(file, 290, 770, [feet[number - 1]])
    document = read(file)
    expected = [foot.removeprefix("Page ").partition(" ")[0] for foot in feet]
    assert values(document.marks, "printed page") == expected
    assert document.text == "\n\n".join([LOREM] * 3)


def test_the_same_figure_at_the_top_of_two_tables_is_no_head() -> None:
    for number, file in sheets(3):
        write(file, 90, 60, [f"1,{number}00"])
        body(file, f"{'abc'[number - 1]} {LOREM}")
    assert all(f"1,{n}00" in read(file).text for n in (1, 2, 3))


def test_copies_of_a_page_do_not_make_its_lines_heads() -> None:
    for _, file in sheets(2):
        write(file, 90, 60, ["MEMORANDUM", "To the harbor master"])
        body(file, LOREM)
    document = read(file)
    assert document.text.count("MEMORANDUM") == 2
    assert document.marks == ()


def test_the_numbers_of_the_lines_of_a_pleading_are_taken_out() -> None:
    file = sheet()
    lines = [
        f"the crates of row {chr(96 + n % 26 + 1)} were taken off the pier before dawn"
        for n in range(28)
    ]
    write(file, 50, 72, [str(n) for n in range(1, 29)], step=24)
    write(file, 90, 72, lines, step=24)
    document = read(file)
    assert document.text.split() == " ".join(lines).split()
    assert values(document.marks, "line numbers") == ["1-28"]


def test_the_court_s_box_is_one_stamp() -> None:
    file = sheet()
    box = ["USDC SDNY", "DOCUMENT", "ELECTRONICALLY FILED", "DOC #: 14", "DATE FILED: 4/8/2025"]
    write(file, 420, 40, box, size=9, step=11)
    body(file, LOREM)
    document = read(file)
    assert document.text == LOREM
    assert values(document.marks, "docket") == [" ".join(box)]


def test_margins_are_the_same_in_any_stretch_that_holds_the_neighbours() -> None:
    def face(number: int) -> object:
        texts = [("A running head", 30), (f"body of {number}" * 3, 300), (str(number), 770)]
        return face_of([Line(t, 90, y, 90 + 6 * len(t), y + 12) for t, y in texts], 612, 792)

    faces = [face(number) for number in range(20)]
    for at in range(NEAR, 20 - NEAR):
        stretch = faces[at - NEAR : at + NEAR + 1]
        assert margins_of(stretch, NEAR) == margins_of(faces, at)  # type: ignore[arg-type]
    assert margins_of(faces, 9).notes == [("header", "A running head"), ("printed page", "9")]  # type: ignore[arg-type]


OTHERWISE = (
    "Nobody knew why the boats left so early that year, nor what the clerk had written of them in "
    "the margin of his own book. It was said that his sister kept it, and that she told no one."
)


def test_feet_of_two_rows_on_two_pages_part_no_sentence() -> None:
    file = sheet()
    write(file, 72, 120, [*column(LOREM, 80), "He went to the"])
    write(file, 72, 745, ["Plaintiff's Motion", "Page 1 of 2"], size=9, step=11)
    file.add_page()
    write(file, 72, 120, ["yard at nine.", *column(OTHERWISE, 80)])
    write(file, 72, 745, ["Plaintiff's Motion", "Page 2 of 2"], size=9, step=11)
    paper = read_bytes(made(file), "a.pdf")
    assert "He went to the yard at nine." in paper.text
    assert "Motion" not in paper.text
    assert ("footer", "Plaintiff's Motion") in {(mark.kind, mark.value) for mark in paper.marks}


@pytest.mark.parametrize(
    "line",
    [
        "Case 1:21-cr-00123 was filed on May 3, 2021, and is still",
        "case 1:21-cr-00124, which Document 7 says was closed, is still",
        "Case No. 21-00125, in the docket of that court, is still",
    ],
)
def test_a_line_of_a_sentence_that_names_a_case_is_no_stamp(line: str) -> None:
    file = sheet()
    write(file, 72, 60, [line, "open, as Pell said.", *column(LOREM, 80)])
    paper = read_bytes(made(file), "a.pdf")
    assert line in paper.text
    assert not any(mark.kind == "docket" for mark in paper.marks)
