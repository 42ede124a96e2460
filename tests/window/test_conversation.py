"""A conversation grows by whole values, and whatever goes wrong in it is said in a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from threading import Event, Timer
from types import SimpleNamespace
from typing import Any

import pytest
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage

from assistant.answer import Answer
from assistant.conversations import Conversations, Turn, new_id
from assistant.errors import ModelFailed
from assistant.service.local import LocalService
from assistant.settings import Settings
from assistant.window import conversation, held
from assistant.window.conversation import Asking, Conversation, ask, history, keeping
from assistant.window.underway import Underway, until
from corpus.errors import CasebookError
from index.case import Case
from index.errors import UnknownCase
from index.filters import WHOLE_CASE, Filter


class Told:
    """A service with an assistant that gives these answers, or raises."""

    def __init__(self, *answers: Answer | Exception) -> None:
        self.ready = Event()
        self.ready.set()
        self.answers = answers
        self.heard: list[BaseMessage] = []
        self.kept_to = (WHOLE_CASE, False)

    @property
    def models(self) -> SimpleNamespace:
        return SimpleNamespace(model="tiny")

    def assistant(self, _: str, model: str | None) -> Told:
        return self

    def stream(
        self, _: str, history: Sequence[BaseMessage], *, where: Filter, everywhere: bool
    ) -> Iterator[Answer]:
        self.heard, self.kept_to = list(history), (where, everywhere)
        for answer in self.answers:
            if isinstance(answer, Exception):
                raise answer
            yield answer


def answer(text: str) -> Answer:
    return Answer("Q", "Q", (), text, (), (), "answered")


def asked(service: Any, so_far: conversation.Conversation = ()) -> list[Turn]:
    return [state[-1] for state in ask(service, "crane", so_far, Asking("Who?"), Event())]


def test_the_question_is_there_at_once_and_the_answer_grows() -> None:
    turns = asked(Told(answer("A."), answer("A. B.")))
    assert [turn.answer.text if turn.answer else None for turn in turns] == [
        None, "A.", "A. B.", "A. B.",
    ]  # fmt: skip
    assert [bool(turn.waiting) for turn in turns] == [True, True, True, False]


def test_a_question_is_kept_to_what_was_chosen_and_so_is_its_turn() -> None:
    service, only = Told(answer("A.")), Filter(documents=("order.pdf",))
    asking = Asking("Who?", only, everywhere=True, before=())
    so_far = (Turn("What?", answer("B.")),)
    *_, last = ask(service, "crane", so_far, asking, Event())  # type: ignore[arg-type]
    assert service.kept_to == (only, True)
    assert service.heard == []
    assert [turn.question for turn in last] == ["What?", "Who?"]
    assert (last[-1].where, last[-1].everywhere) == (only, True)


def test_while_models_load_a_question_waits_and_says_why() -> None:
    service = Told(answer("A."))
    service.ready.clear()
    states = ask(service, "crane", (), Asking("Who?"), Event())  # type: ignore[arg-type]
    assert next(states)[-1].waiting == conversation.LOADING
    service.ready.set()
    assert next(states)[-1].answer == answer("A.")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (CasebookError("The model is not there; start it."), "The model is not there; start it."),
        (OSError(28, "No space left on device"), "Casebook had to stop: No space left on device."),
        (ValueError("secret detail"), conversation.BROKEN),
    ],
)
def test_what_goes_wrong_is_said_in_a_sentence_and_keeps_what_had_come(
    error: Exception, said: str
) -> None:
    last = asked(Told(answer("A."), error))[-1]
    assert (last.failure, last.answer, last.waiting) == (said, answer("A."), "")


class Failing(Told):
    """A service whose chat model fails, while the documents can still be quoted."""

    def __init__(self, error: ModelFailed, *quoted: Answer) -> None:
        super().__init__(error)
        self.quoted = quoted

    def assistant(self, _: str, model: str | None) -> Told:
        return Told(*self.quoted) if model is None else self


def test_where_the_chat_model_gives_nothing_the_documents_are_quoted_and_it_is_said() -> None:
    why = "No server answers for tiny; check that it runs and its address."
    last = asked(Failing(ModelFailed(why), answer("A."), replace(answer("A. B."), notice="Old.")))[
        -1
    ]
    assert (last.failure, last.waiting) == ("", "")
    assert last.answer is not None
    assert last.answer.text == "A. B."
    assert last.answer.notice == f"{why} {conversation.INSTEAD} Old."


def test_a_fault_of_casebooks_own_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    asked(Told(ValueError("secret detail")))
    assert "secret detail" in caplog.text


def test_without_a_case_a_question_says_what_to_do() -> None:
    *_, last = ask(Told(), None, (), Asking("Who?"), Event())  # type: ignore[arg-type]
    assert last[-1].failure == conversation.NO_CASE


def test_an_assistant_hears_what_was_said_but_not_what_failed() -> None:
    so_far = (Turn("One?", answer("1.")), Turn("Two?", failure="no"), Turn("Three?", answer("3.")))
    service = Told(answer("A."))
    asked(service, so_far)
    assert service.heard == [
        HumanMessage("One?"), AIMessage("1."), HumanMessage("Three?"), AIMessage("3."),
    ]  # fmt: skip
    assert service.heard == history(so_far)


def test_stopping_keeps_what_had_come() -> None:
    stopped = Event()
    states = ask(Told(answer("A."), answer("A. B.")), "crane", (), Asking("Who?"), stopped)  # type: ignore[arg-type]
    next(states), next(states)
    stopped.set()
    (last,) = list(states)
    assert last[-1] == Turn("Who?", answer("A."), stopped=True)


def test_an_answer_that_makes_one_wait_stops_at_once() -> None:
    stopped, never = Event(), Event()

    def values() -> Iterator[int]:
        yield 1
        never.wait()

    growing = until(stopped, values())
    assert next(growing) == 1
    Timer(0.1, stopped.set).start()
    assert list(growing) == []
    never.set()


def test_a_second_answer_on_a_page_ends_the_first() -> None:
    underway = Underway()
    first, elsewhere = underway.begin("one"), underway.begin("two")
    Timer(0.1, underway.end, ("one", first)).start()
    underway.begin("one")
    assert first.stopped.is_set()
    assert first.ended.is_set()
    assert not elsewhere.stopped.is_set()


# Keeping


def test_a_conversation_is_kept_when_it_begins_and_when_it_ends() -> None:
    kept: list[Conversation] = []
    states = ask(Told(answer("A."), answer("A. B.")), "crane", (), Asking("Who?"), Event())  # type: ignore[arg-type]
    shown = list(keeping(states, kept.append))
    assert kept == [shown[0], shown[-1]]


def test_of_a_page_that_is_closed_what_had_come_is_kept() -> None:
    kept: list[Conversation] = []
    growing = ask(Told(answer("A."), answer("A. B.")), "crane", (), Asking("Who?"), Event())  # type: ignore[arg-type]
    states = keeping(growing, kept.append)
    next(states), next(states)
    states.close()
    assert kept[-1][-1].answer == answer("A.")


@pytest.mark.parametrize(
    ("error", "said"),
    [(OSError(28, "No space left on device"), "No space left"), (CasebookError("Gone."), "Gone.")],
)
def test_a_conversation_that_cannot_be_kept_says_so_and_goes_on(
    error: Exception, said: str
) -> None:
    def full(_: Conversation) -> None:
        raise error

    states = ask(Told(answer("A.")), "crane", (), Asking("Who?"), Event())  # type: ignore[arg-type]
    *_, before, last = keeping(states, full)
    assert last[-1].answer == before[-1].answer == answer("A.")
    assert last[-1].failure.startswith(conversation.NOT_KEPT)
    assert said in last[-1].failure


# What is held


@pytest.fixture
def service(harbor_light: Case) -> LocalService:
    return LocalService(harbor_light.home, Settings())


def test_there_is_one_keeper_of_conversations_a_case(service: LocalService) -> None:
    kept = held.conversations(service, "harbor-light")
    assert isinstance(kept, Conversations)
    assert kept is held.conversations(service.on_behalf_of("trusted"), "harbor-light")
    assert kept.find(new_id()) is None
    assert held.conversations(service, None) is held.conversations(service, "elsewhere") is None


def test_each_case_is_opened_once_and_none_is_made_unasked(service: LocalService) -> None:
    assert service.case("harbor-light") is service.case("harbor-light")
    assert "harbor-light" in held.cases(service)
    with pytest.raises(UnknownCase):
        service.case("elsewhere")
    assert held.records(service, None) == held.records(service, "elsewhere") == []


@pytest.mark.parametrize("name", ["harbor-light", None, "elsewhere"])
def test_it_is_ready_once_the_models_are_or_could_not_be_loaded(
    service: LocalService, name: str | None
) -> None:
    assert not service.ready.is_set()
    service.warm(name)
    assert service.ready.wait(60)
