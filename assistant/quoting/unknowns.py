"""Whether a sentence says that something is not known: "I do not know who added that page".

A logistic regression over the words of the sentence and their sequences, learned by
`training/unknowns.py` from sentences of case papers that say so, and kept in `model/unknowns.json`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache

from assistant.quoting.reader import MODEL

LONGEST = 3
"""Words of a sequence."""
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")


def sequences(sentence: str) -> Iterator[str]:
    """The words of a sentence, in lower case, and what stands together of them."""
    words = [word.replace("’", "'") for word in _WORD.findall(sentence.casefold())]
    for length in range(1, LONGEST + 1):
        for start in range(len(words) - length + 1):
            yield " ".join(words[start : start + length])


def says_unknown(sentence: str) -> bool:
    """Whether `sentence` says that something is not known, not said or not settled."""
    weights, intercept = _learned()
    return intercept + sum(weights.get(one, 0.0) for one in set(sequences(sentence))) > 0


@cache
def _learned() -> tuple[dict[str, float], float]:
    kept = json.loads((MODEL / "unknowns.json").read_text("utf-8"))
    return kept["weights"], kept["intercept"]
