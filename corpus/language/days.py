"""Days in a text, in whatever way they are written, torn by a layout or not."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.language.calendar import ENDING, MONTH_NAME, WRITTEN, day_number, month_number
from corpus.language.english import MONTHS

LONGEST_DATE_LINE = 32
_CENTURY_TURNS = 70
"""Years of two digits from here on are of the 1900s."""

MONTH = rf"(?:{MONTH_NAME})(?![^\W\d_])\.?"
_ELSEWHERE = (
    "enero|janvier|januar|janeiro|gennaio",
    "febrero|février|februar|fevereiro|febbraio",
    "marzo|mars|märz|março",
    "abril|avril|aprile",
    "mayo|mai|maio|maggio",
    "junio|juin|juni|junho|giugno",
    "julio|juillet|juli|julho|luglio",
    "agosto|août|augustus",
    "septiembre|setiembre|septembre|setembro|settembre",
    "octubre|octobre|oktober|outubro|ottobre",
    "noviembre|novembre|novembro",
    "diciembre|décembre|dezember|dezembro|dicembre",
)
"""The months in Spanish, French, German, Portuguese and Italian, where they differ."""
_FOREIGN_MONTHS = {
    name: n for n, names in enumerate(_ELSEWHERE, 1) for name in names.split("|")
} | {month.lower(): n for n, month in enumerate(MONTHS, 1)}
_DAY = rf"(?:\d{{1,2}}{ENDING}|(?:{WRITTEN})(?![\w-]))"
_YEAR = r"(?P<y>(?:19|20)\d\d)(?![\w%])"
_DATES = (
    re.compile(
        rf"(?<![^\W\d_])(?P<m>{MONTH})\s{{0,20}}(?:the\s)?(?P<d>{_DAY})(?:\s{{0,20}}[,.])?"
        rf"(?:\s{{0,20}}(?:in the year|of)\s)?\s{{0,20}}{_YEAR}",
        re.I,
    ),
    re.compile(
        rf"(?<![\w/.,:$-])\(?(?P<d>{_DAY})\)?(?:\s{{0,20}}day\b)?(?:\s{{1,20}}of\b)?[-–—_,.\s]{{0,100}}"
        rf"(?P<m>{MONTH})(?:\s{{1,20}}day\sof)?(?:\s{{0,20}}[,.-])?"
        rf"(?:\s{{0,20}}(?:in the year|of)\s)?\s{{0,20}}{_YEAR}",
        re.I,
    ),
    re.compile(rf"(?<![\w/.-])(?P<d>\d{{1,2}})-(?P<m>{MONTH})-(?P<y>\d\d)(?![\w-])", re.I),
    re.compile(
        rf"\b(?P<d>\d{{1,2}})(?:\.|er|º|°)?\s+(?:de\s+)?(?P<m>{'|'.join(_FOREIGN_MONTHS)})"
        r"(?:\s+del?)?\s+(?P<y>(?:19|20)\d\d)\b",
        re.I,
    ),
    re.compile(r"(?<![\w-])(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)"),
)
_IN_FIGURES = (
    re.compile(
        r"(?<![\w/.-])(?P<m>\d{1,2})\s?(?P<by>[/-])\s?(?P<d>\d{1,2})\s?(?P=by)\s?"
        r"(?P<y>(?:19|20)?\d\d)(?![\w/-])"
    ),
    re.compile(
        r"(?<![\w.])(?P<d>\d{1,2})\.[ \xa0]?(?P<m>\d{1,2})\.[ \xa0]?(?P<y>(?:19|20)\d\d)"
        r"(?![\d.]?\d)"
    ),
    re.compile(r"(?<![\w.])(?P<d>\d\d)\.(?P<m>\d\d)\.(?P<y>\d\d)(?![\d.]?\d)"),
    re.compile(r"(?<![\w/.])(?P<y>(?:19|20)\d\d)[/.](?P<m>\d\d)[/.](?P<d>\d\d)(?![\d/.])"),
)
"""04/08/25 and 4-8-25 as American courts write it, 8.4.2025 as continental Europe does."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A day, and the code points from `start` to `end` that give it; `in_short`: in figures
    with two for the year, which much else looks like."""

    day: datetime.date
    start: int
    end: int
    in_short: bool = False


def dated(text: str, *, figures: bool = False) -> list[Dated]:
    """The days of a text in the order in which they stand; `figures`: also 04/08/25."""
    found: list[Dated] = []
    for pattern in (*_DATES, *_IN_FIGURES) if figures else _DATES:
        for match in pattern.finditer(text):
            if not _on_two_lines(match) and (day := _date(match)):
                short = figures and pattern in _IN_FIGURES and len(match["y"]) == 2
                found.append(Dated(day, *match.span(), short))
    found.sort(key=lambda one: (one.start, -one.end))
    apart: list[Dated] = []
    for one in found:
        if not apart or one.start >= apart[-1].end:
            apart.append(one)
    return apart


def _on_two_lines(match: re.Match[str]) -> bool:
    """Whether the day stands alone on a line above its month, as the number of a page does."""
    if match.start("d") > match.start("m"):
        return False
    between = match.string[match.end("d") : match.start("m")]
    line = match.string[match.string.rfind("\n", 0, match.start()) + 1 : match.start("d")]
    return "\n" in between and not line.strip(" \t-–—") and not re.search(r"[a-z]", between, re.I)


def dates_in(line: str, *, figures: bool = False) -> Iterator[datetime.date]:
    """The days of a line in the order in which they stand; `figures`: also 04/08/25."""
    yield from (one.day for one in dated(line, figures=figures))


def only_a_date(line: str) -> bool:
    """Whether a line holds a date and nothing else to speak of."""
    line = line.strip(" *_#")
    if len(line) > LONGEST_DATE_LINE:
        return False
    in_figures = next(iter(dated(line, figures=True)), None)
    rest = line if in_figures is None else line[: in_figures.start] + line[in_figures.end :]
    is_alone = re.fullmatch(r"\W*(?:dated?|datum)?\W*", rest, re.I) is not None
    return any(dates_in(line)) or (in_figures is not None and is_alone)


def _date(match: re.Match[str]) -> datetime.date | None:
    year = int(match["y"])
    if len(match["y"]) == 2:
        year += 1900 if year >= _CENTURY_TURNS else 2000
    day, month = day_number(match["d"]), match["m"]
    months = int(month) if month.isdigit() else _month_number(month)
    if month.isdigit() and months > 12:
        months, day = day, months  # 25/04/2025 can only be the day first
    try:
        return datetime.date(year, months, day)
    except ValueError:
        return None


def _month_number(name: str) -> int:
    return _FOREIGN_MONTHS.get(name.lower()) or month_number(name)
