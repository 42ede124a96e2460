"""Casebook, asked as its peers are."""

from __future__ import annotations

import json
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from time import perf_counter

from benchmarks.peers.exchange import DEPTH, WARM, tell
from index import Case
from index.home import Home


def main() -> None:
    """As `exchange.main`, but files go in as files, and it also tells when words are in."""
    folder, questions = Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text("utf-8"))
    with tempfile.TemporaryDirectory() as scratch, closing(Home.open(scratch + "/home")) as home:
        first = Path(scratch, "first.txt")
        first.write_text(WARM, "utf-8")
        Case.open("first", home=home).add(first)
        case = Case.open("all", home=home)
        began = perf_counter()
        case.add(folder, wait=False)
        words = perf_counter() - began
        case.wait()
        added = perf_counter() - began
        names = {record.id: record.name for record in case.documents()}
        found, times = [], []
        for question in questions:
            began = perf_counter()
            spans = [hit.passage.span for hit in case.retrieve(question, DEPTH)]
            times.append(1_000 * (perf_counter() - began))
            found.append([(names[span.document_id], span.start, span.end) for span in spans])
        tell(found, added=added, words=words, times=times)


if __name__ == "__main__":
    main()
