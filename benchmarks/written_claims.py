"""Sentences as a chat model writes them, true and wrong, over papers that no rule was made on.

The claims are `training/data/held-claims.jsonl.xz`; `training/README.md` says how they came about.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from pathlib import Path
from statistics import fmean

import training
from assistant.grounding.evidence import check_claim
from benchmarks.plan import Plan
from benchmarks.report import Measure, Section
from corpus.document import Passage, Span
from index.retrieval import ScoredPassage
from training.papers import papers

TITLE = "Claims as a model writes them, by another writer"
CLAIMS = Path(training.__file__).parent / "data" / "held-claims.jsonl.xz"
AROUND = 400
"""Code points of the paper before and after the sentences that are cited with them."""
MOST_PASSED, LEAST_STANDING = 3.0, 90.0
"""What is aimed at, in per cent."""


def written_claims(plan: Plan) -> Section:
    """Every claim, or with `quick` every tenth, held against what its sentences stand in."""
    known = papers(("held",))
    with lzma.open(CLAIMS, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file][:: 10 if plan.quick else 1]
    stands: dict[str, list[bool]] = {}
    for row in rows:
        text = known[row["document"]].text
        passage = _passage(text, row["source"])
        stands.setdefault(row["error"], []).append(check_claim(row["claim"], [passage]).stands)
    true = stands.pop("")
    wrong = [one for some in stands.values() for one in some]
    return Section(
        TITLE,
        (
            Measure(
                "wrong claims that count as borne out",
                100 * fmean(wrong),
                "%",
                limit=MOST_PASSED,
            ),
            Measure("true claims that stand", 100 * fmean(true), "%", least=LEAST_STANDING),
            *_by_kind(stands),
        ),
        (f"{len(wrong)} wrong claims and {len(true)} true ones, in pairs where that can be.",),
    )


def _by_kind(stands: dict[str, list[bool]]) -> Iterator[Measure]:
    for kind, some in sorted(stands.items(), key=lambda one: -len(one[1])):
        yield Measure(f"… {kind.replace('-', ' ')}, of {len(some)}", 100 * fmean(some), "%")


def _passage(text: str, sources: list[str]) -> ScoredPassage:
    places = [(text.index(source), text.index(source) + len(source)) for source in sources]
    start = max(0, min(a for a, _ in places) - AROUND)
    end = min(len(text), max(b for _, b in places) + AROUND)
    return ScoredPassage(Passage(Span("paper", start, end), text[start:end]), 1.0)
