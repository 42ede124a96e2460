"""Dates and times of day: the same however they are written, and different when they differ."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.grounding.dates import dates_differ
from corpus.language.parsed import parse

SAME = [
    ("March 3, 2024", "3 March 2024"),
    ("March 3, 2024", "2024-03-03"),
    ("March 3, 2024", "03/03/2024"),
    ("March 3, 2024", "the third of March, 2024"),
    ("this 20t h day of March, 2024", "March 20, 2024"),
    ("this 1s t day of March 2024", "1 March 2024"),
    ("this 15 th day of March, 2024", "15 March 2024"),
    ("March 3 , 2024", "3 March 2024"),
    ("March 3,2024", "3 March 2024"),
    ("March 18. 2024", "18 March 2024"),
    ("MARCH 3, 2024", "3 March 2024"),
    ("19  DAY OF MAY , 2024", "May 19, 2024"),
    ("24 OCT 2024", "October 24, 2024"),
    ("3-14-18", "March 14, 2018"),
    ("12-23-2019", "December 23, 2019"),
    ("(1st)  day of March, 2024", "March 1, 2024"),
    ("1st day of                --- March, 2024", "March 1, 2024"),
    ("between 10 and 14 March 2022", "between March 10 and March 14, 2022"),
    ("October 20, 1973", "Oct. 20, 1973"),
    ("on August 9, 2024", "on Friday, August 9, 2024"),
    ("2010-12", "from 2010 to 2012"),
    ("at 14:30", "at 2:30 p.m."),
    ("at 5:00 p.m.", "at 17:00"),
    ("until noon", "until 12:00"),
    ("in the fall of 2009", "in autumn 2009"),
    ("from 2011 until 2014", "in 2011"),
    ("between March 10-14, 2022", "between March 10 and March 14, 2022"),
    ("10-14 March 2022", "March 10 to 14, 2022"),
    ("at 0340 hours", "at 3:40 a.m."),
    ("at approximately 2115 hrs", "at 9:15 p.m."),
]
DIFFERENT = [
    ("March 3, 2024", "March 4, 2024"),
    ("March 3, 2024", "April 3, 2024"),
    ("March 3, 2024", "March 3, 2023"),
    ("in 2019", "in 2020"),
    ("this 20t h day of March, 2024", "March 2, 2024"),
    ("3-14-18", "March 15, 2018"),
    ("on August 9, 2024", "on Monday, August 9, 2024"),
    ("at 14:30", "at 4:30 p.m."),
    ("in the spring of 2009", "in the autumn of 2009"),
    ("the March figures", "the May figures"),
    ("between March 10-14, 2022", "on March 3, 2022"),
    ("at 0340 hours", "at 4:40 a.m."),
]


@pytest.mark.parametrize(("source", "claim"), SAME)
def test_a_date_said_otherwise_is_the_same(source: str, claim: str) -> None:
    assert not dates_differ(parse(f"It rained {claim}."), parse(f"It rained {source}."))


@pytest.mark.parametrize(("source", "claim"), DIFFERENT)
def test_another_date_differs(source: str, claim: str) -> None:
    assert dates_differ(parse(f"It rained {claim}."), parse(f"It rained {source}."))


@given(st.dates(datetime.date(1800, 1, 1), datetime.date(2099, 12, 31)))
def test_any_day_is_the_same_in_every_form(day: datetime.date) -> None:
    forms = [f"{day:%B} {day.day}, {day.year}", f"{day.day} {day:%B} {day.year}", day.isoformat()]
    for source in forms:
        said = parse(f"on {source}")
        assert not any(dates_differ(parse(f"on {claim}"), said) for claim in forms)
