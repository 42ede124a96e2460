"""Contracts of CUAD that no model was trained on, a dozen in a case; questions name theirs."""

from __future__ import annotations

import tempfile
from contextlib import closing
from pathlib import Path
from statistics import fmean

import numpy as np

from assistant import Assistant
from assistant.evaluation import Question
from assistant.evaluation.outcome import Outcome
from assistant.evaluation.questions import Evidence
from benchmarks.plan import Plan, say
from benchmarks.quality import asked
from benchmarks.report import Measure, Section, no_data
from index import Case
from index.home import Home
from training import open_sets
from training.papers import Paper
from training.papers import Question as Written

TITLE = "Contracts of CUAD, twelve in a case, each question naming its contract"
IN_A_CASE = 12
DECLINED = 0.15


def contracts(plan: Plan) -> Section:
    """Every clause question of every second contract, or with `quick` every tenth."""
    if plan.data is None:
        return no_data(TITLE)
    held = list(open_sets.contracts())[1::2]
    outcomes: list[Outcome] = []
    with tempfile.TemporaryDirectory() as folder, closing(Home.open(Path(folder) / "home")) as home:
        for first in range(0, len(held), IN_A_CASE):
            some = held[first : first + IN_A_CASE]
            case = _case(Path(folder) / str(first), some, home)
            questions = [_question(one) for _, written in some for one in written]
            say(f"Asking {len(questions)} questions of {len(some)} contracts …")
            step = 10 if plan.quick else 1
            outcomes += asked(Assistant(case), questions[::step]).results
    answerable = [o for o in outcomes if o.question.answerable]
    silent = [o for o in outcomes if not o.question.answerable]
    least = float(np.quantile([o.probability for o in answerable], DECLINED))
    below = fmean(o.probability < least for o in silent)
    return Section(
        TITLE,
        (
            _share("the first sentence is right, shown or nearest", _right(answerable, 1), 55.0),
            _share("one of three is right, shown or nearest", _right(answerable, 3), 75.0),
            Measure("missing clauses not answered …", 100 * below, "%", least=75.0),
            _share("the first quote is right", [o.first_right for o in answerable]),
            _share("missing clauses are not answered", [o.abstained for o in silent]),
            _share("clauses that are there are not answered", [o.abstained for o in answerable]),
            _share("the clause is in a passage found", [bool(o.found_at) for o in answerable]),
        ),
        (
            f"{len(answerable)} questions with a clause, {len(silent)} without one. … is where "
            f"{DECLINED:.0%} of those with a clause are not answered.",
        ),
    )


def _share(words: str, values: list[bool], least: float | None = None) -> Measure:
    return Measure(words, 100 * fmean(values), "%", least=least)


def _right(outcomes: list[Outcome], first: int) -> list[bool]:
    return [any(quote.right for quote in o.quotes[:first]) for o in outcomes]


def _case(folder: Path, some: list[tuple[Paper, list[Written]]], home: Home) -> Case:
    folder.mkdir()
    for paper, _ in some:
        (folder / _name(paper.name)).write_text(paper.text, "utf-8", newline="")
    case = Case.open(folder.name, home=home)
    case.add(folder)
    return case


def _name(name: str) -> str:
    return name.replace("/", "_")


def _question(one: Written) -> Question:
    evidence = [Evidence(document=_name(one.paper), start=a, end=b) for a, b in one.evidence]
    return Question(question=one.text, evidence=tuple(evidence))
