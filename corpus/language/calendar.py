"""How months and days of a month are written, as parts of the patterns that read dates."""

from __future__ import annotations

import re

from corpus.language.english import MONTHS, ORDINALS, SHORT_MONTHS


def _beginnings() -> str:
    """The names of the months, whole or cut short: "Jan(?:uary)?"."""
    found = []
    for month in MONTHS:
        short = [name for name in SHORT_MONTHS if month.startswith(name)]
        # From "Jun" on: "June?" is "June" or "Jun", "Sept?(?:ember)?" also "Sep" and "Sept".
        shortest, longest = min(short, key=len), max(short, key=len)
        more = "".join(f"{letter}?" for letter in longest[len(shortest) :])
        rest = month[len(longest) :]
        found.append(shortest + more + (f"(?:{rest})?" if len(rest) > 1 else rest and f"{rest}?"))
    return "|".join(found)


MONTH_NAME = _beginnings()
WRITTEN = "|".join(name.replace("-", "[- ]") for name in sorted(ORDINALS, key=len, reverse=True))
"""The days of a month in words, the longest first."""
ENDING = r"(?:\s?(?:s\s?t|n\s?d|r\s?d|t\s?h)(?![^\W\d_]))?"
"""What follows a number of a day, as in "20th", which a raised letter tears: "20t h"."""


def month_number(name: str) -> int:
    """1 to 12 for an English month, whole or cut short, in any letters."""
    wanted = name[:3].lower()
    return next(n for n, month in enumerate(MONTHS, 1) if month[:3].lower() == wanted)


def day_number(day: str) -> int:
    """1 to 31 for a day of a month, such as "20th", "(4)" or "twenty-first"."""
    digits = re.search(r"\d+", day)
    return int(digits.group()) if digits else ORDINALS.index(_plain(day)) + 1


def _plain(day: str) -> str:
    return day.strip("()").replace(" ", "-").lower()
