"""How well one text meets the words of another: by the word itself, or by one that means it."""

from __future__ import annotations

from assistant.asking import telling_words
from index.encoder import quick_encoder

_STEM = 5
_NOTHING_TO_MEET = 0.8


def weakest_word(wanted: str, text: str) -> float:
    """How well `text` meets the telling word of `wanted` that it meets worst, 0 to 1.

    A word met by itself or by another of its stem counts 1; else by the meaning of the
    nearest word. A question about bail is not answered by a sentence about a fine, and a
    claim about charity is not borne out by one about cash.
    """
    words, offered = telling_words(wanted), telling_words(text)
    if not words or not offered:
        return 0.0 if words else _NOTHING_TO_MEET
    stems = {word[:_STEM] for word in offered}
    unmet = [word for word in words if word[:_STEM] not in stems]
    if not unmet:
        return 1.0
    vectors = quick_encoder().vectors([*unmet, *offered])
    nearest = (vectors[: len(unmet)] @ vectors[len(unmet) :].T).max(axis=1)
    return float(nearest.min())
