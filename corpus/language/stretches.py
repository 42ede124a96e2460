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


def joined(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches in order, those that overlap or touch made one; empty ones are left out."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if start >= end:
            continue
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found
