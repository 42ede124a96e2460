"""Where an index is kept and what searches it: one value, made at the edge and passed in.

CASEBOOK_HOME                the folder that everything is kept in
CASEBOOK_RERANKER            a cross-encoder that puts the best hits in order
CASEBOOK_CHROMA_URL          a Chroma server, such as http://127.0.0.1:8000
CASEBOOK_CHROMA_TENANT       "default_tenant" unless it is said otherwise
CASEBOOK_CHROMA_DATABASE     "default_database" unless it is said otherwise
CASEBOOK_CHROMA_TOKEN        what the server asks for, if anything

`assistant.settings.Settings` is this with what answering is set up by. Nothing else here reads
the environment, so that two setups can live in one process.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexSettings:
    """What a home and its cases are opened with.

    `home` is None for the usual place of a program's data on this system; `reranker` names a
    CrossEncoder, None for the order of the search itself. Vectors are kept in the home unless
    `chroma_url` names a server for them. `IndexSettings()` reads nothing from outside.
    """

    home: str | Path | None = None
    reranker: str | None = None
    chroma_url: str | None = None
    chroma_tenant: str = "default_tenant"
    chroma_database: str = "default_database"
    chroma_token: str | None = field(default=None, repr=False)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Self:
        """What the environment says, now; for the edge of a program alone."""
        return cls(**index_values(os.environ if environment is None else environment))


def index_values(environment: Mapping[str, str]) -> dict[str, Any]:
    """The fields of `IndexSettings` that `environment` gives a value."""
    home = environment.get("CASEBOOK_HOME")
    values = {
        "home": Path(home) if home else None,
        "reranker": environment.get("CASEBOOK_RERANKER", "").strip(),
        "chroma_url": environment.get("CASEBOOK_CHROMA_URL", "").strip(),
        "chroma_tenant": environment.get("CASEBOOK_CHROMA_TENANT"),
        "chroma_database": environment.get("CASEBOOK_CHROMA_DATABASE"),
        "chroma_token": environment.get("CASEBOOK_CHROMA_TOKEN"),
    }
    return {name: value for name, value in values.items() if value}
