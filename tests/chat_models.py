"""Chat models that say what a test tells them to, in pieces, and break off where it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import Field


class Scripted(BaseChatModel):
    """Answers every question with `reply`, word by word or in `pieces`, and keeps what it was sent;
    with `replies` it gives these in turn.

    "[{twelve years}]" in the reply becomes the number of the first passage that holds "twelve
    years", since a test cannot know in which order passages are sent. With `breaks_off` it
    raises that when the reply is out; an empty reply then fails at once. `given` counts the
    pieces that were taken.
    """

    reply: str = ""
    pieces: list[str] | None = None
    replies: list[str] = Field(default_factory=list)
    breaks_off: Exception | None = None
    sent: list[list[BaseMessage]] = Field(default_factory=list)
    given: int = 0

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        whole = "".join(str(chunk.text) for chunk in self._stream(messages))
        return ChatResult(generations=[ChatGeneration(message=AIMessage(content=whole))])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        self.sent.append(messages)
        prompt = str(messages[-1].content)
        wanted = self.replies.pop(0) if self.replies else self.reply
        reply = re.sub(r"\{(.+?)\}", lambda m: number_of(m.group(1), prompt), wanted)
        pieces = self.pieces or re.findall(r"\s*\S+|\s+$", reply)
        if not pieces and self.breaks_off is None:
            pieces = [""]
        for piece in pieces:
            self.given += 1
            yield ChatGenerationChunk(message=AIMessageChunk(content=piece))
        if self.breaks_off is not None:
            raise self.breaks_off


def number_of(words: str, prompt: str) -> str:
    """The number of the first passage of a prompt that holds these words."""
    passages = re.split(r"^\[(\d+)\] ", prompt, flags=re.MULTILINE)
    pairs = zip(passages[1::2], passages[2::2], strict=True)
    return next(number for number, text in pairs if words in " ".join(text.split()))
