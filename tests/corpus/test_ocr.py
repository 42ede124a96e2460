"""Words are read off scans: nearly letter by letter, and where they stand."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image
from sklearn.datasets import load_sample_image

from corpus.readers.extracted import Aids
from corpus.readers.ocr import RecognisedLine, recognise
from corpus.readers.pdf import read_pdf
from corpus.readers.upright import Pixels
from tests import scans

HARBOR_LIGHT = Path(__file__).parents[2] / "examples" / "harbor-light"
LINES = [
    "The vessel called at Port Ellery on March 10, 2022.",
    "Its master signed for three containers of cookware.",
    "The invoice gave the price as $61,300 (see § 14).",
]


def picture_of(turned: float) -> Pixels:
    return np.asarray(scans.scan(scans.pages_of(scans.slip(LINES))[0], turned=turned))


def text_of(found: Sequence[RecognisedLine]) -> str:
    return " ".join(line.text for line in found)


def test_a_scan_of_the_example_case_is_read_nearly_letter_by_letter() -> None:
    filing = (HARBOR_LIGHT / "indictment.pdf").read_bytes()
    scanned = scans.saved([scans.scan(scans.pages_of(filing)[3], turned=2.0)], "PDF")
    assert scans.words_of(scanned, 0) == ""
    found = recognise(np.asarray(scans.pages_of(scanned)[0].convert("RGB")))
    assert scans.accuracy(text_of(found), scans.words_of(filing, 3)) >= 0.97


def test_a_scanned_caption_reads_like_the_filing_that_was_scanned() -> None:
    filing = read_pdf(data := (HARBOR_LIGHT / "indictment.pdf").read_bytes(), Aids())
    first = filing.pages[0]
    scanned = scans.saved([scans.scan(scans.pages_of(data)[0], turned=2.0)], "PDF")
    text = read_pdf(scanned, Aids()).text
    assert scans.accuracy(text, filing.text[first.start : first.end]) >= 0.97
    assert "CONRAD VESELY, ILSE BRANDVOLD, and RAYMOND PELL, Defendants." in text


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_words_are_found_where_they_stand_whichever_way_a_page_lies(quarters: int) -> None:
    """The page is askew by two degrees as well."""
    picture = np.ascontiguousarray(np.rot90(picture_of(turned=2.0), quarters))
    found = recognise(picture)
    assert scans.accuracy(text_of(found), " ".join(LINES)) >= 0.97
    for line, word in zip(found, ("Port", "master", "price"), strict=True):
        start = line.text.index(word)
        edges = line.upright.edges
        left, top, right, bottom = line.stretch(edges[start], edges[start + len(word)])
        middle = (left + right) / 2, (top + bottom) / 2
        assert middle == pytest.approx(_where_scanned(word, 2.0, quarters, picture), abs=6)


def _where_scanned(
    word: str, degrees: float, quarters: int, picture: Pixels
) -> tuple[float, float]:
    """The middle of a word of the slip in pixels of its turned scan, by the PDF's own word."""
    with pypdfium2.PdfDocument(scans.slip(LINES)) as file:
        layer = file[0].get_textpage()
        first, count = layer.search(word).get_next()
        left, bottom, _, _ = layer.get_charbox(first, loose=True)
        _, _, right, top = layer.get_charbox(first + count - 1, loose=True)
        width, height = file[0].get_size()
    x, y = ((left + right) / 2 - width / 2), (height / 2 - (bottom + top) / 2)
    angle = np.deg2rad(degrees + 90 * quarters)
    x, y = x * np.cos(angle) + y * np.sin(angle), y * np.cos(angle) - x * np.sin(angle)
    return x * 150 / 72 + picture.shape[1] / 2, y * 150 / 72 + picture.shape[0] / 2


def test_lines_come_from_the_top_down_with_a_box_and_a_confidence() -> None:
    picture = picture_of(turned=0.0)
    found = recognise(picture)
    assert [line.text for line in found] == LINES
    assert [line.top for line in found] == sorted(line.top for line in found)
    for line in found:
        assert 0.9 < line.confidence <= 1
        assert 0 <= line.left < line.right <= picture.shape[1]
        assert len(line.upright.edges) == len(line.text) + 1
        assert list(line.upright.edges) == sorted(line.upright.edges)


def test_small_print_is_read() -> None:
    """Six points on a whole page: what a form says at its foot."""
    text = "A false statement on this form is punishable by up to five years in prison. " * 3
    page = Image.new("L", (1240, 1754), 255)
    small = scans.pages_of(scans.slip([text[:76], text[:76]], width=200), dpi=75)[0]
    page.paste(small, (100, 1400))
    found = recognise(np.asarray(scans.scan(page, turned=0.0)))
    assert scans.accuracy(text_of(found), text[:76] + " " + text[:76]) >= 0.95


def test_a_tall_picture_is_read_to_its_end() -> None:
    """A conversation saved as one long picture."""
    said = [f"Message {n}: pier {n + 3}." for n in range(30)]
    page = scans.pages_of(scans.slip(said, width=60, height=260), dpi=110)[0]
    found = recognise(np.asarray(page.convert("RGB")))
    assert [line.text for line in found] == said


@pytest.mark.parametrize(
    "photograph",
    [
        np.random.default_rng(3).integers(0, 256, (300, 400, 3)).astype(np.uint8),
        np.full((300, 400, 3), 255, np.uint8),
        np.zeros((1, 1, 3), np.uint8),
        np.full((20_000, 1, 3), 255, np.uint8),
        load_sample_image("flower.jpg"),
    ],
    ids=["noise", "blank", "a point", "a thread", "a flower"],
)
def test_what_is_no_writing_does_not_become_words(photograph: Pixels) -> None:
    assert len(text_of(recognise(photograph))) <= 1


def test_nothing_is_fetched_written_or_said(tmp_path: Path) -> None:
    Image.fromarray(picture_of(turned=2.0)).save(tmp_path / "slip.png")
    program = (
        "import socket\n"
        "def refuse(*told): raise AssertionError('it wants to connect')\n"
        "socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse\n"
        "import numpy, PIL.Image\n"
        "from corpus.readers.ocr import recognise\n"
        f"assert len(recognise(numpy.asarray(PIL.Image.open('slip.png')))) == {len(LINES)}"
    )
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=tmp_path,
        env={"PYTHONPATH": str(HARBOR_LIGHT.parents[1]), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    assert [path.name for path in tmp_path.iterdir()] == ["slip.png"]
