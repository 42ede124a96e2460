"""Papers that tell of their own day: news, and releases to the press.

What such a paper tells without saying when was mostly the day that it is about: its own day, or
one shortly before it that its first sentences name.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from assistant.chronology.expressions import Reference, expressions_in
from assistant.chronology.units import Unit
from corpus.dates import dates_in, only_a_date
from corpus.document import Document
from corpus.sentences import sentence_spans

REPORTS = ("article", "press release")
_LINES_ABOVE = 4
"""Lines in which the day stands alone above a report that does not say what it is."""
_LEAD = 3
"""Sentences that say what day a report is about."""
_NEAR = 10
"""Days before its own day that a report may be about."""


@dataclass(frozen=True, slots=True)
class Report:
    """A report: its own day, the day it is about, and where its headline begins."""

    paper: datetime.date
    day: datetime.date
    headline: int

    def tells(self, unit: Unit, sentence: str) -> bool:
        """Whether an event without a time is of the day that the report is about."""
        clause = unit.clause
        if clause.over is not None or clause.link not in ("main", "and"):
            return False
        if unit.speech:
            return clause.verb.tense in ("past", "perfect", "present")
        return not clause.quoted and clause.verb.tense in ("past", "perfect", "progressive")


def report_of(document: Document) -> Report | None:
    """What a paper's undated sentences tell of; None for a paper that is no report."""
    if document.kind not in (*REPORTS, "other"):
        return None
    paper = _day_above(document.text) or (document.date if document.kind in REPORTS else None)
    if paper is None:
        return None
    headline = re.search(r"\S", document.text)
    day = _day_of_lead(document.text, paper)
    return Report(paper, day, headline.start() if headline else 0)


def _day_above(text: str) -> datetime.date | None:
    """The day that stands alone in one of the first lines."""
    lines = [line for line in text[:2_000].splitlines() if line.strip()][:_LINES_ABOVE]
    return next((next(dates_in(line)) for line in lines if only_a_date(line)), None)


def _day_of_lead(text: str, paper: datetime.date) -> datetime.date:
    """The day shortly before its own that the first sentences of a report name, else its own."""
    read = 0
    for start, end in sentence_spans(text[:4_000]):
        sentence = text[start:end]
        if only_a_date(sentence) or not re.search(r"[.!]\W*$", sentence):
            continue
        read += 1
        for one in expressions_in(sentence, Reference(paper)):
            if one.when.day and 0 <= (paper - one.when.day).days <= _NEAR:
                return one.when.day
        if read == _LEAD:
            break
    return paper
