"""Passages that say the same as a better one: near-duplicate documents repeat each other."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from index.hits import ScoredPassage
from index.searchable import Searchable

SAME = 0.8
"""The share of their words that two passages of near-duplicate documents have in common when
they are one passage twice."""


def without_repeats(case: Searchable, hits: Sequence[ScoredPassage]) -> list[ScoredPassage]:
    """The hits in order, less those that repeat an earlier one, which counts them."""
    family_of = _families(case, hits)
    kept: list[ScoredPassage] = []
    held: dict[int, list[tuple[int, set[str]]]] = {}
    for hit in hits:
        family = family_of.get(hit.passage.span.document_id)
        if family is not None:
            words = set(case.lexical.words(hit.passage.text))
            others = held.setdefault(family, [])
            place = next((place for place, other in others if _same(words, other)), None)
            if place is not None:
                kept[place] = replace(kept[place], copies=kept[place].copies + 1)
                continue
            others.append((len(kept), words))
        kept.append(hit)
    return kept


def _same(one: set[str], other: set[str]) -> bool:
    return len(one & other) >= SAME * len(one | other)


def _families(case: Searchable, hits: Sequence[ScoredPassage]) -> dict[str, int]:
    """The families of which several documents are among the hits."""
    documents = {hit.passage.span.document_id for hit in hits}
    rows = case.home.catalog.database.rows(
        "SELECT c.hash, c.family FROM json_each(?) h CROSS JOIN contents c"
        " ON c.case_id = ? AND c.hash = h.value AND c.family IS NOT NULL",
        (json.dumps(sorted(documents)), case.id),
    )
    families = [family for _, family in rows]
    return {hash: family for hash, family in rows if families.count(family) > 1}
