"""Words of a page that nobody sees are kept out of its text, and told of."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fpdf import FPDF
from fpdf.drawing_primitives import Transform
from fpdf.enums import TextMode

from corpus import UnreadableFile
from corpus.readers.extracted import Extracted
from corpus.readers.redactions import BAR
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


def struck_through(file: FPDF) -> None:
    write(file, 90, 400, [SECRET])
    file.set_line_width(20)
    file.line(80, 397, 400, 397)


def framed_in(file: FPDF) -> None:
    write(file, 90, 400, [SECRET])
    file.set_line_width(18)
    file.rect(80, 396, 320, 2)


def in_strips(file: FPDF) -> None:
    write(file, 90, 400, [SECRET])
    for step in range(10):
        file.rect(80, 388 + 2 * step, 320, 2, style="F")


def specks(file: FPDF) -> None:
    for number in range(900):
        file.rect(90 + number % 30, 600 + number // 30, 0.5, 0.5, style="F")


def among_many_shapes(file: FPDF) -> None:
    specks(file)
    boxed_over(file)


def highlighted_black(file: FPDF) -> None:
    write(file, 90, 400, [SECRET])
    file.add_text_markup_annotation(
        "Highlight", "", color=(0, 0, 0), quad_points=(80, 412, 400, 412, 80, 380, 400, 380)
    )


def painted_over(file: FPDF) -> None:
    write(file, 90, 400, [SECRET])
    file.set_fill_color(255, 255, 255)
    file.rect(80, 380, 400, 40, style="F")


def read_with(draw: Callable[[FPDF], None]) -> Extracted:
    file = sheet()
    body(file, LOREM)
    draw(file)
    return read(file)


@pytest.mark.parametrize(
    ("draw", "bars"),
    [(white, ""), (tiny, ""), (off_the_page, ""), (invisible, ""), (black_on_black, f"\n\n{BAR}")],
)
def test_words_that_nobody_sees_are_kept_apart(draw: Callable[[FPDF], None], bars: str) -> None:
    document = read_with(draw)
    assert document.text == LOREM + bars
    assert [(mark.kind, mark.value) for mark in document.marks] == [("unseen", SECRET)]
    assert [(flag.kind, flag.page) for flag in document.flags] == [("unseen", 1)]


@pytest.mark.parametrize(
    ("draw", "seen"),
    [
        (boxed_over, f"{LOREM}\n\n{BAR}"),
        (struck_through, f"{LOREM}\n\n{BAR}"),
        (framed_in, f"{LOREM}\n\n{BAR}"),
        (in_strips, f"{LOREM}\n\n{BAR}"),
        (among_many_shapes, f"{LOREM}\n\n{BAR}"),
        (highlighted_black, f"{LOREM}\n\n{BAR}"),
        (painted_over, LOREM),
    ],
)
def test_words_over_which_something_was_drawn_are_covered(
    draw: Callable[[FPDF], None], seen: str
) -> None:
    document = read_with(draw)
    assert document.text == seen
    assert [(mark.kind, mark.value) for mark in document.marks] == [("covered", SECRET)]
    assert [(flag.kind, flag.page) for flag in document.flags] == [("covered", 1)]


def test_a_box_over_one_word_covers_only_that_word() -> None:
    file = sheet()
    write(file, 90, 400, ["The courier was Ortega and he was paid."])
    start = 90 + file.get_string_width("The courier was ")
    file.rect(start - 1, 388, file.get_string_width("Ortega") + 2, 15, style="F")
    document = read(file)
    assert document.text == f"The courier was {BAR} and he was paid."
    assert [mark.value for mark in document.marks] == ["Ortega"]


def test_a_box_over_half_a_word_takes_all_of_it() -> None:
    file = sheet()
    write(file, 90, 400, ["The courier was Ortega and he was paid."])
    start = 90 + file.get_string_width("The courier was Or")
    file.rect(start, 388, file.get_string_width("tega and"), 15, style="F")
    document = read(file)
    assert document.text == f"The courier was {BAR} he was paid."
    assert [mark.value for mark in document.marks] == ["Ortega and"]


def test_a_frame_around_words_and_a_line_under_or_through_them_cover_nothing() -> None:
    file = sheet()
    write(file, 90, 400, [SECRET])
    file.rect(80, 380, 320, 40)
    file.line(90, 402, 300, 402)
    file.line(90, 396, 300, 396)
    document = read(file)
    assert (document.text, document.flags) == (SECRET, ())


def test_words_that_are_cut_away_are_unseen() -> None:
    file = sheet()
    body(file, LOREM)
    with file.rect_clip(500, 700, 20, 20):
        write(file, 90, 400, [SECRET])
    document = read(file)
    assert document.text == LOREM
    assert [(mark.kind, mark.value) for mark in document.marks] == [("unseen", SECRET)]


def test_words_squeezed_to_nothing_do_not_cost_the_page() -> None:
    file = sheet()
    body(file, LOREM)
    for y in (400, 414, 428):
        with file.local_context(), file.transform(Transform(1, 0, 0, 0, 0, y)):
            file.text(90, 0, SECRET)
    assert LOREM in read(file).text


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


def framed(file: FPDF) -> None:
    file.rect(80, 380, 450, 40)


def test_blanks_to_be_filled_in_are_seen_whatever_frames_them() -> None:
    file = sheet()
    write(file, 90, 400, ["Name ______ Date ______ Signed"])
    framed(file)
    document = read(file)
    assert (document.text, document.flags) == ("Name ______ Date ______ Signed", ())


@pytest.mark.parametrize("grey", [230, 255])
def test_words_as_light_as_the_paper_are_unseen_in_a_frame_too(grey: int) -> None:
    file = sheet()
    body(file, LOREM)
    file.set_text_color(grey, grey, grey)
    write(file, 90, 400, [SECRET])
    framed(file)
    document = read(file)
    assert document.text == LOREM
    assert [mark.kind for mark in document.marks] == ["unseen"]


def test_invisible_words_are_unseen_among_many_shapes_too() -> None:
    file = sheet()
    body(file, LOREM)
    invisible(file)
    specks(file)
    assert read(file).text == LOREM


def test_each_of_two_boxes_on_a_line_leaves_its_bar() -> None:
    file = sheet()
    body(file, LOREM)
    for x, word in ((90, "Ortega"), (400, "Newark")):
        write(file, x, 400, [word])
        file.rect(x - 2, 388, file.get_string_width(word) + 4, 16, style="F")
    assert read(file).text.count(BAR) == 2


def test_a_label_on_a_box_does_not_show_what_is_beneath() -> None:
    file = sheet()
    write(file, 90, 400, ["The courier was Ortega and he was paid."])
    start = 90 + file.get_string_width("The courier was ")
    file.rect(start - 1, 386, file.get_string_width("Ortega") + 2, 18, style="F")
    file.set_text_color(255, 255, 255)
    write(file, start + 4, 399, ["(b)(6)"], size=10)
    document = read(file)
    assert "Ortega" not in document.text
    assert "Ortega" in [mark.value for mark in document.marks if mark.kind == "covered"]


@pytest.mark.parametrize("size", [5, 6, 7, 8, 9])
def test_thin_letters_in_small_print_show_in_a_frame(size: int) -> None:
    words = "Cells will fill all bills, I, ill: l i t 1."
    file = sheet()
    write(file, 90, 400, [words], size=size)
    framed(file)
    document = read(file)
    assert (document.text, document.flags) == (words, ())


@pytest.mark.parametrize("word", ["Ortega", "Al", "7", "$4,320"])
@pytest.mark.parametrize("colour", [0, 255])
def test_a_box_that_ends_within_the_letters_covers_them(word: str, colour: int) -> None:
    file = sheet()
    write(file, 90, 400, [f"The courier was {word} and he was paid."])
    start = 90 + file.get_string_width("The courier was ")
    file.set_fill_color(colour)
    file.rect(start + 0.5, 393, file.get_string_width(word) - 1, 6.4, style="F")
    document = read(file)
    assert document.text == f"The courier was {BAR} and he was paid."
    assert [flag.kind for flag in document.flags] == ["covered"]


def test_a_label_that_is_cut_by_the_next_cell_is_no_redaction() -> None:
    file = sheet()
    body(file, LOREM)
    file.set_fill_color(255, 255, 255)
    for x, label in ((90, "Description"), (130, "Sum"), (170, "Payee")):
        file.rect(x, 386, 40, 20, style="DF")
        write(file, x + 4, 400, [label])
    document = read(file)
    assert "Description" in document.text
    assert (BAR not in document.text, document.flags) == (True, ())


def test_invisible_words_over_visible_ones_do_not_garble_them() -> None:
    file = sheet()
    body(file, LOREM)
    with file.local_context(text_mode=TextMode.INVISIBLE):
        body(file, LOREM.replace("harbor", "harb0r"), x=91, y=120.5)
    document = read(file)
    assert document.text == LOREM
    assert [flag.kind for flag in document.flags] == ["unseen"]
