"""What asking over REST costs beside the same call in Python."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from contextlib import closing
from statistics import median
from time import perf_counter

import httpx

from benchmarks.plan import EXAMPLE_CASE, Plan, say
from benchmarks.processes import window
from benchmarks.report import Measure, Section
from benchmarks.speed import example_home, questions
from index import Case
from index.home import Home

OVERHEAD = 5.0
"""Milliseconds that a search over REST may take longer than in Python, at the median."""
TURNS = 10
HITS = 10


def overhead(plan: Plan) -> Section:
    """Searches of the example case over REST and in Python, in turns; the questions have been
    asked before, so that neither waits for the embedding model."""
    served = example_home(plan)
    own = plan.scratch / "home-in-python"
    shutil.copytree(served, own, dirs_exist_ok=True)
    turns = plan.runs(TURNS)
    say("Searching over REST and in Python …")
    with (
        window(served, EXAMPLE_CASE) as opened,
        httpx.Client(base_url=opened.url, trust_env=False) as client,
        closing(Home.open(own)) as home,
    ):
        case = Case.open(EXAMPLE_CASE, home=home)

        def over_rest(query: str) -> None:
            body = {"query": query, "k": HITS}
            client.post(f"/api/cases/{EXAMPLE_CASE}/search", json=body).raise_for_status()

        def in_python(query: str) -> None:
            case.retrieve(query, HITS)

        asked = questions()
        _timed(over_rest, asked), _timed(in_python, asked)
        pairs = [(_timed(over_rest, asked), _timed(in_python, asked)) for _ in range(turns)]
    rest, python = (
        median(time for turn in side for time in turn) for side in zip(*pairs, strict=True)
    )
    return Section(
        "Searching over REST",
        [
            Measure("a search over REST, median", rest, "ms"),
            Measure("the same in Python, median", python, "ms"),
            Measure("… the one less the other", rest - python, "ms", OVERHEAD),
        ],
        [f"{len(asked)} questions on the example case, {turns} turns, {HITS} passages each."],
    )


def _timed(search: Callable[[str], None], asked: Sequence[str]) -> list[float]:
    """Milliseconds of each search."""
    times = []
    for query in asked:
        began = perf_counter()
        search(query)
        times.append(1_000 * (perf_counter() - began))
    return times
