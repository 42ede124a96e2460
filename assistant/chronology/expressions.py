"""The days that a sentence gives, each with the words that give it and how they bound it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.chronology.relative import relatives_in
from assistant.chronology.when import Basis, Precision, When, between, bounded, of_date
from corpus.language.dates import Date, dated

_YEAR_ONLY = re.compile(
    r"\b(?:in|since|during|until|till|by|before|after|from|late|early|mid|of|to|and|between"
    r"|throughout|year)[\s-]{1,3}(?:the\s+year\s+)?$",
    re.IGNORECASE,
)
"""What stands before a year that dates something: "the 2011 version" does not."""
_OF_A_RULE = re.compile(
    r"\b(?:Act|Code|Rules?|Regulations?|Statute|Amendments?|Ed\.?|Edition|Directive|Convention)"
    r"\s(?:of\s|\()?$"
    r"|\b(?:Cir|Ct|App|Supp|Dist|D|N\.Y|Cal|Tex|Fla|Mass)\.?,?\s(?:[A-Z][a-z]*\.\s){0,3}$"
)
"""What stands before the year of a law or a reported case."""
_BEFORE = re.compile(
    r"(?<!\bon\sor\s)\b(?:before|prior\sto|ahead\sof|(?<!\bno\s)(?<!\bnot\s)earlier\sthan)\s(?:the\s)?$",
    re.I,
)
_UP_TO = re.compile(
    r"\b(?:until|till|by|up\sto|through|on\sor\s(?:before|prior\sto)|not?\slater\sthan)"
    r"\s(?:the\s)?(?:end\sof\s|on\s)?$",
    re.I,
)
"""The day itself is still in time: "no later than May 3", "on or before May 3"."""
_AFTER = re.compile(
    r"(?<!\bon\sor\s)\b(?:after|following|(?<!\bno\s)(?<!\bnot\s)later\sthan)\s(?:the\s)?$", re.I
)
_SINCE = re.compile(
    r"\b(?:(?:since|from)\s(?:on\s|about\s|at\sleast\s)*(?:the\sbeginning\sof\s)?"
    r"|on\sor\safter\s(?:the\s)?|not?\s(?:earlier|sooner)\sthan\s(?:the\s)?)$",
    re.I,
)
_FROM = re.compile(
    r"\b(?:from|between)\s(?:(?:on|or|about|at|least|in|the|early|late|mid|"
    r"approximately|around)\s){0,5}$",
    re.I,
)
_TO = re.compile(
    r"[\s,]{0,3}(?:to|through|until|and|[–—-])\s{0,2}(?:(?:in|on|or|about|at|least|"
    r"around|early|late|mid|approximately|the)\s){0,6}",
    re.I,
)
_LESS = re.compile(r"\b(?:less\sthan|under|within\sthe\s(?:last|past)|not\seven)\s$", re.I)
_MORE = re.compile(r"\b(?:more\sthan|over|at\sleast)\s$", re.I)
_LOOSE = re.compile(r"\b(?:about|around|approximately|circa|roughly)\s$", re.I)
_BOUNDS: tuple[tuple[re.Pattern[str], Precision], ...] = (
    (_BEFORE, "before"), (_UP_TO, "by"), (_AFTER, "after"), (_SINCE, "since"),
)  # fmt: skip
_PASSED, _AHEAD = 14, 45
"""Days by which a day to come may have passed, or one that was may lie ahead, in the year of the
paper."""
_LOOK_BACK = 40
"""Code points before a date in which the words that bound it stand."""


@dataclass(frozen=True, slots=True)
class Expression:
    """Code points `start` to `end` of a sentence that give a time."""

    start: int
    end: int
    when: When
    basis: Basis


@dataclass(frozen=True, slots=True)
class Reference:
    """What relative days are counted from: the paper's own `paper` day, where its first readers
    would count from it, and the day that the text told last."""

    paper: datetime.date | None
    told: datetime.date | None = None
    year: int | None = None


def expressions_in(
    sentence: str, reference: Reference, *, future: bool = False
) -> list[Expression]:
    """The times of `sentence` in order, apart; `future` says that it tells of what is to come.

    A day without its year is given that of the text before it, else that which puts it next to
    the paper's day. What can be counted from nothing is left out.
    """
    found = list(_absolute(sentence, reference, future))
    for relative in relatives_in(sentence):
        if any(relative.start < one.end and one.start < relative.end for one in found):
            continue
        told = _told(found, relative.start) or reference.told
        origin = reference.paper if relative.origin == "paper" else told or reference.paper
        when = relative.from_day(origin, future=future) if origin else None
        if when:
            found.append(Expression(relative.start, relative.end, when, "counted"))
    found.sort(key=lambda one: one.start)
    return list(_bounded(sentence, found))


def _told(found: Sequence[Expression], before_at: int) -> datetime.date | None:
    days = [one.when.day for one in found if one.end <= before_at and one.when.day]
    return days[-1] if days else None


def _absolute(sentence: str, reference: Reference, future: bool) -> Iterator[Expression]:
    year = reference.year
    several: dict[tuple[int, int], list[When]] = {}
    basis: dict[tuple[int, int], Basis] = {}
    found = sorted(dated(sentence), key=lambda one: one[1])
    for number, (date, span) in enumerate(found):
        back = sentence[max(0, span[0] - _LOOK_BACK) : span[0]]
        if date.month is None and (not _YEAR_ONLY.search(back) or _OF_A_RULE.search(back)):
            continue
        if date.year is not None:
            year = date.year
        elif number + 1 < len(found):  # "between May 3 and May 9, 2022"
            following, place = found[number + 1]
            if following.year and _TO.fullmatch(sentence, span[1], place[0]):
                date = replace(date, year=following.year)
        when = of_date(date) or _with_year(date, year, reference.paper, future)
        if when is None:
            continue
        several.setdefault(span, []).append(when)
        basis[span] = "written" if date.year is not None else "counted"
    for span, whens in several.items():
        ranged = between(whens[0], whens[-1]) if len(whens) > 1 else None
        listed = ranged is not None and re.search(r"\band\b|,\s\d{1,2}\s*,", sentence[slice(*span)])
        if ranged and (not listed or _FROM.search(sentence[: span[0]][-_LOOK_BACK:])):
            yield Expression(*span, ranged, basis[span])
        else:
            yield from (Expression(*span, when, basis[span]) for when in whens)


def _with_year(
    date: Date, year: int | None, paper: datetime.date | None, future: bool
) -> When | None:
    """A day or month without its year, in the year that the text before it gave, else in the
    one that puts it before the paper's day, or behind it where it is to come."""
    if date.month is None:
        return None
    if paper is None or (year is not None and year != paper.year):
        return of_date(Date(date.month, date.day, year)) if year is not None else None
    near = [of_date(Date(date.month, date.day, paper.year + step)) for step in (-1, 0, 1)]
    here = near[1]
    if here is None or here.first is None:
        return None
    away = (here.first - paper).days
    if future:
        return here if away > -_PASSED else near[2]
    return here if away < _AHEAD else near[0]


def _bounded(sentence: str, found: Sequence[Expression]) -> Iterator[Expression]:
    """The times with what stands before them taken in: "before", "since", "from … to"."""
    number = 0
    while number < len(found):
        one = found[number]
        back = sentence[max(0, one.start - _LOOK_BACK) : one.start]
        following = found[number + 1] if number + 1 < len(found) else None
        if following is not None and following.start >= one.end:
            joint = sentence[one.end : following.start]
            dashed = re.fullmatch(r"\s?[–—-]\s?", joint)
            if (_FROM.search(back) and _TO.fullmatch(joint)) or dashed:
                ranged = between(one.when, following.when)
                if ranged is not None:
                    yield Expression(one.start, following.end, ranged, one.basis)
                    number += 2
                    continue
        yield _beside(one, back)
        number += 1


def _beside(one: Expression, back: str) -> Expression:
    if one.when.first is None or one.when.last is None:
        return one
    if one.basis == "counted" and _LESS.search(back):
        return replace(one, when=bounded(one.when, "since") or one.when)
    if one.basis == "counted" and _MORE.search(back):
        return replace(one, when=bounded(one.when, "before") or one.when)
    if _LOOSE.search(back):
        return replace(one, when=replace(one.when, about=True))
    for pattern, precision in _BOUNDS:
        if pattern.search(back):
            when = bounded(one.when, precision)
            return replace(one, when=when) if when else one
    return one
