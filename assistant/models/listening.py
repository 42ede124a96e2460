"""What a chat model says, read as long as somebody waits for it: who leaves ends the request.

A thread that waits on a server cannot be told to stop, so where it may have to, the model is
asked by an event loop that all such questions share.
"""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import Any

from langchain_core.messages import BaseMessage

from assistant.errors import NobodyWaits

_POLL = 0.1
"""Seconds between two looks at whether anybody still waits."""
_left: ContextVar[Event | None] = ContextVar("left", default=None)


@contextmanager
def until_left(left: Event) -> Iterator[None]:
    """While inside, chat models are asked no longer than until `left` is set."""
    token = _left.set(left)
    try:
        yield
    finally:
        _left.reset(token)


def streamed(model: Any, sent: list[BaseMessage]) -> Iterator[Any]:
    """The pieces that `model` writes, as they come; raises what asking it raises, and
    `ModelFailed` once nobody waits any more."""
    left = _left.get()
    if left is None:
        yield from model.stream(sent)
    else:
        yield from _as_long_as_awaited(model.astream(sent), left)


def said(model: Any, sent: list[BaseMessage]) -> str:
    """The text that `model` answers with; raises as `streamed`."""
    left = _left.get()
    if left is None:
        return str(model.invoke(sent).text)
    (whole,) = _as_long_as_awaited(_one(model, sent), left)
    return str(whole.text)


async def _one(model: Any, sent: list[BaseMessage]) -> AsyncIterator[Any]:
    yield await model.ainvoke(sent)


def _as_long_as_awaited(pieces: AsyncIterator[Any], left: Event) -> Iterator[Any]:
    come: SimpleQueue[tuple[Any] | Exception | None] = SimpleQueue()

    async def read() -> None:
        try:
            async for piece in pieces:
                come.put((piece,))
            come.put(None)
        except Exception as error:  # carried to the thread that waits
            come.put(error)

    loop, context = _loop(), contextvars.copy_context()
    tasks: list[asyncio.Task[None]] = []
    loop.call_soon_threadsafe(lambda: tasks.append(loop.create_task(read(), context=context)))
    try:
        while True:
            if left.is_set():
                raise NobodyWaits("Nobody waits for this answer any more.")
            try:
                item = come.get(timeout=_POLL)
            except Empty:
                continue
            if item is None:
                return
            if isinstance(item, Exception):
                raise item
            yield item[0]
    finally:
        # The connection is closed with the task. One that is over takes no notice.
        loop.call_soon_threadsafe(lambda: [task.cancel() for task in tasks])


@cache
def _loop() -> asyncio.AbstractEventLoop:
    """The one loop of this process that chat models are read in; it runs until the process ends."""
    loop = asyncio.new_event_loop()
    Thread(target=loop.run_forever, name="casebook-models", daemon=True).start()
    return loop
