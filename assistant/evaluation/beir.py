"""BEIR folders (Thakur et al., "BEIR: A Heterogeneous Benchmark for Zero-shot Evaluation of
Information Retrieval Models", 2021): corpus.jsonl, queries.jsonl, qrels/SPLIT.tsv."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import BadQuestionFile
from assistant.evaluation.naming import file_names
from assistant.evaluation.questions import (
    Evidence,
    Problem,
    Question,
    QuestionSet,
    SetDocument,
    fault,
)

SPLITS = ("test", "dev", "train")
"""Which judgements are taken, the first there is."""


class _Entry(BaseModel):
    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)
    id: str = Field(alias="_id", min_length=1)
    text: str


class _Article(_Entry):
    title: str = ""

    @property
    def whole(self) -> str:
        return f"{self.title}\n\n{self.text}" if self.title.strip() else self.text


class _Query(_Entry):
    text: str = Field(min_length=1)


E = TypeVar("E", bound=_Entry)


def is_beir(folder: Path) -> bool:
    """Whether a folder has the outline of a BEIR set."""
    return all((folder / name).is_file() for name in ("corpus.jsonl", "queries.jsonl"))


def read_beir(folder: Path) -> QuestionSet:
    """The judged queries of a BEIR folder; the evidence of each is whole documents.

    Raises `BadQuestionFile` where it has not the files of a BEIR set or they can't be read.
    """
    if not is_beir(folder):
        raise BadQuestionFile(
            f"The folder {folder} holds no corpus.jsonl and queries.jsonl, so it is no BEIR set."
        )
    judgements = _judgements(folder)
    problems: list[Problem] = []
    articles = {a.id: a for a in _good(_entries(folder / "corpus.jsonl", _Article), problems)}
    names = dict(zip(articles, file_names(list(articles)), strict=True))
    queries = {q.id: q for q in _good(_entries(folder / "queries.jsonl", _Query), problems)}
    relevant, faults = _relevant(judgements)
    problems += faults
    questions = []
    for query, ids in relevant.items():
        missing = [id for id in ids if id not in articles]
        where = f"query {query}"
        if query not in queries:
            problems.append(Problem(where, "it is judged and not among queries.jsonl."))
        elif missing:
            problems.append(Problem(where, f"corpus.jsonl has no document {missing[0]!r}."))
        else:
            evidence = tuple(
                Evidence(document=names[id], start=0, end=len(articles[id].whole)) for id in ids
            )
            text = queries[query].text
            questions.append(Question(question=text, evidence=evidence, where=where))
    documents = tuple(SetDocument(names[a.id], a.whole) for a in articles.values())
    return QuestionSet(folder.resolve().name, "BEIR", tuple(questions), tuple(problems), documents)


def _judgements(folder: Path) -> Path:
    for split in SPLITS:
        if (path := folder / "qrels" / f"{split}.tsv").is_file():
            return path
    raise BadQuestionFile(f"The BEIR folder {folder} holds no judgements in qrels/test.tsv.")


def _relevant(path: Path) -> tuple[dict[str, list[str]], list[Problem]]:
    """For each query judged, the documents with a score above 0; and the lines that are wrong."""
    relevant: dict[str, list[str]] = defaultdict(list)
    problems = []
    for number, line in _lines(path):
        cells = line.rstrip("\r").split("\t")
        if number == 1 and cells[-1] == "score":
            continue
        try:
            query, document, score = cells
            if int(score) > 0 and document not in relevant[query]:
                relevant[query].append(document)
        except ValueError:
            reason = "not a query, a document and a whole number, with tabs between."
            problems.append(Problem(f"{path.name}, line {number}", reason))
    return {query: ids for query, ids in relevant.items() if ids}, problems


def _entries(path: Path, kind: type[E]) -> Iterator[E | Problem]:
    for number, line in _lines(path):
        where = f"{path.name}, line {number}"
        try:
            yield kind.model_validate(json.loads(line))
        except json.JSONDecodeError as error:
            yield Problem(where, f"not JSON ({error.msg}).")
        except ValidationError as error:
            yield Problem(where, fault(error, "line"))


def _good(entries: Iterator[E | Problem], problems: list[Problem]) -> Iterator[E]:
    """The entries that are whole; the rest go to `problems`."""
    for entry in entries:
        if isinstance(entry, Problem):
            problems.append(entry)
        else:
            yield entry


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadQuestionFile(f"{path} cannot be read: {error}.") from error
    return ((n, line) for n, line in enumerate(text.split("\n"), start=1) if line.strip())
