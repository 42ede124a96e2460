"""The assistant as a LangChain Runnable, to be composed with `|` and used in other apps."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any, Required

from langchain_core.messages import BaseMessage
from langchain_core.runnables import Runnable, RunnableConfig
from typing_extensions import TypedDict

from assistant.answer import Answer
from assistant.answering import Answering
from index.filters import Filter


class Asking(TypedDict, total=False):
    """What the runnable takes: a question and, if there is one, the chat before it, and which
    documents to look in."""

    question: Required[str]
    history: Sequence[BaseMessage]
    where: Filter | None


class AnswerChain(Runnable[Asking, Answer]):
    """{"question", "history"} to `Answer`; streams growing answers, batches, has async."""

    def __init__(self, assistant: Answering) -> None:
        self.assistant = assistant

    @property
    def InputType(self) -> type[Asking]:  # noqa: N802 - LangChain's name
        return Asking

    @property
    def OutputType(self) -> type[Answer]:  # noqa: N802
        return Answer

    def invoke(self, input: Asking, config: RunnableConfig | None = None, **kwargs: Any) -> Answer:
        return self._call_with_config(self._answer, input, config, run_type="chain")

    def stream(
        self, input: Asking, config: RunnableConfig | None = None, **kwargs: Any | None
    ) -> Iterator[Answer]:
        yield from self._transform_stream_with_config(
            iter([input]), self._answers, config, run_type="chain"
        )

    async def astream(
        self, input: Asking, config: RunnableConfig | None = None, **kwargs: Any | None
    ) -> AsyncIterator[Answer]:
        async def inputs() -> AsyncIterator[Asking]:
            yield input

        async for answer in self._atransform_stream_with_config(
            inputs(), self._aanswers, config, run_type="chain"
        ):
            yield answer

    def _answer(self, input: Asking) -> Answer:
        return self.assistant.ask(
            input["question"], input.get("history", ()), where=input.get("where")
        )

    def _answers(self, inputs: Iterator[Asking]) -> Iterator[Answer]:
        for input in inputs:
            yield from self.assistant.stream(
                input["question"], input.get("history", ()), where=input.get("where")
            )

    async def _aanswers(self, inputs: AsyncIterator[Asking]) -> AsyncIterator[Answer]:
        async for input in inputs:
            async for answer in self.assistant.astream(
                input["question"], input.get("history", ()), where=input.get("where")
            ):
                yield answer
