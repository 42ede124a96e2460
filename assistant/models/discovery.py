"""Which chat models run on this machine: Ollama's, and those of OpenAI-compatible servers.

Only the loopback is looked at, past any proxy, and nothing is sent but the question of which
models there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import httpx

from assistant.models.destinations import OLLAMA, Destination, destination, ollama_address
from assistant.settings import Settings

SECONDS = 1.0
"""How long a server on this machine may take to say which models it has."""
PORTS = {
    8080: "llama.cpp",
    1234: "LM Studio",
    8000: "vLLM",
    1337: "Jan",
    4891: "GPT4All",
    5001: "KoboldCpp",
}
"""Where the usual servers listen, and whose port it is by custom."""
_MOST = 40


@dataclass(frozen=True, slots=True)
class FoundModel:
    """A model that answers on this machine: its name for `chat_model`, who serves it, and where
    what it is asked goes."""

    name: str
    server: str
    host: Destination

    @property
    def label(self) -> str:
        """What to call it in a list."""
        called = self.name.partition("@http")[0].removeprefix("ollama:")
        elsewhere = "" if self.host.is_here else f", asks {self.host.host}"
        return f"{called} · {self.server}{elsewhere}"


def find_models(settings: Settings) -> list[FoundModel]:
    """The models that run here, by server; an empty list when none does. Takes up to a second."""
    asked: list[Callable[[httpx.Client], list[FoundModel]]]
    asked = [lambda client: _ollama(client, settings)]
    asked += [
        _compatible(port, settings) for port in dict.fromkeys((*PORTS, *settings.model_ports))
    ]
    with (
        httpx.Client(trust_env=False, timeout=SECONDS) as client,
        ThreadPoolExecutor(len(asked)) as pool,
    ):
        found = pool.map(lambda ask: ask(client), asked)
        return [model for models in found for model in models]


def _ollama(client: httpx.Client, settings: Settings) -> list[FoundModel]:
    address = ollama_address(settings)
    # What OLLAMA_HOST names may be elsewhere, and nothing elsewhere is asked unbidden.
    if not destination("ollama:any", settings).is_here:
        address = OLLAMA
    names = _names(client, f"{address}/api/tags", "models", "name")
    return [_found(f"ollama:{name}", "Ollama on this computer", settings) for name in names]


def _found(name: str, server: str, settings: Settings) -> FoundModel:
    return FoundModel(name, server, destination(name, settings))


def _compatible(port: int, settings: Settings) -> Callable[[httpx.Client], list[FoundModel]]:
    url = f"http://127.0.0.1:{port}/v1"
    server = f"{PORTS[port]} on this computer" if port in PORTS else f"port {port} of this computer"

    def ask(client: httpx.Client) -> list[FoundModel]:
        names = _names(client, f"{url}/models", "data", "id")
        return [_found(f"{name}@{url}", server, settings) for name in names]

    return ask


def _names(client: httpx.Client, url: str, listed: str, name: str) -> Iterator[str]:
    """The names a server gives; none where nothing listens, or something else does."""
    try:
        answer = client.get(url)
        reply: Any = answer.json() if answer.status_code == 200 else {}
    except (httpx.HTTPError, ValueError):
        return
    entries = reply.get(listed) if isinstance(reply, dict) else None
    for entry in entries[:_MOST] if isinstance(entries, list) else ():
        called = entry.get(name) if isinstance(entry, dict) else None
        if isinstance(called, str) and called.strip() and "@http" not in called:
            yield called
