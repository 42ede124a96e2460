"""Turns of real conversations: is one that the passages answer told from one that they do not?

MTRAG and MTRAG-UN (IBM, 2025 and 2026; Apache-2.0). The passages of all turns of a collection are
one case; a turn that cannot be answered brings none of its own.
"""

from __future__ import annotations

import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from sklearn.metrics import roc_auc_score

from assistant import Assistant
from assistant.evaluation import Question
from benchmarks.plan import Plan, say
from benchmarks.quality import asked
from benchmarks.report import Measure, Section, no_data
from index import Case
from index.home import Home
from training.papers import read_lines

TITLE = "MTRAG-UN: turns that the passages answer, and others"
LEAST = 80.0


def conversations(plan: Plan) -> Section:
    """Every turn of the tune half, or with `quick` every tenth; those that are answered in part
    count for neither side."""
    if plan.data is None:
        return no_data(TITLE)
    rows = list(read_lines(plan.data / "mtrag-un" / "tune.jsonl.xz"))
    collections: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        collections.setdefault(row["collection"], []).append(row)
    said: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder, closing(Home.open(Path(folder) / "home")) as home:
        for name, some in collections.items():
            case = _case(Path(folder) / name, some, home)
            turns = some[:: 10 if plan.quick else 1]
            say(f"Asking {len(turns)} turns of {name} …")
            outcomes = asked(Assistant(case), [_question(row) for row in turns]).results
            for row, outcome in zip(turns, outcomes, strict=True):
                (kind,) = row["answerability"]
                said.setdefault(kind, []).append(outcome.probability)
    answered = said["ANSWERABLE"]
    others = {kind: said[kind] for kind in ("UNANSWERABLE", "UNDERSPECIFIED")}
    return Section(
        TITLE,
        (
            Measure(
                "answerable told from unanswerable and underspecified, AUROC",
                told_apart(answered, [one for some in others.values() for one in some]),
                "%",
                least=LEAST,
            ),
            *(
                Measure(f"… from {kind.lower()} alone", told_apart(answered, some), "%")
                for kind, some in others.items()
            ),
        ),
        (
            f"{len(answered)} turns that are answered, "
            f"{', '.join(f'{len(some)} {kind.lower()}' for kind, some in others.items())}.",
        ),
    )


def told_apart(answered: list[float], others: list[float]) -> float:
    """AUROC in per cent: how often the probability of an answered turn is above another's."""
    labels = [1] * len(answered) + [0] * len(others)
    return 100 * float(roc_auc_score(labels, [*answered, *others]))


def _case(folder: Path, rows: list[dict[str, Any]], home: Home) -> Case:
    folder.mkdir()
    passages = {passage["id"]: passage["text"] for row in rows for passage in row["passages"]}
    for number, text in enumerate(passages.values()):
        (folder / f"{number}.txt").write_text(text, "utf-8", newline="\n")
    case = Case.open(folder.name, home=home)
    case.add(folder)
    return case


def _question(row: dict[str, Any]) -> Question:
    spoken = [text for _, text in row["history"]]
    history = tuple(zip(spoken[::2], spoken[1::2], strict=False))
    return Question(question=row["question"], history=history)
