"""File names for documents that a set knows by a title or an id."""

from __future__ import annotations

import re
from collections.abc import Sequence

LONGEST = 100


def file_names(titles: Sequence[str]) -> list[str]:
    """A name for each title that any file system takes, all different, in order.

    "C/2020 F3" becomes ``C_2020 F3.txt``, and a second one ``C_2020 F3 (2).txt``.
    """
    taken: set[str] = set()
    names = []
    for title in titles:
        stem = re.sub(r"[^\w .,()-]+", "_", title).strip(" .")[:LONGEST].rstrip(" .") or "untitled"
        name, count = f"{stem}.txt", 1
        while name.casefold() in taken:
            count += 1
            name = f"{stem} ({count}).txt"
        taken.add(name.casefold())
        names.append(name)
    return names
