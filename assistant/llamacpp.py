"""Chat models that are files on this machine: a GGUF file, run by llama.cpp inside this process.

llama.cpp's own server answers on the loopback alone, and only who knows a key that this process
made up; so a model in a file is asked as any server of OpenAI's protocol is.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from assistant.errors import ModelFailed, UnknownModel

PROVIDER = "llamacpp"
CONTEXT = 8_192
"""Tokens a question and its answer may take: the budget of a prompt, in any model's tokens."""
LONGEST_REPLY = 600
"""Tokens; four sentences take half of it, and a small model may not find an end."""
_QUIET = -1


@dataclass(frozen=True, slots=True)
class Served:
    """Where a model file is asked, and with which key; its server runs as long as this lives."""

    url: str
    key: str
    server: Any


def model_file(name: str) -> Path:
    """The file in a name such as "llamacpp:~/models/qwen3.gguf"."""
    return Path(name.partition(":")[2]).expanduser().absolute()


def serve(path: Path) -> Served:
    """The server of a model file, started when it is first asked for, which takes seconds.

    Raises `UnknownModel` where there is no such file, `ModelFailed` where llama.cpp cannot run
    it, and `ImportError` without the package.
    """
    if not path.is_file():
        raise UnknownModel(f"There is no model file {path}; give the path of a GGUF file.")
    return _running(path)


@cache
def _running(path: Path) -> Served:
    return start(path, secrets.token_urlsafe(24))


def start(path: Path, key: str) -> Served:
    """Another server of the model file at `path`, which answers to `key`."""
    import xllamacpp

    settings = xllamacpp.CommonParams()
    settings.model.path = str(path)
    settings.model_alias = {path.stem}
    settings.n_ctx, settings.n_predict, settings.n_parallel = CONTEXT, LONGEST_REPLY, 1
    settings.hostnames, settings.port, settings.api_keys = ["127.0.0.1"], 0, [key]
    settings.cors_origins = "http://127.0.0.1"  # else pages of any site could ask
    settings.ui, settings.offline, settings.verbosity = False, True, _QUIET
    try:
        server = xllamacpp.Server(settings)
    except RuntimeError as error:
        raise ModelFailed(
            f"llama.cpp cannot run {path}; it has to be a GGUF file that fits into memory."
        ) from error
    return Served(f"{server.listening_address}/v1", key, server)
