"""No text is embedded twice by one model, whatever case it is in and however often it comes."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import numpy as np
import pytest

from index import Case
from index.embedded import EmbeddedTexts
from index.embedding import PackagedModel
from index.errors import HomeError
from index.home import Home
from tests.embeddings import HashedWords


class Counting(HashedWords):
    """Tells which texts it was given."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.seen += texts
        return super().embed_documents(texts)


@pytest.fixture
def papers(folder: Path) -> Path:
    for number in range(5):
        (folder / f"{number}.txt").write_text(f"Crate {number} stood on the pier.")
    return folder


def open_case(name: str, home: Home) -> tuple[Case, Counting]:
    model = Counting()
    return Case.open(name, home=home, embedding=model), model


def vectors(case: Case) -> dict[str, list[float]]:
    found = case.vectors._collection().get(include=["embeddings"])
    passages = case.passages([int(number) for number in found["ids"]])
    assert found["embeddings"] is not None
    return {
        passages[int(number)].text: [float(one) for one in vector]
        for number, vector in zip(found["ids"], found["embeddings"], strict=True)
    }


def test_what_was_removed_is_forgotten_and_what_stays_is_not(home: Home, papers: Path) -> None:
    case, model = open_case("a", home)
    case.add(papers)
    case.remove(case.documents()[0].name)
    case.add(papers)
    assert len(model.seen) == 6
    assert len(vectors(case)) == 5


def test_another_case_embeds_only_what_is_new(home: Home, papers: Path) -> None:
    first, _ = open_case("a", home)
    first.add(papers)
    (papers / "new.txt").write_text("A lamp was lit in the yard.")
    second, model = open_case("b", home)
    second.add(papers)
    assert model.seen == ["A lamp was lit in the yard."]
    assert len(second.vectors) == 6


def test_another_model_embeds_everything(home: Home, papers: Path) -> None:
    first, _ = open_case("a", home)
    first.add(papers)
    other = Counting()
    other.model = "another"
    Case.open("b", home=home, embedding=other).add(papers)
    assert len(other.seen) == 5


def test_what_was_embedded_for_a_case_goes_with_it(home: Home, papers: Path) -> None:
    case, _ = open_case("a", home)
    case.add(papers)
    case.delete()
    with sqlite3.connect(home.path / "embeddings.sqlite") as db:
        assert db.execute("SELECT count(*) FROM embedded").fetchone() == (0,)
    db.close()


def test_the_packaged_model_gives_the_same_from_the_file(tmp_path: Path) -> None:
    texts = ["The ledger was burned. Ada Quill signed it.", "A lamp."]
    kept, model = EmbeddedTexts(tmp_path / "embeddings.sqlite"), PackagedModel()
    made, again = kept.embed(1, model, texts), kept.embed(2, model, texts)
    kept.close()
    for one, other in zip(made, again, strict=True):
        assert other.vector == pytest.approx(one.vector, abs=1e-7)
        assert one.sentences is not None
        assert other.sentences is not None
        cosines = np.sum(one.sentences * other.sentences, axis=1)
        assert cosines / np.linalg.norm(other.sentences, axis=1) == pytest.approx(1, abs=1e-3)


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "embeddings.sqlite"
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(HomeError, match=r"Delete embeddings\.sqlite"):
        EmbeddedTexts(path)
