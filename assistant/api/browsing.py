"""What browsers say of where a request comes from, and what they are told to do with an answer.

A page on the web can make the user's browser send requests here. What such a page would learn
from, be it only whether something of some name exists, is not answered.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

Headers = Iterable[tuple[bytes, bytes]]

_OWN = (b"same-origin", b"none")
"""Where browsers say that their own pages, and addresses that were typed in, come from."""
_KEPT_APART = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
)
_NO_FRAME = (b"content-security-policy", b"frame-ancestors 'none'")


def is_from_elsewhere(scope: Any) -> bool:
    """Whether a page of another place has had a request sent.

    A link there that a person follows to a page of its own is none, if the page is one that
    may be linked to; nothing of it can be read from outside.
    """
    origin, site = header(scope, b"origin"), header(scope, b"sec-fetch-site")
    if origin is not None and not _same_place(origin, header(scope, b"host")):
        # Of a page that sends no referrer, some requests name no origin either.
        return not (origin == b"null" and site == b"same-origin")
    return site is not None and site not in _OWN and not _is_link_followed(scope)


def _is_link_followed(scope: Any) -> bool:
    path = scope["path"]
    return (
        scope["method"] == "GET"
        and header(scope, b"sec-fetch-mode") == b"navigate"
        and header(scope, b"sec-fetch-dest") == b"document"
        and (path == "/" or (path.startswith("/api/cases/") and path.endswith("/plain")))
    )


def kept_apart(headers: Headers) -> list[tuple[bytes, bytes]]:
    """An answer's headers with those that keep pages of other places from framing it, reading
    it, guessing at what it is and being told of its address."""
    ours = {name for name, _ in _KEPT_APART}
    others = [pair for pair in headers if pair[0].lower() not in ours]
    # Of several such policies a browser keeps all.
    return [*others, *_KEPT_APART, _NO_FRAME]


def header(scope: Any, name: bytes) -> bytes | None:
    """The value of a header that came once; one that came twice is as good as a wrong one."""
    found: list[bytes] = [value for key, value in scope["headers"] if key == name]
    return None if not found else found[0] if len(found) == 1 else b"\x00"


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
