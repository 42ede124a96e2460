"""What the reader makes of the questions of a set, each asked of a whole case.

    python -m training.asking dev|held OUT.pkl [--model READER.onnx] [--every 1]

The papers of each matter go into one case, as a user would have it. Kept is every sentence that
was read, with its scores, for `training.calibration`, and nothing is decided here.
"""

from __future__ import annotations

import argparse
import pickle
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from langchain_core.messages import AIMessage, HumanMessage

from assistant.chain import PASSAGES_READ, Assistant
from assistant.followup import standalone
from assistant.question.scope import Scope
from assistant.quoting import reader as reading
from assistant.quoting.selection import read_sentences
from corpus.document import Span
from index import Case
from index.filters import Filter
from index.home import Home
from training.papers import asked_of, papers, quotes


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence that was read: how well it was found, its score, whether it is of the evidence
    (`right`), its words, and where they stand."""

    found: float
    score: float
    right: bool
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a set, and what was read for it; `answered` says whether the set has one."""

    id: str
    kind: str
    text: str
    answered: bool
    evidence: tuple[str, ...]
    read: tuple[Read, ...]


def ask_all(case: Case, rows: Sequence[dict[str, Any]]) -> list[Asked]:
    """Each question of `rows`, asked of `case`."""
    ids = {record.name: record.id for record in case.documents()}
    texts = {name: case.document(id).text for name, id in ids.items()}
    found = []
    for row in rows:
        spans = []
        for name, quote in quotes(row):
            start = texts[name].find(quote)
            if start >= 0:
                spans.append(Span(ids[name], start, start + len(quote)))
        history = [
            message
            for asked, said in row.get("history") or ()
            for message in (HumanMessage(asked), AIMessage(said or "yes"))
        ]
        question = standalone(row["question"], history)
        kept = Assistant(case).scope_of(question)
        found.append(
            Asked(
                row["id"],
                row["kind"],
                question,
                bool(spans),
                tuple(quote for _, quote in quotes(row)),
                tuple(read_for(case, kept, spans)),
            )
        )
    return found


def read_for(case: Case, kept: Scope, evidence: Sequence[Span]) -> list[Read]:
    """What is read of `case` for a question, and which of it is of the evidence."""
    hits = case.retrieve(kept.question, PASSAGES_READ, where=Filter(documents=kept.documents))
    return [
        Read(
            one.found,
            one.score,
            any(is_met(one.span, span) for span in evidence),
            one.text,
            one.span,
        )
        for one in read_sentences(case, kept.question, hits)
    ]


def is_met(sentence: Span, evidence: Span) -> bool:
    """Whether they share half of the shorter one."""
    if not sentence.overlaps(evidence):
        return False
    shared = min(sentence.end, evidence.end) - max(sentence.start, evidence.start)
    return shared > 0.5 * min(len(sentence), len(evidence))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set")
    parser.add_argument("out", type=Path)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--every", type=int, default=1)
    told = parser.parse_args()
    weights = told.model.read_bytes if told.model else reading._weights
    found: list[Asked] = []
    with patch.object(reading, "_weights", weights), matters(told.set) as cases:
        for case, rows in cases:
            found += ask_all(case, rows[:: told.every])
    told.out.write_bytes(pickle.dumps(found))


@contextmanager
def matters(name: str) -> Iterator[Iterator[tuple[Case, list[dict[str, Any]]]]]:
    """A case for each matter of a set, with its questions."""
    known = papers((name,))
    asked: dict[str, list[dict[str, Any]]] = {}
    for row in asked_of((name,)):
        asked.setdefault(row["matter"], []).append(row)
    with tempfile.TemporaryDirectory() as folder:
        home = Home.open(Path(folder) / "home")

        def opened() -> Iterator[tuple[Case, list[dict[str, Any]]]]:
            for matter, rows in asked.items():
                documents = Path(folder) / matter
                documents.mkdir()
                for paper in known.values():
                    if paper.name.startswith(f"{matter}-"):
                        (documents / paper.name).write_text(paper.text, "utf-8", newline="\n")
                case = Case.open(matter, home=home)
                case.add(documents)
                yield case, rows

        yield opened()
        home.close()


if __name__ == "__main__":
    main()
