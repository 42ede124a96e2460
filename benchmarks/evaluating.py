"""What evaluating costs beside asking the questions alone."""

from __future__ import annotations

from contextlib import closing
from time import perf_counter

from assistant import Assistant
from assistant.evaluation import evaluate, read_questions, save
from benchmarks.plan import EXAMPLE_CASE, EXAMPLES, Plan, say
from benchmarks.report import Measure, Section
from benchmarks.speed import example_home
from index import Case
from index.home import Home

QUESTIONS = 1_000
RATIO = 1.1
"""The most that evaluating may take, as a multiple of asking."""


def evaluating(plan: Plan) -> Section:
    """The example's questions over and over, asked, kept as they come, measured and written
    as a report; beside the seconds that the asking in it took."""
    number = QUESTIONS // 5 if plan.quick else QUESTIONS
    asked = read_questions(EXAMPLES / "questions.jsonl")
    several = (asked * (number // len(asked) + 1))[:number]
    with closing(Home.open(example_home(plan))) as home:
        assistant = Assistant(Case.open(EXAMPLE_CASE, home=home))
        evaluate(assistant, asked[:1])  # everything is loaded
        say(f"Evaluating {number:,} questions …")
        out = plan.scratch / "evaluation"
        began = perf_counter()
        report = evaluate(assistant, several, results=out / "results.jsonl")
        save(report, out)
        whole = perf_counter() - began
    asking = sum(result.seconds for result in report.results)
    return Section(
        "Evaluating",
        (
            Measure(f"asking {number:,} questions of the example case", asking, "s"),
            Measure("evaluating them, with intervals and report", whole, "s"),
            Measure("… the one ÷ the other", whole / asking, "×", RATIO),
        ),
        (
            "Both times are from one run: what an answer takes is clocked inside the evaluation. "
            "The libraries of either are loaded before, which takes evaluating another second.",
        ),
    )
