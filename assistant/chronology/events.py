"""The events that one paper tells of: what is said to have happened, when, and how it is put."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.chronology.clauses import Clause, clauses_in
from assistant.chronology.expressions import Expression, Reference, expressions_in
from assistant.chronology.parties import place_of, subject_of
from assistant.chronology.reports import Report, report_of
from assistant.chronology.standing import Standing
from assistant.chronology.units import Unit, units_in
from assistant.chronology.when import Basis, When, on
from corpus.document import Document, Span
from corpus.language.days import dated
from corpus.language.sentences import sentence_spans
from corpus.language.statements import is_heading
from corpus.messages import message_of

_METADATA = re.compile(r"^(?:date|source|author|title|published):\s", re.IGNORECASE | re.MULTILINE)
"""The lines above a text that tell of it, as notes and web pages keep them."""
LONGEST = 1_500
"""Code points of a sentence; what is longer is a table or a list that was not understood."""
_ROW = re.compile(r"\S[ \t]*\|[ \t]*\S|\S\t+\S")
_UNDATED_KINDS = ("contract", "ledger", "exhibit", "docket sheet", "invoice")
"""Kinds of paper whose "today" and "last Tuesday" are not counted from their own day."""
_REFERS = re.compile(
    r"\b(?:dated|entitled|titled|pursuant\s+to|as\s+amended|as\s+of|effective)\s*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Event:
    """What a paper says of a time: `what` is the clause and `sentence` the whole it stands in;
    `who` and `place` are parts of the sentence."""

    when: When
    basis: Basis
    standing: Standing
    what: Span
    sentence: Span
    words: Span | None
    who: Span | None
    place: Span | None


def events_of(document: Document) -> Iterator[Event]:
    """The events of a paper in the order in which it tells them.

    Of a paper in a language other than English only the days that it writes out are read, each
    with its sentence.
    """
    report = report_of(document)
    messages = _messages(document)
    told: datetime.date | None = None
    year: int | None = None
    text = document.text
    scene: When | None = None
    for start, end in sentence_spans(text):
        sentence = text[start:end]
        if report is not None and start == report.headline:
            sentence = sentence.partition("\n")[0]  # its day may stand in the line below
        if len(sentence) > LONGEST or sentence.endswith("?") or _METADATA.search(sentence):
            continue
        paper = _day_at(messages, start, _own_day(document, report))
        near = report is not None or messages[0]  # these count from their own year
        reference = Reference(paper, told, None if near else year)
        found = list(_of_sentence(document, start, sentence, reference, report, scene))
        scene = _scene(found)
        for event, time in found:
            if time is not None and event.when.first is not None:
                year = event.when.first.year
                told = event.when.day or told
            yield event


def _scene(found: Sequence[tuple[Event, Expression | None]]) -> When | None:
    """The time at which a sentence leaves a report that goes on to tell: that of its last event,
    where words give it and it was; None where it is the report's own."""
    if not found:
        return None
    event, _ = found[-1]
    happened = event.standing in ("stated", "alleged", "found", "admitted", "denied")
    return event.when if event.basis != "paper" and happened else None


def _of_sentence(
    document: Document,
    at: int,
    sentence: str,
    reference: Reference,
    report: Report | None,
    scene: When | None,
) -> Iterator[tuple[Event, Expression | None]]:
    if document.language not in (None, "en"):
        for day in dated(sentence)[:1]:
            written = Expression(day.start, day.end, on(day.day), "written")
            yield _whole(document, at, sentence, written), written
        return
    clauses = clauses_in(sentence)
    times = _timed(sentence, clauses, reference)
    if report is not None and at == report.headline and not times:
        yield _whole(document, at, sentence, Expression(0, 0, on(report.day), "paper")), None
        return
    if not clauses:
        if times and _ROW.search(sentence):
            yield _whole(document, at, sentence, times[0]), times[0]
        return
    if is_heading(sentence):
        return
    for unit in units_in(sentence, clauses, times, document.kind):
        if unit.time is not None:
            yield _event(document, at, sentence, unit, unit.time), unit.time
        elif report is not None and (unit.speech or not times):
            time = report.time_of(unit, sentence, scene)
            if time is not None:
                yield _event(document, at, sentence, unit, time), None


def _timed(sentence: str, clauses: Sequence[Clause], reference: Reference) -> list[Expression]:
    """The times of the sentence; each is read as to come where its own clause tells so, or the
    word before it. A clause on what may be tells it of neither, so that the nearer day is meant."""
    past = expressions_in(sentence, reference)
    future = expressions_in(sentence, reference, future=True)
    starts = [clause.start for clause in clauses]
    chosen = []
    for number, one in enumerate(past):
        later = future[number] if number < len(future) else one
        tense = clauses[max(0, bisect_right(starts, one.start) - 1)].verb.tense if clauses else ""
        weekday = _WEEKDAY.search(sentence, one.start, one.end) is not None
        before = sentence[max(0, one.start - _LOOK_BACK) : one.end]
        if tense == "possible" and not weekday:
            chosen.append(min(one, later, key=lambda read: _days_from(read, reference.paper)))
            continue
        ahead = tense in ("future", "possible") or (
            weekday
            and not _SINCE.search(before)
            and (tense == "present" or _UNTIL.search(before) is not None)
        )
        chosen.append(later if ahead else one)
    return chosen


_LOOK_BACK = 40
_DAY_NAME = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_WEEKDAY = re.compile(rf"\b{_DAY_NAME}\b")
_UNTIL = re.compile(
    rf"\b(?:until|till)\b[^,.;]{{0,30}}?\b{_DAY_NAME}\b|\b(?:by|no later than)\s{_DAY_NAME}\b"
)
_SINCE = re.compile(rf"\bsince\b[^,.;]{{0,20}}?\b{_DAY_NAME}\b")


def _days_from(one: Expression, paper: datetime.date | None) -> int:
    """How many days a time is from the paper's own."""
    if paper is None or one.when.first is None:
        return 0
    return abs((one.when.first - paper).days)


def _event(
    document: Document,
    at: int,
    sentence: str,
    unit: Unit,
    time: Expression,
) -> Event:
    def span(place: tuple[int, int] | None) -> Span | None:
        return document.span(at + place[0], at + place[1]) if place else None

    return Event(
        when=time.when,
        basis=time.basis,
        standing=unit.standing,
        what=document.span(at + unit.start, at + unit.end),
        sentence=document.span(at, at + len(sentence)),
        words=document.span(at + time.start, at + time.end) if time.end else None,
        who=span(subject_of(sentence, unit.clause)),
        place=span(place_of(sentence, unit.start, unit.end)),
    )


def _whole(document: Document, at: int, sentence: str, time: Expression) -> Event:
    """A row of a table, or a sentence in a language whose verbs are not known."""
    whole = document.span(at, at + len(sentence))
    words = document.span(at + time.start, at + time.end) if time.end else None
    return Event(time.when, time.basis, "stated", whole, whole, words, None, None)


# The day that a paper's "today" is


def _own_day(document: Document, report: Report | None) -> datetime.date | None:
    if report is not None:
        return report.paper
    return None if document.kind in _UNDATED_KINDS else document.date


def _messages(document: Document) -> tuple[list[int], list[datetime.date | None]]:
    """Where each message of an e-mail begins, and its day."""
    marks = [mark for mark in document.marks if mark.kind in ("message", "quoted message")]
    return [mark.start for mark in marks], [message_of(mark).day for mark in marks]


def _day_at(
    messages: tuple[list[int], list[datetime.date | None]],
    at: int,
    otherwise: datetime.date | None,
) -> datetime.date | None:
    starts, days = messages
    number = bisect_right(starts, at) - 1
    return days[number] if number >= 0 else otherwise
