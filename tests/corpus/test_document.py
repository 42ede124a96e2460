"""Spans: half-open ranges of one document's text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Span

RANGES = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(sorted)


def test_a_span_runs_forwards_from_zero() -> None:
    assert len(Span("a", 3, 10)) == 7
    for start, end in [(-1, 4), (5, 4)]:
        with pytest.raises(ValueError, match="a span runs forwards"):
            Span("a", start, end)


@given(RANGES, RANGES)
def test_spans_are_compared_as_the_sets_of_their_code_points(
    one: list[int], other: list[int]
) -> None:
    a, b = Span("a", *one), Span("a", *other)
    points_a, points_b = set(range(*one)), set(range(*other))
    if points_a and points_b:
        assert a.overlaps(b) == bool(points_a & points_b) == b.overlaps(a)
        assert a.contains(b) == (points_b <= points_a)


def test_spans_of_two_documents_have_nothing_in_common() -> None:
    assert not Span("a", 0, 9).overlaps(Span("b", 0, 9))
    assert not Span("a", 0, 9).contains(Span("b", 2, 3))


def test_spans_are_in_reading_order() -> None:
    assert sorted([Span("b", 0, 1), Span("a", 5, 6), Span("a", 2, 9)]) == [
        Span("a", 2, 9),
        Span("a", 5, 6),
        Span("b", 0, 1),
    ]
