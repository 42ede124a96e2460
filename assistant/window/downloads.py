"""Originals lent to the browser: a copy under a name nobody can guess, for a few minutes."""

from __future__ import annotations

import re
import secrets
import shutil
import time
from contextlib import suppress
from pathlib import Path, PurePosixPath

from index.case import Case
from index.home import Home

LENT = 300.0
"""Seconds for which a copy can be fetched."""
LONGEST_NAME = 60
"""Code points, each up to four bytes of the 255 that a file system takes."""
_UNSAFE = re.compile(
    r'[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff<>:"/\\|?*]'
)


def lend(case: Case, document_id: str, name: str) -> Path:
    """A copy of a document's original inside the home's uploads, from where Gradio serves.

    Raises `UnknownDocument` for one of another case, `HomeError`, `OSError`.
    """
    return lend_made(case.home, case.original(document_id), name)


def lend_made(home: Home, data: bytes, name: str) -> Path:
    """`data` as a file of this name inside the home's uploads; raises `OSError`."""
    folder = _folder(home)
    take_back(home)
    own = folder / secrets.token_urlsafe(24)
    own.mkdir(parents=True)
    copy = own / safe_name(name)
    copy.write_bytes(data)
    return copy


def take_back(home: Home, older_than: float = LENT) -> None:
    """Remove the copies that were made longer ago than so many seconds."""
    now = time.time()
    with suppress(FileNotFoundError):
        for own in _folder(home).iterdir():
            with suppress(OSError):
                if now - own.stat().st_mtime > older_than:
                    shutil.rmtree(own, ignore_errors=True)


def safe_name(name: str) -> str:
    """The last part of a document's name, as any system takes it for a file's name."""
    last = _UNSAFE.sub("_", PurePosixPath(name).name).strip(". ")
    stem, dot, ending = last.rpartition(".")
    if dot and len(ending) <= 10:
        last = f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}"
    return last[:LONGEST_NAME] or "document"


def _folder(home: Home) -> Path:
    return home.path / "uploads" / "originals"
