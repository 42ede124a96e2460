"""What a search gives: a passage, how well it fits, and what found it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from corpus.document import Passage

Why = Literal["words", "meaning", "link", "place"]


@dataclass(frozen=True, slots=True)
class ScoredPassage:
    """A passage that was found and how well it fits, larger is better.

    `why` says what found it: words of the question, its meaning, a link from a name in the
    question or in the best passages, or a place that the question names. `copies` counts
    the passages that say the same and were left out for it.
    """

    passage: Passage
    score: float
    why: tuple[Why, ...] = ()
    copies: int = 0
