"""Holding a written sentence against the document sentences it cites.

A claim stands only if one sentence, or two next to each other, meet enough of its words,
hold its numbers, dates and names, deny what it denies, and do not merely report or allege
what it says happened. The rules err on the side of striking out: a claim that is left out
costs less than one that is wrong. They see who did what to whom only where the source has
two names around the same verb. An NLI model, where the settings name one, has a say too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from assistant.asking import telling_words
from assistant.grounding.ages import says_the_age
from assistant.grounding.entailment import entails
from assistant.grounding.rules import objection
from assistant.grounding.subjects import is_of_another_subject
from assistant.grounding.support import support
from assistant.names import names_in
from assistant.words import stems
from corpus.document import Span
from corpus.sentences import statement_spans
from index.encoder import Tokens, Vectors, word_encoder
from index.retrieval import ScoredPassage

NEEDED_MATCH = 0.55
"""How well the claim's words must be met by the source's, 0 to 1; a paraphrase of one
sentence lies near .7 and a sentence on something else of the same matter near .4."""
NEEDED_WORD = 0.35
"""The same for each telling word of the claim that the source does not hold itself: "in
custody" is met by "arrested" at .6, and "charity" by "cash" at .3."""
NEEDED_SUPPORT = 0.5
"""How likely all that is cited must support a claim of LONG telling words or more; true rewordings
of that length lie above it. What is learned from long claims says little of "He got 12 years."."""
LONG = 6
_NEXT_TO = 8
"""White space and marks that may stand between two sentences next to each other."""

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_AND = re.compile(
    r";\s+|,\s+(?:and|but|while)\s+(?=(?:[A-Z]|the |he |she |they |it |his |her )\S*)"
)
_SHORTEST = 4
"""Words of a part of a claim that is looked for by itself."""


@dataclass(frozen=True, slots=True)
class Source:
    """A sentence that bears a claim out, and how well its words meet the claim's, 0 to 1."""

    span: Span
    text: str
    match: float


@dataclass(frozen=True, slots=True)
class _Sentence:
    span: Span
    text: str
    vectors: Vectors

    def is_before(self, other: _Sentence) -> bool:
        """Whether the two stand next to each other."""
        return (
            self.span.document_id == other.span.document_id
            and 0 <= other.span.start - self.span.end <= _NEXT_TO
        )


def sources_of(
    claim: str, passages: Sequence[ScoredPassage], accusing: Collection[str] = ()
) -> list[Source]:
    """The sentences of `passages` that bear `claim` out together: one, else two next to
    each other, best first; none when the claim does not stand.

    Documents whose ids are in `accusing`, such as indictments, allege whatever they say.
    """
    whole = _found(claim, passages, accusing)
    if whole:
        return whole
    # "A was convicted on May 3, and B was acquitted": each may stand elsewhere.
    parts = [_found(part, passages, accusing) for part in _statements(claim)]
    if not parts or not all(parts):
        return []
    best = {source.span: source for part in parts for source in part}
    return sorted(best.values(), key=lambda source: -source.match)


def _statements(claim: str) -> list[str]:
    """The parts of `claim` that state something by themselves, if there are several."""
    parts = [part.strip(" .") for part in _AND.split(claim)]
    if len(parts) < 2 or min(len(part.split()) for part in parts) < _SHORTEST:
        return []
    return [f"{part[0].upper()}{part[1:]}." for part in parts]


def _found(
    claim: str, passages: Sequence[ScoredPassage], accusing: Collection[str]
) -> list[Source]:
    wanted, sentences = _read(claim, passages)
    if not _is_supported(claim, sentences):
        return []
    context = " ".join(hit.passage.text for hit in passages)
    neighbours = [[a, b] for a, b in pairwise(sentences) if a.is_before(b)]
    for several in ([[sentence] for sentence in sentences], neighbours):
        matches = [_match(wanted.vectors, *together) for together in several]
        for number in np.argsort([-match for match in matches], kind="stable"):
            said = " ".join(sentence.text for sentence in several[number])
            alleged = several[number][0].span.document_id in accusing
            meets = matches[number] >= NEEDED_MATCH or says_the_age(claim, said)
            stands = meets and not objection(claim, said, context, alleged=alleged)
            stands = stands and _every_word_met(claim, wanted, several[number])
            if not stands:
                continue
            found = [Source(s.span, s.text, _match(wanted.vectors, s)) for s in several[number]]
            found.sort(key=lambda source: -source.match)
            if not is_of_another_subject(claim, found[0].text, said) and entails(said, claim):
                return found
    return []


def _read(claim: str, passages: Sequence[ScoredPassage]) -> tuple[Tokens, list[_Sentence]]:
    """The claim's tokens, and every sentence of `passages` in the order of the documents."""
    read = {
        Span(span.document_id, span.start + a, span.start + b): hit.passage.text[a:b]
        for hit in passages
        for span in (hit.passage.span,)
        for a, b in statement_spans(hit.passage.text)
    }
    wanted, *offered = word_encoder().encode([claim, *read.values()])
    sentences = [
        _Sentence(span, text, tokens.vectors)
        for (span, text), tokens in zip(read.items(), offered, strict=True)
    ]
    return wanted, sorted(sentences, key=lambda sentence: sentence.span)


def _match(claim: Vectors, *sentences: _Sentence) -> float:
    """The mean over the claim's tokens of the cosine of the nearest token of the sentences."""
    said = np.concatenate([sentence.vectors for sentence in sentences])
    return float((claim @ said.T).max(axis=1).mean()) if len(claim) and len(said) else 0.0


def _is_supported(claim: str, sentences: Sequence[_Sentence]) -> bool:
    """Whether enough of a long claim is met by anything that is cited."""
    if len(telling_words(claim)) < LONG:
        return True
    return support(claim, [sentence.text for sentence in sentences]) >= NEEDED_SUPPORT


def _every_word_met(claim: str, wanted: Tokens, sentences: Sequence[_Sentence]) -> bool:
    """Whether each telling word of the claim is held or meant by the sentences together.

    Numbers and names are left to the exact rules.
    """
    here = stems(" ".join(sentence.text for sentence in sentences))
    near = np.max([(wanted.vectors @ s.vectors.T).max(axis=1) for s in sentences], axis=0)
    names = {word for name in names_in(claim) for word in telling_words(name)}
    for match in _WORD.finditer(claim):
        words = [w for w in telling_words(match.group()) if w not in names and not w.isdigit()]
        words = [word for word in words if stems(word)]
        if not words or stems(" ".join(words)) & here:
            continue
        inside = [i for i, (a, _) in enumerate(wanted.offsets) if match.start() <= a < match.end()]
        if inside and float(near[inside].mean()) < NEEDED_WORD:
            return False
    return True
