"""What a line is good for: statement, fragment, heading, and of whom it speaks."""

from __future__ import annotations

import pytest

from assistant.statements import is_about_others, is_fragment, is_heading


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
