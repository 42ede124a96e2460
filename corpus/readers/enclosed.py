"""What files inside files are called: plain paths below their holder, each only once."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePosixPath

from corpus.readers.extracted import Part

LONGEST_STEP = 120
"""Code points of one step of a path; a longer one is cut before its suffix."""
_DRIVE = re.compile(r"^[a-zA-Z]:(?=[/\\])|^[a-zA-Z]:(?=[^/\\]*$)")
_NOT_PRINTED = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""Controls, and characters that turn "cod.exe" round to read "exe.doc"."""
_SUFFIXES = {
    "application/x-pdf": ".pdf",
    "image/jpg": ".jpg",
    "message/rfc822": ".eml",
    "text/html": ".html",
    "text/plain": ".txt",
}


def plain_path(name: str) -> str:
    """The name as a path that stays below its holder: no drive, root, "..", or control
    characters. Empty where nothing of it is left."""
    name = _NOT_PRINTED.sub("", _DRIVE.sub("", name)).replace("\\", "/")
    steps = (step.strip() for step in name.split("/"))
    return "/".join(_cut(step) for step in steps if step.strip("."))


def plain_name(name: str) -> str:
    """The last step of such a path: attachments lie in no folders."""
    return PurePosixPath(plain_path(name)).name


def nameless(stem: str, media_type: str) -> str:
    """A name for a file that has none: the stem, and the suffix of its media type."""
    suffix = _SUFFIXES.get(media_type) or mimetypes.guess_extension(media_type) or ""
    return f"{stem}{suffix}"


def told_apart(parts: Iterable[Part]) -> tuple[Part, ...]:
    """The parts, a number in the name of each that is called as one before it."""
    taken: set[str] = set()
    last: dict[str, int] = {}
    named = []
    for part in parts:
        path, name = PurePosixPath(part.name), part.name
        while name.casefold() in taken:
            last[part.name] = last.get(part.name, 1) + 1
            name = str(path.with_name(f"{path.stem}-{last[part.name]}{path.suffix}"))
        taken.add(name.casefold())
        named.append(replace(part, name=name))
    return tuple(named)


def _cut(step: str) -> str:
    if len(step) <= LONGEST_STEP:
        return step
    suffix = PurePosixPath(step).suffix[:12]
    return step[: LONGEST_STEP - len(suffix)] + suffix
