"""Pages drawn in a process of their own."""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image

from corpus.document import Page
from corpus.drawing import Drawing, Order, draw
from corpus.errors import UnreadableFile
from corpus.reading import read_bytes
from tests import files, scans

WORDS = ("The ledger was burned.", "A copy of the ledger was found on Pier 9.")


def drawn(data: bytes, name: str, number: int, words: str, picture: bool = True) -> Drawing:
    document = read_bytes(data, name)
    start = document.text.index(words)
    return draw(data, name, Order(number, document.pages, ((start, start + len(words)),), picture))


def test_a_page_comes_with_the_boxes_of_the_words_on_it() -> None:
    drawing = drawn(files.pdf(WORDS), "a.pdf", 2, "on Pier 9")
    picture = Image.open(io.BytesIO(drawing.picture)).convert("L")
    ((box,),) = drawing.boxes
    assert box.page == 2
    width, height = picture.size
    inside = picture.crop(
        (int(box.left * width), int(box.top * height), int(box.right * width),
         int(box.bottom * height))
    )  # fmt: skip
    assert inside.getextrema()[0] < 100  # type: ignore[operator]
    after = picture.crop((int(box.right * width) + 12, int(box.top * height), width, height))
    assert after.getextrema()[0] > 200  # type: ignore[operator]


def test_words_on_another_page_have_no_box_on_this_one() -> None:
    assert drawn(files.pdf(WORDS), "a.pdf", 1, "on Pier 9").boxes == ((),)


def test_a_scan_is_drawn_light_and_its_words_are_found_on_it() -> None:
    sheet = scans.pages_of(scans.slip(["The ledger was burned on Pier 9."]))[0]
    data = scans.saved([scans.scan(sheet, turned=0)], "PNG")
    document = read_bytes(data, "scan.png")
    found = re.search(r"burned", document.text)
    assert found
    drawing = draw(data, "scan.png", Order(1, document.pages, (found.span(),)))
    ((box,),) = drawing.boxes
    assert 0.3 < (box.left + box.right) / 2 < 0.6
    assert box.top < box.bottom < 0.5
    assert Image.open(io.BytesIO(drawing.picture)).width <= 1_000


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"%PDF-1.4 and nothing more", "a.pdf", "damaged"),
        (
            files.pdf(WORDS, password="x"),
            "a.pdf",
            "its pages are not shown because it is encrypted",
        ),
        (files.pdf(WORDS[:1]), "a.pdf", "page"),
    ],
)
def test_what_cannot_be_drawn_says_why(data: bytes, name: str, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        draw(data, name, Order(2, (Page(1, 0, 1), Page(2, 1, 2)), ((1, 2),)))


def test_a_page_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(UnreadableFile, match="too long"):
        draw(files.pdf(WORDS), "a.pdf", Order(1, (Page(1, 0, 1),)), seconds=0.001)
