"""How the time of a work grows with the text that it is given."""

from __future__ import annotations

import time
from collections.abc import Callable
from math import log

Work = Callable[[str], object]

STEEPEST = 1.5
"""The power of a text's length from which work grows too fast."""
TELLING = 0.005
"""Seconds that the longer text has to take before its exponent says anything."""
PATIENCE = 1.0
"""Seconds from which one try is enough, and a short text is slow."""
SHORT, LONG = 50_000, 400_000
"""Code points of one thing over and over, which documents have more of than questions."""


def seconds(work: Work, text: str, tries: int) -> float:
    """The least processor time of some tries."""
    taken = []
    for _ in range(tries):
        began = time.process_time()
        work(text)
        taken.append(time.process_time() - began)
        if taken[-1] > PATIENCE:
            break
    return min(taken)


def power(work: Work, shorter: str, longer: str, tries: int) -> float:
    """By which power of its length the time grows from one text to another; 0 where the longer
    takes next to none."""
    long = seconds(work, longer, tries)
    if long < TELLING:
        return 0.0
    short = seconds(work, shorter, tries + 2)
    return log(long / max(short, 1e-9)) / log(len(longer) / len(shorter))


def power_of_repeats(work: Work, unit: str) -> float:
    """The same for one thing over and over; what seems steep is tried again, more often."""
    work(unit)  # what is loaded once is loaded now
    shorter, longer = (unit * (length // len(unit)) for length in (SHORT, LONG))
    first = power(work, shorter, longer, 1)
    return first if first < STEEPEST else min(first, power(work, shorter, longer, 4))
