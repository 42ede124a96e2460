"""Stretches of a text that are taken already, told in time that grows with them alone."""

from __future__ import annotations

from collections.abc import Iterable


class Taken:
    """Stretches (start, end) of one text, with a word on whether another meets any of them."""

    def __init__(self, stretches: Iterable[tuple[int, int]] = ()) -> None:
        self._places: set[int] = set()
        for stretch in stretches:
            self.add(*stretch)

    def add(self, start: int, end: int) -> None:
        self._places.update(range(start, end))

    def meets(self, start: int, end: int) -> bool:
        """Whether any place from `start` up to `end` is taken."""
        return not self._places.isdisjoint(range(start, end))
