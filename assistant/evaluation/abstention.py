"""How wrong answers would be if only the surest questions were answered.

The risk–coverage curve and the area under it: El-Yaniv & Wiener, "On the Foundations of
Noise-free Selective Classification" (2010); Geifman & El-Yaniv, "Selective Classification
for Deep Neural Networks" (2017).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.evaluation.outcome import Outcome

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Curve:
    """The risk at each coverage, surest questions first: of n questions, ``risks[c - 1]`` is
    the share of wrong first quotes when the surest c are answered. `answered` is how many
    were. Both are shares from 0 to 1; an area of 0 is the best."""

    risks: tuple[float, ...]
    answered: int

    @property
    def area(self) -> float | None:
        return sum(self.risks) / len(self.risks) if self.risks else None


def risk_coverage(outcomes: Sequence[Outcome]) -> Curve:
    """The curve over all questions. Those that were declined come last and count as their
    nearest sentence would, which is what an answer would have shown."""
    order, wrong = ordered(outcomes)
    risks = risks_at(order, wrong)
    return Curve(tuple(map(float, risks)), sum(not outcome.abstained for outcome in outcomes))


def ordered(outcomes: Sequence[Outcome]) -> tuple[Floats, Floats]:
    """For each outcome how sure it was, and 1 where its first sentence is wrong, else 0."""
    sureness = [o.probability + (0.0 if o.abstained else 1.0) for o in outcomes]
    wrong = [float(not (o.quotes and o.quotes[0].right)) for o in outcomes]
    return np.array(sureness), np.array(wrong)


def risks_at(sureness: Floats, wrong: Floats) -> Floats:
    """The risk at each coverage, along the last axis; those as sure as each other, in order."""
    surest = np.argsort(-sureness, axis=-1, kind="stable")
    counted = np.cumsum(np.take_along_axis(wrong, surest, axis=-1), axis=-1)
    shares: Floats = counted / np.arange(1, wrong.shape[-1] + 1)
    return shares


def area(sureness: Floats, wrong: Floats, axis: int = -1) -> Floats:
    """The area under the curve, the mean of its risks, along `axis`, which is the last."""
    areas: Floats = risks_at(sureness, wrong).mean(axis=axis)
    return areas
