"""Titles, kinds and days of 115 papers of some twenty-five kinds, read from files.

`tuned.txt` is what the rules were written with; `kept.txt` was written before them and is only
counted. Both were made up for this measure: each paper is a line "@@ name | kind | day or - |
titles that are right, with "/" between | given=the title that the file gives itself", then its
words. `python -m benchmarks.facts.telling` also prints what is wrong in the tuned half.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from fpdf import FPDF

from benchmarks.plan import Plan
from benchmarks.report import Measure, Section
from corpus.document import Document
from corpus.reading import read_bytes

HALVES = ("tuned", "kept")
FACTS = ("title", "kind", "date")
LEAST = 90.0
"""What is aimed at of each fact, in per cent."""
_MORE_WORDS = 6
"""Words that a right title may have more than the one written down: "Defendant's …"."""
_FOLDER = Path(__file__).parent
_POINTS, _LINE, _LEFT = 9.0, 11.0, 40.0
"""Size of the letters, height of a line and left edge of a PDF that is made, in points."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper's file and what is right of it; `day` is ISO, "-" where it has none."""

    name: str
    kind: str
    day: str
    titles: Sequence[str]
    given: str
    text: str

    def read(self) -> Document:
        """The paper as Casebook reads its file."""
        if self.name.endswith(".pdf"):
            return read_bytes(_pdf(self.text, self.given), self.name)
        return read_bytes(self.text.encode(), self.name)

    def right(self, document: Document) -> dict[str, bool]:
        """Which facts of `document` are right."""
        found = _words(document.title)
        return {
            "title": any(_holds(found, _words(title)) for title in self.titles),
            "kind": document.kind == self.kind,
            "date": (document.date.isoformat() if document.date else "-") == self.day,
        }


def facts(_: Plan) -> Section:
    """How many titles, kinds and days are right, in each half and by kind in both."""
    measures: list[Measure] = []
    tally: dict[str, Counter[str]] = defaultdict(Counter)
    for half in HALVES:
        right: Counter[str] = Counter()
        count = 0
        for paper in papers(half):
            count += 1
            tally[paper.kind]["papers"] += 1
            for fact, holds in paper.right(paper.read()).items():
                right[fact] += holds
                tally[paper.kind][fact] += holds
        measures += [
            Measure(f"{half} half, {fact} right", 100 * right[fact] / count, "%", least=LEAST)
            for fact in FACTS
        ]
    head = "| kind | papers | title | kind | date |\n| --- | ---: | ---: | ---: | ---: |"
    rows = (
        f"| {kind} | {' | '.join(str(found[of]) for of in ('papers', *FACTS))} |"
        for kind, found in sorted(tally.items())
    )
    return Section("Titles, kinds and days of papers", measures, ("\n".join([head, *rows]),))


def papers(half: str) -> Iterator[Paper]:
    """The papers of a half, in order."""
    text = (_FOLDER / f"{half}.txt").read_text(encoding="utf-8")
    for part in re.split(r"^@@ ", text, flags=re.MULTILINE)[1:]:
        head, _, body = part.partition("\n")
        name, kind, day, titles, *given = head.split(" | ")
        known = given[0].removeprefix("given=") if given else ""
        yield Paper(name, kind, day, titles.split(" / "), known, body)


def _pdf(text: str, title: str) -> bytes:
    """A PDF of the lines as a typewriter sets them."""
    file = FPDF(unit="pt", format="letter")
    file.set_title(title)
    file.set_font("Courier", size=_POINTS)
    file.add_page()
    for number, line in enumerate(text.splitlines(), start=4):
        file.text(_LEFT, number * _LINE, line)
    return bytes(file.output())


def _words(title: str) -> list[str]:
    return re.findall(r"\w+", title.replace("’", "'").casefold())


def _holds(found: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether a title has the wanted words in a row, and few others."""
    if len(found) > len(wanted) + _MORE_WORDS:
        return False
    starts = range(len(found) - len(wanted) + 1)
    return any(list(found[at : at + len(wanted)]) == list(wanted) for at in starts)


def _print_wrong() -> None:
    for paper in papers("tuned"):
        document = paper.read()
        for fact, holds in paper.right(document).items():
            if not holds:
                found = getattr(document, fact)
                wanted = {"title": paper.titles, "kind": paper.kind, "date": paper.day}[fact]
                sys.stdout.write(f"{paper.name}: {fact} {found!r}, right is {wanted!r}\n")


if __name__ == "__main__":
    _print_wrong()
    sys.stdout.write(facts(Plan(_FOLDER, None, quick=False)).markdown + "\n")
