"""The words of a text that say something, cut to stems that are alike for their forms.

Two lists of words are passed over, as what they are read for differs: `content` leaves out what
holds a sentence together, `telling_words` also what fits any question.
"""

from __future__ import annotations

import re

from corpus.language.english import (
    FUNCTION_WORDS,
    IRREGULAR_VERBS,
    NEVER_DENIED,
    QUESTION_WORDS,
)

WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
"""A word, with its hyphens and apostrophes: "co-defendant’s"."""
_BARE_WORD = re.compile(r"[^\W_]+")
_LIGHT = NEVER_DENIED | FUNCTION_WORDS
_STEM = 5
"""Letters that words of one stem have in common, as far as that can be told by a length."""


def content(text: str) -> list[str]:
    """The stems of the words of `text` that say something, in order; figures do not."""
    words = (word.lower() for word in WORD.findall(text))
    return [stem(word) for word in words if word not in _LIGHT and not word.isdigit()]


def stem(word: str) -> str:
    """The beginning of `word`, in small letters, or of the verb that it is a form of."""
    return IRREGULAR_VERBS.get(word, word)[:_STEM]


def stems(text: str) -> set[str]:
    """The stems of `content`."""
    return set(content(text))


def telling_words(text: str) -> list[str]:
    """The words of a question that say what it is about, in order, each once, in lower case.

    Left out are the words that only ask, and verbs that fit any question: "held", "play".
    """
    words = dict.fromkeys(word.casefold() for word in _BARE_WORD.findall(text))
    return [word for word in words if word not in QUESTION_WORDS]


def telling_stems(text: str) -> set[str]:
    """What two words of one stem have in common of each telling word: its first letters."""
    return {word[:_STEM] for word in telling_words(text)}
