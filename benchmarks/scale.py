"""How search keeps its pace as a case grows: time, memory and opening by passages."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.multihop import lines
from benchmarks.plan import Plan, say
from benchmarks.plots import Lines
from benchmarks.processes import module
from benchmarks.report import Measure, Section, no_data, percentile

TITLE = "A case that grows"
SIZES = (1_000, 10_000, 100_000)
SETS = {"squad2": 150, "2wiki": 51, "multihop-rag": 100}
"""The collections, and how many of their questions are asked."""
HALF, MOST = {10_000: 35.0, 100_000: 60.0}, {10_000: 60.0, 100_000: 120.0}
"""Milliseconds that half of the searches, and 95 of 100, may take at most."""
ANSWERED_AT, ANSWER_HALF, ANSWER_MOST = 10_000, 250.0, 450.0
"""Passages; milliseconds that half of the quoted answers, and 95 of 100, may take at most."""
MEMORY, FIRST = 900.0, 1.5
"""MiB, and seconds, at the largest size."""


@dataclass(frozen=True, slots=True)
class Grown:
    """A case of `passages`: milliseconds of each search on the clock and of processors, and of
    quoted answers; seconds to open it and give a first result, MiB without the embedding model,
    of it and on the disk, and seconds that it took to fill since the size before."""

    passages: int
    times: Sequence[float]
    busy: Sequence[float]
    answers: Sequence[float]
    first: float
    memory: float
    model: float
    disk: float
    filled: dict[str, float]


def growing(plan: Plan) -> Section:
    """One home, asked at each size in a process of its own."""
    if plan.data is None or not all((plan.data / name).is_dir() for name in SETS):
        return no_data(TITLE, "`squad2`, `2wiki` and `multihop-rag`")
    home, questions = plan.scratch / "large", plan.scratch / "questions.json"
    questions.write_text(json.dumps(asked(plan.data, 4 if plan.quick else 1)), "utf-8")
    sizes = SIZES[: plan.runs(len(SIZES))]
    grown = [grow(home, size, questions, plan.data) for size in sizes]
    return Section(
        TITLE, [m for one in grown for m in measures(one)], remarks(grown[-1]), plots(grown)
    )


def asked(data: Path, less: int = 1) -> list[str]:
    """Questions of all collections, mixed."""
    chance, questions = random.Random(0), []
    for name, count in SETS.items():
        every = [str(line["question"]) for line in lines(data / name / "questions.jsonl")]
        questions += chance.sample(every, count // less)
    chance.shuffle(questions)
    return questions


def grow(home: Path, size: int, questions: Path, data: Path) -> Grown:
    """Fill `home` up to `size` passages, and ask it."""
    say(f"Filling a case with {size:,} passages …")
    filled = json.loads(module("large", "fill", home, str(size), home=home, data=data).out)
    say("Asking it …")
    found = json.loads(module("large", "ask", home, questions, home=home).out)
    return Grown(size, filled=filled, **found)


def measures(grown: Grown) -> list[Measure]:
    size, largest = grown.passages, grown.passages == SIZES[-1]
    half, most = percentile(grown.times, 50), percentile(grown.times, 95)
    return [
        Measure(f"{size:,} passages: half of the searches take at most", half, "ms",
                HALF.get(size)),
        Measure("… and 95 of 100 at most", most, "ms", MOST.get(size)),
        Measure("… processor time, half", percentile(grown.busy, 50), "ms"),
        Measure("… processor time, 95 of 100", percentile(grown.busy, 95), "ms"),
        Measure("… a quoted answer, half take at most", percentile(grown.answers, 50), "ms",
                ANSWER_HALF if size == ANSWERED_AT else None),
        Measure("… and 95 of 100 at most", percentile(grown.answers, 95), "ms",
                ANSWER_MOST if size == ANSWERED_AT else None),
        Measure("… to open it and give a first result", grown.first, "s",
                FIRST if largest else None),
        Measure("… memory without the embedding model", grown.memory, "MiB",
                MEMORY if largest else None),
        Measure("… on the disk", grown.disk, "MiB"),
    ]  # fmt: skip


def remarks(largest: Grown) -> list[str]:
    steps = ", ".join(f"{name} {largest.filled[name]:.0f} s" for name in
                      ("catalogue", "words", "vectors"))  # fmt: skip
    return [
        f"{len(largest.times)} questions of squad2, 2wiki and multihop-rag, each from its text, "
        "embedding and graph included, ten results. Documents are seeded copies of real ones, "
        "`benchmarks/seeded.py` says how. The process that asks has its libraries and the "
        f"embedding model loaded ({largest.model:.0f} MiB, which is not counted). To fill the "
        f"last size from the one before, without embedding, took: {steps}.",
    ]


def plots(grown: Sequence[Grown]) -> list[Lines]:
    def line(percent: int) -> list[tuple[float, float]]:
        return [(one.passages, percentile(one.times, percent)) for one in grown]

    memory = [(one.passages, one.memory) for one in grown]
    return [
        Lines("time", "Milliseconds of a search by passages", "passages", "ms",
              {"half take at most": line(50), "95 of 100": line(95)},
              {"60 ms": HALF[SIZES[-1]], "120 ms": MOST[SIZES[-1]]}),
        Lines("memory", "Memory by passages", "passages", "MiB",
              {"without the embedding model": memory}, {"900 MiB": MEMORY}),
    ]  # fmt: skip
