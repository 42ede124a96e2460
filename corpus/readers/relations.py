"""Office files that name parts which are not in them: what programs open all the same.

A picture that was taken out, or a link to a part called NULL, makes the libraries that
read these files give up on all of it.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from urllib.parse import unquote

from corpus.readers.zipped import read_member

_RELATION = re.compile(
    r"<(?:\w+:)?Relationship\b[^>]*?/>|<(?:\w+:)?Relationship\b[^>]*>.*?</[^>]*>"
)
_TARGET = re.compile(r"\bTarget=(?:\"([^\"]*)\"|'([^']*)')")


def without_dangling(archive: zipfile.ZipFile) -> bytes | None:
    """The file without the relations to parts that it lacks; None where it lacks none."""
    names = set(archive.namelist())
    mended = {
        name: text
        for name in names
        if name.endswith(".rels") and (text := _mended(archive, name, names)) is not None
    }
    if not mended:
        return None
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as copy:
        for name in archive.namelist():
            copy.writestr(name, mended.get(name) or read_member(archive, name))
    return buffer.getvalue()


def _mended(archive: zipfile.ZipFile, name: str, names: set[str]) -> str | None:
    source = read_member(archive, name).decode("utf-8", "replace")
    holder = posixpath.dirname(posixpath.dirname(name))  # word/_rels/document.xml.rels: word

    def kept(relation: re.Match[str]) -> str:
        target = _TARGET.search(relation.group())
        if target is None or 'TargetMode="External"' in relation.group():
            return relation.group()
        path = unquote((target.group(1) or target.group(2) or "").partition("#")[0])
        part = posixpath.normpath(posixpath.join("/", holder, path)).lstrip("/")
        return relation.group() if part in names else ""

    mended = _RELATION.sub(kept, source)
    return mended if mended != source else None
