"""How many of the days that lawyers wrote down for contracts of CUAD are read from the clauses.

`CASEBOOK_DATA=… python -m benchmarks.facts.contract_days` prints them by category. A day counts as
read where it stands in the words, or is what a length of time in them comes to, counted from the
day of the same contract that the lawyers wrote down before; `--wrong` prints the others.
"""

from __future__ import annotations

import datetime
import json
import lzma
import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from corpus.language.days import dates_in
from corpus.terms import OWN, SIGNED, terms_in

AGREED, EFFECTIVE = "Agreement Date", "Effective Date"
_NAMED = {OWN: AGREED, SIGNED: AGREED, "effective date": EFFECTIVE, "commencement date": EFFECTIVE}


def days_in(words: Sequence[str], known: Mapping[str, datetime.date]) -> Iterator[datetime.date]:
    """The days that stand in clauses, and those that their lengths of time come to, from the
    `known` days of their contract by category."""
    for clause in words:
        yield from dates_in(clause, figures=True)
        for term in terms_in(clause):
            since = term.since
            if isinstance(since, str):
                day = known.get(_NAMED.get(since, "")) or known.get(AGREED)
                if since not in _NAMED or day is None:
                    continue
                since = day
            yield term.ends(since)


def main() -> None:
    """Print the right and all days of each category."""
    file = Path(os.environ["CASEBOOK_DATA"]) / "cuad-questions" / "dates.jsonl.xz"
    right: Counter[str] = Counter()
    every: Counter[str] = Counter()
    known: dict[str, datetime.date] = {}
    with lzma.open(file, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            category = row["category"]
            known = {} if category == AGREED else known
            found = {day.isoformat() for day in days_in(row["words"], known)}
            every[category] += 1
            right[category] += row["date"] in found
            if "--wrong" in sys.argv and row["date"] not in found:
                sys.stdout.write(f"{category} {row['date']} {sorted(found)} {row['words']}\n")
            try:
                known[category] = datetime.date.fromisoformat(row["date"])
            except ValueError:  # "2025-31-01"
                continue
    for category, count in every.items():
        sys.stdout.write(f"{category}: {right[category]} of {count}\n")
    share = right.total() / every.total()
    sys.stdout.write(f"all: {right.total()} of {every.total()}, {share:.3f}\n")


if __name__ == "__main__":
    main()
