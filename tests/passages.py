"""Passages as a search finds them, made from a text."""

from __future__ import annotations

from corpus.document import Passage, Span
from index.retrieval import ScoredPassage


def hit(
    text: str, *, document: str = "ledger", start: int = 0, score: float = 1.0
) -> ScoredPassage:
    """A passage of `document` with these words, found at `start`."""
    return ScoredPassage(Passage(Span(document, start, start + len(text)), text), score)
