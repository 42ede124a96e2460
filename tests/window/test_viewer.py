"""A document opened at a place: paging, searching, and what is marked on a page."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.window import page, viewer
from assistant.window.viewer import Opened, leaves, matches, opened, searched, stepped, turned
from corpus.boxes import Box
from corpus.document import Document, Flag, Page
from corpus.drawing import Drawing
from index.records import DocumentRecord

FIRST = "The ledger was burned on March 3.\nNobody saw the fire."
SECOND = "The ledger had been copied. A copy of the\nledger was found."
TEXT = f"{FIRST}\n\n{SECOND}"
PAGES = (Page(1, 0, len(FIRST)), Page(2, len(FIRST) + 2, len(TEXT)))
COPIED = "The ledger had been copied."


def document(text: str = TEXT, pages: tuple[Page, ...] = PAGES) -> Document:
    return Document("d" * 64, "charge.pdf", "The Charge", "indictment", None, text, pages)


def at_copied() -> Opened:
    start = TEXT.index(COPIED)
    return opened(document(), "charge.pdf", start, start + len(COPIED), COPIED)


# Where one is


def test_a_quote_is_opened_on_its_page() -> None:
    assert at_copied().leaf == 1
    assert page.position(at_copied(), document()) == "Page 2 of 2"


def test_without_a_quote_a_document_opens_at_its_beginning() -> None:
    assert opened(document(), "charge.pdf") == Opened("charge.pdf", "d" * 64)


def test_a_quote_that_stands_elsewhere_by_now_is_found_there() -> None:
    now = opened(document(), "charge.pdf", 3, 9, COPIED)
    assert now.quote is not None
    assert TEXT[slice(*now.quote)] == COPIED


def test_a_quote_that_is_nowhere_marks_nothing() -> None:
    assert opened(document(), "charge.pdf", 3, 9, "It never was.").quote is None


@pytest.mark.parametrize(("by", "leaf"), [(1, 1), (5, 1), (-1, 0), (0, 0)])
def test_one_pages_no_further_than_there_are_pages(by: int, leaf: int) -> None:
    assert turned(Opened("charge.pdf", "d"), document(), by).leaf == leaf


@given(st.text(alphabet="ab .\n", max_size=300).map(lambda text: text * 60))
def test_a_document_without_pages_is_cut_into_parts_that_lose_nothing(text: str) -> None:
    parts = leaves(document(text, ()))
    assert "".join(text[part.start : part.end] for part in parts) == text
    assert all(part.end - part.start <= 3 * viewer.PART for part in parts[:-1])


# Searching


def test_words_are_found_in_any_case_and_over_the_end_of_a_line() -> None:
    found = [TEXT[start:end] for start, end in matches(document(), "THE LEDGER")]
    assert found == ["The ledger", "The ledger", "the\nledger"]


def test_what_is_sought_is_no_pattern() -> None:
    assert matches(document("a.b aXb (a", ()), "a.b") == [(0, 3)]
    assert matches(document("a.b aXb (a", ()), "(a") == [(8, 10)]
    assert matches(document(), "  ") == []


def test_a_search_begins_at_the_page_shown_and_goes_round() -> None:
    now = searched(Opened("charge.pdf", "d", leaf=1), document(), "the ledger")
    assert (now.match, now.leaf) == (1, 1)
    assert page.found(now, document()) == '<p class="found" role="status">2 of 3</p>'
    again = searched(now, document(), " the ledger ")
    assert again.match == 2
    assert (stepped(again, document(), 1).match, stepped(again, document(), 1).leaf) == (0, 0)
    assert stepped(now, document(), -2).match == 2


def test_words_that_are_not_there_leave_one_where_one_was() -> None:
    now = searched(at_copied(), document(), "pancakes")
    assert now.leaf == 1
    assert "Not in this document" in page.found(now, document())


def test_a_search_cleared_marks_nothing_more() -> None:
    now = searched(searched(at_copied(), document(), "ledger"), document(), "")
    assert page.found(now, document()) == ""
    assert "match" not in page.words(now, document())


# What is shown


def test_the_quote_is_marked_among_the_words_of_its_page() -> None:
    shown = page.words(at_copied(), document())
    assert f'<mark class="quote">{COPIED}</mark> A copy of the' in shown
    assert "burned" not in shown


def test_a_place_sought_within_the_quote_is_marked_as_both() -> None:
    now = searched(at_copied(), document(), "copied")
    assert '<mark class="quote current">copied</mark><mark class="quote">.</mark>' in page.words(
        now, document()
    )


def test_of_the_places_sought_the_current_one_stands_out() -> None:
    now = searched(replace(at_copied(), quote=None), document(), "ledger")
    shown = page.words(now, document())
    assert shown.count('<mark class="current">') == 1
    assert shown.count('<mark class="match">') == 1


@given(st.text(max_size=80), st.integers(0, 80), st.integers(0, 80), st.text(max_size=3))
def test_marks_change_no_word(text: str, start: int, length: int, sought: str) -> None:
    written = "".join(text.split()) and text
    shown = document(written or "x", ())
    quote = (min(start, len(shown.text)), min(start + length, len(shown.text)))
    now = searched(Opened("a", "d", quote=quote), shown, sought)
    bare = page.words(Opened("a", "d"), shown)
    marked = page.words(now, shown)
    for tag in ("</mark>", *(f'<mark class="{c}">' for c in _CLASSES)):
        marked = type(marked)(marked.replace(tag, ""))
    assert marked == bare


_CLASSES = ("quote", "match", "current", "quote match", "quote current")


def test_a_box_is_laid_over_the_picture_in_parts_of_the_page() -> None:
    drawing = Drawing(b"\x89PNG", ())
    shown = page.picture(at_copied(), document(), drawing, [Box(2, 0.25, 0.1, 0.75, 0.15)])
    assert 'src="data:image/png;base64,iVBORw=="' in shown
    assert "left:25.000%;top:10.000%;width:50.000%;height:5.000%" in shown


def test_facts_are_told_in_a_line_and_flags_each_once() -> None:
    flags = (Flag("covered", "A redaction only covers its words.", 2), Flag("unseen", "Hidden."),
             Flag("covered", "A redaction only covers its words.", 4))  # fmt: skip
    record = DocumentRecord("ab" * 32, "charge.pdf", "<b>Charge</b>", "order", None, "ready", None,
                            "", pages=4, language="fr", flags=flags)  # fmt: skip
    shown = page.head(record)
    assert "charge.pdf · order · 4 pages · French · SHA-256 " in shown
    assert f'title="SHA-256 {"ab" * 32}">abababababab…' in shown
    assert "Pages 2, 4: A redaction only covers its words." in shown
    assert "&lt;b&gt;Charge&lt;/b&gt;" in page.title(record)
