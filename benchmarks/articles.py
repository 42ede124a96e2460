"""F1 of the web reader on the article-extraction benchmark: python -m benchmarks.articles

The measure is the benchmark's own: shingles of four words, those of a page weighed by their
number, then precision and recall averaged over the pages and F1 taken of the two averages.
"""

from __future__ import annotations

import gzip
import json
import os
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from time import perf_counter

from corpus.errors import UnreadableFile
from corpus.readers.extracted import Aids
from corpus.readers.web import read_web

SHINGLE = 4
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Score:
    """How far a text agrees with the true one, 0 to 1; None where there is nothing to share."""

    precision: float | None
    recall: float | None


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """The runs of four words of a text, and how often each occurs; of a shorter one, itself."""
    words = _WORD.findall(text)
    starts = range(max(1, len(words) - SHINGLE + 1))
    return Counter(tuple(words[start : start + SHINGLE]) for start in starts if words)


def score(true: str, found: str) -> Score:
    """Precision and recall of the found text's shingles."""
    wanted, given = shingles(true), shingles(found)
    shared = (wanted & given).total()
    return Score(
        shared / given.total() if given else None, shared / wanted.total() if wanted else None
    )


def overall(scores: list[Score]) -> tuple[float, float, float]:
    """F1, precision and recall over all pages."""
    precision = fmean(one.precision for one in scores if one.precision is not None)
    recall = fmean(one.recall for one in scores if one.recall is not None)
    return 2 * precision * recall / (precision + recall), precision, recall


def article(html: bytes) -> str:
    """The text that Casebook reads from a page; nothing where it refuses the page."""
    try:
        return read_web(html, Aids()).text
    except UnreadableFile:
        return ""


def scores_of(folder: Path) -> dict[str, Score]:
    """The score of each page of the collection, by its address."""
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    return {
        page.get("url", name): score(
            page.get("articleBody", ""),
            article(gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())),
        )
        for name, page in sorted(truth.items())
    }


def main() -> None:
    """Print the figures for all pages, and the pages that are read worst."""
    begun = perf_counter()
    scores = scores_of(Path(os.environ["CASEBOOK_DATA"], "article-extraction"))
    print(f"{len(scores)} pages in {perf_counter() - begun:.1f} s")
    f1, precision, recall = overall(list(scores.values()))
    print(f"F1 {f1:.4f}  precision {precision:.4f}  recall {recall:.4f}")
    worst = sorted(scores.items(), key=lambda page: min(_figures(page[1])))
    for address, one in worst[:5]:
        print("{:.3f} {:.3f}".format(*_figures(one)), address)


def _figures(one: Score) -> tuple[float, float]:
    return one.precision or 0.0, one.recall or 0.0


if __name__ == "__main__":
    main()
