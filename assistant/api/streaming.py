"""Answers that come in pieces: JSON lines while work goes on, events while an answer grows."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable
from threading import Thread
from typing import Any

from fastapi.responses import StreamingResponse

from assistant import replies
from assistant.errors import refused_by_system
from assistant.service.protocol import OnProgress
from corpus.errors import CasebookError

log = logging.getLogger(__name__)


class JsonLines(StreamingResponse):
    """A JSON object a line: progress as it comes, then the reply or an error."""

    media_type = "application/x-ndjson"


class Events(StreamingResponse):
    """Server-sent events."""

    media_type = "text/event-stream"

    def __init__(self, content: AsyncIterator[str]) -> None:
        super().__init__(content, headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})


def followed(work: Callable[[OnProgress], replies.Reply]) -> JsonLines:
    """`work`, done to its end in a thread of its own, as JSON lines while it goes on; for the
    event loop alone."""
    loop = asyncio.get_running_loop()
    events: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue()

    def tell(event: dict[str, Any] | None) -> None:
        loop.call_soon_threadsafe(events.put_nowait, event)

    def report(stage: str, done: int, total: int) -> None:
        tell({"stage": stage, "done": done, "total": total})

    def run() -> None:
        try:
            tell({"reply": replies.as_json(work(report))})
        except Exception as error:
            tell({"error": in_words(error)})
        finally:
            tell(None)

    async def lines() -> AsyncIterator[str]:
        while (event := await events.get()) is not None:
            yield json.dumps(event) + "\n"

    Thread(target=run, name="casebook-request", daemon=True).start()
    return JsonLines(lines())


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
