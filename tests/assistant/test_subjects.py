"""A claim that says what its source says, of something else."""

from __future__ import annotations

import pytest

from assistant.grounding.evidence import check_claim
from assistant.grounding.subjects import is_of_another_subject
from corpus.language.parsed import parse
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
    assert is_of_another_subject(parse(claim), parse(source), parse(""))
    assert check_claim(claim, [hit(source)]).sources == ()


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
    assert not is_of_another_subject(parse(claim), parse(source), parse(""))


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "The indictment charged Flores with two counts of fraud.",
            "Flores was charged with two counts of fraud.",
        ),
        (
            "The judge sentenced Flores to 12 years in prison.",
            "Flores was sentenced to twelve years in prison.",
        ),
        (
            "The government accused Crane of fraud.",
            "The United States accused Crane of fraud.",
        ),
        ("The court denied the motion to suppress.", "The court denied his motion to suppress."),
        ("The vessel left Rotterdam on May 3.", "The ship left Rotterdam on May 3."),
        (
            "The previously unnamed witness testified on May 3.",
            "The unnamed witness testified on May 3.",
        ),
    ],
)
def test_who_acts_may_be_left_unsaid_by_the_source(claim: str, source: str) -> None:
    assert check_claim(claim, [hit(source)]).sources


def test_of_a_long_claim_enough_must_be_met_by_all_that_is_cited(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    long = "The Osprey Company was to deliver four hundred crates of copper pipe to pier nine."
    short = "The Osprey Company was to deliver pipe."
    monkeypatch.setattr("assistant.grounding.evidence.support", lambda claim, sentences: 0.49)
    assert not check_claim(long, [hit(long)]).sources
    assert check_claim(short, [hit(short)]).sources
    monkeypatch.setattr("assistant.grounding.evidence.support", lambda claim, sentences: 0.51)
    assert check_claim(long, [hit(long)]).sources


@pytest.mark.parametrize(
    "claim", ["He got 12 years.", "Flores was sentenced to 12 years.", "Crane faces twelve years."]
)
def test_a_short_claim_is_left_to_the_rules(claim: str) -> None:
    source = (
        "Flores was sentenced to twelve years in prison. The charge carries a maximum sentence of "
        "twelve years in prison for Crane, who faces it in May."
    )
    passages = [hit(f"The harbor was closed for two days. {source} The ledger was burned.")]
    assert check_claim(claim, passages).sources


@pytest.mark.parametrize(
    "before",
    ["On April 8 a grand jury filed an indictment.", "No trial date has been set."],
)
def test_a_sentence_beside_the_source_lends_it_no_subject(before: str) -> None:
    claim = "The trial is not yet clear when he will be extradited."
    assert check_claim(claim, [hit(f"{before} {NOT_YET} The ledger was burned.")]).sources == ()


def test_what_the_source_calls_it_may_be_named_beside_it() -> None:
    claim = "The trawler sank off Lisbon in May."
    assert check_claim(
        claim, [hit("Marsh bought a trawler in March. It sank off Lisbon in May.")]
    ).sources
    assert not check_claim(
        claim, [hit("Marsh bought a house in March. It sank off Lisbon in May.")]
    ).sources


def test_a_source_of_no_word_speaks_of_nothing() -> None:
    assert is_of_another_subject(parse("The ledger was burned."), parse("…"), parse(""))
