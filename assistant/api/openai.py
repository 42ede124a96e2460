"""OpenAI's protocol under /v1: each case is a model, and citations are annotations.

Only what bears on a case is read of a request: `model` is the case, the last message is the
question, those before it are its history. Other settings of a chat model, system messages
and tools are taken and have no effect. A reply also holds, as `casebook`, what the service
under /api answers.
"""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import asdict
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from assistant import replies
from assistant.api.access import Served
from assistant.api.bodies import Body
from assistant.api.gate import openai_error
from assistant.api.questions import answering, first_of, last_of
from assistant.api.streaming import Events, event, in_words
from assistant.budget import count_tokens
from assistant.errors import BadQuestion

_MARK = re.compile(r"\[(\d+)\]")
_ENDS = 5
"""Words at either end of a quotation that a link to it names."""
_PIECE = 500


class Part(BaseModel):
    """A piece of a message; only text is read."""

    type: str
    text: str = ""


class Message(BaseModel):
    """What one side said."""

    role: str
    content: str | list[Part] | None = None

    @property
    def words(self) -> str:
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.type == "text")
        return self.content or ""


class StreamOptions(BaseModel):
    """What a stream tells besides the answer."""

    include_usage: bool = False


class Completion(Body):
    """A chat to go on with: `model` is the name of a case."""

    model: str
    messages: Annotated[list[Message], Field(min_length=1)]
    stream: bool = False
    stream_options: StreamOptions | None = None
    n: Literal[1] | None = None


class Model(BaseModel):
    """A case, as OpenAI's clients list models."""

    id: str
    object: Literal["model"] = "model"
    created: int = 0
    owned_by: str = "casebook"


class Models(BaseModel):
    """Every case in the home."""

    object: Literal["list"] = "list"
    data: list[Model]


class Failure(BaseModel):
    """An error as OpenAI's clients read it."""

    error: dict[str, Any]


_REFUSED: dict[int | str, dict[str, Any]] = {
    status: {"model": Failure} for status in (400, 401, 403, 404, 413, 422, 429, 502, 503, 507)
}
routes = APIRouter(prefix="/v1", responses=_REFUSED)


@routes.get("/models")
def models(service: Served) -> Models:
    """Each case as a model."""
    return Models(data=[Model(id=case.name) for case in service.cases().cases])


@routes.get("/models/{case:path}")
def model(service: Served, case: str) -> Model:
    """One case as a model."""
    return Model(id=service.case(case).name)


@routes.post(
    "/chat/completions",
    response_model=dict[str, Any],
    responses={200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}},
)
async def complete(request: Request, service: Served, asked: Completion) -> dict[str, Any] | Events:
    """The answer of a case to the last message, whole or as a stream."""
    question, history = _question(asked.messages)
    model = service.models.opened_with
    growing = answering(
        request, model, lambda: service.answers(asked.model, question, model, history)
    )
    reply = _Reply(asked, f"{request.base_url}api/cases/{quote(asked.model, safe='')}/plain")
    if not asked.stream:
        return reply.whole(await last_of(growing))
    return Events(reply.stream(await first_of(growing), growing))


def _question(messages: Sequence[Message]) -> tuple[str, list[tuple[str, str]]]:
    """The last message, and what came before it as pairs of question and answer."""
    said = [message for message in messages if message.role in ("user", "assistant")]
    if not said or said[-1].role != "user":
        raise BadQuestion("The last message must be the user's; it is the question.")
    pairs: list[tuple[str, str]] = []
    for message in said[:-1]:
        if message.role == "user":
            pairs.append((message.words, ""))
        elif pairs:
            pairs[-1] = (pairs[-1][0], message.words)
    return said[-1].words, pairs


class _Reply:
    """One reply: what its parts have in common."""

    def __init__(self, asked: Completion, texts: str) -> None:
        self._asked = asked
        self._texts = texts
        self._same = {
            "id": f"chatcmpl-{secrets.token_hex(12)}",
            "created": int(time.time()),
            "model": asked.model,
        }

    def whole(self, answer: replies.Answered) -> dict[str, Any]:
        message = {
            "role": "assistant",
            "content": answer.answer,
            "refusal": None,
            "annotations": self._annotations(answer),
        }
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
        return {
            **self._same,
            "object": "chat.completion",
            "choices": [choice],
            "usage": self._usage(answer),
            "casebook": asdict(answer),
        }

    async def stream(
        self, first: replies.Answered, growing: AsyncIterator[replies.Answered]
    ) -> AsyncIterator[str]:
        """Each sentence as it has stood the check; annotations come with the last piece."""
        answer = first
        yield self._piece({"role": "assistant", "content": first.answer})
        try:
            async for longer in growing:
                new = longer.answer.removeprefix(answer.answer)
                if new:
                    yield self._piece({"content": new})
                answer = longer
        except Exception as error:
            yield event(openai_error(in_words(error)))
            return
        last = {"annotations": self._annotations(answer)}
        yield self._piece(last, finish="stop", casebook=asdict(answer))
        if self._asked.stream_options and self._asked.stream_options.include_usage:
            usage = {"choices": [], "usage": self._usage(answer)}
            yield event({**self._same, "object": "chat.completion.chunk", **usage})
        yield "data: [DONE]\n\n"

    def _piece(self, delta: dict[str, Any], finish: str | None = None, **more: Any) -> str:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        chunk = {**self._same, "object": "chat.completion.chunk", "choices": [choice], **more}
        return event(chunk)

    def _annotations(self, answer: replies.Answered) -> list[dict[str, Any]]:
        """Each mark in the text with its source; `url` shows the document with the quotation."""
        sources = {source.number: source for source in answer.citations}
        marks = [(mark, sources.get(int(mark[1]))) for mark in _MARK.finditer(answer.answer)]
        return [
            {
                "type": "url_citation",
                "url_citation": {
                    **asdict(source),
                    "start_index": mark.start(),
                    "end_index": mark.end(),
                    "title": source.pincite,
                    "url": self._url(source),
                },
            }
            for mark, source in marks
            if source
        ]

    def _url(self, source: replies.Source) -> str:
        words = source.quote.split()
        ends = [words] if len(words) <= 2 * _ENDS else [words[:_ENDS], words[-_ENDS:]]
        fragment = ",".join(quote(" ".join(end), safe="").replace("-", "%2D") for end in ends)
        return f"{self._texts}?document={quote(source.document, safe='')}#:~:text={fragment}"

    def _usage(self, answer: replies.Answered) -> dict[str, int]:
        """Tokens of the question and the answer, as cl100k_base counts them."""
        asked, answered = _tokens(answer.question), _tokens(answer.answer)
        return {
            "prompt_tokens": asked,
            "completion_tokens": answered,
            "total_tokens": asked + answered,
        }


def _tokens(text: str) -> int:
    """Counted piece by piece, since one long word takes the square of its length."""
    return sum(count_tokens(text[i : i + _PIECE]) for i in range(0, len(text), _PIECE))
