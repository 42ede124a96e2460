"""Groups for the reader: a question and some sentences, of which one answers or none.

A group has the answering sentence, sentences that only look like it, and such as the finder takes
for good ones, of the same paper and, where papers are of one matter, of others.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from assistant.quoting.window import LONGEST_PAPER, Window, lay_out
from index.encoder import Vectors, packaged_tokenizer, quick_encoder
from training import open_sets
from training.papers import Paper, Question, papers, questions

CHOSEN_AMONG = 12
"""The finder's best, of which a group gets some at random."""
UNTOLD = 0.1
"""The share of the groups without the papers' introductions."""
SHARES = (
    ("case", 0.44),
    ("matters", 0.24),
    ("clauses", 0.13),
    ("twins", 0.14),
    ("open", 0.05),
)
"""How many of the groups are of which kind."""
MIXED = {"case": (2, 1, 1), "matters": (1, 1, 3)}
"""Of a kind's group at most how many sentences that do not answer only look like it, are of the
same paper and of others."""
MIXED_ELSE = (2, 2, 0)
"""Another contract may well have the clause that is asked for."""


@dataclass(frozen=True, slots=True)
class Item:
    """A question with sentences by number: those that answer, its own paper's best one first,
    those that only look like it, the finder's best of the same paper and of others. `exact` is
    where in the first answering sentence the very answer stands."""

    question: str
    answers: tuple[int, ...]
    near: tuple[int, ...]
    own: tuple[int, ...]
    others: tuple[int, ...]
    exact: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Pool:
    """Sentences, for each the number of the one before it in its paper (-1 for the first), at which
    code point behind a question what is said begins (0 where none is asked), and the number of its
    paper among the `introductions`; and what is asked of them."""

    sentences: list[str]
    before: list[int]
    said: list[int]
    paper: list[int]
    introductions: list[str]
    items: list[Item]


@dataclass(frozen=True, slots=True)
class Group:
    """Windows of one question; `right` is the number of the one that answers, None for none, and
    `exact` the first and last token of the very answer in its sentence."""

    windows: list[Window]
    right: int | None
    exact: tuple[int, int] | None


Tokens = tuple[list[int], list[tuple[int, int]]]
"""Ids, and where in the text each stands."""
Source = list[tuple[Paper, list[Question]]]


def pool_of(source: Source, kept: Path | None) -> Pool:
    """Papers with their questions as a pool. The finder's vectors are remembered in file `kept`;
    where there is none its order is drawn at random."""
    sentences: list[str] = []
    before: list[int] = []
    said: list[int] = []
    paper_of: list[int] = []
    introductions: list[str] = []
    spans: dict[str, list[tuple[int, int]]] = {}
    first: dict[str, int] = {}
    for paper, _ in source:
        first[paper.name] = len(sentences)
        spans[paper.name] = [span for some in paper.sentences for span in some]
        for number, (start, end) in enumerate(spans[paper.name]):
            before.append(len(sentences) - 1 if number else -1)
            said.append(paper.said.get(start, 0))
            paper_of.append(len(introductions))
            sentences.append(paper.text[start:end])
        introductions.append(paper.introduction)
    asked = [(paper, question) for paper, some in source for question in some]
    vectors = _vectors(sentences, [question.text for _, question in asked], kept)
    together: dict[str, list[int]] = {}
    for paper, _ in source:
        numbers = range(first[paper.name], first[paper.name] + len(spans[paper.name]))
        together.setdefault(_together(paper.name), []).extend(numbers)
    rng = np.random.default_rng(1)
    items = []
    for number, (paper, question) in enumerate(asked):
        here = spans[paper.name]
        begins = first[paper.name]
        answers = _numbers(question.evidence, here, begins)
        if bool(answers) != bool(question.evidence):
            continue
        for name, start, end in question.also:
            answers += _numbers([(start, end)], spans[name], first[name])
        every = np.array(together[_together(paper.name)])
        if vectors is None:
            order = rng.permutation(every) if len(every) < 99 else rng.choice(every, 24)
            own = [n for n in range(begins, begins + len(here)) if n not in answers]
        else:
            order = every[np.argsort(-(vectors[every] @ vectors[len(sentences) + number]))]
            inside = (order >= begins) & (order < begins + len(here))
            own = [n for n in order[inside].tolist() if n not in answers]
        outside = (order < begins) | (order >= begins + len(here))
        items.append(
            Item(
                question.text,
                answers,
                _numbers(question.near, here, begins),
                tuple(own[:CHOSEN_AMONG]),
                tuple(order[outside][:CHOSEN_AMONG].tolist()),
                _within(question.answer, here[answers[0] - begins]) if answers else None,
            )
        )
    return Pool(sentences, before, said, paper_of, introductions, items)


def _together(name: str) -> str:
    """What papers have in common that may lie in one case: their writer or matter."""
    return name.split("-")[0]


def _numbers(
    places: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]], first: int
) -> tuple[int, ...]:
    found = []
    for start, end in places:
        for number, (a, b) in enumerate(spans):
            if min(b, end) - max(a, start) > 0.4 * min(b - a, end - start):
                found.append(first + number)
    return tuple(dict.fromkeys(found))


def _within(answer: tuple[int, int] | None, span: tuple[int, int]) -> tuple[int, int] | None:
    if answer is None or not span[0] <= answer[0] < answer[1] <= span[1]:
        return None
    return answer[0] - span[0], answer[1] - span[0]


def _vectors(sentences: list[str], asked: list[str], kept: Path | None) -> Vectors | None:
    if kept is None:
        return None
    if kept.exists():
        return np.asarray(np.load(kept), dtype=np.float32)
    texts = [*sentences, *asked]
    order = sorted(range(len(texts)), key=lambda number: len(texts[number]))
    rows: NDArray[np.float32] = np.zeros((len(texts), 384), dtype=np.float32)
    for begin in range(0, len(order), 64):
        some = order[begin : begin + 64]
        rows[some] = quick_encoder().vectors([texts[number] for number in some])
    np.save(kept, rows.astype(np.float16))
    return rows


class Maker:
    """Makes groups of a pool's questions."""

    def __init__(self, pool: Pool, mixed: tuple[int, int, int], rng: random.Random) -> None:
        self._pool = pool
        self._mixed = mixed
        self._rng = rng
        self._tokenizer: Tokenizer = packaged_tokenizer()
        self._known: dict[str, Tokens] = {}
        self._introductions = [
            list(self._tokenizer.encode(text, add_special_tokens=False).ids[:LONGEST_PAPER])
            for text in pool.introductions
        ]

    def group(self, item: Item) -> Group:
        rng = self._rng
        answers = item.answers[:1]
        chosen = [*answers]
        for some, most in zip((item.near, item.own, item.others), self._mixed, strict=True):
            left = [n for n in some if n not in item.answers and n not in chosen]
            chosen += rng.sample(left, min(most, len(left)))
        asked = list(self._tokenizer.encode(item.question, add_special_tokens=False).ids)
        is_told = rng.random() >= UNTOLD
        windows = [
            lay_out(
                asked,
                self._introduction(n) if is_told else (),
                self._before(n),
                self._said(n)[0],
            )
            for n in chosen
        ]
        if not answers:
            return Group(windows, None, None)
        return Group(windows, 0, self._exact(item))

    def _introduction(self, number: int) -> list[int]:
        return self._introductions[self._pool.paper[number]]

    def _exact(self, item: Item) -> tuple[int, int] | None:
        if item.exact is None:
            return None
        offsets = self._said(item.answers[0])[1]
        start, end = (at - self._pool.said[item.answers[0]] for at in item.exact)
        inside = [n for n, (a, b) in enumerate(offsets) if a < end and b > start]
        return (inside[0], inside[-1]) if inside else None

    def _before(self, number: int) -> list[int]:
        """The question that a sentence answers, or what stands before it."""
        if at := self._pool.said[number]:
            return self._tokens(self._pool.sentences[number][:at].rstrip())[0]
        before = self._pool.before[number]
        return self._tokens(self._pool.sentences[before])[0] if before >= 0 else []

    def _said(self, number: int) -> Tokens:
        return self._tokens(self._pool.sentences[number][self._pool.said[number] :])

    def _tokens(self, text: str) -> Tokens:
        if text not in self._known:
            found = self._tokenizer.encode(text, add_special_tokens=False)
            self._known[text] = (list(found.ids), list(found.offsets))
        return self._known[text]


def stream(left_out: frozenset[str], kept: Path, rng: random.Random) -> Iterator[Group]:
    """Groups for ever, of the kinds in SHARES."""
    makers: dict[str, Maker] = {}
    rounds: dict[str, Iterator[Item]] = {}
    for name, source in KINDS.items():
        pool = pool_of(source(left_out), kept / f"{name}.npy" if name in RANKED else None)
        print(name, len(pool.items), "questions", len(pool.sentences), "sentences", flush=True)
        makers[name] = Maker(pool, MIXED.get(name, MIXED_ELSE), rng)
        rounds[name] = _for_ever(pool.items, rng)
    names = [name for name, _ in SHARES]
    weights = [share for _, share in SHARES]
    while True:
        (name,) = rng.choices(names, weights)
        yield makers[name].group(next(rounds[name]))


def _for_ever(items: list[Item], rng: random.Random) -> Iterator[Item]:
    while True:
        yield from rng.sample(items, len(items))


def _case(left_out: frozenset[str]) -> Source:
    return _written("case", left_out)


def _matters(left_out: frozenset[str]) -> Source:
    """Papers of which some belong to one matter, and questions that are asked of all of them."""
    return _written("more", left_out)


def _written(name: str, left_out: frozenset[str]) -> Source:
    known = papers((name,))
    asked: dict[str, list[Question]] = {}
    for question in questions(known, (name,)):
        if question.writer not in left_out:
            asked.setdefault(question.paper, []).append(question)
    return [(known[name], some) for name, some in asked.items()]


def _clauses(_: frozenset[str]) -> Source:
    """Contracts; their questions mostly without the words that name the contract, which are
    taken off before the reader sees a question."""
    return [
        (paper, [replace(q, text=open_sets.without_naming(q.text)) if n % 4 else q
                 for n, q in enumerate(some)])
        for paper, some in [*open_sets.trained_contracts(), *open_sets.agreements()]
    ]  # fmt: skip


def _twins(_: frozenset[str]) -> Source:
    return _by_context(open_sets.twins())


def _open(_: frozenset[str]) -> Source:
    return _by_context(open_sets.reading())


def _by_context(asked: Iterator[tuple[str, str, tuple[int, int] | None]]) -> Source:
    found: dict[str, list[Question]] = {}
    for text, context, place in asked:
        some = found.setdefault(context, [])
        evidence = (place,) if place else ()
        some.append(Question("", "", text, "open", "open", evidence, (), place))
    return [
        (Paper(f"open-{n}", text, is_whole=False), some)
        for n, (text, some) in enumerate(found.items())
    ]


RANKED = ("case", "matters", "clauses")
"""Kinds whose papers have many sentences, of which the finder's best are read."""
KINDS: dict[str, Callable[[frozenset[str]], Source]] = {
    "case": _case,
    "matters": _matters,
    "clauses": _clauses,
    "twins": _twins,
    "open": _open,
}
