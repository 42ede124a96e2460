"""A cross-encoder that is named puts the best hits in order; none is named by default."""

from __future__ import annotations

from pathlib import Path

import pytest
from sentence_transformers import CrossEncoder

from index import Case
from index.errors import EmbeddingError
from index.home import Home
from index.reranking import RERANKED
from index.settings import IndexSettings
from tests.embeddings import WORDS, save_tiny_reranker

QUERY = "who burned the ledger"


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(save_tiny_reranker(tmp_path_factory.mktemp("reranker") / "model"))


@pytest.fixture
def filled(case: Case, folder: Path) -> Case:
    names = WORDS[5:-4]
    for number in range(RERANKED + 3):
        words = [names[(number * step) % len(names)] for step in (1, 2, 3)]
        (folder / f"{number}.txt").write_text(f"The {' '.join(words)} by the ledger {number}.")
    case.add(folder)
    return case


def texts(case: Case, k: int = 50) -> list[str]:
    return [hit.passage.text for hit in case.retrieve(QUERY, k)]


def test_the_best_hits_are_in_the_order_of_the_cross_encoder(filled: Case, model: str) -> None:
    before = filled.retrieve(QUERY, 50)
    Case.open(filled.name, home=filled.home, reranker=model)
    after = filled.retrieve(QUERY, 50)
    read = [hit.passage.text for hit in before[:RERANKED]]
    scores = CrossEncoder(model).predict([(QUERY, text) for text in read])
    wanted = [text for _, text in sorted(zip(-scores, read, strict=True), key=lambda pair: pair[0])]
    assert [hit.passage.text for hit in after] == [
        *wanted,
        *(h.passage.text for h in before[RERANKED:]),
    ]
    assert [hit.score for hit in after] == [hit.score for hit in before]
    assert wanted != read, "the model orders them otherwise than the search"


def test_the_environment_names_one(
    filled: Case, model: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = texts(filled)
    monkeypatch.setenv("CASEBOOK_RERANKER", model)
    assert texts(filled) == before, "what is open keeps the settings that it was opened with"
    filled.home.close()
    after = texts(Case.open(filled.name, home=Home.open(filled.home.path)))
    assert after != before
    assert sorted(after) == sorted(before)


def test_one_that_cannot_be_had_is_named(filled: Case, tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()  # a folder, since a name would be looked for on the network
    settings = IndexSettings(reranker=str(tmp_path / "model"))
    Case.open(filled.name, home=filled.home, settings=settings)
    with pytest.raises(EmbeddingError, match=r"The reranker .* could not be loaded"):
        texts(filled)


def test_nothing_found_is_nothing_to_rerank(case: Case, model: str) -> None:
    Case.open(case.name, home=case.home, reranker=model)
    assert case.retrieve(QUERY) == []
