"""Papers that tell of their own day: news, and releases to the press.

What such a paper tells without saying when was mostly the day that it is about: its own day, or
one shortly before it that its first sentences name.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from assistant.chronology.expressions import Expression, Reference, expressions_in
from assistant.chronology.units import Unit
from assistant.chronology.when import When, on
from corpus.document import Document
from corpus.language.days import dates_in, only_a_date
from corpus.language.sentences import sentence_spans

REPORTS = ("article", "press release")
TOLD = ("past", "perfect", "progressive", "present")
_LINES_ABOVE = 4
"""Lines in which the day stands alone above a report that does not say what it is."""
_LEAD = 6
"""Sentences that say what day a report is about."""
_NEAR = 3
"""Days before its own day that a report may be about."""


_ELSEWHEN = re.compile(
    r"\W*(?:before|during|since|when|while|once|until|previously|earlier|formerly|originally"
    r"|initially|at the time|in the past|(?:more )?recently|in recent|over the (?:years|past|last)"
    r"|for (?:years|months|weeks|decades)|then|at first|historically)\b",
    re.IGNORECASE,
)
"""What opens a sentence that tells of another time than the rest, though it does not say which."""
_EARLIER = re.compile(
    r"\b(?:previously|formerly|originally|had been|used to|in the past|once|years? ago|recently"
    r"|earlier|the day (?:after|before)|the (?:week|month|year)s? (?:after|before))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Report:
    """A report: its own day, the day it is about, and where its headline begins."""

    paper: datetime.date
    day: datetime.date
    headline: int

    def time_of(self, unit: Unit, sentence: str, scene: When | None) -> Expression | None:
        """The time of an event that no words of its sentence give; None where it is open.

        `scene` is the time that the sentence before it told of, where words gave it: what goes
        on in the past goes on there, and what somebody says is said of the report's day.
        """
        clause, tense = unit.clause, unit.clause.verb.tense
        if unit.standing in ("denied", "possible"):  # what was not so was so on no day
            return None
        paper = Expression(0, 0, on(self.day), "paper")
        if unit.speech and clause.over is None:
            return paper if tense in ("past", "perfect", "present") else None
        if _ELSEWHEN.match(sentence) or _EARLIER.search(sentence, clause.start, clause.end):
            return None
        if clause.quoted or clause.link not in ("main", "and", "says", "quote"):
            return None
        if tense == "past" and scene is not None and scene.day != self.day:
            return Expression(0, 0, scene, "counted") if scene.day else None
        if clause.over is not None and tense != "past":
            return None
        return paper if tense in TOLD else None


def report_of(document: Document) -> Report | None:
    """What a paper's undated sentences tell of; None for a paper that is no report."""
    if document.kind in REPORTS:
        paper = _day_above(document.text) or document.date
    else:
        paper = _day_above(document.text) if _opens_as_news(document.text) else None
    if paper is None:
        return None
    return Report(paper, _day_of_lead(document.text, paper), _headline_of(document.text))


def _headline_of(text: str) -> int:
    """Where the headline begins among the first lines; -1 where there is none."""
    at = 0
    for line in text[:2_000].splitlines(keepends=True)[:_LINES_ABOVE]:
        if _is_headline(line):
            return at + len(line) - len(line.lstrip(" #*\t"))
        at += len(line)
    return -1


def _opens_as_news(text: str) -> bool:
    """Whether a headline stands first, as over no contract or order, and prose that is none of
    theirs."""
    line = text[:2_000].lstrip().partition("\n")[0]
    return _is_headline(line) and _FORMAL.search(text[:20_000]) is None


def _is_headline(line: str) -> bool:
    """Whether a line is written as headlines are: some words, small but for names, and no end."""
    small = [word for word in re.findall(r"[^\W\d_]{4,}", line) if word.islower()]
    return bool(small) and len(line.split()) >= 4 and not line.rstrip().endswith((".", ":"))


_FORMAL = re.compile(
    r"\b(?:hereby|hereinafter|herein|hereto|witnesseth|whereas,|it is (?:so )?ordered"
    r"|the undersigned"
    r"|sworn|the parties (?:hereto|agree|shall))\b|^(?:From|To|Subject|Dear|Re):? ",
    re.IGNORECASE | re.MULTILINE,
)
"""Words of papers that state rights or are sent to somebody."""


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
