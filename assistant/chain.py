"""Assistant: a question and the chat so far in, a cited answer out."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import replace
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage

from assistant.answer import (
    EMPTY_CASE,
    FAR,
    NOT_KNOWN,
    SILENT,
    UNCERTAIN,
    UNCHECKED,
    Answer,
    Citation,
    Claim,
    Mode,
    Objection,
    cite,
)
from assistant.courtesy import courtesy
from assistant.errors import BadQuestion, ModelFailed
from assistant.followup import Alone, made_alone
from assistant.grounding.languages import called
from assistant.links import running_text
from assistant.models.keys import keys_of, without_keys
from assistant.question.scope import OPENING, Scope, scope
from assistant.quoting import Quoted, Sentence, quote, says_the_same
from assistant.settings import Settings
from assistant.tracing import retrieved
from assistant.versions import Versions
from corpus.document import Span
from index.case import Case
from index.errors import UnknownDocument
from index.filters import WHOLE_CASE, Filter
from index.records import DocumentRecord
from index.retrieval import ScoredPassage

if TYPE_CHECKING:
    from langchain_core.tools import BaseTool

    from assistant.runnable import AnswerChain
    from assistant.writing import Written

LONGEST_QUESTION = 8_000
_NOT_BORNE_OUT = "Nothing the model wrote could be borne out"
PASSAGES = 10
"""Passages that are given with an answer, and put before a chat model."""
PASSAGES_READ = 20
"""Passages whose sentences may be read: of the paraphrased questions of `training`'s held papers
ten hold four in five, twenty nine in ten."""
ACCUSATIONS = ("indictment", "complaint")
"""Kinds of document in which nothing is proved."""
SURE_FROM = 0.9
"""The best sentence of so likely an answer is shown with what a model wrote from others."""
_AT_WORK = BoundedSemaphore(os.cpu_count() or 1)
"""A question a core is looked up at a time, of the whole process; more would only take turns at the
interpreter."""
_KEPT = "What had been checked by then is kept."


class Assistant:
    """Answers questions of one case; may be shared between threads.

    Without a model the documents are quoted. `model` is a name that `chat_model` knows or
    a LangChain chat model, which then writes, and whose every sentence is checked. `settings`
    are those of the environment, now, unless they are given; a reranker that they name goes
    before the case's own.
    """

    def __init__(
        self,
        case: Case,
        model: str | BaseChatModel | None = None,
        *,
        settings: Settings | None = None,
    ) -> None:
        self.case = case
        self._model = model
        self._settings = settings or Settings.from_environment()
        self._reranker = settings.reranker if settings else None
        self._versions = Versions(case)

    @property
    def mode(self) -> Mode:
        return "quoted" if self._model is None else "written"

    @property
    def model_name(self) -> str | None:
        from assistant.models.chat_models import model_name

        return None if self._model is None else model_name(self._model)

    def ask(
        self,
        question: str,
        history: Sequence[BaseMessage] = (),
        *,
        where: Filter | None = None,
        everywhere: bool = False,
    ) -> Answer:
        """The answer to `question` after `history`, from the documents that pass `where`.

        A question that names its papers is answered from these, unless `where` names some or
        `everywhere` is true.
        Raises `BadQuestion`, or `ModelFailed` when the chat model gave nothing; one that
        fails half-way leaves what was checked, `broken_off`.
        """
        *_, last = self.stream(question, history, where=where, everywhere=everywhere)
        return last

    def stream(
        self,
        question: str,
        history: Sequence[BaseMessage] = (),
        *,
        where: Filter | None = None,
        everywhere: bool = False,
    ) -> Iterator[Answer]:
        """The answer as it grows by checked sentences; the last is the final one."""
        question = _sensible(question)
        if said := courtesy(question):
            yield self._said(question, said)
            return
        made = self._made_alone(question, history)
        alone = _encodable(made.searched)
        where = where or WHOLE_CASE
        is_whole = everywhere or where != WHOLE_CASE
        kept = Scope((), alone) if is_whole else self.scope_of(alone)
        within = replace(where, documents=where.documents or kept.documents)
        with _AT_WORK:
            hits = retrieved(self.case, kept.question, PASSAGES_READ, within, self._reranker)
            quoted = quote(self.case, made.read(kept.question), hits)
        start = Answer(
            question=question,
            standalone=alone,
            claims=(),
            text="",
            citations=(),
            passages=hits[:PASSAGES],
            standing="answered",
            mode=self.mode,
            probability=quoted.probability,
            model=self.model_name,
            scope=_in_words(within),
        )
        if self._model is None:
            yield from self._quoted(start, quoted)
        else:
            yield from self._written(start, quoted, history)

    def _said(self, question: str, text: str) -> Answer:
        """Words of our own, that say nothing of the case."""
        return Answer(
            question=question,
            standalone=question,
            claims=(),
            text=text,
            citations=(),
            passages=(),
            standing="silent",
            mode=self.mode,
            probability=0.0,
            model=self.model_name,
        )

    def _made_alone(self, question: str, history: Sequence[BaseMessage]) -> Alone:
        """By rules, else by the model if there is one."""
        from assistant.rewriting import needs_rewriting, rewritten

        made = made_alone(question, history)
        model = self._chat_model() if needs_rewriting(question, made.searched) else None
        said = rewritten(model, question, history) if model else None
        if model is None or not said:
            return made
        hidden = (*self._settings.secrets, *keys_of(model))
        return Alone(without_keys(said, hidden))

    def scope_of(self, question: str) -> Scope:
        """Which papers of the case `question` names."""

        def opening(paper: DocumentRecord) -> str:
            try:
                return self.case.document(paper.id).text[:OPENING]
            except UnknownDocument:  # it was removed meanwhile
                return ""

        return scope(question, self.case.documents, opening)

    def _chat_model(self) -> BaseChatModel | None:
        from assistant.models.chat_models import chat_model

        if isinstance(self._model, str):
            return chat_model(self._model, self._settings)
        return self._model

    async def astream(
        self,
        question: str,
        history: Sequence[BaseMessage] = (),
        *,
        where: Filter | None = None,
        everywhere: bool = False,
    ) -> AsyncIterator[Answer]:
        """`stream` for async callers; the work is done in another thread."""
        import asyncio

        answers = self.stream(question, history, where=where, everywhere=everywhere)
        while (answer := await asyncio.to_thread(next, answers, None)) is not None:
            yield answer

    def as_runnable(self) -> AnswerChain:
        """This assistant as a LangChain Runnable: {"question", "history"} to `Answer`."""
        from assistant.runnable import AnswerChain

        return AnswerChain(self)

    def as_tool(self, name: str = "ask_the_case", description: str | None = None) -> BaseTool:
        """This assistant as a tool for agents: a question in, the cited answer as text out.

        The tool message's `artifact` is the `Answer`. `name` and `description` are what the
        agent's model is told; with several cases give each its own.
        """
        from assistant.tool import case_tool

        return case_tool(self, self.case.name, name, description)

    def _quoted(self, start: Answer, quoted: Quoted) -> Iterator[Answer]:
        """The sentences that answer, then the one that says who "he" is."""
        if not quoted.sentences:
            yield self._abstained(start, quoted)
            return
        answer = start
        for sentence in (*quoted.sentences, *quoted.context):
            number = len(answer.citations) + 1
            # A further sentence may give a date or sum of something else.
            exact = sentence.exact if number == 1 else None
            citation = self._cite(number, sentence.span, sentence.text, exact)
            answer = _grown(answer, Claim(sentence.text, (citation,), "quoted"))
            yield answer

    def _written(
        self, start: Answer, quoted: Quoted, history: Sequence[BaseMessage]
    ) -> Iterator[Answer]:
        from assistant.models.chat_models import file_named
        from assistant.writing import write

        # A wrong name is told also where no model is needed; a file is not loaded for that.
        model = None if file_named(self._model) else self._chat_model()
        # A chat model may join what no one sentence says, so it is asked where the quoting side
        # is uncertain too; where nothing comes near it would only invent.
        if quoted.unknown or quoted.standing == "silent":
            yield self._abstained(start, quoted)
            return
        model = model or self._chat_model()
        assert model is not None
        sentences = write(
            model,
            start.standalone,
            start.passages,
            history,
            name=self.model_name,
            accusing=self._accusing(start.passages),
            languages=self._languages(start.passages),
            settings=self._settings,
        )
        answer = start
        try:
            for answer in self._checked(start, sentences, quoted):
                yield answer
        except ModelFailed as error:
            if not answer.citations:
                raise
            yield replace(answer, broken_off=True, notice=f"{error} {_KEPT}")
            return
        unchecked = [claim.language for claim in answer.claims if claim.language]
        if answer.citations:
            if unchecked:
                answer = replace(answer, notice=_unchecked(unchecked))
                yield answer
            yield from self._with_the_surest(answer, quoted)
            return
        if answer.claims and quoted.sentences:
            yield from self._instead(answer, quoted)
        elif answer.claims:
            notice = _unchecked(unchecked) if unchecked else f"{_NOT_BORNE_OUT}."
            yield replace(self._abstained(answer, quoted), notice=notice)
        else:
            yield self._abstained(start, quoted)

    def _checked(
        self, start: Answer, sentences: Iterator[Written], quoted: Quoted
    ) -> Iterator[Answer]:
        """The answer as it grows by each sentence that the model wrote."""
        exact = {sentence.span: sentence.exact for sentence in quoted.read}
        answer = start
        for written in sentences:
            places = {citation.span: citation for citation in answer.citations}
            cited = []
            for source in written.sources:
                number = len(places) + 1
                citation = places.get(source.span) or self._cite(
                    number, source.span, source.text, exact.get(source.span)
                )
                places[source.span] = citation
                cited.append(citation)
            answer = _grown(answer, self._claim(written, tuple(cited)))
            yield answer

    def _claim(self, written: Written, cited: tuple[Citation, ...]) -> Claim:
        if written.unchecked:
            return Claim(written.text, cited, "unchecked", language=written.unchecked)
        if cited:
            return Claim(written.text, cited, "verified")
        objected = written.objected
        if objected is None:
            return Claim(written.text, (), "unsupported")
        found = objected.objection
        source = self._cite(0, objected.span, objected.quote)
        objection = Objection(found.rule, found.reason, found.claim, source)
        return Claim(written.text, (), "unsupported", objection)

    def _with_the_surest(self, answer: Answer, quoted: Quoted) -> Iterator[Answer]:
        """The answer with the sentence that surely answers, where the model passed over it:
        small ones say what is true and beside the question."""
        if quoted.probability < SURE_FROM or not quoted.sentences:
            return
        surest = quoted.sentences[0]
        # Behind the model's words it might speak of anybody, or answer anything.
        if surest.opens_with_pronoun or surest.goes_on:
            return
        if not any(says_the_same(citation.quote, surest.text) for citation in answer.citations):
            number = len(answer.citations) + 1
            citation = self._cite(number, surest.span, surest.text, surest.exact)
            yield _grown(answer, Claim(surest.text, (citation,), "quoted"))

    def _accusing(self, hits: Sequence[ScoredPassage]) -> frozenset[str]:
        """The documents among `hits` that allege whatever they say."""
        documents = {hit.passage.span.document_id for hit in hits}
        return frozenset(id for id in documents if self.case.document(id).kind in ACCUSATIONS)

    def _languages(self, hits: Sequence[ScoredPassage]) -> dict[str, str | None]:
        """The languages of the documents among `hits`, by id."""
        documents = {hit.passage.span.document_id for hit in hits}
        return {id: self.case.document(id).language for id in documents}

    def _instead(self, answer: Answer, quoted: Quoted) -> Iterator[Answer]:
        """The documents' own words, when nothing that the model wrote stood the check."""
        struck = answer.claims
        unchecked = [claim.language for claim in struck if claim.language]
        said = _unchecked(unchecked).rstrip(".") if unchecked else _NOT_BORNE_OUT
        notice = f"{said}, so the documents are quoted."
        for shown in self._quoted(replace(answer, claims=(), mode="quoted", notice=notice), quoted):
            yield replace(shown, claims=(*shown.claims, *struck))

    def _abstained(self, start: Answer, quoted: Quoted) -> Answer:
        sentences: Sequence[Sentence] = quoted.nearest or quoted.sentences
        nearest = tuple(
            self._cite(number, sentence.span, sentence.text)
            for number, sentence in enumerate(sentences, start=1)
        )
        readable = [record for record in self.case.documents() if record.state != "refused"]
        return replace(
            start,
            standing="uncertain" if nearest and quoted.standing != "silent" else "silent",
            nearest=nearest,
            notice=start.notice or _in_another_language(quoted.language),
            text=_abstention(start, readable, quoted, is_near=bool(nearest)),
        )

    def _cite(
        self, number: int, span: Span, text: str, exact: tuple[int, int] | None = None
    ) -> Citation:
        document = self.case.document(span.document_id)
        later = self._versions.later_than(document.name, document.kind)
        return cite(number, document, span, text, exact=exact, superseded_by=later)


def _encodable(text: str) -> str:
    """`text` without halves of characters, which JSON can carry and no index can take."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _sensible(question: str) -> str:
    question = _encodable(question).strip()
    if not question:
        raise BadQuestion("The question is empty; ask something of the documents.")
    if len(question) > LONGEST_QUESTION:
        raise BadQuestion(
            f"The question is {len(question):,} characters long; ask it in at most "
            f"{LONGEST_QUESTION:,}."
        )
    return question


def _grown(answer: Answer, claim: Claim) -> Answer:
    """`answer` with one more claim; one that cites nothing adds nothing to its text."""
    known = {citation.number for citation in answer.citations}
    new = tuple(citation for citation in claim.citations if citation.number not in known)
    text = answer.text
    if claim.citations:
        marks = "".join(f"[{citation.number}]" for citation in claim.citations)
        marks += f" {UNCHECKED}" if claim.verdict == "unchecked" else ""
        text = f"{text} {running_text(claim.text)} {marks}".strip()
    return replace(
        answer,
        claims=(*answer.claims, claim),
        citations=(*answer.citations, *new),
        text=text,
    )


def _unchecked(languages: Sequence[str]) -> str:
    """What to say of an answer with claims that the check could not read."""
    named = " and ".join(dict.fromkeys(called(language) for language in languages))
    return f"The check does not know {named}: what is marked as unchecked may be wrong."


def _in_another_language(language: str | None) -> str | None:
    if language is None:
        return None
    name = called(language)
    return f"The packaged models do not know {name}; what is shown was found by its words only."


def _in_words(where: Filter) -> tuple[str, ...]:
    """What a question is kept to: names of documents, kinds, days."""
    days = (("since", where.since), ("until", where.until))
    kinds = (f"kind {kind}" for kind in where.kinds)
    return (*where.documents, *kinds, *(f"{word} {day}" for word, day in days if day))


def _abstention(
    start: Answer, readable: Sequence[DocumentRecord], quoted: Quoted, is_near: bool
) -> str:
    if not readable:
        return EMPTY_CASE
    if quoted.unknown:
        said = NOT_KNOWN
    elif quoted.standing == "silent":
        said = FAR if is_near else SILENT
    else:
        said = UNCERTAIN
    return f"{said} Casebook looked for “{start.standalone}” {_searched(start, readable)}."


def _searched(start: Answer, readable: Sequence[DocumentRecord]) -> str:
    if start.scope:
        titles = {record.name: record.title for record in readable}
        return f"only in {', '.join(titles.get(one) or one for one in start.scope)}"
    number = len(readable)
    named = {1: "the one document", 2: "both documents"}.get(number, f"all {number} documents")
    return f"in {named} of the case"
