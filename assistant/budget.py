"""Keeping what is sent to a chat model within its budget, counted with tiktoken."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.vocabulary import encoding
from index.retrieval import ScoredPassage

RESERVE = 0.10
"""Other models cut text differently; this much of a budget is left empty for it."""


def count_tokens(text: str) -> int:
    """The tokens of `text`; marks that are special to some models count as plain text."""
    return len(encoding().encode(text, disallowed_special=()))


def within_budget(hits: Sequence[ScoredPassage], tokens: int) -> list[ScoredPassage]:
    """The best passages that fit into `tokens` less the reserve, best first.

    One that does not fit is passed over for a shorter one; the first always stays.
    """
    left = tokens * (1 - RESERVE)
    kept: list[ScoredPassage] = []
    for hit in hits:
        size = count_tokens(hit.passage.text)
        if not kept or size <= left:
            kept.append(hit)
            left -= size
    return kept
