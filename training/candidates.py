"""How many of the answering sentences are among those that the reader reads.

    python -m training.candidates [SET]

Each question of the set, "dev" where none is named, is asked of its case; printed is the share
whose answering sentence is in the passages found, and among the first candidates, for the weights
in use and for others.
"""

from __future__ import annotations

import sys
from itertools import product
from typing import Any
from unittest.mock import patch

import numpy as np

from assistant.chain import PASSAGES_READ, Assistant
from assistant.quoting import candidates as choosing
from corpus.document import Span
from index.filters import Filter
from training.asking import is_met, matters
from training.papers import quotes, standing_alone

FIRST = (8, 16, 24, 32, 48)
TRIED = {"MEANING": (1.0,), "WORDS": (0.0, 0.25, 0.5), "PASSAGE": (0.0, 0.1, 0.3)}


def main(name: str) -> None:
    ranks: dict[tuple[float, ...], list[tuple[str, int]]] = {}
    with matters(name) as cases:
        for case, rows in cases:
            ids = {record.name: record.id for record in case.documents()}
            texts = {document: case.document(id).text for document, id in ids.items()}
            for row in rows:
                if row["kind"] not in ("direct", "paraphrase"):
                    continue
                wanted = [
                    Span(ids[n], texts[n].find(q), texts[n].find(q) + len(q))
                    for n, q in quotes(row)
                    if q in texts[n]
                ]
                kept = Assistant(case).scope_of(standing_alone(row))
                where = Filter(documents=kept.documents)
                hits = case.retrieve(kept.question, PASSAGES_READ, where=where)
                for weights in product(*TRIED.values()):
                    tried: dict[str, Any] = dict(zip(TRIED, weights, strict=True))
                    with patch.multiple(choosing, **tried):
                        found = choosing.candidates(case, kept.question, hits)
                    rank = next(
                        (n for n, c in enumerate(found) if any(is_met(c.span, s) for s in wanted)),
                        999,
                    )
                    ranks.setdefault(weights, []).append((row["kind"], rank))
    for weights, some in ranks.items():
        print(dict(zip(TRIED, weights, strict=True)), end=" ")
        for kind in ("direct", "paraphrase"):
            of = np.array([rank for k, rank in some if k == kind])
            print(kind, *(f"@{n} {(of < n).mean():.3f}" for n in (*FIRST, 999)), end=" ")
        print(flush=True)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "dev")
