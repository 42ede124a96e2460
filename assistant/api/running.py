"""What `casebook chat` and `serve` do: the home and the service, open until Ctrl-C."""

from __future__ import annotations

import logging
import os
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.api.app import rest
from assistant.api.gate import Keys
from assistant.api.server import listen, serve, url_of
from assistant.service.connection import Connection, announced, new_token
from assistant.service.local import LocalService
from assistant.service.opening import own_home
from assistant.settings import Settings

if TYPE_CHECKING:
    from fastapi import FastAPI


@dataclass(frozen=True, slots=True)
class OpenHome:
    """A home that is ours and an address to serve it at, with the REST service laid on."""

    service: LocalService
    app: FastAPI
    keys: Keys
    bound: socket.socket

    def link(self, case: str | None) -> str:
        """A link that opens the window, once, at a case if one is given."""
        return self.keys.pages.link(url_of(self.bound), case)

    def open(self, on_open: Callable[[str], None]) -> None:
        """Serve `app` until Ctrl-C; `on_open` is told the address once the page is there."""
        url = url_of(self.bound)
        home = self.service.home.path

        @contextmanager
        def while_open() -> Iterator[None]:
            with announced(home, Connection(url, self.keys.own, os.getpid())):
                on_open(url)
                threading.Thread(
                    target=self.service.catch_up, name="casebook-catch-up", daemon=True
                ).start()
                yield
            _hush()

        serve(self.app, self.bound, while_open)


def _hush() -> None:
    """What is cut off from here on is cut off on purpose, and no news."""
    logging.disable()
    threading.excepthook = lambda _: None


@contextmanager
def open_home(
    host: str,
    port: int,
    case: str | None,
    say: Callable[[str], None],
    *,
    settings: Settings,
    token: str | None = None,
    model: str | None = None,
) -> Iterator[OpenHome]:
    """The home that `settings` name and `host`:`port`, taken; `token` is what others must carry,
    if any, and `model` the chat model that answers where a request names none.

    Raises `WindowError` for an address that can't be had or a home that has a window,
    `UnknownCase` for a `case` that isn't there, `HomeError`.
    """
    with (
        LocalService(own_home(settings, say), settings, model) as service,
        listen(host, port) as bound,
    ):
        if case is not None:
            service.case(case)
        keys = Keys(new_token(), token)
        yield OpenHome(service, rest(service, keys), keys, bound)


def show_in_browser(url: str) -> None:
    """Open the window in a browser, where there is somebody to see it."""
    on_a_display = sys.platform in ("win32", "darwin") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )
    if on_a_display and sys.stdout.isatty():
        webbrowser.open(url)
