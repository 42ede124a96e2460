"""A checked draft as a reply: what scripts read, the service sends and files are made of."""

from __future__ import annotations

import datetime
from importlib.metadata import version

from assistant import replies
from assistant.answer import Citation
from assistant.answered import sources
from assistant.drafts.report import (
    CheckedCite,
    CheckedQuotation,
    CheckedSentence,
    Difference,
    DraftReport,
    Fact,
    Verdict,
)

VERDICTS: tuple[Verdict, ...] = ("supported", "differs", "not-in-file", "unchecked")


def draft_checked(report: DraftReport) -> replies.DraftChecked:
    """`report` in plain words and figures; its day is today."""
    return replies.DraftChecked(
        case=report.case,
        draft=report.name,
        counts={verdict: report.count(verdict) for verdict in VERDICTS},
        notices=report.notices,
        sentences=tuple(_sentence(one, report.text) for one in report.sentences),
        text=report.text,
        casebook=version("casebook"),
        day=datetime.datetime.now().astimezone().date().isoformat(),
    )


def _sentence(one: CheckedSentence, text: str) -> replies.DraftSentence:
    return replies.DraftSentence(
        start=one.start,
        end=one.end,
        text=one.text,
        verdict=one.verdict,
        reason=one.reason,
        citations=sources(one.sources),
        difference=_difference(one.difference),
        facts=tuple(_fact(fact, text) for fact in one.facts),
        cites=tuple(_cite(cited) for cited in one.cites),
        quotations=tuple(_quotation(quoted) for quoted in one.quotations),
    )


def _fact(fact: Fact, text: str) -> replies.DraftFact:
    words = text[fact.start : fact.end]
    difference = _difference(fact.difference)
    found = sources(fact.sources)
    return replies.DraftFact(fact.start, fact.end, words, fact.verdict, found, difference)


def _difference(found: Difference | None) -> replies.DraftDifference | None:
    if found is None:
        return None
    source = _place(found.source)
    return replies.DraftDifference(found.rule, found.reason, found.start, found.end, source)


def _cite(one: CheckedCite) -> replies.DraftCite:
    return replies.DraftCite(one.start, one.end, one.text, one.state, one.reason, _place(one.place))


def _quotation(one: CheckedQuotation) -> replies.DraftQuotation:
    return replies.DraftQuotation(
        one.start, one.end, one.text, one.state, one.reason, _place(one.place),
        one.written, one.said,
    )  # fmt: skip


def _place(citation: Citation | None) -> replies.Source | None:
    return sources((citation,))[0] if citation else None
