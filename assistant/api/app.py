"""The REST service: every command as a route, and each case as a model for OpenAI's clients.

A reply is the JSON that the command gives with --json, an error is ``{"error": "one
sentence"}``. docs/embedding.md says who may ask what; `assistant.api.gate` sees to it.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from assistant.api import cases, docs, openai, tables
from assistant.api.gate import Gate, Keys, openai_error
from assistant.api.questions import Questions
from assistant.errors import (
    ModelFailed,
    NotAllowed,
    TokenNeeded,
    TooMuch,
    UnknownModel,
    refused_by_system,
)
from assistant.service.local import LocalService
from corpus.errors import CasebookError
from index.errors import HomeError, UnknownCase, UnknownDocument

_STATUS: dict[type[CasebookError], int] = {
    UnknownCase: 404,
    UnknownDocument: 404,
    TokenNeeded: 401,
    NotAllowed: 403,
    TooMuch: 413,
    UnknownModel: 400,
    ModelFailed: 502,
    HomeError: 503,
}
_REFUSAL: Any = HTTPException.__mro__[1]
"""Starlette's own, which FastAPI derives its from: some refusals are of the one, some the other."""
_ABOUT = """\
Ask the documents of a case and get answers cited to the exact place. `start` and `end` count
code points of a document's text. Errors are `{"error": "one sentence"}`.

On this machine, reading and asking need no token unless one was set. What changes a case or
names files on this machine needs one: the one that was set, or the one in `service.json` in
Casebook's home."""


def rest(service: LocalService, keys: Keys) -> FastAPI:
    """The REST service over a home. The chat model that the service was opened with writes for
    clients of OpenAI's protocol, and is the one that a request without a token may name."""
    app = FastAPI(
        title="Casebook",
        version=version("casebook"),
        description=_ABOUT,
        docs_url=None,  # FastAPI's own pages fetch their scripts from outside
        redoc_url=None,
        generate_unique_id_function=lambda route: route.name,
    )
    app.state.service = service
    app.state.keys = keys
    app.state.has_window = False
    app.state.questions = Questions()
    app.include_router(cases.routes)
    app.include_router(tables.routes)
    app.include_router(openai.routes)
    app.include_router(docs.routes)
    app.add_exception_handler(CasebookError, _expected)
    app.add_exception_handler(OSError, _from_system)
    app.add_exception_handler(_REFUSAL, _from_http)
    app.add_exception_handler(RequestValidationError, _misshapen)
    app.add_middleware(Gate, keys=keys)
    return app


def _expected(request: Request, error: Exception) -> JSONResponse:
    status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 400)
    unknown = "model_not_found" if isinstance(error, UnknownCase) else None
    reply = _error(request, status, str(error), unknown)
    if status == 401:
        reply.headers["WWW-Authenticate"] = "Bearer"
    return reply


def _from_system(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, OSError)
    return _error(request, 507, refused_by_system(error))


def _from_http(request: Request, error: Exception) -> JSONResponse:
    refused: Any = error
    reply = _error(request, refused.status_code, str(refused.detail))
    reply.headers.update(refused.headers or {})
    return reply


def _misshapen(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    faults = (f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
    return _error(request, 422, _encodable("; ".join(faults)))


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _error(request: Request, status: int, sentence: str, code: str | None = None) -> JSONResponse:
    content: dict[str, Any] = {"error": _encodable(sentence)}
    if request.url.path.startswith("/v1/"):
        content = openai_error(_encodable(sentence), "model" if code else None, code)
    return JSONResponse(content, status)
