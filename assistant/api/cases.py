"""The routes under /api: what the commands do, for one case or all."""

from __future__ import annotations

import asyncio
import datetime
import json
from base64 import b64decode
from collections.abc import AsyncIterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Header, HTTPException, Query, Request
from fastapi.encoders import jsonable_encoder
from fastapi.responses import HTMLResponse, PlainTextResponse, Response
from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field

from assistant import evaluation, replies
from assistant.api.access import Served, WithToken, writer
from assistant.api.bodies import Body, readable
from assistant.api.gate import Keys
from assistant.api.questions import answering, first_of, last_of
from assistant.api.streaming import Events, JsonLines, event, followed, in_words
from assistant.errors import BadDraft
from assistant.evaluation.outcome import Outcome, Setting
from assistant.service.permission import MOST_PASSAGES
from assistant.service.protocol import Addition, OnProgress
from index.filters import Filter
from index.records import Correction


def _absolute(path: Path) -> Path:
    if not path.is_absolute() or "\x00" in str(path):
        raise ValueError("the path must be absolute")
    return path


Absolute = Annotated[Path, AfterValidator(_absolute)]
Saved = Annotated[dict[str, Any], BeforeValidator(readable)]
DocumentName = Annotated[str, Query(description="The document's name, as the case lists it.")]


class Files(Body):
    """Files and folders to add; their names get `prefix` before them.

    `sync` also removes what is gone from the folders; `passwords` are tried on what is
    encrypted.
    """

    paths: Annotated[list[Absolute], Field(min_length=1)]
    prefix: str = ""
    embedding: str | None = None
    sync: bool = False
    passwords: tuple[str, ...] = ()


class Facts(Body):
    """What is right of a document; what is left out stays as it is."""

    title: str | None = None
    kind: str | None = None
    date: datetime.date | None = None
    language: str | None = None


class Kept(Body):
    """Which documents to look in: by name or folder, by kind, from one day to another."""

    documents: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    since: datetime.date | None = None
    until: datetime.date | None = None

    @property
    def where(self) -> Filter:
        return Filter(self.documents, self.kinds, self.since, self.until)


class Search(Kept):
    """Words to search for, how many passages to give, and which documents to look in."""

    query: str
    k: Annotated[int, Field(ge=1, le=MOST_PASSAGES)] = 10


class Embedding(Body):
    """The embedding model that a case is to have: a sentence-transformers name or folder."""

    model: str


class Question(Kept):
    """A question, the chat before it as pairs of what was asked and answered, oldest first, and
    which documents to look in; where it names its papers itself, it is kept to these.

    `model` names a chat model to write the answer; without one the documents are quoted.
    """

    question: str
    history: tuple[tuple[str, str], ...] = ()
    model: str | None = None


class Evaluation(Body):
    """The questions of a Q&A set, to be asked and held against what they want."""

    questions: list[evaluation.Question]
    model: str | None = None


class CheckedDraft(Body):
    """A draft to check: its `text`, or a `file` in Base64 with the `name` that says its format; and
    what it comes back `as`: "json", "docx" or "html"."""

    model_config = ConfigDict(populate_by_name=True)

    text: str = ""
    file: str = ""
    name: str = ""
    kept_as: Annotated[Literal["json", "docx", "html"], Field(alias="as")] = "json"

    def named(self) -> tuple[str, bytes]:
        """The file's name and bytes; raises `BadDraft` where there are none."""
        if not self.file:
            return f"{self.name or 'text'}.md" if not self.name.endswith(TEXTS) else self.name, (
                self.text.encode()
            )
        try:
            return self.name, b64decode(self.file, validate=True)
        except ValueError:
            raise BadDraft("The draft's file is not in Base64.") from None


TEXTS = (".md", ".txt")
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_KEPT_DRAFTS: dict[str, Any] = {
    _WORD: {"schema": {"type": "string", "format": "binary"}},
    "text/html": {"schema": {"type": "string"}},
}
REFUSED: dict[int | str, dict[str, Any]] = {
    400: {"model": replies.Failed, "description": "It cannot be done, and why."},
    401: {"model": replies.Failed, "description": "A token is missing or wrong."},
    403: {"model": replies.Failed, "description": "Not without a token, or not from there."},
    404: {"model": replies.Failed, "description": "There is no such case or document."},
    413: {"model": replies.Failed, "description": "The request is too large."},
    422: {"model": replies.Failed, "description": "The request is misshapen, and where."},
    429: {"model": replies.Failed, "description": "Too many requests at once."},
    502: {"model": replies.Failed, "description": "The chat model gave no answer, and why."},
    503: {"model": replies.Failed, "description": "What is kept cannot be used now, and why."},
    507: {"model": replies.Failed, "description": "The system refused, as with a full disk."},
}
# Not by response_class, which would say that refusals come in that form, too.
_JSON_LINES: dict[str, Any] = {
    "response_model": None,
    "responses": {200: {"content": {JsonLines.media_type: {"schema": {"type": "string"}}}}},
}
_PLAIN: dict[str, Any] = {
    "response_model": None,
    "responses": {200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
}

routes = APIRouter(prefix="/api", responses=REFUSED)
# A case's name may hold any character, so it is matched as a path.


@routes.get("/service")
async def greet() -> dict[str, str]:
    """That this is Casebook."""
    return {"service": "casebook"}


@routes.post("/window", dependencies=[WithToken])
def window_link(request: Request) -> replies.Link:
    """A link that opens the window in a browser, once."""
    if not request.app.state.has_window:
        raise HTTPException(404, "Only the service is open; `casebook chat` opens a window.")
    keys: Keys = request.app.state.keys
    return replies.Link(keys.pages.link(str(request.base_url)))


@routes.get("/cases")
def cases(service: Served) -> replies.CaseList:
    """Every case in the home, by name."""
    return service.cases()


@routes.get("/cases/{case:path}/documents")
def documents(service: Served, case: str) -> replies.DocumentList:
    """Every document of a case, with its state and, if it was refused, the reason."""
    return service.documents(case)


@routes.post("/cases/{case:path}/documents", dependencies=[WithToken], **_JSON_LINES)
async def add(service: Served, case: str, files: Files) -> JsonLines:
    """Read and index files of this machine; a case that is not there is made."""
    addition = Addition(
        tuple(files.paths), files.prefix, files.embedding, files.sync, files.passwords
    )
    return followed(lambda on_progress: service.add(case, addition, on_progress))


@routes.patch("/cases/{case:path}/documents", dependencies=[WithToken])
def correct(service: Served, case: str, document: DocumentName, facts: Facts) -> replies.Corrected:
    """Put a document's facts right, for good."""
    right = Correction(facts.title, facts.kind, facts.date, facts.language)
    return service.correct(case, document, right)


@routes.delete("/cases/{case:path}/documents", dependencies=[WithToken])
def remove(service: Served, case: str, document: DocumentName) -> replies.Removed:
    """Take a document out of a case. The original file stays."""
    return service.remove(case, document)


@routes.get("/cases/{case:path}/questions")
def questions(service: Served, case: str) -> replies.Questions:
    """Questions that the case surely answers, made from its papers, with the place of each
    answer. The first time after documents changed it takes some seconds to find them."""
    return service.questions(case)


@routes.get("/cases/{case:path}/text")
def text(service: Served, case: str, document: DocumentName) -> replies.DocumentText:
    """The extracted text that spans point into, and its pages."""
    return service.text(case, document)


@routes.get("/cases/{case:path}/plain", **_PLAIN)
def plain(service: Served, case: str, document: DocumentName) -> PlainTextResponse:
    """The extracted text alone, for a browser to show."""
    shown = service.text(case, document).text.encode("utf-8", "replace")
    return PlainTextResponse(shown, headers={"X-Content-Type-Options": "nosniff"})


@routes.post("/cases/{case:path}/reindex", dependencies=[WithToken], **_JSON_LINES)
async def reindex(service: Served, case: str, embedding: Embedding) -> JsonLines:
    """Change the embedding model; searches go on meanwhile. Answers in JSON lines."""
    return followed(lambda on_progress: service.reindex(case, embedding.model, on_progress))


@routes.post("/cases/{case:path}/search")
def search(service: Served, case: str, query: Search) -> replies.Found:
    """The passages that fit a query, best first."""
    return service.search(case, query.query, query.k, query.where)


@routes.post(
    "/cases/{case:path}/ask",
    response_model=replies.Answered,
    responses={200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}},
)
async def ask(
    request: Request,
    service: Served,
    case: str,
    question: Question,
    accept: Annotated[str, Header(description="text/event-stream to get it as it grows.")] = "",
) -> replies.Answered | Events:
    """The answer, or with `Accept: text/event-stream` events while it grows: `answer` with
    all there is so far, the last of them as `done`, or `error`."""
    model = writer(service, question.model)
    asked = question.question, model, question.history
    growing = answering(request, model, lambda: service.answers(case, *asked, where=question.where))
    if "text/event-stream" not in accept:
        return await last_of(growing)
    first = await first_of(growing)  # what is refused at once is refused with its status
    return Events(_events(first, growing))


async def _events(
    last: replies.Answered, growing: AsyncIterator[replies.Answered]
) -> AsyncIterator[str]:
    try:
        async for answer in growing:
            yield event(asdict(last), "answer")
            last = answer
        yield event(asdict(last), "done")
    except Exception as error:
        yield event({"error": in_words(error)}, "error")


@routes.post("/cases/{case:path}/verify")
def verify(service: Served, case: str, saved: Saved) -> replies.Verified:
    """Hold the quotes of an answer that was kept as JSON against the case as it is now."""
    return service.verify(case, saved)


@routes.post(
    "/cases/{case:path}/check",
    response_model=replies.DraftChecked,
    responses={
        200: {"content": {JsonLines.media_type: {"schema": {"type": "string"}}, **_KEPT_DRAFTS}}
    },
)
async def check(
    service: Served,
    case: str,
    draft: CheckedDraft,
    accept: Annotated[
        str, Header(description="application/x-ndjson to be told how far it is.")
    ] = "",
) -> replies.DraftChecked | Response | JsonLines:
    """Every sentence of a draft with its verdict: a file, or text. With `as` "docx" or "html" the
    draft comes back as a Word file with comments, or as a page."""
    name, data = draft.named()

    def work(on_progress: OnProgress) -> replies.DraftChecked:
        return service.check(case, name, data, on_progress)

    await asyncio.to_thread(
        service.case, case
    )  # what is refused at once is refused with its status
    if JsonLines.media_type in accept:
        return followed(work)
    reply = await asyncio.to_thread(work, lambda stage, done, total: None)
    return _kept(reply, data, draft.kept_as) if draft.kept_as != "json" else reply


def _kept(reply: replies.DraftChecked, data: bytes, kept_as: str) -> Response:
    from assistant.drafts.html_page import html_page
    from assistant.drafts.word_comments import word_file

    if kept_as == "html":
        return HTMLResponse(html_page(reply), headers={"X-Content-Type-Options": "nosniff"})
    return Response(word_file(reply, data), media_type=_WORD)


@routes.get("/cases/{case:path}/eval")
def setting(request: Request, service: Served, case: str, model: str | None = None) -> Setting:
    """What the questions of a set would be put to."""
    return service.setting(case, writer(service, model))


@routes.post("/cases/{case:path}/eval", **_JSON_LINES)
async def evaluate(request: Request, service: Served, case: str, asked: Evaluation) -> JsonLines:
    """Ask the questions of a set, while somebody listens; an outcome or a problem a line."""
    model = writer(service, asked.model)
    # What is refused at once is refused with its status.
    await asyncio.to_thread(service.case, case)
    outcomes = answering(request, model, lambda: service.evaluate(case, asked.questions, model))
    return JsonLines(_told(outcomes))


async def _told(outcomes: AsyncIterator[Outcome | evaluation.Problem]) -> AsyncIterator[str]:
    """A line for each outcome, and a last one that says that it is the last."""
    try:
        async for come in outcomes:
            name = "problem" if isinstance(come, evaluation.Problem) else "outcome"
            yield json.dumps({name: jsonable_encoder(come)}) + "\n"
        yield json.dumps({"end": True}) + "\n"
    except Exception as error:
        yield json.dumps({"error": in_words(error)}) + "\n"


@routes.delete("/cases/{case:path}", dependencies=[WithToken])
def delete(service: Served, case: str) -> replies.Deleted:
    """Delete a case with all that was kept of it. The original files stay."""
    return service.delete(case)
