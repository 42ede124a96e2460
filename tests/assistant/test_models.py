"""Chat models by name, over a real connection; and each way they fail, in one plain sentence."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, HumanMessage
from pydantic import Field, SecretStr

import assistant.models.chat_models
from assistant import Assistant
from assistant.errors import ModelFailed
from assistant.models.chat_models import chat_model, check_spelling, failure, model_name
from assistant.settings import Settings
from index import Case
from tests.chat_models import Scripted
from tests.chat_server import ChatServer, chat_server, url_where_nobody_listens

ROOT = Path(__file__).parents[2]
PRISON = "How many years in prison does Tobias Crane face?"

needs_openai = pytest.mark.skipif(
    find_spec("langchain_openai") is None, reason="langchain-openai is not installed"
)
needs_anthropic = pytest.mark.skipif(
    find_spec("langchain_anthropic") is None, reason="langchain-anthropic is not installed"
)
needs_ollama = pytest.mark.skipif(
    find_spec("langchain_ollama") is None, reason="langchain-ollama is not installed"
)


@pytest.fixture(autouse=True)
def _no_keys_and_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_API_BASE", "OPENAI_BASE_URL", "OPENAI_PROXY"):
        monkeypatch.delenv(name, raising=False)
    for name in ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "ANTHROPIC_BASE_URL", "OLLAMA_HOST"):
        monkeypatch.delenv(name, raising=False)
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with chat_server() as running:
        yield running


def failed(model: str | BaseChatModel, case: Case) -> str:
    """What the user is told when the model is asked; checked to be one plain sentence."""
    with pytest.raises(ModelFailed) as caught:
        Assistant(case, model).ask(PRISON)
    return plain(caught.value)


def plain(error: ModelFailed) -> str:
    said = str(error)
    assert said.endswith(".")
    assert "\n" not in said
    assert "Traceback" not in said
    assert len(said) < 400
    return said


class Keyed(Scripted):
    """A model object that an app made with keys of its own, which no setting knows."""

    api_key: SecretStr = SecretStr("sk-of-the-app")
    client_token: str = "token-of-the-app"
    default_headers: dict[str, str] = Field(
        default_factory=lambda: {"Authorization": "Bearer header-of-the-app", "X-Case": "ordinary"}
    )


class Echoed(Exception):
    """A refusal in a server's own words, with all that it was sent."""

    body = {
        "error": {
            "message": "Sent sk-of-the-app, token-of-the-app and header-of-the-app for ordinary."
        }
    }


def test_no_key_of_a_model_object_is_shown_when_it_fails(
    crane: Case, caplog: pytest.LogCaptureFixture
) -> None:
    said = failed(Keyed(breaks_off=Echoed("no")), crane)
    assert said.endswith("failed: Sent [key], [key] and [key] for ordinary.")
    said = failed(Keyed(breaks_off=RuntimeError("sk-of-the-app is unknown")), crane)
    assert "of-the-app" not in said + caplog.text


def test_no_key_is_logged_with_the_cause_of_a_failure(
    crane: Case, caplog: pytest.LogCaptureFixture
) -> None:
    error = RuntimeError("Something went wrong")
    error.__cause__ = ValueError("sk-of-the-app is unknown")
    failed(Keyed(breaks_off=error), crane)
    assert "failed" in caplog.text
    assert "of-the-app" not in caplog.text


# A server of one's own


@needs_openai
def test_a_server_that_speaks_openais_protocol_writes_the_answer(
    crane: Case, server: ChatServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASEBOOK_MODEL_KEY", "a-key")
    monkeypatch.setenv("OPENAI_API_KEY", "a key that is none of this server's business")
    server.reply = (
        "Tobias Crane could spend up to twelve years in prison [{twelve years}]. He was convicted "
        "of it [{twelve years}]. He also faces a fine of up to $75,000 [{twelve years}]."
    )
    history = [HumanMessage("Who is charged?"), AIMessage("Tobias Crane is. [1]")]
    answer = Assistant(crane, server.model).ask(PRISON, history)
    assert answer.text == (
        "Tobias Crane could spend up to twelve years in prison. [1] He also faces a fine of up to "
        "$75,000. [2]"
    )
    assert [claim.verdict for claim in answer.claims] == ["verified", "unsupported", "verified"]
    (request,) = server.requests
    assert (request["path"], request["model"]) == ("/v1/chat/completions", "tiny")
    assert (request["stream"], request["temperature"]) == (True, 0)
    assert [m["role"] for m in request["messages"]] == ["system", "user", "assistant", "user"]
    assert request["messages"][2]["content"] == "Tobias Crane is."
    assert server.keys == ["Bearer a-key"]


@needs_openai
def test_a_server_of_ones_own_needs_no_key(crane: Case, server: ChatServer) -> None:
    server.reply = "NOT IN THE FILE"
    assert Assistant(crane, f"openai:{server.model}").ask(PRISON).abstained
    assert server.requests[0]["model"] == "tiny"


@needs_openai
@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (401, "did not accept the key"),
        (403, "did not accept the key"),
        (404, "knows no model"),
        (429, "allows no more requests for now"),
        (400, "failed"),
        (500, "failed"),
        (503, "failed"),
    ],
)
def test_a_server_that_refuses_is_told_in_a_plain_sentence(
    crane: Case, server: ChatServer, status: int, expected: str
) -> None:
    server.status = status
    said = failed(server.model, crane)
    assert expected in said
    assert server.model in said


@needs_openai
def test_a_server_that_is_down_is_told(crane: Case) -> None:
    model = f"tiny@{url_where_nobody_listens()}"
    assert failed(model, crane) == (
        f"No server answers for {model}; check that it runs and its address."
    )


@needs_openai
def test_a_server_that_never_answers_is_not_waited_for(
    crane: Case, server: ChatServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assistant.models.chat_models, "SECONDS_HERE", 0.3)
    server.stalls = True
    assert "did not answer within 0.3 seconds" in failed(server.model, crane)


@needs_openai
def test_a_server_that_hangs_up_half_way_is_told_after_what_was_checked(
    crane: Case, server: ChatServer
) -> None:
    server.hangs_up = True
    server.reply = (
        "Crane faces up to twelve years in prison [{twelve years}]. The fire lasted for two hours "
        "[{two hours}], and then it was put out by four men from the harbor police [{Four men}]."
    )
    first, last = Assistant(crane, server.model).stream(PRISON)
    assert first.text == last.text == "Crane faces up to twelve years in prison. [1]"
    assert last.broken_off
    assert "broke off in the middle" in str(last.notice)


@needs_openai
def test_what_is_no_chat_server_is_told(crane: Case, server: ChatServer) -> None:
    model = server.model.removesuffix("/v1") + "/\N{LATIN SMALL LETTER E WITH ACUTE} x"
    server.status = 404
    assert "knows no model" in failed(model, crane)


# Providers


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("openai:gpt-6-sol", "OPENAI_API_KEY"),
        ("anthropic:claude-sonnet-5-5", "ANTHROPIC_API_KEY"),
    ],
)
def test_a_missing_key_is_told_before_anything_is_sent(crane: Case, name: str, key: str) -> None:
    said = f"{name} needs a key: set {key}, or give it in the window's settings."
    assert failed(name, crane) == said


@needs_openai
@needs_anthropic
@pytest.mark.parametrize(
    ("provider", "model"), [("openai", "gpt-6-sol"), ("anthropic", "claude-sonnet-5-5")]
)
def test_a_hosted_model_is_asked_without_a_temperature_which_the_latest_refuse(
    crane: Case, server: ChatServer, monkeypatch: pytest.MonkeyPatch, provider: str, model: str
) -> None:
    monkeypatch.setenv(f"{provider.upper()}_API_KEY", "a-key")
    base = server.url if provider == "openai" else server.url.removesuffix("/v1")
    monkeypatch.setenv(f"{provider.upper()}_BASE_URL", base)
    server.status = 401
    assert f"{provider}:{model} did not accept the key" in failed(f"{provider}:{model}", crane)
    assert server.requests[0]["model"] == model
    assert "temperature" not in server.requests[0]


@needs_ollama
def test_an_ollama_that_is_down_is_told(crane: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OLLAMA_HOST", url_where_nobody_listens().removesuffix("/v1"))
    assert "No server answers for ollama:qwen3:8b" in failed("ollama:qwen3:8b", crane)


def test_a_provider_whose_package_is_missing_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "a-key")
    monkeypatch.setenv("ANTHROPIC_API_KEY", "a-key")
    program = """if True:
        import sys
        from assistant.errors import ModelFailed
        from assistant.models.chat_models import chat_model
        from assistant.settings import Settings

        for provider in ("openai", "anthropic", "ollama"):
            sys.modules[f"langchain_{provider}"] = None
            try:
                chat_model(f"{provider}:some-model", Settings.from_environment())
            except ModelFailed as error:
                print(error)
    """
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT)
    assert run.stdout.splitlines() == [
        f"{provider}:some-model needs another package; run: pip install 'casebook[{provider}]'."
        for provider in ("openai", "anthropic", "ollama")
    ]


def test_a_model_file_without_its_package_says_how_to_get_it(
    crane: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xllamacpp", None)
    (tmp_path / "model.gguf").touch()
    said = failed(f"llamacpp:{tmp_path / 'model.gguf'}", crane)
    assert said.endswith("needs another package; run: pip install 'casebook[llamacpp]'.")


def test_a_provider_that_casebook_has_no_extra_for_says_what_to_install(crane: Case) -> None:
    assert find_spec("langchain_groq") is None
    assert "run: pip install langchain-groq." in failed("groq:llama", crane)


@pytest.mark.parametrize("name", ["gpt-4.1", "openai:gpt-4.1", "ollama:qwen3:8b"])
def test_a_window_opens_with_a_name_whose_key_is_not_there_yet(name: str) -> None:
    check_spelling(name, Settings())


@pytest.mark.parametrize("name", ["foo:bar", "llamacpp:/nowhere/model.gguf"])
def test_a_wrong_name_is_told_also_where_no_model_is_needed(crane: Case, name: str) -> None:
    with pytest.raises(ModelFailed):
        Assistant(crane, name).ask("Which airline flew the zebra to Osaka?")


@pytest.mark.parametrize(
    "name",
    [
        "openai:",
        "@http://127.0.0.1:1/v1",
        "nonsense",
        "",
        " ",
        ":",
        "nonsense:model",
        "a:b:c",
        "no model",
        "two\nlines",
        "x" * 1_000,
        "@",
    ],
)
def test_a_name_that_names_no_model_is_told(crane: Case, name: str) -> None:
    said = failed(name, crane)
    assert "names no chat model; write it as provider:model" in said


@needs_openai
@pytest.mark.parametrize("name", ["x@http://", "x@https://[", "x@http://a b/v1"])
def test_an_address_that_is_none_is_told(crane: Case, name: str) -> None:
    assert name in failed(name, crane)


# What a model is called, and what a failure says


def test_a_model_is_called_by_the_name_it_was_asked_for_by() -> None:
    assert model_name("ollama:qwen3:8b") == "ollama:qwen3:8b"
    assert model_name(Scripted()) == "Scripted"


@needs_openai
def test_a_model_object_is_called_by_its_own_name() -> None:
    assert model_name(chat_model("tiny@http://127.0.0.1:1/v1", Settings())) == "tiny"


@pytest.mark.parametrize(
    "error",
    [
        RuntimeError("one\ntwo\n" + "long " * 500),
        KeyError("choices"),
        ValueError(""),
        MemoryError(),
        OSError(28, "No space left on device"),
        UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"),
    ],
)
def test_any_other_failure_is_one_sentence_too(error: Exception) -> None:
    said = plain(failure("tiny", error, Settings()))
    assert said.startswith("tiny ")
    assert type(error).__name__ not in said


def test_a_failure_keeps_what_caused_it(crane: Case) -> None:
    cause = RuntimeError("the cable was cut")
    with pytest.raises(ModelFailed) as caught:
        Assistant(crane, Scripted(breaks_off=cause)).ask(PRISON)
    assert caught.value.__cause__ is cause


def test_a_refusal_is_told_in_the_servers_own_words() -> None:
    class Refused(Exception):
        status_code = 400
        body: object = {"error": {"message": "This model reads 512 tokens\nat most.", "code": 3}}

    said = plain(failure("tiny", Refused("Error code: 400 - {'error': {'message': …"), Settings()))
    assert said == "tiny failed: This model reads 512 tokens at most."
