"""What a line is good for: statement, fragment, heading."""

from __future__ import annotations

import pytest

from corpus.language.statements import is_fragment, is_heading


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
