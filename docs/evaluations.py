"""Makes the figures and plots of evaluation.md: the example case, and SQuAD 2.0.

    CASEBOOK_DATA=FOLDER python docs/evaluations.py WORK

WORK keeps the home and what was asked, so that a run that was stopped goes on. CASEBOOK_DATA
is a folder that holds `squad2` (`documents/` and `questions.jsonl`); without it that part of
evaluation.md stays as it is.
"""

from __future__ import annotations

import os
import re
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random

from assistant import Assistant
from assistant.evaluation import evaluate, read_set, save
from assistant.evaluation.page import drawn, rows
from assistant.evaluation.plots import standalone
from assistant.evaluation.questions import QuestionSet
from assistant.evaluation.report import Report
from assistant.terminal.progress import shown
from index import Case
from index.home import Home

DOCS = Path(__file__).parent
EXAMPLES = DOCS.parent / "examples"
PLOTS = ("ranks", "risk", "times")
SAMPLE = 1_000
"""Of SQuAD's questions, drawn by chance."""


def main() -> None:
    work = Path(sys.argv[1])
    data = os.environ.get("CASEBOOK_DATA")
    squad2 = Path(data) / "squad2" if data else None
    with closing(Home.open(work / "home")) as home:
        given = read_set(EXAMPLES / "questions.jsonl")
        show("example", asked(home, "harbor-light", EXAMPLES / "harbor-light", given, work))
        if squad2 and squad2.is_dir():
            given = sampled(read_set(squad2 / "questions.jsonl"))
            show("squad2", asked(home, "squad2", squad2 / "documents", given, work))


def sampled(given: QuestionSet) -> QuestionSet:
    """SAMPLE questions of a set, the same every time."""
    return replace(given, questions=tuple(Random(0).sample(given.questions, SAMPLE)))


def asked(home: Home, name: str, documents: Path, given: QuestionSet, work: Path) -> Report:
    """The report of a set on the case of its documents; it is kept in `work` too."""
    case = Case.open(name, home=home)
    case.add(documents)
    assistant = Assistant(case)
    assistant.ask("Is everything loaded?")
    with shown() as tell:
        report = evaluate(
            assistant,
            given,
            lambda done, total: tell("questions", done, total),
            results=work / f"{name}.jsonl",
        )
    save(report, work / name)
    return report


def show(name: str, report: Report) -> None:
    """Put a report's table and plots into evaluation.md, between its marks."""
    for file, plot in zip(PLOTS, drawn(report), strict=True):
        (DOCS / f"evaluation-{name}-{file}.svg").write_text(standalone(plot), encoding="utf-8")
    lines = [
        f"{report.measures['questions']:,} questions, {report.measures['answerable']:,} of which "
        "the documents answer.",
        "",
        "| measure | figure | may lie within | what it says |",
        "| --- | ---: | --- | --- |",
        *(f"| `{r.name}` | {r.figure} | {r.reach} | {r.words} |" for r in rows(report)),
        "",
        *(
            f"![{plot.title}: {plot.said}](evaluation-{name}-{file}.svg)"
            for file, plot in zip(PLOTS, drawn(report), strict=True)
        ),
    ]
    begin, end = f"<!-- {name} -->\n", f"\n<!-- end of {name} -->"
    path = DOCS / "evaluation.md"
    text = path.read_text(encoding="utf-8")
    between = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
    made = "\n".join([begin, *lines, end])
    path.write_text(between.sub(lambda _: made, text), encoding="utf-8")


if __name__ == "__main__":
    main()
