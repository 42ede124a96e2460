"""Ranking measures, by the ir-measures library, over hits that hold what is wanted or not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

import ir_measures
from ir_measures import RR, R, Success

Run = tuple[Collection[str], Sequence[Collection[str]]]
"""The things wanted, and for each hit, best first, those of them that it holds."""


def measures(runs: Sequence[Run], some: Sequence[int], every: Sequence[int]) -> dict[str, float]:
    """hit@k for `some` k: something wanted is among the first k. all@k for `every` k:
    everything wanted is. mrr@10: the mean of 1 ÷ the first place that holds something."""
    judged, ranked = [], []
    for number, (wanted, hits) in enumerate(runs):
        question = str(number)
        judged += [ir_measures.Qrel(question, thing, 1) for thing in wanted]
        ranked += [ir_measures.ScoredDoc(question, thing, -float(place))
                   for place, thing in _first_places(hits)]  # fmt: skip
    names = {f"hit@{k}": Success @ k for k in some} | {f"all@{k}": R @ k for k in every}
    names["mrr@10"] = RR @ 10
    values: dict[object, list[float]] = defaultdict(list)
    for one in ir_measures.iter_calc(list(names.values()), judged, ranked):
        values[one.measure].append(one.value)
    return {
        name: sum(value == 1 if name.startswith("all") else value for value in values[measure])
        / len(runs)
        for name, measure in names.items()
    }


def _first_places(hits: Sequence[Collection[str]]) -> list[tuple[int, str]]:
    """Each thing at the first hit that holds it; a hit that adds none is something else."""
    seen: set[str] = set()
    places: list[tuple[int, str]] = []
    for place, held in enumerate(hits, 1):
        new = sorted(set(held) - seen)
        seen.update(new)
        places += [(place, thing) for thing in new or [f"something else at {place}"]]
    return places
