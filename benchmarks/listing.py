"""What a list of all clauses of a kind gets right, over the contracts of CUAD (CC BY 4.0).

python -m benchmarks.listing FOLDER prints, for each kind of clause, the share of the lawyers' spans
that a row holds some of, and the share of the rows that hold some of such a span. Patterns were
made with every other contract; --part rest gives the others.
"""

from __future__ import annotations

import argparse
import json
import lzma
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.listing.finding import find_in
from assistant.listing.wanted import wanted_of
from corpus import read

SET = "cuad-questions"
ASKED = {
    "Governing Law": "list every governing law clause",
    "Anti-Assignment": "list every assignment clause",
    "Termination For Convenience": "list every clause on termination for convenience",
    "Insurance": "list every insurance clause",
    "Audit Rights": "list every clause that gives audit rights",
    "Cap On Liability": "list every cap on liability",
    "Exclusivity": "list every exclusivity clause",
    "Non-Compete": "list every non-compete clause",
    "License Grant": "list every license grant",
    "Minimum Commitment": "list every minimum commitment",
    "Revenue/Profit Sharing": "list every revenue sharing clause",
    "Ip Ownership Assignment": "list every clause on intellectual property ownership",
    "Change Of Control": "list every change of control clause",
    "Renewal Term": "list every renewal clause",
    "Liquidated Damages": "list every clause on liquidated damages",
    "Warranty Duration": "list every warranty period",
    "No-Solicit Of Employees": "list every non-solicitation clause",
    "Third Party Beneficiary": "list every clause on third party beneficiaries",
    "Most Favored Nation": "list every most favored nation clause",
    "Rofr/Rofo/Rofn": "list every right of first refusal",
}


def measured(folder: Path, part: str) -> dict[str, tuple[int, int, int, int]]:
    """For each kind the spans, those of them that were found, the rows, and those that hold one."""
    with lzma.open(folder / SET / "tune.jsonl.xz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    chosen = {"tune": rows[::2], "rest": rows[1::2], "all": rows}[part]
    totals = dict.fromkeys(ASKED, (0, 0, 0, 0))
    with TemporaryDirectory(prefix="casebook-bench-") as scratch:
        for row in chosen:
            path = Path(scratch) / "contract.txt"
            path.write_text(row["text"], "utf-8", newline="\n")
            document = read(path)
            spans = {asked["category"]: asked["spans"] for asked in row["qas"]}
            for category, question in ASKED.items():
                found = [one.span for one in find_in(document, wanted_of(question))]
                wanted = spans.get(category, [])
                hit = sum(any(s.start < b and a < s.end for s in found) for a, b in wanted)
                good = sum(any(s.start < b and a < s.end for a, b in wanted) for s in found)
                counts = len(wanted), hit, len(found), good
                totals[category] = tuple(map(sum, zip(totals[category], counts, strict=True)))  # type: ignore[assignment]
    return totals


def main() -> None:
    """Print recall and precision by kind, and of all spans and rows together."""
    parser = argparse.ArgumentParser("python -m benchmarks.listing", description=__doc__)
    parser.add_argument("folder", type=Path, help="the folder that holds cuad-questions")
    parser.add_argument("--part", choices=("tune", "rest", "all"), default="tune")
    options = parser.parse_args()
    totals = measured(options.folder, options.part)
    everything = [sum(column) for column in zip(*totals.values(), strict=True)]
    for name, (spans, hit, rows, good) in [*totals.items(), ("All", everything)]:
        recall, precision = hit / max(spans, 1), good / max(rows, 1)
        print(f"{name:<30}{spans:>5} spans  {recall:.2f}   {rows:>5} rows  {precision:.2f}")


if __name__ == "__main__":
    main()
