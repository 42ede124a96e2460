"""PDF files are read whole, whatever state they are in."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from fpdf import FPDF

from corpus import UnreadableFile
from corpus.readers.drawn import joined_halves
from corpus.readers.extracted import Aids
from corpus.readers.pdf import read_pdf
from tests import files
from tests.corpus.pages import LOREM, body, column, read, sheet, sheets, write

EXAMPLES = sorted((Path(__file__).parents[2] / "examples" / "harbor-light").glob("*.pdf"))
MESSY = Path(os.environ.get("CASEBOOK_DATA", "nowhere")) / "messy-files"
NEEDS_RECOGNISING = ("DA-619p.pdf",)
"""Long files with a page or more that has no words of its own."""


def own_words(data: bytes) -> Counter[str]:
    """The words that pdfium gives, page by page, with those joined that lines divide."""
    with pypdfium2.PdfDocument(data) as pdf:
        text = "\n".join(page.get_textpage().get_text_range() for page in pdf)
    return Counter(re.findall(r"\w+", re.sub(r"[\x02\ufffe\xad]\s*", "", text)))


def kept(data: bytes) -> tuple[int, int]:
    """How many words pdfium gives, and how many of them the text and the marks have."""
    document = read_pdf(data, Aids())
    printed = own_words(data)
    ours = "\n".join([document.text, *(mark.value for mark in document.marks)])
    lost = printed - Counter(re.findall(r"\w+", ours))
    return printed.total(), printed.total() - lost.total()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_the_words_of_the_example_case_are_all_there(path: Path) -> None:
    printed, ours = kept(path.read_bytes())
    assert ours >= 0.99 * printed > 500


@pytest.mark.skipif(not MESSY.is_dir(), reason="CASEBOOK_DATA does not name a folder with it")
def test_the_words_of_the_messy_files_are_all_there() -> None:
    printed = ours = 0
    for path in sorted(MESSY.rglob("*.pdf")):
        if path.name in NEEDS_RECOGNISING:
            continue
        try:
            if own_words(data := path.read_bytes()).total() >= 5:
                more = kept(data)
                printed, ours = printed + more[0], ours + more[1]
        except (UnreadableFile, pypdfium2.PdfiumError):
            continue
    assert ours >= 0.99 * printed > 50_000


def test_pages_are_told_before_they_are_read() -> None:
    told: list[int] = []
    read_pdf(files.pdf(["One.", "Two.", "Three."]), Aids(on_page=told.append))
    assert told == [1, 2, 3]


def test_words_divided_over_lines_and_pages_are_whole_again() -> None:
    for number, file in sheets(2):
        if number == 1:
            write(file, 90, 100, ["The crates lay for twenty-", "five days in the ware-"])
            write(file, 90, 128, ["house on Quarry Wharf, where the harbor mas-"])
        else:
            write(file, 90, 100, ["ter had them counted."])
    document = read(file)
    assert document.text == (
        "The crates lay for twenty-five days in the warehouse on Quarry Wharf, where the harbor "
        "master had them counted."
    )
    first, second = document.pages
    assert document.text[second.start :] == "ter had them counted."
    assert first.end == second.start


def test_columns_with_a_footnote_read_like_the_page() -> None:
    file = sheet()
    write(file, 120, 60, ["ON THE LEDGERS OF THE HARBOR MASTER OF PORT ELLERY"], size=14)
    left, right = f"Alpha {LOREM}", f"Omega {LOREM}"
    write(file, 60, 100, column(left))
    write(file, 60, 320, ["1 Found in the boat of the harbor master."], size=9)
    write(file, 330, 100, column(right))
    assert read(file).text.split("\n\n") == [
        "ON THE LEDGERS OF THE HARBOR MASTER OF PORT ELLERY",
        left,
        right,
        "1 Found in the boat of the harbor master.",
    ]


# What is in a file beside its pages


def test_attached_files_are_parts() -> None:
    file = sheet()
    body(file, LOREM)
    file.embed_file(basename="ledger.txt", bytes=b"Two crates.", compress=True)
    (part,) = read(file).parts
    assert (part.name, part.data) == ("ledger.txt", b"Two crates.")


FORM = b"""%PDF-1.4
1 0 obj <</Type /Catalog /Pages 2 0 R /AcroForm <</Fields [5 0 R] /NeedAppearances true
 /DA (/F1 12 Tf 0 g) /DR <</Font <</F1 4 0 R>>>>>>>> endobj
2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Annots [5 0 R]
 /Resources <</Font <</F1 4 0 R>>>> /Contents 6 0 R>> endobj
4 0 obj <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>> endobj
5 0 obj <</Type /Annot /Subtype /Widget /FT /Tx /T (payee) /V (Rafael Ortega) /F 4
 /Rect [180 690 400 712] /DA (/F1 12 Tf 0 g) /P 3 0 R>> endobj
6 0 obj <</Length 46>> stream
BT /F1 12 Tf 72 696 Td (Name of payee:) Tj ET
endstream endobj
trailer <</Root 1 0 R>>
"""


def test_what_was_filled_in_on_a_form_is_read_where_it_stands() -> None:
    assert read_pdf(FORM, Aids()).text == "Name of payee: Rafael Ortega"


# Passwords and damage


def test_a_password_among_those_given_opens_the_file() -> None:
    data = files.pdf([LOREM], password="quarry")
    assert read_pdf(data, Aids(passwords=("wharf", "quarry"))).text == LOREM


@pytest.mark.parametrize(
    ("passwords", "reason"),
    [
        ((), "the PDF is encrypted; add it with its password (--password)"),
        (("wharf",), "the PDF is encrypted, and the password given does not open it"),
    ],
)
def test_without_its_password_a_file_is_refused(passwords: tuple[str, ...], reason: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read_pdf(files.pdf([LOREM], password="quarry"), Aids(passwords))
    assert str(refusal.value) == reason


def test_a_file_that_anyone_may_open_needs_no_password() -> None:
    file = FPDF()
    file.set_encryption(owner_password="quarry")
    file.set_font("Times", size=12)
    file.add_page()
    file.multi_cell(0, 6, LOREM)
    assert read(file).text == LOREM


def test_the_pages_around_a_damaged_one_are_read() -> None:
    data = files.pdf(["First page.", "Second page.", "Third page."])
    objects = [match.start() for match in re.finditer(rb"/Type /Page\n", data)]
    second = objects[1]
    broken = data[:second] + b"/Type /Pxge\n/Foo[" + data[second + 17 :]
    document = read_pdf(broken, Aids())
    assert [(flag.kind, flag.page) for flag in document.flags] == [("incomplete", 2)]
    assert document.text == "First page.\n\nThird page."
    assert len(document.pages) == 3


def sized(size: bytes) -> bytes:
    """A file whose pages have this media box."""
    return re.sub(rb"/MediaBox \[[^\]]*\]", b"/MediaBox [%s]" % size, files.pdf(["One.", "Two."]))


def test_a_page_too_narrow_to_hold_anything_is_damaged() -> None:
    with pytest.raises(UnreadableFile, match="the PDF is damaged"):
        read_pdf(sized(b"0 0 0.2 500"), Aids())


def test_a_page_of_any_length_is_read() -> None:
    assert read_pdf(sized(b"0 0 90000 90000"), Aids()).text == "One.\n\nTwo."


def damaged(data: bytes) -> Iterator[bytes]:
    for at in range(20, len(data), max(len(data) // 40, 1)):
        yield data[:at]
        yield data[:at] + b"<<" + data[at + 2 :]
        yield data[:at] + data[at + 40 :]


def test_damage_anywhere_ends_in_words_or_a_refusal() -> None:
    whole = read_pdf(data := files.pdf([LOREM, LOREM]), Aids()).text
    for broken in damaged(data):
        try:
            text = read_pdf(broken, Aids()).text
        except UnreadableFile as refusal:
            text = str(refusal)
        assert 0 < len(text) <= 2 * len(whole)


def test_a_file_of_blank_pages_is_refused_as_one_without_words() -> None:
    with pytest.raises(UnreadableFile, match="the PDF holds no words"):
        read_pdf(files.pdf(["", ""]), Aids())


@pytest.mark.parametrize(
    ("codes", "text"),
    [
        ([0x41, 0x42], "AB"),
        ([0xD835, 0xDD1E, 0x41], "\U0001d51eA"),
        ([0xD835, 0x78, 0xDD1E], "\ufffdx\ufffd"),
        ([0xDD1E, 0xD835], "\ufffd\ufffd"),
        ([], ""),
    ],
)
def test_two_halves_make_a_character_only_side_by_side(codes: list[int], text: str) -> None:
    assert "".join(chr(code) for _, code in joined_halves(codes)) == text
