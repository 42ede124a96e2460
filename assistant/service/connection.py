"""service.json: where the process that owns a home can be asked, and the token it asks for.

A window writes the file into its home once it is served, readable by its user only, and
takes it away when it closes. Whoever owns the home without having written the file knows
that it is a leftover.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from index.privacy import write_private

NAME = "service.json"


@dataclass(frozen=True, slots=True)
class Connection:
    """A loopback service: its address, the token every request must carry, its process."""

    url: str
    token: str
    pid: int


def new_token() -> str:
    """A token nobody can guess."""
    return secrets.token_urlsafe(32)


@contextmanager
def announced(home: Path, connection: Connection) -> Iterator[None]:
    """While inside, other processes find `connection` in `home`."""
    write_private(home / NAME, json.dumps(asdict(connection)).encode())
    try:
        yield
    finally:
        forget(home)


def find(home: Path) -> Connection | None:
    """The service that is announced in `home`, if any; it may be gone."""
    try:
        return Connection(**json.loads((home / NAME).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def forget(home: Path) -> None:
    """Take the announcement away. Only for the process that owns the home."""
    (home / NAME).unlink(missing_ok=True)
