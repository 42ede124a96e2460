"""What `make bench` runs, in the order it is shown in.

To add a section: write a function that takes a `Plan` and gives a `Section`, and name it here.
It measures, and gives its figures; keeping them and writing RESULTS.md is done for it. What it
needs and isn't here it says in a section without measures: `no_data`, or `Section(title,
remarks=[…])`. With `plan.quick` it takes a tenth of the time. It writes under `plan.scratch`
only, or `plan.cache` for what is dear to make and does not change.
"""

from __future__ import annotations

from collections.abc import Callable

from benchmarks import (
    casepapers,
    checking,
    contracts,
    conversations,
    embedding,
    evaluating,
    fidelity,
    followups,
    multihop,
    painting,
    quality,
    reading,
    scale,
    service,
    side_by_side,
    speed,
    written_claims,
)
from benchmarks.facts import telling
from benchmarks.plan import Plan
from benchmarks.report import Section

SECTIONS: dict[str, Callable[[Plan], Section]] = {
    "commands": speed.commands,
    "window": speed.chat,
    "painting": painting.painting,
    "examples": quality.examples,
    "casepapers": casepapers.casepapers,
    "contracts": contracts.contracts,
    "canard": followups.followups,
    "mtrag": conversations.conversations,
    "add": embedding.adding,
    "peers": side_by_side.quality,
    "adding": side_by_side.adding,
    "squad2": quality.squad2,
    "reworded": checking.reworded,
    "wice": checking.wice,
    "claims": written_claims.written_claims,
    "evaluating": evaluating.evaluating,
    "service": service.overhead,
    "retrieval": multihop.retrieval,
    "scale": scale.growing,
    "vectors": embedding.agreement,
    "facts": telling.facts,
    "odd": reading.messy,
    "pages": reading.pages,
    "articles": reading.web,
    "words": fidelity.words,
    "scans": fidelity.scanned,
}
