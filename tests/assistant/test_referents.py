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
    ("sentence", "person"),
    [
        ("He has one prior conviction", "Vesely"),
        ("On April 8 he bought a one-way ticket", "Vesely"),
        ("Mr. Pell was released", ""),
        ("Jonah Petrakis, who is her lawyer", ""),
        ("The motion for the detention", ""),
    ],
)
def test_a_pronoun_means_whom_the_sentence_before_names(sentence: str, person: str) -> None:
    assert any(person in name for name in meant(sentence)) is bool(person)


@pytest.mark.parametrize(
    "text",
    [
        "Flores flew from Hong Kong to Porto in May. He carried cash.",
        "Flores joined Tren de Aragua in 2019. He carried cash.",
        "Crane pleaded guilty to Wire Fraud. He carried cash.",
        "Tom Crane hired a driver. His wife Ada Marsh owned the car. He carried cash.",
        "Mr. Pell was arrested. Pell's lawyer is Tom Marsh of Porto. He carried cash.",
        "Mr. Crane hired a driver. His brother, Mr. Marsh, owned the car. He carried cash.",
        "The ship sailed in May. He carried cash.",
    ],
)
def test_where_it_is_not_sure_nobody_is_meant(text: str) -> None:
    assert meant("He carried cash", text) == ()


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        (
            "Flores flew from Hong Kong to Porto in May. He carried $40,000 in cash in a blue bag.",
            "How much cash did Flores carry?",
            "He carried",
        ),
        (
            "Crane pleaded guilty to Wire Fraud. He was sentenced to twelve years in prison.",
            "How many years in prison was Crane sentenced to?",
            "He was sentenced",
        ),
        (
            "Mr. Pell was arrested in May. Pell's lawyer is Tom Marsh of Porto. He was released on "
            "a bond of $75,000.",
            "On what bond was Pell released?",
            "He was released",
        ),
        (
            "Harbor Trading is a firm in Porto. Mr. John Pell founded the company in 1994.",
            "When was Harbor Trading founded?",
            "Mr. John Pell",
        ),
        (
            "The motion of Flores was heard in April. Ms. Ellen Hart represented the defendant at "
            "the hearing.",
            "Who represented Flores at the hearing?",
            "Ms. Ellen Hart",
        ),
    ],
)
def test_what_is_said_of_whom_was_asked_is_still_answered(
    case: Case, tmp_path_factory: pytest.TempPathFactory, text: str, question: str, answer: str
) -> None:
    folder = tmp_path_factory.mktemp("still")
    (folder / "a.txt").write_text(f"{text}\n\nThe harbor was closed.\n", encoding="utf-8")
    case.add(folder)
    answered = Assistant(case).ask(question)
    assert not answered.abstained
    assert answered.claims[0].text.startswith(answer)


def test_a_woman_is_not_meant_by_he() -> None:
    text = "Mr. Vesely was detained. Ms. Brandvold was released. He will appeal."
    assert meant("He will appeal", text) == ()
    assert meant("She will", text.replace("He will", "She will")) == ("Ms. Brandvold",)


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
    assert answer.abstained or answer.claims[0].text.startswith("Ms. Brandvold")
    asked_of_himself = Assistant(case).ask("What prior conviction does Mr. Vesely have?")
    assert asked_of_himself.claims[0].text.startswith("He has one prior conviction")
