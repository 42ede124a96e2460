"""Ages: a claim says in four words what stands in its source as a number behind a name."""

from __future__ import annotations

import re

from assistant.exact import exact_answer
from assistant.names import names_in

_NAME_REACH = 60
"""Code points before an age in which its bearer's first name stands."""
_AGED = re.compile(
    r"\W*(?P<who>[^\d,]{2,60}?)\s+(?:is|was)\s+(?P<years>\d{1,3})"
    r"(?P<old>[\s-]years?[\s-](?:old|of age))?[\s.]*"
)


def says_the_age(claim: str, source: str) -> bool:
    """Whether `claim` says no more than somebody's age and `source` gives it: "Flores is 24
    years old" of "Jose Flores, 24, is a leader"."""
    aged = _AGED.fullmatch(claim)
    if aged is None or names_in(aged["who"]) != [aged["who"]]:
        return False
    given = exact_answer(f"How old is {aged['who']}?", source)
    if given is None or aged["years"] not in re.findall(r"\d+", source[slice(*given)]):
        return False
    first, *rest = aged["who"].split()
    return not rest or first in source[max(0, given[0] - _NAME_REACH) : given[0]]


def gives_another_age(claim: str, source: str) -> bool:
    """Whether `claim` says no more than that somebody is so many years old, and `source` gives
    another age, or the number of other years: "24 years in prison"."""
    aged = _AGED.fullmatch(claim)
    if aged is None or aged["old"] is None or claim.casefold() in source.casefold():
        return False
    given = exact_answer(f"How old is {aged['who']}?", source)
    if given is not None:
        return aged["years"] not in re.findall(r"\d+", source[slice(*given)])
    spent = rf"\b{aged['years']}[\s-](?:years?|months?|counts?|days?)\b(?![\s-](?:old|of age))"
    return re.search(spent, source) is not None
