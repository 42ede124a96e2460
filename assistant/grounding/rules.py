"""The exact rules: what in a document sentence speaks against a claim.

`RULES` is the whole table, in the order in which the rules are asked. A new rule is a function in
a module of its own that gives the places of what it objects to, and a line here. The further
reasons why a claim falls are told by the packaged models, in `evidence`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assistant.grounding.ages import gives_another_age
from assistant.grounding.amounts import amounts_differ, bounds_dropped, differing
from assistant.grounding.attribution import drops_a_hedge, hedge_in
from assistant.grounding.contradictions import compares_otherwise, counts_otherwise
from assistant.grounding.dates import dates_differ
from assistant.grounding.names import name_instead, strangers
from assistant.grounding.negation import denials_differ
from assistant.grounding.objection import Objection, objecting
from assistant.grounding.outcomes import binds_otherwise, decided_otherwise
from assistant.grounding.places import Places, first_of
from assistant.grounding.roles import roles_swapped
from corpus.language.parsed import ParsedText, once, parse

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_QUOTED = re.compile(r"[“\"]([^“”\"]{3,})[”\"]")


EMPTY = parse("")


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may know besides the two texts: what surrounds the source, which may complete
    a name that the source shortens, and whether the whole source is an accusation."""

    around: ParsedText = EMPTY
    alleged: bool = False


Finding = tuple[str, Places]
"""The reason in words, and the places."""
Rule = Callable[[ParsedText, ParsedText, Context], Finding | None]
"""What speaks against a claim (the first text) in its source (the second); None for nothing."""


def _amounts(claim: ParsedText, source: ParsedText, _: Context) -> Finding | None:
    missing = amounts_differ(claim, source)
    if not missing:
        return None
    places = differing(claim, source) or (None, None)
    return f"the source does not say {', '.join(sorted(missing))}", places


def _names(claim: ParsedText, source: ParsedText, context: Context) -> Finding | None:
    unknown = list(strangers(claim, source, context.around))
    if not unknown:
        return None
    places = first_of(claim.text, unknown), name_instead(unknown[0], source)
    return f"the source does not name {', '.join(unknown)}", places


def _quotations(claim: ParsedText, source: ParsedText, _: Context) -> Finding | None:
    for quote in _QUOTED.finditer(claim.text):
        parts = re.split(r"\[[^\]]*\]|…|\.\.\.", quote[1])
        if not all(_spaced(part) in _words(source) for part in parts):
            return "the source has other words than the quoted ones", (quote.span(1), None)
    return None


@once
def _words(text: ParsedText) -> str:
    return _spaced(text.text)


def _spaced(text: str) -> str:
    """The words of a text in small letters, a blank before and behind each."""
    return " ".join(["", *_WORD.findall(text.casefold()), ""])


def _hedges(claim: ParsedText, source: ParsedText, context: Context) -> Finding | None:
    if not drops_a_hedge(claim, source, alleged=context.alleged):
        return None
    return "the source only alleges it", (None, hedge_in(source, alleged=context.alleged))


def _saying(reason: str, find: Callable[[ParsedText, ParsedText], Places | None]) -> Rule:
    """The rule that gives `reason` wherever `find` finds something."""

    def rule(claim: ParsedText, source: ParsedText, _: Context) -> Finding | None:
        places = find(claim, source)
        return None if places is None else (reason, places)

    return rule


RULES: tuple[tuple[str, Rule], ...] = (
    ("amount", _amounts),
    ("date", _saying("the source gives another date", dates_differ)),
    ("age", _saying("the source does not give that age", gives_another_age)),
    ("name", _names),
    ("quotation", _quotations),
    ("denial", _saying("one denies what the other does not", denials_differ)),
    ("bound", _saying("the source gives a bound, not the sum", bounds_dropped)),
    ("hedge", _hedges),
    (
        "outcome",
        _saying(
            "the source does not say that it was proved, admitted or decided", decided_otherwise
        ),
    ),
    ("duty", _saying("one permits what the other makes a duty", binds_otherwise)),
    ("opposite", _saying("the source says the contrary", compares_otherwise)),
    (
        "quantity",
        _saying("the source does not say how many or how much alike", counts_otherwise),
    ),
    ("role", _saying("the source says it of the other", roles_swapped)),
)
"""Each rule by its name, those first that are surest and say most plainly what is wrong."""


def objection(
    claim: ParsedText, source: ParsedText, context: ParsedText = EMPTY, *, alleged: bool = False
) -> Objection | None:
    """What the first rule that objects says against `source` bearing `claim` out; None when
    nothing speaks against.

    `context` is what surrounds the source: it may complete a name that the source shortens.
    `alleged` says that the whole source is an accusation.
    """
    return next(objections(claim, source, context, alleged=alleged), None)


def objections(
    claim: ParsedText, source: ParsedText, context: ParsedText = EMPTY, *, alleged: bool = False
) -> Iterator[Objection]:
    """What each of the rules says against it, in their order."""
    known = Context(context, alleged)
    for name, rule in RULES:
        found = rule(claim, source, known)
        if found is not None:
            reason, places = found
            yield objecting(name, reason, claim.text, source.text, places)
