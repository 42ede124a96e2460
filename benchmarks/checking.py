"""How well claims are told true from altered, and supported from not."""

from __future__ import annotations

import os
from unittest.mock import patch

import numpy as np

from benchmarks import grounding, train_support
from benchmarks.plan import Plan, say
from benchmarks.report import Measure, Section, no_data

TITLE_REWORDED = "True claims reworded, and claims altered"
TITLE_WICE = "Claims of Wikipedia and the articles they cite (WiCE)"


def reworded(plan: Plan) -> Section:
    """The pairs of both halves, by hand and by script, held against their passages."""
    if plan.data is None:
        return no_data(TITLE_REWORDED)
    measures: list[Measure] = []
    every: list[grounding.Claim] = []
    wanted = grounding.SCRIPTED // (5 if plan.quick else 1)
    with patch.dict(os.environ, CASEBOOK_DATA=str(plan.data)):
        for half, told in (("held", "held back"), ("tuned", "tuned on")):
            say(f"Claims {told} …")
            claims = [*grounding.by_hand(half), *grounding.by_script(half, wanted)]
            every += claims
            flagged = np.array([grounding.flagged(claim) for claim in claims])
            false = np.array([bool(claim.altered) for claim in claims])
            measures += (
                Measure(
                    f"{told}: altered and flagged, of {false.sum()}",
                    100 * float(flagged[false].mean()),
                    "%",
                    least=95.0,
                ),
                Measure(
                    f"{told}: true and flagged, of {(~false).sum()}",
                    100 * float(flagged[~false].mean()),
                    "%",
                    limit=5.0,
                ),
            )
    remark = (
        "Written by hand (`benchmarks/claims`) and made by script from the example case, the real "
        "article and squad2: units, dates, pronouns, dropped clauses; one number, date, name, "
        "denial or hedge altered. `python -m benchmarks.grounding -v` lists the mistakes."
    )
    weights = grounding.weights(every)
    del weights["entailment"]  # only where a model is named
    for name, weight in weights.items():
        measures += (
            Measure(f"altered and flagged by the rule “{name}” alone", weight.caught, "", least=1),
            Measure(f"true and flagged by the rule “{name}” alone", weight.struck, ""),
        )
    return Section(TITLE_REWORDED, measures, (remark,))


def wice(plan: Plan) -> Section:
    """Supported claims against the rest, on articles that were not learned from."""
    if plan.data is None or not (plan.data / "wice").is_dir():
        return no_data(TITLE_WICE, "`wice`")
    found = train_support.read_claims(plan.data / "wice" / "claims.jsonl")
    area, balanced = found.held_out()
    return Section(
        TITLE_WICE,
        (
            Measure("supported told from the rest (AUROC)", 100 * area, "%", least=80.0),
            Measure("… balanced accuracy", 100 * balanced, "%"),
            Measure("… by the share of words held alone (AUROC)", 100 * found.by_words(), "%"),
        ),
        (
            f"{len(found.supported)} claims, {found.supported.sum()} of them supported; "
            f"{train_support.FOLDS} folds by article, {train_support.REPEATS} times.",
        ),
    )
