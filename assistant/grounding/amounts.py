"""Whether a claim gives the amounts that its source gives, of the same things."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.grounding.places import Places, Stretch
from corpus.language.amounts import Amount
from corpus.language.parsed import ParsedText, once

Sum = tuple[Decimal, str]
"""A value and what it is measured in."""
_BOUNDED = re.compile(
    r"(?:\bup to|\bas (?:many|much) as|\bmaximum(?: \w+)?(?: of)?|\bat (?:most|least)|\bminimum of"
    r"|\b(?:more|less|fewer|later|earlier) than|\b(?:over|under|nearly|almost))"
    r"(?: (?:about|approximately|an?|the|another|another|other))?\s*$",
    re.IGNORECASE,
)
_BOUNDS = re.compile(
    r"\bup to\b|\bas (?:many|much) as\b|\bmax\w*|\bmin(?:imum|imal)\w*|\bat (?:most|least)\b"
    r"|\b(?:more|less|fewer|later|earlier|greater|lower) than\b|\bor (?:more|less|fewer)\b"
    r"|\b(?:over|under|above|below|nearly|almost|close to|exceed\w*|limit\w*|cap|capped|within"
    r"|by)\b"
    r"|\b(?:could|might|(?-i:may))\b",
    re.IGNORECASE,
)


def amounts_differ(claim: ParsedText, source: ParsedText) -> list[str]:
    """The amounts of `claim` that `source` does not say, as they are written in `claim`."""
    said = source.amounts
    return [
        _written(claim, amount)
        for amount in claim.amounts
        if (
            not any(_says(amount, other) for other in said)
            and (not amount.weak or _contradicts(amount, said))
        )
        or _counted_otherwise(amount, said)
    ]


def _written(claim: ParsedText, amount: Amount) -> str:
    return claim.text[amount.start : amount.end].strip()


def _says(amount: Amount, other: Amount) -> bool:
    """Whether `other` is the same amount, as far as both say what it is of."""
    if amount.measure and other.measure and amount.measure != other.measure:
        return False
    if amount.label and other.label and amount.label != other.label:
        return False
    if amount.rate and other.rate and amount.rate != other.rate:
        return False
    if amount.measure != other.measure:
        return amount.written == other.written or amount.value == other.value
    return amount.value == other.value


def _contradicts(amount: Amount, said: Sequence[Amount]) -> bool:
    """Whether the source counts the same things otherwise."""
    return any(amount.of & other.of and amount.value != other.value for other in said)


def _counted_otherwise(amount: Amount, said: Sequence[Amount]) -> bool:
    """Whether the source has the number only of other things, and another number of these."""
    same = [other for other in said if _says(amount, other) and amount.measure == other.measure]
    if not amount.of or any(not other.of or amount.of & other.of for other in same):
        return False
    return _contradicts(amount, said)


def differing(claim: ParsedText, source: ParsedText) -> Places | None:
    """Where `claim` gives the first amount that `source` does not, and where `source` gives
    another of the same kind; None where they differ in none."""
    missing = set(amounts_differ(claim, source))
    amount = next((a for a in claim.amounts if _written(claim, a) in missing), None)
    if amount is None:
        return None
    alike = [a for a in source.amounts if a.measure == amount.measure and a.label == amount.label]
    same = [a for a in alike if a.of & amount.of] or (alike if amount.measure else [])
    instead = (same[0].start, same[0].end) if same else None
    return (amount.start, amount.end), instead


def bounds_dropped(claim: ParsedText, source: ParsedText) -> Places | None:
    """Where `claim` gives for exact a sum that `source` only bounds: "up to 20 years"; None
    where it gives none so."""
    bounded = _bounded(source)
    exact = {(a.value, a.measure): a for a in claim.amounts if not a.weak} if bounded else {}
    for value, amount in exact.items():
        if value in bounded and not _says_a_bound(claim):
            return (amount.start, amount.end), bounded[value]
    return None


@once
def _says_a_bound(text: ParsedText) -> bool:
    return _BOUNDS.search(text.text) is not None


@once
def _bounded(text: ParsedText) -> dict[Sum, Stretch]:
    """Each sum that `text` only bounds and nowhere gives for exact, with where it first does."""
    bounded: dict[Sum, Stretch] = {}
    plain: set[Sum] = set()
    for amount in text.amounts:
        begins = max(0, amount.start - 40)
        bound = _BOUNDED.search(text.text[begins : amount.start])
        value = (amount.value, amount.measure)
        if bound:
            bounded.setdefault(value, (begins + bound.start(), amount.end))
        else:
            plain.add(value)
    return {value: place for value, place in bounded.items() if value not in plain}
