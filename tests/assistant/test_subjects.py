"""A claim that says what its source says, of something else."""

from __future__ import annotations

import pytest

from assistant.grounding import sources_of
from assistant.subjects import is_of_another_subject
from tests.passages import hit

NOT_YET = "It is not yet clear when he will be extradited."


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The trial is not yet clear when he will be extradited.", NOT_YET),
        ("The passport was shredded.", "The records were shredded."),
        ("The invoice was under the seat.", "A pistol was under the seat."),
        ("The landlord searched the fund.", "The FBI searched the fund."),
        ("The judge faces life in prison.", "Flores faces life in prison."),
        ("The prosecutor was arrested in Tampa.", "Agnew was arrested in Tampa."),
        ("The court has not been charged.", "Marsh has not been charged."),
    ],
)
def test_another_subject_is_told(claim: str, source: str) -> None:
    assert is_of_another_subject(claim, source)
    assert sources_of(claim, [hit(source)]) == []


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("It is not yet clear when he will be extradited.", NOT_YET),
        ("The records were shredded.", "All of the record books were shredded."),
        ("The vessel left Rotterdam.", "The ship left Rotterdam."),
        ("The firm paid no tax.", "The company paid no tax."),
        ("The arrest was in Tampa.", "Deputies arrested him in Tampa."),
        ("The employee had worked for Osprey.", "He had worked for Osprey since 1994."),
        ("The defendant faces life in prison.", "Flores faces life in prison."),
        ("The man was arrested in Tampa.", "Agnew was arrested in Tampa."),
        ("The court denied the motion to suppress.", "The motion to suppress was denied."),
        ("Peter Agnew was arrested.", "Agnew was arrested in Tampa."),
    ],
)
def test_the_same_subject_under_another_word_stands(claim: str, source: str) -> None:
    assert not is_of_another_subject(claim, source)


def test_a_source_of_no_word_speaks_of_nothing() -> None:
    assert is_of_another_subject("The ledger was burned.", "…")
