"""What was stamped on a scan is not taken for its words: they are read off its picture."""

from __future__ import annotations

import pytest
from fpdf import FPDF

from corpus import UnreadableFile
from corpus.readers.stamps import is_stamp
from tests import scans
from tests.corpus.pages import LOREM, column, read, sheet, write

STAMPS = {
    "district": ["Case 1:22-cr-00240-RBK Document 17-2 Filed 03/04/24 Page 3 of 12 PageID: 4410"],
    "sixth circuit": ["Case: 1:22-cr-00240-ABC Doc #: 17 Filed: 03/04/24 3 of 12. PageID #: 123"],
    "michigan": ["2:22-cr-20123-ABC-DEF ECF No. 17, PageID.123 Filed 03/04/24 Page 3 of 12"],
    "illinois": ["4:18-cv-00123-ABC-DEF # 17-2 Filed: 03/04/24 Page 3 of 12"],
    "bankruptcy": [
        "Case 23-10123-abc Doc 45-1 Filed 03/04/24 Entered 03/04/24 10:12:13 Desc Exhibit",
        "A - Part 2 Page 3 of 12 Main Document",
    ],
    "appeals": ["USCA4 Appeal: 22-4567 Doc: 12-1 Filed: 03/04/2024 Pg: 3 of 45"],
    "appellate": ["Appellate Case: 22-1234 Document: 010110 Date Filed: 03/04/2024 Page: 3"],
    "new york": [
        "FILED: NEW YORK COUNTY CLERK 03/04/2024 04:02 PM INDEX NO. 650123/2024",
        "NYSCEF DOC. NO. 12 RECEIVED NYSCEF: 03/04/2024",
    ],
    "florida": ["Filing # 187654321 E-Filed 03/04/2024 04:02:11 PM"],
    "nevada": ["Electronically Filed", "3/4/2024 4:02 PM", "Ada M. Reyes", "CLERK OF THE COURT"],
    "texas": ["Filed: 3/4/2024 4:02 PM Ada Reyes, District Clerk", "Envelope No. 85123456"],
    "produced": ["CONFIDENTIAL - SUBJECT TO PROTECTIVE ORDER", "HLT-PROD_0012345"],
    "clerk": ["RECEIVED", "MAR 04 2024", "OFFICE OF THE CLERK"],
}  # fmt: skip


def stamped_scan(stamp: list[str], y: float) -> FPDF:
    """A scan of a typed page, as one picture over all of a page with a stamp on it."""
    typed = sheet()
    write(typed, 90, 200, column(LOREM, 60), size=13)
    file = sheet()
    picture = scans.scan(scans.pages_of(bytes(typed.output()))[0], turned=0.0, noise=4.0)
    file.image(picture, 0, 0, file.w, file.h)
    file.set_text_color(0, 0, 200)
    write(file, 60, y, stamp, size=9)
    return file


@pytest.mark.parametrize("lines", STAMPS.values(), ids=STAMPS)
def test_a_line_of_filing_is_a_stamp(lines: list[str]) -> None:
    assert sum(len(line.split()) for line in lines if not is_stamp(line)) <= 8


@pytest.mark.parametrize(
    "line",
    [
        "The clerk filed the invoice on March 4, 2024.",
        "He was received at the pier by two men of the port.",
        "Case by case, the court looked at what was filed and found nothing of weight.",
        "UNITED STATES OF AMERICA v. CONRAD VESELY",
        "$4,320.10",
        "1,204 880 12",
    ],
)
def test_a_line_of_the_paper_itself_is_none(line: str) -> None:
    assert not is_stamp(line)


@pytest.mark.parametrize(("name", "y"), [("bankruptcy", 24.0), ("nevada", 130.0)])
def test_a_stamped_scan_is_read_off_its_picture(name: str, y: float) -> None:
    document = read(stamped_scan(STAMPS[name], y))
    assert scans.accuracy(document.text[-len(LOREM) :], LOREM) > 0.95
    assert "recognised" in [flag.kind for flag in document.flags]


def test_a_page_with_nothing_but_a_stamp_has_no_words() -> None:
    file = sheet()
    write(file, 60, 24, STAMPS["district"], size=9)
    with pytest.raises(UnreadableFile, match="holds no words"):
        read(file)
