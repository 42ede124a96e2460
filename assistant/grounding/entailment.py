"""Whether a sentence follows from another, by an NLI CrossEncoder, where one is named.

The settings name it: a folder, or a model that sentence-transformers finds by its name, such
as "cross-encoder/nli-deberta-v3-small". It reads both sentences together (Reimers & Gurevych,
2019) and so sees more than the exact rules, and less reliably; a claim has to pass both.
"""

from __future__ import annotations

from functools import cache
from threading import Lock
from typing import Any

import numpy as np

from assistant.errors import ModelFailed
from corpus.extras import extras_named

SETTING = "CASEBOOK_NLI"
_ONE_SCORE_FROM = 0.5


def entails(source: str, claim: str, nli: str | None) -> bool:
    """Whether `claim` follows from `source`, by the model that `nli` names: True where none is,
    since then the rules alone decide. Raises `ModelFailed` when the model can't be used."""
    return not nli or _judge(nli).entails(source, claim)


@cache
def _judge(name: str) -> Judge:
    """One of each model, kept for the whole process: models are large, and those of one name are
    the same."""
    return Judge(name)


class Judge:
    """One NLI model; may be shared between threads."""

    def __init__(self, name: str) -> None:
        with extras_named():
            from sentence_transformers import CrossEncoder
        try:
            self._model: Any = CrossEncoder(name)
        except Exception as error:  # the libraries below raise their own kinds
            raise ModelFailed(
                f"The NLI model that {SETTING} names, {name!r}, cannot be used "
                f"({type(error).__name__}); check its name, or unset {SETTING}."
            ) from error
        labels: dict[int, str] = self._model.config.id2label
        named = [
            n
            for n, label in labels.items()
            if "entail" in label.lower() and "not" not in label.lower()
        ]
        self._entailment = named[0] if named else None
        self._labels = len(labels)
        if self._labels > 1 and self._entailment is None:
            raise ModelFailed(
                f"The model that {SETTING} names, {name!r}, has no label “entailment”; "
                "name one that was trained for NLI."
            )
        self._lock = Lock()

    def entails(self, source: str, claim: str) -> bool:
        """Whether entailment is the likeliest label, or the one score is above a half."""
        with self._lock:
            scores = np.asarray(self._model.predict([(source, claim)], show_progress_bar=False))[0]
        if self._labels == 1:
            return bool(scores >= _ONE_SCORE_FROM)
        return int(np.argmax(scores)) == self._entailment
