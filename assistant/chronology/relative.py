"""Days that are told from another day: "last Tuesday", "two weeks later", "the next morning".

Each is counted either from the paper's own day, as its first readers would, or from the day
that was told last. What usage leaves open is marked as loose, or left out.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from assistant.chronology.when import When, month, on, whole_year

_DAY_NAMES = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_COUNTS = {
    word: n
    for n, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), start=1
    )
} | {"a": 1, "an": 1, "a couple of": 2, "the": 1}
_DAY = rf"(?P<day>{'|'.join(_DAY_NAMES)})"
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})"
_COUNT = rf"(?P<count>{'|'.join(sorted(_COUNTS, key=len, reverse=True))}|\d{{1,3}})"
_UNIT = r"(?P<unit>day|night|week|month|year)s?"
_LOOSELY = r"(?:(?P<loosely>about|around|roughly|some|approximately|almost|nearly) )?"
_NO_FEAST = "".join(
    rf"(?<!{name} )" for name in "Good Black Ash Fat Palm Easter Super Cyber Bloody".split()
)
_NO_DATE = (
    r"(?!s\b|,? (?:the )?\d|,? \(?\d{1,2}[/.]\d|,? (?:"
    + "|".join(name[:3] for name in _MONTHS)
    + r"))"
)

Origin = Literal["paper", "told"]
"""`paper`: counted from the day of the paper. `told`: from the day that was told last."""
Meaning = Callable[[re.Match[str], datetime.date, bool], When | None]
"""What words mean, counted from a day; True where what is told is to come."""


@dataclass(frozen=True, slots=True)
class Relative:
    """Words of a text that tell a day from another, as (start, end) and what they mean."""

    start: int
    end: int
    origin: Origin
    match: re.Match[str]
    meaning: Meaning

    def from_day(self, day: datetime.date, *, future: bool = False) -> When | None:
        """When it is, counted from `day`; None where usage leaves it open."""
        try:
            return self.meaning(self.match, day, future)
        except (OverflowError, ValueError):  # before or after all calendars
            return None


def relatives_in(text: str) -> Iterator[Relative]:
    """The relative days of `text`, apart; of words that two rules read, the first rule's."""
    flat = re.sub(r"\s", " ", text)
    taken: list[tuple[int, int]] = []
    for origin, pattern, meaning in _RULES:
        for match in pattern.finditer(flat):
            start, end = match.span()
            if all(end <= a or b <= start for a, b in taken):
                taken.append((start, end))
                yield Relative(start, end, origin, match, meaning)


def _shifted(days: int) -> Meaning:
    return lambda _, day, __: on(day + datetime.timedelta(days=days))


def _weekday(match: re.Match[str], day: datetime.date, future: bool) -> When | None:
    """ "last", "next", "this" before the name of a day, or that name alone."""
    number = _DAY_NAMES.index(match["day"])
    since = datetime.timedelta(days=(day.weekday() - number) % 7)
    until = datetime.timedelta(days=(number - day.weekday()) % 7)
    week = datetime.timedelta(days=7)
    which = (match["which"] or "").lower()
    if which in ("last", "past", "this past"):
        return on(day - (since or week))
    if which in ("next", "coming", "this coming"):
        return on(day + (until or week))
    if which == "this":
        return on(day + until if future or not since else day - since)
    return on(day + until if future else day - since)


def _weekday_after(match: re.Match[str], day: datetime.date, _: bool) -> When:
    """ "the following Tuesday", "the Tuesday before"."""
    number = _DAY_NAMES.index(match["day"])
    if (match["which"] or "").lower() in ("previous", "preceding"):
        return on(day - datetime.timedelta(days=(day.weekday() - number) % 7 or 7))
    return on(day + datetime.timedelta(days=(number - day.weekday()) % 7 or 7))


def _counted(sign: int) -> Meaning:
    """So many days, weeks, months or years before (-1) or after (1)."""

    def counted(match: re.Match[str], day: datetime.date, _: bool) -> When | None:
        word = match["count"].lower()
        count = _COUNTS.get(word) or int(word)
        unit, loosely = match["unit"].lower(), bool(match["loosely"])
        if unit in ("day", "night", "week"):
            days = count * (7 if unit == "week" else 1)
            return on(day + sign * datetime.timedelta(days=days), about=loosely or days > 14)
        months = count * (12 if unit == "year" else 1)
        year, number = _months_from(day, sign * months)
        if unit == "year":
            return whole_year(year, about=loosely or count > 1)
        return month(year, number, about=True)

    return counted


def _week(match: re.Match[str], day: datetime.date, _: bool) -> When:
    steps = {"last": -1, "earlier this": 0, "this": 0, "next": 1, "later this": 0}
    monday = day + datetime.timedelta(days=7 * steps[match["which"].lower()] - day.weekday())
    return When(monday, monday + datetime.timedelta(days=6), "days")


def _weekend(match: re.Match[str], day: datetime.date, future: bool) -> When:
    which = match["which"].lower()
    back = datetime.timedelta(days=(day.weekday() - 5) % 7)
    saturday = day - back
    if which == "next" or (which == "this" and future):
        saturday = day + datetime.timedelta(days=(5 - day.weekday()) % 7 or 7)
    return When(saturday, saturday + datetime.timedelta(days=1), "days", about=True)


def _unit_of(match: re.Match[str], day: datetime.date, _: bool) -> When:
    """ "last month", "this year"."""
    steps = {"last": -1, "this": 0, "next": 1, "earlier this": 0, "later this": 0}
    step = steps[match["which"].lower()]
    if match["unit"].lower() == "year":
        return whole_year(day.year + step)
    return month(*_months_from(day, step))


def _named_month(match: re.Match[str], day: datetime.date, _: bool) -> When:
    number, which = _MONTHS.index(match["month"]) + 1, match["which"].lower()
    year = day.year
    if which == "last" and number >= day.month:
        year -= 1
    elif which == "next" and number <= day.month:
        year += 1
    return month(year, number)


def _same(_: re.Match[str], day: datetime.date, __: bool) -> When:
    return on(day)


def _months_from(day: datetime.date, months: int) -> tuple[int, int]:
    year, number = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not datetime.MINYEAR <= year <= datetime.MAXYEAR:
        raise ValueError("no calendar has this year")
    return year, number + 1


_I = re.IGNORECASE
_NOTHING_NAMED = r"(?=[ ]?(?:[,.;:)”\"]|$)|[ ](?:and|but|in|at)\b)"
"""Behind "the day after": nothing that it could be the day after of."""
_PART = r"(?:day|morning|afternoon|evening|night)"
_RULES: tuple[tuple[Origin, re.Pattern[str], Meaning], ...] = (
    ("paper", re.compile(r"\bthe day before yesterday\b", _I), _shifted(-2)),
    ("paper", re.compile(r"\bthe day after tomorrow\b", _I), _shifted(2)),
    ("paper", re.compile(r"\b(?:yesterday|last night)\b", _I), _shifted(-1)),
    ("paper", re.compile(r"\btomorrow\b", _I), _shifted(1)),
    (
        "paper",
        re.compile(
            r"(?<!\bof )(?<!\buntil )(?<!\beven )\btoday\b(?![’'] ?s (?:world|society))"
            r"|\b(?:earlier |later )?this (?:morning|afternoon|evening)\b|\btonight\b",
            _I,
        ),
        _shifted(0),
    ),
    ("told", re.compile(rf"\b(?:the|on the|that) (?:next|following) {_PART}\b"
                        rf"|\bthe {_PART} after\b{_NOTHING_NAMED}", _I), _shifted(1)),
    ("told", re.compile(rf"\bthe (?:previous|preceding) {_PART}\b|\bthe {_PART} before\b"
                        rf"{_NOTHING_NAMED}", _I), _shifted(-1)),
    ("told", re.compile(rf"\b(?:the|that) (?:very )?same {_PART}\b"
                        rf"|\b(?:later )?that (?:{_PART})\b(?=[,.;]| (?:the|he|she|they|[A-Z])|$)",
                        _I), _same),
    ("told", re.compile(rf"\b[Tt]he (?P<which>following|previous|preceding) {_DAY}\b"),
     _weekday_after),
    ("told", re.compile(rf"\b{_LOOSELY}{_COUNT} {_UNIT} (?:later|afterwards?|after that"
                        r"|thereafter)\b(?! than)", _I), _counted(1)),
    ("told", re.compile(rf"\b{_LOOSELY}{_COUNT} {_UNIT} (?:earlier|before that|previously"
                        r"|beforehand)\b(?! than)", _I), _counted(-1)),
    ("paper", re.compile(rf"\b{_LOOSELY}{_COUNT} {_UNIT} ago\b", _I), _counted(-1)),
    ("paper", re.compile(r"\b(?P<which>over the|last|this past|this|next) weekend\b", _I),
     _weekend),
    ("paper", re.compile(rf"(?<!\bthe )(?<!\bthat ){_NO_FEAST}\b(?P<which>(?i:last|past|next"
                         rf"|this coming|this past|this|coming)) {_DAY}\b{_NO_DATE}"), _weekday),
    ("paper", re.compile(r"(?<!\bthe )(?<!\bthat )\b(?P<which>(?i:earlier this|later this|last"
                         r"|this|next)) week\b"), _week),
    ("paper", re.compile(r"(?<!\bthe )(?<!\bthat )\b(?P<which>(?i:earlier this|later this|last"
                         r"|this|next)) (?P<unit>month|year)\b"), _unit_of),
    ("paper", re.compile(rf"(?<!\bthe )\b(?P<which>(?i:last|this|next)) {_MONTH}\b(?!,? \d)"),
     _named_month),
    ("paper", re.compile(rf"(?<!\b[Tt]he )(?<!\b[Tt]hat )(?<!\b[Ee]very )(?<!\b[Ee]ach )"
                         rf"(?<!\bfollowing ){_NO_FEAST}(?P<which>(?!))?\b{_DAY}\b{_NO_DATE}"),
     _weekday),
)  # fmt: skip
"""In order: what an earlier one reads is not read again."""
