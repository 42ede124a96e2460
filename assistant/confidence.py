"""How likely it is that the best sentence found answers at all, or the case is silent.

A small logistic regression over what the best sentences have in common with the question,
learned with questions asked of cases that cannot answer them. It gives a probability, so
that one threshold means the same in a case of one page and of ten thousand.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.asking import Asked, asked, lacks, lacks_named_thing
from assistant.cues import cue
from assistant.relevance import (
    FEATURES,
    Row,
    Sentence,
    learned,
    stranger_cost,
)
from assistant.words import weakest_word

_BEST = ("meaning", "words", "words_around", "words_in_passage", "tokens", "weakest_token")
_MOST = ("meaning", "tokens", "words")
CONFIDENCE = (
    *(f"best_{name}" for name in _BEST),
    *(f"most_{name}" for name in _MOST),
    "lead",
    "weakest_word",
    "lacks_kind",
)
"""The names of what `evidence` gives: of the best sentence, the most among all, how far the
best leads the rest, how well the question's worst-met word is met, and whether the kind
of thing that was asked for is not there."""
PLAIN_KINDS = {
    Asked.AGE: 1.0,
    Asked.SPEECH: 1.0,
    Asked.MONEY: 0.0,
    Asked.COUNT: 0.0,
}
"""Kinds of answer that can be told for sure. Where one is lacking the question is not
answered; where an age or a person's words stand beside the name that was asked about, it
is likelier than the words alone show, by so much in log-odds. Set by hand: SQuAD has
hardly any such question."""
LACKING, NAMED, BESIDE_NAME = -2.0, 0.6, 3.0
MET_ODDS, MISSED_ODDS = 1.2, 2.4
"""What `cues` adds to the log-odds where it speaks for the best sentence, and takes where it
speaks against it; set by hand likewise."""


def evidence(question: str, sentences: Sequence[Sentence], scores: Row) -> Row:
    """What speaks for an answer, in the order of CONFIDENCE; needs one sentence or more."""
    rows = np.array([sentence.features for sentence in sentences])
    column = {name: rows[:, number] for number, name in enumerate(FEATURES)}
    best = int(np.argmax(scores))
    shares = np.exp(scores - scores.max())
    return np.array(
        [
            *(column[name][best] for name in _BEST),
            *(column[name].max() for name in _MOST),
            1 / shares.sum(),
            weakest_word(question, _surroundings(sentences, best)),
            float(lacks(asked(question), question, sentences[best].text)),
        ]
    )


def probability_of_answer(question: str, sentences: Sequence[Sentence], scores: Row) -> float:
    """The probability that the sentence with the highest score answers `question`."""
    if not sentences:
        return 0.0
    odds = float(learned("answering")(evidence(question, sentences, scores)))
    number = int(np.argmax(scores))
    best, read = sentences[number], _read_with(sentences, number)
    odds += _told_by_kind(question, best) - stranger_cost(question, best, read)
    odds += _told_by_cue(question, best)
    return float(1 / (1 + np.exp(-odds)))


def _told_by_kind(question: str, best: Sentence) -> float:
    kind = asked(question)
    if lacks_named_thing(question, best.text):
        return LACKING
    if kind not in PLAIN_KINDS:
        return 0.0
    if lacks(kind, question, best.text):
        return LACKING
    if kind is Asked.AGE and cue(question, best.text) > 0:  # it stands beside the name
        return BESIDE_NAME
    covered = float(best.features[FEATURES.index("words")])
    return PLAIN_KINDS[kind] if covered >= NAMED else 0.0


def _told_by_cue(question: str, best: Sentence) -> float:
    told = cue(question, best.text)
    return told * (MET_ODDS if told > 0 else MISSED_ODDS)


def _read_with(sentences: Sequence[Sentence], number: int) -> str:
    """A sentence behind the one before it, where it opens with a pronoun."""
    best, before = sentences[number], sentences[max(0, number - 1)]
    tells = best.opens_with_pronoun and before.passage is best.passage
    return f"{before.text} {best.text}" if tells and before is not best else best.text


def _surroundings(sentences: Sequence[Sentence], number: int) -> str:
    """A sentence with its neighbours in the passage."""
    near = sentences[max(0, number - 1) : number + 2]
    passage = sentences[number].passage
    return " ".join(sentence.text for sentence in near if sentence.passage is passage)
