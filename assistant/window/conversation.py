"""A conversation: questions, each with the answer as it grows.

The window shows a conversation, and what was said in it is kept as it ends.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, replace
from threading import Event

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage

from assistant.answer import Answer
from assistant.chain import Assistant
from assistant.conversations import Turn
from assistant.errors import ModelFailed, NobodyWaits, refused_by_system
from assistant.service.local import LocalService
from assistant.window.underway import POLL, until
from corpus.errors import CasebookError
from index.filters import WHOLE_CASE, Filter

log = logging.getLogger(__name__)

LOADING = "Loading the language model; this happens once, when Casebook starts"
READING = "Reading the documents"
READING_ON = "Reading on"
BROKEN = "Casebook could not answer because of a fault of its own; its log says what. Ask again."
INSTEAD = "The documents are quoted instead."
NOT_KEPT = "This conversation could not be kept."
NO_CASE = "There is no case to ask yet. Name one, add its documents, then ask."

Conversation = tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Asking:
    """A question as it is put: to the documents that pass `where`, or to the whole case whatever
    papers it names; `before` are the turns that it follows up, those above it unless given."""

    question: str
    where: Filter = WHOLE_CASE
    everywhere: bool = False
    before: Conversation | None = None


def ask(
    service: LocalService,
    case: str | None,
    conversation: Conversation,
    asking: Asking,
    stopped: Event,
) -> Iterator[Conversation]:
    """`conversation` with a question at its end and its answer growing; the last is whole,
    or what had come of it when `stopped` was set."""
    waiting = READING if service.ready.is_set() else LOADING
    turn = Turn(asking.question, waiting=waiting, where=asking.where, everywhere=asking.everywhere)
    before = conversation if asking.before is None else asking.before
    yield (*conversation, turn)
    try:
        if not case:
            raise CasebookError(NO_CASE)
        while not (service.ready.wait(POLL) or stopped.is_set()):
            pass
        for answer in until(stopped, _answers(service, case, asking, history(before))):
            turn = replace(turn, answer=answer, waiting=READING_ON)
            yield (*conversation, turn)
        yield (*conversation, replace(turn, waiting="", stopped=stopped.is_set()))
    except CasebookError as error:
        yield (*conversation, replace(turn, waiting="", failure=str(error)))
    except OSError as error:
        yield (*conversation, replace(turn, waiting="", failure=refused_by_system(error)))
    except Exception:
        log.exception("No answer to a question in the case %r.", case)
        yield (*conversation, replace(turn, waiting="", failure=BROKEN))


def _answers(
    service: LocalService, case: str, asking: Asking, before: list[BaseMessage]
) -> Iterator[Answer]:
    """The answer as it grows; where the chat model gives none, what the documents say, with a
    word on why."""

    def stream(assistant: Assistant) -> Iterator[Answer]:
        return assistant.stream(
            asking.question, before, where=asking.where, everywhere=asking.everywhere
        )

    try:
        yield from stream(service.assistant(case, service.models.model))
    except NobodyWaits:  # there is nobody to quote for
        return
    except ModelFailed as error:
        for answer in stream(service.assistant(case, None)):
            notice = " ".join(filter(None, [str(error), INSTEAD, answer.notice]))
            yield replace(answer, notice=notice)


def keeping(
    states: Iterator[Conversation], keep: Callable[[Conversation], None]
) -> Generator[Conversation, None, None]:
    """`states` as they come, the first and the last of them kept, however they end; why one
    could not be kept is said in it."""
    last: Conversation = ()
    try:
        for state in states:
            begins, last = not last, state
            yield state
            if begins:
                _kept(state, keep)
    finally:
        whole = _kept(last, keep) if last else last
    if whole is not last:
        yield whole


def _kept(state: Conversation, keep: Callable[[Conversation], None]) -> Conversation:
    try:
        keep(state)
    except (CasebookError, OSError) as error:
        log.warning("A conversation could not be kept: %s", error)
        why = str(error) if isinstance(error, CasebookError) else refused_by_system(error)
        failure = " ".join(filter(None, [state[-1].failure, NOT_KEPT, why]))
        return (*state[:-1], replace(state[-1], failure=failure))
    return state


def history(conversation: Conversation) -> list[BaseMessage]:
    """What was said so far, as LangChain messages; turns that failed are left out."""
    messages: list[BaseMessage] = []
    for turn in conversation:
        if turn.answer is not None and not turn.failure:
            messages += [HumanMessage(turn.question), AIMessage(turn.answer.text)]
    return messages
