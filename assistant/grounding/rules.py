"""The exact rules: what in a document sentence speaks against a claim."""

from __future__ import annotations

import re

from assistant.grounding.ages import gives_another_age
from assistant.grounding.amounts import amounts_differ, bounds_dropped
from assistant.grounding.attribution import drops_a_hedge
from assistant.grounding.contradictions import compares_otherwise, counts_otherwise
from assistant.grounding.dates import dates_differ
from assistant.grounding.names import strangers
from assistant.grounding.negation import denials_differ
from assistant.grounding.outcomes import binds_otherwise, decided_otherwise
from assistant.grounding.roles import roles_swapped

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_QUOTED = re.compile(r"[“\"]([^“”\"]{3,})[”\"]")


def objection(claim: str, source: str, context: str = "", *, alleged: bool = False) -> str | None:
    """Why `source` does not bear `claim` out, in words; None when nothing speaks against.

    `context` is what surrounds the source: it may complete a name that the source shortens.
    `alleged` says that the whole source is an accusation.
    """
    missing = amounts_differ(claim, source)
    if missing:
        return f"the source does not say {', '.join(sorted(missing))}"
    if dates_differ(claim, source):
        return "the source gives another date"
    if gives_another_age(claim, source):
        return "the source does not give that age"
    unknown = list(strangers(claim, source, context))
    if unknown:
        return f"the source does not name {', '.join(unknown)}"
    if not _quotes_stand(claim, source):
        return "the source has other words than the quoted ones"
    if denials_differ(claim, source):
        return "one denies what the other does not"
    if bounds_dropped(claim, source):
        return "the source gives a bound, not the sum"
    if drops_a_hedge(claim, source, alleged=alleged):
        return "the source only alleges it"
    if decided_otherwise(claim, source):
        return "the source does not say that it was proved, admitted or decided"
    if binds_otherwise(claim, source):
        return "one permits what the other makes a duty"
    if compares_otherwise(claim, source):
        return "the source says the contrary"
    if counts_otherwise(claim, source):
        return "the source does not say how many or how much alike"
    if roles_swapped(claim, source):
        return "the source says it of the other"
    return None


def _quotes_stand(claim: str, source: str) -> bool:
    """Whether what `claim` puts in quotation marks stands in `source` word by word."""
    here = " ".join(_WORD.findall(source.casefold()))
    return all(
        " ".join(_WORD.findall(part)) in here
        for quote in _QUOTED.findall(claim.casefold())
        for part in re.split(r"\[[^\]]*\]|…|\.\.\.", quote)
    )
