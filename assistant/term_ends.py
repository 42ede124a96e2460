"""What "five years from the Effective Date" comes to, with the words of the contract that say from
which day it is counted."""

from __future__ import annotations

import datetime

from corpus.document import Document, Span
from corpus.named_days import NamedDay, day_called
from corpus.pincite import pincite
from corpus.terms import Term, terms_in


def term_ends(document: Document, span: Span) -> str:
    """ "“five years from the Effective Date” comes to May 3, 2026, counted from “May 3, 2021 (the
    “Effective Date”)” (§ 1)" for each such length of time in a span; "" where there is none, where
    the document is no contract, or where it does not say what day it is counted from."""
    if document.kind != "contract":
        return ""
    sentence = document.text[span.start : span.end]
    said = (_said(document, sentence, span.start, term) for term in terms_in(sentence))
    return "; ".join(dict.fromkeys(filter(None, said)))


def _said(document: Document, sentence: str, at: int, term: Term) -> str:
    since = _since(document, at, term)
    if since is None:
        return ""
    try:
        end = term.ends(since.day)
    except (OverflowError, ValueError):  # after all calendars
        return ""
    words = _quoted(sentence[term.start : term.end])
    if at <= since.start and since.end <= at + len(sentence):
        return f"{words} comes to {_day(end)}"
    place = pincite(document, document.span(since.start, since.end))
    where = f" ({place})" if place else ""
    counted_from = _quoted(document.text[since.start : since.end])
    return f"{words} comes to {_day(end)}, counted from {counted_from}{where}"


def _since(document: Document, at: int, term: Term) -> NamedDay | None:
    if isinstance(term.since, datetime.date):
        return NamedDay(term.since, at + term.start, at + term.end)
    return day_called(document.text, term.since, document.date)


def _quoted(words: str) -> str:
    return f"“{' '.join(words.split())}”"


def _day(day: datetime.date) -> str:
    return f"{day:%B} {day.day}, {day.year}"
