"""From the reader's scores to a probability, and from that to what is shown.

The figures are learned by `training/calibration.py` on case papers that the reader was not
trained on, and kept beside its weights in `model/reader.json`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from assistant.quoting.reader import settings
from corpus.document import Span

SECOND = 4.0
"""How far the second best score is taken to lie below the best one at most."""

FAR_BELOW = 6.0
"""How far a further sentence's score is taken to lie below the best one's at most."""
NEXT, NEAR = 4, 600
"""Code points between sentences that follow each other, and between such as stand together."""


class Ranked(Protocol):
    """A sentence as the reader and the finder see it."""

    @property
    def score(self) -> float: ...
    @property
    def found(self) -> float: ...
    @property
    def span(self) -> Span: ...


@dataclass(frozen=True, slots=True)
class Calibration:
    """How scores become probabilities, and where an answer begins.

    `found` is what a point of how well a sentence was found counts beside the reader's score;
    `weights` are those of `evidence`, with `intercept`, in a logistic regression. From
    `answered_from` a question counts as answered, and below `silent_below` nothing comes near. A
    further sentence is shown that belongs to the answer as well with a probability of at least
    `also_from`: a logistic regression with `also_weights`, those of `beside`, and `also_intercept`.
    """

    found: float
    weights: tuple[float, ...]
    intercept: float
    answered_from: float
    silent_below: float
    also_weights: tuple[float, ...]
    also_intercept: float
    also_from: float

    def probability(self, scores: Sequence[float]) -> float:
        """How likely it is that the question is answered, from the scores of the sentences in
        the order in which they would be shown; 0 for none."""
        if not scores:
            return 0.0
        return _logistic(self.intercept, self.weights, evidence(scores))

    def belongs(self, further: Ranked, best: Ranked) -> float:
        """How likely it is that a sentence belongs to the answer that the best one gives."""
        return _logistic(self.also_intercept, self.also_weights, beside(further, best))


def _logistic(intercept: float, weights: Sequence[float], told: Sequence[float]) -> float:
    odds = intercept + sum(w * x for w, x in zip(weights, told, strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def evidence(scores: Sequence[float]) -> tuple[float, float, float]:
    """What the scores tell of whether the question is answered: the first one's, the best
    one's, and how far the second best lies below that."""
    best, second = (*sorted(scores, reverse=True)[:2], -math.inf)[:2]
    return float(scores[0]), float(best), float(min(best - second, SECOND))


def beside(further: Ranked, best: Ranked) -> tuple[float, ...]:
    """What tells of whether a sentence belongs to the answer that the best one gives: its score,
    how far it lies below the best one's, how well it was found beside that, and whether it stands
    next to it, or near it, in the same document."""
    same = further.span.document_id == best.span.document_id
    gap = max(further.span.start - best.span.end, best.span.start - further.span.end)
    return (
        further.score,
        min(best.score - further.score, FAR_BELOW),
        further.found - best.found,
        float(same and gap <= NEXT),
        float(same and gap <= NEAR),
    )


@cache
def calibration() -> Calibration:
    """The one that belongs to the reader's weights."""
    kept = settings()["calibration"]
    weights = {name: tuple(kept[name]) for name in ("weights", "also_weights")}
    return Calibration(**{**kept, **weights})
