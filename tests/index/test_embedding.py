"""Embedding models: one contract for all, and what is held of the packaged one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from index import Case, encoder
from index.embedding import EmbeddingModel, ForeignModel, NamedModel, embedding_model
from index.encoder import QuickEncoder, quick_encoder
from index.errors import EmbeddingError
from index.home import Home
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
    @pytest.mark.parametrize("texts", [VARIED, ODD])
    def test_a_question_is_embedded_as_a_document_is(self, texts: list[str]) -> None:
        model = embedding_model()
        full = model.embed_documents(texts)
        quick = [model.embed_query(text) for text in texts]
        assert min(map(cosine, quick, full)) > 0.999999

    def test_it_finds_by_meaning(self) -> None:
        model = embedding_model()
        question = model.embed_query("Which magistrate approved the agreement?")
        scores = [cosine(question, row) for row in model.embed_documents(TEXTS)]
        assert scores.index(max(scores)) == 2

    def test_its_vectors_have_length_one(self) -> None:
        lengths = np.linalg.norm(embedding_model().embed_documents(TEXTS), axis=1)
        np.testing.assert_allclose(lengths, 1.0, atol=1e-5)

    def test_weights_that_are_missing_or_others_are_told_in_plain_words(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        for name in ("encoder.json", "tokenizer.json"):
            (tmp_path / name).write_text((encoder.MODEL / name).read_text("utf-8"), "utf-8")
        monkeypatch.setattr(encoder, "MODEL", tmp_path)
        with pytest.raises(EmbeddingError, match="install it again"):
            QuickEncoder(encoder.packaged_weights).encode(["The ledger."])
        (tmp_path / "encoder.onnx").write_bytes(b"something else")
        with pytest.raises(EmbeddingError, match="damaged or of another version"):
            QuickEncoder(encoder.packaged_weights).encode(["The ledger."])

    def test_a_tokenizer_that_is_another_is_told_in_plain_words(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        (tmp_path / "encoder.json").write_text((encoder.MODEL / "encoder.json").read_text())
        monkeypatch.setattr(encoder, "MODEL", tmp_path)
        with pytest.raises(EmbeddingError, match="install it again"):
            encoder.packaged_tokenizer()
        (tmp_path / "tokenizer.json").write_text("{}")
        with pytest.raises(EmbeddingError, match="damaged or of another version"):
            encoder.packaged_tokenizer()

    def test_a_case_of_before_is_still_searched_with_its_own_model(self, tmp_path: Path) -> None:
        home = Home.open(tmp_path / "home")
        (tmp_path / "note.txt").write_text("The magistrate approved the plea agreement.")
        case = Case.open("old", home=home, embedding="all-MiniLM-L6-v2")
        case.add(tmp_path / "note.txt")
        (hit, *_) = case.retrieve("Who approved the deal?")
        assert hit.passage.text.startswith("The magistrate")
        case.reindex("casebook-minilm-2")
        assert case.embedding.name == "casebook-minilm-2"
        home.close()

    def test_a_case_of_a_packaged_model_that_is_gone_says_what_to_do(self, tmp_path: Path) -> None:
        home = Home.open(tmp_path / "home")
        (tmp_path / "note.txt").write_text("The magistrate approved the plea agreement.")
        Case.open("old", home=home).add(tmp_path / "note.txt")
        home.close()
        with closing(sqlite3.connect(tmp_path / "home" / "casebook.sqlite")) as catalog, catalog:
            catalog.execute("UPDATE cases SET embedding = 'casebook-minilm-1'")
        home = Home.open(tmp_path / "home")
        case = Case.open("old", home=home)
        with pytest.raises(EmbeddingError, match=r"run `casebook reindex --case NAME` once"):
            case.retrieve("Who approved the deal?")
        case.reindex("casebook-minilm-2")
        (hit, *_) = case.retrieve("Who approved the deal?")
        assert hit.passage.text.startswith("The magistrate")
        home.close()


class TestTheQuickEncoder:
    def test_what_is_embedded_together_is_as_if_embedded_alone(self) -> None:
        together = quick_encoder().vectors(VARIED)
        alone = np.stack([quick_encoder().vectors([text])[0] for text in reversed(VARIED)])[::-1]
        np.testing.assert_allclose(together, alone, atol=1e-6)

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
    assert embedding_model() is embedding_model("casebook-minilm-2")


def test_a_word_alone_is_remembered_whatever_else_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.encoder._WORDS_REMEMBERED", 3)
    fresh = QuickEncoder(encoder.packaged_weights)
    first = fresh.vectors(["ledger", "a whole sentence", "harbor"])
    fresh._remembered.clear()
    assert (fresh.vectors(["harbor", "ledger"]) == first[[2, 0]]).all()
    assert fresh._remembered == {}
    fresh.vectors(["one", "two", "three"])
    assert list(fresh._words) == ["one", "two", "three"]
