"""Marks that only the words show: paragraphs, counts, stamps, printed pages, mail headers."""

from __future__ import annotations

import os
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Mark, MarkKind, Page
from corpus.marks import marks_of
from corpus.reading import read
from tests.growing import STEEPEST, power_of_repeats

EXAMPLES = Path(__file__).parent.parent.parent / "examples" / "harbor-light"
DATA = Path(os.environ.get("CASEBOOK_DATA", "no such folder"))
INDICTMENT = """\
UNITED STATES DISTRICT COURT

INDICTMENT

The Grand Jury charges:

Background

1. Harbor Light sold cookware. It had two owners, who met on April
8. They drove to Newark.

2. The firm kept two ledgers:

1. one for the yard, and

2. one for the tax office.

(a) Both were red.

3. PELL burned one.

COUNT ONE

(Wire Fraud, 18 U.S.C. § 1343)

4. Paragraphs 1 through 3 are realleged.

6. On May 3, 2021, PELL sent $9,500.

Count Two of the first indictment was dismissed.

COUNTS TWO THROUGH FOUR — BRIBERY

7. PELL took $500 three times.

FORFEITURE ALLEGATION

8. PELL shall forfeit it.

A TRUE BILL

Dated: May 3, 2021
"""
EACH_COUNT_ANEW = """\
IN THE DISTRICT COURT

COMPLAINT

1. Smith owned a boat.

2. Jones sank it.

Count I: Negligence

1. The above is repeated.

Count II: Trespass

1. The above is repeated.

2. Jones had no leave to board.
"""
WITH_SIGNS = "Answer\n\n¶ 14 Denied.\n\n¶ 15 Admitted, as in\n¶ 3 of the reply.\n\n¶ 16. Denied.\n"
BRACKETS = "PLEA AGREEMENT\n\n1) He pleads guilty.\n\n2) He pays $500.\n\n3) He cooperates.\n"
LIST_IN_ARTICLE = (
    "Three things to know\n\n1. The jury is out.\n\n2. Nobody knows why.\n\n3. It is late.\n"
)
WRAPPED_DAY = "ORDER\n\nThe hearing is moved from May 3 to May\n8. Counsel shall appear at nine.\n"
CONTENTS = "ORDER\n\n1. Background ........ 3\n2. Discussion ........ 4\n3. Ruling ........ 9\n"
HANDBOOK = "THE COURT\n\n" + "".join(
    f"A. Section {n} of it\n\n1. Read it.\n\n2. File it.\n\n" for n in range(9)
)
LETTER = "1. He paid the owner of the yard for all of the crates that were lost.\n\n" * 20


def values(text: str, kind: MarkKind) -> list[str]:
    return [mark.value for mark in marks_of(text, (), ()) if mark.kind == kind]


def words(text: str, kind: MarkKind, value: str) -> str:
    (found,) = (m for m in marks_of(text, (), ()) if (m.kind, m.value) == (kind, value))
    return text[found.start : found.end]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (INDICTMENT, "1 2 3 4 6 7 8"),
        (INDICTMENT.replace("\n", "\r\n"), "1 2 3 4 6 7 8"),
        (EACH_COUNT_ANEW, "1 2 1 1 2"),
        (WITH_SIGNS, "14 15 16"),
        (BRACKETS, "1 2 3"),
        (LIST_IN_ARTICLE, ""),
        (WRAPPED_DAY, ""),
        (CONTENTS, ""),
        (HANDBOOK, ""),
        (LETTER, ""),
        ("Nothing at all.", ""),
        ("", ""),
    ],
)
def test_paragraphs_are_the_numbers_that_run_up(text: str, numbers: str) -> None:
    assert values(text, "paragraph") == numbers.split()


def test_a_paragraph_reaches_to_the_next_without_the_heading_between() -> None:
    assert words(INDICTMENT, "paragraph", "3") == "3. PELL burned one."
    assert words(INDICTMENT, "paragraph", "2").endswith("(a) Both were red.")
    assert words(INDICTMENT, "paragraph", "1").endswith("They drove to Newark.")
    assert words(INDICTMENT, "paragraph", "8") == "8. PELL shall forfeit it."
    assert words(WITH_SIGNS, "paragraph", "15") == "¶ 15 Admitted, as in\n¶ 3 of the reply."


def test_a_count_reaches_to_the_next_or_to_what_follows_the_counts() -> None:
    assert values(INDICTMENT, "count") == ["One", "Two through Four"]
    assert words(INDICTMENT, "count", "One").endswith("was dismissed.")
    assert words(INDICTMENT, "count", "Two through Four").endswith("three times.")
    assert values(EACH_COUNT_ANEW, "count") == ["I", "II"]


@pytest.mark.parametrize(
    ("heading", "count"),
    [
        ("COUNT TWENTY-ONE", ["Twenty-one"]),
        ("Count 2 — Wire Fraud", ["2"]),
        ("COUNTS 3-5: MONEY LAUNDERING", ["3-5"]),
        ("## Count Two", ["Two"]),
        ("COUNT IV (Bribery)", ["IV"]),
        ("COUNTS ONE, TWO and THREE", ["One, Two and Three"]),
        ("Count Two (bribery) carries ten years.", []),
        ("Count Two charges bribery", []),
        ("count two", []),
        ("COUNTY OF FRANKLIN", []),
        ("He was convicted on\nCount Two", []),
    ],
)
def test_a_count_is_a_heading_and_not_a_sentence_on_one(heading: str, count: list[str]) -> None:
    assert values(f"Some words.\n\n{heading}\n\nMore words.\n", "count") == count


STAMP = "Case 1:19-cr-00123-EHT Document 17-2 Filed 04/08/25 Page {} of 9"


@pytest.mark.parametrize(
    "stamp",
    [
        STAMP.format(3),
        f"{STAMP.format(3)} PageID #: 1234",
        "Case: 1:24-cv-00456 Document #: 12 Filed: 01/02/24 Page 5 of 14 PageID #:99",
        "USCA4 Appeal: 23-4567      Doc: 12      Filed: 01/02/2023      Pg: 5 of 14",
        "ECF No. 17 filed 04/08/25 PageID.123 Page 5 of 9",
    ],
)
def test_docket_stamps_hold_from_one_to_the_next(stamp: str) -> None:
    text = f"{stamp}\nThe motion is denied.\n"
    assert values(text, "docket") == [" ".join(stamp.split())]
    assert words(text, "docket", " ".join(stamp.split())) == text


def test_a_stamp_holds_for_its_page() -> None:
    text = f"{STAMP.format(1)}\nFirst.\f{STAMP.format(2)}\nSecond."
    second = text.index("\f")
    pages = (Page(1, 0, second), Page(2, second + 1, len(text)))
    with_pages = [m for m in marks_of(text, pages, ()) if m.kind == "docket"]
    assert [(m.start, m.end) for m in with_pages] == [(p.start, p.end) for p in pages]
    assert words(text, "docket", STAMP.format(2)).endswith("Second.")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("First page.\nHRB-000123\nSecond page.\nHRB-000124\n", ["HRB-000123", "HRB-000124"]),
        ("HRB_DOJ_0000123\f\nSecond.\n", ["HRB_DOJ_0000123"]),
        ("The invoice\nHRB-000123\nwas false.", []),
        ("See HRB-000123 and\nHRB-000124 in the box.", []),
        ("Rooms\nAB 1000\nCD 9000\nAB 2000\n", []),
    ],
)
def test_bates_numbers_stand_alone_in_a_series(text: str, numbers: list[str]) -> None:
    assert values(text, "bates") == numbers


def test_a_number_at_the_foot_of_a_page_holds_for_what_stands_above_it() -> None:
    text = "The first page, " * 20 + "\nHRB-000123\nSecond page.\nHRB-000124\n"
    assert words(text, "bates", "HRB-000124") == "\nSecond page.\nHRB-000124"
    assert words(text, "bates", "HRB-000123").startswith("The first page")


def test_printed_pages_run_up() -> None:
    text = "Page 12\nQ. Who paid?\nA. Pell.\nPage 13\nQ. When?\n"
    assert values(text, "printed page") == ["12", "13"]
    assert words(text, "printed page", "12") == "Page 12\nQ. Who paid?\nA. Pell.\n"
    assert values("Page 12\nIt was late.\nPage 40\nIt was later.", "printed page") == []


def test_the_head_of_each_e_mail_in_a_chain_is_marked() -> None:
    head = "From: Tom <tom@x.example>\nTo: Ana,\n Ilse\nDate: Mon, 3 May 2021\nSubject: crates"
    text = f"{head}\n\nNo.\n\n{head}\n\nWhere are they?\n"
    marks = [m for m in marks_of(text, (), ()) if m.kind == "mail header"]
    assert [text[m.start : m.end] for m in marks] == [head, head]


def test_what_the_reader_gave_stays_and_is_not_looked_for_again() -> None:
    given = (Mark(0, 4, "bates", "X-1"), Mark(0, 9, "sheet", "Payments"))
    text = "First page.\nHRB-000123\nSecond page.\nHRB-000124\n"
    assert marks_of(text, (), given) == given


@pytest.mark.parametrize(
    ("name", "paragraphs", "counts"),
    [
        ("indictment.pdf", 19, "One Two Three Four"),
        ("superseding-indictment.pdf", 18, "One Two Three Four Five"),
        ("order-detention.docx", 14, ""),
        ("plea-agreement.docx", 16, ""),
        ("press-release.html", 0, ""),
        ("article-courier.md", 0, ""),
        ("article-ledger.txt", 0, ""),
        ("email-invoices.txt", 0, ""),
        ("exhibit-ledger.md", 0, ""),
    ],
)
def test_the_filings_of_the_example_case_are_numbered_throughout(
    name: str, paragraphs: int, counts: str
) -> None:
    marks = read(EXAMPLES / name).marks
    numbers = [int(mark.value) for mark in marks if mark.kind == "paragraph"]
    assert numbers == list(range(1, paragraphs + 1))
    assert [mark.value for mark in marks if mark.kind == "count"] == counts.split()


@pytest.mark.skipif(not DATA.is_dir(), reason="CASEBOOK_DATA names no folder")
def test_articles_and_encyclopedias_have_no_numbered_paragraphs() -> None:
    paths = [path for name in ("case", "squad2/documents") for path in (DATA / name).glob("*.txt")]
    assert len(paths) > 5
    assert [path.name for path in paths if read(path).marks] == []


LINES = st.lists(
    st.sampled_from(
        "COURT|INDICTMENT|1. He paid.|2. She did.|3. So.|¶ 4 No.|COUNT ONE|COUNTS 2-3||(a) Crates"
        f"|{STAMP.format(1)}|HRB-000123|HRB-000124|Page 2|- 3 -|A TRUE BILL|From: a|To: b|Date: c"
        "|Background|\f|x. \r|1|".split("|")
    ),
    max_size=40,
).map("\n".join)


@given(LINES | st.text(max_size=200))
def test_marks_lie_inside_the_text_in_order_and_paragraphs_apart(text: str) -> None:
    marks = marks_of(text, (), ())
    assert list(marks) == sorted(marks)
    assert all(0 <= mark.start < mark.end <= len(text) for mark in marks)
    paragraphs = [mark for mark in marks if mark.kind == "paragraph"]
    assert all(a.end <= b.start for a, b in pairwise(paragraphs))


@pytest.mark.parametrize("unit", ["a", " ", "1", "\n", "1. ", "COUNT ", "From: a\n", "\t"])
def test_the_same_over_and_over_takes_time_as_it_is_long(unit: str) -> None:
    assert power_of_repeats(lambda text: marks_of(f"ORDER\n{text}", (), ()), unit) < STEEPEST


def test_a_paragraph_with_a_misprinted_number_is_cited_as_it_is_printed() -> None:
    said = "He paid the owner of the yard for all of the crates.\n\n"
    text = "COMPLAINT\n\n" + "".join(f"{n}. {said}" for n in (1, 2, 33, 4, 5))
    assert values(text, "paragraph") == ["1", "2", "33", "4", "5"]
