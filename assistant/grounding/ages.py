"""Ages: a claim says in four words what stands in its source as a number behind a name."""

from __future__ import annotations

import re

from assistant.grounding.places import Places, Stretch
from corpus.language.names import names_in
from corpus.language.parsed import ParsedText

_NAME_REACH = 60
"""Code points before an age in which its bearer's first name stands."""
_LONGEST = 120
"""Code points of a claim that says an age and no more."""
_AGED = re.compile(
    r"\W*(?P<who>[^\d,]{2,60}?)\s+(?:is|was)\s+(?P<years>\d{1,3})"
    r"(?P<old>[\s-]years?[\s-](?:old|of age))?[\s.]*"
)


def _aged(claim: str) -> re.Match[str] | None:
    return _AGED.fullmatch(claim) if len(claim) <= _LONGEST else None


def says_the_age(claim: ParsedText, source: ParsedText) -> bool:
    """Whether `claim` says no more than somebody's age and `source` gives it: "Flores is 24
    years old" of "Jose Flores, 24, is a leader"."""
    aged = _aged(claim.text)
    if aged is None or names_in(aged["who"]) != [aged["who"]]:
        return False
    given = _given_age(aged["who"], source)
    if given is None or aged["years"] not in _figures(source, given):
        return False
    first, *rest = aged["who"].split()
    return not rest or first in source.text[max(0, given[0] - _NAME_REACH) : given[0]]


def gives_another_age(claim: ParsedText, source: ParsedText) -> Places | None:
    """Where `claim` says no more than that somebody is so many years old, and `source` gives
    another age, or the number of other years: "24 years in prison"; None where it does not."""
    aged = _aged(claim.text)
    if aged is None or aged["old"] is None or claim.text.casefold() in source.text.casefold():
        return None
    given = _given_age(aged["who"], source)
    if given is not None:
        is_another = aged["years"] not in _figures(source, given)
        return (aged.span("years"), given) if is_another else None
    spent = rf"\b{aged['years']}[\s-](?:years?|months?|counts?|days?)\b(?![\s-](?:old|of age))"
    other = re.search(spent, source.text)
    return (aged.span("years"), other.span()) if other else None


def _figures(text: ParsedText, place: Stretch) -> list[str]:
    return re.findall(r"\d+", text.text[slice(*place)])


def _given_age(who: str, source: ParsedText) -> Stretch | None:
    """Where `source` gives an age that may be that of `who`: the first one behind that name,
    where it stands before another name, or else the first one; None where there is none."""
    asked_about = set(who.split())
    names = [
        (match.start(), bool(asked_about & set(name.split())))
        for name in source.bearers
        for match in re.finditer(rf"\b{re.escape(name)}\b", source.text)
    ]
    behind = [
        age
        for age in source.ages
        if max((n for n in names if n[0] < age[0]), default=(0, False))[1]
    ]
    return next(iter(behind or source.ages), None)
