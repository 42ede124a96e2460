"""A question taken apart: what it asks in several clauses may stand in several places."""

from __future__ import annotations

import re
from collections.abc import Callable

_BREAK = re.compile(
    r"[,;:?]|\b(?:and|or|but|while|whereas|who|whom|whose|which|that|when|where|as reported"
    r"|as well as|according to|compared to|in contrast|between|than)\b",
    re.I,
)
_FEWEST = 3
"""Telling words of a clause; one with fewer is no question of its own."""
MOST = 6
_LONGEST = 1_000


def clauses(question: str, words: Callable[[str], list[str]]) -> list[str]:
    """The clauses of `question` in order, at most `MOST`, each with enough telling words.

    `words` gives the telling words of a text. A short question is a clause itself, less the
    word that asks; a text with no clause gives none.
    """
    found: list[str] = []
    for piece in _BREAK.split(question[:_LONGEST]):
        part = piece.strip(" \t\n\"“”'.")
        telling = len(words(part))
        if telling < _FEWEST and found:
            if len(words(found[-1])) < _FEWEST:
                found[-1] = f"{found[-1]} {part}"
        elif part:
            found.append(part)
    return [part for part in dict.fromkeys(found) if len(words(part)) > 1][:MOST]
