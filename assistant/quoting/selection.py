"""Which sentences of the documents answer a question, and how surely any does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Standing
from assistant.asking import says_not_known
from assistant.quoting.calibration import Calibration, calibration
from assistant.quoting.candidates import MOST_READ, Candidate, candidates
from assistant.quoting.reader import packaged_reader
from corpus.document import Span
from corpus.orders import orders_in
from corpus.sentences import statement_spans
from index.case import Case
from index.retrieval import ScoredPassage

MOST_SHOWN = 3
SAME_FROM = 0.7
"""The share of words in common from which two sentences count as one; papers on one matter
repeat each other."""
NEAREST = 3
_PRONOUN = re.compile(r"\W*(?:He|She|It|They|This|These|Those|His|Her|Hers|Their|Its|That|Such)\b")
_EMPTY_IT = re.compile(r"\W*(?:It (?:is|was)|This|That|These|Those|Such)\b")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage that was found and read.

    `score` is the reader's log-odds that it answers, and `found` says how well it was found;
    `exact` is where in `text` the very answer stands, in code points, None where that is not clear.
    """

    span: Span
    text: str
    passage: ScoredPassage
    score: float
    found: float = 0.0
    exact: tuple[int, int] | None = None

    @property
    def opens_with_pronoun(self) -> bool:
        """Whether one has to read the sentence before it to know of whom it speaks."""
        return _PRONOUN.match(self.text) is not None and not _EMPTY_IT.match(self.text)


@dataclass(frozen=True, slots=True)
class Quoted:
    """The sentences that answer, best first; `context` names what a pronoun refers to.

    Unless the question is answered, `sentences` is empty and `nearest` holds what came
    closest; a sentence in which a document itself says that it is not known leads them,
    and `unknown` is then true. `read` holds every sentence that was read, best first.
    """

    sentences: tuple[Sentence, ...]
    context: tuple[Sentence, ...]
    nearest: tuple[Sentence, ...]
    probability: float
    standing: Standing
    unknown: bool = False
    read: tuple[Sentence, ...] = ()


def quote(case: Case, question: str, hits: Sequence[ScoredPassage]) -> Quoted:
    """The one to three sentences of `hits` that answer `question`, or the nearest ones."""
    read = read_sentences(case, question, hits)
    if not read:
        return Quoted((), (), (), 0.0, "silent")
    known = calibration()
    ranked = sorted(read, key=lambda one: one.score + known.found * one.found, reverse=True)
    probability = known.probability([sentence.score for sentence in ranked])
    unknown = says_not_known(ranked[0].text, question)
    standing = _standing(probability, known)
    if standing != "answered" or unknown:
        return Quoted(
            (),
            (),
            tuple(ranked[:NEAREST]),
            probability,
            "uncertain" if unknown else standing,
            unknown,
            tuple(ranked),
        )
    shown = _shown(ranked, known)
    context = _context(case, shown)
    return Quoted(tuple(shown), context, (), probability, standing, False, tuple(ranked))


def read_sentences(case: Case, question: str, hits: Sequence[ScoredPassage]) -> list[Sentence]:
    """The likeliest sentences of `hits` as the reader sees them, in the order of `candidates`."""
    chosen = [one for one in candidates(case, question, hits) if not orders_in(one.text)]
    chosen = _distinct(chosen)[:MOST_READ]
    readings = packaged_reader().read(question, [(one.before, one.text) for one in chosen])
    return [
        Sentence(one.span, one.text, one.passage, reading.score, one.found, reading.exact)
        for one, reading in zip(chosen, readings, strict=True)
    ]


def _standing(probability: float, known: Calibration) -> Standing:
    if probability >= known.answered_from:
        return "answered"
    return "uncertain" if probability >= known.silent_below else "silent"


def _distinct(sentences: Sequence[Candidate]) -> list[Candidate]:
    """The sentences without further copies of the same words, which identical papers bring."""
    first: dict[str, Candidate] = {}
    for sentence in sentences:
        first.setdefault(" ".join(sentence.text.split()).casefold(), sentence)
    return list(first.values())


def _shown(ranked: Sequence[Sentence], known: Calibration) -> list[Sentence]:
    """The best sentence, and others that answer nearly as well and say something else."""
    shown = [ranked[0]]
    for sentence in ranked[1:]:
        if len(shown) == MOST_SHOWN or sentence.score < max(
            known.also_from, ranked[0].score - known.also_within
        ):
            break
        repeats = any(says_the_same(sentence.text, other.text) for other in shown)
        if not repeats and not says_not_known(sentence.text):
            shown.append(sentence)
    return shown


def says_the_same(one: str, other: str) -> bool:
    """Whether two sentences share nearly all their words, and every number."""
    words, others = (set(_WORD.findall(text.casefold())) for text in (one, other))
    numbers, other_numbers = ({w for w in ws if w[0].isdigit()} for ws in (words, others))
    return numbers == other_numbers and len(words & others) >= SAME_FROM * len(words | others)


def _context(case: Case, shown: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """For a best sentence that opens with a pronoun, the one before it in its passage, where
    that one says who is meant and there is room."""
    best = shown[0]
    if not best.opens_with_pronoun or len(shown) == MOST_SHOWN:
        return ()
    at = best.passage.passage.span
    before = [
        (a, b)
        for a, b in statement_spans(best.passage.passage.text)
        if at.start + a < best.span.start
    ]
    if not before:
        return ()
    a, b = before[-1]
    span = Span(at.document_id, at.start + a, at.start + b)
    told = Sentence(span, best.passage.passage.text[a:b], best.passage, 0.0)
    known = any(sentence.span == span for sentence in shown)
    return () if known or told.opens_with_pronoun else (told,)
