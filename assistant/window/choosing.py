"""What the settings' events do: models found, a connection tested, a model put to use."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from typing import Any

import gradio as gr

from assistant import keys
from assistant.destinations import destination
from assistant.discovery import find_models
from assistant.errors import refused_by_system
from assistant.llamacpp import in_full
from assistant.models import chat_model, failure
from assistant.preferences import Preferences
from assistant.window import greeting, settings, shelf
from assistant.window.desk import Desk
from assistant.window.parts import Parts
from corpus.errors import CasebookError

log = logging.getLogger(__name__)

Changes = dict[Any, Any]
"""Components, each with its new value or settings."""

TRIAL = "Answer with the one word: ready"
"""All that a test of a connection sends."""
_NOT_ALLOWED = "Allow it above first: nothing is sent to {host} before that."
_NO_KEY = "Write the key into its box first."


class Choosing:
    """The settings' events of one window."""

    def __init__(self, parts: Parts, desk: Desk) -> None:
        self._parts = parts
        self._desk = desk

    def look(self) -> Changes:
        """The models that are here now, and the one in use."""
        s, current = self._parts.settings, self._desk.model_name
        shown = settings.choices(find_models(), current)
        return {s.model: gr.Dropdown(choices=shown, value=current), **self._about(current)}

    def pick(self, name: str | None) -> Changes:
        """What would become of questions with this model; nothing changes yet."""
        return self._about((name or "").strip())

    def _about(self, name: str) -> Changes:
        is_allowed = self._desk.preferences.may_use(name)
        return settings.about(self._parts.settings, name, is_allowed)

    # Keys

    def keep(self, key: str, name: str | None) -> Changes:
        """Put the key into the system's keyring; its box is emptied either way."""
        s, name = self._parts.settings, (name or "").strip()
        if not key.strip():
            return {s.outcome: shelf.failure(_NO_KEY)}
        try:
            keys.keep(name, key.strip())
        except CasebookError as error:
            return {s.key: "", s.outcome: shelf.failure(str(error))}
        return {**self._about(name), s.outcome: shelf.done("The key is in the system's keyring.")}

    def forget(self, name: str | None) -> Changes:
        """Take the key out of the keyring."""
        s, name = self._parts.settings, (name or "").strip()
        try:
            keys.forget(name)
        except CasebookError as error:
            return {s.outcome: shelf.failure(str(error))}
        return {**self._about(name), s.outcome: shelf.done("The key is forgotten.")}

    # Trying and using

    def test(self, name: str | None, allowed: bool) -> Iterator[Changes]:
        """Ask the model for one word, and say how long that took or why it failed."""
        s, name = self._parts.settings, (name or "").strip()
        if not name:
            return
        refusal = self._refusal(name, allowed)
        if refusal:
            yield {s.outcome: shelf.failure(refusal)}
            return
        yield {s.outcome: shelf.busy("Asking for one word")}
        began = time.monotonic()
        try:
            said = "".join(str(piece.text) for piece in chat_model(name).stream(TRIAL))
        except CasebookError as error:
            yield {s.outcome: shelf.failure(str(error))}
        except Exception as error:  # providers raise their own kinds
            yield {s.outcome: shelf.failure(str(failure(name, error)))}
        else:
            seconds = time.monotonic() - began
            answered = f"{name} answered in {seconds:.1f} seconds."
            silent = f"{name} answered, but with nothing."
            yield {s.outcome: shelf.done(answered if said.strip() else silent)}

    def use(self, name: str | None, allowed: bool) -> Changes:
        """Have this model write from now on, in every open page, and remember it."""
        s, name = self._parts.settings, (name or "").strip()
        refusal = self._refusal(name, allowed)
        if refusal:
            return {s.outcome: shelf.failure(refusal)}
        name = in_full(name)  # what is remembered is to be found from any folder
        try:
            if name:
                chat_model(name)
            self._desk.use(name, destination(name).host if name and allowed else "")
        except CasebookError as error:
            return {s.outcome: shelf.failure(str(error))}
        except OSError as error:
            return {s.outcome: shelf.failure(refused_by_system(error))}
        said = f"From the next question on, {name} writes the answers." if name else (
            "From the next question on, answers quote your documents."
        )  # fmt: skip
        return {s.outcome: shelf.done(said), self._parts.mode: greeting.mode(self._desk.model)}

    def _refusal(self, name: str, allowed: bool) -> str | None:
        if allowed or Preferences().may_use(name):
            return None
        return _NOT_ALLOWED.format(host=destination(name).host)
