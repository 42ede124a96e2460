"""Of whom a document's sentence speaks when it only says "he" or "her": whom it named last."""

from __future__ import annotations

import re

from assistant.names import bearers_in, can_be, is_place, is_thing
from corpus.sentences import sentence_spans

_LOOKED_BACK = 1_500
"""Code points before a sentence in which the name is looked for."""
_PERSONAL = re.compile(r"\b(?:he|him|his|she|her|hers)\b", re.IGNORECASE)


def people_meant(text: str, start: int, sentence: str) -> tuple[str, ...]:
    """The people that "he" or "she" of `sentence`, which stands in `text` at `start`, may mean:
    those whom the nearest sentence before it names that fit. None where it names somebody first.
    """
    pronoun = _PERSONAL.search(sentence)
    if pronoun is None or _people(sentence[: pronoun.start()]):
        return ()
    before = text[max(0, start - _LOOKED_BACK) : start]
    kind = "he" if pronoun.group().lower() in ("he", "him", "his") else "she"
    for a, b in reversed(list(sentence_spans(before))):
        fitting = [name for name in _people(before[a:b]) if can_be(name, kind, text)]
        if fitting:
            return tuple(fitting)
    return ()


def _people(text: str) -> list[str]:
    """The names of `text` that are a person's: of two words or more, "Mr. Pell" among them."""
    return [
        name
        for name in bearers_in(text)
        if " " in name and not is_thing(name, text) and not is_place(name, text)
    ]
