"""What the reader sees at once: a question, and a sentence behind its paper and the one before it.

The sentence before says who "he" is, and of testimony it is the question that is answered; the
paper's introduction says whose letter or testimony it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

CLS, SEP, BAR = 101, 102, 1064
"""[CLS], [SEP] and "|" in BERT's uncased vocabulary of 30,522 words."""
LONGEST_QUESTION = 64
"""Tokens; what comes after is not read."""
LONGEST_PAPER = 32
"""Tokens of a paper's introduction; what comes after is not read."""
LONGEST_BEFORE = 40
"""Tokens of the sentence before, of which the last count."""
LONGEST = 192
"""Tokens of a window; what is longer is cut off."""


@dataclass(frozen=True, slots=True)
class Window:
    """Token ids of a question and a sentence; `types` are 0 for the question and 1 behind it.
    The sentence's own tokens begin at `start`, of which `length` are there."""

    ids: list[int]
    types: list[int]
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A sentence to be read, with how its paper introduces itself and the sentence before it; both
    may be empty."""

    paper: str
    before: str
    sentence: str


def lay_out(
    question: Sequence[int], paper: Sequence[int], before: Sequence[int], sentence: Sequence[int]
) -> Window:
    """The window of a question and an excerpt, given as token ids without special tokens."""
    ids = [CLS, *question[:LONGEST_QUESTION], SEP]
    behind = len(ids)
    for part in (paper[:LONGEST_PAPER], before[-LONGEST_BEFORE:]):
        if part:
            ids += [*part, BAR]
    start = len(ids)
    ids = [*[*ids, *sentence][: LONGEST - 1], SEP]
    return Window(ids, [0] * behind + [1] * (len(ids) - behind), start, len(ids) - 1 - start)
