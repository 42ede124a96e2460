"""The service of the process that owns the home: it does the work itself."""

from __future__ import annotations

import copy
import logging
from collections.abc import Iterator, Mapping, Sequence
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, Self

from assistant import replies
from assistant.models import keys
from assistant.service.as_replies import (
    document_entry,
    hit_entry,
    iso_day,
    starter_question,
    told,
)
from assistant.service.permission import (
    Caller,
    check_may_change,
    check_may_keep_keys,
    check_not_own,
    check_search,
    check_uploads,
    check_whole,
)
from assistant.service.protocol import Addition, OnProgress
from assistant.service.shared import Shared
from assistant.settings import Settings
from corpus.errors import CasebookError
from index.case import Case
from index.filters import Filter
from index.finding import Found, find_files
from index.home import Home
from index.records import Correction, DocumentRecord

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from assistant.chain import Assistant
    from assistant.chronology import Chronology, Wanted
    from assistant.conflicts import Conflicts
    from assistant.conversations import Conversations
    from assistant.evaluation.outcome import Outcome, Setting
    from assistant.evaluation.questions import Problem, Question
    from assistant.listing import Listing
    from assistant.service.choice import ModelChoice

log = logging.getLogger(__name__)

_TURNS = 20
"""Turns of a chat that a follow-up is understood by."""


class LocalService:
    """Serves one open home, from any thread, for whoever opened Casebook; `on_behalf_of` gives
    the same service for others. Closing it closes the home.

    `opened_with` is the chat model that Casebook was opened with, if any.
    """

    def __init__(
        self,
        home: Home,
        settings: Settings,
        opened_with: str | BaseChatModel | None = None,
    ) -> None:
        self.home = home
        self.settings = settings
        self.caller: Caller = "owner"
        self._shared = Shared(home, settings, opened_with)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.home.close()

    def on_behalf_of(self, caller: Caller) -> Self:
        """This service for whoever asks: it does for them what they may have done."""
        theirs = copy.copy(self)
        theirs.caller = caller
        return theirs

    @property
    def models(self) -> ModelChoice:
        """The chat model in use, and which others may be."""
        return self._shared.models()

    def case(self, name: str) -> Case:
        """The case of this name, open; raises `UnknownCase`."""
        return Case.open(name, home=self.home, create=False)

    def assistant(self, name: str, model: str | BaseChatModel | None) -> Assistant:
        """The assistant for a case and a chat model (None: the documents' own words).

        It is kept, so that asking again is quick. Raises `NotAllowed` for a model that whoever
        asks may not have asked.
        """
        case = self.case(name)
        if isinstance(model, str):
            self.models.check(model, self.caller)
        return self._shared.assistant(case, model)

    def cases(self) -> replies.CaseList:
        records = self.home.catalog.cases()
        return replies.CaseList(
            tuple(replies.CaseEntry(r.name, r.documents, r.embedding) for r in records)
        )

    def documents(self, case: str) -> replies.DocumentList:
        records = self.case(case).documents()
        return replies.DocumentList(case, tuple(document_entry(record) for record in records))

    def records(self, case: str) -> list[DocumentRecord]:
        """The documents of a case as the catalogue has them; raises `UnknownCase`."""
        return self.case(case).documents()

    def create(self, case: str) -> str:
        """Make a case of this name, unless it is there; what it is called."""
        check_may_change(self.caller)
        return Case.open(case, home=self.home).name

    def rename(self, case: str, name: str) -> None:
        """Call a case so from now on; raises `UnknownCase`, also for a name that is taken."""
        check_may_change(self.caller)
        self.case(case).rename(name)

    def add(self, case: str, addition: Addition, on_progress: OnProgress) -> replies.Added:
        found = self.found(addition)  # first, so that a wrong path does not leave an empty case
        opened = Case.open(case, home=self.home, embedding=addition.embedding)
        report = opened.add(
            addition.paths,
            found=found,
            prefix=addition.prefix,
            sync=addition.sync,
            passwords=addition.passwords,
            on_progress=told(on_progress),
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

    def found(self, addition: Addition) -> list[Found]:
        """The files that are meant, for `Case.add`. Raises what adding them raises before anything
        is read: `TokenNeeded`, and `MissingPath` for what is not there, or holds what Casebook
        itself keeps."""
        check_may_change(self.caller)
        check_whole(addition.paths)
        found = find_files(addition.paths, addition.prefix, may_be_empty=addition.sync)
        check_not_own(found, self.home.path)
        return found

    def check_uploads(self, given: int, uploaded: int) -> None:
        """Raise `TokenNeeded`, and as `permission.check_uploads`."""
        check_may_change(self.caller)
        check_uploads(given, uploaded)

    def correct(self, case: str, document: str, correction: Correction) -> replies.Corrected:
        check_may_change(self.caller)
        opened = self.case(case)
        opened.correct(
            document,
            title=correction.title,
            kind=correction.kind,
            date=correction.date,
            language=correction.language,
        )
        (record,) = (r for r in opened.documents() if r.name == document)
        return replies.Corrected(case, document_entry(record))

    def remove(self, case: str, document: str) -> replies.Removed:
        check_may_change(self.caller)
        self.case(case).remove(document)
        return replies.Removed(case, document)

    def delete(self, case: str) -> replies.Deleted:
        check_may_change(self.caller)
        opened = self.case(case)
        opened.delete()
        self._shared.forget(opened)
        return replies.Deleted(case)

    def reindex(self, case: str, model: str, on_progress: OnProgress) -> replies.Reindexed:
        check_may_change(self.caller)
        opened = self.case(case)
        opened.reindex(model, on_progress=told(on_progress))
        return replies.Reindexed(case, opened.embedding.name)

    def search(self, case: str, query: str, k: int, where: Filter) -> replies.Found:
        check_search(query, k)
        opened = self.case(case)
        hits = opened.retrieve(query, k, where=where)
        return replies.Found(query, tuple(hit_entry(opened, hit) for hit in hits))

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
        model: str | BaseChatModel | None,
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
        return replies.Questions(case, tuple(starter_question(opened, one) for one in found))

    def verify(self, case: str, saved: Mapping[str, Any]) -> replies.Verified:
        from assistant.export.verification import kept_answer, verify

        return verify(self.case(case), kept_answer(saved))

    def keep_key(self, model: str, key: str) -> None:
        """Put the key for a chat model into the system's keyring; raises `NotAllowed` for all but
        the owner, and `KeyNotKept`."""
        check_may_keep_keys(self.caller)
        keys.keep(model, key)

    def forget_key(self, model: str) -> None:
        """Take the key for a chat model out of the keyring; raises as `keep_key`."""
        check_may_keep_keys(self.caller)
        keys.forget(model)

    def conversations(self, case: str) -> Conversations | None:
        """What was said about a case in the window; None where there is no such case, or none
        any more."""
        record = self.home.catalog.case(case)
        return None if record is None else self._shared.conversations(record.id)

    def text(self, case: str, document: str) -> replies.DocumentText:
        found = self.case(case).document_named(document)
        return replies.DocumentText(
            found.name,
            found.id,
            found.title,
            found.kind,
            iso_day(found.date),
            found.text,
            found.pages,
        )

    def chronology(self, case: str, wanted: Wanted) -> Chronology:
        from assistant.chronology import chronology

        return chronology(self.case(case), wanted)

    def listing(self, case: str, question: str, where: Filter) -> Listing:
        from assistant.listing import listing

        return listing(self.case(case), question, where)

    def conflicts(self, case: str, where: Filter) -> Conflicts:
        from assistant.conflicts import conflicts

        return conflicts(self.case(case), where)

    def setting(self, case: str, model: str | None) -> Setting:
        from assistant.evaluation.asking import setting_of

        return setting_of(self.assistant(case, model))

    def evaluate(
        self, case: str, questions: Sequence[Question], model: str | None
    ) -> Iterator[Outcome | Problem]:
        from assistant.evaluation.asking import ask_each

        return ask_each(self.assistant(case, model), questions)

    # Getting ready

    @property
    def ready(self) -> Event:
        """Set once `warm` has loaded the models, or could not: then asking says why."""
        return self._shared.ready

    def warm(self, case: str | None = None) -> None:
        """Begin to load what a first question, of a case if one is named, needs."""
        Thread(target=self._load, args=(case,), name="casebook-warm", daemon=True).start()

    def _load(self, case: str | None) -> None:
        from index.embedding import embedding_model

        try:
            if case is None:
                embedding_model().embed_query("ready")
            else:
                self.assistant(case, None).ask("Is everything ready?")
        except CasebookError as error:
            log.warning("%s", error)
        except Exception:
            log.exception("The models could not be loaded ahead of the first question.")
        finally:
            self.ready.set()

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
