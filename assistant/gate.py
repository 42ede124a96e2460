"""Who gets in: every request to the window and the service passes here first.

Without a token the service is for programs on this machine. A page on the web could reach
it too, through the user's browser, so a request that names another host than this machine,
or that comes from a page of another place, is turned away. With a token, whoever carries it
gets in, from wherever the service listens.
"""

from __future__ import annotations

import base64
import binascii
import ipaddress
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

_ASGI = Callable[..., Any]
LARGEST_BODY = 8 * 1024 * 1024
"""Bytes that a request to the service may hold; files go through the window or by path."""
MOST_AT_ONCE = 256
"""Requests to the service under way at a time; more are told to come again."""
SERVICE = ("/api/", "/v1/")


@dataclass(frozen=True, slots=True)
class Keys:
    """`own` is the token in service.json, for the commands of this user; `shared` is the one
    that the user gives to other programs, None where anybody on this machine may read."""

    own: str
    shared: str | None = None

    def opened_by(self, authorization: bytes | None) -> bool:
        """Whether a request with this header carries one of the tokens: as Bearer, or as the
        password that a browser asks for."""
        scheme, _, value = (authorization or b"").strip().partition(b" ")
        given = value.strip()
        if scheme.lower() == b"basic":
            given = _password(given)
        elif scheme.lower() != b"bearer":
            return False
        known = [key.encode() for key in (self.own, self.shared) if key]
        return any(secrets.compare_digest(given, key) for key in known)


def _password(encoded: bytes) -> bytes:
    try:
        return base64.b64decode(encoded, validate=True).partition(b":")[2]
    except (binascii.Error, ValueError):
        return b""


def is_loopback(host: str) -> bool:
    """Whether `host` is this machine as seen from itself alone."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


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
        elif (refusal := self._refusal(scope)) is not None:
            await _refuse(scope, send, refusal)
        elif not scope["path"].startswith(SERVICE):
            await self._app(scope, receive, send)
        elif self._under_way >= MOST_AT_ONCE:
            await _refuse(scope, send, _TOO_MANY)
        else:
            self._under_way += 1
            try:
                await self._serve(scope, receive, send)
            finally:
                self._under_way -= 1

    async def _serve(self, scope: Any, receive: _ASGI, send: _ASGI) -> None:
        body = await _whole_body(scope, receive)
        if body is None:
            await _refuse(scope, send, _TOO_LARGE)
            return
        first = [{"type": "http.request", "body": body, "more_body": False}]

        async def again() -> Any:
            return first.pop() if first else await receive()

        await self._app(scope, again, send)

    def _refusal(self, scope: Any) -> Refusal | None:
        shared = self._keys.shared is not None
        if not shared and not is_loopback(_name(_header(scope, b"host"))):
            return _OTHER_HOST
        origin = _header(scope, b"origin")
        if origin is not None and not _same_place(origin, _header(scope, b"host")):
            return _OTHER_PAGE
        if shared and not self._keys.opened_by(_header(scope, b"authorization")):
            return _NO_TOKEN
        return None


async def _whole_body(scope: Any, receive: _ASGI) -> bytes | None:
    """The body of a request, or None where it is larger than is taken."""
    length = _header(scope, b"content-length") or b"0"
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
    headers = [(b"content-type", b"application/json"), *refusal.headers]
    await send({"type": "http.response.start", "status": refusal.status, "headers": headers})
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


def _header(scope: Any, name: bytes) -> bytes | None:
    """The value of a header that came once; one that came twice is as good as a wrong one."""
    found: list[bytes] = [value for key, value in scope["headers"] if key == name]
    return None if not found else found[0] if len(found) == 1 else b"\x00"


def _name(host: bytes | None) -> str:
    name = (host or b"").decode("latin-1").lower()
    return name[1:].partition("]")[0] if name.startswith("[") else name.partition(":")[0]


def _same_place(origin: bytes, host: bytes | None) -> bool:
    """Whether a page at `origin` was served by the `host` that is asked."""
    try:
        place = urlsplit(origin.decode("latin-1").lower())
    except ValueError:
        return False
    return (
        place.scheme in ("http", "https")
        and place.netloc == (host or b"").decode("latin-1").lower()
    )
