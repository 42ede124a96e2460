"""The line that introduces quoted words: "On March 1, 2023, Rhea Stone wrote:".

Mail programs write it above lines that begin with ">" or above an indented block, in the
language that they are set to.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.header_blocks import Line
from corpus.sent_days import sent_in
from corpus.writers import has_address, writer_named

LONGEST = 320
"""Code points of an introduction; programs wrap it over as many as three lines."""
MOST_LINES = 3
_VERB = (
    r"(?:wrote|writes|a écrit|écrit|schrieb|schreibt|escribió|ha scritto|scrisse|escreveu|schreef"
    r"|skrev|napisał(?:\(a\)|a)?|написал\(?а?\)?|пишет)"
)
_OPENING = re.compile(
    r"(?:On|At|In article|Le|Am|El|Il giorno|Il|Em|No dia|Op|Den|W dniu|Dnia|\d)\b", re.IGNORECASE
)
_DROPPED = re.compile(
    r"\A(?:In article\s+<[^<>]{0,120}>,?|On|At|Le|Am|El|Il giorno|Il|Em|No dia|Op|Den|W dniu|Dnia)"
    r"\s+",
    re.IGNORECASE,
)
_WROTE = re.compile(rf"(?<!\w){_VERB}(?!\w)", re.IGNORECASE)
_INVERTED = re.compile(r"schrieb|schreibt|schreef|skrev|napisał.*", re.IGNORECASE)
_TO_WHOM = re.compile(r"(?:to|in|à|a|an)\s", re.IGNORECASE)
_TAIL = re.compile(r"\A[\s,]*(?:(?:on|am|le|el|op|den|the following)\b)?[\s,]*", re.IGNORECASE)
_DAY_FIRST = re.compile(r"\A(?:Le|Am|El|Il|Em|No|Op|Den|W|Dnia)\b", re.IGNORECASE)
_NO_NAME = re.compile(
    r"\b(?:he|she|they|you|i|we|it|someone|somebody|er|sie|il|elle|ich|wir|je|nous)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"[\"'“<(]?[^\W\d_a-z]")
_MOST_WORDS = 9


@dataclass(frozen=True, slots=True)
class Introduction:
    """Who wrote the words that follow and when, "" and None where it does not say; the number
    of the line after it; and whether only a mail program writes so, with the time of day or an
    address, so that what follows is the writer's without ">" too."""

    writer: str
    day: datetime.date | None
    said: str
    after: int
    full: bool


def introduction_at(lines: Sequence[Line], at: int) -> Introduction | None:
    """The introduction of quoted words that begins at line `at`; None where none does."""
    depth, joined = lines[at].depth, ""
    for position in range(at, min(len(lines), at + MOST_LINES)):
        line = lines[position]
        words = line.words.strip()
        if line.depth != depth or not words or len(joined) + len(words) > LONGEST:
            return None
        joined = f"{joined} {words}".strip()
        if words.endswith((":", "：")):
            return _introduction(joined.rstrip(":： \xa0"), position + 1)
        if not _OPENING.match(joined) and not has_address(joined):
            return None
    return None


def _introduction(words: str, after: int) -> Introduction | None:
    day_first = _DAY_FIRST.match(words) is not None
    verbs = list(_WROTE.finditer(words))
    if not verbs:
        return _without_verb(words, after)
    before = _DROPPED.sub("", words[: verbs[-1].start()]).strip()
    behind = _TAIL.sub("", words[verbs[-1].end() :]).strip(" ,")
    sent = sent_in(before, day_first=day_first)
    if behind and sent and _INVERTED.fullmatch(verbs[-1].group()):
        who = behind  # German, Dutch, Swedish: "Am 1. März 2023 schrieb Rhea Stone:"
    elif behind and sent:
        if not _TO_WHOM.match(behind):
            return None
        who = _beside(before, sent.start, sent.end)
    elif behind:  # "Rhea Stone wrote on March 1, 2023:"
        sent, who = sent_in(behind, day_first=day_first), before
        if sent is None:
            return None
    else:
        who = before if sent is None else _beside(before, sent.start, sent.end)
    if sent is None and not _OPENING.match(words) and not _may_be_name(who):
        return None
    writer = writer_named(who) if _may_be_name(who) else ""
    exact = sent is not None and (sent.has_time or has_address(words))
    opens = _OPENING.match(words) is not None and (not behind or who == behind)
    full = exact and bool(writer) and (opens or has_address(words))
    day, said = (sent.day, sent.words) if sent else (None, "")
    return Introduction(writer, day, said, after, full)


def _without_verb(words: str, after: int) -> Introduction | None:
    """ "2023-03-01 10:11 GMT+01:00 Rhea Stone <rhea@kestrel.example>:"."""
    sent = sent_in(words)
    if sent is None or not sent.has_time or not words.endswith(">") or not has_address(words):
        return None
    writer = writer_named(_beside(words, sent.start, sent.end))
    return Introduction(writer, sent.day, sent.words, after, bool(writer))


def _beside(words: str, start: int, end: int) -> str:
    """What stands after the day; before it where nothing does."""
    after = words[end:].strip(" ,;.\xa0")
    return after or re.sub(r"\s+on\s*\Z", "", words[:start].strip(" ,;\xa0"))


def _may_be_name(who: str) -> bool:
    if has_address(who):
        return True
    words = who.split()
    named = 0 < len(words) <= _MOST_WORDS and _NAME.match(who) is not None
    return named and not _NO_NAME.search(who)
