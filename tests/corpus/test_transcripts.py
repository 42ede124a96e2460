"""Transcripts: the numbers of their lines are marks and not words, in every format."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from docx import Document as WordDocument
from fpdf import FPDF

from corpus import Document, read
from corpus.boxes import boxes
from corpus.exchanges import exchanges
from corpus.lookup import find_places, wanted_places
from corpus.pincite import pincite
from corpus.readers.extracted import Aids, Extracted
from corpus.readers.numbered_lines import without_line_numbers
from corpus.readers.pdf import read_pdf
from tests.corpus.pages import made, sheet, write
from tests.corpus.pages import read as read_file
from tests.scans import pages_of, saved, scan

FIRST = [
    "          EXAMINATION BY MR. STOKES:",
    "     Q.   Who drove the van that night?",
    "     A.   Desmond Roe drove it, and I sat in the",
    "back with the crates.",
    "     Q.   When did you leave the terminal?",
    "          MS. HALE:  Objection.  Form.",
    "          THE WITNESS:  About twenty to twelve, by the",
    "clock over the gate.",
    "     Q.   Did anybody see you there?",
    "     A.   Nobody that I know of.  The guard had gone to",
    "eat, as he did each night.",
    "     Q.   How long have you known Ms. Booth?",
    "     A.   Since 2015.  We worked at the cannery with Mr.",
]
SECOND = ["Ortega and his wife.", "     Q.   Thank you.", "     A.   Good day."]
HEADING = "DEPOSITION OF WILMA TRASK\nTaken on May 4, 2021\n\n"
SEEN = "A. Since 2015. We worked at the cannery with Mr. Ortega and his wife."


CALLS = [
    "caller says there is a fire in the old mill", "nobody answered the call from the yard",
    "engine two was sent to the mill by radio", "crew says smoke is coming from the roof",
    "caller was told to stay where she was", "police were asked to close the bridge",
    "second engine was sent from the harbour", "crew went in by the door on the river side",
    "fire was found in the loft", "all of the crew came out again",
]  # fmt: skip
CUPS = ["cup sugar", "eggs, beaten", "cups flour", "pinch of salt", "cup milk, warm", "apples",
        "spoons of oil", "lemon", "pear", "cloves", "berries"]  # fmt: skip


def numbered(lines: Sequence[str], style: str = "{:2d}  {}") -> str:
    return "\n".join(style.format(n, line).rstrip() for n, line in enumerate(lines, 1))


def said(text: str, number: int = -2) -> str:
    """What was said to the question of that number."""
    one = exchanges(text)[number]
    return " ".join(text[one.answer : one.end].split())


def lines_marked(document: Document | Extracted) -> dict[str, str]:
    return {
        m.value: document.text[m.start : m.end].strip() for m in document.marks if m.kind == "line"
    }


def written(folder: Path, text: str, name: str = "a.txt") -> Document:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read(path)


# Text


@pytest.mark.parametrize("style", ["{:2d}  {}", "{}\t{}", "        {:2d}   {}", "{:02d} {}"])
@pytest.mark.parametrize(
    "between",
    [
        "\n\n                    45\n\n",
        "\n\f\nPage 45\n",
        "\n\nVeritas Reporting 555-0142\nTrask - Direct     45\n\n",
        "\n",
    ],
)
def test_numbers_of_lines_and_pages_stand_in_no_sentence(
    tmp_path: Path, style: str, between: str
) -> None:
    above = between.replace("45", "44").strip("\f")
    text = f"{HEADING}{above}{numbered(FIRST, style)}{between}{numbered(SECOND, style)}\n"
    document = written(tmp_path, text)
    assert said(document.text) == SEEN
    assert document.title == "Deposition of Wilma Trask"
    assert document.kind == "deposition"
    marked = lines_marked(document)
    page = "45:" if "45" in between else ""
    assert marked[f"{page}1"] == "Ortega and his wife."
    assert marked[f"{page}3"].startswith("A.")
    assert all(mark.end <= len(document.text) for mark in document.marks)


def test_lines_that_begin_with_page_and_line_are_numbered_too(tmp_path: Path) -> None:
    first = "\n".join(f"00044:{n:02d} {line}".rstrip() for n, line in enumerate(FIRST, 1))
    second = "\n".join(f"00045:{n:02d} {line}".rstrip() for n, line in enumerate(SECOND, 1))
    document = written(tmp_path, f"{HEADING}{first}\n{second}\n")
    assert said(document.text) == SEEN
    assert lines_marked(document)["45:2"] == "Q.   Thank you."


def test_double_spaced_lines_are_read_on(tmp_path: Path) -> None:
    text = f"{HEADING}44\n\n{numbered(FIRST)}\n\n45\n\n{numbered(SECOND)}\n".replace("\n", "\n\n")
    assert said(written(tmp_path, text).text) == SEEN


def test_numbered_paragraphs_of_a_word_file_are_lines(tmp_path: Path) -> None:
    document = WordDocument()
    for line in [*HEADING.split("\n")[:2], "44", *numbered(FIRST).split("\n"), "45"]:
        document.add_paragraph(line)
    for line in numbered(SECOND).split("\n"):
        document.add_paragraph(line)
    document.save(str(tmp_path / "a.docx"))
    found = read(tmp_path / "a.docx")
    assert said(found.text) == SEEN
    assert lines_marked(found)["45:1"] == "Ortega and his wife."


def test_preformatted_lines_of_a_page_are_lines(tmp_path: Path) -> None:
    lines = f"44\n{numbered(FIRST)}\n45\n{numbered(SECOND)}"
    page = f"<html><body><h1>Deposition of Wilma Trask</h1><pre>{lines}</pre></body></html>"
    assert said(written(tmp_path, page, "a.html").text) == SEEN


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"{n}  Apples of sort {n}   ${n}.00" for n in range(1, 26)),
        "\n".join(f"{n}. He paid for crate {n}.\n" for n in range(1, 26)),
        "\n".join(f"9:{10 + n} {what}" for n, what in enumerate(CALLS)),
        "\n".join(f"{n} {what}" for n, what in enumerate(CALLS, 1)),
        "\n".join(f"{n} {what}" for n, what in enumerate(CUPS, 1)),
        "\n".join(f"{n} | {what}" for n, what in enumerate(CALLS, 1)),
        "\n".join(f"{n} | {what} and no more of it was said" for n, what in enumerate(CALLS, 1)),
        "He had 25 crates.\n12 men came,\n13 women left and\n14 stayed.",
    ],
)
def test_lists_keep_their_numbers(text: str) -> None:
    assert without_line_numbers(Extracted(text)).text == text


def test_a_list_beside_a_page_keeps_its_numbers() -> None:
    lists = (
        "EXHIBITS\n1 Contract\n2 Letter\n\nPaid to:\n12 Main Street Ltd.\n13 Oak Lane Ltd.\n"
        "\nWitnesses\n" + numbered([f"Witness Roe of No. {n}" for n in range(12)])
    )
    found = without_line_numbers(Extracted(f"44\n{numbered(FIRST)}\n\n{lists}"))
    assert found.text.endswith(lists)
    assert said(found.text, 0).startswith("A. Desmond Roe drove it")


def test_a_page_goes_on_behind_a_remark_without_a_number() -> None:
    pages = numbered(FIRST).split("\n")
    lines = [*pages[:11], "(Recess taken.)", *pages[11:]]
    found = without_line_numbers(Extracted("44\n" + "\n".join(lines)))
    assert lines_marked(found)["13"].startswith("A.")


# PDF


def page_of_lines(
    file: FPDF, lines: Sequence[str], x: float = 90, top: float = 90, step: float = 24,
    size: float = 12, gap: float = 24,
) -> None:  # fmt: skip
    """Numbered lines in Courier, as a court reporter's page has them."""
    file.set_font("Courier")
    for number, line in enumerate(lines, 1):
        words = line.lstrip()
        y = top + step * (number - 1)
        write(file, x - 0.6 * size * len(str(number)), y, [str(number)], size=size)
        indent = min(len(line) - len(words), 5) * 0.6 * size
        write(file, x + gap + indent, y, [words], size=size)


def full(lines: Sequence[str]) -> list[str]:
    more = [f"     A.   Statement {n} stands on the record." for n in range(25 - len(lines))]
    return [*more, *lines]


def test_a_short_last_page_reads_on_from_a_full_one() -> None:
    file = sheet()
    write(file, 500, 50, ["44"])
    page_of_lines(file, full(FIRST))
    file.add_page()
    write(file, 500, 50, ["45"])
    page_of_lines(file, SECOND)
    found = read_file(file)
    assert said(found.text) == SEEN
    marked = lines_marked(found)
    assert marked["45:1"] == "Ortega and his wife."
    assert marked["44:25"].startswith("A. Since 2015.")
    assert {m.value for m in found.marks if m.kind == "printed page"} == {"44", "45"}


@pytest.mark.parametrize(
    ("heading", "items"),
    [
        ("", ["Apples", "Pears", "Plums", "Figs", "Dates", "Limes"]),
        ("Witnesses", ["Ada Roe", "Ben Pell", "Cy Hale", "Dora Aase", "Eli Trask"]),
    ],
)
def test_a_short_list_on_a_page_keeps_its_numbers(heading: str, items: list[str]) -> None:
    file = sheet()
    if heading:
        write(file, 90, 60, [heading])
    page_of_lines(file, items, step=20)
    found = read_file(file)
    assert not lines_marked(found)
    assert all(f"{n} {item}" in " ".join(found.text.replace("|", " ").split())
               for n, item in enumerate(items, 1))  # fmt: skip


def test_rows_of_a_table_are_no_numbered_lines() -> None:
    file = sheet()
    file.set_font("Courier")
    write(file, 80, 60, ["No."])
    write(file, 130, 60, ["Payee"])
    write(file, 400, 60, ["$"])
    for n in range(1, 17):
        y = 60 + 24 * n
        write(file, 80, y, [str(n)])
        write(file, 130, y, [f"Payee of lot {n}"])
        write(file, 400, y, [f"{n * 75}.00"])
    found = read_file(file)
    assert not lines_marked(found)
    assert "16: Payee = Payee of lot 16; $ = 1200.00" in found.text


def test_a_short_page_that_reads_on_has_numbered_lines() -> None:
    file = sheet()
    page_of_lines(file, ["Plaintiff alleges that the defendants, each", "of them, paid nothing to",
                         "the company and left the", "harbour that night."])  # fmt: skip
    assert lines_marked(read_file(file))["2"] == "of them, paid nothing to"


def test_a_last_page_of_one_line_has_no_number_in_it() -> None:
    file = sheet()
    page_of_lines(file, full(FIRST))
    file.add_page()
    page_of_lines(file, SECOND[:1])
    assert said(read_file(file).text, -1) == SEEN


@pytest.mark.parametrize("down", [True, False])
@pytest.mark.parametrize("labelled", [True, False])
def test_four_pages_on_a_sheet_are_read_in_order(down: bool, labelled: bool) -> None:
    if not labelled and not down:
        pytest.skip("nothing says which way such a sheet is read")
    pages = [
        [
            f"     Q.   Question {p}-{n}?" if n % 2 else f"     A.   Answer {p}-{n - 1}."
            for n in range(1, 25)
        ]
        for p in range(1, 5)
    ]
    file = sheet()
    corners = [(60, 60), (60, 430), (350, 60), (350, 430)]
    if not down:
        corners = [corners[0], corners[2], corners[1], corners[3]]
    for number, ((x, y), lines) in enumerate(zip(corners, pages, strict=True), 8):
        if labelled:
            write(file, x + 150, y - 20, [f"Page {number}"], size=8)
        page_of_lines(file, lines, x, y, step=12, size=8, gap=14)
    found = read_file(file)
    asked = [" ".join(found.text[one.start : one.end].split()) for one in exchanges(found.text)]
    assert asked[0] == "Q. Question 1-1? A. Answer 1-1."
    assert [one.split("?")[0].split(" ")[-1] for one in asked] == [
        f"{p}-{n}" for p in range(1, 5) for n in range(1, 25, 2)
    ]
    if labelled:
        assert lines_marked(found)["9:2"] == "A. Answer 2-1."


def test_letters_that_stand_apart_are_of_one_line_with_their_words() -> None:
    file = sheet()
    file.set_font("Courier")
    for number in range(1, 26):
        y = 90 + 24 * (number - 1)
        words = f"Did you see crate {number}" if number % 2 else f"I saw crate {number - 1} there"
        write(file, 80, y, [str(number)])
        write(file, 130, y, ["Q" if number % 2 else "A"])
        write(file, 170, y, [words])
    found = read_file(file)
    assert " | " not in found.text
    assert len(exchanges(found.text)) == 13
    assert said(found.text, 0) == "A I saw crate 1 there"


def test_a_quote_of_a_condensed_sheet_is_shown_where_it_stands(tmp_path: Path) -> None:
    file = sheet()
    for x, lines in ((60, FIRST), (340, [*SECOND, *FIRST[:9]])):
        page_of_lines(file, lines, x, 90, step=16, size=7, gap=12)
    path = tmp_path / "a.pdf"
    path.write_bytes(made(file))
    document = read(path)
    start = document.text.index("Ortega and his wife")
    (box,) = boxes(path.read_bytes(), document.pages, start, start + 6)
    assert box.left == pytest.approx((340 + 12) / 612, abs=0.01)
    assert box.top < 90 / 792 < box.bottom + 0.01


# Places


def test_page_and_line_are_cited_and_found(tmp_path: Path) -> None:
    document = written(tmp_path, f"{HEADING}44\n{numbered(FIRST)}\n45\n{numbered(SECOND)}\n")
    start = document.text.index("A.   Since 2015")
    end = document.text.index("     Q.   Thank you")
    cited = pincite(document, document.span(start, end))
    assert cited == "Deposition of Wilma Trask, 44:13–45:1"
    (place,) = find_places(document, wanted_places("What does Trask Dep. 44:2-4 say?"))
    assert document.text[place.start : place.end].split()[0] == "Q."
    assert document.text[place.start : place.end].endswith("back with the crates.")


@pytest.mark.parametrize(
    ("query", "lines"),
    [
        ("Pell Dep. 45:3–5", ["45:3", "45:4", "45:5"]),
        ("What was said at 145:24-146:1?", [*(f"145:{n}" for n in range(24, 41)), "146:1"]),
        ("page 45, lines 3 and 7", ["45:3", "45:7"]),
        ("Tr. 12:15", ["12:15"]),
        ("What happened at 3:15?", []),
        ("the call from 9:15-10:30", []),
        ("at 11:40 p.m.", []),
    ],
)
def test_lines_that_a_question_names(query: str, lines: list[str]) -> None:
    assert [place.value for place in wanted_places(query) if place.kind == "line"] == lines


# Who speaks


def test_who_asks_and_who_answers_are_marked(tmp_path: Path) -> None:
    text = (
        "STATE v. ROE\nJURY TRIAL, DAY 2\n\nDARLA JEAN OAKES, called as a witness by the State,"
        " having been duly sworn,\ntestified as follows:\n\nDIRECT EXAMINATION BY MR. TALLBOYS:\n\n"
        "Q. Who are you?\nA. I run the scale.\nQ. Since when?\nA. Since May.\n\nCROSS-"
        "EXAMINATION\n\n"
        "BY MS. ORDWAY:\n\nQ. Are you sure?\nA. I am.\nQ. Quite?\nA. Quite.\n"
    )
    document = written(tmp_path, text)
    start = document.text.index("Q. Are you")
    here = {m.kind: m.value for m in document.marks if m.start <= start < m.end}
    assert (here["examiner"], here["witness"]) == ("Ms. Ordway", "Darla Jean Oakes")
    assert document.kind == "transcript"
    assert pincite(document, document.span(start, start + 9)).endswith("(Darla Jean Oakes)")


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("VIDEOTAPED DEPOSITION OF\nMARY ANN O'BRIEN, VOLUME II", "Deposition of Mary Ann O'Brien"),
        ("Deposition of ORRIN FASSBENDER", "Deposition of Orrin Fassbender"),
        ("REMOTE DEPOSITION OF DR. LEE PELL\nTaken May 4", "Deposition of Dr. Lee Pell"),
    ],
)
def test_a_deposition_is_called_after_its_witness(tmp_path: Path, heading: str, title: str) -> None:
    document = written(tmp_path, f"SUPERIOR COURT\nRoe v. Roe\n\n{heading}\n\nQ. Who?\nA. He.\n")
    assert (document.title, document.kind) == (title, "deposition")


@pytest.mark.parametrize(
    "heading",
    ["NOTICE OF DEPOSITION OF MARY PELL", "MOTION TO COMPEL\nDEPOSITION OF MARY PELL",
     "NOTICE OF\nVIDEOTAPED DEPOSITION OF MARY PELL", "The deposition of Mary Pell was in May."],
)  # fmt: skip
def test_what_only_speaks_of_a_deposition_is_none(tmp_path: Path, heading: str) -> None:
    document = written(tmp_path, f"SUPERIOR COURT\nRoe v. Roe\n\n{heading}\n\nPlease appear.\n")
    assert document.kind != "deposition"


def test_numbers_read_off_a_picture_are_marks_too() -> None:
    file = sheet()
    page_of_lines(file, full(FIRST))
    file.add_page()
    page_of_lines(file, SECOND)
    scanned = saved([scan(page, turned=0.6) for page in pages_of(made(file))], "PDF")
    found = read_pdf(scanned, Aids())
    assert "with Mr. Ortega and his wife." in " ".join(found.text.split())
    assert "guard had gone to eat" in " ".join(found.text.split())
    assert lines_marked(found)["23"].startswith("eat, as he did")
