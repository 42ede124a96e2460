"""The day of a document, by plain rules over the lines near its beginning and end."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

HEAD, TAIL = 3_000, 800
"""Code points from the start, and to the end, in which the date is looked for."""
LONGEST_DATE_LINE = 32
_CENTURY_TURNS = 70
"""Years of two digits from here on are of the 1900s."""

_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_MONTH = "|".join(f"{month}|{month[:3]}\\.?" for month in _MONTHS) + r"|Sept\.?"
_ELSEWHERE = (
    "enero|janvier|januar|janeiro|gennaio",
    "febrero|février|februar|fevereiro|febbraio",
    "marzo|mars|märz|março",
    "abril|avril|aprile",
    "mayo|mai|maio|maggio",
    "junio|juin|juni|junho|giugno",
    "julio|juillet|juli|julho|luglio",
    "agosto|août",
    "septiembre|setiembre|septembre|setembro|settembre",
    "octubre|octobre|oktober|outubro|ottobre",
    "noviembre|novembre|novembro",
    "diciembre|décembre|dezember|dezembro|dicembre",
)
"""The months in Spanish, French, German, Portuguese and Italian, where they differ."""
_FOREIGN_MONTHS = {
    name: n for n, names in enumerate(_ELSEWHERE, 1) for name in names.split("|")
} | {month.lower(): n for n, month in enumerate(_MONTHS, 1)}
_DATES = (
    re.compile(rf"\b(?P<m>{_MONTH})\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>(?:19|20)\d\d)\b"),
    re.compile(
        rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:day\s+of\s+)?(?P<m>{_MONTH}),?"
        r"\s+(?P<y>(?:19|20)\d\d)\b"
    ),
    re.compile(
        rf"\b(?P<d>\d{{1,2}})(?:\.|er|º|°)?\s+(?:de\s+)?(?P<m>{'|'.join(_FOREIGN_MONTHS)})"
        r"(?:\s+del?)?\s+(?P<y>(?:19|20)\d\d)\b",
        re.I,
    ),
    re.compile(r"\b(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)"),
)
_IN_FIGURES = re.compile(
    r"(?<![\d/])(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>(?:19|20)?\d\d)(?![\d/])"
    r"|(?<![\d.])(?P<d2>\d{1,2})\.(?P<m2>\d{1,2})\.(?P<y2>(?:19|20)\d\d)(?![\d.])"
)
"""04/08/25 as American courts write it, and 8.4.2025 as continental Europe does."""
_DATE_LINE = re.compile(
    r"^\W*(?:dated?|filed|sent|entered|published|updated|posted|executed on|signed)\b"
    rf"|^\W*by (?!(?:{_MONTH}|\w+day)\b)(?-i:[A-Z])[^.\n]{{3,120}}$"
    r"|(?:^|[.*_]\s)\W*published (?:on )?\d"
    r"|\bthis \d{1,2}(?:st|nd|rd|th) day of\b"
    r"|^Case \d.{5,60}\bFiled\b",
    re.I,
)


def date_of(given: datetime.date | None, text: str) -> datetime.date | None:
    """The day of the document: on a line that says so or holds only a date, near its
    beginning or end; else the format's own; else none."""
    ends = (text[:HEAD], text[max(HEAD, len(text) - TAIL) :])
    for line in (line for end in ends for line in end.splitlines()):
        says_so = _DATE_LINE.search(line) is not None
        if says_so or len(line.strip(" *_#")) <= LONGEST_DATE_LINE:
            found = next(dates_in(line, figures=says_so), None)
            if found:
                return found
    return given


def only_a_date(line: str) -> bool:
    """Whether a line holds a date and nothing else to speak of."""
    return len(line.strip(" *_#")) <= LONGEST_DATE_LINE and any(dates_in(line))


def dates_in(line: str, *, figures: bool = False) -> Iterator[datetime.date]:
    """The first date in each way of writing one; `figures`: also 04/08/25."""
    for pattern in (*_DATES, _IN_FIGURES) if figures else _DATES:
        match = pattern.search(line)
        if match and (found := _date(match)):
            yield found


def _date(match: re.Match[str]) -> datetime.date | None:
    parts = match.groupdict()
    day, month, year = (parts[key] or parts[f"{key}2"] for key in "dmy")
    years = int(year)
    if len(year) == 2:
        years += 1900 if years >= _CENTURY_TURNS else 2000
    months, days = int(month) if month.isdigit() else _month_number(month), int(day)
    if parts.get("m") and month.isdigit() and months > 12:
        months, days = days, months  # 25/04/2025 can only be the day first
    try:
        return datetime.date(years, months, days)
    except ValueError:
        return None


def _month_number(name: str) -> int:
    known = _FOREIGN_MONTHS.get(name.lower())
    return known or next(n for n, month in enumerate(_MONTHS, 1) if month.startswith(name[:3]))
