"""Who gets in, and as whom: every request to the window and the service passes here first.

Without a token the service is for programs on this machine, which may read and ask. A page on
the web could reach it too, through the user's browser, so a request that names another host
than this machine, or that comes from a page of another place, is turned away. The window can do
all that its owner can, so it answers the pages that the owner opened (`assistant.api.pages`), and
whoever carries a token. With a token that was set, whoever carries it gets in, from wherever the
service listens.
"""

from __future__ import annotations

import base64
import binascii
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from assistant.api.browsing import Headers, header, is_from_elsewhere, kept_apart
from assistant.api.pages import CLOSED, Pages, without_key
from assistant.loopback import is_loopback
from assistant.service.permission import Caller

_ASGI = Callable[..., Any]
LARGEST_BODY = 8 * 1024 * 1024
"""Bytes that a request to the service may hold; files go through the window or by path."""
MOST_AT_ONCE = 256
"""Requests to the service under way at a time; more are told to come again."""
SERVICE = ("/api/", "/v1/")
_ALWAYS = ("/api/service", "/api/cases")
"""What is answered however many ask."""
_DESCRIBED = ("/docs", "/openapi.json")
"""Where the service is described; all that is neither of it nor there is the window's."""

_CALLER = "casebook.caller"


@dataclass(frozen=True, slots=True)
class Keys:
    """`own` is the token in service.json, for the commands of this user; `shared` is the one
    that the user gives to other programs, None where anybody on this machine may read; `pages`
    are those of the window that the user has opened."""

    own: str
    shared: str | None = None
    pages: Pages = field(default_factory=Pages)

    def caller(self, scope: Any) -> Caller:
        """Who sends a request: by its token, as Bearer or as the password that a browser asks
        for, or by the cookie of the window's page."""
        authorization = header(scope, b"authorization")
        if _carries(authorization, self.own):
            return "owner"
        if self.pages.opened_by(header(scope, b"cookie"), port_of(scope)):
            return "owner"
        return "trusted" if self.shared and _carries(authorization, self.shared) else "anybody"


def caller_of(scope: Any) -> Caller:
    """Who sends a request that has passed the gate."""
    caller: Caller = scope[_CALLER]
    return caller


def window_caller(request: Any) -> Caller:
    """Who has the window open that sends `request`. Where no gate stands before it, as in another
    app that it is mounted in, whoever that lets in counts as the owner."""
    scope = getattr(request, "scope", None) or {}
    caller: Caller = scope.get(_CALLER, "owner")
    return caller


def port_of(scope: Any) -> int:
    """The port that a request came in at."""
    return int((scope.get("server") or ("", 0))[1] or 0)


def _carries(authorization: bytes | None, token: str) -> bool:
    scheme, _, value = (authorization or b"").strip().partition(b" ")
    given = value.strip()
    if scheme.lower() == b"basic":
        given = _password(given)
    elif scheme.lower() != b"bearer":
        return False
    return secrets.compare_digest(given, token.encode())


def _password(encoded: bytes) -> bytes:
    try:
        return base64.b64decode(encoded, validate=True).partition(b":")[2]
    except (binascii.Error, ValueError):
        return b""


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is said to a request that does not get in."""

    status: int
    sentence: str
    headers: tuple[tuple[bytes, bytes], ...] = ()


_OTHER_HOST = Refusal(
    421, "Casebook answers only to the address of this machine, such as 127.0.0.1."
)
_OTHER_PAGE = Refusal(403, "Casebook answers no web page but its own.")
_NO_TOKEN = Refusal(
    401,
    "This needs Casebook's token: as Authorization: Bearer, or as the password in a browser.",
    ((b"www-authenticate", b'Basic realm="Casebook", charset="UTF-8"'),),
)
_NO_PAGE = Refusal(
    403, "Casebook's window answers the page that was opened with the link of casebook chat."
)
_TOO_LARGE = Refusal(
    413, f"The request is too large; at most {LARGEST_BODY // 1024 // 1024} MiB are taken."
)
_TOO_MANY = Refusal(
    429, "Too many requests are under way; ask again in a moment.", ((b"retry-after", b"1"),)
)


class Gate:
    """Lets through to `app` what may come in; says no to the rest in one sentence."""

    def __init__(self, app: _ASGI, keys: Keys) -> None:
        self._app = app
        self._keys = keys
        self._under_way = 0

    async def __call__(self, scope: Any, receive: _ASGI, send: _ASGI) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return

        async def sent(message: Any) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": kept_apart(message.get("headers", ()))}
            await send(message)

        await self._let_in(scope, receive, sent)

    async def _let_in(self, scope: Any, receive: _ASGI, send: _ASGI) -> None:
        scope[_CALLER] = self._keys.caller(scope)
        if (refusal := self._from_outside(scope)) is not None:
            await _refuse(scope, send, refusal)
        elif await self._opened(scope, send):
            return
        elif (refusal := self._unknown(scope)) is not None:
            await _refuse(scope, send, refusal)
        elif not scope["path"].startswith(SERVICE):
            await self._app(scope, receive, send)
        elif self._under_way >= MOST_AT_ONCE and scope["path"] not in _ALWAYS:
            await _refuse(scope, send, _TOO_MANY)
        else:
            self._under_way += 1
            try:
                await self._serve(scope, receive, send)
            finally:
                self._under_way -= 1

    async def _opened(self, scope: Any, send: _ASGI) -> bool:
        """Whether the window was asked for with a link, or by somebody who has none; then that
        is answered: by the page's cookie, or by a word on how to get a link."""
        if (
            scope["type"] != "http"
            or scope["method"] not in ("GET", "HEAD")
            or scope["path"] != "/"
        ):
            return False
        key, rest = without_key(scope["query_string"])
        is_known = caller_of(scope) != "anybody"
        if key is not None and scope["method"] == "GET":
            if self._keys.pages.redeem(key):
                cookie = self._keys.pages.cookie(port_of(scope))
                await _move_on(send, rest, [(b"set-cookie", cookie.encode())])
                return True
            if is_known:
                await _move_on(send, rest)
                return True
        if is_known or self._keys.shared is not None:
            return False
        await _say(send, 200, b"text/html; charset=utf-8", CLOSED.encode())
        return True

    async def _serve(self, scope: Any, receive: _ASGI, send: _ASGI) -> None:
        body = await _whole_body(scope, receive)
        if body is None:
            await _refuse(scope, send, _TOO_LARGE)
            return
        first = [{"type": "http.request", "body": body, "more_body": False}]

        async def again() -> Any:
            return first.pop() if first else await receive()

        await self._app(scope, again, send)

    def _from_outside(self, scope: Any) -> Refusal | None:
        """Why a request may not come in from where it comes."""
        host = _name(header(scope, b"host"))
        if self._keys.shared is None and not is_loopback(host):
            return _OTHER_HOST
        return _OTHER_PAGE if is_from_elsewhere(scope) else None

    def _unknown(self, scope: Any) -> Refusal | None:
        """Why whoever sends a request may not come in."""
        if caller_of(scope) != "anybody":
            return None
        if self._keys.shared is not None:
            return _NO_TOKEN
        path = scope["path"]
        is_of_service = path.startswith((*SERVICE, "/docs/")) or path in _DESCRIBED
        return None if is_of_service else _NO_PAGE


async def _whole_body(scope: Any, receive: _ASGI) -> bytes | None:
    """The body of a request, or None where it is larger than is taken."""
    length = header(scope, b"content-length") or b"0"
    if not length.isdigit() or int(length[:20]) > LARGEST_BODY:
        return None
    body = bytearray()
    more = True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > LARGEST_BODY:
            return None
    return bytes(body)


async def _refuse(scope: Any, send: _ASGI, refusal: Refusal) -> None:
    if scope["type"] != "http":
        await send({"type": "websocket.close", "code": 1008})
        return
    body = json.dumps(_error(scope["path"], refusal)).encode()
    await _say(send, refusal.status, b"application/json", body, refusal.headers)


async def _move_on(send: _ASGI, query: str, headers: Headers = ()) -> None:
    """Send the browser to the window's page, its address without the link's key."""
    place = f"/?{query}" if query else "/"
    await _say(send, 303, b"text/plain", b"", [*headers, (b"location", place.encode())])


async def _say(send: _ASGI, status: int, kind: bytes, body: bytes, headers: Headers = ()) -> None:
    told = [(b"content-type", kind), (b"cache-control", b"no-store"), *headers]
    await send({"type": "http.response.start", "status": status, "headers": told})
    await send({"type": "http.response.body", "body": body})


def _error(path: str, refusal: Refusal) -> dict[str, Any]:
    """The refusal as the part of the service that was asked says it."""
    if path.startswith("/v1/"):
        return openai_error(refusal.sentence)
    return {"error": refusal.sentence}


def openai_error(
    sentence: str, param: str | None = None, code: str | None = None
) -> dict[str, Any]:
    """An error as OpenAI's clients read it."""
    said = {"message": sentence, "type": "invalid_request_error", "param": param, "code": code}
    return {"error": said}


def _name(host: bytes | None) -> str:
    name = (host or b"").decode("latin-1").lower()
    return name[1:].partition("]")[0] if name.startswith("[") else name.partition(":")[0]
