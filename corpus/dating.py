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

from corpus.day_labels import day_label, names_a_sitting, names_own_day
from corpus.headings import BARS_OF_A_ROW
from corpus.language.days import Dated, dated
from corpus.testimony import told_in_turns

HEAD, TAIL = 3_000, 1_500
"""Code points from the start, and to the end, in which the date is looked for."""
_BEFORE = 160
"""Code points before a day in which what it is the day of is said."""

Role = Literal["stamp", "filed", "decided", "dated", "alone", "made", "held", "headed", "served"]

_FILINGS = (
    "indictment", "complaint", "answer", "motion", "brief", "order", "plea agreement",
    "declaration", "notice", "interrogatories", "subpoena", "warrant",
)  # fmt: skip
_SPOKEN = ("deposition", "transcript", "minutes")
_ORDERS: tuple[tuple[tuple[str, ...], tuple[Role, ...]], ...] = (
    (("opinion", "judgment"), ("decided", "stamp", "filed", "dated", "alone", "headed", "served")),
    (_FILINGS, ("stamp", "filed", "decided", "dated", "alone", "headed", "served")),
    (_SPOKEN, ("held", "dated", "alone", "headed", "filed", "stamp")),
    (("contract",), ("made", "dated", "alone", "headed", "filed", "stamp")),
)
_OTHERWISE: tuple[Role, ...] = (
    "dated", "alone", "made", "filed", "decided", "headed", "stamp",
)  # fmt: skip
_UNDATED = ("docket sheet", "ledger")
"""Kinds that are written on for years: the days in them are those of their entries."""

_OF_SOMETHING_ELSE = re.compile(
    r"\b(?:argued|submitted|heard|hearing|trial|due|expir\w*|terminat\w*|until|born|birth|dob|offen[sc]e"
    r"|incident|occurred|accident|loss|deaths?|died|fire|autopsy|arrest(?:ed)?|period|next|rev|deadline"
    r"|prior|before(?! me)|since|from|through|between|about|last|return|ending|ends?"
    r"|begin\w*|start\w*|scheduled|complaint filed|action filed|case filed|seized"
    r"|purchase[ds]?|delivery|payment|appear|reported|updated"
    r"|date and time(?! issued))\b[^\n]{0,40}$",
    re.I,
)
_OTHER_LABEL = re.compile(
    r"^\W*(?:d\.?o\.?b\b|birth ?da(?:te|y)|born|due(?: date)?|expir\w*|(?:my )?commission exp\w*"
    r"|(?:hearing|trial|maturity|due|incident|accident|loss|arrest)(?: date)?)\W*$",
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
    ("dated", r"datum|fecha|dated?(?: (?:issued|signed|and time issued|of issue))?"
              r"|date of [\w ]{4,30}"
              r"|issued|executed|signed|sworn|subscribed|affirmed|sent|published|posted|written|opened"
              r"|interviewed|given under my hand"
              r"|so ordered|ordered|done|for (?:immediate )?release|witness my hand|this"),
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
_SETS_DAY = re.compile(
    r"\b(?:dated|signed|sworn|subscribed|affirmed)\W+(?:\w+\W+){0,4}(?:the\W+)?"
    r"[\w-]+\W+day of\b[^\n]*$",
    re.I,
)
_MADE = re.compile(
    r"\b(?:made|entered|entered into|executed|effective|dated|concluded|signed|agreement date"
    r"|as of|effective date|commencement date)\b[^.;]{0,60}$",
    re.I,
)
_OF_ANOTHER_PAPER = re.compile(
    r"\b(?:that certain|the|an?|prior|original|existing)\s+(?:(?!this\b)[\w-]+\s+){0,5}?"
    r"(?:agreement|lease|deed|note|contract|mortgage)s?\s+"
    r"(?!(?:is|are|shall)\b)[^.;]{0,60}$",
    re.I,
)
"""How a contract names another one: "the Lease made as of …", which is none of its own days."""
_HELD = re.compile(r"\b(?:taken|held|convened|conducted|commencing)\b[^.;]{0,140}$", re.I)
_APPROVED = re.compile(r",?\s+(?:were|was|are|is|as)\b")
"""After the day of another meeting: "The minutes of the meeting held on March 3 were approved"."""
_SERVED = re.compile(r"\b(?:certify|certifies|served)\b[^.;]{0,60}$", re.I)
_STAMPED = re.compile(r"\bfiled:?\s{0,3}$|\bdate filed:?\s{0,3}$", re.I)
LONGEST_LINE = 300
LONGEST_OF_STAMP = 60
"""Code points of a line of a stamp."""
_DOCKETED = re.compile(r"^\W*(?:Case|USCA|ECF|NYSCEF|FILED:)\b", re.I)
_LINE_OF_STAMP = re.compile(
    r"^\W*(?:[A-Z][\w.-]*\s){0,2}(?:FILED|Filed|RECEIVED|Received|ENTERED|Entered|LODGED)\b[^\n]{0,40}$"
)
_NAMES = re.compile(
    r"^[^a-z]{1,60}$|^\W{0,9}(?:[A-Z]\w*|of|the|and|for)"
    r"(?:\W{1,3}(?:[A-Z]\w*|of|the|and|for)){0,7}\W{0,3}$"
)
"""A line of capitals, or of nothing but names: those of a clerk and a court."""
_BEFORE_ALONE = re.compile(
    r"^\W*(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s*)?(?:on\s)?(?:[^\W\d_][^\d\n:;.]{1,30},\s*)?"
    r"(?:le\s|den\s|am\s)?(?:the\s)?\W*$",
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
_ENDS_OPEN = re.compile(r"(?:^|\s)[a-z][a-z’']*,?\s*$")
_LEADS_ON = re.compile(r"\b(?:on|of|by|in|until|from|since|and|to|after|before)\s*$")
"""How a sentence breaks off whose day stands on the next line."""
_PIECES = re.compile(r"[.;]\s")
"""Where what stands before a day has no more to do with it."""
_HEADED = re.compile(
    r"(?:[,—–(:-]|\b(?i:meeting|sitting|hearing|session) (?i:of)|\b(?:Urteil|Beschluss) vom)"
    r"\s*(?:on\s)?"
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s)?(?:the\s)?$"
)
_TELLS = re.compile(
    r"\b(?:was|were|is|are|has|had|that|who|which|he|she|they|it|will|shall|said|says)\b", re.I
)
_AFTER_HEADED = re.compile(r"^\W*$|^\)?,\s|^\)|^\s+[(—–|-]")
_NAME = r"[A-Z]\w*(?:[’'-]\w+)*\.?"
_SIGNATURE = re.compile(rf"^\W{{0,9}}(?:{_NAME}\W{{1,4}}){{1,6}}$")
_AFTER_SIGNATURE = re.compile(r"^\W*$|^\.?\s*[(A-Z]")
FIRST_LINES = 12
"""Lines from the start in which a heading may end with the day."""
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
    # At ends of lines, if they are near: a date must not be cut in two.
    cut = min(_end_of_line(text, HEAD), HEAD + LONGEST_LINE)
    near_end = max(0, len(text) - TAIL)
    begins = text.rfind("\n", max(0, near_end - LONGEST_LINE), near_end) + 1
    tail = max(cut, begins or near_end)
    for part, is_head in ((text[:cut], True), (text[tail:], False)):
        for role, day in _roles(_closed_up(part), kind, is_head=is_head):
            found.setdefault(role, day)
    order = next((order for kinds, order in _ORDERS if kind in kinds), _OTHERWISE)
    return next((found[role] for role in order if role in found), given)


def _closed_up(text: str) -> str:
    """The text with letter-spaced words closed up: "J u l y  1 1 ,  2 0 0 6"."""
    return _SPACED.sub(lambda spaced: spaced.group().replace(" ", ""), text)


def _roles(text: str, kind: str, *, is_head: bool) -> Iterator[tuple[Role, datetime.date]]:
    """What each own day in a part of a text is, in order."""
    asked = told_in_turns(text) if kind in _SPOKEN else None
    for one in dated(text, figures=True):
        near = _paragraph(text[max(0, one.start - _BEFORE) : one.start])
        if asked is not None and asked(one.start, near):
            continue
        role = _sealed(text, one, near, kind) or _labelled(text, one, near, kind)
        if role is None and not one.in_short:
            role = _placed(text, one, kind, is_head=is_head)
        if role is None and _SERVED.search(near):
            role = "served"
        if role and role != "none":
            yield role, one.day


def _sealed(text: str, one: Dated, near: str, kind: str) -> Role | Literal["none"] | None:
    """The role of a day that a stamp or a sentence of a paper of its `kind` gives; "none" where
    it is that of something else."""
    line_start = _start_of_line(text, one.start)
    line = text[line_start : one.start]
    before = _piece(line)
    if _DOCKETED.match(line.lstrip()) and (_STAMPED.search(line) or "FILED:" in line):
        return "stamp"
    if not before.strip() and _is_stamp(text, line_start):
        return "stamp"
    if kind == "contract" and _MADE.search(near) and not _OF_ANOTHER_PAPER.search(near):
        return "none" if _OF_SOMETHING_ELSE.search(before) else "made"
    if kind in _SPOKEN and _APPROVED.match(text, one.end):
        return "none"
    if kind in _SPOKEN and (_HELD.search(near) or not line.strip()):
        return "held"
    words = text[one.start : one.end].casefold()
    if _SETS_HAND.search(near) if _THIS_DAY.search(near) else _SETS_DAY.search(near + words):
        return "served" if _SERVED.search(near) else "dated"
    if kind in _FILINGS and _TIME_BELOW.match(text, one.end):
        return "none"
    return None


def _labelled(text: str, one: Dated, near: str, kind: str) -> Role | Literal["none"] | None:
    """The role of a day whose line, or the line above, begins with what it is the day of."""
    line_start = _start_of_line(text, one.start)
    before = _piece(text[line_start : one.start])
    told = before if before.strip() else _line_above(text, line_start)
    label = day_label(told)
    if label is not None and kind in _SPOKEN and names_a_sitting(label):
        return "held"
    if _DATE_OF.search(before) or _OF_SOMETHING_ELSE.search(before):
        return "none"
    if told is not before and (_DATE_OF.search(told) or _OTHER_LABEL.match(told)):
        return "none"
    if label is not None and not names_own_day(label):
        return "none"
    ends = not text[one.end : _end_of_line(text, one.end)].strip(" .\r)")
    for words in (told, told.rsplit(", ", 1)[-1] if ends else ""):
        for role, pattern in _LABELS:
            if pattern.search(words.strip() + " ") and not _OF_SOMETHING_ELSE.search(told):
                return role
    return None


def _placed(text: str, one: Dated, kind: str, *, is_head: bool) -> Role | None:
    """The role of a day by where it stands: alone, with who wrote it, at the end of a heading,
    beside a signature."""
    line_start = _start_of_line(text, one.start)
    line = text[line_start : one.start]
    before = _COLUMNS.split(line)[-1]
    after = text[one.end : _end_of_line(text, one.end)]
    if _BYLINE.search(before) or _PUBLISHED.search(before):
        return "alone"
    if _DATELINE.match(before) and after.lstrip(") ")[:1] in "-–—":
        return "alone"
    columns = _COLUMNS.split(after)
    is_row = (line + after).count("|") >= BARS_OF_A_ROW or (
        not line.strip() and any(map(str.isdigit, "".join(columns[1:])))
    )
    if is_row:
        return None
    if _BEFORE_ALONE.match(before) and _AFTER_ALONE.match(columns[0]):
        above = text[text.rfind("\n", 0, max(0, line_start - 1)) + 1 : line_start]
        runs_on = len(above) > LONGEST_OF_STAMP and _ENDS_OPEN.search(above)
        return None if runs_on or _LEADS_ON.search(above) else "alone"
    if not is_head:
        signs = _SIGNATURE.match(_piece(before)) and _AFTER_SIGNATURE.match(after)
        return "alone" if signs else None
    early = len([each for each in text[:line_start].splitlines() if each.strip()]) < FIRST_LINES
    heads = _HEADED.search(line) and _AFTER_HEADED.match(after) and not _TELLS.search(line)
    is_cell = " = " in line  # of a table, told as "header = value"
    return "headed" if early and heads and not is_cell and kind != "indictment" else None


def _piece(line: str) -> str:
    """What stands before a day in its column and since the last full stop, or two: "SO ORDERED.
    January 15, 2021"."""
    pieces = _PIECES.split(_COLUMNS.split(line)[-1])
    return pieces[-1] if pieces[-1].strip() else " ".join(pieces[-2:])


def _paragraph(near: str) -> str:
    """The end of `near` that is of its last paragraph, in one line."""
    return " ".join(near.rsplit("\n\n", 1)[-1].split()) + " "


def _start_of_line(text: str, at: int) -> int:
    """Where the line of a day begins, or the last of it that is looked at."""
    first = max(0, at - LONGEST_LINE)
    return max(text.rfind("\n", first, at) + 1, first)


def _end_of_line(text: str, at: int) -> int:
    last = min(len(text), at + LONGEST_LINE)
    end = text.find("\n", at, last)
    return last if end < 0 else end


def _line_above(text: str, line_start: int) -> str:
    """The words of the line above, or of the one above that where a line is empty."""
    lines = text[max(0, line_start - _BEFORE) : line_start].splitlines()
    return next((line for line in reversed(lines[-2:]) if line.strip()), "")


def _is_stamp(text: str, line_start: int) -> bool:
    """Whether the last lines are those of a clerk's stamp: "FILED", the clerk, the day."""
    lines = [
        line for line in text[max(0, line_start - 200) : line_start].splitlines() if line.strip()
    ]
    for line in reversed(lines[-3:]):
        if _LINE_OF_STAMP.match(line):
            return True
        if len(line) > LONGEST_OF_STAMP or not _NAMES.match(line):
            return False
    return False
