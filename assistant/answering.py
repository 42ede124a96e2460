"""What LangChain's forms of an assistant ask of it; `assistant.chain.Assistant` is one."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Protocol

from langchain_core.messages import BaseMessage

from assistant.answer import Answer
from index.filters import Filter


class Answering(Protocol):
    """Answers questions, whole or as the answer grows."""

    def ask(
        self, question: str, history: Sequence[BaseMessage] = (), *, where: Filter | None = None
    ) -> Answer: ...

    def stream(
        self, question: str, history: Sequence[BaseMessage] = (), *, where: Filter | None = None
    ) -> Iterator[Answer]: ...

    def astream(
        self, question: str, history: Sequence[BaseMessage] = (), *, where: Filter | None = None
    ) -> AsyncIterator[Answer]: ...
