"""PDF pages made for the tests that read them: lines put where they are wanted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from fpdf import FPDF

from corpus.readers.extracted import Aids, Extracted
from corpus.readers.pdf import read_pdf

LOREM = (
    "The harbor master kept two ledgers of the vessels that came in by night and of the men who "
    "met them on the pier. One was for the port and showed what the law asks for. The other was "
    "for himself alone, and it gave the weight of every crate that left without a stamp."
)


def sheet() -> FPDF:
    """An empty letter page measured in points, with Times to write in."""
    file = FPDF(unit="pt", format="letter")
    file.set_auto_page_break(False)
    file.set_font("Times", size=12)
    file.add_page()
    return file


def sheets(count: int) -> Iterator[tuple[int, FPDF]]:
    """One file again and again, each time with a new page as the last: 1, file; 2, file; …"""
    file = sheet()
    yield 1, file
    for number in range(2, count + 1):
        file.add_page()
        yield number, file


def write(
    file: FPDF, x: float, y: float, lines: Sequence[str], *, step: float = 14, size: float = 12
) -> float:
    """Puts lines from (x, y) down, y at the baseline of the first; gives the next baseline."""
    file.set_font_size(size)
    for line in lines:
        file.text(x, y, line)
        y += step
    return y


def column(text: str, width: int = 40) -> list[str]:
    """The text as lines of at most so many characters."""
    return wrap(text, width, break_on_hyphens=False)


def body(file: FPDF, text: str, *, y: float = 120, x: float = 90) -> None:
    """A paragraph in the middle of the page."""
    write(file, x, y, column(text, 70))


def made(file: FPDF) -> bytes:
    return bytes(file.output())


def read(file: FPDF) -> Extracted:
    """What the reader makes of the file."""
    return read_pdf(made(file), Aids())
