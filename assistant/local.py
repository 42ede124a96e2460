"""The clerk of the process that owns the home: it does the work itself."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from threading import Lock
from typing import TYPE_CHECKING, Any, Self

from assistant import replies
from assistant.clerk import Addition, OnProgress
from assistant.errors import BadQuestion
from corpus.errors import CasebookError
from corpus.pincite import pincite
from index.case import Case
from index.filters import Filter
from index.finding import find_files
from index.home import Home
from index.records import Correction, DocumentRecord
from index.report import Progress
from index.retrieval import ScoredPassage

if TYPE_CHECKING:
    from assistant.chain import Assistant
    from assistant.evaluation.outcome import Outcome, Setting
    from assistant.evaluation.questions import Problem, Question
    from assistant.starters import Starter

log = logging.getLogger(__name__)

_MOST_KEPT = 32
"""Assistants kept at hand; the one that was asked longest ago goes first."""
_TURNS = 20
"""Turns of a chat that a follow-up is understood by."""


class LocalClerk:
    """Serves one open home, from any thread. Closing the clerk closes the home."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self._assistants: dict[tuple[Case, str | None], Assistant] = {}
        self._hiring = Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.home.close()

    def case(self, name: str) -> Case:
        """The case of this name, open; raises `UnknownCase`."""
        return Case.open(name, home=self.home, create=False)

    def assistant(self, name: str, model: str | None) -> Assistant:
        """The assistant for a case and a chat model (None: the documents' own words).

        It is kept, so that asking again is quick.
        """
        from assistant.chain import Assistant

        case = self.case(name)
        with self._hiring:
            kept = self._assistants.pop((case, model), None) or Assistant(case, model=model)
            self._assistants[case, model] = kept
            if len(self._assistants) > _MOST_KEPT:
                self._assistants.pop(next(iter(self._assistants)))
            return kept

    def cases(self) -> replies.CaseList:
        records = self.home.catalog.cases()
        return replies.CaseList(
            tuple(replies.CaseEntry(r.name, r.documents, r.embedding) for r in records)
        )

    def documents(self, case: str) -> replies.DocumentList:
        records = self.case(case).documents()
        return replies.DocumentList(case, tuple(_entry(record) for record in records))

    def add(self, case: str, addition: Addition, on_progress: OnProgress) -> replies.Added:
        # First, so that a wrong path does not leave an empty case.
        find_files(addition.paths, addition.prefix, may_be_empty=addition.sync)
        opened = Case.open(case, home=self.home, embedding=addition.embedding)
        report = opened.add(
            addition.paths,
            prefix=addition.prefix,
            sync=addition.sync,
            passwords=addition.passwords,
            on_progress=_told(on_progress),
        )
        return replies.Added(
            case,
            report.added,
            report.changed,
            report.unchanged,
            tuple(replies.RefusedFile(r.name, r.reason) for r in report.refused),
            report.removed,
            tuple(replies.RefusedFile(r.name, r.reason) for r in report.left_out),
        )

    def correct(self, case: str, document: str, correction: Correction) -> replies.Corrected:
        opened = self.case(case)
        opened.correct(
            document,
            title=correction.title,
            kind=correction.kind,
            date=correction.date,
            language=correction.language,
        )
        (record,) = (r for r in opened.documents() if r.name == document)
        return replies.Corrected(case, _entry(record))

    def remove(self, case: str, document: str) -> replies.Removed:
        self.case(case).remove(document)
        return replies.Removed(case, document)

    def delete(self, case: str) -> replies.Deleted:
        self.case(case).delete()
        return replies.Deleted(case)

    def reindex(self, case: str, model: str, on_progress: OnProgress) -> replies.Reindexed:
        opened = self.case(case)
        opened.reindex(model, on_progress=_told(on_progress))
        return replies.Reindexed(case, opened.embedding.name)

    def search(self, case: str, query: str, k: int, where: Filter) -> replies.Found:
        if not query.strip():
            raise BadQuestion("The query is empty; give some words to search for.")
        opened = self.case(case)
        hits = opened.retrieve(query, k, where=where)
        return replies.Found(query, tuple(_hit(opened, hit) for hit in hits))

    def ask(
        self,
        case: str,
        question: str,
        model: str | None,
        history: Sequence[tuple[str, str]] = (),
        *,
        where: Filter | None = None,
    ) -> replies.Answered:
        *_, last = self.answers(case, question, model, history, where=where)
        return last

    def answers(
        self,
        case: str,
        question: str,
        model: str | None,
        history: Sequence[tuple[str, str]] = (),
        *,
        where: Filter | None = None,
    ) -> Iterator[replies.Answered]:
        """The answer as it grows, the last being the final one; `history` is what was asked
        and answered before, oldest first, of which the last turns count."""
        from langchain_core.messages import AIMessage, HumanMessage

        from assistant.answered import answered
        from assistant.chain import LONGEST_QUESTION

        opened, assistant = self.case(case), self.assistant(case, model)
        turns = [(q[:LONGEST_QUESTION], a[:LONGEST_QUESTION]) for q, a in history[-_TURNS:]]
        messages = [said for q, a in turns for said in (HumanMessage(q), AIMessage(a))]
        for answer in assistant.stream(question, messages, where=where):
            yield answered(opened, answer)

    def questions(self, case: str) -> replies.Questions:
        from assistant.starters import starter_questions

        opened = self.case(case)
        found = starter_questions(opened)
        return replies.Questions(case, tuple(_starter(opened, one) for one in found))

    def verify(self, case: str, saved: Mapping[str, Any]) -> replies.Verified:
        from assistant.verifying import kept_answer, verify

        return verify(self.case(case), kept_answer(saved))

    def text(self, case: str, document: str) -> replies.DocumentText:
        found = self.case(case).document_named(document)
        return replies.DocumentText(
            found.name, found.id, found.title, found.kind, _iso(found.date), found.text, found.pages
        )

    def setting(self, case: str, model: str | None) -> Setting:
        from assistant.evaluation.asking import setting_of

        return setting_of(self.assistant(case, model))

    def evaluate(
        self, case: str, questions: Sequence[Question], model: str | None
    ) -> Iterator[Outcome | Problem]:
        from assistant.evaluation.asking import ask_each

        return ask_each(self.assistant(case, model), questions)

    def check(
        self, case: str, name: str, data: bytes, on_progress: OnProgress
    ) -> replies.DraftChecked:
        from assistant.drafts.checking import checked
        from assistant.drafts.reading import read_draft
        from assistant.drafts.replying import draft_checked

        def told(done: int, total: int) -> None:
            on_progress("sentences", done, total)

        return draft_checked(checked(self.case(case), read_draft(data, name), told))

    def catch_up(self) -> None:
        """Do what adds that were broken off left undone, case by case."""
        for record in self.home.catalog.cases():
            try:
                self.case(record.name).finish()
            except CasebookError as error:
                log.warning("The case %r is not whole: %s", record.name, error)
            except Exception:
                log.exception("The case %r is not whole.", record.name)


def _told(on_progress: OnProgress) -> Callable[[Progress], None]:
    return lambda progress: on_progress(progress.stage, progress.done, progress.total)


def _entry(record: DocumentRecord) -> replies.DocumentEntry:
    return replies.DocumentEntry(
        id=record.id,
        name=record.name,
        title=record.title,
        kind=record.kind,
        date=_iso(record.date),
        language=record.language,
        pages=record.pages,
        state=record.state,
        reason=record.reason,
        flags=tuple(replies.FlagEntry(f.kind, f.note, f.page) for f in record.flags),
        copies=record.copies,
    )


def _iso(date: datetime.date | None) -> str | None:
    return date.isoformat() if date else None


def _starter(case: Case, one: Starter) -> replies.StarterQuestion:
    document = case.document(one.span.document_id)
    return replies.StarterQuestion(
        one.question, document.name, one.span.start, one.span.end, pincite(document, one.span)
    )


def _hit(case: Case, hit: ScoredPassage) -> replies.Hit:
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
