"""What an answer is: claims, each with citations, each with the exact words it rests on."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from assistant.exact import exact_answer
from assistant.relative_dates import meaning_of
from corpus.document import Document, Span
from corpus.pincite import pincite
from index.retrieval import ScoredPassage

Verdict = Literal["quoted", "verified", "unsupported"]
"""`quoted`: the document's own sentence. `verified`: a model's sentence that its cited
sentence bears out. `unsupported`: a model's sentence that nothing bears out."""

Mode = Literal["quoted", "written"]


class QuoteNotFound(ValueError):
    """A citation was asked for words that do not stand at the span."""


@dataclass(frozen=True, slots=True)
class Citation:
    """The place that bears a claim out; made by `cite`, which checks the words.

    `page` counts from 1 in the file and is None where there are no pages. `before` and
    `after` are the document's words around the quote, for showing it in its surroundings.
    `kind` and `date` are the document's; `meaning` says which day a relative date in the
    quote is, and `superseded_by` the title of a later version of the document. `exact` is
    where in the quote the very answer stands, where the question's type tells: a date, a
    sum, a count, a person.
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
    meaning: str = ""
    superseded_by: str = ""
    exact: Span | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of an answer, the citations it rests on, and how it stood the check."""

    text: str
    citations: tuple[Citation, ...]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Answer:
    """What the case says to a question.

    `text` holds only claims that stood, with ``[n]`` marks that match `citations` by
    number. When `abstained`, `text` says what was searched and `nearest` holds the
    sentences that came closest, best first; `citations` is then empty. `question` is
    what was asked and `standalone` what was looked up. `notice` is a plain word on how
    the answer came about when that is not what was asked for (a model that failed).
    `model` is the chat model's name, None where the documents are quoted. `broken_off` says
    that the model failed before its last sentence; what had been checked stands.
    """

    question: str
    standalone: str
    claims: tuple[Claim, ...]
    text: str
    citations: tuple[Citation, ...]
    passages: tuple[ScoredPassage, ...]
    abstained: bool
    nearest: tuple[Citation, ...] = ()
    mode: Mode = "quoted"
    probability: float = 0.0
    notice: str | None = None
    model: str | None = None
    broken_off: bool = False


DECLINED = "The documents do not answer this."
NOT_KNOWN = "The documents say that this is not known."
EMPTY_CASE = "There are no documents in this case yet, so there is nothing to answer from."
SILENT = (DECLINED, NOT_KNOWN, EMPTY_CASE)
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
    question: str = "",
    superseded_by: str = "",
) -> Citation:
    """The citation of `quote` at `span`, with the exact answer to `question` in it; raises
    `QuoteNotFound` unless the quote stands there."""
    text = document.text
    if span.document_id != document.id or text[span.start : span.end] != quote:
        raise QuoteNotFound(f"{quote!r} does not stand at {span.start}–{span.end}")
    exact = exact_answer(question, quote)
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
        date=document.date,
        meaning=meaning_of(document, span),
        superseded_by=superseded_by,
        exact=document.span(*(span.start + at for at in exact)) if exact else None,
    )
