"""What a question asks for, and what a sentence holds of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.asking import (
    Asked,
    asked,
    says_not_known,
)
from corpus.language.words import telling_words

QUESTIONS = [
    ("Who founded Harbor Light?", Asked.PERSON),
    ("Whose bond was secured by a house?", Asked.PERSON),
    ("To whom was the envelope handed?", Asked.PERSON),
    ("Which judge has the case?", Asked.PERSON),
    ("When was the warehouse searched?", Asked.DATE),
    ("In what year did he join the agency?", Asked.DATE),
    ("On what day is the hearing?", Asked.DATE),
    ("How many containers came in?", Asked.COUNT),
    ("What did Vesely tell the broker?", Asked.SPEECH),
    ("What does the agent say about the search?", Asked.SPEECH),
    ("How long is the maximum sentence?", Asked.NUMBER),
    ("What percentage was passed on?", Asked.NUMBER),
    ("How much cash was in the safe?", Asked.MONEY),
    ("How much was Pell paid?", Asked.MONEY),
    ("What fine does he face?", Asked.MONEY),
    ("How old is Raymond Pell?", Asked.AGE),
    ("What is Vesely's age?", Asked.AGE),
    ("Where was the envelope handed over?", Asked.PLACE),
    ("In which city is the bank?", Asked.PLACE),
    ("Why was Vesely detained?", Asked.REASON),
    ("How did the goods get past the pier?", Asked.REASON),
    ("What was in the envelope?", Asked.OTHER),
    ("Was the company charged?", Asked.OTHER),
    ("Describe the scheme.", Asked.OTHER),
    ("", Asked.OTHER),
]


@pytest.mark.parametrize(("question", "kind"), QUESTIONS)
def test_a_question_wants_an_answer_of_one_kind(question: str, kind: Asked) -> None:
    assert asked(question) is kind


NOT_KNOWN = [
    "It is not known who owns the boat.",
    "It is not clear whether Mr. Pell has a lawyer.",
    "It was not immediately clear who had paid.",
    "Her whereabouts are not known.",
    "The identity of the caller is unknown.",
    "The cause of the fire remains undetermined.",
    "His motive remains unclear.",
    "The amount of the settlement was undisclosed.",
    "Investigators are working to determine where the money went.",
    "Police are trying to establish who was at the wheel.",
    "Agents are still seeking to identify the driver.",
    "Prosecutors have not said whether they will appeal.",
    "The court has not set a date for the trial.",
    "A trial date has not been set.",
    "No trial date has been set.",
    "No sentencing date has yet been set.",
    "The victim has not been identified.",
    "Mr. Pell could not be reached for comment.",
    "The value of the cargo could not be determined.",
    "A spokeswoman would not say how much was taken.",
    "Officials did not immediately say who was in custody.",
    "The price was not disclosed.",
    "It is not yet clear when he will be sentenced.",
    "The location of the second ledger is uncertain.",
    "Court records do not show whether Ms. Achterberg has been arrested.",
    "The indictment does not say who sold the crates.",
]
KNOWN = [
    "Mr. Pell was well known on the pier.",
    "It was clear that the invoice was false.",
    "Mr. Vesely did not disclose his account in Lisbon.",
    "The trial date has been set for May 21.",
    "The company itself is not charged.",
    "All three pleaded not guilty.",
    "The government did not seek the detention of the co-defendants.",
    "None of the four defendants has been convicted.",
    "He did not himself pay Officer 1 and never met him outside the port.",
    "No invoice was found for any of the eight payments.",
    "The victim was identified as Walter Sobrante.",
    "The cause was determined to be a short circuit.",
    "He knew every crane operator by name.",
    "Prosecutors said that they will appeal.",
    "The Court is not bound by any recommendation of the parties.",
    "The identity of the broker was disclosed in September.",
    "They clearly knew the price.",
    "The agency announced the arrests on Thursday.",
    "He was not certified as a broker.",
    "Pelican Row had no employees.",
    "The order sets a date for the hearing.",
    "The price was determined by the factory.",
]


@pytest.mark.parametrize("sentence", NOT_KNOWN)
def test_a_sentence_that_says_a_thing_is_not_known(sentence: str) -> None:
    assert says_not_known(sentence)


@pytest.mark.parametrize("sentence", KNOWN)
def test_a_sentence_that_tells_something(sentence: str) -> None:
    assert not says_not_known(sentence)


ARRESTED_BUT = "He was arrested in Lisbon, but it is not known who had paid the broker."
NONE_YET = "None of the four has been convicted of the charges, and no trial date has been set."
TOGETHER = "It is not known who sold the crates that were stored beside the ledger."


@pytest.mark.parametrize(
    ("sentence", "question", "not_known"),
    [
        (ARRESTED_BUT, "Who paid the broker?", True),
        (ARRESTED_BUT, "Where was he arrested?", False),
        (NONE_YET, "When is the trial?", True),
        (NONE_YET, "Has anyone been convicted of the charges?", False),
        (TOGETHER, "Who sold the crates?", True),
        ("The broker was paid in cash.", "Who paid the broker?", False),
    ],
)
def test_what_is_not_known_may_be_another_thing_than_was_asked(
    sentence: str, question: str, not_known: bool
) -> None:
    assert says_not_known(sentence, question) is not_known


def test_the_telling_words_are_what_a_question_is_about() -> None:
    assert telling_words("What was the name of the boat that Pell bought?") == [
        "boat",
        "pell",
        "bought",
    ]
    assert telling_words("Boat, boat: BOAT!") == ["boat"]
    assert telling_words("Who is he, and what did they do?") == []


@given(st.text())
def test_telling_words_are_words_of_the_question(question: str) -> None:
    words = telling_words(question)
    assert len(words) == len(set(words))
    assert all(word in question.casefold() for word in words)
    assert isinstance(asked(question), Asked)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who was there when it sank?", Asked.PERSON),
        ("What happened when it sank?", Asked.OTHER),
        ("What was her salary there?", Asked.MONEY),
    ],
)
def test_the_words_that_ask_first_decide(question: str, kind: Asked) -> None:
    assert asked(question) is kind
