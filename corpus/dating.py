"""The day of a document: which of the days that stand in it is its own.

A day is a document's own where the line says so ("Dated:", "FILED", "Decided"), where it stands
alone on a line, or where a sentence can mean no other ("This Agreement is made as of …"). Which of
these counts most depends on the kind of paper: of an opinion the day it was decided, of a filing
the day of the stamp, of a letter the day above the greeting. Where none is, none is given.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from typing import Literal

from corpus.dates import Dated, dated

HEAD, TAIL = 3_000, 1_500
"""Code points from the start, and to the end, in which the date is looked for."""
_BEFORE = 160
"""Code points before a day in which what it is the day of is said."""

Role = Literal["stamp", "filed", "decided", "dated", "alone", "made", "held", "served"]

_FILINGS = (
    "indictment", "complaint", "answer", "motion", "brief", "order", "plea agreement", "declaration",
    "notice", "interrogatories", "subpoena", "warrant",
)  # fmt: skip
_ORDERS: tuple[tuple[tuple[str, ...], tuple[Role, ...]], ...] = (
    (("opinion", "judgment"), ("decided", "stamp", "filed", "dated", "alone", "served")),
    (_FILINGS, ("stamp", "filed", "decided", "dated", "alone", "served")),
    (("deposition", "transcript", "minutes"), ("held", "dated", "alone", "filed", "stamp")),
    (("contract",), ("made", "dated", "alone", "filed", "stamp")),
)
_OTHERWISE: tuple[Role, ...] = ("dated", "alone", "made", "filed", "decided", "stamp")
_UNDATED = ("docket sheet", "ledger")
"""Kinds that are written on for years: the days in them are those of their entries."""

_OF_SOMETHING_ELSE = re.compile(
    r"\b(?:argued|submitted|heard|hearing|trial|due|expir\w*|terminat\w*|until|born|birth|dob|offen[sc]e"
    r"|incident|occurred|accident|loss|deaths?|died|fire|autopsy|arrest(?:ed)?|period|next|rev|deadline"
    r"|prior|before(?! me)|since|from|through|between|about|last|return|ending|ends?|begin\w*|start\w*"
    r"|scheduled|complaint filed|action filed|case filed|seized|purchase[ds]?|delivery|payment|appear"
    r"|reported|updated)\b[^\n]{0,40}$",
    re.I,
)
_DATE_OF = re.compile(
    r"\bdate of (?!(?:this|the|report|issue|issuance|letter|order|judge?ment|imposition|decision"
    r"|filing|entry|service|invoice|agreement|signature|signing|execution|notice|publication"
    r"|release|interview|meeting|deposition|statement|memorandum)\b)",
    re.I,
)
_WORDS: tuple[tuple[Role, str], ...] = (
    ("decided", r"decided|decision|opinion filed|delivered|handed down|rendered|pronounced"
                r"|imposition of judgment"),
    ("filed", r"filed|entered|docketed|lodged|received|recorded"),
    ("dated", r"dated?(?: (?:issued|signed|and time issued|of issue))?|date of [\w ]{4,30}|issued"
              r"|executed|signed|sworn|subscribed|affirmed|sent|published|posted|given under my hand"
              r"|so ordered|ordered|done|for release|witness my hand|this"),
    ("held", r"taken|held|convened|met|recorded on|proceedings of"),
)  # fmt: skip
"""What a line begins with that gives a document's own day."""
_LABELS = tuple(
    (
        role,
        re.compile(
            rf"^\W{{0,40}}(?:{words})\b[^\n]{{0,60}}$"
            rf"|^(?:[^\s:]+\s){{0,3}}(?:{words})\b[^\n:]{{0,30}}:\W{{0,20}}(?:\w+day,?\s)?$",
            re.I,
        ),
    )
    for role, words in _WORDS
)
_THIS_DAY = re.compile(r"\bthis\s+(?:the\s+)?$", re.I)
_SETS_HAND = re.compile(
    r"\b(?:dated|signed|sworn|subscribed|ordered|affirmed|executed|entered|made|given|done|served"
    r"|witness whereof|effective|declared|acknowledged|mailed|certify)\b",
    re.I,
)
_MADE = re.compile(
    r"\b(?:made|entered|entered into|executed|effective|dated|concluded|signed|agreement date"
    r"|as of|effective date|commencement date)\b[^.;]{0,60}$",
    re.I,
)
_HELD = re.compile(r"\b(?:taken|held|convened|conducted|commencing)\b[^.;]{0,140}$", re.I)
_SERVED = re.compile(r"\b(?:certify|certifies|served)\b[^.;]{0,60}$", re.I)
_STAMPED = re.compile(r"\bfiled:?\s{0,3}$|\bdate filed:?\s{0,3}$", re.I)
_DOCKETED = re.compile(r"^\W*(?:Case|USCA|ECF|NYSCEF|FILED:)\b", re.I)
_LINE_OF_STAMP = re.compile(r"^[^\n]*\b(?:filed|received|entered)\b[^\n]{0,40}$", re.I)
_CAPITALS = re.compile(r"^[^a-z]{1,60}$")
_BEFORE_ALONE = re.compile(
    r"^\W*(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s*)?(?:on\s)?(?:[^\W\d_][^\d\n:;.]{1,30},\s*)?"
    r"(?:le\s)?(?:the\s)?\W*$",
    re.I,
)
_AFTER_ALONE = re.compile(
    r"^\W{0,9}(?:at\s|,\s)?(?:\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]\.?\s?m\b\.?)?\s?(?:[A-Z]{2,4}\b)?)?\W{0,9}$"
    r"|^\W{0,4}[|·•–—-]\s*By\b",
    re.I,
)
_BYLINE = re.compile(
    r"^\W*(?:By|From)\s(?!(?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December)\b)[A-Z][^.\n]{3,120}$"
    r"|(?:^|[.*_]\s)\W*published (?:on )?$",
)
_PUBLISHED = re.compile(r"(?:^|[.*_]\s)\W*published (?:on )?$", re.I)
_DATELINE = re.compile(r"^\W*[A-Z][A-Z .,’'-]{2,40}(?:,? [A-Z][\w.]{1,20})?,\s*\(?$")
_ENDS_OPEN = re.compile(r"[a-z]{2,}[,]?\s*$|\b(?:on|of|by|dated|until|from)\s*$")
_TIME_BELOW = re.compile(r"[\s\S]{0,6}\s(?:Time|Dept|Ctrm|Courtroom)\b\.?\s*:", re.I)
_COLUMNS = re.compile(r"\n|\t|\s{3,}|\s\|\s")
_SPACED = re.compile(r"(?<!\S)(?:[A-Za-z\d,.] ){4,}[A-Za-z\d,.](?!\S)")


def date_of(
    given: datetime.date | None, text: str, *, kind: str = "other", stamps: Sequence[str] = ()
) -> datetime.date | None:
    """The day of the document of a `kind`: one that stands in its head or at its end, or in the
    `stamps` that were taken out of the text; else the format's own; else none."""
    if kind in _UNDATED or (kind == "e-mail" and given):
        return given
    found: dict[Role, datetime.date] = {}
    for stamp in stamps:
        for one in dated(stamp, figures=True):
            if _STAMPED.search(stamp[: one.start]):
                found.setdefault("stamp", one.day)
    for part in (text[:HEAD], text[max(HEAD, len(text) - TAIL) :]):
        for role, day in _roles(_closed_up(part), kind):
            found.setdefault(role, day)
    order = next((order for kinds, order in _ORDERS if kind in kinds), _OTHERWISE)
    return next((found[role] for role in order if role in found), given)


def _closed_up(text: str) -> str:
    """The text with letter-spaced words closed up: "J u l y  1 1 ,  2 0 0 6"."""
    return _SPACED.sub(lambda spaced: spaced.group().replace(" ", ""), text)


def _roles(text: str, kind: str) -> Iterator[tuple[Role, datetime.date]]:
    """What each own day in a part of a text is, in order."""
    for one in dated(text, figures=True):
        if role := _role(text, one, kind):
            yield role, one.day


def _role(text: str, one: Dated, kind: str) -> Role | None:
    near = text[max(0, one.start - _BEFORE) : one.start]
    line_start = text.rfind("\n", 0, one.start) + 1
    line = text[line_start : one.start]
    before = _COLUMNS.split(line)[-1]
    after = text[one.end : _end_of_line(text, one.end)]
    if _DOCKETED.match(line.lstrip()) and (_STAMPED.search(line) or "FILED:" in line):
        return "stamp"
    if kind in ("contract",) and _MADE.search(_paragraph(near)):
        return None if _OF_SOMETHING_ELSE.search(before) else "made"
    if kind in ("deposition", "transcript", "minutes") and _HELD.search(_paragraph(near)):
        return "held"
    if _THIS_DAY.search(near) and _SETS_HAND.search(_paragraph(near)):
        return "served" if _SERVED.search(_paragraph(near)) else "dated"
    if _DATE_OF.search(before) or _OF_SOMETHING_ELSE.search(before):
        return None
    if kind in _FILINGS and _TIME_BELOW.match(text, one.end):
        return None
    told = before if before.strip() else _line_above(text, line_start)
    for role, pattern in _LABELS:
        if pattern.search(told.strip() + " ") and not _OF_SOMETHING_ELSE.search(told):
            return role
    if not before.strip() and _is_stamp(text, line_start):
        return "stamp"
    if _BYLINE.search(before) or _PUBLISHED.search(before):
        return "alone"
    if _DATELINE.match(before) and after.lstrip(") ")[:1] in "-–—":
        return "alone"
    if one.in_short:
        return None
    if _BEFORE_ALONE.match(before) and _AFTER_ALONE.match(_COLUMNS.split(after)[0]):
        above = text[text.rfind("\n", 0, max(0, line_start - 1)) + 1 : line_start]
        runs_on = len(above) > 50 and _ENDS_OPEN.search(above)
        return None if runs_on else "alone"
    if _SERVED.search(_paragraph(near)):
        return "served"
    return None


def _paragraph(near: str) -> str:
    """The end of `near` that is of its last paragraph, in one line."""
    return " ".join(near.rsplit("\n\n", 1)[-1].split()) + " "


def _end_of_line(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _line_above(text: str, line_start: int) -> str:
    """The words of the line above, or of the one above that where a line is empty."""
    lines = text[max(0, line_start - _BEFORE) : line_start].splitlines()
    return next((line for line in reversed(lines[-2:]) if line.strip()), "")


def _is_stamp(text: str, line_start: int) -> bool:
    """Whether the last lines are those of a clerk's stamp: "FILED", the clerk, the day."""
    lines = [line for line in text[max(0, line_start - 200) : line_start].splitlines() if line.strip()]
    for line in reversed(lines[-3:]):
        if _LINE_OF_STAMP.match(line):
            return True
        if not _CAPITALS.match(line) and "clerk" not in line.lower() and "court" not in line.lower():
            return False
    return False
