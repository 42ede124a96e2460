"""How well each sentence answers a question: a handful of features, weighed by a linear model.

The features are differences a reader would name: shared words (weighed by how rare they
are in the case), shared meaning word by word and as a whole, whether the sentence holds
the kind of thing that was asked for, and how good its passage is. The weights are learned
by `benchmarks/train_relevance.py` and kept in `relevance.json`.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from assistant.asking import ASKING_WORD, Asked, asked, holds
from assistant.cues import cue
from assistant.exact import answer_parts
from assistant.names import is_place, is_thing, names_in
from assistant.referents import people_meant
from assistant.statements import (
    is_about_others,
    is_fragment,
    is_of_the_other_side,
    is_question,
)
from corpus.document import Span
from corpus.sentences import statement_spans
from index.case import Case
from index.encoder import Tokens, quick_encoder
from index.retrieval import ScoredPassage

Row = NDArray[np.float64]

FEATURES = (
    "meaning",
    "words",
    "words_around",
    "words_in_passage",
    "tokens",
    "weakest_token",
    "asking_token",
    "tokens_before",
    "tokens_after",
    "names_before",
    "holds_answer",
    "passage_gap",
    "best_passage",
    "holds_number",
    "holds_date",
    "holds_person",
    "holds_place",
    "holds_reason",
    "opens_with_pronoun",
    "new_words",
    "length",
)
_HELD = {
    Asked.NUMBER: "holds_number",
    Asked.COUNT: "holds_number",
    Asked.MONEY: "holds_number",
    Asked.AGE: "holds_number",
    Asked.DATE: "holds_date",
    Asked.PERSON: "holds_person",
    Asked.PLACE: "holds_place",
    Asked.REASON: "holds_reason",
}
READ_AHEAD = 200
"""Passages; the encoder remembers about so many sentences."""
PASSAGES_READ = 5
_PRONOUN = re.compile(r"\W*(?:He|She|It|They|This|These|Those|His|Her|Hers|Their|Its|That|Such)\b")
_TITLED = re.compile(r"\b(?:Mr|Ms|Mrs|Miss|Dr)\. [A-Z]|\b[Dd]efendants?,? [A-Z]")
_WANTS_SOMEBODY = re.compile(
    r"\b(?:what|which) (?:lawyer|attorney|counsel|judge|agent|officer|witness|broker|agency)",
    re.IGNORECASE,
)
_EMPTY_IT = re.compile(r"\W*(?:It (?:is|was)|This|That|These|Those|Such)\b")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """A sentence of a passage that was found, with its features in the order of FEATURES."""

    span: Span
    text: str
    passage: ScoredPassage
    features: Row
    asks_of_person: bool = False
    """Whether the question names what may be a person, and is called no thing or place."""
    meant: tuple[str, ...] = ()
    """Those whom its "he" or "she" means, where the question does."""

    @property
    def with_names(self) -> str:
        """The text behind the names of those whom its pronoun means."""
        return f"{' and '.join(self.meant)}. {self.text}" if self.meant else self.text

    @property
    def opens_with_pronoun(self) -> bool:
        """Whether one has to read the sentence before it to know of whom it speaks."""
        return _PRONOUN.match(self.text) is not None and not _EMPTY_IT.match(self.text)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A question's words as the case knows them, and how much each of them tells."""

    question: str
    kind: Asked
    rarity: dict[str, float]
    tokens: Tokens
    token_weights: Row
    asking: tuple[int, ...]
    """The tokens of the word that asks: "who", "when"."""
    names: tuple[frozenset[str], ...]
    """The words of each name."""


def read_sentences(case: Case, question: str, hits: Sequence[ScoredPassage]) -> list[Sentence]:
    """The sentences of the best passages with their features, in the order of `hits`."""
    read = [
        (hit, [(a, b) for a, b in statement_spans(hit.passage.text)])
        for hit in hits[:PASSAGES_READ]
    ]
    texts = [hit.passage.text[a:b] for hit, spans in read for a, b in spans]
    encoded = iter(quick_encoder().encode([question, *texts]))
    weighed = weigh(case, question, next(encoded))
    said = " ".join([question, *texts])
    of_person = any(not is_thing(n, said) and not is_place(n, said) for n in names_in(question))
    sentences: list[Sentence] = []
    for rank, (hit, spans) in enumerate(read):
        texts = [hit.passage.text[a:b] for a, b in spans]
        tokens = [next(encoded) for _ in spans]
        gap = hits[0].score - hit.score
        rows = _features(case, weighed, texts, tokens, gap, rank == 0)
        document = case.document(hit.passage.span.document_id)
        for (a, b), text, row in zip(spans, texts, rows, strict=True):
            start = hit.passage.span.start
            span = Span(document.id, start + a, start + b)
            meant = people_meant(document.text, span.start, text) if of_person else ()
            sentences.append(Sentence(span, text, hit, row, of_person, meant))
    return sentences


def read_ahead(case: Case) -> None:
    """Encode sentences before they are asked about: all of a small case, some of a large one.

    A first question then waits for its own words only. It is done passage by passage, so that
    whoever asks meanwhile waits for one of them at most.
    """
    for hit in case.retrieve("What happened, and who is in it?", k=READ_AHEAD):
        text = hit.passage.text
        quick_encoder().encode([text[a:b] for a, b in statement_spans(text)])


def weigh(case: Case, question: str, tokens: Tokens) -> Weighed:
    """The question's words with their rarity in the case; stop words weigh nothing.

    A name of several words counts as one word, and a word that is common in English
    counts less than its rarity in a small case would make it.
    """
    words = case.lexical.words(question)
    rarity = case.lexical.rarity(words)
    for name in names_in(question):
        stems = [stem for stem in case.lexical.words(name) if stem in rarity]
        for stem in stems:
            rarity[stem] /= len(stems)
    weights = np.zeros(len(tokens.offsets))
    for word in _WORD.finditer(question):
        inside = [i for i, (a, _) in enumerate(tokens.offsets) if word.start() <= a < word.end()]
        stems = [stem for stem in case.lexical.words(word.group()) if stem in rarity]
        if inside and stems:
            telling = max(_uncommon(tokens.ids[i]) for i in inside) if len(inside) == 1 else 1.0
            for stem in stems:
                rarity[stem] *= telling
            weights[inside] = max(rarity[stem] for stem in stems) / len(inside)
    if not weights.any():
        weights[:] = 1.0
    asks = ASKING_WORD.search(question)
    starts = range(*asks.span()) if asks else ()
    asking = tuple(i for i, (a, _) in enumerate(tokens.offsets) if a in starts)
    return Weighed(
        question,
        asked(question),
        rarity,
        tokens,
        weights / max(weights.sum(), 1e-9),
        asking,
        tuple(frozenset(name.casefold().split()) for name in names_in(question)),
    )


_COMMONEST, _VOCABULARY = 1_500, 30_522


def _uncommon(token: int) -> float:
    """How uncommon a word of the model's vocabulary is, from .3 to 1: it is in order of use."""
    share = math.log(max(token, 1) / _COMMONEST) / math.log(_VOCABULARY / _COMMONEST)
    return math.sqrt(min(1.0, max(0.1, share)))


def _features(
    case: Case,
    question: Weighed,
    texts: Sequence[str],
    tokens: Sequence[Tokens],
    gap: float,
    best: bool,
) -> list[Row]:
    """The features of one passage's sentences."""
    words = [set(case.lexical.words(text)) for text in texts]
    matches = [_token_match(question, encoded) for encoded in tokens]
    rows = []
    for number, (text, encoded) in enumerate(zip(texts, tokens, strict=True)):
        covered = _covered(question, words[number])
        matched = matches[number]
        before = matches[number - 1] if number else matched
        after = matches[number + 1] if number + 1 < len(matches) else matched
        counted = question.token_weights > 0
        values = {
            "meaning": float(encoded.whole @ question.tokens.whole),
            "words": covered,
            "words_around": _covered(question, *words[max(0, number - 1) : number + 2]) - covered,
            "words_in_passage": _covered(question, *words) - covered,
            "tokens": float(matched @ question.token_weights),
            "weakest_token": float(matched[counted].min()) if counted.any() else 0.0,
            "asking_token": float(matched[list(question.asking)].max(initial=0.0)),
            "tokens_before": float(
                (np.maximum(matched, before) - matched) @ question.token_weights
            ),
            "tokens_after": float((np.maximum(matched, after) - matched) @ question.token_weights),
            "names_before": _names_before(question, texts, number),
            "holds_answer": float(bool(answer_parts(question.question, text))),
            "passage_gap": gap,
            "best_passage": float(best),
            "opens_with_pronoun": float(_PRONOUN.match(text) is not None),
            "new_words": math.log1p(len(words[number] - question.rarity.keys())),
            "length": math.log(len(text)),
        }
        if question.kind in _HELD:
            values[_HELD[question.kind]] = float(holds(question.kind, question.question, text))
        rows.append(np.array([values.get(name, 0.0) for name in FEATURES]))
    return rows


def _names_before(question: Weighed, texts: Sequence[str], number: int) -> float:
    """The share of the question's names that stand in the sentence before this one only."""
    if not number or not question.names:
        return 0.0
    here, before = (
        set(_WORD.findall(text.casefold())) for text in (texts[number], texts[number - 1])
    )
    return float(np.mean([bool(name & before) and not name & here for name in question.names]))


def _covered(question: Weighed, *words: set[str]) -> float:
    """The share of the question's words, by rarity, that stand in any of the sets."""
    total = sum(question.rarity.values())
    here: set[str] = set().union(*words)
    return sum(r for word, r in question.rarity.items() if word in here) / total if total else 0.0


def _token_match(question: Weighed, sentence: Tokens) -> Row:
    """For each token of the question, the cosine of the nearest token of the sentence."""
    if not len(sentence.vectors) or not len(question.tokens.vectors):
        return np.zeros(len(question.tokens.offsets))
    return np.asarray((question.tokens.vectors @ sentence.vectors.T).max(axis=1), dtype=np.float64)


FRAGMENT_COST, STRANGER_COST, CUE_GAIN = 1.5, 1.0, 2.5
OTHERS_COST = 2.5
"""Taken off the score of a line that says nothing by itself, and of a sentence about others
than the question names (more where it is sure that they are people), and added for what `cues`
knows. The articles that the weights were learned on have next to none of any, so these are set
by hand."""


def rank_scores(question: str, sentences: Sequence[Sentence]) -> Row:
    """How well each sentence answers, in order; only differences between them mean anything."""
    scores = learned("ranking")(np.array([sentence.features for sentence in sentences]))
    texts = [sentence.text for sentence in sentences]
    fragments = np.array([is_fragment(text) or is_question(text) for text in texts])
    others = np.array([stranger_cost(question, sentence) for sentence in sentences])
    cues = np.array([cue(question, sentence.text) for sentence in sentences])
    return np.asarray(scores - FRAGMENT_COST * fragments - others + CUE_GAIN * cues)


def stranger_cost(question: str, sentence: Sentence, read: str = "") -> float:
    """What is taken off for a sentence about others than those whom `question` names; `read` is
    the sentence as it is to be understood, where that is more than its words."""
    if sentence.asks_of_person and _is_surely_of_others(question, sentence):
        named = read and not is_about_others(question, read) and not sentence.meant
        return STRANGER_COST if named else OTHERS_COST
    elsewhere = is_about_others(question, read or sentence.text)
    return STRANGER_COST * (elsewhere or is_of_the_other_side(question, sentence.text))


def _is_surely_of_others(question: str, sentence: Sentence) -> bool:
    """Whether a sentence names people with their titles, or means them, and nobody asked about.
    Where a person is asked for it names that one besides."""
    if not is_about_others(question, sentence.with_names):
        return False
    if sentence.meant:
        return True
    wants_person = asked(question) is Asked.PERSON or _WANTS_SOMEBODY.search(question) is not None
    several = len(names_in(sentence.text)) > 1 or not wants_person
    return several and _TITLED.search(sentence.text) is not None


@dataclass(frozen=True, slots=True)
class Linear:
    """Weights over standardised features: what was learned, as it is kept in the file."""

    names: tuple[str, ...]
    weights: Row
    means: Row
    deviations: Row
    intercept: float

    def __call__(self, rows: Row) -> Row:
        """A score a row."""
        return np.asarray((rows - self.means) / self.deviations @ self.weights + self.intercept)


@cache
def learned(what: str) -> Linear:
    """The weights kept under `what` ("ranking" or "answering") in relevance.json."""
    kept = json.loads((files("assistant") / "relevance.json").read_text("utf-8"))[what]
    weights, means, deviations = (
        np.array([kept["features"][name][part] for name in kept["features"]])
        for part in ("weight", "mean", "deviation")
    )
    return Linear(tuple(kept["features"]), weights, means, deviations, kept["intercept"])
