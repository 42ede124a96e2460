"""What the reader sees at once: a question, and a sentence behind the one before it.

The sentence before says who "he" is, and of testimony it is the question that is answered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

CLS, SEP, BAR = 101, 102, 1064
"""[CLS], [SEP] and "|" in BERT's uncased vocabulary of 30,522 words."""
LONGEST_QUESTION = 64
"""Tokens; what comes after is not read."""
LONGEST_BEFORE = 40
"""Tokens of the sentence before, of which the last count."""
LONGEST = 160
"""Tokens of a window; what is longer is cut off."""


@dataclass(frozen=True, slots=True)
class Window:
    """Token ids of a question and a sentence; `types` are 0 for the question and 1 behind it.
    The sentence's own tokens begin at `start`, of which `length` are there."""

    ids: list[int]
    types: list[int]
    start: int
    length: int


def lay_out(question: Sequence[int], before: Sequence[int], sentence: Sequence[int]) -> Window:
    """The window of a question and a sentence, given as token ids without special tokens;
    `before` is empty where nothing stands before the sentence."""
    ids = [CLS, *question[:LONGEST_QUESTION], SEP]
    behind = len(ids)
    if before:
        ids += [*before[-LONGEST_BEFORE:], BAR]
    start = len(ids)
    ids = [*[*ids, *sentence][: LONGEST - 1], SEP]
    return Window(ids, [0] * behind + [1] * (len(ids) - behind), start, len(ids) - 1 - start)
