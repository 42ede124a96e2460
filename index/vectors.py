"""Vectors in Chroma, one collection a case, so that a search never crosses cases."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from contextlib import suppress
from functools import partial
from threading import RLock
from typing import TypeVar

import numpy as np
from chromadb.api import ClientAPI
from chromadb.api.models.Collection import Collection
from chromadb.errors import NotFoundError
from numpy.typing import NDArray

from index.chroma import OTHER_SIZE, plainly
from index.errors import EmbeddingError
from index.filters import FEW, searched_deeper

T = TypeVar("T")
Rows = NDArray[np.float32]
"""One vector a row."""

_MOST_AT_ONCE = 5_000
_ANEW = "-anew"


class VectorIndex:
    """The vectors of one case's passages, compared by cosine."""

    def __init__(self, client: ClientAPI, collection: str) -> None:
        self._client = client
        self._name = collection
        self._known: Collection | None = None
        self._changing = RLock()

    def _collection(self) -> Collection:
        with self._changing:
            self._known = self._made(self._name)
            return self._known

    def _made(self, name: str) -> Collection:
        return self._client.get_or_create_collection(
            name, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )

    def _asked(self, ask: Callable[[Collection], T]) -> T:
        """What `ask` gets of the collection as it was last known, or as it is now: finding it
        takes a third of a search, and it is hardly ever taken away and made anew."""
        known = self._known
        if known is not None:
            with suppress(NotFoundError):
                return ask(known)
        return ask(self._collection())

    @plainly("read")
    def __len__(self) -> int:
        """How many passages it holds."""
        return self._collection().count()

    @plainly("written")
    def put(self, passages: Sequence[int], vectors: Sequence[Sequence[float]]) -> None:
        for first in range(0, len(passages), _MOST_AT_ONCE):
            some = slice(first, first + _MOST_AT_ONCE)
            self._collection().upsert(
                ids=[str(passage) for passage in passages[some]],
                embeddings=np.asarray(vectors[some], dtype=np.float32),
            )

    @plainly("written")
    def remove(self, passages: Sequence[int]) -> None:
        for first in range(0, len(passages), _MOST_AT_ONCE):
            some = passages[first : first + _MOST_AT_ONCE]
            self._collection().delete(ids=[str(passage) for passage in some])

    def search(self, vector: Sequence[float], limit: int) -> list[tuple[int, float]]:
        """The nearest passages as (number, cosine similarity), nearest first."""
        return self.search_each(np.asarray([vector], dtype=np.float32), limit)[0]

    def search_each(
        self, vectors: Rows, limit: int, among: Set[int] | None = None
    ) -> list[list[tuple[int, float]]]:
        """What `search` gives for each row of `vectors`, of those `among` where it is given."""
        if among is None:
            return self._nearest(vectors, limit)
        if len(among) > FEW:
            held = len(self)
            asked = (partial(self._nearest_one, one) for one in vectors)
            return [searched_deeper(search, limit, among, held) for search in asked]
        cosines = self.cosines(vectors, list(among))
        ranked = [
            sorted(((n, row[i]) for n, row in cosines.items()), key=lambda pair: -pair[1])
            for i in range(len(vectors))
        ]
        return [pairs[:limit] for pairs in ranked]

    def _nearest_one(self, vector: Rows, limit: int) -> list[tuple[int, float]]:
        return self._nearest(vector[None], limit)[0]

    @plainly("read")
    def _nearest(self, vectors: Rows, limit: int) -> list[list[tuple[int, float]]]:
        found = self._asked(
            lambda held: held.query(
                query_embeddings=vectors, n_results=limit, include=["distances"]
            )
        )
        return [
            [(int(n), 1.0 - d) for n, d in zip(ids, distances, strict=True)]
            for ids, distances in zip(found["ids"], found["distances"] or [], strict=True)
        ]

    @plainly("read")
    def cosines(self, questions: Rows, passages: Sequence[int]) -> dict[int, list[float]]:
        """For each of `passages` that has a vector, its cosine with each row of `questions`."""
        if not passages:
            return {}
        ids = [str(passage) for passage in passages]
        found = self._asked(lambda held: held.get(ids=ids, include=["embeddings"]))
        if not found["ids"] or found["embeddings"] is None:
            return {}
        rows = np.asarray(found["embeddings"], dtype=np.float32)
        if rows.shape[1] != questions.shape[1]:
            raise EmbeddingError(OTHER_SIZE)
        cosines = (_unit(rows) @ _unit(questions).T).tolist()
        return {int(n): row for n, row in zip(found["ids"], cosines, strict=True)}

    @plainly("written")
    def begin_anew(self) -> None:
        """Put what it holds into a new collection in place of this one, so that nothing is left
        of what was removed. Nobody may search or write meanwhile."""
        beside = f"{self._name}{_ANEW}"
        with suppress(NotFoundError):  # what was left by one that was broken off
            self._client.delete_collection(beside)
        new, old = self._made(beside), self._collection()
        ids = [str(number) for number in self.numbers()]
        for first in range(0, len(ids), _MOST_AT_ONCE):
            some = old.get(ids=ids[first : first + _MOST_AT_ONCE], include=["embeddings"])
            rows = np.asarray(some["embeddings"], dtype=np.float32)
            new.upsert(ids=some["ids"], embeddings=rows)
        with self._changing:
            self._client.delete_collection(self._name)
            new.modify(name=self._name)
            self._known = new

    @plainly("read")
    def numbers(self) -> list[int]:
        """The passages that it holds, in no special order."""
        return [int(number) for number in self._collection().get(include=[])["ids"]]

    @plainly("written")
    def drop(self) -> None:
        self._known = None
        for name in (self._name, f"{self._name}{_ANEW}"):
            with suppress(NotFoundError):
                self._client.delete_collection(name)


def _unit(rows: Rows) -> Rows:
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(norms, 1e-12), dtype=np.float32)
