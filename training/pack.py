"""Put papers and questions, as their writers left them, into a data file.

    python -m training.pack OUT FOLDER [FOLDER …]
    python -m training.pack --of SET OUT FILE [FILE …]

Each FOLDER has documents/*.txt and questions.jsonl. OUT.papers.jsonl.xz and OUT.questions.jsonl.xz
are written, and every quotation is looked for in its paper first. With `--of` each FILE has further
questions about the papers of a set that is packed already, and only OUT.questions.jsonl.xz is
written.
"""

from __future__ import annotations

import argparse
import json
import lzma
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from training.papers import papers, quotes


def pack(out: Path, folders: Iterable[Path]) -> None:
    """Raises `ValueError` for a quotation that does not stand in its paper just once."""
    texts: dict[str, str] = {}
    asked: list[dict[str, Any]] = []
    for folder in folders:
        for path in sorted((folder / "documents").glob("*.txt")):
            texts[path.name] = path.read_bytes().decode("utf-8")
        lines = (folder / "questions.jsonl").read_text("utf-8").splitlines()
        asked += [json.loads(line) for line in lines if line.strip()]
    _check(asked, texts)
    _write(Path(f"{out}.papers.jsonl.xz"), ({"name": n, "text": t} for n, t in texts.items()))
    _write(Path(f"{out}.questions.jsonl.xz"), asked)


def pack_questions(out: Path, files: Iterable[Path], name: str) -> None:
    """Raises `ValueError` for a quotation that does not stand in its paper."""
    texts = {paper.name: paper.text for paper in papers((name,)).values()}
    lines = [line for path in files for line in path.read_text("utf-8").splitlines()]
    asked = [json.loads(line) for line in lines if line.strip()]
    for row in asked:
        for document, quote in quotes(row):
            if quote not in texts[document]:
                raise ValueError(f"{row['id']}: {quote!r} does not stand there")
    _write(Path(f"{out}.questions.jsonl.xz"), asked)


def _check(asked: Iterable[dict[str, Any]], texts: dict[str, str]) -> None:
    for row in asked:
        for quote in (*row["evidence"], *row["near"]):
            if texts[row["document"]].count(quote) != 1:
                raise ValueError(f"{row['id']}: {quote!r} does not stand there just once")


def _write(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    with lzma.open(path, "wt", encoding="utf-8", preset=9, newline="\n") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("sources", type=Path, nargs="+")
    parser.add_argument("--of", metavar="SET", help="the set whose papers are asked about")
    told = parser.parse_args()
    if told.of:
        pack_questions(told.out, told.sources, told.of)
    else:
        pack(told.out, told.sources)
