"""Amounts: the same in other words and measures, and different when they differ."""

from __future__ import annotations

import pytest

from assistant.grounding.amounts import amounts_differ, bounds_dropped
from corpus.language.parsed import parse

SAME = [
    ("$1.2 million", "1,200,000 dollars"),
    ("412 procedures", "four hundred and twelve procedures"),
    ("60 percent of it", "60% of it"),
    ("two years", "24 months"),
    ("3 kg of it", "three kilograms of it"),
    ("CHF 2.5 million", "2.5 million Swiss francs"),
    ("between $40 million and $50 million", "$40-50 million"),
    ("between 10 and 20 years", "between ten and twenty years"),
    ("a nine-count indictment", "9 counts"),
    ("Lena Abara, 31,", "the 31-year-old"),
    ("Counts One through Three", "Count 2"),
    ("half of the 240 employees", "fifty percent of the 240 employees"),
    ("$1,500 a month", "$1,500 per month"),
    ("Pier 9", "pier nine"),
    ("one hundred-twenty days", "120 days"),
    ("three-hundred-sixty-five days", "365 days"),
    ("half a million dollars", "$500,000"),
    ("a half-million dollars", "$500,000"),
    ("two and a half years", "30 months"),
    ("two and one-half million dollars", "$2.5 million"),
    ("a million and a half dollars", "$1.5 million"),
    ("1 1/2 years", "18 months"),
    ("2½ million dollars", "$2,500,000"),
    ("half an hour", "30 minutes"),
    ("two-thirds of the board", "two thirds of the board"),
    ("half a dozen boxes", "six boxes"),
    ("one\nhalf of the board", "half of the board"),
]
DIFFERENT = [
    ("$1.2 million", "$1.2 billion"),
    ("57 months in prison", "57 years in prison"),
    ("45,000 euros", "$45,000"),
    ("$1,500 a month", "$1,500 a week"),
    ("two pistols and 3 kilograms", "three pistols"),
    ("Counts 1, 3 and 5", "Count 2"),
    ("half of the staff", "a third of the staff"),
    ("told twice", "told three times"),
    ("half a million dollars", "$1 million"),
    ("two and a half years", "fifty years"),
    ("2½ million dollars", "$2 million"),
    ("3 1/2 hours", "2 hours"),
    ("$.50 a share", "$50 a share"),
    ("half a percent", "50 percent"),
    ("the twenty-first century", "20 centuries"),
]


@pytest.mark.parametrize(("source", "claim"), SAME)
def test_an_amount_said_otherwise_is_the_same(source: str, claim: str) -> None:
    assert amounts_differ(parse(claim), parse(source)) == []


@pytest.mark.parametrize(("source", "claim"), DIFFERENT)
def test_another_amount_differs(source: str, claim: str) -> None:
    assert amounts_differ(parse(claim), parse(source)) != []


def test_a_bound_is_no_exact_sum() -> None:
    assert bounds_dropped(parse("He faces 20 years."), parse("He faces up to 20 years."))
    assert bounds_dropped(parse("There were 61 boxes."), parse("There were at least 61 boxes."))
    assert not bounds_dropped(parse("He could get 20 years."), parse("He faces up to 20 years."))
    assert not bounds_dropped(parse("There were 61 boxes."), parse("There were 61 boxes."))
