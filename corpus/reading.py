"""read(path) -> Document, and what else is in a file: attachments, members of an archive."""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from corpus.dating import date_of
from corpus.document import Document
from corpus.errors import MissingExtra, MissingPath, UnreadableFile
from corpus.formats import format_of, reader_of
from corpus.kinds import kind_of
from corpus.language.identification import language_flag, language_of
from corpus.marks import marks_of
from corpus.messages import message_marks
from corpus.orders import orders_flags
from corpus.readers.extracted import Aids, Extracted, Part
from corpus.readers.hard_wraps import with_words_joined
from corpus.readers.numbered_lines import without_line_numbers
from corpus.struck import without_struck
from corpus.titles import title_of

log = logging.getLogger(__name__)

READER_VERSION = 6
"""Raised when readers give another text for the same bytes: then files are read again."""
MOST_STAMPS = 20
"""Stamps and running heads, from the first page on, in which the day of filing is looked for."""
DEEPEST = 5
"""Files inside files inside files are followed this far."""
MOST_FILES, MOST_BYTES = 10_000, 2**30
"""What the files inside one file, and inside those, may come to in all."""
_TOO_MUCH = (
    f"more than {MOST_FILES:,} files, or 1 GiB, lie in one file: this one and what follows are"
    " left out; unpack it first"
)
_LETTER_OR_DIGIT = re.compile(r"\w")


OnFile = Callable[[str, bytes], None]


def ignore_file(name: str, data: bytes) -> None:
    """The word on each file of a caller that wants none."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that did not become a document; `reason` is a clause for the user."""

    name: str
    id: str
    reason: str


def read(path: str | Path, *, name: str | None = None, password: str | None = None) -> Document:
    """The document in the file at `path`; `name` is what it is called in the case.

    For a file that holds others it is the file's own text; `read_all` gives the others.
    Raises `MissingPath` when there is no such file and `UnreadableFile`, with the
    reason, when the file cannot become a document or holds no text.
    """
    path = Path(path)
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise MissingPath(f"there is no file at {path}") from error
    except OSError as error:
        raise UnreadableFile(f"the file cannot be opened ({error.strerror})") from error
    return read_bytes(data, name or path.name, Aids((password,) if password else ()))


def read_bytes(data: bytes, name: str, aids: Aids | None = None) -> Document:
    """The document in `data`, as if read from a file called `name`; raises as `read`."""
    extracted = _extract(data, name, aids or Aids())
    if not _LETTER_OR_DIGIT.search(extracted.text):
        raise UnreadableFile(
            "the file holds only other files" if extracted.parts else "the file holds no words"
        )
    return _document(extracted, hashlib.sha256(data).hexdigest(), name)


def read_all(
    data: bytes,
    name: str,
    aids: Aids | None = None,
    *,
    on_file: OnFile = ignore_file,
) -> Iterator[Document | Refused]:
    """What is in `data`: the file's own document, then each file inside it, in order.

    Files inside are called by their path: ``mail.eml/contract.pdf``. A file of which
    nothing can be read is given as `Refused`, so there is always at least one result.
    `on_file` is told of each file, and its bytes, before it is read; it may raise
    `UnreadableFile` to have it refused.
    """
    yield from _read_file(data, name, aids or Aids(), on_file, _Room(), 0)


@dataclass(slots=True)
class _Room:
    """What is left of the limits above."""

    files: int = MOST_FILES
    bytes: int = MOST_BYTES
    spent: bool = False

    def take(self, part: Part) -> bool:
        """Whether the part goes in; once one does not, nothing does."""
        self.files, self.bytes = self.files - 1, self.bytes - len(part.data)
        self.spent = self.files < 0 or self.bytes < 0
        return not self.spent


def _read_file(
    data: bytes, name: str, aids: Aids, on_file: OnFile, room: _Room, depth: int
) -> Iterator[Document | Refused]:
    digest = hashlib.sha256(data).hexdigest()
    try:
        on_file(name, data)
        extracted = _extract(data, name, aids)
    except UnreadableFile as error:
        yield Refused(name, digest, str(error))
        return
    if _LETTER_OR_DIGIT.search(extracted.text):
        yield _document(extracted, digest, name)
    elif not extracted.parts:
        yield Refused(name, digest, "the file holds no words")
    for part in extracted.parts:
        if room.spent:
            return  # it has been said already that the rest is left out
        inside, id = f"{name}/{part.name}", hashlib.sha256(part.data).hexdigest()
        if part.refusal:
            yield Refused(inside, id, part.refusal)
        elif depth >= DEEPEST:
            yield Refused(inside, id, "it lies too deep in files inside files")
        elif not room.take(part):
            yield Refused(inside, id, _TOO_MUCH)
        else:
            yield from _read_file(part.data, inside, aids, on_file, room, depth + 1)


def _document(extracted: Extracted, id: str, name: str) -> Document:
    text, pages = extracted.text, extracted.pages
    kind = kind_of(text, name, given=extracted.kind)
    messages = message_marks(text) if kind == "e-mail" else ()
    marks = marks_of(text, pages, (*extracted.marks, *messages))
    stamped = (mark.value for mark in marks if mark.kind in ("docket", "header", "footer"))
    stamps = tuple(islice(stamped, MOST_STAMPS))
    language = language_of(text)
    foreign = language_flag(language)
    return Document(
        id=id,
        name=name,
        title=title_of(extracted.title, text, name),
        kind=kind,
        date=date_of(extracted.date, without_struck(text), kind=kind, stamps=stamps),
        text=text,
        pages=pages,
        marks=marks,
        flags=(
            *extracted.flags,
            *orders_flags(text, pages, marks),
            *((foreign,) if foreign else ()),
        ),
        language=language,
    )


def _extract(data: bytes, name: str, aids: Aids) -> Extracted:
    if not data.strip():
        raise UnreadableFile("the file is empty")
    reader = reader_of(format_of(data, name))
    try:
        return with_words_joined(without_line_numbers(reader(data, aids)))
    except (UnreadableFile, MemoryError):
        raise
    except MissingExtra as error:
        raise UnreadableFile(str(error)) from error
    except Exception as error:  # a parser given a broken file may raise anything at all
        log.info("%s could not be read.", name, exc_info=error)
        raise UnreadableFile("it seems to be damaged: it could not be read to its end") from error
