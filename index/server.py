"""Where a home keeps its vectors: in itself, or on a Chroma server that the settings name.

Only numbers go to a server: vectors, and which passage of the catalogue each belongs to.
"""

from __future__ import annotations

import json
import re
import uuid
from dataclasses import dataclass, field
from pathlib import Path

from index.errors import HomeError
from index.settings import IndexSettings

_URL = re.compile(r"https?://[^\s/?#@]+(?:/[^\s?#]*)?")
_EMBEDDED = "embedded"


@dataclass(frozen=True, slots=True)
class Server:
    """A Chroma server, cluster or cloud."""

    url: str
    tenant: str
    database: str
    token: str | None = field(default=None, repr=False)

    @property
    def place(self) -> str:
        return f"{self.url} {self.tenant} {self.database}"


@dataclass(frozen=True, slots=True)
class Kept:
    """Where vectors are kept, and what the names of this home's collections begin with: a
    server may serve many homes."""

    server: Server | None
    prefix: str
    moved: bool
    """Whether they were kept elsewhere before, so that they have to be made anew."""


def server_of(settings: IndexSettings) -> Server | None:
    """The server that the settings name, if any; raises `HomeError` for what is no address."""
    url = (settings.chroma_url or "").rstrip("/")
    if not url:
        return None
    if not _URL.fullmatch(url):
        raise HomeError(
            f"CASEBOOK_CHROMA_URL is {url!r}; write it like http://127.0.0.1:8000, and a token "
            "into CASEBOOK_CHROMA_TOKEN."
        )
    return Server(
        url,
        settings.chroma_tenant,
        settings.chroma_database,
        settings.chroma_token,
    )


def settle(home: Path, server: Server | None) -> Kept:
    """That the vectors of `home` are kept on `server` (None: in the home) from now on, which is
    written down there."""
    place = server.place if server else _EMBEDDED
    note = home / "vectors.json"
    before = _noted(note)
    if before["place"] == place:
        return Kept(server, before["prefix"], moved=False)
    prefix = f"casebook-{uuid.uuid4().hex}-" if server else ""
    draft = note.with_suffix(".new")
    draft.write_text(json.dumps({"place": place, "prefix": prefix}), encoding="utf-8")
    return Kept(server, prefix, moved=True)


def settled(home: Path) -> None:
    """Note for good what `settle` gave, once the catalogue knows that vectors are missing."""
    draft = home / "vectors.new"
    if draft.exists():
        draft.replace(home / "vectors.json")


def _noted(note: Path) -> dict[str, str]:
    try:
        noted = json.loads(note.read_text(encoding="utf-8"))
        return {"place": str(noted["place"]), "prefix": str(noted["prefix"])}
    except FileNotFoundError:
        return {"place": _EMBEDDED, "prefix": ""}
    except (OSError, ValueError, KeyError, TypeError):
        return {"place": "", "prefix": ""}  # damaged: the vectors are made anew
