"""Q&A sets to measures: are the passages found, the answers shown, the silences kept?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.evaluation.questions import Evidence, Problem, Question, QuestionSet
from assistant.evaluation.reading import read_questions, read_set
from corpus.extras import extras_named

if TYPE_CHECKING:
    from assistant.chain import Assistant
    from assistant.evaluation.comparing import compare
    from assistant.evaluation.report import Report
    from assistant.evaluation.saving import save, save_ragas

__all__ = [
    "Evidence", "Problem", "Question", "QuestionSet", "Report", "compare", "evaluate",
    "read_questions", "read_set", "save", "save_ragas",
]  # fmt: skip

_MODULES = {
    "Report": "assistant.evaluation.report",
    "compare": "assistant.evaluation.comparing",
    "save": "assistant.evaluation.saving",
    "save_ragas": "assistant.evaluation.saving",
}

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        # On first use: asking must not wait for scipy.
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        with extras_named():
            return getattr(import_module(_MODULES[name]), name)


def evaluate(
    assistant: Assistant,
    questions: Iterable[Question] | QuestionSet,
    on_progress: Callable[[int, int], None] = lambda done, total: None,
    *,
    results: str | Path | None = None,
) -> Report:
    """Ask every question and measure; `on_progress` is told how many are done, and of how many.

    Outcomes are kept in the file `results` as they come: after a stop, the same call goes
    on from there. A question whose evidence is not in the case is among the report's
    `problems`. Raises what `Assistant.ask` raises, and `BadQuestionFile` where `results`
    was begun with something else.
    """
    with extras_named():
        from assistant.evaluation.asking import ask_each, setting_of
        from assistant.evaluation.report import report_of
        from assistant.evaluation.resuming import ask_the_rest

    given = (
        questions
        if isinstance(questions, QuestionSet)
        else QuestionSet("", "Q&A lines", tuple(questions))
    )
    setting = setting_of(assistant)
    kept = None if results is None else Path(results)
    ask = partial(ask_each, assistant)
    outcomes, problems = ask_the_rest(ask, setting, given.questions, kept, on_progress)
    return report_of(given.name, setting, outcomes, (*given.problems, *problems))
