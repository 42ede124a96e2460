"""One score from words and meaning, and an order that covers a question."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.clauses import MOST, clauses
from index.fusion import FEATURES, Asked, Candidate, clause_matches, cover, features, score

ASKED = Asked(["crate", "pier"], {"crate": 2.0, "pier": 1.0}, [["crate"], ["pier"]])


def candidate(*sentences: str, meaning: float = 0.3) -> Candidate:
    return Candidate([part.split() for part in sentences], meaning, meaning, (meaning, meaning))


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (candidate("crate yard"), candidate("lamp yard")),
        (candidate("crate yard"), candidate("pier yard")),
        (candidate("crate stood pier", "yard"), candidate("crate stood", "pier yard")),
        (candidate("crate pier stood"), candidate("crate stood pier")),
        (candidate("crate", meaning=0.5), candidate("crate", meaning=0.4)),
    ],
    ids=["a word", "a rarer word", "in one sentence", "side by side", "nearer in meaning"],
)
def test_a_passage_scores_higher_with(better: Candidate, worse: Candidate) -> None:
    first, second = score(features(ASKED, [better, worse]))
    assert first > second


def test_a_clause_that_nothing_better_meets_brings_its_passage_forward() -> None:
    scores = np.array([0.9, 0.8, 0.7, 0.6])
    met = np.array([[1.0, 0.0], [1.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    assert cover(scores, met) == [0, 3, 1, 2]
    assert cover(scores, met[:, :1]) == [0, 1, 2, 3]


@given(st.lists(st.lists(st.sampled_from(["crate", "pier", "yard"]), max_size=6), max_size=50))
def test_covering_keeps_every_candidate_once(texts: list[list[str]]) -> None:
    some = [candidate(" ".join(text)) for text in texts]
    rows = features(ASKED, some)
    assert rows.shape == (len(some), len(FEATURES))
    assert np.isfinite(rows).all()
    order = cover(score(rows), clause_matches(ASKED, some))
    assert sorted(order) == list(range(len(some)))


def test_a_question_falls_into_clauses() -> None:
    found = clauses(
        "Who owned the yellow crate at pier 9, and which clerk signed the ledger page?",
        lambda text: [word for word in text.split() if len(word) > 3],
    )
    assert found == ["owned the yellow crate at pier 9", "clerk signed the ledger page"]


@given(st.text(max_size=300))
def test_any_question_has_few_clauses(question: str) -> None:
    assert len(clauses(question, str.split)) <= MOST
