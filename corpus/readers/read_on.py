"""Whether lines beside numbers are read on from one to the next, as those of a page are, or stand
for themselves, as those of a list or a log do."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.turns import opens_turn

ENOUGH = 0.25
"""At least this part of the lines goes on from the line before, or opens a turn to speak."""
FILLED = 0.6
"""Part of the widest line that a line takes which the next one goes on from."""
SHORTEST_FILLED = 30
"""Code points of such a line: no page of numbered lines is so narrow that fewer fill it."""
_ENDED = re.compile(r"[.!?:;][\"”’)\]]*\s*$")
_TURN_ALONE = ("Q", "A")
_CELLS = " | "


def reads_on(said: Sequence[str]) -> bool:
    """Whether so many of these lines, without their numbers, go on from the line before, or open
    a turn to speak, that they are of a page. Rows of cells don't go on, nor do lines of which
    none begins a sentence."""
    lines = [line.strip() for line in said if line.strip()]
    widest = max(map(len, lines), default=0)
    full = max(FILLED * widest, SHORTEST_FILLED)
    going_on = sum(
        is_turn(line) or (len(before) >= full and _goes_on(before, line))
        for before, line in zip(["", *lines], lines, strict=False)
    )
    begun = any(not line[0].islower() for line in lines)
    return len(lines) > 1 and begun and going_on >= ENOUGH * len(lines)


def is_turn(line: str) -> bool:
    """Whether a line opens what somebody says, be it with a "Q" that stands alone."""
    return opens_turn(f"{line.strip()} x") or line.strip() in _TURN_ALONE


def _goes_on(before: str, line: str) -> bool:
    return line[0].islower() and not _ENDED.search(before) and _CELLS not in before + line
