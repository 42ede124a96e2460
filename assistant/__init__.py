"""How questions become answers."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.answer import Answer, Citation, Claim
    from assistant.chain import Assistant

__all__ = ["Answer", "Assistant", "Citation", "Claim"]

_MODULES = {
    "Answer": "assistant.answer",
    "Assistant": "assistant.chain",
    "Citation": "assistant.answer",
    "Claim": "assistant.answer",
}

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        # On first use: `casebook --help` must not wait for LangChain.
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_MODULES[name]), name)
