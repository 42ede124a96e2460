"""Learn how the reader's scores become a probability, and from which on a sentence is shown.

    python -m training.calibration DEV.pkl LISTS.pkl assistant/quoting/model/reader.json

DEV.pkl and LISTS.pkl are what `training.asking` kept of the sets "dev" and "dev-lists", whose
writers the reader has not seen. The hash of the weights beside reader.json is written with it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from assistant.quoting.calibration import Calibration, beside, evidence
from assistant.quoting.selection import MOST_SHOWN
from training.asking import Asked, Read

DECLINED = 0.12
"""The share of the questions with an answer that may be declined."""
SILENT = 0.02
"""The share of them for which it may be said that nothing comes near."""
MOST_SENTENCES = 1.5
"""Sentences shown on average for plain questions."""
LEARNED_OF_EACH = 9
"""Sentences beside the best one of each question."""
PLAIN = ("direct", "paraphrase")


def ranked(asked: Asked, found: float) -> list[Read]:
    """What was read, best first, as `assistant.quoting.selection` puts it in order."""
    return sorted(asked.read, key=lambda one: -(one.score + found * one.found))


def first_right(some: Sequence[Asked], found: float) -> float:
    return float(np.mean([ranked(asked, found)[0].right for asked in some if asked.answered]))


def _logistic(rows: Sequence[Sequence[float]], truth: Sequence[bool]) -> Any:
    return LogisticRegression(C=1.0, max_iter=1_000).fit(np.array(rows), np.array(truth))


def further(every: Sequence[Asked], found: float) -> dict[str, Any]:
    """Which sentences beside the best one belong to its answer: learned on those with most of a
    score. It is shown as much as plain questions allow, MOST_SENTENCES on average."""
    orders = {asked.id: ranked(asked, found) for asked in every}
    pairs = [(one, order[0]) for order in orders.values() for one in order[1 : 1 + LEARNED_OF_EACH]]
    model = _logistic([beside(*pair) for pair in pairs], [one.right for one, _ in pairs])
    weights, intercept = tuple(map(float, model.coef_[0])), float(model.intercept_[0])

    def shown(asked: Asked, also_from: float) -> int:
        order = orders[asked.id]
        odds = (intercept + float(np.dot(weights, beside(one, order[0]))) for one in order[1:])
        number = sum(bool(1 / (1 + np.exp(-o)) >= also_from) for o in odds)
        return 1 + min(number, MOST_SHOWN - 1)

    plain = [asked for asked in every if asked.kind in PLAIN]
    also_from = next(
        share
        for share in np.arange(0.04, 1.0, 0.01)
        if np.mean([shown(asked, share) for asked in plain]) <= MOST_SENTENCES
    )
    return {
        "also_weights": weights,
        "also_intercept": intercept,
        "also_from": float(also_from),
    }


def learn(every: Sequence[Asked], lists: Sequence[Asked]) -> Calibration:
    """The calibration that suits these questions best; `lists` take several sentences to answer,
    or look as if they did."""
    some = [asked for asked in every if asked.read and asked.kind in (*PLAIN, "absent")]
    plain = [asked for asked in some if asked.answered]
    found = max(np.arange(0, 12.1, 1.0), key=lambda weight: (first_right(plain, weight), -weight))
    rows = [evidence([one.score for one in ranked(asked, found)]) for asked in some]
    truth = np.array([asked.answered for asked in some])
    model = _logistic(rows, list(truth))
    likely = model.predict_proba(np.array(rows))[:, 1]
    return Calibration(
        found=float(found),
        weights=tuple(map(float, model.coef_[0])),
        intercept=float(model.intercept_[0]),
        answered_from=float(np.quantile(likely[truth], DECLINED)),
        silent_below=float(np.quantile(likely[truth], SILENT)),
        **further([*plain, *(asked for asked in lists if asked.read)], found),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("asked", type=Path)
    parser.add_argument("lists", type=Path)
    parser.add_argument("out", type=Path)
    told = parser.parse_args()
    known = learn(*(pickle.loads(path.read_bytes()) for path in (told.asked, told.lists)))
    digest = hashlib.sha256((told.out.parent / "reader.onnx").read_bytes()).hexdigest()
    kept: dict[str, Any] = {name: getattr(known, name) for name in Calibration.__dataclass_fields__}
    text = json.dumps({"sha256": digest, "calibration": kept}, indent=1)
    told.out.write_text(f"{text}\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
