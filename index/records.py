"""What the catalogue tells of, as values: cases, documents, sources, passages to do."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from corpus.document import Flag
from corpus.kinds import KINDS
from corpus.language.identification import NAMES
from index.errors import BadCorrection

State = Literal["ready", "words", "reading", "refused"]
"""`words`: found by its words, vectors to come. `reading`: neither yet."""
Store = Literal["in_words", "in_vectors"]


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A document as the case lists it; `reason` is None unless it was refused.

    `pages` is how many pages it has, 0 where the format has none. `source` is the file that
    it came in: itself, or one that holds it. `copies` are the names of the documents that
    say the same, word for word or nearly.
    """

    id: str
    name: str
    title: str
    kind: str
    date: datetime.date | None
    state: State
    reason: str | None
    root: str
    pages: int = 0
    language: str | None = None
    flags: tuple[Flag, ...] = ()
    source: str = ""
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """A case as the home lists it, with how many documents it can be asked about, and how
    often its embedding model was changed."""

    id: int
    name: str
    embedding: str
    documents: int
    generation: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was given: its name in the case, the folder it was given by, the prefix
    in its name, the hash of its bytes, and the version of the readers that read it."""

    name: str
    root: str
    prefix: str
    hash: str
    reader: int


@dataclass(frozen=True, slots=True)
class Inside:
    """A document as its source gave it, and why it was refused, if it was."""

    name: str
    hash: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class Pending:
    """A passage that an index lacks, with what is known of its document."""

    number: int
    text: str
    heading: str | None
    title: str
    kind: str
    date: datetime.date | None


@dataclass(frozen=True, slots=True)
class Correction:
    """What a user knows better of a document; None leaves what was found."""

    title: str | None = None
    kind: str | None = None
    date: datetime.date | None = None
    language: str | None = None


def checked(correction: Correction) -> Correction:
    """The correction as it is; raises `BadCorrection` for what no document can be."""
    title, kind, language = correction.title, correction.kind, correction.language
    if title is not None and not title.strip():
        raise BadCorrection("A document needs a title; give one, or leave it as it is.")
    if kind is not None and kind not in KINDS:
        raise BadCorrection(f"{kind!r} is no kind of document; use one of {', '.join(KINDS)}.")
    if language is not None and language not in NAMES:
        raise BadCorrection(
            f"{language!r} is no language that Casebook knows; use a code such as en, es or ar."
        )
    return correction
