"""The reader: how well a sentence answers a question.

It is ms-marco-MiniLM-L-12-v2, a cross-encoder that knows which passage a question is about,
trained on case papers to choose the one sentence that answers and to know when none does
(`training/reader.py`; `docs/models.md` has the recipe and what was measured). It comes with
Casebook as an 8-bit ONNX file and runs on this machine.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from assistant.errors import ReaderMissing
from assistant.quoting.window import Excerpt, Window, lay_out
from index.cores import on_all_cores, session
from index.encoder import packaged_tokenizer

MODEL = files("assistant.quoting") / "model"
EXACT_FROM = 0.4
"""How likely the words of an exact answer must be to be pointed at: of the set "dev" 55 % are, and
four in five of their words are the answer's (throw-away script)."""
LONGEST_EXACT = 24
"""Tokens of an exact answer."""

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader makes of a sentence.

    `score` is a log-odds: above 0 the sentence answers rather than not. `exact` is where in
    the sentence the very answer stands, (start, end) in code points, None where that is not
    clear.
    """

    score: float
    exact: tuple[int, int] | None = None


@cache
def packaged_reader() -> Reader:
    """The one reader of this process; nothing is loaded before it is used."""
    return Reader()


class Reader:
    """Reads sentences; raises `ReaderMissing` where its weights are not those that were shipped."""

    def __init__(self) -> None:
        self._loading = Lock()

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return packaged_tokenizer()

    @property
    def _session(self) -> Any:
        with self._loading:  # two first questions at once are to load it once
            return self._loaded

    @cached_property
    def _loaded(self) -> Any:
        return session(_weights())

    def read(self, question: str, excerpts: Sequence[Excerpt]) -> list[Reading]:
        """What it makes of each excerpt, in order.

        Each is run alone: with 8 bits, what is run together is scaled together, and a score would
        depend on its neighbours.
        """
        asked = self._tokens(question)
        papers = {text: self._tokens(text) for text in {one.paper for one in excerpts}}

        def read(one: Excerpt) -> Reading:
            sentence = self._tokenizer.encode(one.sentence, add_special_tokens=False)
            before = self._tokens(one.before)
            window = lay_out(asked, papers[one.paper], before, sentence.ids)
            return self._reading(window, sentence.offsets)

        return on_all_cores(read, excerpts)

    def _tokens(self, text: str) -> list[int]:
        return list(self._tokenizer.encode(text, add_special_tokens=False).ids) if text else []

    def _reading(self, window: Window, offsets: Sequence[tuple[int, int]]) -> Reading:
        ids = np.array([window.ids], dtype=np.int64)
        feed = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.array([window.types], dtype=np.int64),
        }
        scores, exact = self._session.run(None, feed)
        inside = exact[0, window.start : window.start + window.length]
        return Reading(float(scores[0]), _exact(inside, offsets))


def _exact(scores: Scores, offsets: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """The likeliest begin and end among the tokens of a sentence, (tokens, 2), in code points."""
    if not len(scores):
        return None
    begins, ends = (_log_shares(scores[:, side]) for side in (0, 1))
    joint = np.triu(np.exp(begins[:, None] + ends[None, :]))
    joint = np.tril(joint, LONGEST_EXACT - 1)
    first, last = divmod(int(joint.argmax()), len(joint))
    if joint[first, last] < EXACT_FROM:
        return None
    return offsets[first][0], offsets[last][1]


def _log_shares(scores: NDArray[Any]) -> NDArray[np.float64]:
    shifted = scores.astype(np.float64) - scores.max()
    return np.asarray(shifted - np.log(np.exp(shifted).sum()))


@cache
def settings() -> dict[str, Any]:
    """What was measured with the weights: their hash, and how scores become probabilities."""
    found: dict[str, Any] = json.loads((MODEL / "reader.json").read_text("utf-8"))
    return found


def _weights() -> bytes:
    try:
        weights = (MODEL / "reader.onnx").read_bytes()
        wanted = settings()["sha256"]
    except (OSError, ValueError, KeyError) as error:
        raise ReaderMissing(
            "The reader's weights are not where Casebook was installed; install it again."
        ) from error
    if hashlib.sha256(weights).hexdigest() != wanted:
        raise ReaderMissing(
            "The reader's weights are damaged or of another version; install Casebook again."
        )
    return weights
