"""The questions that the window offers, looked for in the background while nobody waits."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from threading import Event, Lock, Thread

from assistant.service.local import LocalService
from assistant.starters import known_starters, starter_questions
from assistant.window import held
from corpus.errors import CasebookError
from index.errors import UnknownCase
from index.records import DocumentRecord

log = logging.getLogger(__name__)

POLL = 0.25
"""Seconds between two looks at whether it may go on."""
CALM = 2.0
"""Seconds for which nothing of a case has changed before it is looked through: files mostly come
one after another."""
ROUNDS = 5
"""How often it begins anew where documents change meanwhile."""
UNSETTLED = ("reading", "words")
"""States of documents that are still being put in."""


class Starting:
    """What cases are known to answer. Finding it out never goes before a question of a user:
    while `is_busy` says that one is being answered it waits."""

    def __init__(self, service: LocalService, is_busy: Callable[[], bool]) -> None:
        self._service = service
        self._is_busy = is_busy
        self._lock = Lock()
        self._looking: dict[str, Event] = {}

    def known(self, name: str | None) -> Sequence[str]:
        """The questions that the case of this name is known to answer, as it is now."""
        try:
            found = known_starters(self._service.case(name)) if name else None
        except UnknownCase:
            return ()
        return tuple(one.question for one in found or ())

    def look(self, name: str) -> Event:
        """Have them looked for, where that is not done or under way; the event is set once
        `known` has them, or they could not be found."""
        with self._lock:
            over = self._looking.get(name)
            if over is None:
                over = self._looking[name] = Event()
                Thread(
                    target=self._look, args=(name, over), name="casebook-starters", daemon=True
                ).start()
            return over

    def _look(self, name: str, over: Event) -> None:
        try:
            self._service.ready.wait()
            for _ in range(ROUNDS):
                case = self._service.case(name)
                if known_starters(case) is not None or not self._settled(name):
                    return
                starter_questions(case, self._goes_on)
        except CasebookError as error:
            log.warning("No questions were found for the case %r: %s", name, error)
        except Exception:
            log.exception("No questions were found for the case %r.", name)
        finally:
            with self._lock:
                del self._looking[name]
            over.set()

    def _settled(self, name: str) -> bool:
        """Wait until the documents of a case have been as they are for a while; whether there
        are any."""
        before: Sequence[DocumentRecord] = ()
        calm_since = time.monotonic()
        while time.monotonic() - calm_since < CALM:
            records = held.records(self._service, name)
            if not records:
                return False
            if records != before or any(record.state in UNSETTLED for record in records):
                before, calm_since = records, time.monotonic()
            time.sleep(POLL)
        return True

    def _goes_on(self) -> bool:
        while self._is_busy():
            time.sleep(POLL)
        return True
