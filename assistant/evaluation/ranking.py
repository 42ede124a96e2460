"""How well rankings find what was wanted: trec_eval's measures, by way of ir-measures.

A passage is relevant when it finds a place that none before it has found, so that two
passages with the same place don't count twice. Each place that no passage finds stands in
for one more relevant passage that is missing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import ir_measures
from ir_measures import RR, R, Success, nDCG

from assistant.evaluation.outcome import Outcome

DEPTH = 10
MEASURES = {
    "hit@1": Success @ 1,
    "hit@5": Success @ 5,
    "hit@10": Success @ 10,
    "recall@5": R @ 5,
    "recall@10": R @ 10,
    "mrr@10": RR @ DEPTH,
    "ndcg@10": nDCG @ DEPTH,
}
"""hit@k: whether a passage wanted is among the first k. recall@k: the share of them that is.
mrr: 1 ÷ the rank of the first. ndcg: the share of the gain, discounted by the logarithm of
the rank, that the best order would have had (Järvelin & Kekäläinen, 2002)."""


def ranking_scores(outcomes: Sequence[Outcome]) -> list[dict[str, float]]:
    """The measures for each outcome, in order; empty where no place was wanted."""
    judged: dict[str, dict[str, int]] = {}
    ranked: dict[str, dict[str, float]] = {}
    for number, outcome in enumerate(outcomes):
        if outcome.wanted:
            judged[str(number)] = _judgements(outcome)
            found = {f"p{rank}": -float(rank) for rank, _ in enumerate(outcome.passages, start=1)}
            # A query without any document would be left out of the measures.
            ranked[str(number)] = found or {"none": 0.0}
    scores: dict[str, dict[str, float]] = defaultdict(dict)
    names = {measure: name for name, measure in MEASURES.items()}
    for metric in ir_measures.iter_calc(list(names), judged, ranked):
        scores[metric.query_id][names[metric.measure]] = float(metric.value)
    return [scores.get(str(number), {}) for number in range(len(outcomes))]


def _judgements(outcome: Outcome) -> dict[str, int]:
    """1 for each passage that finds something new, and for each place that is missed."""
    firsts = {wanted.found_at for wanted in outcome.wanted if wanted.found_at is not None}
    missed = [n for n, wanted in enumerate(outcome.wanted) if wanted.found_at is None]
    relevant = [*(f"p{rank}" for rank in sorted(firsts)), *(f"missed {n}" for n in missed)]
    return dict.fromkeys(relevant, 1)
