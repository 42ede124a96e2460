"""Who may do what, whichever door they came through: the rules that the service keeps, once.

The door says who is there (`assistant.api.gate` for requests and the window); commands are their
user's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Literal

from assistant.errors import BadQuestion, NotAllowed, TokenNeeded, TooMuch
from corpus.errors import MissingPath
from index.finding import Found

Caller = Literal["anybody", "trusted", "owner"]
"""Who asks: anybody on this machine; a program that was given the token that was set; or who
opened Casebook, by a command, by the token in service.json or by the window's link."""

LONGEST_QUERY = 8_000
"""Code points of what may be searched for; the longest question is as long."""
MOST_PASSAGES = 1_000
"""Passages that one search may give."""
LARGEST_UPLOAD = 500 * 1024 * 1024
"""Bytes of one file that is uploaded."""
MOST_UPLOADS = 3_000
"""Files that may be uploaded at once; a folder of this machine may hold more."""
OWN_FILES = "{path} holds what Casebook itself keeps; choose another place."
NOT_WHOLE = "Give the whole path, from its root on, and not {path}."


def check_may_change(caller: Caller) -> None:
    """Raise `TokenNeeded` for whoever may only read and ask."""
    if caller == "anybody":
        raise TokenNeeded(
            "What changes a case or names files needs a token: set one with CASEBOOK_TOKEN, or "
            "take the one in service.json."
        )


def check_may_keep_keys(caller: Caller) -> None:
    """Raise `NotAllowed` for whoever may not change the keys of this user's own keyring: another
    key there has the papers go to another account."""
    if caller != "owner":
        raise NotAllowed(
            "Only Casebook's owner can change the keys in the keyring, in the window that they "
            "opened themselves."
        )


def check_whole(paths: Sequence[Path]) -> None:
    """Raise `MissingPath` for a path that would mean another place in another process."""
    for path in paths:
        if not path.is_absolute() or "\x00" in str(path):
            raise MissingPath(NOT_WHOLE.format(path=str(path).replace("\x00", "␀")))


def check_not_own(found: Sequence[Found], home: Path) -> None:
    """Raise `MissingPath` where a file lies in the home, be it behind a link: there are the token
    of its owner, and the conversations about other cases."""
    own = home.resolve()
    is_own = cache(lambda folder: folder.resolve().is_relative_to(own))
    for file in found:
        leads_there = file.path.is_symlink() and file.path.resolve().is_relative_to(own)
        if leads_there or is_own(file.path.parent):
            raise MissingPath(OWN_FILES.format(path=file.root))


def is_within(path: Path, folder: Path) -> bool:
    """Whether there is a file at `path` that lies in `folder`, not only behind a link."""
    try:
        whole = path.resolve(strict=True)
    except (OSError, RuntimeError, ValueError):  # gone, a circle of links, or no path at all
        return False
    return whole.is_file() and whole.is_relative_to(folder.resolve())


def check_uploads(given: int, uploaded: int) -> None:
    """Raise `MissingPath` where of the files `given` not all were `uploaded`: a page may name any
    path that its user can read; and `TooMuch` where they are too many."""
    if uploaded < given:
        raise MissingPath(
            "Only files that were uploaded to this window can be added here; choose them again."
        )
    if given > MOST_UPLOADS:
        raise TooMuch(
            f"These are {given:,} files, and {MOST_UPLOADS:,} can be uploaded at once; add them in "
            "parts, or sync their folder."
        )


def check_search(query: str, k: int) -> None:
    """Raise `BadQuestion` for a query that is empty or longer than is sensible, or more passages
    than are given."""
    if not query.strip():
        raise BadQuestion("The query is empty; give some words to search for.")
    if len(query) > LONGEST_QUERY:
        raise BadQuestion(
            f"The query is {len(query):,} characters long; search for at most {LONGEST_QUERY:,}."
        )
    if not 1 <= k <= MOST_PASSAGES:
        raise BadQuestion(f"A search gives 1 to {MOST_PASSAGES:,} passages, and not {k:,}.")


def check_may_name(caller: Caller) -> None:
    """Raise `NotAllowed` for whoever may name no chat model: a name can hold an address, and the
    passages would be sent there."""
    if caller == "anybody":
        raise NotAllowed(
            "Without a token no chat model can be named but the one that Casebook was opened with."
        )
