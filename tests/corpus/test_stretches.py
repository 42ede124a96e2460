"""Stretches of a text, joined."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from corpus.language.stretches import joined

PLACES = st.integers(0, 40)
STRETCHES = st.lists(st.tuples(PLACES, PLACES))


@given(STRETCHES)
def test_joined_stretches_cover_the_same_places_and_never_touch(
    stretches: list[tuple[int, int]],
) -> None:
    found = joined(stretches)
    covered = {place for start, end in stretches for place in range(start, end)}
    assert {place for start, end in found for place in range(start, end)} == covered
    assert all(end < start for (_, end), (start, _) in pairwise(found))
    assert all(start < end for start, end in found)
