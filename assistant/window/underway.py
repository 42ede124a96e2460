"""What each page is being answered right now, so that it can be stopped from elsewhere.

An answer that is underway is alone in writing to the conversation: whoever stops it sets
a flag, and the answer itself ends with what had come. Two writers would race, and the
later one, with news from before the stop, would win.
"""

from __future__ import annotations

from collections.abc import Iterator
from queue import Empty, SimpleQueue
from threading import Event, Lock, Thread
from typing import TypeVar

import gradio as gr

from assistant.models.listening import until_left

T = TypeVar("T")

POLL = 0.05
"""Seconds between two looks at whether an answer was stopped."""
LONGEST_END = 10.0
"""Seconds that a stopped answer is waited for."""


class Going:
    """One answer underway: it may be stopped, and says when it has ended."""

    def __init__(self) -> None:
        self.stopped = Event()
        self.ended = Event()


class Underway:
    """The answers underway, by page."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._going: dict[str, Going] = {}

    def begin(self, page: str) -> Going:
        """A new answer for a page, which stops the one before it."""
        self.stop(page)
        going = Going()
        with self._lock:
            self._going[page] = going
        return going

    def end(self, page: str, going: Going) -> None:
        """An answer of a page is over and has written its last."""
        going.ended.set()
        with self._lock:
            if self._going.get(page) is going:
                del self._going[page]

    def is_any(self) -> bool:
        """Whether an answer is being given to any page."""
        with self._lock:
            return bool(self._going)

    def stop(self, page: str) -> None:
        """Stop what is underway for a page, if anything is, and wait until it has ended."""
        with self._lock:
            going = self._going.get(page)
        if going is not None:
            going.stopped.set()
            going.ended.wait(LONGEST_END)

    def leave(self, page: str) -> None:
        """Stop what is underway for a page that was closed; nobody waits for its end."""
        with self._lock:
            going = self._going.get(page)
        if going is not None:
            going.stopped.set()


def page_of(request: gr.Request | None) -> str:
    """What tells one open page from another."""
    return str(request.session_hash) if request is not None else ""


def until(stopped: Event, values: Iterator[T]) -> Iterator[T]:
    """`values` as they come, and no more once `stopped` is set, however long the next takes.

    They are made in a thread of their own, and a chat model that is asked for them is let go with
    it; what making them raises is raised here.
    """
    made: SimpleQueue[tuple[T] | Exception | None] = SimpleQueue()

    def make() -> None:
        try:
            with until_left(stopped):
                for value in values:
                    made.put((value,))
                    if stopped.is_set():
                        return
            made.put(None)
        except Exception as error:
            made.put(error)

    Thread(target=make, name="casebook-answer", daemon=True).start()
    while not stopped.is_set():
        try:
            value = made.get(timeout=POLL)
        except Empty:
            continue
        if value is None:
            return
        if isinstance(value, Exception):
            raise value
        yield value[0]
