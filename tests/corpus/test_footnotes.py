"""Footnotes stand apart from the sentences that go on over a page, and can be cited."""

from __future__ import annotations

import pytest

from corpus.boxes import boxes
from corpus.document import Document
from corpus.lookup import find_places, wanted_places
from corpus.pincite import pincite
from corpus.reading import read_bytes
from tests.corpus.pages import LOREM, column, made, sheet, write

NOTE = "1 See the second ledger, which was found in the boat."
CONTINUED = "He said that Pell had gone to the"
LINES = column(LOREM, 80)


def filed(first: list[list[str]], notes: list[str], second: list[str]) -> bytes:
    file = sheet()
    y = 80.0
    for paragraph in first:
        y = write(file, 72, y, paragraph) + 14
    write(file, 72, 680, notes, size=9, step=11)
    file.add_page()
    write(file, 72, 80, second)
    write(file, 72, 690, ["2 Exhibit 4."], size=9, step=11)
    return made(file)


@pytest.fixture
def brief() -> Document:
    data = filed([LINES, [*LINES, CONTINUED]], column(NOTE, 40), ["yard at nine.", *LINES])
    return read_bytes(data, "brief.pdf")


def test_a_sentence_goes_on_over_a_page_with_a_footnote(brief: Document) -> None:
    assert f"{CONTINUED} yard at nine." in brief.text
    assert f"\n\n{NOTE}\n\n" in brief.text
    start = brief.text.index(NOTE)
    assert brief.page_at(start) == 1


def test_a_footnote_is_cited_and_found_by_its_number(brief: Document) -> None:
    start = brief.text.index("second ledger")
    assert pincite(brief, brief.span(start, start + 6)).endswith("p. 1, n.1")
    for query in ("What does footnote 1 say?", "n.1", "fn. 1"):
        (found,) = find_places(brief, wanted_places(query))
        assert brief.text[found.start : found.end] == NOTE


def test_a_paragraph_that_fills_its_page_is_parted_between_sentences() -> None:
    data = filed([[*LINES, CONTINUED]], [NOTE], ["yard at nine.", *LINES])
    text = read_bytes(data, "brief.pdf").text
    assert f"{CONTINUED} yard at nine." in text
    assert f"without a stamp.\n\n{NOTE}\n\n" in text


def test_the_words_of_a_page_with_footnotes_are_found_on_it_again() -> None:
    data = filed([LINES, [*LINES, CONTINUED]], [NOTE], ["yard at nine.", *LINES])
    document = read_bytes(data, "brief.pdf")
    (note,) = boxes(data, document.pages, *_span(document, NOTE))
    (line,) = boxes(data, document.pages, *_span(document, CONTINUED))
    assert note.top > 0.8 > line.top
    first, second = boxes(data, document.pages, *_span(document, "to the yard"))
    assert (first.page, second.page) == (1, 2)


def _span(document: Document, words: str) -> tuple[int, int]:
    start = document.text.index(words)
    return start, start + len(words)


def test_the_number_of_a_footnote_is_no_paragraph() -> None:
    note = "Footnote 3: 3. See above."
    text = f"COMPLAINT\n\n1. Pell left.\n\n2. Pell came.\n\n{note}\n\n3. Pell sank."
    marks = read_bytes(text.encode(), "a.txt").marks
    assert [m.value for m in marks if m.kind == "paragraph"] == ["1", "2", "3"]
    (mark,) = (m for m in marks if m.kind == "footnote")
    assert text[mark.start : mark.end] == note
