"""The dates and times of day in a text, in one form whatever way they are written."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.language.calendar import ENDING, MONTH_NAME, WRITTEN, day_number, month_number
from corpus.language.days import dated as whole_days
from corpus.language.english import SEASONS, WEEKDAYS
from corpus.language.stretches import Taken

Stretch = tuple[int, int]
"""Start and end in code points."""
_MONTH = rf"(?P<month>{MONTH_NAME}|{MONTH_NAME.upper()})\b\.?"
_DAY = (
    rf"\(?(?:\d{{1,2}}{ENDING}|{WRITTEN})\)?"
    r"(?!\w|-(?!\d{1,2}(?![\w-]))|[.:/]\d|,(?!(?:1[0-9]|20)\d\d(?!\d))\d)"
)
_DAYS = (
    rf"(?P<day>{_DAY}(?:(?:\s{{0,9}}[,–-]\s{{0,9}}|\s{{0,9}},?\s{{1,9}}(?:and|or|to|through|until)\s{{1,9}})"
    rf"(?:the\s{{1,9}})?{_DAY}){{0,30}})"
)
_YEAR = r"(?P<year>(?:1[0-9]|20)\d\d)(?![\w%]|[.,:/]\d)"
_COMMA = r"(?:\s{0,20}[,.])?"
"""Between a day and its year, also with a space before: "July 11 , 2006"."""
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?P<year>(?:1[5-9]|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?![\d-])",
        r"(?<![\d/.])(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>(?:(?:1[5-9]|20)\d\d|\d\d))(?![\d/])",
        r"(?<![\w/.-])(?P<month>\d{1,2})-(?P<day>\d{1,2})-(?P<year>(?:(?:19|20)\d\d|\d\d))(?![\w/-])",
        r"(?<![\d/.])(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>(?:1[5-9]|20)\d\d)(?![\d.])",
        rf"(?<![\w.,:$€£-]){_DAYS}\s*(?:(?i:day)\b\s*(?i:of\b)?[-–—_\s]{{0,100}}|(?i:of)\s+|(?<=[\s)]))"
        rf"{_MONTH}(?:\s+day\s+of)?(?:{_COMMA}\s*(?:of\s+)?{_YEAR})?",
        rf"\b{_MONTH}(?:\s+(?:the\s+)?{_DAYS})?(?:{_COMMA}\s*(?:of\s+)?{_YEAR})?",
        r"(?<![\w$€£#§.,:/-])(?<!No\. )(?<!§ )"
        rf"(?:(?=1[5-9]|20)|(?<=\bin )|(?<=\bof )|(?<=\bby )|(?<=\bsince ))"
        rf"{_YEAR}(?!\s+(?:dollars|euros|pounds)\b)",
        r"(?<=\d\d\d\d[–-])(?P<year>(?:1[0-9]|20)\d\d|\d\d)\b(?![-–]\d)",
    )
)
_IN_MAY = re.compile(r"\b(?:the|in|of|last|since|by|until|during|early|late|to)\s$", re.IGNORECASE)
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)})")
_SEASON = re.compile(
    r"\b(?:in|of|by|since|until|during|last|this|that|the|early|late)\s+"
    rf"(?:the\s+|early\s+|late\s+)?({'|'.join(SEASONS)})\b"
    rf"|\b({'|'.join(SEASONS)})\s+(?:of\s+)?(?:1[0-9]|20)\d\d\b"
)
_CLOCK = re.compile(
    r"\b(?P<hour>[01]?\d|2[0-4])(?:[:.](?P<minute>[0-5]\d))?\s*(?P<half>[ap])\.?\s?m\b\.?"
    r"|(?:\b(?=0)|(?<=\bat )|(?<=\bat about )|(?<=\bat around )|(?<=\bat approximately ))"
    r"(?P<hour3>[01]\d|2[0-4])(?P<minute3>[0-5]\d)\s?(?:hours|hrs?)\b"
    r"|\b(?P<hour2>[01]?\d|2[0-4]):(?P<minute2>[0-5]\d)(?![\d:-])|\b(?P<word>noon|midnight)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Date:
    """A date as far as it is given: `month`, `day` and `year` may be None."""

    month: int | None
    day: int | None
    year: int | None

    def fits(self, other: Date) -> bool:
        """Whether `other` says all that this date says, its year perhaps left out."""
        if self.month is None and other.year is None:
            return False
        return (
            self.month in (None, other.month)
            and self.day in (None, other.day)
            and (self.year is None or other.year in (None, self.year))
        )

    @property
    def is_whole(self) -> bool:
        """Whether day, month and year are given."""
        return None not in (self.month, self.day, self.year)

    @property
    def weekday(self) -> str | None:
        """The day of the week, where the date is whole and there is such a day."""
        if self.year is None or self.month is None or self.day is None:
            return None
        try:
            return WEEKDAYS[datetime.date(self.year, self.month, self.day).weekday()]
        except ValueError:
            return None


def dates_in(text: str) -> list[Date]:
    """The dates of `text` in order, years alone among them."""
    return [date for date, _ in dated(text)]


def dated(text: str) -> list[tuple[Date, Stretch]]:
    """Each date of `text`, in order, with the start and end of the words that give it; several
    days of one month, such as "10 and 14 March", are several dates of the same words.

    Where a whole day is read by `days` of which only a part is read here, as in "4TH DAY OF
    MARCH, 2024", that day counts.
    """
    found = sorted(_parts_dated(text), key=lambda one: one[1])
    starts = [start for _, (start, _) in found]
    fuller: list[tuple[Date, Stretch]] = []
    parts: set[int] = set()
    for whole in whole_days(text, figures=True):
        first, last = bisect_left(starts, whole.start), bisect_left(starts, whole.end)
        inside = found[first:last]
        begun = first > 0 and found[first - 1][1][1] > whole.start
        if begun or any(date.is_whole or end > whole.end for date, (_, end) in inside):
            continue
        day = Date(whole.day.month, whole.day.day, whole.day.year)
        fuller.append((day, (whole.start, whole.end)))
        parts.update(range(first, last))
    kept = [one for number, one in enumerate(found) if number not in parts]
    return sorted([*kept, *fuller], key=lambda one: one[1])


def _parts_dated(text: str) -> Iterator[tuple[Date, Stretch]]:
    """Each date of `text` as far as it is given."""
    taken = Taken()
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if taken.meets(*match.span()):
                continue
            found = list(_dates(match, text))
            if found:
                taken.add(*match.span())
                yield from ((date, match.span()) for date in found)


def _dates(match: re.Match[str], text: str) -> Iterator[Date]:
    parts = match.groupdict()
    month = _month(parts["month"]) if parts.get("month") else None
    year = (
        _year(parts["year"], text[max(0, match.start() - 5) : match.start()])
        if parts.get("year")
        else None
    )
    days = [day_number(day) for day in re.findall(_DAY, parts.get("day") or "")]
    alone = parts.get("month") in ("May", "MAY") and not days and not year
    if alone and not _IN_MAY.search(text, max(0, match.start() - 12), match.start()):
        return  # mostly the verb
    if month is not None and not 1 <= month <= 12:
        month, days = (days[0], [month]) if days and days[0] <= 12 else (None, [])
    if any(not 1 <= day <= 31 for day in days) or (month is None and year is None):
        return
    if not days:
        yield Date(month, None, year)
    for day in days:
        yield Date(month, day, year)


def _month(month: str) -> int:
    return int(month) if month.isdigit() else month_number(month)


def _year(year: str, before: str) -> int:
    """The year in four digits; in "2010–12" of the century that stands before it."""
    if len(year) == 4:
        return int(year)
    century = re.search(r"(\d\d)\d\d[–-]$", before)
    return int(f"{century[1] if century else '19' if year >= '70' else '20'}{year}")


def weekdays_in(text: str) -> set[str]:
    """The days of the week that `text` names."""
    return set(_WEEKDAY.findall(text))


def seasons_in(text: str) -> set[str]:
    """The seasons that `text` dates something by."""
    found = {match[1] or match[2] for match in _SEASON.finditer(text)}
    return {"autumn" if season == "fall" else season for season in found}


def clocked(text: str) -> Iterator[tuple[frozenset[int], tuple[int, int]]]:
    """Each time of day in `text`, as the minutes after midnight that it may mean, with the
    start and end of the words that give it: "9:15" may be in the evening."""
    for match in _CLOCK.finditer(text):
        if match["word"]:
            yield frozenset({0 if match["word"].lower() == "midnight" else 720}), match.span()
            continue
        if match["hour3"]:  # "0340 hours"
            yield frozenset({int(match["hour3"]) * 60 + int(match["minute3"])}), match.span()
            continue
        hour = int(match["hour"] or match["hour2"])
        minutes = int(match["minute"] or match["minute2"] or 0)
        if match["half"]:
            hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
        may_be = {hour * 60 + minutes}
        if not match["half"] and 0 < hour <= 12 and not (match["hour2"] or "").startswith("0"):
            may_be = {hour % 12 * 60 + minutes, (hour % 12 + 12) * 60 + minutes}
        yield frozenset(may_be), match.span()
