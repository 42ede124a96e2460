"""What Chroma leaves on this machine's disk of vectors that were removed, taken off it.

Chroma only marks a vector as removed: its numbers stay in the index's files and in the pages of
its database, a whole collection that was deleted leaves its folder behind, and where an index has
room for more, what stood in memory goes into its file.
"""

from __future__ import annotations

import logging
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from index.damage import clear_unused

log = logging.getLogger(__name__)

_DATABASE = "chroma.sqlite3"
_FOLDER = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_PATIENCE = 10.0
"""Seconds that are waited for Chroma to be done with its database."""


def leave_nothing(folder: Path) -> bool:
    """Take off the disk what an embedded Chroma in `folder` no longer holds, and tell whether that
    was done; why not is logged.

    Chroma must be closed: it has an SQLite of its own, and two of them in one process undo each
    other's locks.
    """
    if not (folder / _DATABASE).exists():
        return True
    here = [path for path in folder.iterdir() if path.is_dir() and _FOLDER.fullmatch(path.name)]
    try:
        with closing(sqlite3.connect(folder / _DATABASE, timeout=_PATIENCE)) as db:
            held = {segment for (segment,) in db.execute("SELECT id FROM segments")}
            db.execute("VACUUM")
    except sqlite3.Error as error:
        log.warning("Removed vectors are still on the disk: %s", error)
        return False
    for path in here:
        if path.name not in held:
            shutil.rmtree(path, ignore_errors=True)
    try:
        clear_unused(folder)
    except OSError as error:
        log.warning("Removed vectors may still be on the disk: %s", error)
        return False
    return True
