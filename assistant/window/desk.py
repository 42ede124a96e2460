"""The desk: what everyone who looks at one window shares."""

from __future__ import annotations

import logging
from threading import Event, Thread

from langchain_core.language_models import BaseChatModel

from assistant.chain import Assistant
from assistant.conversations import Conversations
from assistant.models import model_name
from assistant.preferences import Preferences, read_preferences, write_preferences
from assistant.settings import Settings
from corpus.errors import CasebookError
from index.case import Case, list_cases
from index.embedding import embedding_model
from index.errors import UnknownCase
from index.home import Home
from index.records import DocumentRecord

log = logging.getLogger(__name__)


class Desk:
    """A home's cases, and the models, loaded in the background. Without a `model` it is the one
    that was chosen in the settings."""

    def __init__(
        self, home: Home, model: str | BaseChatModel | None = None, *, settings: Settings
    ) -> None:
        self.home = home
        self.settings = settings
        self.preferences = read_preferences(home.path)
        self.model = model or self.preferences.usable_model(settings)
        self._kept: dict[int, Conversations] = {}
        self.ready = Event()
        """Set once the models are loaded, or could not be: then asking says why."""

    @property
    def model_name(self) -> str:
        """What the model that writes is called; empty where the documents are quoted."""
        if isinstance(self.model, str):
            return self.model
        return model_name(self.model) if self.model else ""

    def use(self, name: str, allowed: str = "") -> None:
        """Have the model of this name write from now on (empty: quote), and remember it; what
        is asked may leave for the host `allowed`. Raises `OSError`."""
        hosts = dict.fromkeys((*self.preferences.allowed, *([allowed] if allowed else ())))
        chosen = Preferences(name, tuple(hosts))
        write_preferences(self.home.path, chosen)
        self.preferences, self.model = chosen, name or None

    def cases(self) -> list[str]:
        """The names of the cases, in order."""
        return [case.name for case in list_cases(self.home)]

    def case(self, name: str, create: bool = False) -> Case:
        """The case of this name; raises `UnknownCase` for a new one unless `create`."""
        return Case.open(name, home=self.home, create=create)

    def records(self, name: str | None) -> list[DocumentRecord]:
        """The documents of a case; none when there is no such case, or none any more."""
        try:
            return self.case(name).documents() if name else []
        except UnknownCase:
            return []

    def conversations(self, name: str | None) -> Conversations | None:
        """What was said in a case; None when there is no such case, or none any more."""
        record = self.home.catalog.case(name) if name else None
        if record is None:
            return None
        # One object a case: two would not know of what the other has deleted.
        return self._kept.setdefault(record.id, Conversations(self.home.conversations(record.id)))

    def delete(self, name: str) -> None:
        """Delete a case with all that was kept of it; raises `UnknownCase`."""
        self.case(name).delete()

    def assistant(self, name: str) -> Assistant:
        """Who answers questions of a case; raises `UnknownCase`."""
        return Assistant(self.case(name), model=self.model, settings=self.settings)

    def quoting(self, name: str) -> Assistant:
        """Who answers questions of a case by quoting alone; raises `UnknownCase`."""
        return Assistant(self.case(name), settings=self.settings)

    def warm(self, name: str | None = None) -> None:
        """Begin to load what a first question needs; `ready` is set when it is there."""
        Thread(target=self._load, args=(name,), name="casebook-warm", daemon=True).start()

    def _load(self, name: str | None) -> None:
        try:
            if name is None:
                embedding_model().embed_query("ready")
            else:
                self.quoting(name).ask("Is everything ready?")
        except CasebookError as error:
            log.warning("%s", error)
        except Exception:
            log.exception("The models could not be loaded ahead of the first question.")
        finally:
            self.ready.set()
