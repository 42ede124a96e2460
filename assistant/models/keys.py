"""Keys of chat models: in the settings, which take them from the environment, or else in the
system's own keyring.

A key is never written to a file of ours, never shown again and never logged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal

from pydantic import SecretStr

from assistant.errors import KeyNotKept
from assistant.settings import Settings

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend
    from langchain_core.language_models import BaseChatModel

SERVICE = "casebook"
_VARIABLES = {"openai": "OPENAI_API_KEY", "anthropic": "ANTHROPIC_API_KEY"}
OTHER_VARIABLE = "CASEBOOK_MODEL_KEY"
"""Where the key of a server given by its address is looked for."""
_SAFE = {
    f"keyring.backends.{system}"
    for system in ("SecretService", "libsecret", "kwallet", "macOS", "Windows")
}
"""The keyrings that are the system's own; others may be plain files."""

HIDDEN = "[key]"
"""What stands in the place of a key."""
_SHORTEST_KEY = 8
_OF_SECRET = re.compile(r"(?:^|[_-])(?:key|token|secret|password|authorization)$", re.IGNORECASE)
"""What a plain text is called that is a key all the same."""

Place = Literal["environment", "keyring"]


def variable(name: str) -> str | None:
    """The environment variable with the key of the model called `name`; None where the
    provider needs no key that we know of."""
    return OTHER_VARIABLE if "@http" in name else _VARIABLES.get(name.partition(":")[0])


def find_key(name: str, settings: Settings) -> str | None:
    """The key for the model called `name`: what the settings hold, or the keyring."""
    return _set(name, settings) or _from_keyring(name)


def goes_anywhere(name: str, settings: Settings) -> bool:
    """Whether the model called `name`, a server that is given by its address, would be sent the
    key in `OTHER_VARIABLE`: that key is not tied to a server, as those of the keyring are."""
    return variable(name) == OTHER_VARIABLE and bool(settings.model_key)


def place(name: str, settings: Settings) -> Place | None:
    """Where the key for a model is; None when there is none."""
    if _set(name, settings):
        return "environment"
    return "keyring" if _from_keyring(name) else None


def _set(name: str, settings: Settings) -> str | None:
    held = {
        OTHER_VARIABLE: settings.model_key,
        "OPENAI_API_KEY": settings.openai_key,
        "ANTHROPIC_API_KEY": settings.anthropic_key,
    }
    at = variable(name)
    return held[at] if at else None


def keys_of(model: BaseChatModel) -> tuple[str, ...]:
    """The keys that a chat model was made with, those in its headers too."""
    return tuple(_secrets_in(vars(model)))


def _secrets_in(values: Mapping[Any, Any]) -> Iterator[str]:
    for name, value in values.items():
        if isinstance(value, SecretStr):
            yield value.get_secret_value()
        elif isinstance(value, Mapping):
            yield from _secrets_in(value)
        elif isinstance(value, str) and _OF_SECRET.search(str(name)):
            yield value.removeprefix("Bearer ")


def without_keys(text: str, keys: Iterable[str | None]) -> str:
    """`text` with each of `keys` in it hidden: a server that is sent one can send it back. What is
    too short to be a key stays, or words that happen to be the same would be lost."""
    for key in keys:
        if key and len(key) >= _SHORTEST_KEY:
            text = text.replace(key, HIDDEN)
    return text


def keep(name: str, key: str) -> None:
    """Put the key for a model into the system's keyring; raises `KeyNotKept`."""
    backend = _backend()
    if backend is None:
        raise KeyNotKept(
            "This system has no keyring that Casebook can use, and it writes no key to a file; "
            f"set {variable(name) or OTHER_VARIABLE} in the environment and start it again."
        )
    try:
        backend.set_password(SERVICE, _entry(name), key)
    except Exception:  # each backend raises its own kinds
        raise KeyNotKept(
            "The system's keyring did not take the key; unlock it and try again."
        ) from None  # the cause might hold the key


def forget(name: str) -> None:
    """Take the key for a model out of the keyring, if it holds one."""
    from keyring.errors import KeyringError

    backend = _backend()
    try:
        if backend is not None and backend.get_password(SERVICE, _entry(name)) is not None:
            backend.delete_password(SERVICE, _entry(name))
    except KeyringError:
        raise KeyNotKept(
            "The system's keyring did not give the key up; unlock it and try again."
        ) from None


def _from_keyring(name: str) -> str | None:
    backend = _backend() if variable(name) else None
    try:
        return None if backend is None else backend.get_password(SERVICE, _entry(name))
    except Exception:  # a keyring that is locked holds no key for us
        return None


def _backend() -> KeyringBackend | None:
    """The system's own keyring; None where there is only a makeshift that may be a file."""
    import keyring

    chosen = keyring.get_keyring()
    several = getattr(chosen, "backends", None) or (chosen,)
    safe = (one for one in several if type(one).__module__ in _SAFE)
    return next(safe, None)


def _entry(name: str) -> str:
    """What the keyring calls the key: the provider, or the server that alone may have it."""
    _, at, url = name.partition("@http")
    return f"http{url.rstrip('/')}" if at else name.partition(":")[0]
