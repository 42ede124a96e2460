"""Answers that come in pieces: JSON lines while work goes on, events while an answer grows."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from queue import SimpleQueue
from threading import Thread
from typing import Any

from fastapi.responses import StreamingResponse

from assistant import replies
from assistant.clerk import OnProgress
from assistant.errors import refused_by_system
from corpus.errors import CasebookError

log = logging.getLogger(__name__)


class JsonLines(StreamingResponse):
    """A JSON object a line: progress as it comes, then the reply or an error."""

    media_type = "application/x-ndjson"


class Events(StreamingResponse):
    """Server-sent events."""

    media_type = "text/event-stream"

    def __init__(self, content: Iterator[str]) -> None:
        super().__init__(content, headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})


def followed(work: Callable[[OnProgress], replies.Reply]) -> JsonLines:
    """`work`, done to its end in a thread of its own, as JSON lines while it goes on."""
    events: SimpleQueue[dict[str, Any] | None] = SimpleQueue()

    def report(stage: str, done: int, total: int) -> None:
        events.put({"stage": stage, "done": done, "total": total})

    def run() -> None:
        try:
            events.put({"reply": replies.as_json(work(report))})
        except Exception as error:
            events.put({"error": in_words(error)})
        finally:
            events.put(None)

    Thread(target=run, name="casebook-request", daemon=True).start()
    return JsonLines(json.dumps(event) + "\n" for event in iter(events.get, None))


def in_words(error: Exception) -> str:
    """One sentence for what broke off a reply that had begun."""
    if isinstance(error, CasebookError):
        return str(error)
    if isinstance(error, OSError):
        return refused_by_system(error)
    log.error("A request failed.", exc_info=error)
    return "Casebook failed on this; its terminal says why."


def event(data: Any, name: str | None = None) -> str:
    """One server-sent event that carries JSON."""
    named = f"event: {name}\n" if name else ""
    return f"{named}data: {json.dumps(data)}\n\n"
