"""The sentences of a passage, each with a vector of its own, kept beside the passage.

A long passage's vector says what it is about as a whole, and a question asks for one
sentence of it. A sentence's vector is the mean over its own tokens as the model saw them
within the passage (Günther et al., "Late Chunking", 2024), so it knows who "he" is and
costs no second run of the model. One byte a number is enough: nothing is found otherwise.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from index.database import Database
from index.encoder import Vectors, unit

_END = re.compile(r"(?<=[a-z0-9)\]%’\"”])[.!?][\"”’)\]]*(?=\s+[\"“‘(\[]?[A-Z0-9])|\n")
"""A line break is no part of the sentence that it ends."""


def parts(text: str) -> list[tuple[int, int]]:
    """Where the sentences of `text` stand, roughly and quickly; never none.

    For finding only: what is quoted is cut by `corpus.language.sentences`.
    """
    found, start = [], 0
    for match in _END.finditer(text):
        end = match.start() if text[match.start()] == "\n" else match.end()
        if end > start:
            found.append((start, end))
        start = match.end()
    if start < len(text):
        found.append((start, len(text)))
    return found or [(0, len(text))]


def pooled(
    hidden: NDArray[np.float32],
    offsets: Sequence[tuple[int, int]],
    spans: Sequence[tuple[int, int]],
) -> Vectors:
    """The vector of each of `spans`: the mean over the tokens that start in it.

    A span that no token starts in, since the text was cut off before it, gets the mean of all.
    """
    starts = np.array([start for start, _ in offsets])
    rows = []
    for start, end in spans:
        inside = (starts >= start) & (starts < end)
        rows.append((hidden[inside] if inside.any() else hidden).mean(axis=0))
    return unit(np.stack(rows))


def keep(database: Database, vectors: Mapping[int, Vectors]) -> None:
    """Keep the vectors of the sentences of each passage, by its number."""
    with database.writing() as db:
        db.executemany(
            "INSERT OR REPLACE INTO sentences (passage_id, vectors)"
            " SELECT id, ? FROM passages WHERE id = ?",
            [(packed(rows), number) for number, rows in vectors.items()],
        )


def cosines(
    database: Database, question: Vectors, passages: Iterable[int]
) -> dict[int, NDArray[np.float32]]:
    """For each passage that has them, the cosines of its `parts` to `question`, in order."""
    # While a case changes its model there may be vectors of another size.
    size = question.size
    rows = [row for row in _rows(database, passages) if len(row[1]) % size == 0]
    if not rows:
        return {}
    kept = [unpacked(blob, size) for _, blob in rows]
    every = np.concatenate(kept)
    found = every @ question / np.maximum(np.linalg.norm(every, axis=1), 1e-9)
    ends = np.cumsum([len(some) for some in kept])
    return dict(zip((n for n, _ in rows), np.split(found, ends[:-1]), strict=True))


def _rows(database: Database, passages: Iterable[int]) -> list[tuple[int, bytes]]:
    return database.rows(
        "SELECT passage_id, vectors FROM sentences"
        " WHERE passage_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(passages)),),
    )


def any_known(database: Database, passages: Iterable[int]) -> bool:
    """Whether any of the passages has vectors of its sentences; other models give none."""
    return bool(_rows(database, passages))


def nearest(database: Database, question: Vectors, passages: Iterable[int]) -> dict[int, float]:
    """For each passage that has them, the cosine of the sentence nearest to `question`."""
    found = cosines(database, question, passages)
    return {number: float(some.max()) for number, some in found.items()}


def unpacked(blob: bytes, size: int) -> Vectors:
    """Such vectors again, of `size` numbers each and of no special length; packed once more
    they are the same bytes."""
    return np.frombuffer(blob, dtype=np.int8).reshape(-1, size).astype(np.float32)


def packed(rows: Vectors) -> bytes:
    """The vectors as they are kept, a byte a number."""
    largest = np.maximum(np.abs(rows).max(axis=1, keepdims=True), 1e-9)
    return bytes(np.round(rows * (127 / largest)).astype(np.int8).tobytes())
