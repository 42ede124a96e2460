"""What "last Wednesday" and "about a month ago" mean, given the day of their document.

Only what is told from the writer's day is read so: "two days later" hangs on the text, and
what stands in quotation marks was said on another day. Where usage differs the meaning
says "probably".
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

from corpus.language.english import CARDINALS, MONTHS, SEASONS, WEEKDAYS
from corpus.language.lengths import NUMBER_WORD, is_read_in_part

_NUMBERS = CARDINALS | {"a": 1, "an": 1, "a couple of": 2}
_DAYS = rf"(?P<day>{'|'.join(WEEKDAYS)})"
_MONTH = rf"(?P<month>{'|'.join(MONTHS)})"
_COUNT = rf"(?P<count>{NUMBER_WORD}|an?|a couple of|(?<![\d.,/–-])\d{{1,3}})"
_LOOSELY = r"(?P<loosely>about|around|roughly|some|approximately|almost|nearly)"
_MORE = r"(?P<more>(?:just )?over|more than|at least)"
_LESS = re.compile(
    r"\b(?:less than|fewer than|under|within|up to|(?:no|not) (?:more|less) than|at most|not) $",
    re.I,
)
"""What makes a length of time before a day no more than a limit."""
_NOT_NAMED = "".join(
    rf"(?<!\b{word} )"
    for word in "the that this a every each most last next past following previous".split()
)
_NO_FEAST = "".join(
    rf"(?<!{name} )" for name in "Good Black Ash Fat Palm Easter Super Cyber".split()
)
_NO_DATE = (
    rf"(?!s\b|,? (?:the )?\d{{1,2}}(?:st|nd|rd|th)\b|,? \(?(?:{'|'.join(m[:3] for m in MONTHS)})"
    r"|,? \(?\d{1,2}[/.]\d| \d)(?!\W+\d{1,2} (?:of )?[A-Z])"
)

_TENSE = re.compile(
    r"(?P<future>\b(?:will|shall|would|can(?:not)?|may|going to|(?:is|are) (?:due|set|to)|expected"
    r"|scheduled|(?:plans?|likely|hopes?|intends?) to|let[’']s|works)\b|[’']ll\b)"
    r"|\b(?:was|were|had|did|said|told|sent|met|went|gave|came|paid|got|saw|took|made|held|left"
    r"|found|began|fell|rose|ran|won|lost|wrote|spoke|drove|flew|fled|sank|shot|hit|broke|brought"
    r"|bought|sold|kept|stood|heard|knew|chose|led|struck|stole|swore|became|threw"
    r"|(?<!\bbe )(?!hundred|indeed|need|speed|feed|seed)\w{2,}ed)\b"
)
"""Verbs that say whether a day is to come; "to be sentenced" takes the word before it."""
_DOUBLE = re.compile(r"[“”\"]")

Meaning = tuple[int, int, str]


def meanings(sentence: str, date: datetime.date, before: str = "") -> list[Meaning]:
    """The (start, end) of each day told from `date`, and what it means, in order, apart.

    `before` is what stands before the sentence in its paragraph: a quotation may begin there.
    """
    flat = re.sub(r"\s", " ", sentence)
    found: list[Meaning] = []
    for pattern, day in _RULES:
        for match in pattern.finditer(flat):
            start, end = match.span()
            apart = all(end <= a or b <= start for a, b, _ in found)
            if apart and not _in_quotation(before + flat[:start]):
                try:
                    meaning = day(match, date)
                except (OverflowError, ValueError):  # before or after all calendars
                    continue
                if meaning:
                    found.append((start, end, meaning))
    return sorted(found)


def _in_quotation(before: str) -> bool:
    opened = False
    for mark in _DOUBLE.findall(before):
        opened = mark == "“" or (mark == '"' and not opened)
    return opened


# What each way to tell a day means


def _shifted(days: int) -> Callable[[re.Match[str], datetime.date], str]:
    return lambda _, date: _written(date + datetime.timedelta(days=days))


def _weekday(match: re.Match[str], date: datetime.date) -> str | None:
    """ "last", "next", "this" and "this past" before the name of a day, or that name alone."""
    number, today = WEEKDAYS.index(match["day"]), date.weekday()
    since = datetime.timedelta(days=(today - number) % 7)
    until = datetime.timedelta(days=(number - today) % 7)
    week = datetime.timedelta(days=7)
    which = match["which"].lower() if match["which"] else ""
    if which == "this past":
        return _written(date - (since or week))
    if which == "last":
        return _unsure(date - (since or week), number < today)
    if which == "next":
        first = date + (until or week)
        return f"{_written(first)}, or a week later" if number > today else _written(first)
    if which == "this":
        return _unsure(date + until, bool(until))
    before, after = _TENSE.finditer(match.string, 0, match.start()), match.end()
    verb = next(iter(reversed(list(before))), None) or _TENSE.search(match.string, after)
    if verb is None:
        return None
    return _unsure(date + until if verb["future"] else date - since)


def _ago(match: re.Match[str], date: datetime.date) -> str | None:
    """ "two weeks ago": the further away, the less exact is what people mean by it."""
    start = match.start("count")
    if is_read_in_part(match.string, start) or _LESS.search(match.string[:start][-20:]):
        return None
    written = match["count"].lower()
    count = _NUMBERS.get(written.replace(" ", "-")) or _NUMBERS.get(written) or int(written)
    unit = match["unit"].lower()
    if unit in ("day", "week"):
        day = date - datetime.timedelta(days=count * (7 if unit == "week" else 1))
        exact = unit == "day" and not match["loosely"]
        when, sure = _written(day), exact
    else:
        months = count * (12 if unit == "year" else 1)
        year, month = _months_from(date, -months)
        when = f"{MONTHS[month - 1]} {year}" if months <= 12 or match["more"] else str(year)
        sure = False
    if match["more"]:
        is_earlier = unit in ("day", "week") and match["more"].lower() != "at least"
        return f"before {when}" if is_earlier else f"{when} or before"
    return when if sure else f"about {when}"


def _week(match: re.Match[str], date: datetime.date) -> str:
    days = 7 * _STEP[match["which"].lower()] - date.weekday()
    return f"the week of {_written(date + datetime.timedelta(days=days))}"


def _weekend(match: re.Match[str], date: datetime.date) -> str | None:
    weeks = 0 if match["which"].lower() == "this" else -1
    if weeks == 0 and date.weekday() < _THURSDAY:
        return None  # the one that was, or the one to come
    saturday = date + datetime.timedelta(days=5 - date.weekday() + 7 * weeks)
    return f"probably the weekend of {_written(saturday)}"


def _month(match: re.Match[str], date: datetime.date) -> str:
    year, month = _months_from(date, _STEP[match["which"].lower()])
    return f"{MONTHS[month - 1]} {year}"


def _year(match: re.Match[str], date: datetime.date) -> str:
    return str(date.year + _STEP[match["which"].lower()])


def _named_month(match: re.Match[str], date: datetime.date) -> str:
    month, which = MONTHS.index(match["month"]) + 1, match["which"].lower()
    year = date.year
    if which == "last" and month >= date.month:
        year -= 1
    elif which == "next" and month <= date.month:
        year += 1
    return f"probably {match['month']} {year}"


def _season(match: re.Match[str], date: datetime.date) -> str:
    name = match["season"].lower()
    begins = SEASONS[name]
    year = date.year if date.month > begins + 2 else date.year - 1
    if name == "winter":
        year = date.year - 1 if date.month > 2 else date.year - 2
        return f"probably the winter of {year}–{(year + 1) % 100:02}"
    return f"probably the {name} of {year}"


_THURSDAY = 3
_STEP = {"last": -1, "this": 0, "next": 1}


def _months_from(date: datetime.date, months: int) -> tuple[int, int]:
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    if not datetime.MINYEAR <= year <= datetime.MAXYEAR:
        raise ValueError("no calendar has this year")
    return year, month + 1


def _unsure(day: datetime.date, unsure: bool = True) -> str:
    return f"{'probably ' if unsure else ''}{_written(day)}"


def _written(day: datetime.date) -> str:
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


_WHICH = r"(?P<which>[Ll]ast|[Nn]ext|[Tt]his)"
_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], datetime.date], str | None]], ...] = (
    (re.compile(r"\bthe day before yesterday\b", re.I), _shifted(-2)),
    (re.compile(r"\bthe day after tomorrow\b", re.I), _shifted(2)),
    (re.compile(r"\b(?:yesterday|last night)\b", re.I), _shifted(-1)),
    (re.compile(r"\b(?:tomorrow)\b", re.I), _shifted(1)),
    (
        re.compile(
            r"(?<!\bof )(?<!\buntil )(?<!\beven )(?<!\bstill )\btoday\b(?![’']s (?:world|society))"
            r"|\bthis (?:morning|afternoon|evening)\b|\btonight\b",
            re.I,
        ),
        _shifted(0),
    ),
    (
        re.compile(
            rf"\b(?:(?:{_LOOSELY}|{_MORE}) )?{_COUNT} (?P<unit>day|week|month|year)s? ago\b", re.I
        ),
        _ago,
    ),
    (re.compile(r"\b(?P<which>over the|last|this past|this) weekend\b", re.I), _weekend),
    (re.compile(rf"(?<!\bthe ){_NO_FEAST}\b(?P<which>[Ll]ast|[Nn]ext|[Tt]his(?: past)?) {_DAYS}"
                rf"\b{_NO_DATE}"), _weekday),
    (re.compile(rf"(?<!\bthe )\b{_WHICH} week\b"), _week),
    (re.compile(rf"(?<!\bthe )\b{_WHICH} month\b"), _month),
    (re.compile(rf"(?<!\bthe )\b{_WHICH} year\b"), _year),
    (re.compile(rf"(?<!\bthe )\b{_WHICH} {_MONTH}\b(?!,? \d)"), _named_month),
    (re.compile(rf"(?<!\bthe )\b[Ll]ast (?P<season>{'|'.join(SEASONS)})\b"), _season),
    (re.compile(rf"{_NOT_NAMED}{_NO_FEAST}"
                rf"(?P<which>(?!))?\b(?:[Oo]n )?{_DAYS}\b{_NO_DATE}"), _weekday),
)  # fmt: skip
"""In order: what an earlier one reads is not read again."""
