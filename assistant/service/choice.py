"""The chat model that writes in a home, chosen when it is opened or in the window, and which others
may be asked by whom."""

from __future__ import annotations

from pathlib import Path

from langchain_core.language_models import BaseChatModel

from assistant.errors import ModelFailed, NotAllowed
from assistant.models.chat_models import chat_model, failure, model_name
from assistant.models.destinations import destination
from assistant.models.keys import OTHER_VARIABLE, goes_anywhere
from assistant.models.llamacpp import in_full
from assistant.service.permission import Caller, check_may_name
from assistant.service.preferences import Preferences, read_preferences, write_preferences
from assistant.settings import Settings

TRIAL = "Answer with the one word: ready"
"""All that a test of a connection sends."""
_NOT_ALLOWED = "Allow it above first: nothing is sent to {host} before that."
_NOT_THEIRS = (
    "Only Casebook's owner can allow {host} for all who use it: let them do that, in the window "
    "that they opened themselves."
)
_NOT_NAMED = (
    f"{OTHER_VARIABLE} is sent only to a host that Casebook's owner has named: open "
    "Casebook with --model, or allow the host in the window's settings."
)
_SILENT = "{name} answered, but with nothing."


class ModelChoice:
    """The chat model in use (`model`, None to quote), and what was chosen (`preferences`).

    `opened_with` goes before what was chosen earlier, until another is put to use. Shared by all
    who use one home; nothing is sent to a model but by `try_out`.
    """

    def __init__(
        self, home: Path, settings: Settings, opened_with: str | BaseChatModel | None = None
    ) -> None:
        self._home = home
        self._settings = settings
        self.opened_with = opened_with
        self.preferences = read_preferences(home)
        self.model = opened_with or self.preferences.usable_model(settings)
        self._answered: set[str] = set()

    @property
    def name(self) -> str:
        """What the model in use is called; empty where the documents are quoted."""
        if isinstance(self.model, str):
            return self.model
        return model_name(self.model) if self.model else ""

    def is_allowed(self, name: str) -> bool:
        """Whether the host of this model was allowed, or needs no leave."""
        return self.preferences.may_use(name, self._settings)

    def check(self, name: str | None, caller: Caller) -> None:
        """Raise `NotAllowed` where `caller` may not have this model asked.

        Naming any is for those with a token. A key that is tied to no server goes only to a host
        that the owner has named: by opening Casebook with it, by allowing it in the window, or in
        a command of their own.
        """
        if name is None or name == self.opened_with or caller == "owner":
            return
        check_may_name(caller)
        if goes_anywhere(name, self._settings) and not self._is_named_by_owner(name):
            raise NotAllowed(_NOT_NAMED)

    def _is_named_by_owner(self, name: str) -> bool:
        host = destination(name, self._settings).host
        opened = self.opened_with if isinstance(self.opened_with, str) else ""
        if opened and destination(opened, self._settings).host == host:
            return True
        return host in self.preferences.allowed

    def check_leave(self, name: str, caller: Caller, allowed: bool) -> None:
        """Raise `NotAllowed` as `check` does, and where the host of this model needs leave: if it
        was not `allowed` just now, or by somebody else than the owner, who has not named it."""
        self.check(name, caller)
        if Preferences().may_use(name, self._settings):
            return
        host = destination(name, self._settings).host
        if caller != "owner" and not self._is_named_by_owner(name):
            raise NotAllowed(_NOT_THEIRS.format(host=host))
        if not allowed:
            raise NotAllowed(_NOT_ALLOWED.format(host=host))

    def has_answered(self, name: str) -> bool:
        """Whether a model answered when it was last tried; quoting always does."""
        return not name or in_full(name) in self._answered

    def try_out(self, name: str, caller: Caller, allowed: bool) -> None:
        """Ask a model for one word; raises `NotAllowed` as `check_leave`, and `ModelFailed` where
        it fails or answers with nothing."""
        self.check_leave(name, caller, allowed)
        full = in_full(name)
        self._answered.discard(full)
        model = chat_model(name, self._settings)
        try:
            said = "".join(str(piece.text) for piece in model.stream(TRIAL))
        except Exception as error:  # providers raise their own kinds
            raise failure(name, error, self._settings, model) from error
        if not said.strip():
            raise ModelFailed(_SILENT.format(name=name))
        self._answered.add(full)

    def use(self, name: str, caller: Caller, allowed: bool) -> None:
        """Have this model write from now on (empty: quote), and remember it, with its host where
        the owner `allowed` that. Raises `NotAllowed` as `check_leave`, and `OSError`."""
        self.check_leave(name, caller, allowed)
        name = in_full(name)  # what is remembered is to be found from any folder
        may_allow = allowed and caller == "owner"
        host = destination(name, self._settings).host if name and may_allow else ""
        hosts = dict.fromkeys((*self.preferences.allowed, *([host] if host else ())))
        chosen = Preferences(name, tuple(hosts))
        write_preferences(self._home, chosen)
        self.preferences, self.model = chosen, name or None
