"""A draft as it is read: a file in any format that Casebook reads, or text as it stands."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from assistant.errors import BadDraft
from corpus.document import Document
from corpus.errors import Encrypted, UnreadableFile
from corpus.reading import read_bytes

ENDINGS = (".docx", ".odt", ".md", ".txt", ".pdf")
"""What a draft may be."""
PASTED = "Pasted text"
_CHANGED = re.compile(rb"<w:(?:ins|del|moveFrom|moveTo)\b")
_MAIN = re.compile(r"word/(?:document|footnotes|endnotes)\d*\.xml")
LARGEST_PART = 64 * 1024 * 1024
"""Bytes of a part of a Word file that are looked through for tracked changes."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft: its text, which everything said of it counts code points of, and the bytes that it
    came in, empty for pasted text. `id` is their SHA-256."""

    name: str
    document: Document
    data: bytes
    notices: tuple[str, ...]

    @property
    def text(self) -> str:
        return self.document.text


def read_draft(data: bytes, name: str) -> Draft:
    """The draft in a file called `name`; raises `BadDraft`, with the reason, for one without words
    and for a format that is no draft's."""
    ending = Path(name).suffix.lower()
    if ending not in ENDINGS:
        raise BadDraft(
            f"A draft can be a {', '.join(ENDINGS[:-1])} or {ENDINGS[-1]} file, not"
            f" {Path(name).name}."
        )
    if not data.strip():
        raise BadDraft(f"The draft {name} is empty.")
    try:
        document = read_bytes(data, name)
    except Encrypted as error:
        raise BadDraft(f"The draft {name} is encrypted; save a copy without a password.") from error
    except UnreadableFile as error:
        raise BadDraft(f"The draft {name} cannot be checked: {error}.") from error
    return Draft(name, document, data, tuple(_notices(document, data, ending)))


def read_text(text: str, name: str = PASTED) -> Draft:
    """The draft that `text` is; raises `BadDraft` for one without words."""
    if not re.search(r"\w", text):
        raise BadDraft("The draft is empty; give some sentences to check.")
    document = read_bytes(text.encode("utf-8", "replace"), f"{name}.md")
    return Draft(name, document, b"", ())


def _notices(document: Document, data: bytes, ending: str) -> Iterator[str]:
    if ending == ".docx" and zipfile.is_zipfile(BytesIO(data)) and _has_tracked_changes(data):
        yield (
            "The draft has tracked changes: it is read as if all were accepted; what is struck "
            "out is left out."
        )
    for flag in document.flags:
        if flag.kind in ("recognised", "incomplete"):
            page = f" (page {flag.page})" if flag.page else ""
            yield f"{flag.note}{page}"


def _has_tracked_changes(data: bytes) -> bool:
    with zipfile.ZipFile(BytesIO(data)) as packed:
        parts = [info for info in packed.infolist() if _MAIN.fullmatch(info.filename)]
        return any(
            _CHANGED.search(packed.read(info)) for info in parts if info.file_size <= LARGEST_PART
        )
