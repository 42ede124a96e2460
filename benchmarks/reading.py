"""How files are read: every odd file there is, how fast, and how soon one can ask."""

from __future__ import annotations

import os
import random
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

from fpdf import FPDF

from benchmarks import articles
from benchmarks.plan import EXAMPLES, Plan
from benchmarks.report import Measure, Section, no_data
from corpus.document import Document
from corpus.workers import Job, Workers
from index.case import Case
from index.home import Home

PAGES, FILES = 300, 4
"""Pages of the long PDF, and how many such files are read at once."""
ANSWERABLE = 5.0
PAGES_A_SECOND = 60.0
MEMORY = 2048.0
ARTICLES_F1 = 0.965


def messy(plan: Plan) -> Section:
    """Every file of the collection ends as read or refused; which, by format."""
    title = "Odd files"
    folder = plan.data / "messy-files" if plan.data else None
    if folder is None or not folder.is_dir():
        return no_data(title)
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    if plan.quick:
        files = files[::5]
    jobs = [Job(path, path.relative_to(folder).as_posix()) for path in files]
    tallies: dict[str, _Tally] = defaultdict(_Tally)
    begun = time.perf_counter()
    with memory_watched() as watched, Workers() as workers:
        for job, results in workers.read_each(jobs):
            tallies[job.path.suffix.lower() or "none"].count(results)
    seconds = time.perf_counter() - begun
    ended = sum(tally.files for tally in tallies.values())
    measures = [
        Measure("files that neither were read nor refused", len(files) - ended, limit=0),
        Measure("time for all", seconds, "s"),
        Measure("memory, this process and its readers", watched.peak, "MiB", limit=MEMORY),
    ]
    head = "| format | files | read | refused | documents |\n| --- | ---: | ---: | ---: | ---: |"
    rows = [tally.row(suffix) for suffix, tally in sorted(tallies.items())]
    reasons = sorted({reason for tally in tallies.values() for reason in tally.reasons})
    why = "Refused because: " + "; ".join(reasons) + "."
    return Section(title, measures, ("\n".join([head, *rows]), why))


@dataclass(slots=True)
class _Tally:
    files: int = 0
    read: int = 0
    documents: int = 0
    reasons: list[str] = field(default_factory=list)

    def count(self, results: Sequence[object]) -> None:
        documents = [result for result in results if isinstance(result, Document)]
        self.files += 1
        self.read += bool(documents)
        self.documents += len(documents)
        if not documents:
            self.reasons.append(getattr(results[0], "reason", "nothing was given"))

    def row(self, suffix: str) -> str:
        return (
            f"| {suffix} | {self.files} | {self.read} | {self.files - self.read}"
            f" | {self.documents} |"
        )


def pages(plan: Plan) -> Section:
    """Text pages a second, and how soon a long PDF that was dropped in can be asked about."""
    files = []
    for number in range(1 if plan.quick else FILES):
        path = plan.scratch / f"long-{number}.pdf"
        path.write_bytes(long_pdf(PAGES, seed=number))
        files.append(path)
    begun = time.perf_counter()
    with Workers() as workers:
        read = list(workers.read_each([Job(path, path.name) for path in files]))
    rate = PAGES * len(files) / (time.perf_counter() - begun)
    assert all(isinstance(results[0], Document) for _, results in read)
    measures = [
        Measure("text pages read a second", rate, least=PAGES_A_SECOND),
        Measure(f"until a {PAGES}-page PDF can be asked about", _until_found(plan, files[0]), "s",
                limit=ANSWERABLE),
    ]  # fmt: skip
    return Section("Reading pages", measures)


def _until_found(plan: Plan, file: Path) -> float:
    """Seconds from the begin of an add to a search that finds the last page; models loaded."""
    home = Home.open(plan.scratch / "long-home")
    try:
        case = Case.open("long", home=home)
        case.add(EXAMPLES / "harbor-light" / "order-detention.docx")
        case.retrieve("ready?")
        begun = time.perf_counter()
        case.add(file, wait=False)
        best = case.retrieve(f"Who signed the receipt numbered {_receipt(PAGES)}?", k=3)
        seconds = time.perf_counter() - begun
        assert any(_receipt(PAGES) in hit.passage.text for hit in best)
        case.wait()
    finally:
        home.close()
    return seconds


def long_pdf(pages: int, seed: int) -> bytes:
    """A PDF of invented prose, about 2,400 characters a page, each with a receipt of its own."""
    chance = random.Random(seed)
    words = (EXAMPLES / "harbor-light" / "article-courier.md").read_text(encoding="utf-8").split()
    file = FPDF()
    file.set_font("Times", size=11)
    for number in range(1, pages + 1):
        file.add_page()
        for part in range(4):
            prose = " ".join(chance.choices(words, k=95)).encode("latin-1", "replace")
            file.multi_cell(0, 5, prose.decode("latin-1") + ".\n\n")
            if part == 1:
                said = f"The warden signed the receipt numbered {_receipt(number)}."
                file.multi_cell(0, 5, f"{said}\n\n")
    return bytes(file.output())


def _receipt(page: int) -> str:
    return f"RX{7000 + page}"


def web(plan: Plan) -> Section:
    """F1 on the article-extraction benchmark."""
    title = "Articles of web pages"
    folder = plan.data / "article-extraction" if plan.data else None
    if folder is None or not folder.is_dir():
        return no_data(title)
    f1, precision, recall = articles.overall(list(articles.scores_of(folder).values()))
    return Section(
        title,
        [
            Measure("F1", f1, least=ARTICLES_F1),
            Measure("precision", precision),
            Measure("recall", recall),
        ],
    )


# Memory


@dataclass(slots=True)
class _Watched:
    peak: float = 0.0


@contextmanager
def memory_watched() -> Iterator[_Watched]:
    """The most memory, in MiB, that this process and those it started held at once."""
    watched, ended = _Watched(), Event()

    def look() -> None:
        while not ended.wait(0.2):
            watched.peak = max(watched.peak, _resident())

    watcher = Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield watched
    finally:
        ended.set()
        watcher.join()


def _resident() -> float:
    """What this process and its children hold, in MiB; 0 where the system does not tell."""
    mine, page = os.getpid(), os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 0
    total = 0
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
            if int(status.parent.name) == mine or int(fields[1]) == mine:
                total += int(fields[21]) * page
        except (OSError, IndexError):
            continue  # it ended meanwhile
    return total / 2**20
