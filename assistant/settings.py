"""Everything that Casebook is set up by: one value, made at the edge and passed in.

The variables of `index.settings`, and:

CASEBOOK_NLI                             a CrossEncoder that has a say on every written claim
CASEBOOK_MODEL_PORTS                     more ports of this machine to look for models at
CASEBOOK_MODEL_KEY                       the key of a chat model that is given by its address
OPENAI_API_KEY, ANTHROPIC_API_KEY        the providers' own keys
OPENAI_API_BASE, OPENAI_BASE_URL         where OpenAI is asked, if not at its own address
ANTHROPIC_API_URL, ANTHROPIC_BASE_URL    the same of Anthropic
OLLAMA_HOST                              where Ollama listens

The commands take their own options, such as CASEBOOK_MODEL and CASEBOOK_TOKEN, themselves.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from index.settings import IndexSettings, index_values

_MODEL_VARIABLES: dict[str, tuple[str, ...]] = {
    "nli": ("CASEBOOK_NLI",),
    "model_key": ("CASEBOOK_MODEL_KEY",),
    "openai_key": ("OPENAI_API_KEY",),
    "openai_url": ("OPENAI_API_BASE", "OPENAI_BASE_URL"),  # in the order that LangChain looks
    "anthropic_key": ("ANTHROPIC_API_KEY",),
    "anthropic_url": ("ANTHROPIC_API_URL", "ANTHROPIC_BASE_URL"),
    "ollama_host": ("OLLAMA_HOST",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings(IndexSettings):
    """What an assistant, a service or a window is made with; `Settings()` reads nothing from
    outside, and no key of it is ever shown.

    `nli` names a CrossEncoder by hub name or folder, None to check claims by the rules alone.
    `model_key` is sent to whichever server a chat model's name gives; each `…_key` and `…_url`
    is its provider's own. `model_ports` are looked at beside the usual ones.
    """

    nli: str | None = None
    model_ports: tuple[int, ...] = ()
    model_key: str | None = field(default=None, repr=False)
    openai_key: str | None = field(default=None, repr=False)
    openai_url: str | None = None
    anthropic_key: str | None = field(default=None, repr=False)
    anthropic_url: str | None = None
    ollama_host: str | None = None

    @property
    def secrets(self) -> tuple[str, ...]:
        """Every key and token of these settings, so that none is shown by mistake."""
        keys = (self.model_key, self.openai_key, self.anthropic_key, self.chroma_token)
        return tuple(key for key in keys if key)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Self:
        """What the environment says, now; for the edge of a program alone."""
        given = os.environ if environment is None else environment
        return cls(**index_values(given), **_model_values(given))


def _model_values(environment: Mapping[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, variables in _MODEL_VARIABLES.items():
        said = (environment.get(variable, "").strip() for variable in variables)
        if value := next(filter(None, said), None):
            values[name] = value
    ports = environment.get("CASEBOOK_MODEL_PORTS", "").replace(",", " ").split()
    return {**values, "model_ports": tuple(int(port) for port in ports if port.isdecimal())}
