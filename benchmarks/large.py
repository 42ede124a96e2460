"""Programs that fill a large home and measure one, each in a process of its own.

    python -m benchmarks.large fill HOME NUMBER      until it holds so many passages
    python -m benchmarks.large ask HOME QUESTIONS    QUESTIONS: a JSON list of texts

Each prints one JSON object. CASEBOOK_DATA says where the collections are.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from benchmarks.plan import Plan, say
from benchmarks.seeded import Copies, real_documents
from corpus.document import Document, Passage
from corpus.reading import READER_VERSION
from index.case import Case
from index.embedding import Embedded, PackagedModel
from index.encoder import quick_encoder
from index.home import Home
from index.records import Source
from index.searchable import Serving

CASE = "large"
_TOGETHER = 200
"""Documents kept in one change, as an archive's are."""
ANSWERED = 3
"""Every third question is answered too."""
_FIRST = "What is known about the first of them?"
_LONG = "Who said that the harbour master signed the receipt, and when was it sent to him? "


class Given(PackagedModel):
    """The packaged model, but for passages whose vectors are given."""

    def __init__(self) -> None:
        super().__init__()
        self.known: dict[str, Embedded] = {}

    def embed_with_sentences(self, texts: list[str]) -> list[Embedded]:
        return [self.known[text] for text in texts]


def fill(home: Path, wanted: int) -> dict[str, float]:
    """Seconds for the catalogue, for words and names, and for vectors."""
    with TemporaryDirectory() as scratch, closing(Home.open(home)) as opened:
        copies = Copies(real_documents(Plan(Path(scratch), Path(os.environ["CASEBOOK_DATA"]))))
        case = Case.open(CASE, home=opened)
        model = Given()
        case.serving = Serving(model, 0)
        began = perf_counter()
        _keep(case, copies, wanted, model)
        kept = perf_counter()
        case._put_words()
        worded = perf_counter()
        case.finish()
        return {
            "passages": len(case.vectors),
            "catalogue": kept - began,
            "words": worded - kept,
            "vectors": perf_counter() - worded,
        }


def _keep(case: Case, copies: Copies, wanted: int, model: Given) -> None:
    """Have the catalogue hold copies until it holds `wanted` passages."""
    catalog = case.home.catalog
    held, number = catalog.count(case.id, "in_words"), len(case.documents())
    while held < wanted:
        some: list[tuple[Document, tuple[Passage, ...]]] = []
        source = Source(f"{number:06}.zip", "seeded", "", f"{number:06}", READER_VERSION)
        while len(some) < _TOGETHER and held < wanted:
            copy = copies.copy(number)
            model.known |= {
                passage.text: embedded
                for passage, embedded in zip(copy.passages, copy.embedded, strict=True)
            }
            some.append((copy.document, copy.passages))
            held, number = held + len(copy.passages), number + 1
        catalog.keep(case.id, source, some)


def ask(home: Path, questions: Sequence[str]) -> dict[str, object]:
    """Seconds to open and to a first result; milliseconds for each search on the clock and of
    processors, and for a quoted answer to some of the questions; MiB in memory without the
    model, of the model, and on the disk."""
    import index.vectors  # noqa: F401  a program that has been running has its libraries loaded

    bare = resident()
    quick_encoder().vectors([_FIRST, *(_LONG * n for n in range(1, 7))])
    model = resident() - bare
    began = perf_counter()
    with closing(Home.open(home)) as opened:
        case = Case.open(CASE, home=opened)
        case.retrieve(_FIRST)
        first = perf_counter() - began
        times, busy = [], []
        for question in questions:
            began, worked = perf_counter(), process_time()
            case.retrieve(question)
            times.append(1_000 * (perf_counter() - began))
            busy.append(1_000 * (process_time() - worked))
        memory = resident() - model
        from assistant import Assistant  # what it holds is not counted

        assistant = Assistant(case)
        answers = []
        for question in questions[::ANSWERED]:
            began = perf_counter()
            assistant.ask(question)
            answers.append(1_000 * (perf_counter() - began))
    disk = sum(path.stat().st_size for path in home.rglob("*") if path.is_file()) / 2**20
    return {
        "first": first,
        "times": times,
        "busy": busy,
        "answers": answers,
        "memory": memory,
        "model": model,
        "disk": disk,
    }


def resident() -> float:
    """What this process holds, in MiB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


if __name__ == "__main__":
    what, folder, of = sys.argv[1:]
    if what == "fill":
        say(f"Filling a home with {of} passages …")
        print(json.dumps(fill(Path(folder), int(of))))
    else:
        print(json.dumps(ask(Path(folder), json.loads(Path(of).read_text("utf-8")))))
