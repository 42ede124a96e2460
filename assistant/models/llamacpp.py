"""Chat models that are files on this machine: a GGUF file, run by llama.cpp inside this process.

llama.cpp's own server answers on the loopback alone, and only who knows a key that this process
made up; so a model in a file is asked as any server of OpenAI's protocol is.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from assistant.errors import ModelFailed, UnknownModel

PROVIDER = "llamacpp"
CONTEXT = 8_192
"""Tokens a question and its answer may take: the budget of a prompt, in any model's tokens."""
MOST_WRITTEN = 600
"""Tokens of a reply; four sentences take half of it, and a small model may not find an end."""
_QUIET = -1

_OF_A_PROVIDER = re.compile(r"[a-z][a-z0-9_]+:")
_File = tuple[Path, int, int]
_starting = Lock()
_running: dict[_File, Served] = {}
"""The one server that this process keeps, by its file as it was when it was read: models are
large."""


@dataclass(frozen=True, slots=True)
class Served:
    """Where a model file is asked, and with which key; its server ends when this is let go."""

    url: str
    key: str
    server: Any


def is_file_name(name: str) -> bool:
    """Whether a model's name names a file that is run here: "llamacpp:~/models/qwen3.gguf", or
    the path alone."""
    is_path = name.lower().endswith(".gguf") and _OF_A_PROVIDER.match(name) is None
    return (name.startswith(f"{PROVIDER}:") or is_path) and "@http" not in name


def model_file(name: str) -> Path:
    """The file in such a name."""
    return Path(name.removeprefix(f"{PROVIDER}:")).expanduser().absolute()


def in_full(name: str) -> str:
    """A model's name that means the same in any folder: a file's with its whole path."""
    return f"{PROVIDER}:{model_file(name)}" if is_file_name(name) else name


def check_file(path: Path) -> None:
    """Raise `UnknownModel` where there is no such file."""
    if not path.is_file():
        raise UnknownModel(f"There is no model file {path}; give the path of a GGUF file.")


def serve(path: Path) -> Served:
    """The server of a model file, started when it is first asked for, which takes seconds.

    Another file's server is let go for it, and ends when nobody asks it any more. Raises
    `UnknownModel` where there is no such file, `ModelFailed` where llama.cpp cannot run it, and
    `ImportError` without the package.
    """
    with _starting:  # else two first questions would each load it
        check_file(path)
        state = path.stat()
        file = (path, state.st_mtime_ns, state.st_size)
        if file not in _running:
            _running.clear()
            _running[file] = start(path, secrets.token_urlsafe(24))
        return _running[file]


def start(path: Path, key: str) -> Served:
    """Another server of the model file at `path`, which answers to `key`."""
    import xllamacpp

    settings = xllamacpp.CommonParams()
    settings.model.path = str(path)
    settings.model_alias = {path.stem}
    settings.n_ctx, settings.n_predict, settings.n_parallel = CONTEXT, MOST_WRITTEN, 1
    settings.enable_reasoning = 0  # else some models think until they are stopped
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
