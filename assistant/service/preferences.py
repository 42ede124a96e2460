"""What the user chose in the window, kept in the home; keys are not among it.

settings.json    the chat model, and the hosts that questions and passages may be sent to
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from assistant.models.destinations import destination
from assistant.models.keys import goes_anywhere
from assistant.settings import Settings
from index.privacy import write_private

log = logging.getLogger(__name__)

_FILE = "settings.json"


@dataclass(frozen=True, slots=True)
class Preferences:
    """`model` is a name that `chat_model` knows, or empty: the documents are quoted. What goes
    to a host of `allowed` may leave this machine."""

    model: str = ""
    allowed: tuple[str, ...] = ()

    def may_use(self, name: str, settings: Settings) -> bool:
        """Whether a model may be asked: its host is allowed, or it is on this machine and gets
        no key that was meant for another."""
        if not name:
            return True
        to = destination(name, settings)
        return to.host in self.allowed or (to.is_here and not goes_anywhere(name, settings))

    def usable_model(self, settings: Settings) -> str | None:
        """The chosen model, unless it has come to be asked at a host nobody has allowed."""
        return self.model if self.model and self.may_use(self.model, settings) else None


_ADAPTER = TypeAdapter(Preferences)


def read_preferences(home: Path) -> Preferences:
    """What was chosen in this home; nothing where nothing was, or it can't be made out."""
    path = home / _FILE
    try:
        return _ADAPTER.validate_json(path.read_bytes())
    except FileNotFoundError:
        return Preferences()
    except (OSError, ValueError) as error:
        log.warning("The settings in %s cannot be read and are left out: %s", path, error)
        return Preferences()


def write_preferences(home: Path, preferences: Preferences) -> None:
    """Keep what was chosen, for this user alone; raises `OSError`."""
    text = json.dumps(_ADAPTER.dump_python(preferences, mode="json"))
    write_private(home / _FILE, text.encode())
