"""Ages that a claim gives, held against a source that gives one in passing."""

from __future__ import annotations

import pytest

from assistant.grounding.evidence import check_claim
from tests.passages import hit

TWO = (
    "The Department of Justice alleges Jose Enrique Martinez Flores, 24, is a high-ranking leader "
    "in Bogotá, and Ada Marsh, 58, founded the company in 1994."
)


@pytest.mark.parametrize(
    ("claim", "source", "stands"),
    [
        ("Flores is 24 years old.", TWO, True),
        ("Jose Enrique Martinez Flores is 24.", TWO, True),
        ("Marsh was 58 years old.", TWO, True),
        ("Flores is 58 years old.", TWO, False),
        ("Flores is 25 years old.", TWO, False),
        ("Crane is 24 years old.", TWO, False),
        ("Flores is 24 years old.", "Flores was sentenced to 24 years in prison.", False),
        ("Agnew is 31 years old.", "Peter Agnew, a 31-year-old clerk, was arrested.", True),
        ("He is 24 years old.", "He is 24 years old and lives in Lisbon.", True),
        ("Flores is 24 years old.", "Flores, now 24, was held.", True),
        ("Flores was 24 years old.", "Flores, age 24, was arrested.", True),
        ("The vote in the Senate was 52.", "The vote in the Senate was 52 to 48.", True),
        ("Crane's fine was 500.", "Crane's fine was 500.", True),
        ("José is 24 years old.", "José, 24, was arrested.", True),
        ("She is 24 years old.", "Jose Flores, 24, is a leader.", False),
        ("She was 58.", "Ada Marsh is the owner. She is 58 years old.", True),
    ],
)
def test_an_age_stands_only_where_it_is_given_of_that_person(
    claim: str, source: str, stands: bool
) -> None:
    assert bool(check_claim(claim, [hit(source)]).sources) is stands
