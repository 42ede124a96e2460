"""Texts that were embedded before, in any case of the home, with their vectors: no text is
embedded twice by one model while the home holds it, though it is added to another case.

Kept in a file of its own, which may be deleted at any time. What was first embedded for a case
goes when its text goes out of that case, or the case is deleted.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

import numpy as np

from index.embedding import Embedded, EmbeddingModel, embed_with_sentences
from index.errors import HomeError
from index.sentences import packed, unpacked

_TABLE = """
CREATE TABLE IF NOT EXISTS embedded (
    model TEXT NOT NULL, hash TEXT NOT NULL, case_id INTEGER NOT NULL,
    vector BLOB NOT NULL, sentences BLOB, PRIMARY KEY (model, hash)) WITHOUT ROWID
"""


class EmbeddedTexts:
    """One home's embedded texts, by model and by the hash of the text."""

    def __init__(self, path: Path) -> None:
        self._lock = Lock()
        with self._using():
            self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            self._db.execute("PRAGMA secure_delete = ON")  # what is removed is overwritten
            self._db.execute(_TABLE)

    @contextmanager
    def _using(self) -> Iterator[None]:
        with self._lock:
            try:
                yield
            except sqlite3.Error as error:
                raise HomeError(
                    f"The file of embedded texts cannot be used: {error}. Delete embeddings.sqlite "
                    "in the home; texts are then embedded anew."
                ) from error

    def close(self) -> None:
        self._db.close()

    def embed(self, case: int, model: EmbeddingModel, texts: list[str]) -> list[Embedded]:
        """The texts' vectors, in order; those of the texts that are not known are made, for
        `case`, and kept."""
        known = self._known(model.name, texts)
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new:
            made = dict(zip(new, embed_with_sentences(model, new), strict=True))
            self._keep(case, model.name, made)
            known |= made
        return [known[text] for text in texts]

    def forget(self, case: int) -> None:
        """Drop what was embedded for a case."""
        self.keep_only(case, ())

    def keep_only(self, case: int, texts: Iterable[str]) -> None:
        """Drop what was embedded for a case, but for these texts; nothing of it stays on the
        disk."""
        held = json.dumps(sorted({_hash(text) for text in texts}))
        with self._using():
            self._db.execute(
                "DELETE FROM embedded WHERE case_id = ?"
                " AND hash NOT IN (SELECT value FROM json_each(?))",
                (case, held),
            )
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _known(self, model: str, texts: Iterable[str]) -> dict[str, Embedded]:
        text_of = {_hash(text): text for text in texts}
        with self._using():
            rows = self._db.execute(
                "SELECT hash, vector, sentences FROM embedded WHERE model = ?"
                " AND hash IN (SELECT value FROM json_each(?))",
                (model, json.dumps(list(text_of))),
            ).fetchall()
        found = {}
        for hash, vector, sentences in rows:
            whole = np.frombuffer(vector, dtype="<f4")
            parts = None if sentences is None else unpacked(sentences, len(whole))
            found[text_of[hash]] = Embedded(whole.tolist(), parts)
        return found

    def _keep(self, case: int, model: str, made: Mapping[str, Embedded]) -> None:
        rows = [
            (
                *(model, _hash(text), case, np.asarray(each.vector, dtype="<f4").tobytes()),
                None if each.sentences is None else packed(each.sentences),
            )
            for text, each in made.items()
        ]
        with self._using():
            self._db.execute("BEGIN")
            self._db.executemany("INSERT OR IGNORE INTO embedded VALUES (?, ?, ?, ?, ?)", rows)
            self._db.execute("COMMIT")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
