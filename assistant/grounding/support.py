"""How likely it is that several sentences together support a claim, by learned weights.

The exact rules of `grounding` say what speaks against a claim; this says how much of it is
met at all, where an article of any length is cited for it. The weights in support.json are
learned by `benchmarks/train_support.py`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from assistant.grounding.amounts import amounts_differ
from assistant.grounding.dates import dates_differ
from assistant.grounding.names import strangers
from corpus.language.parsed import ParsedText, parse
from index.encoder import Tokens, Vectors, word_encoder

Row = NDArray[np.float64]

FEATURES = ("tokens", "tokens_of_three", "weak_tokens", "words", "names", "amounts", "dates")
"""The claim's tokens met by all the sentences, and by the best three; the mean of the fifth of
them that is met worst; its words held; and the shares of its names and amounts that are not
held, and whether its dates are not."""
READ = 16
"""Sentences that are read, those that share most with the claim by the rarity of their words."""
_BEST = 3
_COMMONEST, _VOCABULARY = 1_500, 30_522
_LONG = 0.02
"""How much each word of a sentence takes from what it shares: long ones share by chance."""


def support(claim: ParsedText, sentences: Sequence[ParsedText]) -> float:
    """The probability, 0 to 1, that `sentences` taken together say all that `claim` says."""
    if not claim.text.strip() or not sentences:
        return 0.0
    score = _weights() @ np.append(support_features(claim, sentences), 1.0)
    return float(1 / (1 + math.exp(-score)))


def support_features(claim: ParsedText, sentences: Sequence[ParsedText]) -> Row:
    """The values of `FEATURES`, in order."""
    read = _nearest(claim, sentences)
    wanted, *offered = word_encoder().encode([claim.text, *(sentence.text for sentence in read)])
    met = _met(wanted.vectors, offered)
    rarity = _rarity(wanted)
    whole = met.max(axis=0)
    best = met[np.argsort(-(met @ rarity), kind="stable")[:_BEST]].max(axis=0)
    known = {token for tokens in offered for token in tokens.ids}
    said = parse(" ".join(sentence.text for sentence in read))
    return np.array(
        [
            whole @ rarity,
            best @ rarity,
            np.sort(whole)[: max(1, len(whole) // 5)].mean(),
            np.array([token in known for token in wanted.ids]) @ rarity,
            len(list(strangers(claim, said, said))) / max(1, len(claim.names)),
            len(amounts_differ(claim, said)) / max(1, len(claim.amounts)),
            float(dates_differ(claim, said) is not None),
        ]
    )


def _nearest(claim: ParsedText, sentences: Sequence[ParsedText]) -> list[ParsedText]:
    """The sentences that share most with the claim, in their order."""
    words = [sentence.stems for sentence in sentences]
    rarity = {
        stem: math.log(1 + len(words) / held)
        for stem in claim.stems
        if (held := sum(stem in here for here in words))
    }
    scores = [
        sum(rarity[stem] for stem in here if stem in rarity) / (1 + _LONG * len(here))
        for here in words
    ]
    chosen = sorted(range(len(words)), key=lambda number: -scores[number])[:READ]
    return [sentences[number] for number in sorted(chosen)]


def _met(wanted: Vectors, offered: Sequence[Tokens]) -> Row:
    """For each sentence a row: the cosine of its nearest token to each of the claim."""
    return np.array(
        [
            (wanted @ tokens.vectors.T).max(axis=1)
            if len(tokens.vectors)
            else np.zeros(len(wanted))
            for tokens in offered
        ],
        dtype=np.float64,
    )


def _rarity(tokens: Tokens) -> Row:
    """The weight of each token of a text, 1 in all: the model's words are in order of use."""
    share = np.log(np.maximum(tokens.ids, 1) / _COMMONEST) / math.log(_VOCABULARY / _COMMONEST)
    weights = np.sqrt(np.clip(share, 0.1, 1.0))
    return np.asarray(weights / weights.sum(), dtype=np.float64)


@cache
def _weights() -> Row:
    """The weights of `FEATURES`, in order, and the intercept."""
    kept = json.loads((files("assistant.grounding") / "support.json").read_text("utf-8"))
    return np.array([*(kept["weights"][name] for name in FEATURES), kept["intercept"]])
