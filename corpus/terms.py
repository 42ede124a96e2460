"""How long a contract runs: "five (5) years from the Effective Date", and the day that comes to.

Only arithmetic is done here, from a day that the contract itself gives for what its time is
counted from. Where it gives none, or more than one, nothing is said; and what is said is what the
words come to, not that nothing else ends the contract sooner.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.language.days import dated
from corpus.language.english import ORDINALS

OWN, SIGNED = "date of this agreement", "date of signing"
"""What the day of the contract itself, and that of its signing, are called in a `Term`."""
FARTHEST_AFTER, FARTHEST_BEFORE = 80, 300
"""Code points from a length of time to what it is counted from, behind it and before it."""
_UNITS_TO_TWENTY = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_NUMBERS = {word: n for n, word in enumerate(_UNITS_TO_TWENTY, 1)} | {
    word: 10 * n for n, word in enumerate(_TENS, 2)
}
_WORD = (
    rf"(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_UNITS_TO_TWENTY[:9])}))?"
    rf"|{'|'.join(sorted(_UNITS_TO_TWENTY, key=len, reverse=True))}"
)
_LENGTH = re.compile(
    rf"(?<![\w.,-])(?:(?P<word>{_WORD})\b[ \t\n-]{{0,9}}"
    r"(?:\((?P<again>\d{1,3})\)|(?P<bare>\d{1,3}))?"
    r"|(?P<figures>\d{1,3}))[\s-]{0,9}(?:(?:full|consecutive|calendar)\s){0,2}"
    r"(?P<unit>year|month|week)(?:\(s\)|s)?(?![\w’'])(?!\s+anniversary)",
    re.I,
)
_ANNIVERSARY = re.compile(
    rf"(?:\b(?P<ordinal>{'|'.join(sorted(ORDINALS, key=len, reverse=True))})\s{{1,4}}"
    r"(?:\(\d{1,2}\s?(?:st|n\s?d|rd|t\s?h)?\)\s{1,9})?"
    r"|(?<![\w.-])(?P<number>\d{1,2})\s?(?:st|nd|rd|th)\s{1,4}"
    rf"|\b(?P<word>{_WORD})\s{{0,4}}(?:\(\d{{1,2}}\))?[\s-]{{1,4}}year\s{{1,4}})"
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
class _Anchor:
    """What time may be counted from, where it stands, and what it is."""

    start: int
    end: int
    since: str | datetime.date


def terms_in(text: str) -> Iterator[Term]:
    """The lengths of time in a sentence or paragraph for which it says what they are counted
    from, in order."""
    anchors = [*_anchors(text)]
    for match in sorted(
        [*_LENGTH.finditer(text), *_ANNIVERSARY.finditer(text)], key=lambda found: found.start()
    ):
        many = _many(match)
        if many is None or not anchors:
            continue
        months = many * {"year": 12, "month": 1}.get(_unit(match), 0)
        days = many * 7 if _unit(match) == "week" else 0
        is_anniversary = match.re is _ANNIVERSARY
        anchor = _behind(text, match, anchors, _OF if is_anniversary else _FROM)
        if anchor is None and not is_anniversary:
            anchor = _before(text, match, anchors)
        if anchor is not None:
            start, end = min(match.start(), anchor.start), max(match.end(), anchor.end)
            yield Term(start, end, months, days, anchor.since)


def _unit(match: re.Match[str]) -> str:
    return "year" if match.re is _ANNIVERSARY else match["unit"].lower()


def _many(match: re.Match[str]) -> int | None:
    """How many years, months or weeks; None where words and figures do not agree."""
    parts = match.groupdict()
    if parts.get("ordinal"):
        return ORDINALS.index(re.sub(r"[\s-]+", "-", parts["ordinal"].lower())) + 1
    figures = parts.get("again") or parts.get("bare") or parts.get("figures") or parts.get("number")
    word = sum(
        _NUMBERS[each] for each in re.split(r"[- ]", (parts.get("word") or "").lower()) if each
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


def _behind(
    text: str, match: re.Match[str], anchors: Sequence[_Anchor], leads: re.Pattern[str]
) -> _Anchor | None:
    """The first anchor behind a length, where the words between lead from one to the other."""
    after = next((each for each in anchors if each.start >= match.end()), None)
    if after is None or after.start - match.end() > FARTHEST_AFTER:
        return None
    return after if leads.search(text[match.end() : after.start]) else None


def _before(text: str, match: re.Match[str], anchors: Sequence[_Anchor]) -> _Anchor | None:
    """The anchor before a length, where something begins then that lasts as long."""
    behind = text[match.end() : match.end() + 60]
    if _IS_NOTICE.match(behind) or _FROM_ELSEWHERE.match(behind):
        return None
    before = [each for each in anchors if each.end <= match.start()]
    begun = [each for each in before if _BEGINS.search(text[max(0, each.start - 60) : each.start])]
    if not begun or match.start() - begun[-1].end > FARTHEST_BEFORE:
        return None
    between = text[begun[-1].end : match.start()]
    others = {
        each.since
        for each in before
        if each.start > begun[-1].start and not _ALIAS.match(text[begun[-1].end : each.start])
    } - {begun[-1].since}
    if others or _OF_SOMETHING_ELSE.search(between) or not _LASTS.search(between):
        return None
    return begun[-1]
