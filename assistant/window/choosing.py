"""What the settings' events do: models found, a connection tested, a model put to use."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from typing import Any

import gradio as gr

from assistant.errors import NotAllowed, refused_by_system
from assistant.models.discovery import find_models
from assistant.models.llamacpp import in_full
from assistant.service.local import LocalService
from assistant.window import greeting, held, settings, shelf
from assistant.window.parts import Parts
from corpus.errors import CasebookError

log = logging.getLogger(__name__)

Changes = dict[Any, Any]
"""Components, each with its new value or settings."""

_NOT_USED = "It is not used."
_NO_KEY = "Write the key into its box first."


class Choosing:
    """The settings' events of one window."""

    def __init__(self, parts: Parts, service: LocalService) -> None:
        self._parts = parts
        self._service = service

    def look(self) -> Changes:
        """The models that are here now, and the one in use."""
        s, current = self._parts.settings, self._service.models.name
        shown = settings.choices(find_models(self._service.settings), current)
        return {s.model: gr.Dropdown(choices=shown, value=current), **self._about(current)}

    def pick(self, name: str | None) -> Changes:
        """What would become of questions with this model; nothing changes yet."""
        return self._about((name or "").strip())

    def _about(self, name: str) -> Changes:
        is_allowed = self._service.models.is_allowed(name)
        return settings.about(self._parts.settings, name, is_allowed, self._service.settings)

    # Keys

    def keep(self, key: str, name: str | None, request: gr.Request) -> Changes:
        """Put the key into the system's keyring; its box is emptied either way."""
        s, name = self._parts.settings, (name or "").strip()
        if not key.strip():
            return {s.outcome: shelf.failure(_NO_KEY)}
        try:
            held.for_page(self._service, request).keep_key(name, key.strip())
        except CasebookError as error:
            return {s.key: "", s.outcome: shelf.failure(str(error))}
        return {**self._about(name), s.outcome: shelf.done("The key is in the system's keyring.")}

    def forget(self, name: str | None, request: gr.Request) -> Changes:
        """Take the key out of the keyring."""
        s, name = self._parts.settings, (name or "").strip()
        try:
            held.for_page(self._service, request).forget_key(name)
        except CasebookError as error:
            return {s.outcome: shelf.failure(str(error))}
        return {**self._about(name), s.outcome: shelf.done("The key is forgotten.")}

    # Trying and using

    def test(self, name: str | None, allowed: bool, request: gr.Request) -> Iterator[Changes]:
        """Ask the model for one word, and say how long that took or why it failed."""
        s, name = self._parts.settings, (name or "").strip()
        if not name:
            return
        began = time.monotonic()
        try:
            yield from self._tried(name, allowed, request)
        except CasebookError as error:
            yield {s.outcome: shelf.failure(str(error))}
        else:
            seconds = time.monotonic() - began
            yield {s.outcome: shelf.done(f"{name} answered in {seconds:.1f} seconds.")}

    def use(self, name: str | None, allowed: bool, request: gr.Request) -> Iterator[Changes]:
        """Have this model write from now on, in every open page, and remember it; one that does
        not answer is not taken, and what was in use stays so."""
        s, name = self._parts.settings, (name or "").strip()
        models, caller = self._service.models, held.for_page(self._service, request).caller
        try:
            if not models.has_answered(name):
                yield from self._tried(name, allowed, request)
            models.use(name, caller, allowed)
        except NotAllowed as error:
            yield {s.outcome: shelf.failure(str(error))}
        except CasebookError as error:
            yield {s.outcome: shelf.failure(f"{error} {_NOT_USED}")}
        except OSError as error:
            yield {s.outcome: shelf.failure(refused_by_system(error))}
        else:
            said = f"From the next question on, {in_full(name)} writes the answers." if name else (
                "From the next question on, answers quote your documents."
            )  # fmt: skip
            mode = greeting.mode(models.model, self._service.settings)
            yield {s.outcome: shelf.done(said), self._parts.mode: mode}

    def _tried(self, name: str, allowed: bool, request: gr.Request) -> Iterator[Changes]:
        """Say that a model is asked for one word, and ask it; raises as `ModelChoice.try_out`."""
        caller = held.for_page(self._service, request).caller
        self._service.models.check_leave(name, caller, allowed)  # before it is said to be asked
        yield {self._parts.settings.outcome: shelf.busy("Asking for one word")}
        self._service.models.try_out(name, caller, allowed)
