"""The day on which a message was sent, as mail programs write it in many languages."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

_MONTHS = (
    "jan january januar janvier janv enero ene gennaio gen janeiro januari styczeń stycznia",
    "feb february februar février févr fev febrero febbraio fevereiro februari lutego",
    "mar march märz mrz mars marzo março mrt maart marts marca",
    "apr april avril avr abril abr aprile kwietnia",
    "may mai mayo maggio mag maio mei maj maja",
    "jun june juni juin junio giugno giu junho czerwca",
    "jul july juli juillet juil julio luglio lug julho lipca",
    "aug august août agosto ago augustus augusti sierpnia",
    "sep sept september septembre septiembre setiembre settembre set setembro września",
    "oct october oktober okt octobre octubre ottobre ott outubro out października",
    "nov november novembre noviembre novembro listopada",
    "dec december dezember dez décembre déc diciembre dic dicembre dezembro desember grudnia",
)
_NUMBER_OF = {name: n for n, names in enumerate(_MONTHS, 1) for name in names.split()}
_MONTH = rf"(?P<month>{'|'.join(sorted(_NUMBER_OF, key=len, reverse=True))})\.?"
_OF = r"(?:\s+(?:de|of))?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_CLOCK = r"\d{1,2}(?:[:.]|\s?h\s?)\d\d(?::\d\d)?"
_ZONES = (
    "EST EDT ET CST CDT CT MST MDT MT PST PDT PT AKST AKDT HST HDT AST ADT NST NDT UTC GMT BST WET"
    " WEST CET CEST EET EEST MEZ MESZ MSK IST JST KST HKT SGT ACST ACDT AEST AEDT AWST NZST NZDT"
)
_ZONE = (
    r"\([A-Z]{2,5}\)|(?:GMT|UTC)?[+-]\d{1,2}:?\d{0,2}|(?<=\d)Z\b"
    rf"|(?-i:{'|'.join(_ZONES.split())})\b"
)
"""Only known zones, and in capitals: a name may follow the time, "4:40 PM Matt Lee wrote"."""
_NAMED = (
    rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}(?!\d)",
    rf"(?<!\d)(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th|er|º)?{_OF}[\s-]+{_MONTH}{_OF},?[\s-]+{_YEAR}(?!\d)",
    r"(?<!\d)(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d\d)[-/.](?P<day>\d\d)(?!\d)",
    r"(?<!\d)(?P<year>(?:19|20)\d\d)年(?P<month>\d{1,2})月(?P<day>\d{1,2})日",
)
_IN_FIGURES = re.compile(
    r"(?<![\d/.-])(?P<a>\d{1,2})(?P<sign>[/.-])(?P<b>\d{1,2})(?P=sign)(?P<year>(?:19|20)?\d\d)(?![\d/.-]\d|\d)"
)
_DAYS = tuple(re.compile(pattern, re.IGNORECASE) for pattern in _NAMED)
_TIME = re.compile(
    rf"(?<!\d){_CLOCK}(?:\s?[ap]\.?\s?m\b\.?)?(?:\s?(?:Uhr\b|(?-i:h)\b|{_ZONE}))*", re.I
)
_TWELVE_HOURS = re.compile(r"\d\s?[AaPp]\.?[Mm]\b")
_BETWEEN = re.compile(r"[\s,;.]*(?:\b(?:at|um|à|a las|alle ore|alle|a|às|om|kl|the|,)\b)?[\s,;.]*")
_WEEKDAYS = (
    "monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch"
    " donnerstag freitag samstag sonnabend sonntag lundi mardi mercredi jeudi vendredi samedi"
    " dimanche lunes martes miércoles jueves viernes sábado domingo lunedì martedì mercoledì"
    " giovedì venerdì sabato domenica segunda terça quarta quinta sexta maandag dinsdag woensdag"
    " donderdag vrijdag zaterdag zondag måndag mandag tisdag tirsdag onsdag torsdag fredag"
    " lördag lørdag söndag søndag poniedziałek wtorek środa czwartek piątek sobota niedziela"
)
_SHORT_WEEKDAYS = (
    "mon tue tues wed thu thur thurs fri sat sun lun mar mer mié mie mit jeu jue gio ven vie"
    " sam sab sáb dim dom don die seg ter qua qui sex mån man tis tir ons tors tor fre lör lør"
    " lau sön søn son zon zat vri woe din maa mo di mi do fr sa so ma wo vr za zo pon wt wto śr"
    " czw pt pią sob nie"
)
_WEEKDAY = re.compile(
    rf"\b(?:(?:{'|'.join(_WEEKDAYS.split())})(?:-feira)?|(?:{'|'.join(_SHORT_WEEKDAYS.split())}))"
    r"[.,]{0,2}\s*(?:den|the|de|der)?\s*\Z",
    re.IGNORECASE,
)
_LONGEST = 300
_CENTURY_TURNS = 70


@dataclass(frozen=True, slots=True)
class Sent:
    """When a message was sent: its day, None where the words can mean two days; the words
    themselves; and where day and time of day stand in the text, as (start, end)."""

    day: datetime.date | None
    words: str
    start: int
    end: int
    has_time: bool


def sent_in(text: str, *, day_first: bool = False) -> Sent | None:
    """When `text`, a header line or an introduction, says that a message was sent; None where
    it names no day. `day_first` says that "1/3/2023" is in March.

    Figures in a text in English are the American way where the clock has twelve hours; else
    a day that could be of two months is not guessed.
    """
    text = text[:_LONGEST]
    found = next((match for pattern in _DAYS if (match := pattern.search(text))), None)
    if found is not None:
        return _sent(text, found, _named_day(found))
    figures = _IN_FIGURES.search(text)
    if figures is None:
        return None
    return _sent(text, figures, _day_in_figures(figures, text, day_first))


def is_only_a_day(line: str) -> bool:
    """Whether a line says when something was sent, and nothing else."""
    sent = sent_in(line)
    if sent is None or not sent.has_time:
        return False
    around = line[: sent.start] + line[sent.end :]
    return len(around.strip(" \t,.*")) <= len("Wednesday, ")


def _sent(text: str, match: re.Match[str], day: datetime.date | None) -> Sent:
    start, end = match.span()
    time = _TIME.match(text, _BETWEEN.match(text, end).end())  # type: ignore[union-attr]
    if time is not None:
        end = time.end()
    elif before := _time_before(text, start):
        start = before
    clock = _TIME.search(text, start, end) is not None
    if weekday := _WEEKDAY.search(text[:start]):
        start = weekday.start()
    return Sent(day, " ".join(match.group().split()), start, end, clock)


def _time_before(text: str, start: int) -> int | None:
    """Where a time of day begins that ends right before the day: "10:11 AM 3/1/2023"."""
    for time in _TIME.finditer(text, 0, start):
        if not text[time.end() : start].strip(" ,"):
            return time.start()
    return None


def _named_day(match: re.Match[str]) -> datetime.date | None:
    month = match["month"].lower()
    return _day(int(match["year"]), _NUMBER_OF.get(month) or int(month), int(match["day"]))


def _day_in_figures(match: re.Match[str], text: str, day_first: bool) -> datetime.date | None:
    a, b, year = int(match["a"]), int(match["b"]), int(match["year"])
    if year < 100:
        year += 2000 if year < _CENTURY_TURNS else 1900
    if a > 12 or day_first or match["sign"] == ".":
        return _day(year, b, a)
    if b > 12 or a == b or _TWELVE_HOURS.search(text):
        return _day(year, a, b)
    return None


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
