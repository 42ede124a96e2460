"""Vectors in Chroma: nearest first by cosine, whatever their length; embedded or on a server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

import index.vectors
from index.errors import EmbeddingError
from index.home import Home
from index.vectors import Rows, VectorIndex
from tests.chroma_server import ChromaServer, chroma_server

NORTH, EAST, NORTH_EAST, SOUTH = [0.0, 3.0], [0.5, 0.0], [2.0, 2.0], [0.0, -1.0]


def rows(*vectors: list[float]) -> Rows:
    return np.array(vectors, dtype=np.float32)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    with chroma_server(tmp_path_factory.mktemp("chroma")) as started:
        yield started


@pytest.fixture(params=["embedded", "on a server"])
def home(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Home]:
    """An empty home that keeps its vectors in itself, or on a server."""
    if request.param == "on a server":
        monkeypatch.setenv("CASEBOOK_CHROMA_URL", request.getfixturevalue("server").url)
    opened = Home.open(tmp_path / "home")
    yield opened
    opened.close()


@pytest.fixture
def vectors(home: Home) -> Iterator[VectorIndex]:
    made = home.vectors(1)
    made.put([1, 2, 3, 4], [NORTH, EAST, NORTH_EAST, SOUTH])
    yield made
    made.drop()


def test_the_nearest_come_first_with_their_cosine(vectors: VectorIndex) -> None:
    hits = vectors.search([0.0, 0.2], 3)
    assert [number for number, _ in hits] == [1, 3, 2]
    assert [cosine for _, cosine in hits] == pytest.approx([1.0, 0.5**0.5, 0.0], abs=1e-6)


def test_asking_for_more_than_there_are_gives_all(vectors: VectorIndex) -> None:
    assert {number for number, _ in vectors.search(NORTH, 100)} == {1, 2, 3, 4}


def test_an_empty_index_finds_nothing(home: Home) -> None:
    assert home.vectors(2).search(NORTH, 5) == []
    assert home.vectors(2).cosines(rows(NORTH), [1]) == {}


def test_cosines_are_those_that_a_search_gives(vectors: VectorIndex) -> None:
    searched = dict(vectors.search([3.0, 4.0], 10))
    cosines = vectors.cosines(rows([3.0, 4.0]), [4, 3, 2, 1, 99])
    assert {n: row[0] for n, row in cosines.items()} == pytest.approx(searched, abs=1e-6)
    assert vectors.cosines(rows(NORTH), []) == {}


def test_what_is_put_in_again_is_replaced(vectors: VectorIndex) -> None:
    vectors.put([2], [NORTH])
    assert vectors.cosines(rows(NORTH), [2])[2] == pytest.approx([1.0])
    assert len(vectors.search(NORTH, 10)) == 4


def test_what_is_taken_out_is_not_found(vectors: VectorIndex) -> None:
    vectors.remove([1, 3, 99])
    assert [number for number, _ in vectors.search(NORTH, 10)] == [2, 4]


def test_many_go_in_and_out_in_parts(vectors: VectorIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.vectors, "_MOST_AT_ONCE", 7)
    numbers = [*range(10, 40)]
    vectors.put(numbers, np.random.default_rng(1).normal(size=(30, 2)).tolist())
    assert vectors.cosines(rows(NORTH), numbers).keys() == set(numbers)
    vectors.remove(numbers)
    assert {number for number, _ in vectors.search(NORTH, 100)} == {1, 2, 3, 4}


def test_vectors_of_another_size_are_a_plain_error(vectors: VectorIndex) -> None:
    longer = [1.0, 2.0, 3.0]
    with pytest.raises(EmbeddingError, match="of another size"):
        vectors.search(longer, 3)
    with pytest.raises(EmbeddingError, match="of another size"):
        vectors.cosines(rows(longer), [1])
    with pytest.raises(EmbeddingError, match="of another size"):
        vectors.put([5], [longer])
    assert len(vectors) == 4


def test_two_cases_share_no_vectors(vectors: VectorIndex, home: Home) -> None:
    home.vectors(2).put([1], [[1.0, 0.0, 0.0]])
    assert [number for number, _ in home.vectors(2).search([1.0, 0.0, 0.0], 10)] == [1]
    home.vectors(2).drop()
    assert len(vectors.search(NORTH, 10)) == 4


def test_dropping_twice_is_fine(vectors: VectorIndex) -> None:
    vectors.drop()
    vectors.drop()
    assert vectors.search(NORTH, 10) == []


def test_a_collection_that_was_taken_away_and_made_anew_is_found_again(
    home: Home, vectors: VectorIndex
) -> None:
    assert vectors.search(NORTH, 1)
    other = VectorIndex(home._chroma, vectors._name)
    other.drop()
    assert vectors.search(NORTH, 1) == []
    other.put([9], [NORTH])
    assert [number for number, _ in vectors.search(NORTH, 4)] == [9]
    assert list(vectors.cosines(rows(NORTH), [9])) == [9]
