"""How many planted errors of a draft are found, and how many of its true facts are flagged.

    python -m benchmarks.drafts FOLDER

`FOLDER`, or CASEBOOK_DRAFT, holds a brief over the example case (`brief.docx`), its sentences
(`brief-sentences.jsonl`: `sentence`, and `part`: fact, error or argument) and the errors that were
planted in it (`brief-errors.jsonl`: `sentence`, `kind`). Only totals are printed, since rules are
not to be written for single sentences.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from assistant.drafts.checking import check_draft
from assistant.drafts.report import CheckedSentence, DraftReport
from index.case import Case
from index.home import Home

EXAMPLE = Path(__file__).parent.parent / "examples" / "harbor-light"
FLAGGED = frozenset({"differs", "not-in-file"})
"""Verdicts that a reader takes for an error."""


def checked_of(report: DraftReport, sentence: str) -> list[CheckedSentence]:
    """The checked sentences that stand within `sentence`, found by its letters and digits, or that
    it stands within. Raises `ValueError` where the draft does not hold it."""
    text = [(sign.casefold(), at) for at, sign in enumerate(report.text) if sign.isalnum()]
    bare = "".join(sign for sign, _ in text)
    wanted = "".join(sign.casefold() for sign in sentence if sign.isalnum())
    first = bare.find(wanted)
    if first < 0 or not wanted:
        raise ValueError(f"the draft does not hold this sentence: {sentence}")
    start, end = text[first][1], text[first + len(wanted) - 1][1] + 1
    return [one for one in report.sentences if one.start < end and start < one.end]


def is_flagged(report: DraftReport, sentence: str) -> bool:
    """Whether anything that a reader takes for an error was found in `sentence`."""
    return any(one.verdict in FLAGGED for one in checked_of(report, sentence))


def _lines(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _check(folder: Path) -> tuple[DraftReport, float, float]:
    """The report, with the seconds and the processor's seconds that it took."""
    with tempfile.TemporaryDirectory() as home:
        opened = Home.open(Path(home))
        case = Case.open("harbor-light", home=opened)
        case.add(EXAMPLE)
        check_draft(case, "Harbor Light was searched.")  # the models are loaded
        began, worked = time.perf_counter(), time.process_time()
        report = check_draft(case, folder / "brief.docx")
        took = time.perf_counter() - began, time.process_time() - worked
        opened.close()
    return report, *took


def main() -> None:
    """Check the brief of a folder and print how it went."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folder", nargs="?", default=os.environ.get("CASEBOOK_DRAFT"), type=Path)
    folder = parser.parse_args().folder
    if folder is None:
        parser.error("name the folder of a brief, or set CASEBOOK_DRAFT")
    report, seconds, worked = _check(folder)
    errors = list(_lines(folder / "brief-errors.jsonl"))
    found = [e["kind"] for e in errors if is_flagged(report, e["sentence"])]
    of, kinds = Counter(e["kind"] for e in errors), Counter(found)
    print(f"errors found: {len(found)} of {len(errors)}")
    for kind, count in sorted(of.items()):
        print(f"  {kind}: {kinds[kind]} of {count}")
    sentences = list(_lines(folder / "brief-sentences.jsonl"))
    for part in ("fact", "argument"):
        own = [s["sentence"] for s in sentences if s["part"] == part]
        verdicts = Counter(verdict for s in own for verdict in {_gravest(report, s)})
        told = ", ".join(f"{count} {verdict}" for verdict, count in sorted(verdicts.items()))
        print(f"of {len(own)} sentences of {part}: {told}")
    reasons = Counter(
        f"{one.verdict}: {one.difference.rule if one.difference else ''}"
        for s in sentences
        if s["part"] == "fact"
        for one in checked_of(report, s["sentence"])
        if one.verdict in FLAGGED
    )
    print("facts flagged, by rule:", dict(reasons.most_common()))
    count = len(report.sentences)
    print(f"{count} sentences: {seconds / count:.2f} s each, {worked / count:.2f} s of processor")


def _gravest(report: DraftReport, sentence: str) -> str:
    verdicts = {one.verdict for one in checked_of(report, sentence)}
    return next(v for v in ("differs", "not-in-file", "supported", "unchecked") if v in verdicts)


if __name__ == "__main__":
    main()
