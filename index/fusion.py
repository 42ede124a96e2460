"""One score from what words and meaning say of a passage, and an order that covers a question.

A weighted sum of a few features, each at most about 1 (a convex combination as in Bruch, Gai
& Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval", 2023). The weights are
learned by `benchmarks/train_fusion.py`, on questions over other documents than they are
measured on, and none may be below 0.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Row = NDArray[np.float64]

WEIGHTS = {
    "meaning": 0.16,
    "sentence": 0.84,
    "clause": 0.65,
    "bm25": 0.45,
    "words": 0.53,
    "pairs": 0.39,
    "clause_match": 0.34,
}
"""meaning: the cosine of question and passage. sentence: of the question and the passage's
nearest sentence. clause: of the passage and the question's nearest clause. bm25: as a share
of what a passage full of the question's words comes near. words: the share of the question's
words, by rarity, in the passage's best sentence. pairs: of its pairs of words that stand
together. clause_match: the best clause by meaning and BM25, 0 for a question of one clause."""
FEATURES = tuple(WEIGHTS)
_K1, _B = 1.2, 0.75
_FULL = 2.2
"""BM25 of a word comes near this times its rarity."""
_CLAUSE_BM25 = 1.5


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the index sees it: the rarity of its words, in order; its clauses' words;
    and a vector for itself and each clause."""

    stems: Sequence[str]
    rarity: dict[str, float]
    clause_stems: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage to be scored: the stems of its sentences, and its cosines with the question,
    with the nearest of its sentences, and with each clause."""

    sentences: Sequence[Sequence[str]]
    meaning: float
    sentence: float
    clauses: Sequence[float]


def features(asked: Asked, candidates: Sequence[Candidate]) -> Row:
    """A row a candidate, in the order of FEATURES."""
    stems = [[stem for part in one.sentences for stem in part] for one in candidates]
    usual = sum(map(len, stems)) / max(len(stems), 1) or 1.0
    total = sum(asked.rarity.values()) or 1.0
    ideals = _ideals(asked)
    rows = [
        _features(asked, total, ideals, one, some, len(some) / usual)
        for one, some in zip(candidates, stems, strict=True)
    ]
    return np.array(rows).reshape(-1, len(FEATURES))


def _features(
    asked: Asked,
    total: float,
    ideals: Sequence[float],
    one: Candidate,
    stems: Sequence[str],
    length: float,
) -> list[float]:
    gains = _gains(asked.rarity, stems, length)
    by_clause = _by_clause(asked, ideals, one, gains)
    several = len(by_clause) > 1
    return [
        one.meaning,
        one.sentence,
        max(one.clauses, default=one.meaning),
        sum(gains.values()) / (_FULL * total),
        max((_covered(asked.rarity, part) for part in one.sentences), default=0.0) / total,
        _pairs(asked, stems) / total,
        max(by_clause) if several else 0.0,
    ]


def _gains(rarity: dict[str, float], stems: Sequence[str], length: float) -> dict[str, float]:
    """What each of the question's words adds to BM25 (Robertson & Zaragoza, 2009)."""
    counts = Counter(stem for stem in stems if stem in rarity)
    norm = _K1 * (1 - _B + _B * length)
    return {stem: rarity[stem] * n * (_K1 + 1) / (n + norm) for stem, n in counts.items()}


def _ideals(asked: Asked) -> list[float]:
    """What BM25 comes near for a passage full of each clause's words."""
    return [
        _FULL * sum(asked.rarity.get(word, 0.0) for word in clause) for clause in asked.clause_stems
    ]


def _by_clause(
    asked: Asked, ideals: Sequence[float], one: Candidate, gains: dict[str, float]
) -> list[float]:
    """How well a candidate meets each clause, by meaning and BM25."""
    return [
        cosine + _CLAUSE_BM25 * (sum(gains.get(w, 0.0) for w in clause) / ideal if ideal else 0.0)
        for cosine, clause, ideal in zip(one.clauses, asked.clause_stems, ideals, strict=True)
    ]


def _covered(rarity: dict[str, float], stems: Sequence[str]) -> float:
    return sum(rarity[stem] for stem in set(stems) & rarity.keys())


def _pairs(asked: Asked, stems: Sequence[str]) -> float:
    """The rarity of the question's pairs of words that stand together in the passage."""
    here = set(pairwise(stems))
    wanted = dict.fromkeys(pairwise(asked.stems))
    return sum(
        (asked.rarity.get(one, 0.0) + asked.rarity.get(other, 0.0)) / 2
        for one, other in wanted
        if (one, other) in here
    )


def score(rows: Row) -> Row:
    """How well each candidate fits, from its features."""
    return np.asarray(rows @ np.array(list(WEIGHTS.values())))


COVERING = 1.0
"""What a clause that no better passage meets adds to a passage that meets it."""
_COVERED_AMONG = 40


def cover(scores: Row, clauses: Row) -> list[int]:
    """The candidates by number, best first, so that together the first meet every clause.

    `clauses` has a row a candidate and a column a clause: how well the one meets the other.
    Each place goes to the candidate with the best sum of its score and of what it adds to
    what those before it meet (as in xQuAD: Santos, Macdonald & Ounis, 2010).
    """
    order = [int(n) for n in np.argsort(-scores, kind="stable")]
    if not order or clauses.shape[1] < 2:
        return order
    left, after = order[:_COVERED_AMONG], order[_COVERED_AMONG:]
    met = clauses / np.maximum(clauses[left].max(axis=0), 1e-6)
    best = np.zeros(clauses.shape[1])
    chosen: list[int] = []
    while left:
        adds = np.maximum(0.0, met[left] - best).mean(axis=1)
        chosen.append(left.pop(int(np.argmax(scores[left] + COVERING * adds))))
        best = np.maximum(best, met[chosen[-1]])
    return chosen + after


def clause_matches(asked: Asked, candidates: Sequence[Candidate]) -> Row:
    """How well each candidate (row) meets each clause (column), by meaning and BM25."""
    lengths = [sum(map(len, one.sentences)) for one in candidates]
    usual = sum(lengths) / max(len(lengths), 1) or 1.0
    rows, ideals = [], _ideals(asked)
    for one, length in zip(candidates, lengths, strict=True):
        stems = [stem for part in one.sentences for stem in part]
        gains = _gains(asked.rarity, stems, length / usual)
        rows.append(_by_clause(asked, ideals, one, gains))
    return np.array(rows).reshape(len(candidates), len(asked.clause_stems))
