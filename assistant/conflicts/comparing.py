"""Which claims of different papers are of the same thing and give it other values."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from assistant.conflicts.claims import Claim
from corpus.document import Span

SHARED = 0.62
"""The share of the weight of the words of the shorter frame that two claims must share."""
JACCARD = 0.34
"""… and of the words of both."""
LEAST = 3
"""Words that they must share."""
WHETHER = 0.75
"""The share of all words, where one says yes and the other no, or a day is told otherwise."""
CLOSE = 0.05
"""How far apart loose numbers may be that do not differ."""
_COMMON = 60
"""Claims that have a word in common from which the word tells nothing."""


def differing(claims: Sequence[Claim]) -> Iterator[tuple[int, int]]:
    """The pairs of claims, by number, that give the same thing different values; of two sentences
    only the pair whose neighbouring words are most alike."""
    holding: dict[str, list[int]] = defaultdict(list)
    for number, claim in enumerate(claims):
        for word in claim.frame:
            holding[word].append(number)
    documents = {
        word: len({claims[n].document.id for n in numbers}) for word, numbers in holding.items()
    }
    papers = len({claim.document.id for claim in claims})
    weight = {word: math.log(1 + papers / count) for word, count in documents.items()}
    said = _values(claims)
    found: dict[tuple[Span, Span], tuple[int, int, int]] = {}
    for number, claim in enumerate(claims):
        shared: Counter[int] = Counter()
        for word in claim.frame:
            if len(holding[word]) <= _COMMON:
                shared.update(other for other in holding[word] if other < number)
        pairs = [
            (other, number)
            for other, count in shared.items()
            if count >= LEAST - 1 and _differ(claim, claims[other], weight, said)
        ]
        for one, two in pairs:
            places = claims[one].sentence, claim.sentence
            best = found.get(places)
            likeness = len(claims[one].near & claim.near)
            if likeness and (best is None or likeness > best[0]):
                found[places] = likeness, one, two
    yield from ((one, two) for _, one, two in found.values())


def _values(claims: Sequence[Claim]) -> dict[tuple[str, int], set[str]]:
    """The values of each sentence, by its paper and where it begins."""
    said: dict[tuple[str, int], set[str]] = defaultdict(set)
    for claim in claims:
        said[claim.document.id, claim.sentence.start].add(claim.value)
    return said


def _differ(
    one: Claim,
    other: Claim,
    weight: dict[str, float],
    said: dict[tuple[str, int], set[str]],
) -> bool:
    if (one.kind, one.of) != (other.kind, other.of) or one.value == other.value:
        return False
    if one.document.id == other.document.id:
        return False
    if one.days and other.days and not one.days & other.days:
        return False
    if one.kind != "whether" and (
        other.value in said[one.document.id, one.sentence.start]
        or one.value in said[other.document.id, other.sentence.start]
    ):
        return False
    if one.kind == "age":
        return True
    if one.kind in ("day", "time") and _others(one, said) != _others(other, said):
        return False
    if _are_close(one, other):
        return False
    return _of_the_same(one, other, weight)


def _others(claim: Claim, said: dict[tuple[str, int], set[str]]) -> set[str]:
    """The other values of its sentence."""
    return said[claim.document.id, claim.sentence.start] - {claim.value}


def _are_close(one: Claim, other: Claim) -> bool:
    """Whether two numbers, of which one is loose, are near enough not to differ."""
    if one.number is None or other.number is None or not (one.loosely or other.loosely):
        return False
    both_loose = one.loosely and other.loosely
    high, low = max(one.number, other.number), min(one.number, other.number)
    return high > 0 and float((high - low) / high) <= (CLOSE / 2 if both_loose else CLOSE)


def _of_the_same(one: Claim, other: Claim, weight: dict[str, float]) -> bool:
    shared = one.frame & other.frame
    every = one.frame | other.frame
    if len(shared) < LEAST:
        return False
    alike = len(shared) / len(every)
    if one.kind in ("whether", "day", "time"):
        return alike >= WHETHER
    fewer = min(sum(weight[w] for w in one.frame), sum(weight[w] for w in other.frame))
    heavy = sum(weight[word] for word in shared)
    return alike >= JACCARD and heavy >= SHARED * fewer
