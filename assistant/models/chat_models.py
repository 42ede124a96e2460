"""Chat models by name, through LangChain's `init_chat_model`, and their failures in words."""

from __future__ import annotations

import logging
import re
import traceback
import weakref
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from langchain_core.language_models import BaseChatModel

from assistant.errors import ModelFailed, NoSuchModel, UnknownModel
from assistant.models import keys, llamacpp
from assistant.models.destinations import OPENAI, destination, ollama_address, provider_address
from assistant.settings import Settings

log = logging.getLogger(__name__)

SECONDS = 60
"""How long a chat model may stay silent."""
SECONDS_HERE = 300
"""The same for one on this machine: a small laptop reads some thirty tokens a second."""
_EXTRAS = ("openai", "anthropic", "ollama")
_OF_EXTRA = {"xllamacpp": "llamacpp"}
"""Packages that LangChain does not name, and the extra that brings each."""
_LONGEST_NAME = 200
_PACKAGE = re.compile(r"pip install (?:-U )?([\w.-]+)")


def chat_model(name: str, settings: Settings) -> BaseChatModel:
    """The chat model called `name`.

    `provider:model`, as in "openai:gpt-6-sol", "anthropic:claude-sonnet-5-5" or
    "ollama:qwen3:8b"; `model@URL` for any server that speaks OpenAI's protocol, as in
    "qwen3@http://127.0.0.1:8080/v1"; or a file that is run here, as in
    "llamacpp:models/qwen3-4b.gguf". A key is taken from the settings, or else from the system's
    keyring. A model on this machine is asked past any proxy, and waited for longer. Raises
    `ModelFailed`.
    """
    model, at, url = name.partition("@http")
    if not model.rpartition(":")[2].strip():  # LangChain would choose a model later, on use
        raise _no_such_name(name)
    key = keys.find_key(name, settings)
    variable = keys.variable(name)
    if variable and not at and not key:  # not all of them look before they connect
        raise UnknownModel(
            f"{_short(name)} needs a key: set {variable}, or give it in the window's settings."
        )
    try:
        if at:
            called = model.removeprefix("openai:")
            return _compatible(called, f"http{url}", key or "none", settings)
        if llamacpp.is_file_name(name):
            return _in_file(llamacpp.model_file(name), settings)
        return _of_provider(name, key, settings)
    except ModelFailed:
        raise
    except Exception as error:  # providers raise their own kinds, which we cannot import
        raise failure(name, error, settings) from error


def file_named(model: str | BaseChatModel | None) -> bool:
    """Whether a model is a file; raises `UnknownModel` where it is not there."""
    if not isinstance(model, str) or not llamacpp.is_file_name(model):
        return False
    llamacpp.check_file(llamacpp.model_file(model))
    return True


def check_spelling(name: str, settings: Settings) -> None:
    """Raise `UnknownModel` for a file that is not there, and what no provider calls a model; a
    key may be given later."""
    if file_named(name):
        return
    try:
        chat_model(name, settings)
    except NoSuchModel:
        raise
    except ModelFailed:
        return


def _of_provider(name: str, key: str | None, settings: Settings) -> BaseChatModel:
    from langchain.chat_models import init_chat_model

    found: BaseChatModel = init_chat_model(name, **_given(name, key, settings))
    return found


def _in_file(path: Path, settings: Settings) -> BaseChatModel:
    served = llamacpp.serve(path)
    found = _compatible(path.stem, served.url, served.key, settings)
    weakref.finalize(found, _let_go, served)  # it runs as long as somebody may ask it
    return found


def _let_go(served: llamacpp.Served) -> None:
    """Nothing is left to do: what held `served` until now was the wait for this call."""


def _compatible(model: str, url: str, key: str, settings: Settings) -> BaseChatModel:
    """A model behind a server that speaks OpenAI's protocol."""
    from langchain.chat_models import init_chat_model

    found: BaseChatModel = init_chat_model(
        model,
        model_provider="openai",
        base_url=url,
        api_key=key,
        temperature=0,
        **_patience(f"{model}@{url}", settings),
        **_past_proxies(f"{model}@{url}", settings),
    )
    return found


def _given(name: str, key: str | None, settings: Settings) -> dict[str, Any]:
    """What a provider's model is made with; where it is asked is always given, or the packages
    below would look into the environment, which may say otherwise than the settings."""
    provider = name.partition(":")[0]
    patience = _patience(name, settings)
    if provider == "ollama":
        client = {
            "timeout": patience["timeout"],
            "trust_env": not destination(name, settings).is_here,
        }
        return {"temperature": 0, "base_url": ollama_address(settings), "client_kwargs": client}
    address = provider_address(provider, settings)
    at: dict[str, Any] = {"base_url": address} if address else {}
    if address == OPENAI:
        at["stream_usage"] = True  # as LangChain has it where no address is given
    given = {"api_key": key} if key else {}
    # The latest of them refuse a temperature.
    return {**patience, **at, **given}


def _patience(name: str, settings: Settings) -> dict[str, Any]:
    """How long a model is waited for, in seconds, and how often it is asked again. One on this
    machine that was too slow would be as slow again."""
    if destination(name, settings).is_here:
        return {"timeout": SECONDS_HERE, "max_retries": 0}
    return {"timeout": SECONDS, "max_retries": 1}


def _past_proxies(name: str, settings: Settings) -> dict[str, Any]:
    """What keeps a proxy of the environment from seeing what stays on this machine."""
    if not destination(name, settings).is_here:
        return {}
    import httpx

    return {
        "http_client": httpx.Client(trust_env=False, timeout=SECONDS_HERE),
        "http_async_client": httpx.AsyncClient(trust_env=False, timeout=SECONDS_HERE),
    }


def model_name(model: str | BaseChatModel) -> str:
    """What to call a model, in the window and in answers that are kept: a file's without the
    folders that it lies in, which are nobody else's business."""
    if isinstance(model, str):
        is_file = llamacpp.is_file_name(model)
        return f"{llamacpp.PROVIDER}:{llamacpp.model_file(model).name}" if is_file else model
    named = getattr(model, "model_name", None) or getattr(model, "model", None)
    return str(named or type(model).__name__)


def failure(
    name: str, error: Exception, settings: Settings, model: BaseChatModel | None = None
) -> ModelFailed:
    """One plain sentence on why the model did not answer, and what to do. No key stands in it: none
    of the settings or the keyring, nor one that `model` itself was made with."""
    own = keys.keys_of(model) if model is not None else ()
    hidden = (*settings.secrets, keys.find_key(name, settings), *own)
    said = keys.without_keys(" ".join(str(error).split()), hidden)
    status = getattr(error, "status_code", None)
    kinds = _kinds(error)
    if isinstance(error, ValueError | TypeError) and "model_provider" in said:
        return _no_such_name(name)
    named, name = name, _short(name)
    if isinstance(error, ModuleNotFoundError) or (
        isinstance(error, ImportError) and _PACKAGE.search(said)
    ):
        return UnknownModel(f"{name} needs another package; run: pip install {_package(said)}.")
    if status in (401, 403) or "api_key" in said.lower() or "api key" in said.lower():
        return ModelFailed(
            f"{name} did not accept the key; check what is set in the provider's key variable."
        )
    if status == 404:
        return ModelFailed(f"The server knows no model {name}; check its name and address.")
    if status == 429:
        return ModelFailed(f"{name} allows no more requests for now; try again later.")
    if "timeout" in kinds:
        waited = _patience(named, settings)["timeout"]
        return ModelFailed(f"{name} did not answer within {waited} seconds; try again.")
    if "lengthfinishreason" in kinds or "lengthreached" in kinds:
        return ModelFailed(f"{name} wrote on until it was stopped; another model may do better.")
    if is_broken_off(error):
        return ModelFailed(f"{name} broke off in the middle of its answer; try again.")
    if "connect" in kinds:
        return ModelFailed(f"No server answers for {name}; check that it runs and its address.")
    if why := _told(error, hidden):
        return ModelFailed(f"{name} failed: {why.rstrip('.')}.")
    if isinstance(error, OSError) and error.strerror:
        return ModelFailed(f"{name} could not be asked: {error.strerror}.")
    whole = "".join(traceback.format_exception(error))
    shown = keys.without_keys(whole, hidden) == whole
    log.warning("%s failed.", name, exc_info=error if shown else None)
    return ModelFailed(
        f"{name} failed: Casebook cannot make out what it answered; see whether its address is "
        "that of a chat model, or try another model."
    )


def _told(error: Exception, hidden: Iterable[str | None]) -> str:
    """What a server itself says of its refusal, on one line; nothing where it does not."""
    body = getattr(error, "body", None)
    for name in ("error", "message"):
        if isinstance(body, dict):
            body = body.get(name, body)
    if not isinstance(body, str):
        return ""
    return keys.without_keys(" ".join(body.split()), hidden)[:_LONGEST_NAME]


def is_refused(error: Exception) -> bool:
    """Whether the server understood the request and will not have it as it is."""
    return getattr(error, "status_code", None) in (400, 422)


def is_broken_off(error: Exception) -> bool:
    """Whether the connection was cut while a reply was awaited."""
    kinds = _kinds(error)
    cut = "protocol" in kinds or "readerror" in kinds  # closed in the middle, or reset
    return cut and "timeout" not in kinds


def _kinds(error: BaseException | None) -> str:
    """The names of what was raised and of what caused it, in small letters."""
    names: list[str] = []
    while error is not None:
        names += [kind.__name__.lower() for kind in type(error).__mro__]
        error = error.__cause__
    return " ".join(names)


def _package(said: str) -> str:
    """What to install, from LangChain's own words on what is missing."""
    extra = next((extra for extra in _EXTRAS if f"langchain-{extra}" in said), None)
    extra = extra or next((_OF_EXTRA[name] for name in _OF_EXTRA if name in said), None)
    wanted = _PACKAGE.search(said)
    if extra is None and wanted:
        return wanted.group(1)
    return f"'casebook[{extra or 'models'}]'"


def _no_such_name(name: str) -> NoSuchModel:
    return NoSuchModel(
        f"{_short(name)!r} names no chat model; write it as provider:model, like ollama:qwen3:8b."
    )


def _short(name: str) -> str:
    """A name as it can be shown on one line."""
    line = " ".join(name.split())
    return line if len(line) <= _LONGEST_NAME else f"{line[:_LONGEST_NAME]}…"
