"""What a text says is read alike by all that read it: each pair once disagreed somewhere."""

from __future__ import annotations

import datetime

import pytest

from assistant.grounding.rules import objection
from assistant.starters.people import is_person
from corpus.language import days
from corpus.language.amounts import numbers_in
from corpus.language.dates import Date, dated
from corpus.language.names import names_in
from corpus.language.parsed import parse
from corpus.language.relative_dates import meanings

WRITTEN_ALIKE = [
    "March 4, 2024",
    "MARCH 4, 2024",
    "march 4, 2024",
    "Mar. 4, 2024",
    "Mar.4, 2024",
    "MAR. 4, 2024",
    "March 4th, 2024",
    "March fourth, 2024",
    "March 4 , 2024",
    "March 4, in the year 2024",
    "4 March 2024",
    "4-March-2024",
    "04-MAR-2024",
    "4-Mar-24",
    "4t h day of March, 2024",
    "4TH DAY OF MARCH, 2024",
    "the FOURTH day of March, 2024",
    "(4th) day of March, 2024",
    "2024-03-04",
    "2024/03/04",
    "3/4/2024",
    "3 / 4 / 2024",
    "3-4-24",
    "4 de marzo de 2024",
    "4. März 2024",
    "4 mars 2024",
]


@pytest.mark.parametrize("written", WRITTEN_ALIKE)
def test_a_day_is_the_same_to_both_readers_of_dates(written: str) -> None:
    text = f"The lease was signed on {written} in Boston."
    [(date, (start, end))] = dated(text)
    assert date == Date(3, 4, 2024)
    [day] = days.dated(text, figures=True)
    assert day.day == datetime.date(2024, 3, 4)
    assert written.removeprefix("the ").strip("(") in text[start:end] or text[start:end] in written


def test_what_gives_more_than_a_day_stays_as_it_is() -> None:
    assert [date for date, _ in dated("on March 10 and 14, 2024")] == [
        Date(3, 10, 2024),
        Date(3, 14, 2024),
    ]
    assert [date for date, _ in dated("in March 2024 and in 1998")] == [
        Date(3, None, 2024),
        Date(None, None, 1998),
    ]


@pytest.mark.parametrize("claim", ["Ángel Ruiz signed.", "Łukasz Ruiz signed.", "Żak Ruiz signed."])
def test_a_name_with_an_accented_capital_is_a_name(claim: str) -> None:
    name = claim.removesuffix(" signed.")
    assert names_in(claim) == [name]
    assert is_person(name)
    found = objection(parse(claim), parse("Óscar Ruiz signed the lease."))
    assert found is not None
    assert found.rule == "name"


@pytest.mark.parametrize(
    "text",
    [
        "Ada Quill turned 44 in May.",
        "Ada Quill, 44, was there.",
        "Ada Quill, aged 44, was there.",
        "Ada Quill is 44 years old.",
        "The 44-year-old was there.",
        "Ada Quill, now 44, was there.",
    ],
)
def test_an_age_is_one_however_it_is_said(text: str) -> None:
    assert [text[start:end] for start, end in parse(text).ages] == ["44"]


@pytest.mark.parametrize("number", range(1, 13))
def test_numbers_in_words_are_the_same_for_amounts_and_for_days_ago(number: int) -> None:
    words = "one two three four five six seven eight nine ten eleven twelve".split()
    word = words[number - 1]
    today = datetime.date(2024, 5, 20)
    told = [meaning for *_, meaning in meanings(f"He left {word} days ago.", today)]
    assert told == [meaning for *_, meaning in meanings(f"He left {number} days ago.", today)]
    if number > 1:
        assert numbers_in(f"He had {word} crates.") == {str(number)}
