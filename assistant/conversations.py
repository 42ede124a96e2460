"""Conversations kept by case: one file each, in the home, so that no two get in each
other's way.

conversations/<case>/<id>.json
"""

from __future__ import annotations

import json
import logging
import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock
from typing import Any, Literal

from pydantic import TypeAdapter

from assistant.answer import Answer
from index.filters import WHOLE_CASE, Filter
from index.privacy import write_private

log = logging.getLogger(__name__)

LONGEST_TITLE = 60
"""Characters of a first question that name its conversation."""
_ID = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Rating:
    """What the reader thought of an answer, and why if they said."""

    good: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """A question, and so far an answer, a word on what it waits for, or why there is none.

    It was asked of the documents that pass `where`; of the whole case whatever papers it names
    if `everywhere`.
    """

    question: str
    answer: Answer | None = None
    waiting: str = ""
    failure: str = ""
    stopped: bool = False
    rating: Rating | None = None
    where: Filter = WHOLE_CASE
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """A conversation as its file holds it. `name` is empty until the user gives one; times
    are in UTC."""

    id: str
    begun: datetime
    changed: datetime
    turns: tuple[Turn, ...]
    name: str = ""
    version: Literal[1] = 1

    @property
    def title(self) -> str:
        return self.name or shortened(self.turns[0].question if self.turns else "")


@dataclass(frozen=True, slots=True)
class Entry:
    """A conversation as a list shows it; `words` are its questions and answers."""

    id: str
    title: str
    changed: datetime
    words: str


_FILE = TypeAdapter(Kept)


class Conversations:
    """The conversations of one case, in `folder`. May be shared between threads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = RLock()
        self._entries: dict[str, tuple[tuple[int, int], Entry | None]] = {}
        self._deleted: set[str] = set()

    def entries(self, words: str = "") -> list[Entry]:
        """Those that hold every one of `words`, in any case of letters; newest first."""
        wanted = words.casefold().split()
        with self._lock:
            found = [self._entry(path) for path in self.folder.glob("*.json")]
        held = [e for e in found if e and all(w in e.words.casefold() for w in wanted)]
        return sorted(held, key=lambda entry: (entry.changed, entry.id), reverse=True)

    def find(self, conversation: str) -> Kept | None:
        """The conversation of this id; None if there is none, or none that can be read."""
        return _read(self._path(conversation)) if _ID.fullmatch(conversation) else None

    def keep(self, conversation: str, turns: Sequence[Turn]) -> None:
        """Keep these turns as the conversation of this id, in place of what it held.

        One that was deleted stays so. Raises `OSError` when it can't be written.
        """
        now = datetime.now(UTC)
        with self._lock:
            if conversation not in self._deleted:
                old = self.find(conversation) or Kept(conversation, now, now, ())
                self._write(replace(old, changed=now, turns=_settled(turns)))

    def rename(self, conversation: str, name: str) -> None:
        """Call it so from now on, or by its first question again if `name` is empty; raises
        `OSError` when that can't be written."""
        with self._lock:
            kept = self.find(conversation)
            if kept is not None:
                self._write(replace(kept, name=shortened(name)))

    def delete(self, conversation: str) -> None:
        """Delete a conversation for good; raises `OSError` when that can't be done."""
        if _ID.fullmatch(conversation):
            with self._lock:
                self._deleted.add(conversation)
                self._path(conversation).unlink(missing_ok=True)

    def _path(self, conversation: str) -> Path:
        if not _ID.fullmatch(conversation):
            raise ValueError(f"{conversation!r} is no conversation's id")
        return self.folder / f"{conversation}.json"

    def _entry(self, path: Path) -> Entry | None:
        """What a list shows of a file, read again only when the file has changed."""
        try:
            about = path.stat()
        except FileNotFoundError:
            return None
        stamp = (about.st_mtime_ns, about.st_size)
        known = self._entries.get(path.name)
        if known is None or known[0] != stamp:
            kept = _read(path)
            known = self._entries[path.name] = (stamp, None if kept is None else _listed(kept))
        return known[1]

    def _write(self, kept: Kept) -> None:
        path = self._path(kept.id)
        if path.exists() and _read(path) is None:
            path.rename(path.with_suffix(".unreadable"))
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Not written by pydantic: the names of files may hold halves of characters.
        write_private(path, json.dumps(_FILE.dump_python(kept, mode="json")).encode())


def with_rating(turns: Sequence[Turn], number: int, rating: Rating | None) -> tuple[Turn, ...]:
    """The turns with the one of this number, from 0, thought so of."""
    return (*turns[:number], replace(turns[number], rating=rating), *turns[number + 1 :])


def new_id() -> str:
    """An id for a new conversation."""
    return secrets.token_hex(8)


def shortened(words: str) -> str:
    """A first line that can stand as a title: at most `LONGEST_TITLE` characters."""
    line = " ".join(words.split())
    if len(line) <= LONGEST_TITLE:
        return line
    return re.sub(r"\s+\S*$", "", line[:LONGEST_TITLE]) + "…"


def said(turns: Iterable[Turn]) -> str:
    """The questions and answers of a conversation, for searching in them."""
    return "\n".join(
        part for turn in turns for part in (turn.question, turn.answer.text if turn.answer else "")
    )


def _settled(turns: Sequence[Turn]) -> tuple[Turn, ...]:
    """The turns without waiting: what is broken off stays as if it had been stopped."""
    return tuple(replace(t, waiting="", stopped=True) if t.waiting else t for t in turns)


def _listed(kept: Kept) -> Entry:
    return Entry(kept.id, kept.title, kept.changed, f"{kept.title}\n{said(kept.turns)}")


def _read(path: Path) -> Kept | None:
    """What a file holds; None, with a word in the log, when it can't be made out."""
    try:
        return _FILE.validate_python(_with_standings(json.loads(path.read_bytes())))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        log.warning("The conversation in %s cannot be read and is left alone: %s", path, error)
        return None


def _with_standings(kept: Any) -> Any:
    """What a file holds, with the standing of answers that were kept before they had one."""
    turns = kept.get("turns", ()) if isinstance(kept, dict) else ()
    for turn in turns if isinstance(turns, list) else ():
        answer = turn.get("answer") if isinstance(turn, dict) else None
        if isinstance(answer, dict) and "abstained" in answer:
            answer.setdefault("standing", "silent" if answer.pop("abstained") else "answered")
    return kept
