"""Files and folders that no other user of this machine can read."""

from __future__ import annotations

import os
import stat
from pathlib import Path

_FOLDER, _FILE = 0o700, 0o600
_OTHERS = 0o077


def make_private(folder: Path) -> bool:
    """Make `folder`, where it is not there, for this user alone, and close it to others where it
    is; whatever lies in it is out of their reach then. Says whether it was open to them. Raises
    `OSError`."""
    folder.mkdir(parents=True, exist_ok=True, mode=_FOLDER)
    was_open = bool(folder.stat().st_mode & _OTHERS)
    _close(folder)
    return was_open


def close_contents(folder: Path) -> None:
    """Close to others whatever lies in `folder`, at any depth, for it may be moved, or opened to
    them again. Links are not followed. Raises `OSError`."""
    for place, folders, files in os.walk(folder):
        for name in (*folders, *files):
            _close(Path(place, name))


def open_private(path: Path) -> int:
    """A descriptor of a new file for this user alone, to be written to; raises `OSError`."""
    path.unlink(missing_ok=True)
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _FILE)


def write_private(path: Path, data: bytes) -> None:
    """Put `data` in place of what `path` holds, whole or not at all, for this user alone, and on
    the disk for good when this returns; raises `OSError`."""
    partly = path.with_name(f"{path.name}.partly")
    with os.fdopen(open_private(partly), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    partly.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Have what was made or renamed in a folder on the disk for good, where a system lets one
    say so; raises `OSError`."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _close(path: Path) -> None:
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:  # a server's files come and go
        return
    if not stat.S_ISLNK(mode) and mode & _OTHERS:
        path.chmod(stat.S_IMODE(mode) & ~_OTHERS)
