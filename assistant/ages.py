"""Ages: a claim says in four words what stands in its source as a number behind a name."""

from __future__ import annotations

import re

from assistant.exact import exact_answer
from assistant.names import names_in

_AGED = re.compile(
    r"\W*(?P<who>[^\d,]{2,60}?)\s+(?:is|was)\s+(?P<years>\d{1,3})"
    r"(?P<old>[\s-]years?[\s-](?:old|of age))?[\s.]*"
)


def says_the_age(claim: str, source: str) -> bool:
    """Whether `claim` says no more than somebody's age and `source` gives it: "Flores is 24
    years old" of "Jose Flores, 24, is a leader"."""
    aged = _AGED.fullmatch(claim)
    return aged is not None and _is_given(aged, source)


def gives_another_age(claim: str, source: str) -> bool:
    """Whether `claim` says no more than somebody's age and `source` does not give it: "24 years
    in prison" is none."""
    aged = _AGED.fullmatch(claim)
    if aged is None or not (aged["old"] or names_in(aged["who"])):
        return False
    return not _is_given(aged, source)


def _is_given(aged: re.Match[str], source: str) -> bool:
    given = exact_answer(f"How old is {aged['who']}?", source)
    return given is not None and aged["years"] in re.findall(r"\d+", source[slice(*given)])
