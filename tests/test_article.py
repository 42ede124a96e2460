"""The kind of document Casebook exists for: one real article, asked as a reader would.

Of 20 questions at least 19 are to be answered from the right sentence, and of 8 that the
article does not answer at least 7 are to be declined.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant
from index.case import Case
from index.home import Home

ANSWERED = [  # the question, and what the first sentence quoted has to hold
    ("What penalty does Flores face?", "life in prison"),
    ("How much could Flores be fined?", "$10 million"),
    ("When was Flores arrested?", "March 31"),
    ("Who arrested Flores?", "Colombian authorities"),
    ("How old is Jose Enrique Martinez Flores?", "24"),
    ("Where is Flores being held?", "detained in Colombia"),
    ("What did the grand jury do on April 8?", "superseding indictment"),
    ("What is Flores charged with?", "charged with one count"),
    ("How many counts of international drug distribution does he face?", "two counts"),
    ("What did Pam Bondi say about TdA?", "Pam Bondi said"),
    ("What did Kash Patel say?", "Kash Patel said"),
    ("Which law was invoked to deport alleged gang members?", "Alien Enemies Act"),
    ("How much cocaine did Flores allegedly distribute beginning in November 2024?", "10 kilo"),
    ("How many kilograms did he allegedly distribute about a month ago?", "14 kilograms"),
    ("Where did the gang originate?", "Venezuela prison"),
    ("Which countries has the gang terrorized?", "Bolivia"),
    ("What criminal activities has the gang engaged in?", "extortion"),
    ("Who blocked the deportations?", "Supreme Court"),
    ("When was the gang designated a foreign terrorist organization?", "February"),
    ("What kind of support did Flores allegedly provide to the gang?", "material support"),
]
DECLINED = [
    "What is the name of the judge?",
    "When will Flores be extradited to the US?",
    "Does Flores have a lawyer?",
    "When was Flores born?",
    "What weapons were seized from Flores?",
    "How much was Flores's bail?",
    "Who won the World Cup in 2018?",
    "When is the trial date?",
]


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    if "CASEBOOK_DATA" not in os.environ:
        pytest.skip("CASEBOOK_DATA does not say where the real article is")
    home = Home.open(tmp_path_factory.mktemp("article"))
    case = Case.open("article", home=home)
    case.add(Path(os.environ["CASEBOOK_DATA"]) / "case")
    yield Assistant(case)
    home.close()


def test_questions_are_answered_from_the_right_sentence(assistant: Assistant) -> None:
    missed = []
    for question, wanted in ANSWERED:
        answer = assistant.ask(question)
        if answer.abstained or wanted not in answer.citations[0].quote:
            missed.append(question)
    assert len(missed) <= 1, missed


def test_questions_that_the_article_does_not_answer_are_declined(assistant: Assistant) -> None:
    answered = [question for question in DECLINED if not assistant.ask(question).abstained]
    assert len(answered) <= 1, answered


def test_what_the_article_calls_unknown_leads_the_nearest(assistant: Assistant) -> None:
    answer = assistant.ask("When will Flores be extradited to the US?")
    assert answer.nearest[0].quote.startswith("It is not yet clear when he will be extradited")
