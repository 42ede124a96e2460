"""Score Casebook over a set of questions, and keep a report to read in ./evaluation:

python examples/evaluate.py [CASE QA]
"""

import sys
from pathlib import Path

from assistant import Assistant
from assistant.evaluation import evaluate, read_set, save
from index import Case

here = Path(__file__).parent
name, questions = sys.argv[1:3] or ("harbor-light", here / "questions.jsonl")

case = Case.open(name)
if name == "harbor-light":
    case.add(here / "harbor-light")
report = evaluate(Assistant(case), read_set(questions))
save(report, "evaluation")  # report.html, report.json

for measure, value in report.measures.items():
    print(f"{measure:28} {value:.3f}" if isinstance(value, float) else f"{measure:28} {value}")
