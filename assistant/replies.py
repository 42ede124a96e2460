"""What each command gives: the JSON that scripts rely on, as types.

The command line prints these and the service sends them, so both speak the same words.
`start` and `end` count code points of the document's text; `page` counts from 1 in the
file and is None where there are no pages; `date` is ISO 8601.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, is_dataclass
from typing import Any, Literal

from assistant.tables.table import Tabled
from corpus.document import Page

Measures = Mapping[str, float | int | None]
"""What an evaluation measured, by name; None where no question bears on it."""


@dataclass(frozen=True, slots=True)
class CaseEntry:
    """A case and how many documents it can be asked about."""

    name: str
    documents: int
    embedding: str


@dataclass(frozen=True, slots=True)
class CaseList:
    """Every case in the home, by name."""

    cases: tuple[CaseEntry, ...]


@dataclass(frozen=True, slots=True)
class FlagEntry:
    """Something a careful person should know of a document, and on which page."""

    kind: str
    note: str
    page: int | None


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A document as its case lists it; `reason` is None unless it was refused.

    `pages` is 0 where the format has none, and `copies` names the documents that say
    nearly the same.
    """

    id: str
    name: str
    title: str
    kind: str
    date: str | None
    language: str | None
    pages: int
    state: str
    reason: str | None
    flags: tuple[FlagEntry, ...]
    copies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentList:
    """Every document of a case, by name."""

    case: str
    documents: tuple[DocumentEntry, ...]


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that did not go in, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Added:
    """What became of each file that was to go in, by name. `left_out` tells what in a folder
    is no file to add, and what went in without a part that could not be read."""

    case: str
    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    refused: tuple[RefusedFile, ...]
    removed: tuple[str, ...] = ()
    left_out: tuple[RefusedFile, ...] = ()

    @property
    def anything_in(self) -> bool:
        return bool(self.added or self.changed or self.unchanged or self.removed)


@dataclass(frozen=True, slots=True)
class Corrected:
    """A document after its facts were put right."""

    case: str
    document: DocumentEntry


@dataclass(frozen=True, slots=True)
class Removed:
    """The document that was taken out of a case."""

    case: str
    removed: str


@dataclass(frozen=True, slots=True)
class Deleted:
    """The case that was deleted."""

    deleted: str


@dataclass(frozen=True, slots=True)
class Reindexed:
    """A case that is searched with this embedding model from now on."""

    reindexed: str
    embedding: str


@dataclass(frozen=True, slots=True)
class Place:
    """A passage that was read for an answer, and how well it fits."""

    document: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a search found, with its words; `page` is the one on which it begins.

    `why` says what found it ("words", "meaning", "link" or "place"), and `copies` how many
    passages that say the same were left out for it.
    """

    document: str
    start: int
    end: int
    score: float
    page: int | None
    pincite: str
    text: str
    why: tuple[str, ...]
    copies: int


@dataclass(frozen=True, slots=True)
class Found:
    """The passages that fit a query, best first."""

    query: str
    passages: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Exact:
    """The very answer inside a quotation: a date, a sum, a count, a person."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """A quotation and the exact place where it stands, in a file with these bytes.

    `kind` and `date` are the document's; of an e-mail `date` is the day of the message that
    holds the words, be it a quoted one, and `writer` who wrote them, "" where that is not known.
    `meaning` says which day a relative date in the
    quotation is, and `superseded_by` the title of a later version of the document; empty
    where there is none. `exact` is None where the question's type tells of no exact answer.
    """

    number: int
    document: str
    title: str
    page: int | None
    pincite: str
    start: int
    end: int
    quote: str
    sha256: str
    kind: str
    date: str | None
    meaning: str
    superseded_by: str
    exact: Exact | None = None
    writer: str = ""


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a sentence is unsupported: the rule that objects by its name, its reason in words, and
    both places. `claim_start` and `claim_end` are code points into the sentence; the others give
    the words of the document that speak against it."""

    rule: str
    reason: str
    claim_start: int
    claim_end: int
    document: str
    title: str
    page: int | None
    pincite: str
    start: int
    end: int
    quote: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Stated:
    """A sentence of an answer, how it stood the check ("quoted", "verified", "unchecked",
    "unsupported"), and the numbers of its citations. One that is unsupported is no part of the
    answer, and `objection` says why where something in the documents speaks against it. One that
    is unchecked, since the check does not know its `language` (ISO 639-1) or its source's, is
    part of the answer if it cites what comes nearest, and marked there."""

    text: str
    verdict: str
    citations: tuple[int, ...]
    objection: Objection | None = None
    language: str | None = None


KEPT_FORMAT = 1
"""Counted up when an answer that is kept in a file would no longer be understood."""


@dataclass(frozen=True, slots=True)
class Making:
    """How an answer came about: the chat model (None: the documents are quoted), the
    embedding model, the version of Casebook and the day."""

    case: str
    model: str | None
    embedding: str
    casebook: str
    day: str
    format: int = KEPT_FORMAT


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer; when it abstains, `nearest` holds the sentences that came closest.

    `standing` is "answered", or "uncertain" where sentences come near and none surely answers,
    or "silent" where nothing does; `abstained` is true for the last two. `probability`, 0 to 1,
    is how likely it is that the first sentence answers. None in what was kept before they were.
    `scope` says what it was kept to: documents, kinds, days; empty for the whole case.
    `standalone` is the question that was looked up, where it is not what was asked, and
    `broken_off` says that the chat model failed before its last sentence.
    """

    question: str
    answer: str
    abstained: bool
    citations: tuple[Source, ...]
    passages: tuple[Place, ...]
    nearest: tuple[Source, ...]
    mode: str
    notice: str | None
    made: Making
    claims: tuple[Stated, ...] = ()
    standalone: str = ""
    probability: float | None = None
    broken_off: bool = False
    standing: str | None = None
    scope: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StarterQuestion:
    """A question that a case surely answers, and the place of the sentence that does."""

    question: str
    document: str
    start: int
    end: int
    pincite: str


@dataclass(frozen=True, slots=True)
class Questions:
    """Up to six questions to begin with, the likeliest to be wanted first."""

    case: str
    questions: tuple[StarterQuestion, ...]


QuoteState = Literal["unchanged", "moved", "quote gone", "document gone"]
"""`moved`: still there, word for word, in a file that has changed."""


@dataclass(frozen=True, slots=True)
class CheckedQuote:
    """What became of a quotation since its answer was kept; `note` says it in a sentence.

    `start`, `end` and `pincite` are where it stands now, None where it is gone.
    """

    number: int
    document: str
    quote: str
    state: QuoteState
    note: str
    start: int | None
    end: int | None
    pincite: str | None


@dataclass(frozen=True, slots=True)
class Verified:
    """A kept answer held against its case again; `stands` when every quotation is there, and
    the answer says no more than the claims that it was kept with (`altered`)."""

    case: str
    question: str
    day: str
    stands: bool
    quotes: tuple[CheckedQuote, ...]
    altered: bool = False


@dataclass(frozen=True, slots=True)
class DocumentText:
    """The extracted text that spans point into."""

    document: str
    id: str
    title: str
    kind: str
    date: str | None
    text: str
    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure for reading: its group, its figure, where that may lie, and what it says."""

    group: str
    name: str
    figure: str
    reach: str
    words: str


@dataclass(frozen=True, slots=True)
class MeasureTable:
    """What an evaluation measured, for reading."""

    rows: tuple[MeasureRow, ...]


@dataclass(frozen=True, slots=True)
class MeasureChange:
    """How a measure differs between two reports over the same questions. `low` and `high`
    are where the change may lie (95 %), None for fewer than two questions; `p` is how likely
    chance alone does as much, and `adjusted` that for as many measures as there are. The
    verdict is "better", "worse", "changed" or "no more than chance"."""

    measure: str
    before: float
    after: float
    change: float
    low: float | None
    high: float | None
    questions: int
    test: str
    p: float
    adjusted: float
    verdict: str


@dataclass(frozen=True, slots=True)
class Compared:
    """Two reports: how each measure changed over the `questions` that both have. `gained` and
    `lost` are those that only the later, only the earlier, answers with a right first quote or
    rightly declines. `only_before` and `only_after`
    count the questions that the other report lacks."""

    before: str
    after: str
    questions: int
    only_before: int
    only_after: int
    changes: tuple[MeasureChange, ...]
    gained: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Failed:
    """Why a command could not do what was asked."""

    error: str


@dataclass(frozen=True, slots=True)
class Opened:
    """Where the window is served, from which home, and the case it opens with; `link` opens
    the window, once, and is None where there is none."""

    url: str
    home: str
    case: str | None
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A link that opens the window, once."""

    link: str


@dataclass(frozen=True, slots=True)
class DraftDifference:
    """What a draft says and the case does not: the rule that objects by its name, its reason in
    words, where in the draft, and the words of the case that stand there instead, if any."""

    rule: str
    reason: str
    start: int
    end: int
    source: Source | None


@dataclass(frozen=True, slots=True)
class DraftFact:
    """A part of a sentence of a draft that states something by itself."""

    start: int
    end: int
    text: str
    verdict: str
    citations: tuple[Source, ...]
    difference: DraftDifference | None


@dataclass(frozen=True, slots=True)
class DraftCite:
    """A cite of a draft to the record. `state` is "bears it out", "does not say it", "no such
    place", "no such paper" or "open"; `place` is where it leads."""

    start: int
    end: int
    text: str
    state: str
    reason: str
    place: Source | None


@dataclass(frozen=True, slots=True)
class DraftQuotation:
    """Words of a draft in quotation marks. `state` is "exact", "differs" or "not found"; `written`
    and `said` are the first words that differ, the draft's and the document's."""

    start: int
    end: int
    text: str
    state: str
    reason: str
    place: Source | None
    written: str
    said: str


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """A sentence of a draft with its verdict: "supported", "differs", "not-in-file" or
    "unchecked". `citations` bear it out, or come nearest."""

    start: int
    end: int
    text: str
    verdict: str
    reason: str
    citations: tuple[Source, ...]
    difference: DraftDifference | None
    facts: tuple[DraftFact, ...]
    cites: tuple[DraftCite, ...]
    quotations: tuple[DraftQuotation, ...]


@dataclass(frozen=True, slots=True)
class DraftChecked:
    """A draft held against a case. Places of the draft count code points of `text`; `counts` says
    how many sentences have each verdict."""

    case: str
    draft: str
    counts: dict[str, int]
    notices: tuple[str, ...]
    sentences: tuple[DraftSentence, ...]
    text: str
    casebook: str
    day: str


Reply = (
    CaseList | DocumentList | Added | Corrected | Removed | Deleted | Reindexed | Found | Answered
    | Verified | Questions | DocumentText | Failed | Opened | Link | Measures | MeasureTable
    | Compared | DraftChecked | Tabled
)  # fmt: skip


def as_json(reply: Reply) -> dict[str, Any]:
    """The reply as one JSON object."""
    return asdict(reply) if is_dataclass(reply) else dict(reply)


def json_line(reply: Reply) -> str:
    """The reply as one line of JSON text."""
    return json.dumps(as_json(reply), ensure_ascii=False)
