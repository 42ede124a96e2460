"""Answer a column of questions: python examples/batch.py questions.csv answers.csv"""

import csv
import sys
from pathlib import Path

from assistant import Answer, Assistant
from index import Case

case = Case.open("harbor-light")
case.add(Path(__file__).parent / "harbor-light")
chain = Assistant(case).as_runnable()

with Path(sys.argv[1]).open(newline="", encoding="utf-8-sig") as file:
    questions = [row["question"] for row in csv.DictReader(file)]
results = list[Answer | Exception](
    chain.batch(
        [{"question": question} for question in questions],
        config={"max_concurrency": 2},
        return_exceptions=True,
    )
)
with Path(sys.argv[2]).open("w", newline="", encoding="utf-8") as file:
    rows = csv.writer(file)
    rows.writerow(["question", "answer", "place", "quote", "refused"])
    for question, result in zip(questions, results, strict=True):
        if isinstance(result, Exception):
            rows.writerow([question, "", "", "", result])
        else:
            first = result.citations[0] if result.citations else None
            cited = [first.pincite, first.quote] if first else ["", ""]
            rows.writerow([question, result.text, *cited, ""])
