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
_NOT_USED = "It is not used."
_SILENT = "{name} answered, but with nothing. It is not used."
_NO_KEY = "Write the key into its box first."


class Choosing:
    """The settings' events of one window."""

    def __init__(self, parts: Parts, desk: Desk) -> None:
        self._parts = parts
        self._desk = desk
        self._answered: set[str] = set()
        """The models that answered when they were last tried."""

    def look(self) -> Changes:
        """The models that are here now, and the one in use."""
        s, current = self._parts.settings, self._desk.model_name
        shown = settings.choices(find_models(self._desk.settings), current)
        return {s.model: gr.Dropdown(choices=shown, value=current), **self._about(current)}

    def pick(self, name: str | None) -> Changes:
        """What would become of questions with this model; nothing changes yet."""
        return self._about((name or "").strip())

    def _about(self, name: str) -> Changes:
        given = self._desk.settings
        is_allowed = self._desk.preferences.may_use(name, given)
        return settings.about(self._parts.settings, name, is_allowed, given)

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
            said = self._tried(name)
        except CasebookError as error:
            yield {s.outcome: shelf.failure(str(error))}
        else:
            seconds = time.monotonic() - began
            answered = f"{name} answered in {seconds:.1f} seconds."
            silent = f"{name} answered, but with nothing."
            yield {s.outcome: shelf.done(answered) if said else shelf.failure(silent)}

    def use(self, name: str | None, allowed: bool) -> Iterator[Changes]:
        """Have this model write from now on, in every open page, and remember it; one that does
        not answer is not taken, and what was in use stays so."""
        s, name = self._parts.settings, (name or "").strip()
        refusal = self._refusal(name, allowed)
        if refusal:
            yield {s.outcome: shelf.failure(refusal)}
            return
        name = in_full(name)  # what is remembered is to be found from any folder
        try:
            if name and name not in self._answered:
                yield {s.outcome: shelf.busy("Asking for one word")}
                if not self._tried(name):
                    yield {s.outcome: shelf.failure(_SILENT.format(name=name))}
                    return
            host = destination(name, self._desk.settings).host if name and allowed else ""
            self._desk.use(name, host)
        except CasebookError as error:
            yield {s.outcome: shelf.failure(f"{error} {_NOT_USED}")}
        except OSError as error:
            yield {s.outcome: shelf.failure(refused_by_system(error))}
        else:
            said = f"From the next question on, {name} writes the answers." if name else (
                "From the next question on, answers quote your documents."
            )  # fmt: skip
            mode = greeting.mode(self._desk.model, self._desk.settings)
            yield {s.outcome: shelf.done(said), self._parts.mode: mode}

    def _tried(self, name: str) -> bool:
        """Whether a model answers with anything at all; raises `CasebookError` where it fails."""
        full = in_full(name)
        self._answered.discard(full)
        try:
            model = chat_model(name, self._desk.settings)
            said = "".join(str(piece.text) for piece in model.stream(TRIAL))
        except CasebookError:
            raise
        except Exception as error:  # providers raise their own kinds
            raise failure(name, error, self._desk.settings) from error
        if said.strip():
            self._answered.add(full)
        return bool(said.strip())

    def _refusal(self, name: str, allowed: bool) -> str | None:
        if allowed or Preferences().may_use(name, self._desk.settings):
            return None
        return _NOT_ALLOWED.format(host=destination(name, self._desk.settings).host)
