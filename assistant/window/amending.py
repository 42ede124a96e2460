"""What is known of an open document put right, or the document removed."""

from __future__ import annotations

import datetime
from typing import Any

import gradio as gr

from assistant.errors import refused_by_system
from assistant.service.local import LocalService
from assistant.window import held, page, panels, shelf
from assistant.window.acts import Acts
from assistant.window.parts import Parts
from assistant.window.viewer import Opened
from corpus.errors import CasebookError
from index.records import Correction

Changes = dict[Any, Any]
"""Components, each with its new value or settings."""

NOT_A_DAY = "Write the date as year, month and day, such as 2024-05-31."


class Amending:
    """The events that change what a case holds of one document."""

    def __init__(self, parts: Parts, service: LocalService, acts: Acts) -> None:
        self._parts = parts
        self._service = service
        self._acts = acts

    def save(
        self,
        title: str,
        kind: str | None,
        date: str,
        language: str | None,
        now: Opened | None,
        case: str | None,
        request: gr.Request,
    ) -> Changes:
        """Keep what the user knows better; an empty box leaves what was found."""
        v = self._parts.viewer
        if now is None:
            return {}
        try:
            day = datetime.date.fromisoformat(date.strip()) if date.strip() else None
        except ValueError:
            return {v.amended: shelf.failure(NOT_A_DAY)}
        try:
            facts = Correction(_plain(title), _plain(kind), day, language or None)
            held.for_page(self._service, request).correct(case or "", now.name, facts)
        except CasebookError as error:
            return {v.amended: shelf.failure(str(error))}
        except OSError as error:
            return {v.amended: shelf.failure(refused_by_system(error))}
        record = next((r for r in held.records(self._service, case) if r.name == now.name), None)
        shown = {v.name: page.title(record), v.head: page.head(record)} if record else {}
        return {**shown, v.amended: shelf.done("Saved."), **self._acts.stocked(case)}

    def doubt(self, now: Opened | None) -> Changes:
        """Ask whether the document is really to go."""
        if now is None:
            return {}
        v = self._parts.viewer
        return {v.removal: shelf.removal(now.name), v.removing: gr.Column(visible=True)}

    def leave(self) -> Changes:
        """Keep the document."""
        return {self._parts.viewer.removing: gr.Column(visible=False)}

    def remove(self, now: Opened | None, case: str | None, request: gr.Request) -> Changes:
        """Take the document out of the case."""
        v = self._parts.viewer
        if now is None:
            return {}
        try:
            held.for_page(self._service, request).remove(case or "", now.name)
        except CasebookError as error:
            return {v.removal: shelf.failure(str(error))}
        except OSError as error:
            return {v.removal: shelf.failure(refused_by_system(error))}
        return {
            **panels.closed(v),
            **self.leave(),
            self._parts.tabs: gr.Tabs(selected="documents"),
            self._parts.intake: shelf.done(f"Removed {now.name}."),
            **self._acts.stocked(case),
        }


def _plain(words: str | None) -> str | None:
    return " ".join((words or "").split()) or None
