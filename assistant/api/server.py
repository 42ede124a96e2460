"""Serving: the socket and the server's life. Who gets in is for `assistant.api.gate`."""

from __future__ import annotations

import errno
import signal
import socket
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from typing import Any

import uvicorn

from assistant.errors import WindowError

_ASGI = Callable[..., Any]
_GRACE = 2
"""Seconds that answers under way are given when the window closes."""


def listen(host: str, port: int) -> socket.socket:
    """A socket bound to `host` and `port` (0: any free one).

    Raises `WindowError` when it can't be had.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):  # Windows, where SO_REUSEADDR would share it
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    else:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
        bound.listen()
    except OSError as error:
        bound.close()
        if error.errno == errno.EADDRINUSE:
            raise WindowError(
                f"Port {port} on {host} is taken by another program; choose another with --port, "
                f"such as --port {port + 1}."
            ) from error
        raise WindowError(
            f"Casebook cannot listen on {host}, port {port} ({error.strerror}); choose others "
            "with --host and --port."
        ) from error
    return bound


def url_of(bound: socket.socket) -> str:
    """The address of a bound socket, as a browser on this machine takes it."""
    host, port = bound.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def serve(
    app: _ASGI, bound: socket.socket, while_open: Callable[[], AbstractContextManager[None]]
) -> None:
    """Serve `app` on `bound` until Ctrl-C or SIGTERM; returns when it has ended cleanly.

    `while_open` is entered once requests are answered, and left when no more are.
    """
    config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=_GRACE, ws="none")
    # uvicorn ends in good order on SIGTERM, then raises it again: it must not kill us there.
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        _Server(config, while_open).run(sockets=[bound])
    except KeyboardInterrupt:
        return
    finally:
        signal.signal(signal.SIGTERM, before)
        bound.close()


class _Server(uvicorn.Server):
    def __init__(
        self, config: uvicorn.Config, while_open: Callable[[], AbstractContextManager[None]]
    ) -> None:
        super().__init__(config)
        self._while_open = while_open
        self._opened = ExitStack()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._opened.enter_context(self._while_open())

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._opened.close()
        await super().shutdown(sockets)
