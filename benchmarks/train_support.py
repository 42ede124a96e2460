"""Learn the weights in assistant/grounding/support.json on WiCE, and measure them on others.

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
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import balanced_accuracy_score, roc_auc_score
from sklearn.preprocessing import StandardScaler

from assistant.grounding.support import FEATURES, Row, support_features
from corpus.language.parsed import parse

FOLDS, REPEATS = 5, 10
STRENGTH = 0.1
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Claims:
    """A row of features a claim, whether it is supported, the number of its article, and the
    share of its words that the article holds."""

    rows: Row
    supported: NDArray[np.bool_]
    articles: NDArray[np.int_]
    words: list[float]

    def held_out(self) -> tuple[float, float]:
        """AUROC and balanced accuracy on articles not learned from, means over all REPEATS."""
        area, balanced = np.mean([self._once(seed) for seed in range(REPEATS)], axis=0)
        return float(area), float(balanced)

    def by_words(self) -> float:
        """AUROC of the share of words held."""
        return float(roc_auc_score(self.supported, self.words))

    def _once(self, seed: int) -> tuple[float, float]:
        order = np.random.RandomState(seed).permutation(self.articles.max() + 1)
        fold = order[self.articles] % FOLDS
        scores = np.zeros(len(self.rows))
        for number in range(FOLDS):
            unseen = fold == number
            weights, intercept = fit(self.rows[~unseen], self.supported[~unseen])
            scores[unseen] = self.rows[unseen] @ weights + intercept
        return (
            float(roc_auc_score(self.supported, scores)),
            float(balanced_accuracy_score(self.supported, scores > 0)),
        )


def main() -> None:
    claims = read_claims(Path(os.environ["CASEBOOK_DATA"], "wice", "claims.jsonl"))
    print(f"{len(claims.supported)} claims, {claims.supported.sum()} supported")
    print(f"words alone: AUROC {claims.by_words():.3f}")
    for name, column in zip(FEATURES, claims.rows.T, strict=True):
        print(f"    {name:20s} {roc_auc_score(claims.supported, column):.3f}")
    print("held out: AUROC {:.3f}, balanced accuracy {:.3f}".format(*claims.held_out()))
    weights, intercept = fit(claims.rows, claims.supported)
    kept = {
        "weights": {n: round(float(w), 5) for n, w in zip(FEATURES, weights, strict=True)},
        "intercept": round(intercept, 5),
    }
    target = Path(__file__).parent.parent / "assistant" / "grounding" / "support.json"
    target.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def read_claims(path: Path) -> Claims:
    """The claims of a file of WiCE, a JSON object a line, with their features."""
    claims = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return Claims(
        np.array(
            [
                support_features(parse(claim["claim"]), [parse(said) for said in claim["evidence"]])
                for claim in claims
            ]
        ),
        np.array([claim["label"] == "supported" for claim in claims]),
        np.unique([claim["evidence"][0] for claim in claims], return_inverse=True)[1],
        [_words_held(claim) for claim in claims],
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
