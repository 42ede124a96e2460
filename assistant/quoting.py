"""Answers in the documents' own words: which sentences answer, and whether any does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.amounts import numbers_in
from assistant.asking import Asked, asked, holds, says_not_known
from assistant.confidence import probability_of_answer
from assistant.relevance import (
    Row,
    Sentence,
    rank_scores,
    read_sentences,
)
from assistant.statements import is_about_others, is_heading
from assistant.unknowns import is_unknown
from corpus.orders import orders_in
from index.case import Case
from index.retrieval import ScoredPassage

ANSWERS_FROM = 0.165
"""The probability from which a question counts as answered: about one in twenty of SQuAD's
answerable questions lies below it (benchmarks/train_relevance.py)."""
ALSO_SHOWN_FROM = 0.08
"""How likely a further sentence must be to answer, of all that were read, to be shown too. On
SQuAD that shows 1.75 sentences on average; one that surely answers stands alone."""
HALF_AS_LIKELY = 0.5
"""As a share of the best one, from which a sentence is shown whatever else was read: where many
are alike none of them is likely."""
OTHER_FIGURE_FROM = 0.15
"""How likely, as a share of the best one, where a sum or number was asked for and the sentence
gives another: papers that disagree are to be seen side by side."""
UNKNOWN_FROM = 0.4
"""The same for a sentence that says that what is asked is not known: it is worth more."""
MOST_SHOWN = 3
SAME_FROM = 0.7
"""The share of words in common from which two sentences count as one; papers on one matter
repeat each other."""
NEAREST = 3
_SPOKEN = re.compile(r"[“”\"]")


@dataclass(frozen=True, slots=True)
class Quoted:
    """The sentences that answer, best first; `context` names what a pronoun refers to.

    When the case does not answer, `sentences` is empty and `nearest` holds what came
    closest; a sentence in which a document itself says that it is not known leads them,
    and `unknown` is then true.
    """

    sentences: tuple[Sentence, ...]
    context: tuple[Sentence, ...]
    nearest: tuple[Sentence, ...]
    probability: float
    unknown: bool = False


def quote(case: Case, question: str, hits: Sequence[ScoredPassage]) -> Quoted:
    """The one to three sentences of `hits` that answer `question`, or the nearest ones."""
    read = read_sentences(case, question, hits)
    sentences = _distinct([s for s in read if not is_heading(s.text) and not orders_in(s.text)])
    if not sentences:
        return Quoted((), (), (), 0.0)
    scores = rank_scores(question, sentences)
    probability = probability_of_answer(question, sentences, scores)
    order = np.argsort(-scores, kind="stable")
    ranked = [sentences[number] for number in order]
    shown = _close(question, ranked, scores[order])
    unknown = [
        sentence
        for sentence, score in zip(ranked[:MOST_SHOWN], scores[order], strict=False)
        if np.exp(score - scores.max()) >= UNKNOWN_FROM
        and is_unknown(question, sentence.text)
        and not is_about_others(question, sentence.with_names)
    ]
    # One that leaves something else open says nothing of what was asked.
    beside = not unknown and says_not_known(ranked[0].text, question)
    if unknown or beside or probability < ANSWERS_FROM:
        nearest = dict.fromkeys((*unknown, *ranked[:NEAREST]))
        return Quoted((), (), tuple(nearest)[:NEAREST], probability, bool(unknown))
    return Quoted(tuple(shown), tuple(_context(question, shown, sentences)), (), probability)


def _distinct(sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences without further copies of the same words, which identical papers bring."""
    first: dict[str, Sentence] = {}
    for sentence in sentences:
        first.setdefault(" ".join(sentence.text.split()).casefold(), sentence)
    return list(first.values())


def _close(question: str, ranked: Sequence[Sentence], scores: Row) -> list[Sentence]:
    """The best sentence, and those that are likely too and say something else, but not of
    somebody else."""
    shares = np.exp(scores - scores[0])
    needed = min(ALSO_SHOWN_FROM * shares.sum(), HALF_AS_LIKELY)
    kind = asked(question)
    close = [ranked[0]]
    for sentence, share in list(zip(ranked, shares, strict=True))[1:]:
        disagrees = _gives_another_figure(kind, question, sentence.text, close)
        least = min(needed, OTHER_FIGURE_FROM) if disagrees else needed
        other = is_about_others(question, sentence.with_names)
        repeats = any(says_the_same(sentence.text, shown.text) for shown in close)
        if share >= least and len(close) < MOST_SHOWN and not other and not repeats:
            close.append(sentence)
    return close


def _gives_another_figure(kind: Asked, question: str, text: str, shown: Sequence[Sentence]) -> bool:
    """Whether a sentence answers with a sum or number that none of those shown gives."""
    if kind not in (Asked.MONEY, Asked.COUNT, Asked.AGE) or not holds(kind, question, text):
        return False
    given = set().union(*(numbers_in(sentence.text) for sentence in shown))
    return bool(numbers_in(text) - given)


def says_the_same(one: str, other: str) -> bool:
    """Whether two sentences share nearly all their words, and every number."""
    words, others = (set(re.findall(r"\w+", text.casefold())) for text in (one, other))
    numbers, other_numbers = ({w for w in ws if w[0].isdigit()} for ws in (words, others))
    return numbers == other_numbers and len(words & others) >= SAME_FROM * len(words | others)


def _context(
    question: str, shown: Sequence[Sentence], sentences: Sequence[Sentence]
) -> list[Sentence]:
    """For a best sentence that opens with a pronoun, the one before it in its passage, where
    that one says who is meant and there is room; for one that gives somebody's words where
    these are asked for, the one in which they go on."""
    best = shown[0]
    here = [sentence for sentence in sentences if sentence.passage is best.passage]
    number = here.index(best)
    near: list[Sentence] = []
    if best.opens_with_pronoun and len(shown) < MOST_SHOWN:
        near = [s for s in here[max(0, number - 1) : number] if not s.opens_with_pronoun]
    if asked(question) is Asked.SPEECH and _SPOKEN.search(best.text):
        near += [s for s in here[number + 1 : number + 2] if s.text.startswith(("“", '"'))]
    return [sentence for sentence in near if sentence not in shown]
