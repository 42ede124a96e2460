"""The best hits put in order anew by a cross-encoder, which reads question and passage at once.

Off by default, since none is packaged: name one in the settings or to `Case.open`
(Nogueira & Cho, "Passage Re-ranking with BERT", 2019).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from threading import Lock
from typing import Any

import numpy as np

from index.embedding import load_cross_encoder
from index.hits import ScoredPassage

RERANKED = 30
"""The best hits, which are read again."""


class Reranker:
    """A sentence-transformers CrossEncoder by hub name or folder, loaded when first used."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._loading = Lock()
        self._model: Any = None

    def scores(self, query: str, texts: Sequence[str]) -> list[float]:
        """How well each text answers `query`, larger is better; on the model's own scale."""
        with self._loading:
            if self._model is None:
                self._model = load_cross_encoder(self.name)
        pairs = [(query, text) for text in texts]
        scores = np.asarray(self._model.predict(pairs, show_progress_bar=False), dtype=float)
        return [float(row) for row in scores.reshape(len(texts), -1)[:, -1]]


@cache
def reranker(name: str) -> Reranker:
    """The cross-encoder of this name; one of each is kept for the whole process, since models
    are large and those of one name are the same."""
    return Reranker(name)


def reranked(model: Reranker, query: str, hits: Sequence[ScoredPassage]) -> list[ScoredPassage]:
    """The hits with the first RERANKED in the order of `model`, and the rest after them.

    The scores stay where they were, the best with the first: those who read them know the
    scale of `index.fusion`, and every model has one of its own.
    """
    first, rest = hits[:RERANKED], hits[RERANKED:]
    if not first:
        return list(hits)
    scores = model.scores(query, [hit.passage.text for hit in first])
    order = np.argsort(-np.asarray(scores), kind="stable")
    best = sorted((hit.score for hit in first), reverse=True)
    return [*(replace(first[i], score=score) for i, score in zip(order, best, strict=True)), *rest]
