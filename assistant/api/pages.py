"""The window's pages that the owner opened: by a link that works once, and from then on by the
cookie that it gave. Other programs on this machine, and other users, have neither.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from html import escape
from threading import Lock
from urllib.parse import parse_qsl, urlencode

KEY = "key"
"""What a link's key is called in its query."""
_MOST_LINKS = 64
"""Links that wait to be used; the oldest goes first."""


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of one window, as long as its process runs. May be shared between threads."""

    _secret: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    _links: dict[str, None] = field(default_factory=dict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def link(self, url: str, case: str | None = None) -> str:
        """A link that opens the window served at `url`, once; at `case` where one is given."""
        key = secrets.token_urlsafe(32)
        with self._lock:
            self._links[key] = None
            while len(self._links) > _MOST_LINKS:
                self._links.pop(next(iter(self._links)))
        query = {"case": case, KEY: key} if case else {KEY: key}
        return f"{url.rstrip('/')}/?{urlencode(query)}"

    def redeem(self, key: str) -> bool:
        """Whether this is the key of a link that was not used yet; now it is used."""
        with self._lock:
            return self._links.pop(key, True) is None

    def cookie(self, port: int) -> str:
        """What a browser is to send from now on to the window at `port`: a Set-Cookie header.

        It ends with the browser's session, and no page of another site has it sent along.
        """
        return f"{_name(port)}={self._secret}; Path=/; HttpOnly; SameSite=Lax"

    def opened_by(self, cookies: bytes | None, port: int) -> bool:
        """Whether a request with this Cookie header comes from a page that a link opened."""
        wanted = f"{_name(port)}={self._secret}".encode()
        sent = (cookie.strip() for cookie in (cookies or b"").split(b";"))
        return any(secrets.compare_digest(cookie, wanted) for cookie in sent)


def _name(port: int) -> str:
    # A browser sends the cookies of one port to every other of this machine.
    return f"casebook-{port}"


def without_key(query: bytes) -> tuple[str | None, str]:
    """The key in a query string, None where it has none, and the query without it."""
    pairs = parse_qsl(query.decode("latin-1"), keep_blank_values=True)
    keys = [value for name, value in pairs if name == KEY]
    rest = urlencode([pair for pair in pairs if pair[0] != KEY])
    return (keys[0] if len(keys) == 1 else None), rest


_SAID = (
    "This window opens for whoever started it, by the link that the command casebook chat "
    "opened or printed.",
    "Each link works once. For another one, run casebook chat again in a terminal while the "
    "window is open: it prints a new link.",
)
CLOSED = "\n".join(
    [
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Casebook</title>',
        '<meta name="viewport" content="width=device-width">',
        '<body style="font: 17px/1.5 system-ui, sans-serif; max-width: 34em; margin: 4em auto; '
        'padding: 0 1em"><h1 style="font-size: 1.4em">Casebook</h1>',
        *(f"<p>{escape(said)}</p>" for said in _SAID),
        "</body></html>",
    ]
)
"""The page that is shown in the window's place to whoever has no link."""
