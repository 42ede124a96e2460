"""What a line is good for: statement, fragment, heading, and of whom it speaks."""

from __future__ import annotations

import pytest

from assistant.statements import (
    is_about_others,
    is_fragment,
    is_heading,
    is_of_the_other_side,
    is_question,
)


@pytest.mark.parametrize(
    "line",
    [
        "SUPERSEDING INDICTMENT",
        "# Government Exhibit 7",
        "Defendants.",
        "United States Magistrate Judge",
        "(Money Laundering Conspiracy, 18 U.S.C. § 1956(h))",
        "| No. | Paid on | Memo |",
        "TOBIAS KELLNER, Defendant\n______________",
    ],
)
def test_a_line_that_only_names_what_stands_under_it_is_a_heading(line: str) -> None:
    assert is_heading(line)


@pytest.mark.parametrize(
    "line",
    [
        "Case No. 2:24-cr-00087-EHT",
        "The company itself is not charged.",
        "No trial date has been set.",
    ],
)
def test_a_line_that_says_something_is_none(line: str) -> None:
    assert not is_heading(line)


def test_a_line_that_nothing_ends_is_a_fragment() -> None:
    assert is_fragment("The Grand Jury charges:")
    assert not is_fragment("He was arrested on April 11.")
    assert not is_fragment("| 8 | 2023-06-09 | $15,000.00 |")


@pytest.mark.parametrize(
    ("sentence", "about_others"),
    [
        ("Mr. Kellner will plead guilty to Count One, which charges him with conspiracy.", True),
        ("Mr. Pell pleaded not guilty.", False),
        ("All three pleaded not guilty before Magistrate Judge Samuel R. Lindqvist.", False),
        ("He pleaded not guilty.", False),
        ("The criminal gang originated in a Venezuela prison.", False),
    ],
)
def test_a_sentence_that_names_only_other_people_is_about_others(
    sentence: str, about_others: bool
) -> None:
    assert is_about_others("Did Pell plead guilty?", sentence) is about_others
    assert not is_about_others("Who pleaded guilty?", sentence)


@pytest.mark.parametrize(
    ("question", "sentence", "other"),
    [
        ("What term does the prosecution ask for?", "The defense asks for home confinement.", True),
        ("What does the defense ask for?", "The government asks for 57 months.", True),
        ("What does the defense ask for?", "The defense asks for home confinement.", False),
        ("What does the defense say?", "The government and the defense agree.", False),
        ("What does the government say?", "He worked for the Department of Defense.", False),
        ("Which government agency was it?", "The defense asks for mercy.", False),
        ("What did prosecutors say?", "He claimed self-defense.", False),
    ],
)
def test_what_one_side_asks_for_is_not_what_the_other_does(
    question: str, sentence: str, other: bool
) -> None:
    assert is_of_the_other_side(question, sentence) is other


@pytest.mark.parametrize(
    ("sentence", "asks"),
    [
        ("Can we hold the logs back?", True),
        ("“Can we hold the logs back?”", True),
        ("The note read, “Where is the money?”", False),
        ("We cannot.", False),
    ],
)
def test_a_question_answers_nothing(sentence: str, asks: bool) -> None:
    assert is_question(sentence) is asks
