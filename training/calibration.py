"""Learn how the reader's scores become a probability, and from which on a sentence is shown.

    python -m training.calibration DEV.pkl assistant/quoting/model/reader.json

DEV.pkl is what `training.asking` kept of the set "dev", whose writers the reader has not seen. The
hash of the weights beside reader.json is written with it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from assistant.quoting.calibration import Calibration, evidence
from assistant.quoting.selection import MOST_SHOWN
from training.asking import Asked, Read

DECLINED = 0.12
"""The share of the questions with an answer that may be declined."""
SILENT = 0.02
"""The share of them for which it may be said that nothing comes near."""
MOST_SENTENCES = 1.5
"""Sentences shown on average."""
PLAIN = ("direct", "paraphrase")


def ranked(asked: Asked, found: float) -> list[Read]:
    """What was read, best first, as `assistant.quoting.selection` puts it in order."""
    return sorted(asked.read, key=lambda one: -(one.score + found * one.found))


def first_right(some: Sequence[Asked], found: float) -> float:
    return float(np.mean([ranked(asked, found)[0].right for asked in some if asked.answered]))


def shown(order: Sequence[Read], also_from: float, also_within: float) -> list[Read]:
    least = max(also_from, order[0].score - also_within)
    return [order[0], *(one for one in order[1:MOST_SHOWN] if one.score >= least)]


def learn(every: Sequence[Asked]) -> Calibration:
    """The calibration that suits these questions best."""
    some = [asked for asked in every if asked.read and asked.kind in (*PLAIN, "absent")]
    plain = [asked for asked in some if asked.answered]
    found = max(np.arange(0, 12.1, 1.0), key=lambda weight: (first_right(plain, weight), -weight))
    rows = np.array([evidence([one.score for one in ranked(asked, found)]) for asked in some])
    truth = np.array([asked.answered for asked in some])
    model = LogisticRegression(C=1.0).fit(rows, truth)
    likely = model.predict_proba(rows)[:, 1]
    best: tuple[float, float, float] = (0.0, 0.0, 0.0)
    for also_from, within in product((-2.0, -1.0, 0.0, 1.0, 2.0), (0.0, 0.5, 1.0, 1.5, 2.0, 3.0)):
        given = [shown(ranked(asked, found), also_from, within) for asked in plain]
        right = float(np.mean([any(one.right for one in some) for some in given]))
        if np.mean([len(some) for some in given]) <= MOST_SENTENCES and right > best[0]:
            best = (right, also_from, within)
    return Calibration(
        found=float(found),
        weights=tuple(map(float, model.coef_[0])),
        intercept=float(model.intercept_[0]),
        answered_from=float(np.quantile(likely[truth], DECLINED)),
        silent_below=float(np.quantile(likely[truth], SILENT)),
        also_from=best[1],
        also_within=best[2],
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("asked", type=Path)
    parser.add_argument("out", type=Path)
    told = parser.parse_args()
    known = learn(pickle.loads(told.asked.read_bytes()))
    digest = hashlib.sha256((told.out.parent / "reader.onnx").read_bytes()).hexdigest()
    kept: dict[str, Any] = {name: getattr(known, name) for name in Calibration.__dataclass_fields__}
    text = json.dumps({"sha256": digest, "calibration": kept}, indent=1)
    told.out.write_text(f"{text}\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
