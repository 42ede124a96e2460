"""The sentences that a claim is held against, and how nearly their words meet the claim's."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from assistant.grounding.languages import unread
from assistant.grounding.places import Stretch
from corpus.document import Span
from corpus.language.identification import language_of
from corpus.language.parsed import ParsedText, once, parse
from corpus.language.words import stems, telling_words
from index.encoder import Tokens, Vectors, word_encoder
from index.retrieval import ScoredPassage

NEEDED_WORD = 0.35
"""How well each telling word of the claim must be met that the source does not hold itself: "in
custody" is met by "arrested" at .6, and "charity" by "cash" at .3."""
_NEXT_TO = 8
"""White space and marks that may stand between two sentences next to each other."""
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage, held against a claim.

    `met` has for each token of the claim the cosine of the sentence's nearest token to it.
    `foreign` is its language, as ISO 639-1, where the rules do not know that one; None for all
    others.
    """

    span: Span
    parsed: ParsedText
    met: Vectors
    foreign: str | None

    @property
    def text(self) -> str:
        return self.parsed.text

    def is_before(self, other: Sentence) -> bool:
        """Whether the two stand next to each other."""
        return (
            self.span.document_id == other.span.document_id
            and 0 <= other.span.start - self.span.end <= _NEXT_TO
        )


def read(
    claim: ParsedText, passages: Sequence[ScoredPassage], languages: Mapping[str, str | None]
) -> tuple[Tokens, list[Sentence]]:
    """The claim's tokens, and every sentence of `passages` in the order of the documents, whose
    `languages` are given by id."""
    found: dict[Span, tuple[str, str | None]] = {}
    for hit in passages:
        span, text = hit.passage.span, hit.passage.text
        passage = parse(text)
        around = _language(passage) or languages.get(span.document_id)
        for a, b in passage.statements:
            place = Span(span.document_id, span.start + a, span.start + b)
            found[place] = (text[a:b], unread(text[a:b], around))
    wanted, *offered = word_encoder().encode([claim.text, *(text for text, _ in found.values())])
    sentences = [
        Sentence(span, parse(text, foreign), met_by(wanted, tokens), foreign)
        for (span, (text, foreign)), tokens in zip(found.items(), offered, strict=True)
    ]
    return wanted, sorted(sentences, key=lambda sentence: sentence.span)


def neighbours(sentences: Sequence[Sentence]) -> list[list[Sentence]]:
    """Every two that stand next to each other."""
    return [[a, b] for a, b in pairwise(sentences) if a.is_before(b)]


@once
def _language(passage: ParsedText) -> str | None:
    return language_of(passage.text)


def met_by(claim: Tokens, said: Tokens) -> Vectors:
    """For each token of the claim the cosine of the nearest token that is said."""
    if not len(said.vectors):
        return np.full(len(claim.vectors), -np.inf, dtype=np.float32)
    return np.asarray((claim.vectors @ said.vectors.T).max(axis=1))


def match(sentences: Sequence[Sentence]) -> float:
    """How well the sentences together meet the claim: the mean over its tokens of the cosine of
    the nearest token of the sentences."""
    first, *more = (sentence.met for sentence in sentences)
    met = np.max([first, *more], axis=0) if more else first
    return float(met.mean()) if len(met) and met[0] > -np.inf else 0.0


def unmet_word(claim: ParsedText, wanted: Tokens, sentences: Sequence[Sentence]) -> Stretch | None:
    """Where the first telling word of the claim stands that the sentences together neither hold
    nor mean; None where they meet all.

    Numbers and names are left to the exact rules.
    """
    here = frozenset().union(*(sentence.parsed.stems for sentence in sentences))
    near = np.max([sentence.met for sentence in sentences], axis=0)
    names = {word for name in claim.names for word in telling_words(name)}
    for found in _WORD.finditer(claim.text):
        words = [w for w in telling_words(found.group()) if w not in names and not w.isdigit()]
        words = [word for word in words if stems(word)]
        if not words or stems(" ".join(words)) & here:
            continue
        inside = [i for i, (a, _) in enumerate(wanted.offsets) if found.start() <= a < found.end()]
        if inside and float(near[inside].mean()) < NEEDED_WORD:
            return found.span()
    return None
