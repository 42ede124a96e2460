"""A case changes its embedding model: searched all the while, and resumed where it stopped."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from index import Case, moving
from index.embedding import PACKAGED
from index.errors import EmbeddingError
from index.home import Home
from tests.embeddings import HashedWords

PAPERS = 40
QUERY = "Which crate was it?"


class Watched(HashedWords):
    """Another model, which tells how many texts it was given before it embeds them."""

    def __init__(self, on_texts: Callable[[list[str]], None] = lambda _: None) -> None:
        self.model = "watched"
        self.seen: list[str] = []
        self._on_texts = on_texts

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.seen += texts
        self._on_texts(texts)
        return super().embed_documents(texts)

    def embed_query(self, text: str) -> list[float]:
        return [*super().embed_query(text), 1.0]


@pytest.fixture(autouse=True)
def _few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moving, "EMBEDDED_AT_ONCE", 8)


@pytest.fixture
def filled(home: Home, folder: Path) -> Case:
    write(folder, range(PAPERS))
    case = Case.open("Harbor Light", home=home, embedding=HashedWords())
    case.add(folder)
    return case


def write(folder: Path, numbers: range) -> None:
    for number in numbers:
        (folder / f"{number}.txt").write_text(f"Crate {number} was crate number {number * 7}.")


def found(case: Case) -> list[str]:
    return [hit.passage.text for hit in case.retrieve(QUERY, 5)]


def sizes(case: Case) -> set[int]:
    """How many numbers the vectors of the case have."""
    kept = case.vectors._collection().get(include=["embeddings"])["embeddings"]
    assert kept is not None
    return {len(vector) for vector in kept}


def test_the_case_has_the_new_model_from_then_on(filled: Case) -> None:
    new = Watched()
    filled.reindex(new)
    assert (sizes(filled), len(filled.vectors)) == ({65}, PAPERS)
    assert {record.state for record in filled.documents()} == {"ready"}
    assert len(found(filled)) == 5
    assert Case.open(filled.name, home=filled.home, embedding=new) is filled
    with pytest.raises(EmbeddingError, match="was built with"):
        Case.open(filled.name, home=filled.home, embedding=HashedWords())


def test_what_is_added_later_goes_in_with_the_new_model(filled: Case, folder: Path) -> None:
    filled.reindex(Watched())
    write(folder, range(PAPERS, PAPERS + 3))
    filled.add(folder)
    assert (sizes(filled), len(filled.vectors)) == ({65}, PAPERS + 3)


def test_searches_go_on_meanwhile(filled: Case) -> None:
    before, seen = found(filled), []
    filled.reindex(Watched(lambda _: seen.append(found(filled))))
    assert len(seen) > PAPERS / 8
    assert seen == [before] * len(seen)


def test_documents_may_come_and_go_meanwhile(filled: Case, folder: Path) -> None:
    changed: list[bool] = []

    def change(texts: list[str]) -> None:
        if len(texts) > 1 and not changed:
            changed.append(True)
            write(folder, range(PAPERS, PAPERS + 3))
            filled.add(folder)
            filled.remove("0.txt")
            filled.remove("39.txt")

    filled.reindex(Watched(change))
    assert (sizes(filled), len(filled.vectors)) == ({65}, PAPERS + 1)
    assert {record.state for record in filled.documents()} == {"ready"}


def test_what_was_done_is_not_done_again(filled: Case) -> None:
    def fail(texts: list[str]) -> None:
        if len(broken.seen) > PAPERS / 2:
            raise RuntimeError("broken off")

    broken = Watched(fail)
    before = found(filled)
    with pytest.raises(RuntimeError, match="broken off"):
        filled.reindex(broken)
    assert found(filled) == before
    again = Watched()
    filled.reindex(again)
    done = len(broken.seen) - 8 - 1  # the last batch failed; the first text only tries the model
    assert len(again.seen) == PAPERS - done + 1


def test_a_change_to_a_third_model_begins_anew(filled: Case) -> None:
    def fail(texts: list[str]) -> None:
        if len(broken.seen) > PAPERS / 2:
            raise RuntimeError("broken off")

    broken = Watched(fail)
    with pytest.raises(RuntimeError):
        filled.reindex(broken)
    third = Watched()
    third.model = "third"
    filled.reindex(third)
    assert len(third.seen) == PAPERS + 1
    assert (sizes(filled), len(filled.vectors)) == ({65}, PAPERS)


def test_a_process_that_is_killed_leaves_the_case_as_it_was(filled: Case) -> None:
    home, before = filled.home.path, found(filled)
    filled.home.close()
    killed = textwrap.dedent(
        """
        import os, sys
        from index import Case, moving
        from tests.embeddings import HashedWords
        from tests.index.test_moving import Watched

        moving.EMBEDDED_AT_ONCE = 8
        new = Watched(lambda _: len(new.seen) > 20 and os._exit(9))
        case = Case.open("Harbor Light", home=sys.argv[1], embedding=HashedWords())
        case.reindex(new)
        """
    )
    ran = subprocess.run([sys.executable, "-c", killed, str(home)], check=False)
    assert ran.returncode == 9
    case = Case.open("Harbor Light", home=home, embedding=HashedWords())
    assert found(case) == before
    new = Watched()
    case.reindex(new)
    assert len(new.seen) == PAPERS - 16 + 1
    assert (sizes(case), len(case.vectors)) == ({65}, PAPERS)
    case.home.close()


def test_sentences_go_and_come_with_the_packaged_model(case: Case, folder: Path) -> None:
    def sentences() -> int:
        ((number,),) = case.home.catalog.database.rows("SELECT count(*) FROM sentences")
        return int(number)

    write(folder, range(3))
    case.add(folder)
    first = [hit.score for hit in case.retrieve(QUERY)]
    assert sentences() == 3
    case.reindex(HashedWords())
    assert sentences() == 0
    assert len(case.retrieve(QUERY)) == 3
    case.reindex(PACKAGED)
    assert sentences() == 3
    assert [hit.score for hit in case.retrieve(QUERY)] == pytest.approx(first)


def test_one_that_cannot_be_had_changes_nothing(filled: Case) -> None:
    before = found(filled)
    with pytest.raises(EmbeddingError, match="could not be loaded"):
        filled.reindex("no/such-model")
    assert found(filled) == before
    assert filled.home.catalog.database.rows("SELECT moving_to FROM cases") == [(None,)]
