"""Structured replies become sentences with marks as they stream, whatever the provider does."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec

import pytest
from langchain_core.messages import AIMessageChunk
from langchain_core.messages.tool import tool_call_chunk

from assistant import Assistant
from assistant.models.chat_models import chat_model
from assistant.settings import Settings
from assistant.structured import marked, said_in, with_schema
from index import Case
from tests.chat_models import Scripted
from tests.chat_server import chat_server

REPLY = (
    '{"sentences": [{"text": "He paid.", "passages": [2]}, '
    '{"text": "He left.", "passages": [1, 3]}]}'
)
SILENT = "NOT IN THE FILE"
PRISON = "How many years in prison does Tobias Crane face?"
needs_openai = pytest.mark.skipif(
    find_spec("langchain_openai") is None, reason="langchain-openai is not installed"
)


def text_of(*pieces: str) -> list[str]:
    return [" ".join(said.split()) for said in marked(iter(pieces), SILENT)]


@pytest.mark.parametrize("size", [1, 7, len(REPLY)])
def test_sentences_come_with_their_marks(size: int) -> None:
    pieces = [REPLY[start : start + size] for start in range(0, len(REPLY), size)]
    assert text_of(*pieces) == ["He paid. [2]", "He left. [1][3]"]


def test_a_sentence_comes_as_soon_as_its_object_closes() -> None:
    taken: list[str] = []

    def pieces() -> Iterator[str]:
        for sign in REPLY:
            taken.append(sign)
            yield sign

    given = marked(pieces(), SILENT)
    assert next(given).split() == ["He", "paid.", "[2]"]
    assert "".join(taken) == REPLY[: REPLY.index("}") + 1]


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_signs_inside_a_sentence_close_nothing(size: int) -> None:
    text = 'He said \\"}\\" and {\\\\}.'
    reply = f'{{"sentences": [{{"text": "{text}", "passages": [1]}}]}}'
    pieces = [reply[start : start + size] for start in range(0, len(reply), size)]
    assert text_of(*pieces) == ['He said "}" and {\\}. [1]']


@pytest.mark.parametrize("reply", ['{"sentences": []}', "{}", '{"sentences": null}'])
def test_no_sentences_are_silence(reply: str) -> None:
    assert text_of(reply) == [SILENT]


def test_plain_text_passes_as_it_is() -> None:
    assert text_of("\n", "He ", "paid. [2]") == ["He", "paid. [2]"]


@pytest.mark.parametrize("cut", ["He left", "left.", ", 3]", "}]}"])
def test_what_is_cut_off_keeps_what_was_whole(cut: str) -> None:
    assert text_of(REPLY[: REPLY.rindex(cut)]) == ["He paid. [2]"]


@pytest.mark.parametrize("reply", ['{"sentences": [{"text": "He pa', "{", '{"a": "b"'])
def test_what_is_cut_off_in_its_first_sentence_says_nothing_and_is_no_silence(reply: str) -> None:
    assert text_of(reply) == []


@pytest.mark.parametrize(
    "reply", ['{"sentences": [3, {"text": 4}, {"passages": []}]}', '{"a": "b"}']
)
def test_another_shape_gives_no_sentence(reply: str) -> None:
    assert text_of(reply) == [SILENT]


def test_a_reply_in_a_tool_call_is_read_too() -> None:
    call = tool_call_chunk(name="answer", args='{"sentences"', id="1", index=0)
    assert said_in(AIMessageChunk(content="", tool_call_chunks=[call])) == '{"sentences"'


def test_a_provider_without_structured_output_is_asked_plainly() -> None:
    assert with_schema(Scripted()) is None


@needs_openai
def test_a_server_that_holds_to_the_schema_is_checked_like_any_other(crane: Case) -> None:
    with chat_server() as server:
        server.reply = (
            '{"sentences": [{"text": "Crane faces up to twelve years in prison.", "passages": [1]},'
            ' {"text": "He was convicted.", "passages": [1]}]}'
        )
        answer = Assistant(crane, server.model).ask(PRISON)
    assert [claim.verdict for claim in answer.claims] == ["verified", "unsupported"]
    assert answer.text == "Crane faces up to twelve years in prison. [1]"
    (request,) = server.requests
    assert request["response_format"]["json_schema"]["schema"]["required"] == ["sentences"]


@needs_openai
def test_a_server_that_refuses_the_schema_is_asked_without(crane: Case) -> None:
    with chat_server() as server:
        server.refuses_schema = True
        server.reply = "Crane faces up to twelve years in prison [{twelve years}]."
        answer = Assistant(crane, server.model).ask(PRISON)
    assert answer.text == "Crane faces up to twelve years in prison. [1]"
    assert ["response_format" in request for request in server.requests] == [True, False]


@needs_openai
def test_every_provider_here_has_a_schema_of_its_own() -> None:
    assert with_schema(chat_model("tiny@http://127.0.0.1:1/v1", Settings())) is not None
