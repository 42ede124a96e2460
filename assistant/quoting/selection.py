"""Which sentences of the documents answer a question, and how surely any does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer import Standing
from assistant.asking import says_not_known
from assistant.quoting.calibration import Calibration, calibration
from assistant.quoting.candidates import MOST_READ, Candidate, candidates
from assistant.quoting.reader import packaged_reader
from assistant.quoting.unknowns import says_unknown
from corpus.document import Span
from corpus.language.identification import KNOWN, language_of
from corpus.language.names import is_place, is_thing, names_in
from corpus.language.sentences import question_before, statement_spans
from corpus.orders import orders_in
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
_WHO = re.compile(r"\bwho(?:se|m)?\b", re.IGNORECASE)
_HE = re.compile(r"\b(?:he|she|they|him|her|his|them|their)\b", re.IGNORECASE)
LOOKED_BACK = 3
"""Sentences before one that only says "he", of which one may say who that is."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage that was found and read.

    `score` is the reader's log-odds that it answers, and `found` says how well it was found;
    `exact` is where in `text` the very answer stands, in code points, None where that is not clear.
    Of a question with its answer, that begins at code point `answer`. `goes_on`: it is of a long
    answer, whose question stands in another sentence.
    """

    span: Span
    text: str
    passage: ScoredPassage
    score: float
    found: float = 0.0
    exact: tuple[int, int] | None = None
    answer: int = 0
    goes_on: bool = False

    @property
    def said(self) -> str:
        """The sentence without the question that it answers."""
        return self.text[self.answer :]

    @property
    def opens_with_pronoun(self) -> bool:
        """Whether one has to read the sentence before it to know of whom it speaks."""
        return _PRONOUN.match(self.text) is not None and not _EMPTY_IT.match(self.text)


@dataclass(frozen=True, slots=True)
class Quoted:
    """The sentences that answer, best first; `context` names what a pronoun refers to, or gives
    the question to which the best one is part of the answer.

    Unless the question is answered, `sentences` is empty and `nearest` holds what came
    closest; a sentence in which a document itself says that it is not known leads them,
    and `unknown` is then true. `read` holds every sentence that was read, best first. `language` is
    that of the question or of the best sentence (ISO 639-1) where the reader does not know it: its
    scores mean nothing there, and the question does not count as answered.
    """

    sentences: tuple[Sentence, ...]
    context: tuple[Sentence, ...]
    nearest: tuple[Sentence, ...]
    probability: float
    standing: Standing
    unknown: bool = False
    read: tuple[Sentence, ...] = ()
    language: str | None = None


def quote(case: Case, question: str, hits: Sequence[ScoredPassage]) -> Quoted:
    """The one to three sentences of `hits` that answer `question`, or the nearest ones."""
    read = read_sentences(case, question, hits)
    if not read:
        return Quoted((), (), (), 0.0, "silent")
    known = calibration()
    ranked = sorted(read, key=lambda one: one.score + known.found * one.found, reverse=True)
    probability = known.probability([sentence.score for sentence in ranked])
    best = ranked[0]
    # "His lawyer, Nora Quill, declined to comment" leaves something open, and says who she is.
    unknown = says_not_known(best.said, question) or (
        best.exact is None and says_unknown(best.said)
    )
    standing = _standing(probability, known)
    language = _not_known(language_of(question), case.document(ranked[0].span.document_id).language)
    if standing != "answered" or unknown or language:
        return Quoted(
            (),
            (),
            _with_questions(case, ranked[:NEAREST]),
            probability,
            "uncertain" if unknown or language else standing,
            unknown,
            tuple(ranked),
            language,
        )
    shown, context = _with_context(case, question, _shown(ranked, known))
    return Quoted(shown, context, (), probability, standing, False, tuple(ranked))


def read_sentences(case: Case, question: str, hits: Sequence[ScoredPassage]) -> list[Sentence]:
    """The likeliest sentences of `hits` as the reader sees them, in the order of `candidates`."""
    chosen = [one for one in candidates(case, question, hits) if not orders_in(one.text)]
    chosen = _distinct(chosen)[:MOST_READ]
    readings = packaged_reader().read(question, [one.read for one in chosen])
    return [
        Sentence(
            one.span,
            one.text,
            one.passage,
            reading.score,
            one.found,
            one.exact(reading),
            one.answer,
        )
        for one, reading in zip(chosen, readings, strict=True)
    ]


def _not_known(*languages: str | None) -> str | None:
    """The first of these that the reader does not know; what cannot be told counts as known."""
    return next((one for one in languages if one is not None and one not in KNOWN), None)


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
    """The best sentence, and others that belong to its answer and say something else; these in
    the order of how likely they do."""
    best = ranked[0]
    likely = [(known.belongs(one, best), one) for one in ranked[1:]]
    shown = [best]
    for share, sentence in sorted(likely, key=lambda one: -one[0]):
        if len(shown) == MOST_SHOWN or share < known.also_from:
            break
        repeats = any(says_the_same(sentence.text, other.text) for other in shown)
        if not repeats and not says_not_known(sentence.said):
            shown.append(sentence)
    return shown


def says_the_same(one: str, other: str) -> bool:
    """Whether two sentences share nearly all their words, and every number."""
    words, others = (set(_WORD.findall(text.casefold())) for text in (one, other))
    numbers, other_numbers = ({w for w in ws if w[0].isdigit()} for ws in (words, others))
    return numbers == other_numbers and len(words & others) >= SAME_FROM * len(words | others)


def _with_context(
    case: Case, question: str, shown: Sequence[Sentence]
) -> tuple[tuple[Sentence, ...], tuple[Sentence, ...]]:
    """What is shown, and its context. Of others than the best one, what only goes on with an
    answer is left out: its question would be missing."""
    best, *others = shown
    asked = _question_of(case, best)
    if asked is None:
        kept = [best, *(one for one in others if _question_of(case, one) is None)]
        return tuple(kept), _context(question, kept)
    kept = [one for one in others if one.span != asked.span and _question_of(case, one) is None]
    return (replace(best, goes_on=True), *kept[: MOST_SHOWN - 2]), (asked,)


def _with_questions(case: Case, nearest: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentences, the question before each that goes on with its answer."""
    found: dict[Span, Sentence] = {}
    for sentence in nearest:
        asked = _question_of(case, sentence)
        if asked is not None:
            found.setdefault(asked.span, asked)
        found.setdefault(sentence.span, replace(sentence, goes_on=asked is not None))
    return tuple(found.values())[:NEAREST]


def _question_of(case: Case, sentence: Sentence) -> Sentence | None:
    """The question, with the beginning of its answer, that a sentence goes on to answer."""
    span = sentence.span
    text = case.document(span.document_id).text
    asked = question_before(text, span.start)
    if asked is None:
        return None
    return Sentence(Span(span.document_id, *asked), text[slice(*asked)], sentence.passage, 0.0)


def _context(question: str, shown: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """For a best sentence that leaves open of whom it speaks, the nearest one before it in its
    passage that says so, where there is room: where it opens with a pronoun, or answers "who?" by
    "he"."""
    best = shown[0]
    nameless = _answers_who_by_he(question, best.text)
    if len(shown) == MOST_SHOWN or not (best.opens_with_pronoun or nameless):
        return ()
    at, words = best.passage.passage.span, best.passage.passage.text
    before = [(a, b) for a, b in statement_spans(words) if at.start + a < best.span.start]
    for a, b in reversed(before[-LOOKED_BACK:]):
        span = Span(at.document_id, at.start + a, at.start + b)
        told = Sentence(span, words[a:b], best.passage, 0.0)
        if not told.opens_with_pronoun and (not nameless or _names_somebody(told.text)):
            known = any(sentence.span == span for sentence in shown)
            return () if known else (told,)
    return ()


def _answers_who_by_he(question: str, text: str) -> bool:
    """Whether a sentence only says "he" of whom it speaks: no name stands before that."""
    he = _HE.search(text) if _WHO.search(question) else None
    return he is not None and not _names_somebody(text[: he.start()])


def _names_somebody(text: str) -> bool:
    names = names_in(text)
    return any(not is_thing(name, text) and not is_place(name, text) for name in names)
