"""Which languages claims are checked in: the rules know the words of these, and of no other."""

from __future__ import annotations

from corpus.language import NAMES, sentence_language

LEXICONS = frozenset({"en"})
"""The languages, as ISO 639-1, whose words of denial, duty, rank and so on the rules know."""


def unread(text: str, language: str | None = None) -> str | None:
    """The language of `text`, as ISO 639-1, if it is one that the rules do not know.

    `language` is that of what it was taken from, for a text too short to tell; None if unknown.
    """
    found = sentence_language(text, within=language) or language
    return None if found is None or found in LEXICONS else found


def called(language: str) -> str:
    """The English name of a language: "German" for "de"."""
    return NAMES.get(language, f"another language ({language})")
