"""A place that a search names, such as "¶ 14", comes first; other searches are as before."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.case import Case

DAYS = [f"{n}. On day {n} the barge carried {n * 7} crates to Pier {n}." for n in range(1, 60)]
WEEKS = [f"{n}. In week {n} the clerk filed form {n * 11} at the port." for n in range(60, 116)]
COMPLAINT = "\n\n".join(["COMPLAINT", "COUNT ONE", *DAYS, "COUNT TWO", *WEEKS])
LEASE = (
    "LEASE AGREEMENT\n\n1. Rent\n\n1.1 Rent is due in May.\n\n1.2 Heat is paid in June."
    "\n\n2. Ending\n\n2.1 Either party may end it. " + "Notice is given in writing. " * 30
)
PRODUCTION = "HRB-{:06d}\n\nThe invoice of the {} shipment was paid in cash to the boatman.\n\n"


@pytest.fixture
def filed(case: Case, folder: Path) -> Case:
    (folder / "complaint.txt").write_text(COMPLAINT)
    pages = "\f".join(PRODUCTION.format(n, f"{n}th") for n in range(120, 126))
    (folder / "production.txt").write_text(pages)
    (folder / "lease.txt").write_text(LEASE)
    (folder / "article.txt").write_text("The barge carried tin for years, the paper reported.")
    case.add(folder)
    return case


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("¶ 14", "14. On day 14 "),
        ("What does paragraph 114 say?", "114. In week 114 "),
        ("Count Two", "60. In week 60 "),
        ("What does section 2.1 say?", "2.1 Either party"),
        ("§ 1.2", "1.2 Heat is paid"),
        ("HRB-000123", "123th shipment"),
        ("HRB 000123", "123th shipment"),
    ],
)
def test_the_place_comes_first(filed: Case, query: str, found: str) -> None:
    best = filed.retrieve(query, k=5)
    assert found in best[0].passage.text
    assert "place" in best[0].why


@pytest.mark.parametrize("query", ["¶ 999", "What did the barge carry?", "page 3"])
def test_a_search_that_names_no_place_of_the_case_is_as_it_was(filed: Case, query: str) -> None:
    assert not any("place" in hit.why for hit in filed.retrieve(query, k=5))
