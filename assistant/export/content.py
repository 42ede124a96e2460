"""An answer as a sheet to keep: what Markdown and Word files of it hold, line by line."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from assistant import replies
from assistant.grounding.languages import called


@dataclass(frozen=True, slots=True)
class Quotation:
    """A source as a sheet shows it: its words, its place, and what one should know of it."""

    number: int
    quote: str
    place: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The parts of a kept answer, in the order in which they are shown.

    `unchecked` are the sentences that no check could be made of, each with the
    reason. `files` pairs each document with the SHA-256 of its bytes, and `making` each setting
    with what it was.
    """

    question: str
    paragraphs: tuple[str, ...]
    unchecked: tuple[str, ...]
    heading: str
    quotations: tuple[Quotation, ...]
    files: tuple[tuple[str, str], ...]
    making: tuple[tuple[str, str], ...]


def sheet_of(reply: replies.Answered) -> Sheet:
    """The sheet of an answer: its sources, or when it abstained the nearest sentences."""
    shown = reply.nearest if reply.abstained else reply.citations
    return Sheet(
        question=_line(reply.question),
        paragraphs=tuple(_line(text) for text in (reply.answer, reply.notice) if text),
        unchecked=tuple(_unchecked(claim) for claim in reply.claims if claim.language),
        heading="Nearest" if reply.abstained else "Sources",
        quotations=tuple(_quotation(source) for source in shown),
        files=tuple(dict.fromkeys((_line(s.document), s.sha256) for s in shown)),
        making=tuple(_making(reply)),
    )


def remarks(source: replies.Source) -> Iterator[str]:
    """What to know of a source besides its place: what it is, and what came after it."""
    kind = "" if source.kind == "other" else source.kind
    facts = ", ".join(part for part in (kind, long_date(source.date)) if part)
    later = f"superseded by {source.superseded_by}" if source.superseded_by else ""
    if facts or later:
        yield "; ".join(part for part in (facts, later) if part)
    if source.meaning:
        yield source.meaning


def long_date(date: str | None) -> str:
    """ "2024-03-04" as "March 4, 2024"; nothing for none."""
    if not date:
        return ""
    day = datetime.date.fromisoformat(date)
    return f"{day:%B} {day.day}, {day.year}"


def _unchecked(claim: replies.Stated) -> str:
    marks = "".join(f"[{number}]" for number in claim.citations)
    near = f"nearest to {marks}" if marks else "nothing near"
    return _line(f"{claim.text} ({near}; the check does not know {called(claim.language or '')})")


def _quotation(source: replies.Source) -> Quotation:
    page = "" if source.page is None else f"page {source.page}, "
    place = f"{source.pincite} ({source.document}, {page}characters {source.start}–{source.end})"
    notes = tuple(_line(remark) for remark in remarks(source))
    return Quotation(source.number, _line(source.quote), _line(place), notes)


def _making(reply: replies.Answered) -> Iterator[tuple[str, str]]:
    made = reply.made
    yield "Case", _line(made.case)
    if reply.mode == "written":
        yield "Answer", _line(f"written by {made.model}, each sentence checked")
    else:
        yield "Answer", "quoted from the documents"
    yield "Embedding model", _line(made.embedding)
    yield "Casebook", made.casebook
    yield "Day", long_date(made.day)


def _line(text: str) -> str:
    return " ".join(text.split())
