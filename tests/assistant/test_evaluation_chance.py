"""How far a figure may be chance: intervals that hold what they should, tests by hand."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.evaluation.chance import adjusted, difference, mean_interval

VALUES = st.lists(st.floats(0, 1, width=32), min_size=2, max_size=40)


@settings(max_examples=25)
@given(VALUES)
def test_an_interval_lies_around_the_mean_and_within_the_values(values: list[float]) -> None:
    interval = mean_interval(values)
    assert interval is not None
    low, high = interval
    assert low <= high
    if set(values) not in ({0}, {1}):
        assert min(values) - 1e-9 <= low <= np.mean(values) + 1e-9
        assert np.mean(values) - 1e-9 <= high <= max(values) + 1e-9
    assert mean_interval(values) == interval


def test_nineteen_of_twenty_intervals_hold_the_true_mean() -> None:
    draw = np.random.default_rng(1)
    held = 0
    for _ in range(100):
        interval = mean_interval(list((draw.random(80) < 0.7).astype(float)))
        assert interval is not None
        held += interval[0] <= 0.7 <= interval[1]
    assert 88 <= held <= 100


def test_all_yes_and_all_no_have_wilsons_interval() -> None:
    z = 1.959964
    low = mean_interval([1.0] * 10)
    assert low == pytest.approx((10 / (10 + z**2), 1), abs=1e-4)
    assert mean_interval([0.0] * 10) == pytest.approx((0, z**2 / (10 + z**2)), abs=1e-4)


def test_there_is_no_interval_for_fewer_than_two() -> None:
    assert mean_interval([]) is None
    assert mean_interval([1.0]) is None


def test_mcnemar_counts_only_what_changed() -> None:
    # Five gained, none lost, three the same: 2 × (1/2)^5.
    found = difference([0] * 5 + [1, 1, 0], [1] * 5 + [1, 1, 0])
    assert (found.test, found.pairs) == ("McNemar", 8)
    assert (found.before, found.after, found.change) == pytest.approx((2 / 8, 7 / 8, 5 / 8))
    assert found.p == pytest.approx(2 * 0.5**5)
    assert difference([0, 1], [0, 1]).p == 1
    assert difference([0, 1], [1, 0]).p == 1


def test_the_permutation_test_looks_at_every_sign_of_few_pairs() -> None:
    # All four differences are positive: of 16 signs, two are as far from nothing.
    found = difference([0.1, 0.2, 0.3, 0.4], [0.2, 0.4, 0.6, 0.8])
    assert found.test == "permutation"
    assert found.p == pytest.approx(2 / 16)
    assert found.change == pytest.approx(0.25)
    assert difference([0.5, 0.5], [0.5, 0.5]).p == 1
    assert difference([0.5], [0.7]).p == 1


@settings(max_examples=15)
@given(st.lists(st.tuples(st.sampled_from([0, 0.5, 1]), st.sampled_from([0, 0.5, 1])), min_size=1,
                max_size=12))  # fmt: skip
def test_a_difference_is_as_likely_the_other_way_round(pairs: list[tuple[float, float]]) -> None:
    before, after = map(list, zip(*pairs, strict=True))
    there, back = difference(before, after), difference(after, before)
    assert there.p == pytest.approx(back.p, abs=0.01)
    assert there.change == pytest.approx(-back.change)
    assert 0 < there.p <= 1


def test_p_values_grow_with_how_many_were_looked_at() -> None:
    # Benjamini and Hochberg: p × number ÷ rank, and none below a larger one's.
    assert adjusted([0.01, 0.04, 0.03, 0.5]) == pytest.approx([0.04, 0.16 / 3, 0.16 / 3, 0.5])
    assert adjusted([]) == []
    assert adjusted([0.2]) == [0.2]


def test_chance_alone_seldom_makes_a_difference() -> None:
    draw = np.random.default_rng(2)
    p_values = [
        difference(list(draw.integers(0, 2, 60)), list(draw.integers(0, 2, 60))).p
        for _ in range(60)
    ]
    assert sum(p < 0.05 for p in p_values) <= 6
    assert sqrt(np.var(p_values)) > 0.1
