"""Words of a page that nobody sees are kept out of its text, and told of."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fpdf import FPDF
from fpdf.enums import TextMode

from corpus import UnreadableFile
from corpus.readers.extracted import Extracted
from tests.corpus.pages import LOREM, body, read, sheet, write

SECRET = "Ortega never signed the second ledger"


def white(file: FPDF) -> None:
    file.set_text_color(255, 255, 254)
    write(file, 90, 400, [SECRET])


def tiny(file: FPDF) -> None:
    write(file, 90, 400, [SECRET], size=0.4)


def off_the_page(file: FPDF) -> None:
    write(file, 700, 400, [SECRET])


def invisible(file: FPDF) -> None:
    with file.local_context(text_mode=TextMode.INVISIBLE):
        write(file, 90, 400, [SECRET])


def black_on_black(file: FPDF) -> None:
    file.rect(80, 380, 400, 40, style="F")
    write(file, 90, 400, [SECRET])


def boxed_over(file: FPDF) -> None:
    write(file, 90, 400, [SECRET])
    file.rect(80, 380, 400, 40, style="F")


def painted_over(file: FPDF) -> None:
    write(file, 90, 400, [SECRET])
    file.set_fill_color(255, 255, 255)
    file.rect(80, 380, 400, 40, style="F")


def read_with(draw: Callable[[FPDF], None]) -> Extracted:
    file = sheet()
    body(file, LOREM)
    draw(file)
    return read(file)


@pytest.mark.parametrize("draw", [white, tiny, off_the_page, invisible, black_on_black])
def test_words_that_nobody_sees_are_kept_apart(draw: Callable[[FPDF], None]) -> None:
    document = read_with(draw)
    assert document.text == LOREM
    assert [(mark.kind, mark.value) for mark in document.marks] == [("unseen", SECRET)]
    assert [(flag.kind, flag.page) for flag in document.flags] == [("unseen", 1)]


@pytest.mark.parametrize("draw", [boxed_over, painted_over])
def test_words_under_a_box_are_covered(draw: Callable[[FPDF], None]) -> None:
    document = read_with(draw)
    assert document.text == LOREM
    assert [(mark.kind, mark.value) for mark in document.marks] == [("covered", SECRET)]
    assert [(flag.kind, flag.page) for flag in document.flags] == [("covered", 1)]


def test_a_box_over_one_word_covers_only_that_word() -> None:
    file = sheet()
    write(file, 90, 400, ["The courier was Ortega and he was paid."])
    start = 90 + file.get_string_width("The courier was ")
    file.rect(start - 1, 388, file.get_string_width("Ortega") + 2, 15, style="F")
    document = read(file)
    assert document.text == "The courier was and he was paid."
    assert [mark.value for mark in document.marks] == ["Ortega"]


def test_white_words_on_a_dark_banner_are_read() -> None:
    file = sheet()
    file.rect(80, 380, 400, 40, style="F")
    file.set_text_color(255, 255, 255)
    write(file, 90, 400, [SECRET])
    document = read(file)
    assert (document.text, document.flags) == (SECRET, ())


def test_words_on_a_tinted_ground_or_under_a_highlighter_are_read() -> None:
    file = sheet()
    file.set_fill_color(230, 230, 210)
    file.rect(80, 380, 400, 40, style="F")
    write(file, 90, 400, [SECRET])
    with file.local_context(fill_opacity=0.4):
        file.set_fill_color(255, 255, 0)
        file.rect(80, 380, 400, 40, style="F")
    document = read(file)
    assert (document.text, document.flags) == (SECRET, ())


def test_a_page_of_nothing_but_unseen_words_is_refused_as_such() -> None:
    file = sheet()
    white(file)
    with pytest.raises(UnreadableFile, match="words that nobody sees"):
        read(file)
