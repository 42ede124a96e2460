"""Whether what is read is what stands on the page: words of text layers, letters of scans."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from fpdf import FPDF

from benchmarks.plan import EXAMPLES, Plan
from benchmarks.report import Measure, Section, no_data
from corpus.document import Document
from corpus.reading import read
from corpus.workers import Job, Workers
from tests import scans

WORDS_KEPT = 0.99
ACCURACY = 0.97
FEWEST = 100
"""Words of a file whose own share is told: in a shorter one a single word is more than 1 %."""
_WORD = re.compile(r"\w+")
_HYPHENATED = re.compile(r"(?<=\w)(?:[\ufffe\x02\xad]\s*|-\n)(?=\w)")
_FONT = "Times"


def words(plan: Plan) -> Section:
    """The share of pdfium's own words, dehyphenated, that are in the text or the marks."""
    title = "Words of PDFs with a text layer"
    folder = plan.data / "messy-files" if plan.data else None
    if folder is None or not folder.is_dir():
        return no_data(title)
    own = {path: found for path in sorted(folder.rglob("*.pdf")) if (found := _own_words(path))}
    jobs = [Job(path, path.relative_to(folder).as_posix()) for path in own]
    kept, shares = 0, []
    with Workers() as workers:
        for job, results in workers.read_each(jobs):
            there = own[job.path]
            read = sum(map(_words_of, results[:1]), Counter[str]())
            kept += (there & read).total()
            if there.total() >= FEWEST:
                shares.append(((there & read).total() / there.total(), job.name))
    least, where = min(shares)
    measures = [
        Measure("files", len(own)),
        Measure("words", sum(there.total() for there in own.values())),
        Measure(
            "share of all words that is in the text or the marks",
            kept / sum(there.total() for there in own.values()),
            least=WORDS_KEPT,
        ),
        Measure(f"least share of a file of {FEWEST} words or more", least, least=WORDS_KEPT),
    ]
    return Section(title, measures, (f"The least is that of `{where}`.",))


def _own_words(path: Path) -> Counter[str]:
    """The words that pdfium gives by itself; none for a file that it does not open."""
    try:
        with pypdfium2.PdfDocument(path) as pdf:
            pages = [page.get_textpage().get_text_range() for page in pdf]
    except pypdfium2.PdfiumError:
        return Counter()
    return _counted("\n".join(pages).replace("\r\n", "\n"))


def _words_of(result: object) -> Counter[str]:
    if not isinstance(result, Document):
        return Counter()
    return _counted("\n".join([result.text, *(mark.value for mark in result.marks)]))


def _counted(text: str) -> Counter[str]:
    return Counter(_WORD.findall(_HYPHENATED.sub("", text)))


def scanned(plan: Plan) -> Section:
    """Character accuracy of scans of the example case: 150 dpi, turned by 2°, with grain."""
    measures = []
    letters = wrong = 0.0
    for name, pdf in _papers():
        path = plan.scratch / f"{name}.pdf"
        path.write_bytes(pdf)
        true = read(path).text
        path.write_bytes(scans.saved([scans.scan(page) for page in scans.pages_of(pdf)], "PDF"))
        accuracy = scans.accuracy(read(path).text, true)
        letters, wrong = letters + len(true), wrong + (1 - accuracy) * len(true)
        measures.append(Measure(f"{name}, character accuracy", accuracy, least=ACCURACY))
        if plan.quick:
            break
    return Section("Scans", [Measure("all", 1 - wrong / letters, least=ACCURACY), *measures])


def _papers() -> Iterator[tuple[str, bytes]]:
    """The papers of the example case as PDFs: those that are, and those that are set as text."""
    folder = EXAMPLES / "harbor-light"
    for path in sorted(folder.glob("*.pdf")):
        yield path.stem, path.read_bytes()
    for path in sorted(folder.glob("*.txt")):
        yield path.stem, _set_in_type(path.read_text(encoding="utf-8"))


def _set_in_type(text: str) -> bytes:
    file = FPDF(format="letter")
    file.set_font(_FONT, size=11)
    file.add_page()
    file.multi_cell(0, 5, text.encode("cp1252", "replace").decode("cp1252"))
    return bytes(file.output())
