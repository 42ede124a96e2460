"""What the index keeps and finds, as the replies that every door gives."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant import replies
from assistant.service.protocol import OnProgress
from corpus.pincite import pincite
from index.case import Case
from index.records import DocumentRecord
from index.report import Progress
from index.retrieval import ScoredPassage

if TYPE_CHECKING:
    from assistant.starters import Starter


def told(on_progress: OnProgress) -> Callable[[Progress], None]:
    """`on_progress` as the index tells of it."""
    return lambda progress: on_progress(progress.stage, progress.done, progress.total)


def document_entry(record: DocumentRecord) -> replies.DocumentEntry:
    """A document with its state and, if it was refused, the reason."""
    return replies.DocumentEntry(
        id=record.id,
        name=record.name,
        title=record.title,
        kind=record.kind,
        date=iso_day(record.date),
        language=record.language,
        pages=record.pages,
        state=record.state,
        reason=record.reason,
        flags=tuple(replies.FlagEntry(f.kind, f.note, f.page) for f in record.flags),
        copies=record.copies,
    )


def iso_day(date: datetime.date | None) -> str | None:
    """A day as JSON holds it: 2024-05-31."""
    return date.isoformat() if date else None


def starter_question(case: Case, one: Starter) -> replies.StarterQuestion:
    """A question that the case answers, with the place of the answer."""
    document = case.document(one.span.document_id)
    return replies.StarterQuestion(
        one.question, document.name, one.span.start, one.span.end, pincite(document, one.span)
    )


def hit_entry(case: Case, hit: ScoredPassage) -> replies.Hit:
    """A passage that was found, with its document and its text."""
    passage = hit.passage
    document = case.document(passage.span.document_id)
    return replies.Hit(
        document=document.name,
        start=passage.span.start,
        end=passage.span.end,
        score=hit.score,
        page=passage.first_page,
        pincite=pincite(document, passage.span),
        text=passage.text,
        why=hit.why,
        copies=hit.copies,
    )
