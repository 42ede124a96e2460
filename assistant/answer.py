"""What an answer is: claims, each with citations, each with the exact words it rests on."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from assistant.relative_dates import meaning_of
from assistant.term_ends import term_ends
from corpus.document import Document, Span
from corpus.messages import written
from corpus.pincite import pincite
from index.retrieval import ScoredPassage

Verdict = Literal["quoted", "verified", "unchecked", "unsupported"]
"""`quoted`: the document's own sentence. `verified`: a model's sentence that its cited
sentence bears out. `unchecked`: a model's sentence that could not be held against the documents,
since it or they are in a language that the check does not know; what it cites only comes nearest.
`unsupported`: a model's sentence that nothing bears out."""

UNCHECKED = "(unchecked)"
"""Stands behind the marks of an unchecked claim in an answer's text."""

Mode = Literal["quoted", "written"]

Standing = Literal["answered", "uncertain", "silent"]
"""`uncertain`: sentences come near, and none surely answers. `silent`: nothing comes near; those
that came nearest are about something else."""


class QuoteNotFound(ValueError):
    """A citation was asked for words that do not stand at the span."""


@dataclass(frozen=True, slots=True)
class Citation:
    """The place that bears a claim out; made by `cite`, which checks the words.

    `page` counts from 1 in the file and is None where there are no pages. `before` and
    `after` are the document's words around the quote, for showing it in its surroundings.
    `kind` and `date` are the document's; in an e-mail `date` is the day of the message that
    holds the words, be it a quoted one, and `writer` who wrote them, "" where that is not known.
    `meaning` says which day a relative date in the
    quote is, and `superseded_by` the title of a later version of the document. `exact` is
    where in the quote the very answer stands, where that is clear.
    """

    number: int
    span: Span
    quote: str
    document: str
    title: str
    page: int | None
    pincite: str
    before: str = ""
    after: str = ""
    kind: str = ""
    date: datetime.date | None = None
    writer: str = ""
    meaning: str = ""
    superseded_by: str = ""
    exact: Span | None = None


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a claim is unsupported: the name of the rule that objects and its reason in words.

    `claim_span` is where in the claim, start and end in code points; `source` cites the words of
    the sentence nearest to the claim that it objects by, with the number 0: it bears nothing out.
    """

    rule: str
    reason: str
    claim_span: tuple[int, int]
    source: Citation


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of an answer, the citations it rests on, and how it stood the check.

    `objection` says why it is unsupported, where something in the documents speaks against it.
    `language`, as ISO 639-1, is why it is unchecked; None for every other claim.
    """

    text: str
    citations: tuple[Citation, ...]
    verdict: Verdict
    objection: Objection | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the case says to a question.

    `text` holds only claims that stood, and unchecked ones that cite something, marked so; with
    ``[n]`` marks that match `citations` by number. `abstained` is true unless `standing` is
    "answered": `text` then says what was searched and `nearest` holds the sentences that came
    closest, best first; `citations` is empty. `probability` is how likely it is that the sentences
    shown first answer. `question` is what was asked and `standalone` what was looked up. `notice`
    is a plain word on how the answer came about when that is not what was asked for (a model that
    failed). `model` is the chat model's name, None where the documents are quoted. `broken_off`
    says that the model failed before its last sentence; what had been checked stands. `scope` says
    what the question was kept to: documents, kinds, days; empty for the whole case.
    """

    question: str
    standalone: str
    claims: tuple[Claim, ...]
    text: str
    citations: tuple[Citation, ...]
    passages: tuple[ScoredPassage, ...]
    standing: Standing
    nearest: tuple[Citation, ...] = ()
    mode: Mode = "quoted"
    probability: float = 0.0
    notice: str | None = None
    model: str | None = None
    broken_off: bool = False
    scope: tuple[str, ...] = ()

    @property
    def abstained(self) -> bool:
        return self.standing != "answered"


UNCERTAIN = "I found no sentence that surely answers this; these come nearest."
SILENT = "I found nothing that comes near this."
FAR = "I found nothing that answers this; the nearest sentences seem to be about something else."
NOT_KNOWN = "The documents say that this is not known."
EMPTY_CASE = "There are no documents in this case yet, so there is nothing to answer from."
_BEFORE = "The documents do not answer this."
"""How answers began that were kept before `Standing` was."""
ABSTAINING = (UNCERTAIN, SILENT, FAR, NOT_KNOWN, EMPTY_CASE, _BEFORE)
"""How the text of an answer that abstains begins, so that a chat can tell it from what the
documents say."""

SURROUNDINGS = 320
"""Code points shown on either side of a quote."""


def cite(
    number: int,
    document: Document,
    span: Span,
    quote: str,
    *,
    exact: tuple[int, int] | None = None,
    superseded_by: str = "",
) -> Citation:
    """The citation of `quote` at `span`; `exact` is (start, end) into the quote. Raises
    `QuoteNotFound` unless the quote stands there."""
    text = document.text
    if span.document_id != document.id or text[span.start : span.end] != quote:
        raise QuoteNotFound(f"{quote!r} does not stand at {span.start}–{span.end}")
    writer, date = written(document, span)
    return Citation(
        number=number,
        span=span,
        quote=quote,
        document=document.name,
        title=document.title,
        page=document.page_at(span.start),
        pincite=pincite(document, span),
        before=text[max(0, span.start - SURROUNDINGS) : span.start],
        after=text[span.end : span.end + SURROUNDINGS],
        kind=document.kind,
        date=date,
        writer=writer,
        meaning=meaning_of(document, span) or term_ends(document, span),
        superseded_by=superseded_by,
        exact=document.span(*(span.start + at for at in exact)) if exact else None,
    )
