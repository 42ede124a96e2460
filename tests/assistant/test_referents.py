"""Of whom a sentence speaks that only says "he", and what follows for who was asked about."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.referents import people_meant
from index.case import Case

ORDER = """The motion for the detention of Mr. Vesely came up on April 16. He has one prior \
conviction: in 2009 he was convicted of filing a false tax return and was fined $5,000. On April 8 \
he bought a one-way ticket to Lisbon.

Ms. Brandvold was released on a bond of $75,000. Jonah Petrakis, who is her lawyer, said that she \
did the bookkeeping that she was told to do. Mr. Pell was released on a bond of $200,000.
"""


def meant(sentence: str, text: str = ORDER) -> tuple[str, ...]:
    return people_meant(text, text.index(sentence), sentence)


@pytest.mark.parametrize(
    ("sentence", "people"),
    [
        ("He has one prior conviction", ("Mr. Vesely",)),
        ("On April 8 he bought a one-way ticket", ("Mr. Vesely",)),
        ("Mr. Pell was released", ()),
        ("Jonah Petrakis, who is her lawyer", ()),
        ("The motion for the detention", ()),
    ],
)
def test_a_pronoun_means_whom_the_sentence_before_names(
    sentence: str, people: tuple[str, ...]
) -> None:
    assert meant(sentence) == people


def test_a_woman_is_not_meant_by_he() -> None:
    text = "Mr. Vesely was detained. Ms. Brandvold was released. He will appeal."
    assert meant("He will appeal", text) == ("Mr. Vesely",)


def test_nobody_is_meant_where_nobody_was_named() -> None:
    assert meant("He left", "The ship sailed in May. He left with it.") == ()


@pytest.mark.parametrize(
    "question",
    [
        "What prior conviction does Mr. Pell have?",
        "What is Ms. Brandvold's prior conviction?",
        "Where did Brandvold buy a one-way ticket to?",
    ],
)
def test_what_is_said_of_another_is_no_answer(
    case: Case, tmp_path_factory: pytest.TempPathFactory, question: str
) -> None:
    folder = tmp_path_factory.mktemp("order")
    (folder / "order.txt").write_text(ORDER, encoding="utf-8")
    case.add(folder)
    answer = Assistant(case).ask(question)
    assert answer.abstained or "He has" not in answer.claims[0].text, answer.text
    assert answer.abstained or "he bought" not in answer.claims[0].text, answer.text
    asked_of_himself = Assistant(case).ask("What prior conviction does Mr. Vesely have?")
    assert asked_of_himself.claims[0].text.startswith("He has one prior conviction")
