"""Report: what an evaluation measured, over the set and question by question."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from assistant.evaluation.abstention import Curve, area, ordered, risk_coverage
from assistant.evaluation.chance import Interval, interval, mean_interval
from assistant.evaluation.measures import FOLLOW_UP, MEASURES, Value, scores
from assistant.evaluation.outcome import Outcome, Setting
from assistant.evaluation.questions import Problem, keys

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True, slots=True)
class Estimate:
    """A measure over a set: its value, where it may lie (95 %), and over how many questions.

    The value is None where no question bears on it; the interval for fewer than two.
    """

    value: float | None
    interval: Interval | None
    questions: int


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a set called `name`: `results` in the order of the questions, `scores` of
    each by measure, `problems` with questions that could not be measured. `estimates` are by
    measure; those over follow-ups alone begin with ``followup_`` and are there when any were
    asked."""

    name: str
    setting: Setting
    results: tuple[Outcome, ...]
    problems: tuple[Problem, ...]
    scores: tuple[Mapping[str, Value], ...]
    estimates: Mapping[str, Estimate]
    curve: Curve

    @property
    def measures(self) -> dict[str, float | int | None]:
        """Every measure by name, and how many questions there were; shares run from 0 to 1,
        None where no question bears on a measure."""
        answerable = sum(outcome.question.answerable for outcome in self.results)
        named: dict[str, float | int | None] = {
            "questions": len(self.results),
            "answerable": answerable,
        }
        for name, estimate in self.estimates.items():
            named[name] = estimate.value
            if name == "abstention_recall":
                named["unanswerable_declined"] = estimate.value  # as scripts know it
        return named

    def frame(self) -> pandas.DataFrame:
        """A row for each question, in order: what was asked, what came, and every measure.

        The index is the question's key, the same in every run over a set.
        """
        import pandas

        rows = [
            {
                "question": outcome.question.question,
                "follow_up": bool(outcome.question.history),
                "answerable": outcome.question.answerable,
                "answer": outcome.answer,
                "abstained": outcome.abstained,
                "unchecked": outcome.unchecked,
                "probability": outcome.probability,
                "found_at": outcome.found_at,
                **values,
            }
            for outcome, values in zip(self.results, self.scores, strict=True)
        ]
        index = pandas.Index(keys([outcome.question for outcome in self.results]), name="key")
        return pandas.DataFrame(rows, index=index)


def report_of(
    name: str, setting: Setting, results: Iterable[Outcome], problems: Iterable[Problem] = ()
) -> Report:
    """Measure what came of a set's questions."""
    outcomes = tuple(results)
    measured = tuple(scores(outcomes))
    asked_on = [values for o, values in zip(outcomes, measured, strict=True) if o.question.history]
    estimates = _means(measured)
    estimates |= _of_curve(outcomes) | _of_times([outcome.seconds for outcome in outcomes])
    if asked_on:
        estimates |= {f"{FOLLOW_UP}questions": Estimate(len(asked_on), None, len(asked_on))}
        estimates |= {f"{FOLLOW_UP}{name}": found for name, found in _means(asked_on).items()}
    curve = risk_coverage(outcomes)
    return Report(name, setting, outcomes, tuple(problems), measured, estimates, curve)


def _means(measured: Sequence[Mapping[str, Value]]) -> dict[str, Estimate]:
    estimates = {}
    for measure in MEASURES:
        values = [v for scores in measured if (v := scores[measure.name]) is not None]
        mean = round(float(np.mean(values)), 6) if values else None
        estimates[measure.name] = Estimate(mean, mean_interval(values), len(values))
    return estimates


def _of_curve(outcomes: Sequence[Outcome]) -> dict[str, Estimate]:
    found = interval(ordered(outcomes), area) if outcomes else None  # type: ignore[arg-type]
    return {"aurc": Estimate(risk_coverage(outcomes).area, found, len(outcomes))}


def _of_times(seconds: Sequence[float]) -> dict[str, Estimate]:
    """Half, and 95 of 100, of the answers come within these seconds."""
    estimates = {}
    for percent in (50, 95):
        at: Callable[..., float] = partial(np.percentile, q=percent)
        value = float(at(seconds)) if seconds else None
        found = interval([seconds], at) if seconds else None
        estimates[f"seconds_p{percent}"] = Estimate(value, found, len(seconds))
    return estimates
