"""Where a text gives somebody's age in figures: "aged 41", "Flores, 24, is"."""

from __future__ import annotations

import re
from collections.abc import Iterator

_AGE = re.compile(
    r"\b\d{1,3}(?=[- ]years?[- ]old\b)|(?<=\baged )\d{1,3}\b|(?<=\bage )\d{1,3}\b"
    r"|(?<=\bturned )\d{1,3}\b|(?<=\bage of )\d{1,3}\b"
    r"|(?<=[^\W\d_], )\d{1,3}(?=,|\.|; |;| of\b)|(?<=, now )\d{1,3}(?=,)"
    r"|(?<=, then )\d{1,3}(?=,)|(?<=, who is )\d{1,3}(?=,)|(?<=\()\d{1,3}(?=\))",
    re.IGNORECASE,
)


def ages_in(text: str) -> Iterator[tuple[int, int]]:
    """Start and end, in code points, of each number that is likely an age, in order."""
    return (match.span() for match in _AGE.finditer(text))
