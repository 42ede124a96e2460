"""Models found on this machine, where each is asked, and where keys are kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import keyring
import pytest
from keyring.backend import KeyringBackend

from assistant.errors import KeyNotKept
from assistant.models import keys
from assistant.models.chat_models import chat_model
from assistant.models.destinations import Destination, destination, destination_of
from assistant.models.discovery import find_models
from assistant.service.preferences import Preferences, read_preferences, write_preferences
from assistant.settings import Settings
from tests.chat_server import ChatServer, chat_server

NONE = Settings()
"""Nothing is set."""


class MemoryKeyring(KeyringBackend):
    """Stands in for the system's own, which no test may touch."""

    priority = 1

    def __init__(self) -> None:
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.held[service, username]


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Iterator[MemoryKeyring]:
    """A keyring that counts as the system's own."""
    before, held = keyring.get_keyring(), MemoryKeyring()
    monkeypatch.setattr(MemoryKeyring, "__module__", "keyring.backends.SecretService")
    keyring.set_keyring(held)
    yield held
    keyring.set_keyring(before)


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with chat_server() as opened:
        yield opened


# Where a model is asked


@pytest.mark.parametrize(
    ("name", "host", "is_here"),
    [
        ("ollama:qwen3:8b", "127.0.0.1:11434", True),
        ("ollama:gpt-oss:120b-cloud", "ollama.com", False),
        ("ollama:glm-5:cloud", "ollama.com", False),
        ("qwen3@http://127.0.0.1:8080/v1", "127.0.0.1:8080", True),
        ("qwen3@http://localhost:8080/v1", "localhost:8080", True),
        ("qwen3@http://[::1]:8080/v1", "::1:8080", True),
        ("qwen3@https://127.0.0.1.example.org/v1", "127.0.0.1.example.org", False),
        ("qwen3@http://127.0.0.1@example.org/v1", "example.org", False),
        ("qwen3@http://192.168.0.7:8080/v1", "192.168.0.7:8080", False),
        ("openai:gpt-6-sol", "api.openai.com", False),
        ("anthropic:claude-sonnet-5-5", "api.anthropic.com", False),
        ("mistralai:large", "the servers of mistralai", False),
    ],
)
def test_where_a_model_is_asked_is_told_from_its_name(name: str, host: str, is_here: bool) -> None:
    assert destination(name, Settings()) == Destination(host, is_here)


@pytest.mark.parametrize(
    ("name", "environment", "host", "is_here"),
    [
        ("ollama:qwen3", {"OLLAMA_HOST": "gpu.example.org:9999"}, "gpu.example.org:9999", False),
        ("ollama:qwen3", {"OLLAMA_HOST": "https://gpu.example.org"}, "gpu.example.org:443", False),
        ("ollama:qwen3", {"OLLAMA_HOST": "0.0.0.0"}, "127.0.0.1:11434", True),
        ("openai:any", {"OPENAI_BASE_URL": "http://127.0.0.1:9/v1"}, "127.0.0.1:9", True),
        ("openai:any", {"OPENAI_BASE_URL": ""}, "api.openai.com", False),
        (
            "openai:any",
            {"OPENAI_BASE_URL": "http://127.0.0.1:9/v1", "OPENAI_API_BASE": "https://a.org/v1"},
            "a.org",
            False,
        ),
        ("anthropic:any", {"ANTHROPIC_API_URL": "http://localhost:9"}, "localhost:9", True),
    ],
)
def test_an_address_that_the_environment_sets_counts(
    name: str, environment: dict[str, str], host: str, is_here: bool
) -> None:
    settings = Settings.from_environment(environment)
    assert destination(name, settings) == Destination(host, is_here)


@pytest.mark.skipif(
    find_spec("langchain_openai") is None or find_spec("langchain_anthropic") is None,
    reason="langchain-openai or langchain-anthropic is not installed",
)
def test_a_model_is_asked_where_it_is_said_to_be_whatever_the_environment_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for provider in ("OPENAI", "ANTHROPIC"):
        monkeypatch.setenv(f"{provider}_BASE_URL", "https://elsewhere.example.org")
    own = Settings(openai_key="a", anthropic_key="b", openai_url="http://127.0.0.1:9/v1")
    for name in ("openai:gpt-6-sol", "anthropic:claude-sonnet-5-5"):
        assert destination_of(chat_model(name, own), own) == destination(name, own)


# What runs here


def test_models_that_run_on_this_machine_are_found(
    server: ChatServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings.from_environment(
        {
            "CASEBOOK_MODEL_PORTS": f"9, {urlsplit(server.url).port},",
            "OLLAMA_HOST": server.url.removesuffix("/v1"),
        }
    )
    monkeypatch.setenv("HTTP_PROXY", "http://203.0.113.7:3128")
    found = {model.name: model.label for model in find_models(settings)}
    assert found[server.model].startswith("tiny · ")
    assert found["ollama:qwen3:8b"] == "qwen3:8b · Ollama on this computer"
    assert found["ollama:gpt-oss:120b-cloud"].endswith("asks ollama.com")
    assert server.requests == []


def test_a_machine_without_models_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.models.discovery.PORTS", {9: "nothing"})
    monkeypatch.setattr("assistant.models.discovery.OLLAMA", "http://127.0.0.1:9")
    elsewhere = Settings(ollama_host="203.0.113.7")
    assert find_models(elsewhere) == []  # it is not even asked


# Keys


def test_a_key_of_the_environment_goes_before_one_of_the_keyring(ring: MemoryKeyring) -> None:
    assert keys.place("openai:any", NONE) is None
    keys.keep("openai:any", "sk-ring")
    assert keys.place("openai:other", NONE) == "keyring"
    assert keys.find_key("openai:other", NONE) == "sk-ring"
    given = Settings.from_environment({"OPENAI_API_KEY": "sk-environment"})
    assert keys.place("openai:any", given) == "environment"
    assert keys.find_key("openai:any", given) == "sk-environment"
    assert "sk-environment" not in repr(given)
    keys.forget("openai:any")
    assert ring.held == {}


def test_a_key_for_one_server_is_given_to_no_other(ring: MemoryKeyring) -> None:
    keys.keep("tiny@http://127.0.0.1:1/v1", "sk-one")
    assert keys.find_key("other@http://127.0.0.1:1/v1/", NONE) == "sk-one"
    assert keys.find_key("tiny@http://127.0.0.1:2/v1", NONE) is None
    assert keys.find_key("openai:any", NONE) is None


def test_where_there_is_no_keyring_a_key_is_not_kept_anywhere(tmp_path: Path) -> None:
    with pytest.raises(KeyNotKept, match="OPENAI_API_KEY") as refused:
        keys.keep("openai:any", "sk-secret")
    assert "sk-secret" not in str(refused.value)
    assert keys.find_key("openai:any", NONE) is None


def test_a_keyring_that_may_be_a_plain_file_is_not_used() -> None:
    before, plain = keyring.get_keyring(), MemoryKeyring()
    keyring.set_keyring(plain)
    with pytest.raises(KeyNotKept):
        keys.keep("openai:any", "sk-secret")
    keyring.set_keyring(before)
    assert plain.held == {}


# What was chosen


def test_what_was_chosen_is_kept_in_the_home(tmp_path: Path) -> None:
    assert read_preferences(tmp_path) == Preferences()
    chosen = Preferences("openai:gpt-6-sol", ("api.openai.com",))
    write_preferences(tmp_path, chosen)
    assert read_preferences(tmp_path) == chosen
    assert json.loads((tmp_path / "settings.json").read_text())["model"] == "openai:gpt-6-sol"
    (tmp_path / "settings.json").write_text("{")
    assert read_preferences(tmp_path) == Preferences()


def test_a_model_whose_address_has_changed_since_is_not_asked() -> None:
    chosen = Preferences("openai:gpt-6-sol", ("api.openai.com",))
    assert chosen.may_use(chosen.model, NONE)
    elsewhere = Settings(openai_url="https://elsewhere.example.org/v1")
    assert chosen.usable_model(elsewhere) is None
    assert Preferences("ollama:qwen3").usable_model(elsewhere) == "ollama:qwen3"
