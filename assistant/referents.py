"""Of whom a document's sentence speaks when it only says "he" or "her": whom it named last.

Case papers give people their titles, "Mr. Pell", and then call them "he". Only such names are
taken for sure: a name without one may be a gang's, a place's or an offence's.
"""

from __future__ import annotations

import re

from assistant.names import can_be, is_place, is_thing, names_in
from corpus.sentences import sentence_spans

_LOOKED_BACK = 1_500
"""Code points before a sentence in which the name is looked for."""
_OF_A_MAN = re.compile(r"\b(?:he|him|his)\b", re.IGNORECASE)
_OF_A_WOMAN = re.compile(r"\b(?:she|her|hers)\b", re.IGNORECASE)
_TITLED = re.compile(r"\b(?:Mr|Ms|Mrs|Miss|Dr)\.?\s+(?:[A-Z][\w’'.-]*\s+){0,2}[A-Z][\w’'-]*\w")


def people_meant(text: str, start: int, sentence: str) -> tuple[str, ...]:
    """The names of the sentence before that "he" or "she" of `sentence`, which stands in `text` at
    `start`, may mean; none where it is not sure that a person with a title is meant.
    """
    found = [(m.start(), kind) for kind in (_OF_A_MAN, _OF_A_WOMAN) if (m := kind.search(sentence))]
    if not found:
        return ()
    where, kind = min(found, key=lambda one: one[0])
    if _names(sentence[:where]):
        return ()
    called = "he" if kind is _OF_A_MAN else "she"
    before = text[max(0, start - _LOOKED_BACK) : start]
    for a, b in reversed(list(sentence_spans(before))):
        said = before[a:b]
        names = _names(said)
        if names:
            titled = [m for m in _TITLED.finditer(said) if can_be(m.group(), called, before)]
            # "His wife, Ms. Marsh, …" speaks of somebody named before.
            refers_back = titled and kind.search(said, 0, titled[0].start())
            return tuple(names) if titled and not refers_back else ()
    return ()


def _names(text: str) -> list[str]:
    """The names of `text` that may be a person's."""
    return [n for n in names_in(text) if not is_thing(n, text) and not is_place(n, text)]
