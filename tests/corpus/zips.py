"""Zip files of the office formats, changed in one part for the test that reads them."""

from __future__ import annotations

import io
import zipfile

LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 100}">'
        for before, name in zip("abcd", "bcde", strict=True)
    )
    + "]>"
)
"""A head of an XML file in which &e; stands for 200 million letters."""


def with_parts(data: bytes, parts: dict[str, str | bytes]) -> bytes:
    """The zip file with these members instead of, or besides, its own."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", 8) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return buffer.getvalue()


def part(data: bytes, name: str) -> str:
    """The text of a member."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return file.read(name).decode()


def laughing(data: bytes, name: str, word: str) -> bytes:
    """The file with `word` in one of its parts replaced by an entity that explodes."""
    source = part(data, name)
    body = source.partition("?>")[2] if source.startswith("<?xml") else source
    return with_parts(data, {name: LAUGHS + body.replace(word, "&e;")})
