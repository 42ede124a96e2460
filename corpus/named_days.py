"""The days to which a contract gives a name: "as of May 3, 2021 (the "Effective Date")".

A name stands for a day only where all that the contract says of it is that one day.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.language.days import Dated, dated
from corpus.terms import OWN, SIGNED

HEAD = 3_000
"""Code points from the start in which a contract says when it was made."""
_MADE = re.compile(
    r"\b(?:made|entered\s+into|dated|effective|as\s+of|this)\b[^.;]{0,60}$|\bDate[d:]*\s*:?\s*$",
    re.I,
)
_SIGNED = re.compile(r"\b(?:signed|executed|execution)\b[^.;]{0,60}$", re.I)
_OWN_DAY = re.compile(
    r"\bdate\s+(?:hereof|of\s+this\s+\w+|first\s+(?:above|written|set|stated)[\w ]{0,20}|above)\b",
    re.I,
)

_EFFECTIVE = re.compile(r"\beffective\s+(?:as\s+of|on|from)\s+(?:the\s+)?$", re.I)
_OF_ANOTHER_PAPER = re.compile(
    r"\b(?:(?:to|of|under|by|amend\w*|suppl\w+|restat\w+|replac\w+|supersed\w+)\s+(?:the|a|an|that)"
    r"|that\s+certain)\s[^.;]{0,80}$",
    re.I,
)
"""What stands before the day of a paper that this one only speaks of."""
_ONLY_COUNTED = re.compile(
    r"\b(?:later|earlier|latest|earliest|last|first)\s(?:to\s+occur\s)?of\b"
    r"|\b(?:after|before|following|until|within|than|prior\s+to)\s+(?:the\s+)?$",
    re.I,
)
"""What stands before a day from which another one is told: "ten days after May 3, 2021"."""
_OTHER_DATE = re.compile(
    r"\b(?:on|upon|as\s+of)\s+(?:the|a|such|any)\s+(?:date|day|later|earlier)\b", re.I
)
_SUPPOSED = re.compile(
    r"\b(?:if|when|where|unless|until|before|after|assuming|whose)\s+(?:the\s+)?[“\"]?$", re.I
)
_OR_ANOTHER = re.compile(r"[^.;]{0,20}?\b(?:or|if|unless|whichever)\b", re.I)
_QUALIFIER = re.compile(
    r"(?:\b(?P<word>[A-Z][\w-]*)|\b(?i:original|initial|prior|former|previous|new|revised))"
    r"[ \t]*\n?[ \t]*[“\"]?$"
)
_NO_QUALIFIERS = frozenset("The This Such Said Each Any And Or".split())


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day, and the code points from `start` to `end` of the words that give it."""

    day: datetime.date
    start: int
    end: int


def day_called(text: str, name: str, own: datetime.date | None) -> NamedDay | None:
    """The day that a contract calls `name`, in small letters; `own` is the day of the contract
    itself. None where it gives no day for it, or several."""
    days = dated(text, figures=True)
    head = [one for one in days if one.start < HEAD and one.day == own]
    if name in (OWN, SIGNED):
        said = _MADE if name == OWN else _SIGNED
        return next((_named(one) for one in head if said.search(_before(text, one))), None)
    found = [*_defined(text, name, days)]
    if not found and _is_own(text, name):
        return day_called(text, OWN, own)
    if not found and name.startswith("effective date"):
        found = [_named(one) for one in days if _takes_effect(_before(text, one))]
    return found[0] if len({one.day for one in found}) == 1 else None


def _named(one: Dated) -> NamedDay:
    return NamedDay(one.day, one.start, one.end)


def _before(text: str, one: Dated) -> str:
    return text[max(0, one.start - 90) : one.start]


def _takes_effect(before: str) -> bool:
    """Whether this paper takes effect on the day behind these words, and not one that it names."""
    effective = _EFFECTIVE.search(before)
    return effective is not None and not _OF_ANOTHER_PAPER.search(before[: effective.start()])


def _defined(text: str, name: str, days: list[Dated]) -> Iterator[NamedDay]:
    """The days that a name is given to, or that it is said to mean."""
    words = r"\s+".join(map(re.escape, name.split()))
    given = re.compile(
        rf"[^.;\n]{{0,60}}?\(\s?(?:the|hereinafter)?\s{{0,3}}[“\"]{words}[”\"]\s?\)", re.I
    )
    means = re.compile(
        rf"\b{words}[”\"]?\s*(?:means|shall\s+mean|is|shall\s+be|:|=)?\s*(?:the\s+date\s+of|as\s+of)?\s*$",
        re.I,
    )
    for one, following in zip(days, [*days[1:], None], strict=True):
        stop = len(text) if following is None else following.start
        before = _before(text, one)
        alias = given.match(text, one.end, min(stop, one.end + 120))
        if alias:
            if not _ONLY_COUNTED.search(before) and not _OTHER_DATE.search(alias.group()):
                yield NamedDay(one.day, one.start, alias.end())
        elif (
            (said := means.search(before))
            and _is_said_of(before[: said.start()])
            and not _OR_ANOTHER.match(text, one.end, min(stop, one.end + 60))
        ):
            yield NamedDay(one.day, one.start - len(said.group()), one.end)


def _is_said_of(before: str) -> bool:
    """Whether what is said of a name is no condition, and of no longer name that ends with it:
    "Original" | "Effective Date"."""
    qualifier = _QUALIFIER.search(before)
    if _SUPPOSED.search(before):
        return False
    return qualifier is None or (
        (word := qualifier["word"]) is not None
        and (word in _NO_QUALIFIERS or (word.isupper() and "\n" in qualifier.group()))
    )


def _is_own(text: str, name: str) -> bool:
    """Whether a name is given to the day of the contract: "the date hereof (the "…")"."""
    words = r"\s+".join(map(re.escape, name.split()))
    given = rf"{_OWN_DAY.pattern}[^.;\n]{{0,40}}?\(\s?(?:the\s)?\s{{0,3}}[“\"]{words}[”\"]"
    means = rf"[“\"]{words}[”\"]\s+(?:means|shall\s+mean|is)\s+the\s+{_OWN_DAY.pattern}"
    return re.search(f"{given}|{means}", text, re.I) is not None
