"""What a document says is not known, held against what was asked."""

from __future__ import annotations

import pytest

from assistant.unknowns import is_unknown

LAWYER = "CNN is working to determine whether Flores has legal representation."
WHEN = "It is not yet clear when he will be extradited to the US."
RECORDS = "Court records do not show whether Ms. Achterberg has been arrested."
NO_DATE = "No trial date has been set."


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Does Flores have a lawyer?", LAWYER),
        ("When will Flores be extradited to the US?", WHEN),
        ("Has Achterberg been arrested?", RECORDS),
        ("When is the trial?", NO_DATE),
        (
            "Where did the crates go?",
            "It is not known who took the crates or where the crates went.",
        ),
        ("How many people were hurt?", "To date, it is not known how many people were hurt."),
        ("Who sold the crates?", "It is not known who sold the crates beside the ledger."),
    ],
)
def test_what_was_asked_is_not_known(question: str, sentence: str) -> None:
    assert is_unknown(question, sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Which judge is hearing the Flores case?", LAWYER),
        ("Where will Flores be extradited to?", WHEN),
        ("What phone number does Achterberg have?", RECORDS),
        ("What did Achterberg say of the court?", RECORDS),
        ("How long will the trial take?", NO_DATE),
        ("What colour was the driver's car?", "The driver has not been identified."),
    ],
)
def test_something_else_is_not_known(question: str, sentence: str) -> None:
    assert not is_unknown(question, sentence)
