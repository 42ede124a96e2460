"""How long a contract runs: "five (5) years from the Effective Date", and the day that comes to.

Only arithmetic is done here, from a day that the contract itself gives for what its time is
counted from. Where it gives none, or more than one, nothing is said; and what is said is what the
words come to, not that nothing else ends the contract sooner.
"""

from __future__ import annotations

import calendar
import datetime
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.language.days import dated
from corpus.language.english import CARDINALS, ORDINALS
from corpus.language.lengths import NUMBER_WORD, is_read_in_part

OWN, SIGNED = "date of this agreement", "date of signing"
"""What the day of the contract itself, and that of its signing, are called in a `Term`."""
FARTHEST_AFTER, FARTHEST_BEFORE = 80, 300
"""Code points from a length of time to what it is counted from, behind it and before it."""
_UNITS = ("year", "month", "week", "day")
"""From the longest to the shortest, as a length of several is told: "two years and six months"."""
_MONTHS = {"year": 12, "month": 1}
_DAYS = {"week": 7, "day": 1}
_LENGTH = re.compile(
    rf"(?<![\w.,-])(?:(?P<word>{NUMBER_WORD})\b[ \t\n-]{{0,9}}"
    r"(?:\((?P<again>\d{1,3})\)|(?P<bare>\d{1,3}))?"
    r"|(?P<figures>\d{1,3}))[\s-]{0,9}(?:(?:full|consecutive|calendar)\s){0,2}"
    rf"(?P<unit>{'|'.join(_UNITS)})(?:\(s\)|s)?(?![\w’'])(?!\s+anniversary)",
    re.I,
)
_AND = re.compile(r"\s{0,9},?\s{0,9}(?:(?:and|plus)\s{1,9})?")
"""What joins two parts of one length."""
_GOES_ON = re.compile(
    rf"^[\s,]{{0,9}}(?:less\b|minus\b|(?:and|plus)\s{{1,9}}(?:an?\s|\(?\d|(?:{NUMBER_WORD})\b|half\b)"
    r"[^.;]{0,30}?\b(?:half|quarter|years?|months?|weeks?|days?)\b)",
    re.I,
)
"""How a length goes on of which only the beginning is read: "two years" | "and a half"."""
_OTHER_TIME = re.compile(r"\b(?:half|less|minus|plus|years?|months?|weeks?|days?)\b|\d", re.I)
_ANNIVERSARY = re.compile(
    rf"(?:\b(?P<ordinal>{'|'.join(sorted(ORDINALS, key=len, reverse=True))})\s{{1,4}}"
    r"(?:\(\d{1,2}\s?(?:st|n\s?d|rd|t\s?h)?\)\s{1,9})?"
    r"|(?<![\w.-])(?P<number>\d{1,2})\s?(?:st|nd|rd|th)\s{1,4}"
    rf"|\b(?P<word>{NUMBER_WORD})\s{{0,4}}(?:\(\d{{1,2}}\))?[\s-]{{1,4}}year\s{{1,4}})"
    r"anniversary(?:\s{1,4}date)?(?=\s{1,4}of\b)",
    re.I,
)
_PAPER = r"(?:agreement|contract|lease|document|deed|licen[cs]e|instrument)"
_ANCHORS = re.compile(
    rf"(?P<own>\bdate\s{{1,9}}(?:hereof|of\s{{1,9}}(?:this|the|said)\s{{1,9}}(?:\w+\s{{1,9}}){{0,2}}?{_PAPER})\b"
    rf"|(?<=anniversary of )this\s{{1,9}}{_PAPER}\b"
    r"|\b(?:date|day|year)\s{1,9}(?:first\s{1,9})?(?:above|(?:written|stated|set\s{1,9}forth)\s{1,9}above)\b)"
    r"|(?P<signed>\bdate\s{1,9}of\s{1,9}(?:(?:its|the)\s{1,9})?(?:execution|signature|signing)\b"
    r"|\bdate\s{1,9}signed\b|\b(?-i:E)xecution\s{1,9}Date\b)"
    r"|\b(?P<called>(?:(?-i:[A-Z])[\w-]{1,20}\s{1,30}){1,4}(?-i:Date)|(?:effective|commencement)\s{1,9}date)\b",
    re.I,
)
_FROM = re.compile(
    r"^[^.;]{0,24}?\b(?:from|after|following|subsequent\s+to|(?:commenc|beginn?|start|runn)ing"
    r"(?:\s+(?:on|from|as\s+of|upon|with))?)(?:\s+(?:the|and|after|including|date\s+of|[“\"]))*\s*[“\"]?$",
    re.I,
)
_ALIAS = re.compile(r"^\s{0,3}\(\s?(?:the\s+)?[“\"]?$")
"""What stands between an anchor and the name that it is given: (the "Effective Date")."""
_OF = re.compile(r"^\s+of(?:\s+the)?\s+[“\"]?$", re.I)
_BEGINS = re.compile(
    r"\b(?:commenc\w+|begin\w*|effective|start\w*|force|effect|take\w*\s+effect)"
    r"\s+(?:on|as\s+of|upon|from|at|with)(?:\s+the)?(?:\s+date\s+of)?\s*[“\"]?$",
    re.I,
)
_LASTS = re.compile(
    r"\b(?:continu\w+|remain\w*|force|effect|term|period|end\w*|terminat\w+|expir\w+|exten\w+|duration"
    r"|valid)\b[^.]{0,70}$",
    re.I,
)
_OF_SOMETHING_ELSE = re.compile(
    r"\b(?:renew\w*|extensions?|additional|successive|further|notice|within|prior|cure)\b", re.I
)
_FROM_ELSEWHERE = re.compile(
    r"^[^.;]{0,30}?\b(?:from|after|following|commenc\w+|beginning|starting)\s+(?!that\b|such\b|then)",
    re.I,
)
"""How a length goes on that is counted from something else than what begins before it."""
_IS_NOTICE = re.compile(r"^(?:[’']s?)?\s+(?:prior|notice|written|before|in\s+advance)\b", re.I)


@dataclass(frozen=True, slots=True)
class Term:
    """A length of time in a text, from `start` to `end` with what it is counted from: `months`
    or `days`, from the day `since`, or from the one that the contract calls so."""

    start: int
    end: int
    months: int
    days: int
    since: str | datetime.date

    def ends(self, since: datetime.date) -> datetime.date:
        """The day on which so much time has gone by since another; of a month that has no such
        day its last one. Raises `ValueError` beyond the year 9999."""
        month = since.month - 1 + self.months
        year, month = since.year + month // 12, month % 12 + 1
        day = min(since.day, calendar.monthrange(year, month)[1])
        return datetime.date(year, month, day) + datetime.timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class _Length:
    """A length of time, and its smallest unit; or, with the unit "anniversary", how long after
    something that is."""

    start: int
    end: int
    months: int
    days: int
    unit: str


@dataclass(frozen=True, slots=True)
class _Anchor:
    """What time may be counted from, where it stands, and what it is."""

    start: int
    end: int
    since: str | datetime.date


def terms_in(text: str) -> Iterator[Term]:
    """The lengths of time in a sentence or paragraph for which it says what they are counted
    from, in order."""
    anchors = [*_anchors(text)]
    if not anchors:
        return
    starts = [anchor.start for anchor in anchors]
    earlier = 0
    for length in sorted([*_lengths(text), *_anniversaries(text)], key=lambda one: one.start):
        following = bisect_left(starts, length.end)
        after = anchors[following] if following < len(anchors) else None
        anchor = after if after is not None and _is_counted_from(text, length, after) else None
        if anchor is None and length.unit != "anniversary":
            first = bisect_left(starts, length.start - 2 * FARTHEST_BEFORE)
            before = [each for each in anchors[first:following] if each.end <= length.start]
            anchor = _before(text, length, before, earlier)
        earlier = length.end
        if anchor is not None:
            start, end = min(length.start, anchor.start), max(length.end, anchor.end)
            yield Term(start, end, length.months, length.days, anchor.since)


def _lengths(text: str) -> Iterator[_Length]:
    """The lengths of time that can be read whole, those of several units put together; none of
    days alone, which may be days of business."""
    row: list[_Length] = []
    for match in _LENGTH.finditer(text):
        many, unit = _many(match), match["unit"].lower()
        if many is None:
            yield from _together(text, row)
            row = []
            continue
        months, days = many * _MONTHS.get(unit, 0), many * _DAYS.get(unit, 0)
        part = _Length(*match.span(), months, days, unit)
        if row and not _goes_on(text, row[-1], part):
            yield from _together(text, row)
            row = []
        row.append(part)
    yield from _together(text, row)


def _goes_on(text: str, one: _Length, other: _Length) -> bool:
    """Whether a length is told by both: "two years" and "six months"."""
    smaller = _UNITS.index(other.unit) > _UNITS.index(one.unit)
    return smaller and _AND.fullmatch(text, one.end, other.start) is not None


def _together(text: str, row: Sequence[_Length]) -> Iterator[_Length]:
    """The length of which `row` are the parts, if these are all of it."""
    if not row or row[0].unit == "day":
        return
    behind = text[row[-1].end : row[-1].end + 60]
    if not is_read_in_part(text, row[0].start) and _GOES_ON.match(behind) is None:
        months, days = sum(one.months for one in row), sum(one.days for one in row)
        yield _Length(row[0].start, row[-1].end, months, days, row[-1].unit)


def _anniversaries(text: str) -> Iterator[_Length]:
    for match in _ANNIVERSARY.finditer(text):
        many = _many(match)
        if many is not None and not is_read_in_part(text, match.start()):
            yield _Length(*match.span(), 12 * many, 0, "anniversary")


def _many(match: re.Match[str]) -> int | None:
    """How many years, months or weeks; None where words and figures do not agree."""
    parts = match.groupdict()
    if parts.get("ordinal"):
        return ORDINALS.index(re.sub(r"[\s-]+", "-", parts["ordinal"].lower())) + 1
    figures = parts.get("again") or parts.get("bare") or parts.get("figures") or parts.get("number")
    word = sum(
        CARDINALS[each] for each in re.split(r"[- ]", (parts.get("word") or "").lower()) if each
    )
    if figures and word and int(figures) != word:
        return None
    return int(figures) if figures else word


def _anchors(text: str) -> Iterator[_Anchor]:
    found = [_Anchor(one.start, one.end, one.day) for one in dated(text)]
    for match in _ANCHORS.finditer(text):
        kind = match.lastgroup or ""
        called = " ".join(match[kind].split()).casefold()
        since = {"own": OWN, "signed": SIGNED}.get(kind, called.removeprefix("the "))
        found.append(_Anchor(*match.span(), since))
    yield from sorted(found, key=lambda anchor: anchor.start)


def _is_counted_from(text: str, length: _Length, anchor: _Anchor) -> bool:
    """Whether the words between a length and the first anchor behind it lead from one to the
    other."""
    if anchor.start - length.end > FARTHEST_AFTER:
        return False
    between = text[length.end : anchor.start]
    if length.unit == "anniversary":
        return _OF.search(between) is not None
    return _FROM.search(between) is not None and _OTHER_TIME.search(between) is None


def _before(text: str, length: _Length, before: Sequence[_Anchor], earlier: int) -> _Anchor | None:
    """The anchor before a length, where something begins then that lasts as long; `earlier` is
    where the length before it ends."""
    behind = text[length.end : length.end + 60]
    if _IS_NOTICE.match(behind) or _FROM_ELSEWHERE.match(behind):
        return None
    begun = [each for each in before if _BEGINS.search(text[max(0, each.start - 60) : each.start])]
    if not begun or not 0 <= length.start - begun[-1].end <= FARTHEST_BEFORE:
        return None
    if begun[-1].end < earlier:
        return None
    between = text[begun[-1].end : length.start]
    others = {
        each.since
        for each in before
        if each.start > begun[-1].start and not _ALIAS.match(text[begun[-1].end : each.start])
    } - {begun[-1].since}
    if others or _OF_SOMETHING_ELSE.search(between) or not _LASTS.search(between):
        return None
    return begun[-1]
