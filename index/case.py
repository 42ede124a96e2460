"""Case: the user's documents on one matter, and a wall that no search crosses."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from threading import Lock, Thread
from typing import TypeVar

from langchain_core.embeddings import Embeddings

from corpus.document import Document, Passage
from corpus.remembering import forget_texts, forget_with_texts
from index.copies import families_of, link_copies
from index.embedding import PACKAGED, AbsentModel, EmbeddingModel, embedding_model
from index.errors import DamagedIndex, EmbeddingError, UnknownCase, UnknownDocument
from index.filling import lacks, put_vectors, put_words
from index.filters import Filter
from index.finding import Found, find_files, left_out, root_of
from index.home import Home
from index.ingest import Shelf, drop_gone, drop_originals, read_into
from index.lexical import LexicalIndex
from index.moving import begin, change_over, move
from index.records import CaseRecord, Correction, DocumentRecord, Store, checked
from index.report import AddReport, OnProgress, Refusal, silent
from index.retrieval import ScoredPassage, retrieve, sentence_cosines
from index.retriever import CaseRetriever
from index.searchable import Serving
from index.settings import IndexSettings
from index.vectors import VectorIndex

_NAME = re.compile(r"[^\s/\\.][^/\\\x00-\x1f]{0,99}")
_DOCUMENTS_KEPT_OPEN = 64
_STORES: tuple[Store, ...] = ("in_words", "in_vectors")

T = TypeVar("T")


class Case:
    """One case, open. Made by `Case.open`; may be shared between threads."""

    def __init__(self, home: Home, record: CaseRecord, embedding: EmbeddingModel) -> None:
        self.home = home
        self.name = record.name
        self.id = record.id
        self.serving = Serving(embedding, record.generation)
        self.reranker = home.settings.reranker
        self._reading = Lock()
        self._filling_words = Lock()
        self._filling_vectors = Lock()
        self._moving = Lock()
        self._later: list[Thread] = []
        self._failure: BaseException | None = None
        self._seen_set_aside = 0
        self._document = lru_cache(_DOCUMENTS_KEPT_OPEN)(self._load_document)
        forget_with_texts(self._close_documents)

    @classmethod
    def open(
        cls,
        name: str,
        *,
        home: str | Path | Home | None = None,
        embedding: str | Embeddings | None = None,
        reranker: str | None = None,
        create: bool = True,
        settings: IndexSettings | None = None,
    ) -> Case:
        """The case called `name`, made if new unless `create` is False.

        `embedding` is a sentence-transformers name or a LangChain `Embeddings`; a case
        keeps the one it was made with. `settings` are those of the home if it is open, else of
        the environment. `reranker` names another CrossEncoder than the settings to put the best
        hits in order; a case is one object in a process, and keeps the one that was named last.
        Raises `UnknownCase`, `EmbeddingError`, `HomeError`.
        """
        opened = home if isinstance(home, Home) else Home.open(home, settings=settings)
        record = opened.catalog.case(name)
        if record is None:
            if not create:
                raise UnknownCase(_unknown(name, opened))
            _must_be_a_name(name)
            new = embedding_model(embedding)
            if new.name != PACKAGED:
                new.count_tokens(name)  # a model that is not to be had makes no case
            opened.catalog.create_case(name, new.name)
            record = opened.catalog.case(name)
            assert record is not None
        chosen = embedding_model(record.embedding if embedding is None else embedding)
        if chosen.name != record.embedding:
            raise EmbeddingError(
                f"The case {name!r} was built with the embedding model {record.embedding!r}, not "
                f"{chosen.name!r}; use that one, or add the documents to a new case."
            )
        # One object a case: two would not know of each other's work on the same indexes.
        known: Case | None = opened.cases.get(record.id)
        case: Case = known or opened.cases.setdefault(record.id, cls(opened, record, chosen))
        if isinstance(case.embedding, AbsentModel):
            case.serving = Serving(chosen, record.generation)
        named = reranker or (settings and settings.reranker)
        if named:
            case.reranker = named
        if known is None:
            case._restore_words()
        return case

    def _restore_words(self) -> None:
        """Put words that were lost back; vectors take long, and wait for `finish`."""

        def restore() -> None:
            lost = lacks(self.home.catalog, self.id, "in_words", self.lexical)
            if lost or not len(self.lexical):
                put_words(self.home.catalog, self.id, self.lexical)

        with self._filling_words:
            self._mended(restore)

    @property
    def _shelf(self) -> Shelf:
        originals = self.home.originals(self.id)
        count_tokens, forget = self.embedding.count_tokens, self._document.cache_clear
        return Shelf(self.home.catalog, self.id, originals, count_tokens, forget)

    @property
    def lexical(self) -> LexicalIndex:
        return self.home.lexical(self.id)

    @property
    def embedding(self) -> EmbeddingModel:
        return self.serving.embedding

    @property
    def vectors(self) -> VectorIndex:
        return self.home.vectors(self.id, self.serving.generation)

    # Documents in and out

    def add(
        self,
        paths: str | Path | Iterable[str | Path],
        *,
        prefix: str = "",
        root: str | None = None,
        found: Sequence[Found] | None = None,
        sync: bool = False,
        passwords: Sequence[str] = (),
        wait: bool = True,
        on_progress: OnProgress = silent,
    ) -> AddReport:
        """Read and index files and folders; what has not changed is skipped.

        Names are relative to the folder given, with `prefix` before them; `root` says
        where the files are said to come from, when that is not where they lie. `found` are the
        files as `find_files` gave them, where that was done for these paths before. `sync` also
        removes what came from a folder given here and is no longer in it; `passwords` are
        tried on what is encrypted. What is read early can be found by its words while the
        rest is read. With `wait=False` it returns once all words are searchable, and vectors
        follow; `wait()` waits for them. Raises `MissingPath`, before anything is read.
        """
        several = [Path(p) for p in ([paths] if isinstance(paths, str | Path) else paths)]
        files = found
        if files is None:
            files = find_files(several, prefix, root, may_be_empty=sync)
        folders = {root or root_of(path) for path in several if sync and path.is_dir()}
        with self._reading:
            try:
                report = read_into(self._shelf, files, passwords, on_progress, self._put_words)
                gone = drop_gone(self._shelf, folders, prefix, files)
                if report.changed or report.removed or gone:
                    self._forget_starters()
                    forget_texts()
            finally:
                drop_originals(self._shelf)
        self._restore_words()
        self._put_words()
        later = self._put_vectors_later(on_progress)
        if wait:
            later.join()
            self._raise_failure()
        return replace(
            report,
            removed=tuple(sorted({*report.removed, *gone})),
            left_out=(*left_out(several, prefix), *self._incomplete(report)),
        )

    def _incomplete(self, report: AddReport) -> Iterator[Refusal]:
        """The documents that went in now and of which a part could not be read."""
        new = {*report.added, *report.changed}
        for record in self.documents() if new else ():
            notes = [flag.note for flag in record.flags if flag.kind == "incomplete"]
            if notes and record.name in new:
                yield Refusal(record.name, " ".join(notes).removesuffix("."))

    def _put_words(self) -> None:
        self._document.cache_clear()
        with self._filling_words:
            self._mended(lambda: put_words(self.home.catalog, self.id, self.lexical))

    def _mended(self, fill: Callable[[], None]) -> None:
        """Put into an index what it lacks; one that is found to be damaged is begun anew. Whoever
        asks holds the lock for filling it."""
        before = self.home.times_set_aside
        try:
            fill()
        except DamagedIndex as damage:
            self._set_aside(damage, before)
            fill()

    def _set_aside(self, damage: DamagedIndex, before: int) -> None:
        """Put the index that was found damaged aside, unless another has done so since."""
        if self.home.times_set_aside != before:
            return
        if damage.store == "in_words":
            self.home.set_words_aside(self.id)
        elif self.home.keeps_vectors:
            self.home.set_vectors_aside()
        else:  # a server's are for others to mend
            raise damage

    def _looked_up(self, look: Callable[[], T]) -> T:
        """What `look` finds; where an index is found to be damaged it is first made anew, also
        where another case found that out for all."""
        if self._seen_set_aside != self.home.times_set_aside:
            self._fill_anew()
        for _ in _STORES:
            before = self.home.times_set_aside
            try:
                found = look()
            except DamagedIndex as damage:
                lock = self._filling_words if damage.store == "in_words" else self._filling_vectors
                with lock:
                    self._set_aside(damage, before)
            else:
                if self.home.times_set_aside == before:
                    return found
            self._fill_anew()
        return look()

    def _fill_anew(self) -> None:
        self._seen_set_aside = self.home.times_set_aside
        self._restore_words()
        self._put_vectors_soon()

    def _put_vectors(self, on_progress: OnProgress) -> None:
        catalog = self.home.catalog
        with self._filling_vectors:
            link_copies(catalog, self.id)
            embedded = self.home.embedded
            gone = bool(catalog.leftovers(self.id, "in_vectors"))
            if gone:  # noted first, since it may be broken off
                self.home.purge_later(self.id)
            self._mended(
                lambda: put_vectors(
                    catalog, self.id, self.vectors, self.embedding, embedded, on_progress
                )
            )
            if gone:
                self._leave_nothing()

    def _leave_nothing(self) -> None:
        """Have what was removed gone from the disk, with all that was made of it."""
        self.home.embedded.keep_only(self.id, self.home.catalog.texts(self.id))
        self.home.leave_nothing(self.id)

    def _put_vectors_later(self, on_progress: OnProgress) -> Thread:
        def put() -> None:
            try:
                self._put_vectors(on_progress)
            except BaseException as error:
                self._failure = error

        later = Thread(target=put, name="casebook-vectors", daemon=True)
        self._later = [thread for thread in self._later if thread.is_alive()]
        later.start()
        self._later.append(later)
        return later

    def _put_vectors_soon(self) -> None:
        """Put vectors in, without waiting for an ingest whose vectors come first."""
        busy = any(thread.is_alive() for thread in self._later)
        later = self._put_vectors_later(silent)
        if not busy:
            later.join()
            self._raise_failure()

    def wait(self) -> None:
        """Return when every document has its vectors; raises what stopped them."""
        for later in list(self._later):
            later.join()
        self._raise_failure()

    def _raise_failure(self) -> None:
        failure, self._failure = self._failure, None
        if failure is not None:
            raise failure

    def finish(self, on_progress: OnProgress = silent) -> None:
        """Do what an ingest that was broken off left undone, and put back what was lost."""
        self.wait()
        self._restore_words()
        self._put_words()
        self._put_vectors(on_progress)

    def correct(
        self,
        name: str,
        *,
        title: str | None = None,
        kind: str | None = None,
        date: datetime.date | None = None,
        language: str | None = None,
    ) -> None:
        """Say what is right of the document called `name`; None leaves what was found.

        It stays so when the document is read again. `kind` is one of `corpus.kinds.KINDS`
        and `language` an ISO 639-1 code. Raises `UnknownDocument` and `BadCorrection`.
        """
        correction = checked(Correction(title, kind, date, language))
        with self._filling_words:
            if not self.home.catalog.correct(self.id, name, correction):
                raise UnknownDocument(f"The case {self.name!r} holds no document {name!r}.")
        self._put_words()
        self._put_vectors_soon()

    def remove(self, document: str) -> None:
        """Take out the document of this name, and if it is a file that holds others, those
        as well; raises `UnknownDocument`."""
        if not self.home.catalog.remove(self.id, document):
            raise UnknownDocument(f"The case {self.name!r} holds no document {document!r}.")
        self._forget_starters()
        self._put_words()
        self._put_vectors_soon()
        forget_texts()
        if self._reading.acquire(blocking=False):  # an ingest does it at its end
            try:
                drop_originals(self._shelf)
            finally:
                self._reading.release()

    def _close_documents(self) -> None:
        self._document.cache_clear()

    def _forget_starters(self) -> None:
        """Drop the questions that were made from documents that are gone: they hold their words."""
        self.home.starters(self.id).unlink(missing_ok=True)

    def rename(self, name: str) -> None:
        """Call the case so from now on; nothing else of it changes. Raises `UnknownCase` for
        what cannot name a case and for a name that another case has."""
        if name == self.name:
            return
        _must_be_a_name(name)
        if not self.home.catalog.rename_case(self.id, name):
            raise UnknownCase(f"There is a case {name!r} already; choose another name.")
        self.name = name

    def delete(self) -> None:
        """Delete the case with everything that was kept of it. The user's own files stay."""
        self.wait()
        with self._reading, self._filling_words, self._filling_vectors:
            self.home.embedded.forget(self.id)
            self.home.catalog.delete_case(self.id)
            self.home.drop_case(self.id, range(self.serving.generation + 2))
            self.home.cases.pop(self.id, None)
        forget_texts()

    def reindex(self, model: str | Embeddings, *, on_progress: OnProgress = silent) -> None:
        """Change the embedding model. Until all is done, searches go on with the old one.

        A change that was broken off goes on where it stopped when it is asked for again.
        Passages stay cut as they were: what is longer than the new model reads is embedded by
        its beginning. Raises `EmbeddingError` when the model cannot be had.
        """
        new = embedding_model(model)
        with self._moving:
            old = self.serving
            if new.name == old.embedding.name:
                return
            new.embed_documents([self.name])  # one that cannot be had changes nothing
            target = self.home.vectors(self.id, old.generation + 1)
            begin(self.home.catalog, self.id, new.name, target)
            move(self.home.catalog, self.id, new, self.home.embedded, target, on_progress)
            with self._filling_vectors:
                move(self.home.catalog, self.id, new, self.home.embedded, target, on_progress)
                self._change_over(Serving(new, old.generation + 1), target)
            self.home.vectors(self.id, old.generation).drop()
            self.home.leave_nothing(self.id)

    def _change_over(self, new: Serving, target: VectorIndex) -> None:
        old = self.serving

        def changed() -> None:
            self.serving = new

        try:
            change_over(self.home.catalog, self.id, new.embedding.name, target, changed)
        except BaseException:
            self.serving = old
            raise

    # Looking

    def documents(self) -> list[DocumentRecord]:
        """Every document, by name, with its state and, if it was refused, the reason."""
        return self.home.catalog.records(self.id)

    def document(self, document_id: str) -> Document:
        """The document whose bytes have this SHA-256; raises `UnknownDocument`."""
        return self._document(document_id)

    def _load_document(self, document_id: str) -> Document:
        document = self.home.catalog.document(self.id, hash=document_id)
        if document is None:
            raise UnknownDocument(f"The case {self.name!r} holds no document {document_id}.")
        return document

    def document_named(self, name: str) -> Document:
        """The document added under this name; raises `UnknownDocument`."""
        document = self.home.catalog.document_named(self.id, name)
        if document is None:
            raise UnknownDocument(f"The case {self.name!r} holds no text of {name!r}.")
        return document

    def original(self, document_id: str) -> bytes:
        """The bytes of the document with this SHA-256, as they were added, though it may have
        come inside another file; raises `UnknownDocument`, or `HomeError` when they are lost.
        """
        self.document(document_id)
        return self.home.originals(self.id).read(document_id)

    def families(self) -> dict[str, int]:
        """For each document (by id) that others repeat, word for word or nearly, a number
        that it shares with them; see `index.copies`."""
        return families_of(self.home.catalog, self.id)

    def passages(self, numbers: Sequence[int]) -> dict[int, Passage]:
        """Passages by the numbers that the word and vector indexes know them by."""
        return self.home.catalog.passages(self.id, numbers)

    def retrieve(
        self,
        query: str,
        k: int = 10,
        *,
        where: Filter | None = None,
        reranker: str | None = None,
    ) -> list[ScoredPassage]:
        """The passages that fit `query` best, best first, at most `k`, in the order of the
        CrossEncoder called `reranker`, or else of the case's own if it has one.

        With `where`, of the documents that pass it; raises `BadFilter`, or `UnknownDocument`.
        """
        named = reranker or self.reranker
        return self._looked_up(lambda: retrieve(self, query, k, where, named))

    def sentence_cosines(
        self, question: str, passages: Sequence[Passage]
    ) -> list[list[tuple[int, int, float]]]:
        """For each passage its sentences, roughly cut, as (start, end, cosine to `question`), start
        and end in code points of the passage; none where its vectors are not there (yet)."""
        return self._looked_up(lambda: sentence_cosines(self, question, passages))

    def as_retriever(self, k: int = 10, *, where: Filter | None = None) -> CaseRetriever:
        """This case, or the documents of it that pass `where`, as a LangChain retriever."""
        return CaseRetriever(case=self, k=k, where=where)


def list_cases(home: str | Path | Home | None = None) -> list[CaseRecord]:
    """The cases in a home, by name."""
    opened = home if isinstance(home, Home) else Home.open(home)
    return opened.catalog.cases()


def _must_be_a_name(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise UnknownCase(
            f"{name!r} cannot name a case; use 1 to 100 letters, digits, spaces or dashes."
        )


def _unknown(name: str, home: Home) -> str:
    others = ", ".join(repr(case.name) for case in home.catalog.cases())
    known = f"the cases here are {others}" if others else "there are no cases here yet"
    return f"There is no case {name!r}; {known}."
