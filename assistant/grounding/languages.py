"""Which languages claims are checked in: the rules know the words of these, and of no other."""

from __future__ import annotations

import re

from corpus.language.identification import NAMES, likeliest_language, sentence_language
from corpus.language.letters import CAPITALS
from corpus.remembering import remembered

_NAMED = re.compile(rf"\b[{CAPITALS}][\w’'-]*")
LEXICONS = frozenset({"en"})
"""The languages, as ISO 639-1, whose words of denial, duty, rank and so on the rules know."""


@remembered(1_024)
def unread(text: str, language: str | None = None) -> str | None:
    """The language of `text`, as ISO 639-1, if it is one that the rules do not know.

    `language` is that of what it was taken from, for a text too short to tell; None if unknown.
    The latest thousand answers are remembered: many claims cite the same sentences.
    """
    found = sentence_language(text, within=language) or language
    if found is None or found in LEXICONS:
        return None
    if language in LEXICONS and is_read_but_for_names(text):
        return None
    return found


def is_read_but_for_names(text: str) -> bool:
    """Whether only its names make a text foreign: "Dubois sold Société Générale shares."."""
    found = likeliest_language(_NAMED.sub(" ", text))
    return found is None or found in LEXICONS


def called(language: str) -> str:
    """The English name of a language: "German" for "de"."""
    return NAMES.get(language, f"another language ({language})")
