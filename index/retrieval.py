"""Finding passages: by words, by meaning, and by what the best of them lead to."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import accumulate, islice

import numpy as np

from corpus.document import Passage
from corpus.errors import CasebookError
from index import fusion, sentences
from index.clauses import clauses
from index.embedding import embed_queries
from index.encoder import Vectors
from index.filling import lacks
from index.filters import Filter, passing
from index.graph import LEADERS, linked
from index.hits import ScoredPassage, Why
from index.mentions import names_asked
from index.places import named_places
from index.repeats import without_repeats
from index.reranking import reranked, reranker
from index.searchable import Searchable

log = logging.getLogger(__name__)

__all__ = ["ScoredPassage", "retrieve"]

CANDIDATES = 40
"""Passages taken from each of the two searches before they are fused; 60 find no more."""
_A_CLAUSE = 12
"""Passages taken by the meaning of each clause of a question that has several."""
MOST_LINKS = 3
"""Places after the leaders that go to passages they lead to."""


@dataclass(frozen=True, slots=True)
class Pool:
    """The candidates for a question, by number, and how they were found."""

    asked: fusion.Asked
    passages: dict[int, Passage]
    candidates: dict[int, fusion.Candidate]
    why: dict[int, tuple[Why, ...]]


def retrieve(
    case: Searchable, query: str, k: int, where: Filter | None = None, named: str | None = None
) -> list[ScoredPassage]:
    """The `k` passages of `case` that fit `query` best, best first, of the documents that pass
    `where`; `named` is the cross-encoder that puts them in order, if any.

    While vectors are still being made, passages without one are found by their words.
    """
    query = query.encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair is no text
    k = max(k, 0)
    among = passing(case.home.catalog, case.id, where or Filter())
    pool = gather(case, query, max(CANDIDATES, k), among)
    numbers = list(pool.candidates)
    if not numbers:
        return _at_places(case, query, [], among)[:k]
    candidates = list(pool.candidates.values())
    scores = fusion.score(fusion.features(pool.asked, candidates))
    order = fusion.cover(scores, fusion.clause_matches(pool.asked, candidates))
    hits = [
        ScoredPassage(pool.passages[numbers[i]], float(scores[i]), pool.why[numbers[i]])
        for i in order
    ]
    ranked = [(numbers[i], float(scores[i])) for i in order]
    if k > LEADERS:
        hits = _with_links(case, query, ranked, hits, among)
    if named:
        hits = reranked(reranker(named), query, hits)
    return _falling(without_repeats(case, _at_places(case, query, hits, among))[:k])


def gather(case: Searchable, query: str, limit: int, among: Set[int] | None = None) -> Pool:
    """What the two searches find, each with all that is needed to score it."""
    while True:
        serving = case.serving
        try:
            pool = _gather(case, query, limit, among)
        except CasebookError:
            if case.serving is serving:
                raise
            continue
        if case.serving is serving:  # else the case changed its embedding model meanwhile
            return pool


def _gather(case: Searchable, query: str, limit: int, among: Set[int] | None) -> Pool:
    lexical, vectors = case.lexical, case.vectors
    parts = clauses(query, lexical.words)
    if len(parts) < 2:  # the question is its one clause: a vector of its own finds nothing else
        parts = []
    questions = embed_queries(case.embedding, [query, *parts])
    by_words = [number for number, _ in lexical.search(query, limit, among)]
    by_meaning = [number for number, _ in vectors.search_each(questions[:1], limit, among)[0]]
    if (
        among is None
        and not by_meaning
        and lacks(case.home.catalog, case.id, "in_vectors", vectors)
    ):
        log.warning("The vectors of the case %r are lost; add its documents again.", case.name)
    if parts:
        for found in vectors.search_each(questions[1:], _A_CLAUSE, among):
            by_meaning += [number for number, _ in found]
    every = list(dict.fromkeys([*by_meaning, *by_words]))
    passages = case.passages(every)
    every = [number for number in every if number in passages]
    stems = lexical.stems(query)
    asked = fusion.Asked(
        stems, lexical.rarity(dict.fromkeys(stems)), [lexical.words(part) for part in parts]
    )
    return Pool(
        asked,
        passages,
        _candidates(case, questions, {number: passages[number] for number in every}),
        {n: _why(n in by_words, n in by_meaning) for n in every},
    )


def _why(by_words: bool, by_meaning: bool) -> tuple[Why, ...]:
    why: list[Why] = []
    if by_words:
        why.append("words")
    if by_meaning:
        why.append("meaning")
    return tuple(why)


def _candidates(
    case: Searchable, questions: Vectors, passages: Mapping[int, Passage]
) -> dict[int, fusion.Candidate]:
    cosines = case.vectors.cosines(questions, list(passages))
    nearest = sentences.nearest(case.home.catalog.database, questions[0], passages)
    unknown = _usual(cosines, len(questions))
    texts = [[p.text[a:b] for a, b in sentences.parts(p.text)] for p in passages.values()]
    stems = iter(case.lexical.stems_of_each([part for some in texts for part in some]))
    found = {}
    for number, some in zip(passages, texts, strict=True):
        row = cosines.get(number, unknown)
        found[number] = fusion.Candidate(
            list(islice(stems, len(some))),
            row[0],
            nearest.get(number, row[0]),
            row[1:],
        )
    return found


def sentence_cosines(
    case: Searchable, question: str, passages: Sequence[Passage]
) -> list[list[tuple[int, int, float]]]:
    """What `Case.sentence_cosines` gives."""
    catalog = case.home.catalog
    numbers = catalog.passage_numbers(case.id, [passage.span for passage in passages])
    if not sentences.any_known(catalog.database, numbers.values()):
        return [[] for _ in passages]
    question = question.encode("utf-8", "replace").decode("utf-8")
    vector = embed_queries(case.embedding, [question])[0]
    known = sentences.cosines(catalog.database, vector, numbers.values())
    found: list[list[tuple[int, int, float]]] = []
    for passage in passages:
        values = known.get(numbers.get(passage.span, -1))
        spans = sentences.parts(passage.text)
        if values is None or len(values) != len(spans):
            found.append([])
        else:
            found.append([(a, b, float(v)) for (a, b), v in zip(spans, values, strict=True)])
    return found


def _usual(cosines: Mapping[int, Sequence[float]], size: int) -> Sequence[float]:
    """What stands for the cosines of a passage that has no vector yet: the middle of those
    known, so that its words decide between it and the rest."""
    if not cosines:
        return [0.0] * size
    middle: list[float] = np.median(np.array(list(cosines.values())), axis=0).tolist()
    return middle


def _with_links(
    case: Searchable,
    query: str,
    ranked: Sequence[tuple[int, float]],
    hits: Sequence[ScoredPassage],
    among: Set[int] | None,
) -> list[ScoredPassage]:
    """The hits with what the first of them lead to after these."""
    database = case.home.catalog.database
    names = names_asked(database, case.id, query)
    links = _of(linked(database, names, ranked, MOST_LINKS), among)
    if not links:
        return list(hits)
    passages = case.passages(links)
    known = {hit.passage.span: hit for hit in hits}
    led = []
    for number in links:
        if number in passages:
            passage = passages[number]
            hit = known.get(
                passage.span, ScoredPassage(passage, hits[min(LEADERS, len(hits)) - 1].score)
            )
            led.append(replace(hit, why=(*hit.why, "link")))
    spans = {hit.passage.span for hit in led}
    rest = [hit for hit in hits[LEADERS:] if hit.passage.span not in spans]
    return [*hits[:LEADERS], *led, *rest]


def _of(numbers: Sequence[int], among: Set[int] | None) -> list[int]:
    return [number for number in numbers if among is None or number in among]


def _at_places(
    case: Searchable, query: str, hits: Sequence[ScoredPassage], among: Set[int] | None
) -> list[ScoredPassage]:
    """The hits with those first that stand where the query says: at "¶ 14" or "HRB-000123"."""
    numbers = _of(named_places(case, query), among)
    named = case.passages(numbers) if numbers else {}
    known = {hit.passage.span: hit for hit in hits}
    best = hits[0].score if hits else 0.0
    there = {
        passage.span: known.get(passage.span, ScoredPassage(passage, best))
        for passage in (named[number] for number in numbers if number in named)
    }
    first = sorted(there.values(), key=lambda hit: -hit.score)
    rest = [hit for hit in hits if hit.passage.span not in there]
    return [*(replace(hit, score=best, why=(*hit.why, "place")) for hit in first), *rest]


def _falling(hits: Sequence[ScoredPassage]) -> list[ScoredPassage]:
    """The hits with no score above one before it: places given for a clause or a link are
    places in the order, and the order is what the score tells."""
    lowest = accumulate((hit.score for hit in hits), min)
    return [replace(hit, score=score) for hit, score in zip(hits, lowest, strict=True)]
