"""How often the answer is found, quoted, or rightly not given; and how quickly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random
from statistics import fmean

import numpy as np
from sklearn.metrics import roc_auc_score

from assistant import Assistant
from assistant.evaluation import Question, Report, evaluate, read_questions
from assistant.evaluation.outcome import Outcome, Quote
from assistant.terminal.progress import shown as progress
from benchmarks.plan import EXAMPLE_CASE, EXAMPLES, SAMPLE, Plan, say
from benchmarks.report import Measure, Section, no_data, percentile, share
from benchmarks.speed import example_home
from index import Case
from index.home import Home

TITLE_SQUAD2 = "SQuAD 2.0: eight articles in one case"
SHARES = {
    "hit@1": "a passage with the evidence comes first (hit@1)",
    "hit@5": "… is among the first 5 (hit@5)",
    "hit@10": "… is among the first 10 (hit@10)",
    "mrr@10": "mean of 1 ÷ its rank, as % (MRR@10)",
    "first_quote": "the first quote holds the answer",
    "all_quotes": "some quote holds the answer",
    "answerable_declined": "declined although the documents answer",
    "unanswerable_declined": "declined where the documents do not answer",
}
"""What is shown of a report's measures, in this order, each in words."""
LEAST = {"first_quote": 84.0, "all_quotes": 92.0}
"""What some of them are to come to on SQuAD, in per cent."""
MOST_SENTENCES = 2.0
ANSWERED = 0.95


def examples(plan: Plan) -> Section:
    """The example case, each of its questions once."""
    with closing(Home.open(example_home(plan))) as home:
        assistant = Assistant(Case.open(EXAMPLE_CASE, home=home))
        assistant.ask("Is everything loaded?")
        report = asked(assistant, read_questions(EXAMPLES / "questions.jsonl"))
    remark = f"{counted(report)} Each is asked once; sentences read before are remembered."
    return Section("The example case", (*measures(report), *times(report)), (remark,))


def squad2(plan: Plan) -> Section:
    """Every question of a case that holds all articles, and those that can be answered of a
    case that holds every other article, less their own."""
    if plan.squad2 is None:
        return no_data(TITLE_SQUAD2)
    questions = read_questions(plan.squad2 / "questions.jsonl")
    if plan.quick:
        questions = Random(0).sample(questions, SAMPLE)
    with closing(Home.open(plan.scratch / "squad2")) as home:
        say("Adding squad2 …")
        paths = sorted((plan.squad2 / "documents").iterdir())
        whole = assistant(home, "all", paths)
        report = asked(whole, questions)
        misplaced = sum(not stands(whole.case, quote) for r in report.results for quote in r.quotes)
        lacking = [
            result
            for name, half in (("even", paths[::2]), ("odd", paths[1::2]))
            for result in asked(assistant(home, name, half), elsewhere(questions, half)).results
        ]
    return Section(
        TITLE_SQUAD2,
        (
            *measures(report, LEAST),
            *shown_and_silent(report.results, lacking),
            Measure("quotes that do not stand at their span", misplaced, limit=0),
            *times(report),
        ),
        (
            f"{counted(report)} {len(lacking)} are also asked of a case without their article.",
            "No model was trained on these articles.",
        ),
    )


def stands(case: Case, quote: Quote) -> bool:
    """Whether a quote is what its document says at its place."""
    return case.document_named(quote.document).text[quote.start : quote.end] == quote.quote


def shown_and_silent(asked: Sequence[Outcome], lacking: Sequence[Outcome]) -> Iterator[Measure]:
    """How many sentences are shown; and what is declined of questions that have no answer, among
    the others of the same articles or, `lacking`, of a case without their article."""
    answerable = [result for result in asked if result.question.answerable]
    sentences = fmean(len(result.shown) for result in answerable if result.shown)
    yield Measure("sentences shown, on average", sentences, limit=MOST_SENTENCES)
    declined = fmean(result.abstained for result in lacking)
    yield from share("declined where the case lacks the question's article", declined)
    sure = [result.probability for result in answerable]
    least = float(np.quantile(sure, 1 - ANSWERED))
    below = 100 * fmean(result.probability < least for result in lacking)
    yield Measure(f"… where {ANSWERED:.0%} of the others are answered", below, "%", least=97.0)
    unsure = [result.probability for result in asked if not result.question.answerable]
    told = 100 * roc_auc_score([1] * len(sure) + [0] * len(unsure), [*sure, *unsure])
    yield Measure(
        "answerable told from SQuAD's own unanswerable questions (AUROC)", told, "%", least=80.0
    )


def assistant(home: Home, name: str, paths: Sequence[Path]) -> Assistant:
    """The assistant of a new case that holds `paths`."""
    case = Case.open(name, home=home)
    case.add(paths)
    return Assistant(case)


def elsewhere(questions: Sequence[Question], paths: Sequence[Path]) -> list[Question]:
    """The questions that can be answered, but not from `paths`, as questions without answers."""
    held = {path.name for path in paths}
    return [
        Question(question=question.question)
        for question in questions
        if question.evidence and question.evidence[0].document not in held
    ]


def asked(assistant: Assistant, questions: Sequence[Question]) -> Report:
    """`evaluate`, with progress on stderr."""
    with progress() as tell:
        return evaluate(assistant, questions, lambda done, total: tell("questions", done, total))


def measures(report: Report, least: Mapping[str, float] | None = None) -> Iterator[Measure]:
    """What SHARES names of a report, in per cent, with the least that some are to come to."""
    for name, words in SHARES.items():
        for measure in share(words, report.measures[name]):
            yield replace(measure, least=(least or {}).get(name))


def times(report: Report) -> tuple[Measure, ...]:
    """How long an answer takes with everything loaded."""
    each = [1000 * result.seconds for result in report.results]
    return (
        Measure(
            "a quoted answer, everything loaded: half take at most", percentile(each, 50), "ms"
        ),
        Measure("… and 95 of 100 at most", percentile(each, 95), "ms"),
    )


def counted(report: Report) -> str:
    """How many questions there were, as a sentence."""
    total, answerable = len(report.results), report.measures["answerable"]
    return f"{total:,} questions, {answerable:,} of which the documents answer."
