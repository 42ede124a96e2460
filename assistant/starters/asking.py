"""Questions that a case answers, made from its own papers and asked of it before they are offered.

What is made of a sentence by rules may be ambiguous in a case, or answered better elsewhere; so
each question is put to the case itself, without a chat model, and is kept only when the sentence
that it was made from is what surely answers it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.answer import Answer
from assistant.chain import Assistant
from assistant.starters.weighing import Candidate, candidates, in_turn
from assistant.versions import Versions
from corpus.document import Document, Span
from index.case import Case
from index.errors import UnknownDocument

MOST = 6
"""Questions that are offered."""
OFFERED_FROM = 0.75
"""The probability of an answer from which its question is offered, where the answer also is the
sentence that the question was made from."""
MOST_ASKED = 36
"""Questions that are tried; each takes some tenths of a second."""
MOST_PAPERS = 150
"""Papers that are read for questions; of a larger case so many, from all over it."""


@dataclass(frozen=True, slots=True)
class Starter:
    """A question that the case answers, and the place of the sentence that does."""

    question: str
    span: Span


def starters(case: Case, go_on: Callable[[], bool] = lambda: True) -> tuple[Starter, ...]:
    """Up to six questions that `case` answers, the likeliest to be wanted first; none where
    nothing suitable was found.

    It asks the case some dozen questions, which takes seconds; `go_on` is asked before each,
    and ends it early by False.
    """
    versions = Versions(case)
    papers = _papers(case)
    superseded = {paper.id for paper in papers if versions.later_than(paper.name, paper.kind)}
    found = candidates(papers, superseded)
    assistant = Assistant(case)
    kept: list[Candidate] = []
    for _ in range(MOST_ASKED):
        one = in_turn(found, kept)
        if one is None or len(kept) == MOST or not go_on():
            break
        found = [other for other in found if other.phrased.question != one.phrased.question]
        if _answers(assistant.ask(one.phrased.question), one, case):
            kept.append(one)
    return tuple(Starter(one.phrased.question, one.span) for one in kept)


def _papers(case: Case) -> list[Document]:
    records = [record for record in case.documents() if record.state == "ready"]
    step = max(1, -(-len(records) // MOST_PAPERS))
    return list(_opened(case, [record.id for record in records[::step]]))


def _opened(case: Case, ids: Sequence[str]) -> Iterator[Document]:
    for document_id in dict.fromkeys(ids):
        try:
            yield case.document(document_id)
        except UnknownDocument:  # it was removed meanwhile
            continue


def _answers(answer: Answer, one: Candidate, case: Case) -> bool:
    """Whether the sentence that a question was made from is what surely answers it."""
    if answer.standing != "answered" or answer.probability < OFFERED_FROM:
        return False
    first = answer.citations[0]
    made_from = case.document(one.span.document_id).text[one.span.start : one.span.end]
    if first.span != one.span and first.quote.split() != made_from.split():
        return False
    if first.exact is None:
        return True
    at = first.exact.start - first.span.start
    exact = first.quote[at : at + first.exact.end - first.exact.start]
    return _shares_a_word(exact, one.phrased.answer)


def _shares_a_word(one: str, other: str) -> bool:
    words = [{word.strip(".,;:()").casefold() for word in text.split()} for text in (one, other)]
    return bool(words[0] & words[1])
