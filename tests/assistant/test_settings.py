"""Settings are one value that is passed in: assistants that are set up differently can live in one
process, and each is what it was made with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.answer import Answer
from assistant.settings import Settings
from index import Case
from index.errors import HomeError
from index.home import Home
from tests.chat_models import Scripted
from tests.embeddings import WORDS, save_tiny_judge, save_tiny_reranker

LABELS = ("contradiction", "entailment", "neutral")
QUESTION = "Who burned the ledger in the yard?"
REPLY = "Crane burned the ledger in the yard [{burned the ledger in}]."


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A reranker, and NLI models that always say the same."""
    folder = tmp_path_factory.mktemp("models")
    judges = {label: str(save_tiny_judge(folder / label, LABELS, label)) for label in LABELS}
    return {**judges, "reranker": str(save_tiny_reranker(folder / "reranker"))}


@pytest.fixture
def documents(folder: Path) -> Path:
    names = WORDS[5:-4]
    for number in range(7):
        words = " ".join(names[(number * step) % len(names)] for step in (1, 2, 3))
        (folder / f"{number}.txt").write_text(f"The {words} by the ledger {number}.")
    (folder / "charge.txt").write_text("Crane burned the ledger in the yard.")
    return folder


@pytest.fixture
def strict(tmp_path: Path, models: dict[str, str]) -> Settings:
    """A home of its own, a reranker, and an NLI model that says no to everything."""
    home = tmp_path / "strict"
    return Settings(home=home, reranker=models["reranker"], nli=models["contradiction"])


@pytest.fixture
def plain(tmp_path: Path) -> Settings:
    """A home of its own, and nothing else."""
    return Settings(home=tmp_path / "plain")


@pytest.fixture
def cases(documents: Path, strict: Settings, plain: Settings) -> Iterator[tuple[Case, Case]]:
    """The same documents in the home of each."""
    opened = [Case.open("crane", settings=settings) for settings in (strict, plain)]
    for case in opened:
        case.add(documents)
    yield opened[0], opened[1]
    for case in opened:
        case.home.close()


def places(answer: Answer) -> list[str]:
    return [hit.passage.text for hit in answer.passages]


def test_two_assistants_that_are_set_up_differently_live_in_one_process(
    cases: tuple[Case, Case], strict: Settings, plain: Settings
) -> None:
    one = Assistant(cases[0], Scripted(reply=REPLY), settings=strict)
    other = Assistant(cases[1], Scripted(reply=REPLY), settings=plain)
    for _ in range(2):  # whichever was asked before
        struck, stands = one.ask(QUESTION), other.ask(QUESTION)
        assert [claim.verdict for claim in struck.claims][-1] == "unsupported"
        objection = struck.claims[-1].objection
        assert objection is not None
        assert objection.rule == "entailment"
        assert [claim.verdict for claim in stands.claims] == ["verified"]
        assert places(struck) != places(stands)
    assert cases[0].home.path != cases[1].home.path


def test_two_assistants_of_one_case_may_be_set_up_differently(
    cases: tuple[Case, Case], strict: Settings, plain: Settings
) -> None:
    case = cases[1]
    ordered, usual = Assistant(case, settings=strict), Assistant(case, settings=plain)
    before = places(usual.ask(QUESTION))
    assert places(ordered.ask(QUESTION)) != before
    assert places(usual.ask(QUESTION)) == before


def test_what_the_environment_says_later_changes_nothing(
    cases: tuple[Case, Case],
    plain: Settings,
    models: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assistants = [
        Assistant(cases[1], Scripted(reply=REPLY)),
        Assistant(cases[1], Scripted(reply=REPLY), settings=plain),
    ]
    monkeypatch.setenv("CASEBOOK_NLI", models["contradiction"])
    for assistant in assistants:
        assert assistant.ask(QUESTION).claims[0].verdict == "verified"
    later = Assistant(cases[1], Scripted(reply=REPLY)).ask(QUESTION)
    assert "verified" not in [claim.verdict for claim in later.claims]


def test_a_home_that_is_open_is_not_opened_with_its_vectors_elsewhere(
    cases: tuple[Case, Case], plain: Settings
) -> None:
    elsewhere = Settings(home=plain.home, chroma_url="http://127.0.0.1:9")
    with pytest.raises(HomeError, match="is open with its vectors kept elsewhere"):
        Home.open(settings=elsewhere)
    assert Home.open(settings=plain) is cases[1].home


def test_every_variable_that_is_documented_is_taken(tmp_path: Path) -> None:
    given = {
        "CASEBOOK_HOME": str(tmp_path),
        "CASEBOOK_RERANKER": "order",
        "CASEBOOK_CHROMA_URL": "http://127.0.0.1:8000/",
        "CASEBOOK_CHROMA_TENANT": "firm",
        "CASEBOOK_CHROMA_DATABASE": "matters",
        "CASEBOOK_CHROMA_TOKEN": "secret-of-chroma",
        "CASEBOOK_NLI": " judge ",
        "CASEBOOK_MODEL_PORTS": "1, 2,x",
        "CASEBOOK_MODEL_KEY": "secret-of-any-server",
        "OPENAI_API_KEY": "secret-of-openai",
        "OPENAI_API_BASE": "http://a/v1",
        "OPENAI_BASE_URL": "http://later-a/v1",
        "ANTHROPIC_API_KEY": "secret-of-anthropic",
        "ANTHROPIC_API_URL": "http://b",
        "ANTHROPIC_BASE_URL": "http://later-b",
        "OLLAMA_HOST": "c",
    }
    settings = Settings.from_environment(given)
    assert settings == Settings(
        home=tmp_path,
        reranker="order",
        chroma_url="http://127.0.0.1:8000/",
        chroma_tenant="firm",
        chroma_database="matters",
        chroma_token="secret-of-chroma",
        nli="judge",
        model_ports=(1, 2),
        model_key="secret-of-any-server",
        openai_key="secret-of-openai",
        openai_url="http://a/v1",
        anthropic_key="secret-of-anthropic",
        anthropic_url="http://b",
        ollama_host="c",
    )
    assert "secret" not in repr(settings)
    assert Settings.from_environment(dict.fromkeys(given, "")) == Settings()
    del given["OPENAI_API_BASE"], given["ANTHROPIC_API_URL"]
    older = Settings.from_environment(given)
    assert (older.openai_url, older.anthropic_url) == ("http://later-a/v1", "http://later-b")
