"""Ages: a claim says in four words what stands in its source as a number behind a name."""

from __future__ import annotations

import re

from assistant.grounding.places import Places
from corpus.language.names import bearers_in, names_in

_NAME_REACH = 60
"""Code points before an age in which its bearer's first name stands."""
_LONGEST = 120
"""Code points of a claim that says an age and no more."""
_AGED = re.compile(
    r"\W*(?P<who>[^\d,]{2,60}?)\s+(?:is|was)\s+(?P<years>\d{1,3})"
    r"(?P<old>[\s-]years?[\s-](?:old|of age))?[\s.]*"
)

_AGE = re.compile(
    r"\b\d{1,3}(?=[- ]years?[- ]old\b)|(?<=\baged )\d{1,3}\b|(?<=\bage )\d{1,3}\b"
    r"|(?<=\bturned )\d{1,3}\b|(?<=\bage of )\d{1,3}\b"
    r"|(?<=[^\W\d_], )\d{1,3}(?=,|\.|; |;| of\b)|(?<=, now )\d{1,3}(?=,)"
    r"|(?<=, then )\d{1,3}(?=,)|(?<=, who is )\d{1,3}(?=,)|(?<=\()\d{1,3}(?=\))",
    re.IGNORECASE,
)


def _aged(claim: str) -> re.Match[str] | None:
    return _AGED.fullmatch(claim) if len(claim) <= _LONGEST else None


def says_the_age(claim: str, source: str) -> bool:
    """Whether `claim` says no more than somebody's age and `source` gives it: "Flores is 24
    years old" of "Jose Flores, 24, is a leader"."""
    aged = _aged(claim)
    if aged is None or names_in(aged["who"]) != [aged["who"]]:
        return False
    given = _given_age(aged["who"], source)
    if given is None or aged["years"] not in re.findall(r"\d+", source[slice(*given)]):
        return False
    first, *rest = aged["who"].split()
    return not rest or first in source[max(0, given[0] - _NAME_REACH) : given[0]]


def gives_another_age(claim: str, source: str) -> Places | None:
    """Where `claim` says no more than that somebody is so many years old, and `source` gives
    another age, or the number of other years: "24 years in prison"; None where it does not."""
    aged = _aged(claim)
    if aged is None or aged["old"] is None or claim.casefold() in source.casefold():
        return None
    given = _given_age(aged["who"], source)
    if given is not None:
        is_another = aged["years"] not in re.findall(r"\d+", source[slice(*given)])
        return (aged.span("years"), given) if is_another else None
    spent = rf"\b{aged['years']}[\s-](?:years?|months?|counts?|days?)\b(?![\s-](?:old|of age))"
    other = re.search(spent, source)
    return (aged.span("years"), other.span()) if other else None


def _given_age(who: str, source: str) -> tuple[int, int] | None:
    """Where `source` gives an age that may be that of `who`: the first one behind that name,
    where it stands before another name, or else the first one; None where there is none."""
    ages = [match.span() for match in _AGE.finditer(source)]
    asked_about = set(who.split())
    names = [
        (match.start(), bool(asked_about & set(name.split())))
        for name in bearers_in(source)
        for match in re.finditer(rf"\b{re.escape(name)}\b", source)
    ]
    behind = [
        age for age in ages if max((n for n in names if n[0] < age[0]), default=(0, False))[1]
    ]
    return next(iter(behind or ages), None)
