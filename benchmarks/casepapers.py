"""Answers on case papers by writers that no model was trained on: whole cases of 14 papers.

The papers and questions are `training/data/held.*`; `training/README.md` says how they came about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

import numpy as np

from assistant import Assistant
from assistant.evaluation import Question
from assistant.evaluation.outcome import Outcome
from assistant.evaluation.questions import Evidence
from benchmarks.multihop import Collection, Wanted
from benchmarks.plan import Plan, say
from benchmarks.quality import asked, times
from benchmarks.report import Measure, Section
from index import Case
from training.asking import matters
from training.papers import asked_of, papers, quotes

TITLE = "Case papers by other writers, each matter a case"
ANSWERED = ("direct", "paraphrase")
BINS = 10
LEAST = {"first": 70.0, "paraphrased": 60.0, "three": 82.0, "silent": 90.0, "read": 90.0}
"""What is aimed at, in per cent."""
MOST_DECLINED, MOST_ERROR = 12.0, 5.0


def casepapers(plan: Plan) -> Section:
    """Every question of the held papers, or with `quick` every tenth."""
    kinds: list[str] = []
    outcomes: list[Outcome] = []
    misplaced = 0
    with matters("held") as cases:
        for case, rows in cases:
            rows = rows[:: 10 if plan.quick else 1]
            say(f"Asking {len(rows)} questions of {case.name} …")
            assistant = Assistant(case)
            report = asked(assistant, [question(case, row) for row in rows])
            outcomes += report.results
            kinds += [row["kind"] for row in rows]
            misplaced += sum(
                case.document_named(quote.document).text[quote.start : quote.end] != quote.quote
                for result in report.results
                for quote in result.quotes
            )
    return Section(
        TITLE,
        (
            *measured(kinds, outcomes),
            *completeness(plan),
            Measure("quotes that do not stand at their span", misplaced, limit=0),
            *times(report),
        ),
        (
            f"{len(outcomes):,} questions. What is declined counts as a miss, but in the rows that "
            "say otherwise. The times are those of the last matter.",
        ),
    )


def completeness(plan: Plan) -> Iterator[Measure]:
    """How much of an answer is shown that takes several sentences, and how many sentences are
    where one is the answer."""
    parts: list[float] = []
    shown: list[int] = []
    with matters("held-lists") as cases:
        for case, rows in cases:
            rows = rows[:: 10 if plan.quick else 1]
            say(f"Asking {len(rows)} questions for several things of {case.name} …")
            report = asked(Assistant(case), [question(case, row) for row in rows])
            for row, result in zip(rows, report.results, strict=True):
                given = () if result.abstained else result.quotes
                if row["kind"] == "list":
                    borne = {number for quote in given for number in quote.bears}
                    parts.append(fmean(n in borne for n in range(len(row["evidence"]))))
                elif given:
                    shown.append(len(given))
    yield _share("of an answer in several sentences, sentences shown", fmean(parts))
    yield Measure("sentences shown where one answers", fmean(shown))


def question(case: Case, row: dict[str, Any]) -> Question:
    """A written question with the places of its evidence; one of its sentences is enough."""
    evidence = []
    for name, quote in quotes(row):
        start = case.document_named(name).text.find(quote)
        if start >= 0:
            evidence.append(Evidence(document=name, start=start, end=start + len(quote)))
    history = [(asked, said or "") for asked, said in row.get("history") or ()]
    return Question(question=row["question"], evidence=tuple(evidence), history=tuple(history))


def collected(name: str, scratch: Path) -> Collection:
    """The plain and paraphrased questions of a set over its papers, all matters together."""
    folder = scratch / f"{name}-papers"
    folder.mkdir(parents=True, exist_ok=True)
    known = papers((name,))
    for paper in known.values():
        (folder / paper.name).write_text(paper.text, "utf-8", newline="\n")
    wanted = []
    for row in asked_of((name,)):
        if row["kind"] in ANSWERED:
            found = [(document, known[document].text.find(q), q) for document, q in quotes(row)]
            spans = tuple((document, at, at + len(q)) for document, at, q in found if at >= 0)
            wanted.append(Wanted(row["question"], spans))
    return Collection(f"{name} papers", folder, tuple(wanted))


def measured(kinds: Sequence[str], outcomes: Sequence[Outcome]) -> Iterator[Measure]:
    """The measures of `outcomes`, whose questions are of these kinds."""
    of = {
        kind: [o for k, o in zip(kinds, outcomes, strict=True) if k == kind] for kind in set(kinds)
    }
    plain = [o for kind in ANSWERED for o in of[kind]]
    for words, name, some in (
        ("the first quote is right", "first", plain),
        ("… of the paraphrased", "paraphrased", of["paraphrase"]),
    ):
        yield _share(words, fmean(o.first_right for o in some), LEAST[name])
    yield _share("some quote is right", fmean(o.any_right for o in plain), LEAST["three"])
    yield _share("the first sentence shown or nearest is right", fmean(map(_first, plain)))
    yield _share("one of those shown or nearest is right", fmean(map(_any, plain)))
    yield _share(
        "absent ones are not answered", fmean(o.abstained for o in of["absent"]), LEAST["silent"]
    )
    declined = 100 * fmean(o.abstained for o in plain)
    yield Measure("answerable ones are not answered", declined, "%", limit=MOST_DECLINED)
    read = fmean(o.found_at is not None for o in plain)
    yield _share("the answering sentence is in the ten passages given", read, LEAST["read"])
    yield _share("stated unknowns are declined", fmean(o.abstained for o in of["known-unknown"]))
    yield _share(
        "follow-ups: the first quote is right", fmean(o.first_right for o in of["follow-up"])
    )
    told = [o for kind in (*ANSWERED, "absent") for o in of[kind]]
    error = 100 * calibration_error([o.probability for o in told], [_answered(o) for o in told])
    yield Measure("expected calibration error", error, "%", limit=MOST_ERROR)


def _share(words: str, figure: float, least: float | None = None) -> Measure:
    return Measure(words, 100 * figure, "%", least=least)


def _first(outcome: Outcome) -> bool:
    return bool(outcome.quotes) and outcome.quotes[0].right


def _any(outcome: Outcome) -> bool:
    return any(quote.right for quote in outcome.quotes)


def _answered(outcome: Outcome) -> bool:
    return outcome.question.answerable


def calibration_error(probabilities: Sequence[float], true: Sequence[bool]) -> float:
    """How far, on average, a probability lies from the share of those like it that came true, in
    ten bins of equal width (Guo et al., "On Calibration of Modern Neural Networks", 2017)."""
    said, came = np.array(probabilities), np.array(true, dtype=float)
    bins = np.minimum((said * BINS).astype(int), BINS - 1)
    return float(
        sum(
            (bins == one).mean() * abs(said[bins == one].mean() - came[bins == one].mean())
            for one in set(bins.tolist())
        )
    )
