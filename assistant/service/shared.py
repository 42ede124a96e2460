"""What all who use one open home share, on whosever behalf they ask."""

from __future__ import annotations

from threading import Event, Lock
from typing import TYPE_CHECKING

from assistant.settings import Settings
from index.case import Case
from index.home import Home

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from assistant.chain import Assistant
    from assistant.conversations import Conversations
    from assistant.service.choice import ModelChoice

_MOST_KEPT = 32
"""Assistants kept at hand; the one that was asked longest ago goes first."""


class Shared:
    """What all who use one home share: models in use, assistants and conversations at hand."""

    def __init__(
        self, home: Home, settings: Settings, opened_with: str | BaseChatModel | None
    ) -> None:
        self.home = home
        self.settings = settings
        self.opened_with = opened_with
        self.ready = Event()
        self._lock = Lock()
        self._models: ModelChoice | None = None
        self._assistants: dict[tuple[Case, str | None], Assistant] = {}
        self._conversations: dict[int, Conversations] = {}

    def models(self) -> ModelChoice:
        """The one choice of a chat model; made when it is first asked for, which takes a while."""
        from assistant.service.choice import ModelChoice

        with self._lock:
            if self._models is None:
                self._models = ModelChoice(self.home.path, self.settings, self.opened_with)
            return self._models

    def assistant(self, case: Case, model: str | BaseChatModel | None) -> Assistant:
        """The assistant for a case and a chat model, kept where the model has a name."""
        from assistant.chain import Assistant

        if not (model is None or isinstance(model, str)):
            return Assistant(case, model=model, settings=self.settings)
        with self._lock:
            kept = self._assistants.pop((case, model), None)
            kept = kept or Assistant(case, model=model, settings=self.settings)
            self._assistants[case, model] = kept
            if len(self._assistants) > _MOST_KEPT:
                self._assistants.pop(next(iter(self._assistants)))
            return kept

    def forget(self, case: Case) -> None:
        """Let go of what is at hand for a case that was deleted."""
        with self._lock:
            self._conversations.pop(case.id, None)
            for key in [key for key in self._assistants if key[0] is case]:
                del self._assistants[key]

    def conversations(self, case: int) -> Conversations:
        """What was said about the case of this number."""
        from assistant.conversations import Conversations

        with self._lock:
            # One object a case: two would not know of what the other has deleted.
            if case not in self._conversations:
                self._conversations[case] = Conversations(self.home.conversations(case))
            return self._conversations[case]
