"""Finding the service of a home: in this process, or in the one that owns the home."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.errors import WindowError
from assistant.service import connection
from assistant.service.protocol import CaseService
from assistant.settings import Settings
from index.errors import HomeInUse
from index.home import Home, home_path

if TYPE_CHECKING:
    from assistant.service.remote import RemoteService

PATIENCE = 60.0
"""Seconds to wait for another process that owns the home and cannot be asked."""
_BETWEEN_LOOKS = 0.2
_WAITING = "Another Casebook process is at work in this home; waiting for it."


def find_service(settings: Settings, say: Callable[[str], None]) -> CaseService:
    """The service of the home that `settings` name; `say` is told when it has to wait.

    Raises `HomeInUse` when another process keeps the home and can't be asked, and
    `HomeError` when the home can't be used.
    """
    found = _own_or_reach(settings, say)
    if not isinstance(found, Home):
        return found
    from assistant.service.local import LocalService

    return LocalService(found, settings)


def own_home(settings: Settings, say: Callable[[str], None]) -> Home:
    """The home that `settings` name, for this process alone; raises as `find_service`, and
    `WindowError` when a window has it."""
    found = _own_or_reach(settings, say)
    if isinstance(found, Home):
        return found
    with found:
        link = found.window_link()
    raise WindowError(f"A window is open on this home already, at {link}")


def _own_or_reach(settings: Settings, say: Callable[[str], None]) -> Home | RemoteService:
    started = time.monotonic()
    told = False
    while True:
        try:
            home = Home.open(settings=settings)
        except HomeInUse:
            remote = _reach(connection.find(home_path(settings.home)))
            if remote is not None:
                return remote
            if time.monotonic() - started > PATIENCE:
                raise
        else:
            connection.forget(home.path)
            return home
        if not told:
            say(_WAITING)
            told = True
        time.sleep(_BETWEEN_LOOKS)


def _reach(announced: connection.Connection | None) -> RemoteService | None:
    if announced is None:
        return None
    from assistant.service.remote import reach

    return reach(announced)
