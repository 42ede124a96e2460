"""Case papers and the questions about them, as training and measuring read them.

The papers, questions and answers were written for Casebook; `training/README.md` says how.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from assistant.quoting.introduction import introduction
from corpus.document import Document
from corpus.exchanges import exchanges
from corpus.language.sentences import statement_spans
from corpus.passages import cut
from corpus.titles import title_of
from index.encoder import packaged_tokenizer

DATA = Path(__file__).parent / "data"
TRAINED = ("case", "more")
"""Sets that models are trained on; "dev" sets thresholds, and "held" is for measuring only."""
LISTS = "-lists"
"""What the name of a set ends in whose questions, of another set's papers, take several sentences
to answer, or look as if they did."""


@dataclass(frozen=True)
class Paper:
    """One text, cut as Casebook cuts it: `passages` and `sentences` are (start, end) into it. A
    paragraph of something, not `is_whole`, does not introduce itself."""

    name: str
    text: str
    is_whole: bool = True

    @cached_property
    def passages(self) -> list[tuple[int, int]]:
        counter = packaged_tokenizer()
        document = Document(self.name, self.name, self.name, "other", None, self.text)
        found = cut(document, lambda text: len(counter.encode(text, add_special_tokens=False).ids))
        return [(passage.span.start, passage.span.end) for passage in found]

    @cached_property
    def introduction(self) -> str:
        """How the paper introduces itself, as the reader is told."""
        if not self.is_whole:
            return ""
        return introduction(title_of(None, self.text, self.name), self.text)

    @cached_property
    def sentences(self) -> list[list[tuple[int, int]]]:
        """The sentences of each passage."""
        return [
            [(start + a, start + b) for a, b in statement_spans(self.text[start:end])]
            for start, end in self.passages
        ]

    @cached_property
    def said(self) -> dict[int, int]:
        """Of sentences that are a question with its answer, by where they begin: how many code
        points further the answer does."""
        return {
            start + one.start: one.answer - one.start
            for start, end in self.passages
            for one in exchanges(self.text[start:end])
            if one.start < one.answer < one.end
        }


@dataclass(frozen=True, slots=True)
class Question:
    """`evidence` and `near` are (start, end) into the paper's text: sentences that answer, best
    first, and such as only look like it. No evidence: the paper does not say. `answer` is the
    exact answer where it stands in the evidence."""

    id: str
    paper: str
    text: str
    kind: str
    writer: str
    evidence: tuple[tuple[int, int], ...]
    near: tuple[tuple[int, int], ...]
    answer: tuple[int, int] | None
    also: tuple[tuple[str, int, int], ...] = ()


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The JSON objects of an xz file, a line each."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def papers(sets: Sequence[str] = TRAINED) -> dict[str, Paper]:
    """Every paper of these sets, by name."""
    whose = [name.removesuffix(LISTS) for name in sets]
    rows = [row for name in whose for row in read_lines(DATA / f"{name}.papers.jsonl.xz")]
    return {row["name"]: Paper(row["name"], row["text"]) for row in rows}


def asked_of(sets: Sequence[str]) -> list[dict[str, Any]]:
    """Every question of these sets, as it was written."""
    return [row for name in sets for row in read_lines(DATA / f"{name}.questions.jsonl.xz")]


def quotes(row: dict[str, Any]) -> list[tuple[str, str]]:
    """(document, words) of every sentence that answers a question."""
    found = [(row["document"], quote) for quote in row["evidence"]]
    return found + [(one["document"], one["quote"]) for one in row.get("also", ())]


def questions(known: dict[str, Paper], sets: Sequence[str] = TRAINED) -> list[Question]:
    """Every question of these sets, about `known` papers."""
    texts = {name: paper.text for name, paper in known.items()}
    return [_question(row, texts) for row in asked_of(sets)]


def standing_alone(row: dict[str, Any]) -> str:
    """A question as it is put to a model: a follow-up with the question before it."""
    history = row.get("history")
    return f"{row['question']} ({history[-1][0]})" if history else str(row["question"])


def _question(row: dict[str, Any], texts: dict[str, str]) -> Question:
    text = texts[row["document"]]
    evidence = tuple(_place(text, quote) for quote in row["evidence"])
    return Question(
        row["id"],
        row["document"],
        standing_alone(row),
        row["kind"],
        row.get("writer", ""),
        evidence,
        tuple(_place(text, quote) for quote in row["near"]),
        _answer(text, evidence, row.get("answer")),
        tuple(
            (one["document"], *_place(texts[one["document"]], one["quote"]))
            for one in row.get("also", ())
        ),
    )


def _place(text: str, quote: str) -> tuple[int, int]:
    start = text.index(quote)
    return start, start + len(quote)


def _answer(
    text: str, evidence: tuple[tuple[int, int], ...], answer: str | None
) -> tuple[int, int] | None:
    if not evidence or not answer:
        return None
    start, end = evidence[0]
    at = text[start:end].casefold().find(answer.casefold())
    return (start + at, start + at + len(answer)) if at >= 0 else None
