"""A redaction whose words are gone leaves a bar in the text, and is told of."""

from __future__ import annotations

import pytest
from fpdf import FPDF

from corpus.readers.extracted import Extracted
from corpus.readers.redactions import BAR
from tests import scans
from tests.corpus.pages import LOREM, body, column, read, sheet, write

BEFORE, GONE, AFTER = "The courier was ", "Ortega of Newark", " and he was paid."


def kinds(document: Extracted) -> list[str]:
    return [flag.kind for flag in document.flags]


def redacted(colour: tuple[int, int, int], *, y: float = 400) -> FPDF:
    """A line of which the middle was taken out, with a box in its place."""
    file = sheet()
    body(file, LOREM)
    start = 90 + file.get_string_width(BEFORE)
    width = file.get_string_width(GONE)
    write(file, 90, y, [BEFORE.strip()])
    write(file, start + width, y, [AFTER])
    file.set_fill_color(*colour)
    file.rect(start, y - 11, width, 14, style="F")
    return file


@pytest.mark.parametrize(
    "colour", [(0, 0, 0), (60, 60, 60), (255, 255, 255), (128, 128, 128), (200, 0, 0)]
)
def test_no_sentence_closes_over_what_was_taken_out(colour: tuple[int, int, int]) -> None:
    document = read(redacted(colour))
    assert document.text == f"{LOREM}\n\nThe courier was {BAR} and he was paid."
    assert kinds(document) == ["removed"]


def test_boxes_of_a_scan_leave_bars_in_what_is_read_off_it() -> None:
    """The picture holds the box; the words are read off it, left and right of it and across."""
    typed = sheet()
    start = 90 + typed.get_string_width(BEFORE)
    write(typed, 90, 200, column(LOREM, 60))
    write(typed, 90, 400, [BEFORE.strip()])
    write(typed, start + typed.get_string_width(GONE), 400, [AFTER])
    typed.rect(start, 389, typed.get_string_width(GONE), 14, style="F")
    file = sheet()
    page = scans.pages_of(bytes(typed.output()))[0]
    file.image(scans.scan(page, turned=0.0, noise=4.0), 0, 0, file.w, file.h)
    document = read(file)
    last = " ".join(document.text.split()).rpartition("The courier")[2]
    assert last.strip() == f"was {BAR} and he was paid."
    assert {"removed", "recognised"} <= set(kinds(document))


def test_light_letters_on_a_dark_ground_of_a_scan_are_no_redaction() -> None:
    typed = sheet()
    write(typed, 90, 200, column(LOREM, 60))
    typed.rect(90, 389, 300, 16, style="F")
    typed.set_text_color(255, 255, 255)
    write(typed, 200, 401, ["PAYMENTS MADE"])
    file = sheet()
    page = scans.pages_of(bytes(typed.output()))[0]
    file.image(scans.scan(page, turned=0.0, noise=4.0), 0, 0, file.w, file.h)
    document = read(file)
    assert "PAYMENTS MADE" in document.text
    assert BAR not in document.text


def test_a_whole_line_that_was_taken_out_leaves_its_bar() -> None:
    file = sheet()
    write(file, 90, 400, ["He was told by the master that he would not"])
    file.rect(90, 403, 300, 14, style="F")
    write(file, 90, 428, ["be paid for the crates that came in by night."])
    document = read(file)
    assert document.text.split(BAR)[0].strip().endswith("would not")
    assert document.text.split(BAR)[1].strip().startswith("be paid")
    assert kinds(document) == ["removed"]


def test_a_paragraph_that_was_taken_out_leaves_its_bar() -> None:
    file = sheet()
    body(file, LOREM)
    file.rect(90, 300, 380, 90, style="F")
    document = read(file)
    assert document.text == f"{LOREM}\n\n{BAR}"
    assert kinds(document) == ["removed"]


def test_each_box_of_a_line_leaves_a_bar_and_a_comma_stays_by_its_own() -> None:
    file = sheet()
    for x, words in ((90, "From"), (160, ", to"), (260, "they sailed.")):
        write(file, x, 400, [words])
    file.rect(120, 389, 40, 14, style="F")
    file.rect(183, 389, 73, 14, style="F")
    assert read(file).text == f"From {BAR}, to {BAR} they sailed."


def ruled(file: FPDF) -> None:
    file.rect(90, 403, 300, 2, style="F")


def bulleted(file: FPDF) -> None:
    file.rect(80, 393, 6, 6, style="F")


def headed(file: FPDF) -> None:
    file.rect(80, 420, 400, 22, style="F")
    file.set_text_color(255, 255, 255)
    write(file, 90, 435, ["Payee"])


def to_be_filled_in(file: FPDF) -> None:
    file.set_fill_color(220, 230, 255)
    file.rect(330, 389, 120, 14, style="F")


def at_the_edge(file: FPDF) -> None:
    file.rect(0, 0, 40, file.h, style="F")


def charted(file: FPDF) -> None:
    for number, (wide, figure) in enumerate(((22, ""), (160, "160"), (90, "90"), (70, "70"))):
        y = 450 + 24 * number
        write(file, 120 - file.get_string_width(str(2019 + number)), y, [str(2019 + number)])
        file.rect(124, y - 11, wide, 14, style="F")
        write(file, 128 + wide, y, [figure] if figure else [])


def charted_without_figures(file: FPDF) -> None:
    for number, (label, wide) in enumerate((("Newark", 40), ("Wu", 160), ("Boston", 90))):
        y = 450 + 24 * number
        write(file, 120 - file.get_string_width(label), y, [label])
        file.rect(124, y - 11, wide, 14, style="F")


def charted_with_columns(file: FPDF) -> None:
    for number, tall in enumerate((16, 30, 44, 30)):
        file.rect(120 + 60 * number, 600 - tall, 40, tall, style="F")
        write(file, 126 + 60 * number, 615, [str(2019 + number)])


@pytest.mark.parametrize(
    "draw",
    [
        ruled,
        bulleted,
        headed,
        to_be_filled_in,
        at_the_edge,
        charted,
        charted_without_figures,
        charted_with_columns,
    ],
)
def test_what_is_drawn_for_looks_takes_nothing_out(draw: object) -> None:
    file = sheet()
    body(file, LOREM)
    write(file, 90, 400, ["The courier was Ortega and he was paid."])
    draw(file)  # type: ignore[operator]
    document = read(file)
    assert BAR not in document.text
    assert kinds(document) == []


@pytest.mark.parametrize(
    ("labels", "amounts"),
    [
        (["Name:", "Born:", "Paid:"], []),
        (["1.", "2.", "3."], []),
        (["A", "B", "C"], ["500", "600", "700"]),
        (["Witness 1", "Witness 2", "Witness 3"], []),
    ],
)
def test_names_taken_out_of_a_column_are_no_chart(labels: list[str], amounts: list[str]) -> None:
    file = sheet()
    body(file, LOREM)
    for number, (label, wide) in enumerate(zip(labels, (60, 90, 130), strict=True)):
        y = 400 + 24 * number
        write(file, 120 - file.get_string_width(label), y, [label])
        file.rect(124, y - 11, wide, 14, style="F")
        write(file, 300, y, amounts[number : number + 1])
    document = read(file)
    assert document.text.count(BAR) == 3
    assert kinds(document) == ["removed"]
