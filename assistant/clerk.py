"""The clerk: everything that can be asked of a home, whichever process owns the home.

One process owns a home at a time. When that is this one, the work is done here; when it
is a window, the window is asked through its loopback service. The commands do not see
the difference.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, Self

from assistant import replies, service
from assistant.errors import WindowError
from index.errors import HomeInUse
from index.filters import Filter
from index.home import Home, home_path
from index.records import Correction

if TYPE_CHECKING:
    from assistant.evaluation.outcome import Outcome, Setting
    from assistant.evaluation.questions import Problem, Question
    from assistant.remote import RemoteClerk

OnProgress = Callable[[str, int, int], None]
"""Told what is being worked through ("files", "passages", "questions"), how many of
them are done, and of how many."""

PATIENCE = 60.0
"""Seconds to wait for another process that owns the home and cannot be asked."""
_BETWEEN_LOOKS = 0.2
_WAITING = "Another Casebook process is at work in this home; waiting for it."


@dataclass(frozen=True, slots=True)
class Addition:
    """Files and folders to add, as absolute paths; their names get `prefix` before them.

    `sync` also removes what is gone from the folders; `passwords` are tried on what is
    encrypted.
    """

    paths: tuple[Path, ...]
    prefix: str = ""
    embedding: str | None = None
    sync: bool = False
    passwords: tuple[str, ...] = ()


class Clerk(Protocol):
    """What the commands ask for. Each raises `CasebookError` where it can't be done."""

    def __enter__(self) -> Self: ...
    def __exit__(self, *exception: object) -> None: ...

    def cases(self) -> replies.CaseList: ...

    def documents(self, case: str) -> replies.DocumentList: ...

    def add(self, case: str, addition: Addition, on_progress: OnProgress) -> replies.Added:
        """Read and index files and folders."""

    def correct(self, case: str, document: str, correction: Correction) -> replies.Corrected:
        """Put a document's facts right, for good."""

    def remove(self, case: str, document: str) -> replies.Removed: ...

    def delete(self, case: str) -> replies.Deleted: ...

    def reindex(self, case: str, model: str, on_progress: OnProgress) -> replies.Reindexed:
        """Change a case's embedding model."""

    def search(self, case: str, query: str, k: int, where: Filter) -> replies.Found: ...

    def ask(
        self, case: str, question: str, model: str | None, *, where: Filter | None = None
    ) -> replies.Answered: ...

    def questions(self, case: str) -> replies.Questions:
        """Questions that the case surely answers, made from its papers."""

    def verify(self, case: str, saved: Mapping[str, Any]) -> replies.Verified:
        """Hold the quotes of an answer, the JSON object it was kept as, against the case."""

    def text(self, case: str, document: str) -> replies.DocumentText: ...

    def check(
        self, case: str, name: str, data: bytes, on_progress: OnProgress
    ) -> replies.DraftChecked:
        """Hold the sentences of a draft, a file called `name`, against the case."""

    def setting(self, case: str, model: str | None) -> Setting:
        """What questions asked now would be put to."""

    def evaluate(
        self, case: str, questions: Sequence[Question], model: str | None
    ) -> Iterator[Outcome | Problem]:
        """Ask the questions of a Q&A set, in order, and hold the answers against the set."""


def find_clerk(say: Callable[[str], None]) -> Clerk:
    """The clerk of the user's home; `say` is told when it has to wait.

    Raises `HomeInUse` when another process keeps the home and can't be asked, and
    `HomeError` when the home can't be used.
    """
    found = _own_or_reach(say)
    if not isinstance(found, Home):
        return found
    from assistant.local import LocalClerk

    return LocalClerk(found)


def own_home(say: Callable[[str], None]) -> Home:
    """The user's home, for this process alone; raises as `find_clerk`, and `WindowError`
    when a window has it."""
    found = _own_or_reach(say)
    if isinstance(found, Home):
        return found
    with found:
        link = found.window_link()
    raise WindowError(f"A window is open on this home already, at {link}")


def _own_or_reach(say: Callable[[str], None]) -> Home | RemoteClerk:
    started = time.monotonic()
    told = False
    while True:
        try:
            home = Home.open()
        except HomeInUse:
            remote = _reach(home_path())
            if remote is not None:
                return remote
            if time.monotonic() - started > PATIENCE:
                raise
        else:
            service.forget(home.path)
            return home
        if not told:
            say(_WAITING)
            told = True
        time.sleep(_BETWEEN_LOOKS)


def _reach(home: Path) -> RemoteClerk | None:
    announced = service.find(home)
    if announced is None:
        return None
    from assistant.remote import reach

    return reach(announced)
