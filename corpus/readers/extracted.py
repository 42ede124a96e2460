"""What every reader is told and gives: the words of a file, and what it says of them."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from corpus.document import Flag, Mark, Page


@dataclass(frozen=True, slots=True)
class Part:
    """A file inside a file: an attachment of an e-mail, a member of an archive.

    `name` is its path inside, with forward slashes, as its holder gives it. One that could
    not be taken out has no data and says why, in a clause for the user.
    """

    name: str
    data: bytes
    refusal: str | None = None


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of one file with its pages, marks and flags, and the files inside it.

    Title, kind and date are given only where the format itself has them. `text` may be
    empty where there are parts.
    """

    text: str
    pages: tuple[Page, ...] = ()
    title: str | None = None
    date: datetime.date | None = None
    kind: str | None = None
    marks: tuple[Mark, ...] = ()
    flags: tuple[Flag, ...] = ()
    parts: tuple[Part, ...] = ()


def ignore(page: int) -> None:
    """The word on progress of a caller that wants none."""


@dataclass(frozen=True, slots=True)
class Aids:
    """What may help a reader: passwords to try, and whom to tell of each page begun.

    `on_page` is called with the page's number from 1, before its work; a reader of a
    format without pages calls it now and then. Whoever watches may end a reader that stays
    silent for too long.
    """

    passwords: tuple[str, ...] = ()
    on_page: Callable[[int], None] = ignore


Reader = Callable[[bytes, Aids], Extracted]
"""Raises `UnreadableFile` with the reason; anything else that it raises is taken for damage."""
