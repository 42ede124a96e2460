"""Greetings and thanks are answered as such, and nothing is looked up for them."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.courtesy import courtesy
from index.case import Case


@pytest.mark.parametrize("said", ["hello", "Hi!", "Good morning, Casebook"])
def test_a_greeting_is_returned(said: str) -> None:
    assert str(courtesy(said)).startswith("Hello. Ask")


@pytest.mark.parametrize("said", ["thanks", "Thank you very much!", "Great, thanks."])
def test_thanks_are_taken(said: str) -> None:
    assert courtesy(said) == "You are welcome."


@pytest.mark.parametrize("said", ["What can you do?", "help", "Hi, what can you do?"])
def test_whoever_asks_what_can_be_asked_is_told(said: str) -> None:
    assert "who, when, where" in str(courtesy(said))


@pytest.mark.parametrize(
    "question", ["Who said hello?", "Hello, who is Pell?", "Did Pell thank them?", "Help for whom?"]
)
def test_a_question_is_looked_up_however_polite(question: str) -> None:
    assert courtesy(question) is None


def test_an_assistant_that_is_greeted_says_nothing_of_the_case(harbor_light: Case) -> None:
    answer = Assistant(harbor_light).ask("Hello")
    assert answer.abstained
    assert (answer.claims, answer.citations, answer.nearest) == ((), (), ())
