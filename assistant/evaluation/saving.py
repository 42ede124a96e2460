"""Reports as files: report.json for programs, report.html for readers, ragas.jsonl for ragas."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from assistant.evaluation.outcome import Outcome
from assistant.evaluation.questions import keys
from assistant.evaluation.report import Report
from assistant.evaluation.wording import without_marks

FORMAT = 1
"""Counted up when a kept report would no longer be understood."""


def save(report: Report, folder: str | Path) -> None:
    """Write report.json and report.html into `folder`, which is made; raises `OSError`."""
    from assistant.evaluation.page import page

    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(as_json(report), ensure_ascii=False)
    (folder / "report.json").write_text(text + "\n", encoding="utf-8")
    (folder / "report.html").write_text(page(report), encoding="utf-8")


def as_json(report: Report) -> dict[str, Any]:
    """The report as a JSON object: what was asked, the measures with their intervals, the
    risk–coverage curve, and each question with what came of it and its scores.

    Passages are given by their place; their text is the documents'.
    """
    names = keys([outcome.question for outcome in report.results])
    return {
        "format": FORMAT,
        "day": datetime.datetime.now().astimezone().date().isoformat(),
        "set": report.name,
        "setting": asdict(report.setting),
        "measures": report.measures,
        "intervals": {name: found.interval for name, found in report.estimates.items()},
        "counts": {name: found.questions for name, found in report.estimates.items()},
        "risks": [round(risk, 6) for risk in report.curve.risks],
        "answered": report.curve.answered,
        "problems": [asdict(problem) for problem in report.problems],
        "questions": [
            {"key": name, "scores": scores, **_outcome(outcome)}
            for name, scores, outcome in zip(names, report.scores, report.results, strict=True)
        ],
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    passages = [{k: v for k, v in asdict(p).items() if k != "text"} for p in outcome.passages]
    rest = asdict(outcome) | {"question": outcome.question.model_dump(mode="json")}
    return rest | {"found_at": outcome.found_at, "passages": passages}


def save_ragas(report: Report, path: str | Path) -> None:
    """Write a line for each question in the shape of ragas's single-turn samples, which
    ``ragas.EvaluationDataset.from_jsonl`` reads; raises `OSError`.

    A follow-up is given as it was looked up, so that it stands alone.
    """
    lines = (json.dumps(sample, ensure_ascii=False) for sample in ragas_samples(report))
    Path(path).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def ragas_samples(report: Report) -> Iterator[dict[str, Any]]:
    """For each question its sample's fields, in order."""
    for outcome in report.results:
        answers = outcome.question.answers
        silent = "" if outcome.question.answerable else "The documents do not say."
        yield {
            "user_input": outcome.standalone,
            "response": without_marks(outcome.answer),
            "retrieved_contexts": [passage.text for passage in outcome.passages],
            "reference": answers[0] if answers else silent,
            "reference_contexts": [wanted.excerpt for wanted in outcome.wanted],
        }
