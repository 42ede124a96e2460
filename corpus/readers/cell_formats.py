"""What a cell of a spreadsheet shows: its value in its number format, where that is simple."""

from __future__ import annotations

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal

_UNSHOWN = re.compile(r"\[[^$\]][^\]]*\]|_.|\*.")
"""Colours, conditions, and spaces of the width of something."""
_CURRENCY = re.compile(r"\[\$([^\]-]*)[^\]]*\]")
_ESCAPED = re.compile(r'\\(.)|"([^"]*)"')
_SIMPLE = re.compile(
    r"(?P<before>[^#0?.,]*)(?P<whole>[#0?]+(?:,[#0?]+)*)(?P<places>\.[0#?]+)?(?P<after>[^#0?.,]*)"
)
_EXACT = 1e15
"""Spreadsheets keep fifteen digits; a larger number has none to spare for decimal places."""
_MOST_PLACES = 10
_LETTER_CODES = re.compile(r"[dmyhseDMYHSE@/]")


def shown(value: object, number_format: str) -> str:
    """The text of a cell: dates as 2024-03-01, numbers by their format or in full."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case datetime.datetime():
            return _moment(value)
        case datetime.date():
            return value.isoformat()
        case datetime.time():
            return value.isoformat("minutes" if not value.second else "seconds")
        case datetime.timedelta():
            return _duration(value, number_format)
        case int() | float():
            return _number(value, number_format)
        case _:
            return " ".join(str(value).split())


def _moment(value: datetime.datetime) -> str:
    if value.time() == datetime.time():
        return value.date().isoformat()
    return value.isoformat(" ", "minutes" if not value.second else "seconds")


def _duration(value: datetime.timedelta, number_format: str) -> str:
    """A length of time by its largest unit, as [h]:mm counts it: 31:15, -0:30, 75:02."""
    form = number_format.lower()
    seconds = round(abs(value.total_seconds()))
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    sign = "-" if value < datetime.timedelta() and seconds else ""
    if "[m" in form:
        return f"{sign}{minutes}:{second:02}" if "s" in form else f"{sign}{minutes}"
    if "[s" in form:
        return f"{sign}{seconds}"
    if "s" in form or second:
        return f"{sign}{hours}:{minute:02}:{second:02}"
    return f"{sign}{hours}:{minute:02}"


def _number(value: float, number_format: str) -> str:
    sections = number_format.split(";")
    negative = value < 0 and len(sections) > 1
    section = _ESCAPED.sub(_kept, _UNSHOWN.sub("", sections[1 if negative else 0]))
    currency = _CURRENCY.sub(lambda symbol: _private(symbol.group(1)), section)
    found = _SIMPLE.fullmatch(currency)
    if found is None or _LETTER_CODES.search(found["before"] + found["after"]):
        return _in_full(value)
    if not abs(value) < _EXACT or len(found["places"] or "") > _MOST_PLACES:
        return _in_full(value)
    before, after = (_public(found[side]) for side in ("before", "after"))
    digits = _rounded(abs(value), found["whole"], found["places"] or "", "%" in after)
    sign = "-" if value < 0 and not negative and digits.strip("0.,") else ""
    return f"{sign}{before}{digits}{after}".strip()


def _rounded(value: float, whole: str, places: str, percent: bool) -> str:
    """The digits by a pattern such as #,##0 and .00; half a unit is rounded up, as Excel does."""
    exact = Decimal(repr(value)) * (100 if percent else 1)
    fixed, most = places.count("0"), max(len(places) - 1, 0)
    rounded = exact.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP)
    digits = f"{rounded:,f}" if "," in whole else f"{rounded:f}"
    if most > fixed:
        head, _, tail = digits.partition(".")
        tail = tail[:fixed] + tail[fixed:].rstrip("0")
        digits = f"{head}.{tail}" if tail else head
    return digits.rjust(whole.count("0"), "0") if "," not in whole else digits


def _in_full(value: float) -> str:
    """As many digits as a spreadsheet keeps, without an exponent where that is readable."""
    if isinstance(value, int):
        return str(value)
    if value != value or value in (float("inf"), float("-inf")):
        return str(value)
    exact = Decimal(format(value, ".15g"))
    return f"{exact:f}" if -12 < exact.adjusted() < 21 else str(exact)


def _kept(escaped: re.Match[str]) -> str:
    return _private(escaped.group(1) or escaped.group(2) or "")


def _private(words: str) -> str:
    """Words that are shown as they are, moved to where no code of a format is found."""
    return "".join(chr(0xF0000 + ord(c)) if ord(c) < 0x10000 else "" for c in words)


def _public(words: str) -> str:
    return "".join(chr(ord(c) - 0xF0000) if ord(c) >= 0xF0000 else c for c in words)
