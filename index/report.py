"""What a caller is told of an ingest: how far it is, and what became of each file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that did not go in, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class AddReport:
    """What became of each document, by name; `removed` are those whose file is gone.

    `left_out` tells, with the reason, what in a folder is no file to add (hidden files, pipes,
    links), and of which documents that went in a part could not be read.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    refused: tuple[Refusal, ...] = ()
    removed: tuple[str, ...] = ()
    left_out: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an ingest is: `done` of `total` files read, or passages embedded."""

    stage: Literal["files", "passages"]
    done: int
    total: int


OnProgress = Callable[[Progress], None]


def silent(progress: Progress) -> None:
    """The progress report of a caller that wants none."""
