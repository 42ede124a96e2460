"""Learns the weights of `index/fusion.py`, and shows what they do where they were not learned.

    CASEBOOK_DATA=… python -m benchmarks.train_fusion

A passage that holds the answer should score above all others that were found with it: the
weights are those under which that is likeliest (a softmax over each question's candidates),
with none below 0. They are learned on one set and measured on the others, then on half of the
questions of each; the last are what is printed as WEIGHTS. The case papers are those of the set
"dev", which no model was trained on.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

import numpy as np
from scipy.optimize import minimize

from benchmarks.casepapers import collected
from benchmarks.multihop import Collection, Wanted, collections, found, put
from index import Case, ScoredPassage
from index.fusion import FEATURES, Row, features
from index.home import Home
from index.retrieval import CANDIDATES, gather

PENALTY = 1e-3
LEARNED_ON = ("squad2", "multihop-rag", "dev papers")


@dataclass(frozen=True, slots=True)
class Example:
    """A question's candidates: their features, and which of them hold what is wanted."""

    rows: Row
    wanted: Row
    group: int


def examples(collection: Collection, case: Case) -> list[Example]:
    """One for each question of which the candidates hold something wanted; those of one
    document (or every other question, where each has its own) share a group of two."""
    name_of = {record.id: record.name for record in case.documents()}
    names = sorted(set(name_of.values()))
    made = []
    for number, wanted in enumerate(collection.questions):
        pool = gather(case, wanted.question, CANDIDATES)
        hits = [ScoredPassage(pool.passages[n], 0.0) for n in pool.candidates]
        held = np.array([bool(one) for one in found(case, wanted, name_of, hits)], dtype=float)
        rows = features(pool.asked, list(pool.candidates.values()))
        made.append(Example(rows, held, _group(wanted, names, number)))
    return made


def _group(wanted: Wanted, names: Sequence[str], number: int) -> int:
    return names.index(wanted.spans[0][0]) % 2 if wanted.spans else number % 2


def learn(sets: Sequence[Sequence[Example]]) -> Row:
    """Weights for FEATURES, each set counting as much as another."""

    def loss(weights: Row) -> tuple[float, Row]:
        total, slope = PENALTY * float(weights @ weights), 2 * PENALTY * weights
        for some in sets:
            for example in some:
                value, step = _loss(example, weights)
                total += value / len(some)
                slope = slope + step / len(some)
        return total, slope

    found = minimize(
        loss,
        np.ones(len(FEATURES)),
        jac=True,
        bounds=[(0, None)] * len(FEATURES),
        method="L-BFGS-B",
    )
    return np.asarray(found.x)


def _loss(example: Example, weights: Row) -> tuple[float, Row]:
    """How unlikely each wanted candidate is beside all that are not, and the slope of that."""
    yes, no = example.rows[example.wanted > 0], example.rows[example.wanted == 0]
    if not len(yes) or not len(no):
        return 0.0, np.zeros(len(weights))
    good, bad = yes @ weights, no @ weights
    top = max(good.max(), bad.max())
    good_share, bad_share = np.exp(good - top), np.exp(bad - top)
    whole = bad_share.sum() + good_share
    value = float(np.mean(np.log(whole) + top - good))
    mean = (bad_share @ no + good_share[:, None] * yes) / whole[:, None]
    return value, np.asarray((mean - yes).mean(axis=0))


def shown(some: Sequence[Example], weights: Row) -> str:
    """hit@1, hit@5, MRR@10 and all wanted candidates in the first ten, by score alone."""
    ranks, every = [], []
    for example in some:
        order = np.argsort(-(example.rows @ weights), kind="stable")
        places = np.flatnonzero(example.wanted[order]) + 1
        ranks.append(int(places[0]) if len(places) else 0)
        every.append(len(places) > 0 and places[-1] <= 10)
    figures = {
        "hit@1": fmean(rank == 1 for rank in ranks),
        "hit@5": fmean(0 < rank <= 5 for rank in ranks),
        "mrr@10": fmean(1 / rank if 0 < rank <= 10 else 0.0 for rank in ranks),
        "all@10": fmean(every),
    }
    return " ".join(f"{name} {value:.3f}" for name, value in figures.items())


def scaled(weights: Row) -> Row:
    """The same weights with those of the two cosines with the whole question adding to 1."""
    return np.asarray(weights / (weights[0] + weights[1]))


def main() -> None:
    data = Path(os.environ["CASEBOOK_DATA"])
    with tempfile.TemporaryDirectory() as scratch, closing(Home.open(scratch)) as home:
        sets = {
            collection.name: examples(collection, put(collection, home))
            for collection in (
                *collections(data, Path(scratch)),
                collected("dev", Path(scratch)),
            )
        }
    for name in LEARNED_ON:
        report(f"learned on {name}", sets, learn([sets[name]]))
    halves = [[e for e in sets[name] if e.group == 0] for name in LEARNED_ON]
    others = {name: [e for e in sets[name] if e.group == 1] for name in LEARNED_ON}
    report("learned on half of each, shown on the other half", others, learn(halves))
    report("learned on all of them: WEIGHTS", sets, learn([sets[name] for name in LEARNED_ON]))


def report(title: str, sets: dict[str, list[Example]], weights: Row) -> None:
    print(title)
    print("  ", {n: round(float(w), 2) for n, w in zip(FEATURES, scaled(weights), strict=True)})
    for name, some in sets.items():
        print(f"   {name:13} {shown(some, weights)}")


if __name__ == "__main__":
    main()
