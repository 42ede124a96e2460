"""From the reader's scores to a probability, and from that to what is shown.

The figures are learned by `training/calibration.py` on case papers that the reader was not
trained on, and kept beside its weights in `model/reader.json`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from assistant.quoting.reader import settings

SECOND = 4.0
"""How far the second best score is taken to lie below the best one at most."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """How scores become probabilities, and where an answer begins.

    `found` is what a point of how well a sentence was found counts beside the reader's score;
    `weights` are those of `evidence`, with `intercept`, in a logistic regression. From
    `answered_from` a question counts as answered, and below `silent_below` nothing comes near. A
    further sentence is shown whose score is at least `also_from`, and at most `also_within` below
    the best one's.
    """

    found: float
    weights: tuple[float, ...]
    intercept: float
    answered_from: float
    silent_below: float
    also_from: float
    also_within: float

    def probability(self, scores: Sequence[float]) -> float:
        """How likely it is that the question is answered, from the scores of the sentences in
        the order in which they would be shown; 0 for none."""
        if not scores:
            return 0.0
        told = evidence(scores)
        odds = self.intercept + sum(w * x for w, x in zip(self.weights, told, strict=True))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def evidence(scores: Sequence[float]) -> tuple[float, float, float]:
    """What the scores tell of whether the question is answered: the first one's, the best
    one's, and how far the second best lies below that."""
    best, second = (*sorted(scores, reverse=True)[:2], -math.inf)[:2]
    return float(scores[0]), float(best), float(min(best - second, SECOND))


@cache
def calibration() -> Calibration:
    """The one that belongs to the reader's weights."""
    kept = settings()["calibration"]
    return Calibration(**{**kept, "weights": tuple(kept["weights"])})
