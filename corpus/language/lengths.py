"""How lengths of time are written, as parts of the patterns that read them: "twenty-two", and
what shows that more belongs to a length than was read of it."""

from __future__ import annotations

import re

from corpus.language.english import TENS, UNITS

NUMBER_WORD = (
    rf"(?:{'|'.join(TENS)})(?:[- ](?:{'|'.join(UNITS[1:10])}))?"
    rf"|{'|'.join(sorted(UNITS[1:], key=len, reverse=True))}"
)
"""The cardinals from 1 to 99 in words, as alternatives of a pattern."""
_READ_IN_PART = re.compile(
    rf"(?:\b(?:hundred|thousand|half)(?:\s+and)?|\b(?:{NUMBER_WORD}|\d{{1,3}})\)?\s+(?:to|or)"
    r"|\d\s?[/⁄]|\d\s?[–—]|\b(?:year|month|week|day)s?\s{0,4},?\s{0,4}(?:and|plus)?)[\s-]*$",
    re.IGNORECASE,
)
LONGEST_BEFORE = 40
"""Code points before a length in which the rest of it is looked for."""


def is_read_in_part(text: str, start: int) -> bool:
    """Whether a length that begins at `start` is the end of a longer one: "one hundred" | "five
    years", "a year and" | "two months", or of a range, "three to" | "five years"."""
    return _READ_IN_PART.search(text, max(0, start - LONGEST_BEFORE), start) is not None
