"""The halves of a filing's caption are read one after the other; what only looks like a
caption is read row by row as ever."""

from __future__ import annotations

import pytest
from fpdf import FPDF

from tests.corpus.pages import LOREM, column, made, read, sheet, write

COURT = ["UNITED STATES DISTRICT COURT", "EASTERN DISTRICT OF FRANKLIN"]
USA = ["UNITED STATES OF AMERICA,", "v.", "CONRAD VESELY, ILSE BRANDVOLD,", "and RAYMOND PELL,"]
USA_ENDED = [*USA, "Defendants."]
CHARGED = ["Case No. 2:24-cr-00087-EHT", "18 U.S.C. §§ 2, 371, 542", "Hon. Edith H. Thorne"]
CIVIL = ["HARBOR LIGHT TRADING LLC, a", "Franklin company,", "Plaintiff,", "v.", "PIER 4 STORAGE,"]
CIVIL_ENDED = [*CIVIL, "INC., and DOES 1 through 10,", "inclusive,", "Defendants."]
SUED = ["Civil Action No. 24-1187", "COMPLAINT FOR DAMAGES", "1. Breach of contract;", "2. Fraud"]
ESTATE = ["In re:", "HARBOR LIGHT LLC,", "Debtor."]
BANKRUPT = ["Chapter 11", "Case No. 24-10177 (KBO)", "Re: Docket No. 31"]


def captioned(
    left: list[str],
    right: list[str],
    mark: str = "",
    *,
    lower: float = 0.0,
    step: float = 14.0,
    marks: int | None = None,
) -> FPDF:
    """A filing's first page; the right half stands `lower`, the lines of both at a `step`."""
    file = sheet()
    for n, line in enumerate(COURT):
        file.text(306 - file.get_string_width(line) / 2, 60 + 14 * n, line)
    indented = {"v.": 60, "Plaintiff,": 110, "Defendants.": 110, "Debtor.": 110}
    for n, line in enumerate(left):
        write(file, 72 + indented.get(line, 0), 110 + n * step, [line])
    count = max(len(left), len(right)) if marks is None else marks
    write(file, 300, 110, [mark] * count if mark else [], step=step)
    write(file, 330, 110 + lower, right, step=step)
    y = 110 + step * max(len(left), len(right)) + lower + 30
    write(file, 275, y, ["INDICTMENT"])
    write(file, 72, y + 30, column(LOREM, 90))
    return file


@pytest.mark.parametrize("mark", ["", ")", "§", "|", ":", "*"])
@pytest.mark.parametrize("lower", [0.0, 5.0, 9.0, 20.0])
@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param(USA_ENDED, CHARGED, id="criminal"),
        pytest.param(CIVIL_ENDED, SUED, id="civil"),
        pytest.param(ESTATE, BANKRUPT, id="bankruptcy"),
        pytest.param(["UNITED STATES OF AMERICA", "v.", "RAFAEL ORTEGA"], CHARGED, id="no role"),
    ],
)
def test_the_parties_are_one_paragraph_before_the_case(
    left: list[str], right: list[str], mark: str, lower: float
) -> None:
    parts = read(captioned(left, right, mark, lower=lower)).text.split("\n\n")
    assert parts[:3] == [*COURT, " ".join(left)]
    assert " ".join(parts[3:-2]) == " ".join(right)
    assert parts[-2:] == ["INDICTMENT", LOREM]


@pytest.mark.parametrize("step", [12.0, 20.0, 28.0])
@pytest.mark.parametrize("people", [1, 4, 8])
def test_a_caption_may_be_long_and_widely_spaced(step: float, people: int) -> None:
    left = [*USA[:2], *["CONRAD VESELY,", "ILSE BRANDVOLD,"] * people, "Defendants."]
    right = [CHARGED[0], *CHARGED]
    parts = read(captioned(left, right, ")", step=step)).text.split("\n\n")
    assert parts[2] == " ".join(left)
    assert " ".join(parts[3:-2]) == " ".join(right)


def test_marks_that_adhere_to_the_lines_of_a_half_are_not_read() -> None:
    file = sheet()
    for n, line in enumerate(USA_ENDED):
        write(file, 72, 100 + 14 * n, [f"{line} )"])
    write(file, 330, 100, [f") {line}" for line in CHARGED])
    document = read(file)
    assert document.text.split("\n\n")[0] == " ".join(USA_ENDED)
    assert ")" not in document.text


def test_a_quote_of_a_caption_is_marked_in_its_own_half() -> None:
    from corpus.boxes import boxes

    file = sheet()
    write(file, 72, 100, [f"{line} )" for line in USA_ENDED])
    write(file, 330, 100, [f") {line}" for line in CHARGED])
    document = read(file)
    start = document.text.index("RAYMOND PELL")
    (party,) = boxes(made(file), document.pages, start, start + len("RAYMOND PELL"))
    start = document.text.index("18 U.S.C.")
    (statute,) = boxes(made(file), document.pages, start, start + len("18 U.S.C."))
    assert party.right < 0.5
    assert 612 * statute.left == pytest.approx(330 + file.get_string_width(") "), abs=1)


# What only looks like a caption


def beside(left: list[str], right: list[str], *, x: float = 330, lower: float = 0.0) -> FPDF:
    file = sheet()
    write(file, 72, 100, left)
    write(file, x, 100 + lower, right)
    return file


def paired(left: list[str], right: list[str]) -> str:
    return " ".join(f"{a} {b}" for a, b in zip(left, right, strict=True))


LABELS = ["Plaintiff:", "Defendant:", "Case No.:", "Judge:"]
VALUES = ["Harbor Light LLC", "Pier 4 Storage, Inc.", "2:24-cv-00087", "Thorne"]
COUNTS = ["COUNT III", "COUNT IV", "COUNT V", "COUNT VI"]
STATUTES = ["18 U.S.C. § 371", "18 U.S.C. § 542", "18 U.S.C. § 545", "18 U.S.C. § 1343"]
HEARD = ["Smith v. Jones", "Ortega v. Lind", "Vesely v. Pell", "In re Harbor Light"]
DOCKETS = ["No. 21-1187", "No. 22-0034", "No. 23-4471", "No. 24-0310"]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param(LABELS, VALUES, id="a form"),
        pytest.param(COUNTS, STATUTES, id="counts and statutes"),
        pytest.param(["iv.", "v.", "vi.", "vii."], STATUTES, id="small Roman figures"),
        pytest.param(HEARD, DOCKETS, id="a list of cases"),
    ],
)
def test_rows_that_belong_together_stay_so(left: list[str], right: list[str]) -> None:
    text = " ".join(read(beside(left, right)).text.split())
    assert text.replace(":", "") == paired(left, right).replace(":", "")


def test_a_signature_block_is_read_row_by_row() -> None:
    file = beside(
        ["Dated: May 3, 2024"], ["_____________________", "Ana Duarte", "For Defendants."]
    )
    assert read(file).text.split()[:3] == ["Dated:", "May", "3,"]


def test_a_table_of_authorities_stays_rows() -> None:
    cases = [f"{name} {'. ' * (50 - len(name))}" for name in HEARD]
    lines = [f"{case}{n + 4}" for n, case in enumerate(cases)]
    file = sheet()
    write(file, 72, 100, lines)
    assert [part.split(" .")[0] for part in read(file).text.split("\n\n")] == HEARD


def test_two_columns_of_a_review_that_cite_a_case_stay_columns() -> None:
    left = f"{LOREM} As was held by the court in the matter of United States v. Ortega, {LOREM}"
    right = f"{LOREM} He was charged under 18 U.S.C. § 371 in Case No. 2:24-cr-00087. {LOREM}"
    file = beside(column(left), column(right))
    assert " ".join(read(file).text.split()) == f"{left} {right}"
