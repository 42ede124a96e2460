"""Asking the questions of a set, and holding what comes back against what was wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextvars import ContextVar
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from time import perf_counter
from typing import TYPE_CHECKING

from langchain_core.callbacks import UsageMetadataCallbackHandler
from langchain_core.tracers.context import register_configure_hook

from assistant.answer import Answer, Citation
from assistant.budget import count_tokens
from assistant.evaluation.outcome import Outcome, Quote, Read, Setting, Wanted
from assistant.evaluation.questions import Evidence, Problem, Question
from assistant.evaluation.wording import says
from corpus.document import Document, Span
from corpus.pincite import pincite
from corpus.remembering import remembered
from index.errors import UnknownDocument

if TYPE_CHECKING:
    from assistant.chain import Assistant

FINDS_FROM = 0.5
"""Of the shorter of two spans, the share that both must have for the one to find the other."""
EXCERPT = 400
"""Code points of the evidence that are kept for showing."""

_usage: ContextVar[UsageMetadataCallbackHandler | None] = ContextVar("usage", default=None)
register_configure_hook(_usage, inheritable=True)

Place = tuple[Document, Span]


def setting_of(assistant: Assistant) -> Setting:
    """What questions asked now are put to."""
    case = assistant.case
    held = [record for record in case.documents() if record.state != "refused"]
    contents = "\n".join(f"{record.name}\t{record.id}" for record in held)
    return Setting(
        case=case.name,
        model=assistant.model_name,
        embedding=case.embedding.name,
        casebook=version("casebook"),
        documents=len(held),
        contents=sha256(contents.encode("utf-8", "replace")).hexdigest()[:16],
    )


def ask_each(assistant: Assistant, questions: Sequence[Question]) -> Iterator[Outcome | Problem]:
    """Ask the questions in order; those whose evidence is wrong are told of first.

    Raises what `Assistant.ask` raises.
    """
    named = lru_cache(64)(assistant.case.document_named)
    wanted: list[tuple[Question, list[Evidence]]] = []
    for question in questions:
        evidence = _checked(question, named)
        if isinstance(evidence, Problem):
            yield evidence
        else:
            wanted.append((question, evidence))
    for question, evidence in wanted:
        places = [(d := named(e.document), d.span(e.start, e.end)) for e in evidence]
        yield _ask(assistant, question, places)


def _checked(question: Question, named: Callable[[str], Document]) -> list[Evidence] | Problem:
    """The evidence with what overlaps made one, in the order of the documents."""
    merged: list[Evidence] = []
    for evidence in sorted(question.evidence, key=lambda e: (e.document, e.start, e.end)):
        try:
            length = len(named(evidence.document).text)
        except UnknownDocument:
            return Problem(
                question.where, f"the case holds no text of {evidence.document!r}, its evidence."
            )
        if not evidence.start < evidence.end <= length:
            return Problem(
                question.where,
                f"the evidence {evidence.start}–{evidence.end} does not lie in "
                f"{evidence.document}, which is {length:,} characters long.",
            )
        last = merged[-1] if merged else None
        if last and last.document == evidence.document and evidence.start < last.end:
            end = max(last.end, evidence.end)
            merged[-1] = Evidence(document=last.document, start=last.start, end=end)
        else:
            merged.append(evidence)
    return merged


def _ask(assistant: Assistant, question: Question, places: Sequence[Place]) -> Outcome:
    usage = UsageMetadataCallbackHandler()
    token = _usage.set(usage)
    began = perf_counter()
    try:
        answer = assistant.ask(question.question, question.messages())
    finally:
        seconds = perf_counter() - began
        _usage.reset(token)
    counted = list(usage.usage_metadata.values())
    passages = _passages(assistant, answer, places)
    return Outcome(
        question=question,
        standalone=answer.standalone,
        answer=answer.text,
        abstained=answer.abstained,
        probability=answer.probability,
        quotes=tuple(
            _quote(citation, question, places)
            for citation in (answer.nearest if answer.abstained else answer.citations)
        ),
        passages=passages,
        wanted=tuple(_wanted(n, place, passages) for n, place in enumerate(places)),
        seconds=seconds,
        input_tokens=sum(u["input_tokens"] for u in counted) if counted else None,
        output_tokens=sum(u["output_tokens"] for u in counted) if counted else None,
        passage_tokens=sum(_tokens(passage.text) for passage in passages),
        notice=answer.notice,
        unchecked=sum(claim.verdict == "unchecked" for claim in answer.claims),
    )


_tokens = remembered(2_000)(count_tokens)
"""The same passages are found again and again."""


def _passages(assistant: Assistant, answer: Answer, places: Sequence[Place]) -> tuple[Read, ...]:
    return tuple(
        Read(
            document=assistant.case.document(hit.passage.span.document_id).name,
            start=hit.passage.span.start,
            end=hit.passage.span.end,
            page=hit.passage.first_page,
            score=hit.score,
            text=hit.passage.text,
            finds=_found(hit.passage.span, places),
        )
        for hit in answer.passages
    )


def _quote(citation: Citation, question: Question, places: Sequence[Place]) -> Quote:
    beside = [document.page_at(span.start) for document, span in places
              if document.id == citation.span.document_id]  # fmt: skip
    return Quote(
        document=citation.document,
        start=citation.span.start,
        end=citation.span.end,
        page=citation.page,
        pincite=citation.pincite,
        quote=citation.quote,
        says=any(says(citation.quote, answer) for answer in question.answers),
        bears=_found(citation.span, places),
        right_page=citation.page is not None and citation.page in beside,
        right_document=bool(beside),
    )


def _wanted(number: int, place: Place, passages: Sequence[Read]) -> Wanted:
    document, span = place
    ranks = (rank for rank, passage in enumerate(passages, start=1) if number in passage.finds)
    return Wanted(
        document=document.name,
        start=span.start,
        end=span.end,
        page=document.page_at(span.start),
        pincite=pincite(document, span),
        excerpt=document.text[span.start : min(span.end, span.start + EXCERPT)],
        found_at=next(ranks, None),
    )


def _found(span: Span, places: Sequence[Place]) -> tuple[int, ...]:
    return tuple(number for number, (_, place) in enumerate(places) if finds(span, place))


def finds(span: Span, place: Span) -> bool:
    """Whether two spans share at least half of the shorter one, as one inside the other does."""
    if span.document_id != place.document_id:
        return False
    shared = min(span.end, place.end) - max(span.start, place.start)
    return shared > 0 and shared >= FINDS_FROM * min(span.end - span.start, place.end - place.start)
