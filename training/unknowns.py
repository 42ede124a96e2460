"""Learn to tell sentences that say that something is not known.

    python -m training.unknowns assistant/quoting/model/unknowns.json

From the evidence of questions of the kind "known-unknown" against that of the others; printed is
how many of each are told right in the set "dev".
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from assistant.quoting.unknowns import sequences
from training.papers import TRAINED, asked_of

FEWEST = 4
"""Sentences that a sequence stands in."""
PENALTY = 0.2
WEIGHT = 3.0
"""What a sentence that says so counts beside one that does not, of which there are eleven."""
FROM = 0.82
"""How likely a sentence must say so."""


def sentences(sets: Sequence[str]) -> tuple[list[str], list[bool]]:
    """The first sentence of evidence of each question, and whether it says that it is not known."""
    rows = [row for row in asked_of(sets) if row["evidence"]]
    return [row["evidence"][0] for row in rows], [row["kind"] == "known-unknown" for row in rows]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    told = parser.parse_args()
    texts, unknown = sentences(TRAINED)
    counter = CountVectorizer(
        analyzer=lambda text: list(sequences(text)), min_df=FEWEST, binary=True
    )
    rows = counter.fit_transform(texts)
    model = LogisticRegression(
        C=PENALTY, l1_ratio=1.0, solver="liblinear", class_weight={True: WEIGHT, False: 1.0}
    ).fit(rows, unknown)
    names = counter.get_feature_names_out()
    weights = {
        str(names[n]): round(float(model.coef_[0, n]), 3) for n in np.flatnonzero(model.coef_[0])
    }
    intercept = float(model.intercept_[0]) - float(np.log(FROM / (1 - FROM)))
    kept = {"intercept": round(intercept, 3), "weights": weights}
    told.out.write_text(json.dumps(kept, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    texts, unknown = sentences(("dev",))
    said = np.array(
        [
            intercept + sum(weights.get(one, 0.0) for one in set(sequences(text))) > 0
            for text in texts
        ]
    )
    truth = np.array(unknown)
    print(f"{len(weights)} sequences; told: {said[truth].mean():.3f}; falsely: "
          f"{said[~truth].mean():.3f}")  # fmt: skip


if __name__ == "__main__":
    main()
