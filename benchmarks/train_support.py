"""Learn the weights in assistant/support.json on WiCE, and measure them on articles left out.

    python -m benchmarks.train_support        needs CASEBOOK_DATA, takes some minutes

Kamoi et al., "WiCE: Real-World Entailment for Claims in Wikipedia" (2023): does the cited
article support the sentence? Supported is held against partly and not supported. The figures
printed are means over five folds by article, ten times; the baseline is the share of the
claim's words that the article holds.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import balanced_accuracy_score, roc_auc_score
from sklearn.preprocessing import StandardScaler

from assistant.support import FEATURES, Row, support_features

FOLDS, REPEATS = 5, 10
STRENGTH = 0.1
_WORD = re.compile(r"\w+")


def main() -> None:
    lines = Path(os.environ["CASEBOOK_DATA"], "wice", "claims.jsonl").read_text("utf-8")
    claims = [json.loads(line) for line in lines.splitlines()]
    rows = np.array([support_features(claim["claim"], claim["evidence"]) for claim in claims])
    supported = np.array([claim["label"] == "supported" for claim in claims])
    articles = np.unique([claim["evidence"][0] for claim in claims], return_inverse=True)[1]
    words = [_words_held(claim) for claim in claims]
    print(f"{len(claims)} claims, {supported.sum()} supported")
    print(f"words alone: AUROC {roc_auc_score(supported, words):.3f}")
    for name, column in zip(FEATURES, rows.T, strict=True):
        print(f"    {name:20s} {roc_auc_score(supported, column):.3f}")
    measures = np.mean([held_out(rows, supported, articles, n) for n in range(REPEATS)], axis=0)
    print("held out: AUROC {:.3f}, balanced accuracy {:.3f}".format(*measures))
    weights, intercept = fit(rows, supported)
    kept = {
        "weights": {n: round(float(w), 5) for n, w in zip(FEATURES, weights, strict=True)},
        "intercept": round(intercept, 5),
    }
    target = Path(__file__).parent.parent / "assistant" / "support.json"
    target.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def held_out(
    rows: Row, supported: NDArray[np.bool_], articles: NDArray[np.int_], seed: int
) -> tuple[float, float]:
    """AUROC and balanced accuracy on articles that were not learned from."""
    order = np.random.RandomState(seed).permutation(articles.max() + 1)
    fold = order[articles] % FOLDS
    scores = np.zeros(len(rows))
    for number in range(FOLDS):
        unseen = fold == number
        weights, intercept = fit(rows[~unseen], supported[~unseen])
        scores[unseen] = rows[unseen] @ weights + intercept
    return (
        float(roc_auc_score(supported, scores)),
        float(balanced_accuracy_score(supported, scores > 0)),
    )


def fit(rows: Row, supported: NDArray[np.bool_]) -> tuple[Row, float]:
    """The weights of the features as they are, and the intercept."""
    scale = StandardScaler().fit(rows)
    model = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=3000)
    model.fit(scale.transform(rows), supported)
    weights = model.coef_[0] / scale.scale_
    return weights, float(model.intercept_[0] - weights @ scale.mean_)


def _words_held(claim: dict[str, Any]) -> float:
    here = set(_WORD.findall(" ".join(claim["evidence"]).lower()))
    return float(np.mean([word in here for word in _WORD.findall(claim["claim"].lower())]))


if __name__ == "__main__":
    main()
