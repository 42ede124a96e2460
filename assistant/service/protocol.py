"""What can be asked of a home, whichever process owns it.

One process owns a home at a time. `assistant.service.local` does the work in that one, and
`assistant.service.remote` asks a window that owns it; who asks does not see the difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, Self

from assistant import replies
from index.filters import Filter
from index.records import Correction

if TYPE_CHECKING:
    from assistant.chronology import Chronology, Wanted
    from assistant.conflicts import Conflicts
    from assistant.evaluation.outcome import Outcome, Setting
    from assistant.evaluation.questions import Problem, Question
    from assistant.listing import Listing

OnProgress = Callable[[str, int, int], None]
"""Told what is being worked through ("files", "passages", "questions"), how many of
them are done, and of how many."""


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


class CaseService(Protocol):
    """What commands, requests and the window ask for. Each raises `CasebookError` where it can't be
    done or may not be."""

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

    def chronology(self, case: str, wanted: Wanted) -> Chronology:
        """What the papers of a case tell of each time."""

    def listing(self, case: str, question: str, where: Filter) -> Listing:
        """Everything of a kind that the papers of a case hold."""

    def conflicts(self, case: str, where: Filter) -> Conflicts:
        """What papers of a case say differently."""

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
