"""Models found on this machine, where each is asked, and where keys are kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import keyring
import pytest
from keyring.backend import KeyringBackend

from assistant import keys
from assistant.destinations import Destination, destination
from assistant.discovery import find_models
from assistant.errors import KeyNotKept
from assistant.preferences import Preferences, read_preferences, write_preferences
from tests.chat_server import ChatServer, chat_server


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
def test_where_a_model_is_asked_is_told_from_its_name(
    name: str, host: str, is_here: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OLLAMA_HOST", raising=False)
    assert destination(name) == Destination(host, is_here)


def test_an_address_that_the_environment_sets_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OLLAMA_HOST", "gpu.example.org:9999")
    assert destination("ollama:qwen3") == Destination("gpu.example.org:9999", False)
    monkeypatch.setenv("OLLAMA_HOST", "0.0.0.0")
    assert destination("ollama:qwen3") == Destination("127.0.0.1:11434", True)
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    assert destination("openai:any") == Destination("127.0.0.1:9", True)


# What runs here


def test_models_that_run_on_this_machine_are_found(
    server: ChatServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASEBOOK_MODEL_PORTS", str(urlsplit(server.url).port))
    monkeypatch.setenv("OLLAMA_HOST", server.url.removesuffix("/v1"))
    monkeypatch.setenv("HTTP_PROXY", "http://203.0.113.7:3128")
    found = {model.name: model.label for model in find_models()}
    assert found[server.model].startswith("tiny · ")
    assert found["ollama:qwen3:8b"] == "qwen3:8b · Ollama on this computer"
    assert found["ollama:gpt-oss:120b-cloud"].endswith("asks ollama.com")
    assert server.requests == []


def test_a_machine_without_models_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.discovery.PORTS", {9: "nothing"})
    monkeypatch.setattr("assistant.discovery.OLLAMA", "http://127.0.0.1:9")
    monkeypatch.setenv("OLLAMA_HOST", "203.0.113.7")  # elsewhere: it is not even asked
    assert find_models() == []


# Keys


def test_a_key_of_the_environment_goes_before_one_of_the_keyring(
    ring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    assert keys.place("openai:any") is None
    keys.keep("openai:any", "sk-ring")
    assert (keys.place("openai:other"), keys.find_key("openai:other")) == ("keyring", "sk-ring")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-environment")
    assert keys.place("openai:any") == "environment"
    assert keys.find_key("openai:any") == "sk-environment"
    keys.forget("openai:any")
    assert ring.held == {}


def test_a_key_for_one_server_is_given_to_no_other(ring: MemoryKeyring) -> None:
    keys.keep("tiny@http://127.0.0.1:1/v1", "sk-one")
    assert keys.find_key("other@http://127.0.0.1:1/v1/") == "sk-one"
    assert keys.find_key("tiny@http://127.0.0.1:2/v1") is None
    assert keys.find_key("openai:any") is None


def test_where_there_is_no_keyring_a_key_is_not_kept_anywhere(tmp_path: Path) -> None:
    with pytest.raises(KeyNotKept, match="OPENAI_API_KEY") as refused:
        keys.keep("openai:any", "sk-secret")
    assert "sk-secret" not in str(refused.value)
    assert keys.find_key("openai:any") is None


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


def test_a_model_whose_address_has_changed_since_is_not_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chosen = Preferences("openai:gpt-6-sol", ("api.openai.com",))
    assert chosen.may_use(chosen.model)
    monkeypatch.setenv("OPENAI_BASE_URL", "https://elsewhere.example.org/v1")
    assert chosen.usable_model is None
    assert Preferences("ollama:qwen3").usable_model == "ollama:qwen3"
