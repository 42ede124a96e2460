"""Questions that are being answered: in threads of their own, so that a chat model which hangs,
or many who ask at once, never keep the page and the commands waiting."""

from __future__ import annotations

import asyncio
import contextvars
import os
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import TypeVar

from fastapi import HTTPException, Request
from langchain_core.language_models import BaseChatModel

from assistant.models.listening import until_left

T = TypeVar("T")

MOST_WAITING = 32
"""Questions that wait on a chat model at a time; more are told to come again."""
_QUOTED_AT_ONCE = 2 * (os.cpu_count() or 1) + 2
"""Questions answered at a time without a model; others wait their turn."""
_LOOK = 0.25
"""Seconds between two looks at whether whoever asked is still there."""


class Questions:
    """The questions of one service; for its event loop alone."""

    def __init__(self) -> None:
        self._by_model = ThreadPoolExecutor(MOST_WAITING, "casebook-model-question")
        self._by_quoting = ThreadPoolExecutor(_QUOTED_AT_ONCE, "casebook-question")
        self._waiting = 0

    def check(self, by_model: bool) -> None:
        """Raise `HTTPException` (429) where too many wait on a chat model already."""
        if by_model and self._waiting >= MOST_WAITING:
            raise HTTPException(
                429,
                "Too many questions wait for the chat model; ask again in a moment.",
                {"Retry-After": "5"},
            )

    async def each(
        self, request: Request, by_model: bool, answers: Callable[[], Iterator[T]]
    ) -> AsyncIterator[T]:
        """What `answers` gives, as it comes; nothing more once whoever sent `request` has left,
        which ends what a chat model is being asked. Raises what `answers` raises, and as
        `check`."""
        self.check(by_model)
        loop, left = asyncio.get_running_loop(), Event()
        come: asyncio.Queue[tuple[T] | Exception | None] = asyncio.Queue()

        def tell(item: tuple[T] | Exception | None) -> None:
            loop.call_soon_threadsafe(come.put_nowait, item)

        def work() -> None:
            try:
                with until_left(left):
                    for answer in answers():
                        tell((answer,))
                        if left.is_set():
                            break
                tell(None)
            except Exception as error:  # carried to whoever waits
                tell(error)
            finally:
                loop.call_soon_threadsafe(self._ended, by_model)

        self._waiting += by_model
        pool = self._by_model if by_model else self._by_quoting
        pool.submit(contextvars.copy_context().run, work)
        try:
            while True:
                try:
                    item = await asyncio.wait_for(come.get(), _LOOK)
                except TimeoutError:
                    if await request.is_disconnected():
                        return
                    continue
                if item is None:
                    return
                if isinstance(item, Exception):
                    raise item
                yield item[0]
        finally:
            left.set()

    def _ended(self, by_model: bool) -> None:
        self._waiting -= by_model


def answering(
    request: Request, model: str | BaseChatModel | None, answers: Callable[[], Iterator[T]]
) -> AsyncIterator[T]:
    """What `answers` gives, in the service's own threads for it, as `Questions.each`."""
    questions: Questions = request.app.state.questions
    questions.check(model is not None)
    return questions.each(request, model is not None, answers)


async def first_of(answers: AsyncIterator[T]) -> T:
    """The first of some answers; where whoever asked has left, nobody is told anything."""
    async for answer in answers:
        return answer
    raise HTTPException(499, "Whoever asked has left.")


async def last_of(answers: AsyncIterator[T]) -> T:
    """The last of some answers; where whoever asked has left, nobody is told anything."""
    given = [answer async for answer in answers]
    if not given:
        raise HTTPException(499, "Whoever asked has left.")
    return given[-1]
