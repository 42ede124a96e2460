"""The connection to Chroma, embedded or on a server, and what goes wrong with it in words."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import chromadb
import httpx
from chromadb.api import ClientAPI
from chromadb.api.shared_system_client import SharedSystemClient
from chromadb.config import Settings
from chromadb.errors import ChromaError, InternalError

from index.damage import are_vectors_damaged
from index.errors import DamagedIndex, EmbeddingError, HomeError
from index.server import Server

log = logging.getLogger(__name__)

PATIENCE = 10.0
"""Seconds that a server which does not answer is waited for: it may be starting again."""
_BETWEEN_TRIES = 0.25

OTHER_SIZE = (
    "The embedding model gives vectors of another size than the case holds; use the model that "
    "the case was built with, or add the documents to a new case."
)

_REFUSED = (
    "full", "no space", "locked", "readonly", "read-only", "permission", "unable to open",
    "i/o error", "too many open", "out of memory", "cannot allocate", "busy", "interrupted",
    "timed out",
)  # fmt: skip
"""Words by which Chroma says that the system did not let it read or write."""

P = ParamSpec("P")
R = TypeVar("R")


def plainly(done: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """For what asks Chroma: tries again while a server does not answer, so what it does must
    be the same when done twice; raises `HomeError` that says what could not be `done`."""

    def wrapped(ask: Callable[P, R]) -> Callable[P, R]:
        @wraps(ask)
        def asked(*args: P.args, **more: P.kwargs) -> R:
            try:
                return _patiently(lambda: ask(*args, **more))
            except httpx.HTTPError as error:
                raise HomeError(_silent(done, error)) from error
            except ChromaError as error:
                if "dimension" in str(error):
                    raise EmbeddingError(OTHER_SIZE) from error
                refused = any(word in str(error).lower() for word in _REFUSED)
                is_damaged = isinstance(error, InternalError) and not refused
                sentence = f"The vectors could not be {done}: {error}."
                if is_damaged:
                    raise DamagedIndex(sentence, "in_vectors") from error
                raise HomeError(sentence) from error

        return asked

    return wrapped


def _patiently(ask: Callable[[], R]) -> R:
    until: float | None = None
    while True:
        try:
            return ask()
        except httpx.TransportError as error:
            now = time.monotonic()
            if until is None:
                until = now + PATIENCE
                log.warning(
                    "The Chroma server does not answer (%s); trying for %.0f seconds more.",
                    type(error).__name__,
                    PATIENCE,
                )
            if now >= until:
                raise
            time.sleep(_BETWEEN_TRIES)


def _silent(done: str, error: httpx.HTTPError) -> str:
    why = " ".join(str(error).split()) or type(error).__name__
    return (
        f"The vectors could not be {done}: the Chroma server does not answer ({why}). Start it, "
        "and do the same again; what was done is kept."
    )


def open_chroma(folder: Path, server: Server | None) -> ClientAPI:
    """Chroma on `server`, or embedded in `folder`; it reports to nobody."""
    settings = Settings(anonymized_telemetry=False)
    return _connected(server, settings) if server else _embedded(folder, settings)


def close_chroma(client: ClientAPI) -> None:
    """Let go of the files or the connections."""
    whole: Any = client  # the type that Chroma declares has no way to close it
    session = getattr(whole._server, "_session", None)
    whole.close()
    if session is not None:  # which Chroma leaves open
        session.close()


@plainly("opened")
def _embedded(folder: Path, settings: Settings) -> ClientAPI:
    if are_vectors_damaged(folder):
        raise DamagedIndex("The vectors are damaged.", "in_vectors")
    try:
        return chromadb.PersistentClient(str(folder), settings)
    except ChromaError:
        # Chroma would give what it could not open again, to whoever asks for this folder.
        SharedSystemClient.clear_system_cache()
        raise


@plainly("opened")
def _connected(server: Server, settings: Settings) -> ClientAPI:
    url = httpx.URL(server.url)
    headers = {}
    if server.token:
        headers = {"X-Chroma-Token": server.token, "Authorization": f"Bearer {server.token}"}
    # Chroma's client makes a plain ValueError of a server that is not there: look first.
    _look(url, headers)
    port = url.port or (443 if url.scheme == "https" else 80)
    try:
        return chromadb.HttpClient(
            host=server.url,
            port=port,
            ssl=url.scheme == "https",
            headers=headers,
            settings=settings,
            tenant=server.tenant,
            database=server.database,
        )
    except ValueError as error:
        raise HomeError(
            f"The Chroma server at {server.url} knows no tenant {server.tenant!r} or no database "
            f"{server.database!r}; set CASEBOOK_CHROMA_TENANT and CASEBOOK_CHROMA_DATABASE."
        ) from error


def _look(url: httpx.URL, headers: dict[str, str]) -> None:
    heartbeat = url.copy_with(path=url.path.rstrip("/") + "/api/v2/heartbeat")
    answered = httpx.get(heartbeat, headers=headers, timeout=PATIENCE)
    if answered.is_error or "heartbeat" not in answered.text:
        raise HomeError(
            f"What answers at {url} is no Chroma server that Casebook may use (status "
            f"{answered.status_code}); check CASEBOOK_CHROMA_URL and CASEBOOK_CHROMA_TOKEN."
        )
