"""A text of which some words were replaced or left out, that still knows where each stood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Traced:
    """A text made of another: code point n of `text` comes from ``origins[n]``, a start and an
    end in the other text. Words that were put in come from the whole of what they replace."""

    text: str
    origins: tuple[tuple[int, int], ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where in the other text the stretch ``text[start:end]`` comes from."""
        inside = self.origins[start:end] or self.origins[max(0, start - 1) : start] or ((0, 0),)
        return min(a for a, _ in inside), max(b for _, b in inside)

    def cut(self, start: int, end: int) -> Traced:
        """``text[start:end]`` alone."""
        return Traced(self.text[start:end], self.origins[start:end])

    def replaced(self, changes: Sequence[tuple[int, int, str]]) -> Traced:
        """With other words at (start, end) of `text`; the stretches must not overlap."""
        position = 0
        pieces: list[str] = []
        traces: list[tuple[int, int]] = []
        for start, end, words in sorted(changes):
            pieces += (self.text[position:start], words)
            traces += self.origins[position:start]
            traces += [self.place(start, end)] * len(words)
            position = end
        pieces.append(self.text[position:])
        traces += self.origins[position:]
        return Traced("".join(pieces), tuple(traces))


def traced(text: str, start: int, end: int) -> Traced:
    """The stretch ``text[start:end]`` as it is."""
    return Traced(text[start:end], tuple((at, at + 1) for at in range(start, end)))


def tidied(said: Traced) -> Traced:
    """With one blank for each run of white space, and none at the ends or before a full stop."""
    kept: list[int] = []
    for at, sign in enumerate(said.text):
        blank = sign.isspace()
        if blank and (not kept or said.text[kept[-1]].isspace()):
            continue
        if sign in ".,;:" and kept and said.text[kept[-1]].isspace():
            kept.pop()
        kept.append(at)
    while kept and said.text[kept[-1]].isspace():
        kept.pop()
    letters = "".join(" " if said.text[at].isspace() else said.text[at] for at in kept)
    return Traced(letters, tuple(said.origins[at] for at in kept))
