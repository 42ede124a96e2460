"""What a page shows of the home: nothing where no case is open, or it is gone meanwhile."""

from __future__ import annotations

import gradio as gr

from assistant.api.gate import window_caller
from assistant.conversations import Conversations
from assistant.service.local import LocalService
from index.errors import UnknownCase
from index.records import DocumentRecord


def cases(service: LocalService) -> list[str]:
    """The names of the cases, in order."""
    return [case.name for case in service.cases().cases]


def records(service: LocalService, case: str | None) -> list[DocumentRecord]:
    """The documents of a case."""
    try:
        return service.records(case) if case else []
    except UnknownCase:
        return []


def conversations(service: LocalService, case: str | None) -> Conversations | None:
    """What was said about a case."""
    return service.conversations(case) if case else None


def for_page(service: LocalService, request: gr.Request) -> LocalService:
    """The service for whoever has a page open: it does for them what they may have done."""
    return service.on_behalf_of(window_caller(getattr(request, "request", None)))
