"""Where what is put to a chat model goes: to a program on this machine, or to which host."""

from __future__ import annotations

import os
from dataclasses import dataclass
from urllib.parse import urlsplit

from langchain_core.language_models import BaseChatModel

from assistant.gate import is_loopback
from assistant.llamacpp import is_file_name

OLLAMA = "http://127.0.0.1:11434"
"""Where Ollama listens unless OLLAMA_HOST says otherwise."""
_HOSTS = {
    "openai": ("api.openai.com", ("OPENAI_BASE_URL", "OPENAI_API_BASE")),
    "anthropic": ("api.anthropic.com", ("ANTHROPIC_BASE_URL", "ANTHROPIC_API_URL")),
}
_OLLAMA_CLOUD = "ollama.com"


@dataclass(frozen=True, slots=True)
class Destination:
    """The host that questions and passages are sent to, with its port where one is given;
    `is_here` when that is a program on this machine, which keeps them here."""

    host: str
    is_here: bool


def destination(name: str) -> Destination:
    """Where the model that `chat_model` knows by this name is asked.

    A model whose host nobody can tell from its name counts as one that is elsewhere.
    """
    _, at, url = name.partition("@http")
    if at:
        return _of(f"http{url}")
    provider, _, model = name.partition(":")
    if provider == "ollama":
        # Ollama passes these on to its makers' machines, though it is asked on this one.
        if model.endswith(("-cloud", ":cloud")):
            return Destination(_OLLAMA_CLOUD, is_here=False)
        return _of(ollama_address())
    if is_file_name(name):
        return Destination("Casebook's own process", is_here=True)
    if provider in _HOSTS:
        host, variables = _HOSTS[provider]
        set_to = next((os.environ[v] for v in variables if os.environ.get(v)), None)
        return _of(set_to) if set_to else Destination(host, is_here=False)
    return Destination(f"the servers of {provider}" if provider else name, is_here=False)


def destination_of(model: str | BaseChatModel) -> Destination:
    """Where a model is asked; one that was handed over as an object is taken at its word
    when it has an address, and counts as one that is elsewhere when it has none."""
    if isinstance(model, str):
        return destination(model)
    names = ("base_url", "openai_api_base", "anthropic_api_url")
    url = next((str(at) for name in names if (at := getattr(model, name, None))), "")
    return _of(url) if url else Destination("", is_here=False)


def ollama_address() -> str:
    """The address of the Ollama that is meant on this machine, OLLAMA_HOST or the usual one."""
    given = os.environ.get("OLLAMA_HOST", "").strip()
    if not given:
        return OLLAMA
    address = given if "://" in given else f"http://{given}"
    parts = urlsplit(address)
    host = "127.0.0.1" if parts.hostname in (None, "0.0.0.0", "::") else str(parts.hostname)
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}:{parts.port or 11434}"


def _of(url: str) -> Destination:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return Destination(url, is_here=False)
    return Destination(f"{host}:{port}" if port else host, is_loopback(host))
