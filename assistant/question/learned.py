"""The weights that were learned for follow-ups, and what they make of the marks of a case."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

Marks = Mapping[str, float]
"""What is known of a question or a phrase, by name; what is not named is 0."""


@dataclass(frozen=True, slots=True)
class Learned:
    """A logistic regression: weights by the name of a mark, and the probability from which it
    says yes."""

    weights: Marks
    intercept: float
    yes_from: float

    def probability(self, marks: Marks) -> float:
        """The probability, 0 to 1, of what was learned."""
        score = self.intercept + sum(
            self.weights.get(name, 0.0) * value for name, value in marks.items()
        )
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


@cache
def learned(name: str) -> Learned:
    """What `training.followups` learned under this name: "leaning" or "belonging"; kept for the
    whole process."""
    kept = json.loads((files("assistant.question") / "followups.json").read_text("utf-8"))[name]
    return Learned(kept["weights"], kept["intercept"], kept["yes_from"])


def crossed(marks: Marks, some: Mapping[str, float], others: tuple[str, ...]) -> dict[str, float]:
    """The products of `some` marks with those of `marks` that `others` names, by both names."""
    return {
        f"{first} & {second}": product
        for first, value in some.items()
        for second in others
        if second != first and (product := value * marks.get(second, 0.0))
    }
