"""The bytes of a case's documents, each once under its SHA-256, so that pages can be shown
when the folder they came from has moved."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from index.errors import HomeError


class Originals:
    """The originals of one case, in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, path: Path, digest: str) -> str:
        """Copy the file at `path`, whose SHA-256 this was, if it isn't here; gives the SHA-256
        of what is kept, since the file may have changed. Raises `HomeError`, and `OSError` when the
        file cannot be opened any more."""
        if self.has(digest):
            return digest
        with path.open("rb") as file:
            try:
                self.folder.mkdir(parents=True, exist_ok=True)
                partly = self.folder / f"partly.{os.getpid()}"
                with partly.open("wb") as copy:
                    shutil.copyfileobj(file, copy)
                digest = digest_of(partly)
                partly.replace(self.folder / digest)
            except OSError as error:
                raise not_kept(error) from error
        return digest

    def has(self, digest: str) -> bool:
        return self.path(digest).exists()

    def path(self, digest: str) -> Path:
        return self.folder / digest

    def read(self, digest: str) -> bytes:
        """The bytes; raises `HomeError` when they are lost or damaged."""
        try:
            data = self.path(digest).read_bytes()
        except OSError as error:
            raise HomeError(_LOST) from error
        if hashlib.sha256(data).hexdigest() != digest:
            raise HomeError(_LOST)
        return data

    def drop_others(self, digests: Collection[str]) -> None:
        """Remove all but these, also what was left of copies that were broken off."""
        with suppress(FileNotFoundError):
            for path in self.folder.iterdir():
                if path.name not in digests:
                    path.unlink(missing_ok=True)

    def drop(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


_LOST = "The home no longer has the original of this document as it was added; add its file again."


def not_kept(error: OSError) -> HomeError:
    """What to tell when an original can't be written."""
    return HomeError(
        f"The original of a document could not be written to the home ({error.strerror}); "
        "nothing that was in the case is lost."
    )


def digest_of(path: Path) -> str:
    """The SHA-256 of a file's bytes; raises `OSError`."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
