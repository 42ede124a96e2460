"""Lines that break within a number begin no paragraph; a number that is glued to one does."""

from __future__ import annotations

import pytest

from corpus.marks import marks_of
from corpus.paragraphs import paragraph_spans
from corpus.readers.layout import goes_on

HEAD = "UNITED STATES DISTRICT COURT\n\nCOMPLAINT\n\n1. Pell owns a barge.\n\n"
BROKEN = [
    ("Pell called 617-555-", "0142. Nobody answered."),
    ("He dialled (617) 555-", "0142 and waited."),
    ("The crates are those of No.", "2. They are of pine."),
    ("He was charged under 18 U.S.C. §", "2. He denied it."),
    ("He was charged under 21 U.S.C.", "841. He denied it."),
    ("It is so under Fed. R. Evid.", "404. Nothing else is."),
    ("He left on Mar.", "2. She stayed."),
    ("She stayed until March 4,", "2024. He had left."),
    ("In all he paid $1,", "250. She paid none."),
    ("In all he paid $14.", "50 and left."),
    ("The file is 3:21-cr-", "2. It is sealed."),
    ("He worked from 2019-", "2021. She did not."),
    ("as is told in Count", "2. It is denied."),
]


@pytest.mark.parametrize(("before", "after"), BROKEN)
def test_the_rest_of_a_number_begins_no_paragraph(before: str, after: str) -> None:
    text = f"{HEAD}2. {before}\n{after}\n\n3. That is all."
    found = [m for m in marks_of(text, (), ()) if m.kind == "paragraph"]
    assert [mark.value for mark in found] == ["1", "2", "3"]
    assert text[found[1].start : found[1].end] == f"2. {before}\n{after}"
    wide = f"A line that is a good deal longer than the two others of its block.\n{before}\n{after}"
    assert [wide[a:b].endswith(after) for a, b in paragraph_spans(wide)][-1:] == [True]
    assert f"{before}\n{after}" in [wide[a:b] for a, b in paragraph_spans(wide)][-1]
    assert goes_on(before, after)


@pytest.mark.parametrize(
    "text",
    [
        "2. He left. 3.\nShe stayed on.\n\n4. It rained.\n",
        "2. He left. 3. She stayed on.\n\n4. It rained.\n",
        "2. He left. 3\nShe stayed on.\n\n4. It rained.\n",
        "2. He “left.” 3.\r\nShe stayed on.\r\n\r\n4. It rained.\r\n",
        "2. He left.\n\n3. She stayed on. 4. It rained.\n",
    ],
)
def test_a_number_glued_to_the_paragraph_before_is_found(text: str) -> None:
    text = HEAD + text
    found = [m for m in marks_of(text, (), ()) if m.kind == "paragraph"]
    assert [mark.value for mark in found] == ["1", "2", "3", "4"]
    assert text[found[2].start : found[2].end].endswith("She stayed on.")


def test_a_number_in_a_sentence_is_not_taken_for_one_that_is_missing() -> None:
    text = f"{HEAD}2. He owned crates 3 and 4, and\n3 Boats.\n\n4. It rained.\n"
    found = [m.value for m in marks_of(text, (), ()) if m.kind == "paragraph"]
    assert found == ["1", "2", "4"]


def test_a_list_below_a_heading_stays_a_list() -> None:
    text = "House Rules\n1. Nobody smokes.\n2. Nobody shouts.\n"
    assert [text[a:b] for a, b in paragraph_spans(text)] == text.splitlines()
