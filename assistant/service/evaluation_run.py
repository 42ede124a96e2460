"""A set asked through the service, whichever process owns the home, and its report kept."""

from __future__ import annotations

from pathlib import Path

from assistant.evaluation.questions import QuestionSet
from assistant.evaluation.report import Report, report_of
from assistant.evaluation.resuming import ask_the_rest
from assistant.evaluation.saving import save
from assistant.service.protocol import Addition, CaseService, OnProgress

UNDERWAY = "results.jsonl"
"""In the report's folder while questions are asked, so that a stop loses nothing."""


def add_documents(
    service: CaseService, case: str, given: QuestionSet, folder: Path, on_progress: OnProgress
) -> None:
    """Write the documents that come with a set into `folder`, and add that to the case."""
    folder.mkdir(parents=True, exist_ok=True)
    for document in given.documents:
        (folder / document.name).write_text(document.text, encoding="utf-8", newline="")
    service.add(case, Addition((folder,)), on_progress)


def run(
    service: CaseService,
    case: str,
    given: QuestionSet,
    model: str | None,
    out: Path | None,
    on_progress: OnProgress,
) -> Report:
    """Ask every question of a set and measure; the report goes into the folder `out`.

    Questions that an earlier run into `out` was stopped after are not asked again.
    """
    setting = service.setting(case, model)
    kept = out / UNDERWAY if out else None
    outcomes, problems = ask_the_rest(
        lambda left: service.evaluate(case, left, model),
        setting,
        given.questions,
        kept,
        lambda done, total: on_progress("questions", done, total),
    )
    report = report_of(given.name, setting, outcomes, (*given.problems, *problems))
    if out and kept:
        save(report, out)
        kept.unlink(missing_ok=True)
    return report
