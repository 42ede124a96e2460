"""What a passage leads to: personalised PageRank over passages and the names they mention.

A question about "the director of the film" needs the film's passage, and then that of the
person it names, of which the question says nothing. So walks start from the question's
names and from the passages that fit it, and go from passage to name to passage (Gutiérrez
et al., "HippoRAG", 2024). Only what is near the start is ever read: mass is pushed on in
rounds (Andersen, Chung & Lang, 2006), and what is too little to matter stays where it is.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from index.database import Database
from index.mentions import Mention, contents_of, count_mentions, mentions_in, mentions_of

WALKS_ON = 0.85
"""The chance that a walk takes another step."""
ABOUT = 20.0
"""How many times likelier a walk goes from a name to a passage about it than to one that
mentions it; from 5 to 30 little changes."""
NAMES_SHARE = 2 / 3
"""The share of walks that start from the question's names, where it has any."""
_ROUNDS = 3
_LEAST = 1e-3
_WIDEST = 60
"""Nodes that are walked on from in a round."""

Mass = dict[int, float]


class Walk:
    """The walks of one question. Holds what it has read of the graph."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._names: dict[int, list[Mention]] = {}
        self._counts: dict[int, int] = {}
        self._passages: dict[int, list[Mention]] = {}
        self._leads_from_name: dict[int, list[tuple[int, float]]] = {}
        self._leads_from_passage: dict[int, list[tuple[int, float]]] = {}

    def names_of(self, passage: int) -> Collection[int]:
        """The names that a passage which was read mentions or is about."""
        return {mention.name for mention in self._passages.get(passage, ())}

    def subjects_of(self, passage: int) -> list[int]:
        """The names that a passage which was read is about."""
        return [mention.name for mention in self._passages.get(passage, ()) if mention.about]

    def bearers(self, name: int) -> int:
        """How many documents a name which was read is about."""
        self._read([name], ())
        return sum(mention.about for mention in self._names.get(name, ()))

    def read_passages(self, passages: Collection[int]) -> None:
        """Read the names of these passages at once, and who else is about the same."""
        self._read((), passages)
        self._read([name for passage in passages for name in self.subjects_of(passage)], ())

    def reach(self, names: Sequence[int], passages: Mapping[int, float]) -> Mass:
        """How much of the walks passes each passage, those at the start not counted.

        Walks start from `names`, rarer ones more often, and from `passages` by their weight.
        """
        self._read(names, passages)
        rare = {name: 1 / len(self._names[name]) for name in names if self._names[name]}
        share = NAMES_SHARE if rare else 0.0
        at_names = _scaled(rare, share)
        at_passages = _scaled(passages, 1 - share)
        reached: Mass = defaultdict(float)
        for _ in range(_ROUNDS):
            at_names, at_passages = self._step(at_names, at_passages)
            for passage, mass in at_passages.items():
                reached[passage] += mass
        return reached

    def _step(self, at_names: Mass, at_passages: Mass) -> tuple[Mass, Mass]:
        """Where the walks that go on are after one step."""
        from_names, from_passages = _largest(at_names), _largest(at_passages)
        self._read(from_names, from_passages)
        unwalked = [p for p in from_passages if p not in self._leads_from_passage]
        self._count([m.name for p in unwalked for m in self._passages.get(p, ())])
        to_names: Mass = defaultdict(float)
        to_passages: Mass = defaultdict(float)
        for name, mass in from_names.items():
            for passage, share in self._from_name(name):
                to_passages[passage] += mass * share
        for passage, mass in from_passages.items():
            for name, share in self._from_passage(passage):
                to_names[name] += mass * share
        return to_names, to_passages

    def _from_name(self, name: int) -> list[tuple[int, float]]:
        """The passages that a walk goes to from `name`, each with its chance; found once,
        since most nodes are walked from in every round."""
        if name not in self._leads_from_name:
            mentions = self._names.get(name, ())
            weights = {m.passage: ABOUT if m.about else 1.0 for m in mentions}
            self._leads_from_name[name] = list(_scaled(weights, WALKS_ON).items())
        return self._leads_from_name[name]

    def _from_passage(self, passage: int) -> list[tuple[int, float]]:
        """The names that a walk goes to from `passage`, rarer ones more often."""
        if passage not in self._leads_from_passage:
            counts = self._counts
            weights = {
                mention.name: math.log1p(1_000 / counts[mention.name])
                for mention in self._passages.get(passage, ())
                if counts[mention.name]
            }
            self._leads_from_passage[passage] = list(_scaled(weights, WALKS_ON).items())
        return self._leads_from_passage[passage]

    def _count(self, names: Collection[int]) -> None:
        """Count the mentions of these names: those that no walk comes to are never read."""
        new = {name for name in names if name not in self._counts}
        if new:
            self._counts |= count_mentions(self._database, new)

    def _read(self, names: Collection[int], passages: Collection[int]) -> None:
        unread = {name for name in names if name not in self._names}
        if unread:
            self._names |= mentions_of(self._database, unread)
        new = [passage for passage in passages if passage not in self._passages]
        if new:
            found = mentions_in(self._database, new)
            self._passages |= {passage: found.get(passage, []) for passage in new}


def _largest(mass: Mass) -> Mass:
    kept = sorted(((m, node) for node, m in mass.items() if m >= _LEAST), reverse=True)[:_WIDEST]
    return {node: m for m, node in kept}


def _scaled(weights: Mapping[int, float], total: float) -> Mass:
    whole = sum(weights.values())
    return {node: total * weight / whole for node, weight in weights.items()} if whole else {}


LEADERS = 5
"""The best passages, whose names are followed."""
SPREAD = 0.1
"""Walks start from a passage e times less often for each such step its score lies lower."""
_BEARERS = 3
"""A name that more documents are about is none that one of them explains."""


def linked(
    database: Database, names: Sequence[int], ranked: Sequence[tuple[int, float]], most: int
) -> list[int]:
    """Up to `most` passages about a name that the question or its best passages mention, from
    documents that none of these are from; those that the walks reach most come first.

    `ranked` is (passage, score), best first. A passage found so may lead to the next.
    """
    walk = Walk(database)
    best = ranked[0][1] if ranked else 0.0
    starts = {n: math.exp((score - best) / SPREAD) for n, score in ranked[:20]}
    reached = walk.reach(names, starts)
    order = sorted(reached, key=lambda passage: -reached[passage])[:_CONSIDERED]
    walk.read_passages(order)
    leaders = [number for number, _ in ranked[:LEADERS]]
    known = {*names, *(name for passage in leaders for name in walk.names_of(passage))}
    contents = contents_of(database, [*leaders, *order])
    taken = {contents.get(passage) for passage in leaders}
    found: list[int] = []
    while len(found) < most:
        link = next(
            (
                passage
                for passage in order
                if contents.get(passage) not in taken
                and any(
                    walk.bearers(n) <= _BEARERS and n in known for n in walk.subjects_of(passage)
                )
            ),
            None,
        )
        if link is None:
            break
        found.append(link)
        taken.add(contents.get(link))
        known.update(walk.names_of(link))
    return found


_CONSIDERED = 60
