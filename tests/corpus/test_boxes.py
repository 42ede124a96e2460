"""A span of a PDF's text is found again on the pictures of its pages."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from fpdf import FPDF
from PIL import Image

from corpus.boxes import Box, boxes, page_picture
from corpus.readers.extracted import Aids, Extracted
from corpus.readers.pdf import read_pdf
from tests.corpus.pages import LOREM, body, column, made, sheet, sheets, write

EXAMPLES = sorted((Path(__file__).parents[2] / "examples" / "harbor-light").glob("*.pdf"))


def boxes_of(data: bytes, quote: str) -> list[Box]:
    document = read_pdf(data, Aids())
    start = document.text.index(quote)
    return boxes(data, document.pages, start, start + len(quote))


def dark_part(data: bytes, box: Box) -> float:
    """The part of the picture's ink that lies in the box."""
    picture = Image.open(io.BytesIO(page_picture(data, box.page, width=800))).convert("L")
    wide, high = picture.size
    place = (int(box.left * wide) - 1, int(box.top * high) - 1,
             int(box.right * wide) + 2, int(box.bottom * high) + 2)  # fmt: skip
    ink = [sum(255 - level for level in part.tobytes()) for part in (picture.crop(place), picture)]
    return ink[0] / ink[1]


def test_a_word_has_the_box_in_which_it_is_printed() -> None:
    file = sheet()
    write(file, 100, 200, ["The courier was Ortega himself."])
    (box,) = boxes_of(made(file), "Ortega")
    left = 100 + file.get_string_width("The courier was ")
    assert box.page == 1
    assert box.left == pytest.approx(left / 612, abs=0.002)
    assert box.right == pytest.approx((left + file.get_string_width("Ortega")) / 612, abs=0.002)
    assert box.top < 195 / 792 < 200 / 792 < box.bottom < 206 / 792


def test_a_span_over_lines_columns_and_pages_has_a_box_for_each_line() -> None:
    lines = column(LOREM, 30)
    for number, file in sheets(2):
        if number == 1:
            write(file, 60, 100, lines[:5])
            write(file, 330, 100, lines[5:9])
        else:
            write(file, 60, 100, lines[9:])
    found = boxes_of(made(file), LOREM)
    assert [box.page for box in found] == [1] * 9 + [2] * (len(lines) - 9)
    assert [box.left > 0.5 for box in found] == [5 <= n < 9 for n in range(len(lines))]


@pytest.mark.parametrize("turns", [0, 90, 180, 270])
def test_the_box_of_a_turned_page_lies_on_the_word_in_its_picture(turns: int) -> None:
    file = FPDF(unit="pt", format="letter")
    file.set_font("Times", size=12)
    file.add_page()
    file.text(100, 200, "ORTEGA")
    data = turned(made(file), turns)
    (box,) = boxes_of(data, "ORTEGA")
    assert dark_part(data, box) > 0.99
    assert (box.right - box.left) * (box.bottom - box.top) < 0.01


def turned(data: bytes, degrees: int) -> bytes:
    """The file with its page shown turned clockwise; as long as it was, so that it stays whole."""
    return data.replace(b"/Type /Page\n", b"/Type /Page\n/Rotate %d\n" % degrees)


def test_words_set_on_their_side_are_read_and_found() -> None:
    file = sheet()
    with file.rotation(90, 300, 400):
        body(file, LOREM, x=200, y=380)
    data = made(file)
    assert read_pdf(data, Aids()).text == LOREM
    (box,) = boxes_of(data, "two ledgers")
    assert box.bottom - box.top > box.right - box.left
    assert dark_part(data, box) > 0.02


def test_the_cells_of_a_table_have_boxes_and_the_names_put_before_them_have_none() -> None:
    file = sheet()
    rows = [
        ["Date", "Payee", "Amount"],
        ["Jan. 3, 2020", "Corvina", "$9,500"],
        ["Feb. 7, 2020", "Corvina", "$9,400"],
        ["Mar. 2, 2020", "Quarry", "$8,000"],
    ]
    for n, row in enumerate(rows):
        for m, cell in enumerate(row):
            write(file, 90 + 150 * m, 100 + 18 * n, [cell])
    found = boxes_of(made(file), "Feb. 7, 2020: Payee = Corvina; Amount = $9,400")
    assert [round(box.left * 612) for box in found] == [90, 240, 390]
    assert {round(box.top, 3) for box in found} == {round(found[0].top, 3)}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_a_page_read_by_itself_is_the_one_that_the_document_has(path: Path) -> None:
    data = path.read_bytes()
    document: Extracted = read_pdf(data, Aids())
    for page in document.pages:
        middle = (page.start + page.end) // 2
        word = document.text[middle : middle + 200].split(" ")[2]
        start = document.text.index(word, middle)
        (box, *_) = boxes(data, document.pages, start, start + len(word))
        assert box.page == page.number
        assert 0 <= box.left < box.right <= 1
        assert 0 <= box.top < box.bottom <= 1


def test_a_picture_is_as_wide_as_asked() -> None:
    picture = Image.open(io.BytesIO(page_picture(made(sheet()), 1, width=500)))
    assert picture.format == "PNG"
    assert abs(picture.width - 500) <= 1


def test_a_word_that_was_recognised_has_its_box_on_a_scan_that_lies_on_its_side() -> None:
    file = sheet()
    body(file, LOREM)
    scan = Image.open(io.BytesIO(page_picture(made(file), 1, width=1275))).rotate(90, expand=True)
    photographed = FPDF(unit="pt", format=(792, 612))
    photographed.add_page()
    photographed.image(scan, 0, 0, 792, 612)
    data = made(photographed)
    document = read_pdf(data, Aids())
    assert [flag.kind for flag in document.flags] == ["recognised"]
    (box,) = boxes_of(data, "two ledgers")
    assert box.bottom - box.top > box.right - box.left
    (printed,) = boxes_of(made(file), "two ledgers")
    assert (1 - box.bottom, 1 - box.top) == pytest.approx((printed.left, printed.right), abs=0.006)
