"""Quotations held letter for letter, as lawyers quote."""

from __future__ import annotations

import pytest

from assistant.drafts.quotations import misquoted, quotations, standing

SOURCE = (
    "The clerk told him that the extra money was “for not asking.” He did not himself pay the\n"
    "officer — and never met him outside the port. Nobody else was there."
)
EXACT = [
    "He did not himself pay the officer",
    "he did not himself pay the officer",
    "[H]e did not himself pay the officer",
    "did not himself pay the officer . . . outside the port",
    "did not himself pay the officer … outside the port.",
    "did not himself pay the officer - and never met [the man] outside the port",
    "the extra money was 'for not asking.'",
]
WRONG = [
    ("He did not himself bribe the officer", "bribe", "pay"),
    ("never met her outside the port", "her", "him"),
    ("did not himself pay officer", "", "the"),
    ("did not himself ever pay the officer", "ever", ""),
]


@pytest.mark.parametrize("words", EXACT)
def test_a_quotation_may_leave_out_and_change_what_it_marks(words: str) -> None:
    if "'" in words:
        words = words.replace("'for not asking.'", "“for not asking.”")
    at = standing(words, SOURCE)
    assert at is not None
    assert SOURCE[slice(*at)].casefold().startswith(words.lstrip("[").casefold()[0])


@pytest.mark.parametrize(("words", "written", "said"), WRONG)
def test_the_first_difference_is_shown_with_both(words: str, written: str, said: str) -> None:
    assert standing(words, SOURCE) is None
    found = misquoted(words, SOURCE, 0, len(SOURCE))
    assert found is not None
    assert (found.written, found.said) == (written, said)


def test_words_of_something_else_are_no_misquotation() -> None:
    assert misquoted("the ship sailed for Lisbon at dawn", SOURCE, 0, len(SOURCE)) is None


def test_two_words_in_quotation_marks_are_no_quotation() -> None:
    text = "The “silent partner” said that it was “all a great mistake.”"
    assert [q.words for q in quotations(text, 0, len(text))] == ["all a great mistake."]
