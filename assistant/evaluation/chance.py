"""How far a figure may be chance: intervals by bootstrap, and tests of paired differences.

Efron & Tibshirani, "An Introduction to the Bootstrap" (1993); McNemar (1947), exact; Wilson
(1927); Benjamini & Hochberg (1995); Smucker, Allan & Carterette, "A Comparison of
Statistical Significance Tests for Information Retrieval Evaluation" (2007). The draws are
the same every time, so that the same results give the same report.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from scipy import stats

LEVEL = 0.95
DRAWS = 2_000
"""Of bootstrap samples, and of permutations: enough to tell p = .001 from p = .01."""
_BATCH = 250
"""Draws made at a time, so that large sets stay within a few tens of megabytes."""

Interval = tuple[float, float]
Statistic = Callable[..., Any]


def mean_interval(values: Sequence[float]) -> Interval | None:
    """Where the mean may lie; None for fewer than two values.

    Where all answers are yes, or all no, drawing from them again says nothing, and Wilson's
    interval for a share is given.
    """
    if len(values) >= 2 and values[0] in (0, 1) and len(set(values)) == 1:
        share = stats.binomtest(int(sum(values)), len(values)).proportion_ci(LEVEL, "wilson")
        return float(share.low), float(share.high)
    return interval([values], np.mean)


def interval(samples: Sequence[Sequence[float]], statistic: Statistic) -> Interval | None:
    """Where a statistic of paired samples may lie: the middle of what bootstrap draws give.

    None for fewer than two values. `statistic` takes arrays and an axis.
    """
    if len(samples[0]) < 2:
        return None
    drawn = stats.bootstrap(
        tuple(np.asarray(sample, float) for sample in samples),
        statistic,
        n_resamples=DRAWS,
        batch=_BATCH,
        vectorized=True,
        paired=len(samples) > 1,
        confidence_level=LEVEL,
        method="percentile",
        rng=np.random.default_rng(0),
    ).confidence_interval
    return float(drawn.low), float(drawn.high)


Test = Literal["McNemar", "permutation"]


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed between two runs over the same questions: means, the mean of the
    differences with its interval, and how likely chance alone does as much."""

    before: float
    after: float
    change: float
    interval: Interval | None
    pairs: int
    test: Test
    p: float


def difference(before: Sequence[float], after: Sequence[float]) -> Difference:
    """The difference of paired values: McNemar's exact test where all are yes or no, else a
    paired permutation test. There must be one pair at least."""
    changes = [b - a for a, b in zip(before, after, strict=True)]
    yes_or_no = {*before, *after} <= {0, 1}
    return Difference(
        before=float(np.mean(before)),
        after=float(np.mean(after)),
        change=float(np.mean(changes)),
        interval=interval([changes], np.mean),
        pairs=len(changes),
        test="McNemar" if yes_or_no else "permutation",
        p=_mcnemar(changes) if yes_or_no else _permutation(changes),
    )


def _mcnemar(changes: Sequence[float]) -> float:
    gained, lost = sum(c > 0 for c in changes), sum(c < 0 for c in changes)
    return float(stats.binomtest(gained, gained + lost).pvalue) if gained + lost else 1.0


def _permutation(changes: Sequence[float]) -> float:
    if len(changes) < 2 or not any(changes):
        return 1.0
    tested = stats.permutation_test(
        (np.asarray(changes, float),),
        np.mean,
        permutation_type="samples",
        vectorized=True,
        n_resamples=DRAWS,
        batch=_BATCH,
        rng=np.random.default_rng(0),
    )
    return float(tested.pvalue)


def adjusted(p_values: Sequence[float]) -> list[float]:
    """p-values made larger for how many were looked at (false discovery rate), in order."""
    if not p_values:
        return []
    return [float(p) for p in stats.false_discovery_control(p_values, method="bh")]
