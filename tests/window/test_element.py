"""HTML that cannot be put together unescaped."""

from __future__ import annotations

from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.window.element import Html, element, joined, text

ANY_TEXT = st.text(st.characters(blacklist_categories=()))
"""Every string that Python can hold, halves of characters and all."""


class Seen(HTMLParser):
    """What a browser would make of markup: its elements, attributes and text."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


@given(ANY_TEXT, ANY_TEXT)
def test_no_text_or_attribute_becomes_markup(inside: str, attribute: str) -> None:
    seen = Seen(element("p", inside, title=attribute))
    assert seen.tags == ["p"]
    assert seen.attributes == [("title", unescape(text(attribute)))]
    assert seen.text == unescape(text(inside))


@given(ANY_TEXT)
def test_text_is_one_line_without_marks_of_html_and_can_be_sent(raw: str) -> None:
    shown = text(raw)
    assert not set(shown) & set("<>\"'\n\r")
    shown.encode("utf-8")


@given(st.text(st.characters(categories=["L", "M", "N", "P", "S", "Zs"])))
def test_what_can_be_seen_is_shown_as_it_is(raw: str) -> None:
    assert unescape(text(raw)) == raw


@pytest.mark.parametrize(
    "hidden",
    ["\x1b", "\x00", "\x7f", "\x9b", "\u202a", "\u202e", "\u2066", "\u2069", "\ud800"],
    ids=lambda character: f"U+{ord(character):04X}",
)
def test_a_character_that_hides_or_turns_text_round_is_shown_as_a_box(hidden: str) -> None:
    assert text(f"invoice{hidden}fdp.exe") == "invoice\ufffdfdp.exe"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_kind_of_line_end_is_a_reference(end: str) -> None:
    assert text(f"one{end}two") == "one&#10;two"


def test_only_html_is_kept_as_it_is() -> None:
    inner = element("b", "a < b")
    assert element("p", inner, " & c") == "<p><b>a &lt; b</b> &amp; c</p>"
    assert joined("<", inner) == "&lt;<b>a &lt; b</b>"
    assert element("p", str(inner)) == "<p>&lt;b&gt;a &amp;lt; b&lt;/b&gt;</p>"
    assert type(inner + "<i>") is str


def test_attributes_are_named_as_in_html_and_left_out_when_they_are_not_so() -> None:
    made = element("a", class_="mark", aria_label="one", hidden=True, title=None, role=False)
    assert made == '<a class="mark" aria-label="one" hidden></a>'


def test_an_element_without_content_is_not_closed() -> None:
    assert element("br") == Html("<br>")
