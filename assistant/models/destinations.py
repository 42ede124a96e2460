"""Where what is put to a chat model goes: to a program on this machine, or to which host."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from langchain_core.language_models import BaseChatModel

from assistant.loopback import is_loopback
from assistant.models.llamacpp import is_file_name
from assistant.settings import Settings

OLLAMA = "http://127.0.0.1:11434"
"""Where Ollama listens unless the settings say otherwise."""
OPENAI = "https://api.openai.com/v1"
ANTHROPIC = "https://api.anthropic.com"
_USUAL_PORTS = {"http": 80, "https": 443}
_OLLAMA_CLOUD = "ollama.com"


@dataclass(frozen=True, slots=True)
class Destination:
    """The host that questions and passages are sent to, with its port where one is given;
    `is_here` when that is a program on this machine, which keeps them here."""

    host: str
    is_here: bool


def destination(name: str, settings: Settings) -> Destination:
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
        return _of(ollama_address(settings))
    if is_file_name(name):
        return Destination("Casebook's own process", is_here=True)
    if address := provider_address(provider, settings):
        return _of(address)
    return Destination(f"the servers of {provider}" if provider else name, is_here=False)


def provider_address(provider: str, settings: Settings) -> str | None:
    """Where a provider with servers of its own is asked; None for one that we know nothing of."""
    addresses = {
        "openai": settings.openai_url or OPENAI,
        "anthropic": settings.anthropic_url or ANTHROPIC,
    }
    return addresses.get(provider)


def destination_of(model: str | BaseChatModel, settings: Settings) -> Destination:
    """Where a model is asked; one that was handed over as an object is taken at its word
    when it has an address, and counts as one that is elsewhere when it has none."""
    if isinstance(model, str):
        return destination(model, settings)
    names = ("base_url", "openai_api_base", "anthropic_api_url")
    url = next((str(at) for name in names if (at := getattr(model, name, None))), "")
    return _of(url) if url else Destination("", is_here=False)


def ollama_address(settings: Settings) -> str:
    """The address of the Ollama that is meant on this machine, that of the settings or the usual
    one; what is missing of it is filled in as Ollama's own client does."""
    given = settings.ollama_host
    if not given:
        return OLLAMA
    address = given if "://" in given else f"http://{given}"
    parts = urlsplit(address)
    host = "127.0.0.1" if parts.hostname in (None, "0.0.0.0", "::") else str(parts.hostname)
    shown = f"[{host}]" if ":" in host else host
    usual = _USUAL_PORTS.get(parts.scheme, 11434) if "://" in given else 11434
    return f"{parts.scheme}://{shown}:{parts.port or usual}{parts.path.rstrip('/')}"


def _of(url: str) -> Destination:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return Destination(url, is_here=False)
    return Destination(f"{host}:{port}" if port else host, is_loopback(host))
