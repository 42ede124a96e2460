"""Originals lent to the browser: under safe names, out of reach, not for long."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.window.downloads import LONGEST_NAME, lend, safe_name, take_back
from index.case import Case
from index.errors import UnknownDocument
from index.home import Home

LEDGER = b"The ledger was burned on March 3."


@pytest.fixture
def ledger(case: Case, folder: Path) -> str:
    """The id of a document in the case."""
    (folder / "ledger.txt").write_bytes(LEDGER)
    case.add(folder)
    return case.documents()[0].id


def test_a_copy_has_the_same_bytes_and_lies_inside_the_home(case: Case, ledger: str) -> None:
    copy = lend(case, ledger, "../../sub/ledger.txt")
    assert copy.read_bytes() == LEDGER
    assert copy.name == "ledger.txt"
    assert copy.resolve().is_relative_to(case.home.path.resolve() / "uploads" / "originals")


def test_two_copies_lie_in_places_nobody_can_guess(case: Case, ledger: str) -> None:
    one, other = lend(case, ledger, "a.txt").parent.name, lend(case, ledger, "a.txt").parent.name
    assert one != other
    assert min(len(one), len(other)) >= 32


def test_a_document_of_another_case_is_not_lent(home: Home, case: Case, ledger: str) -> None:
    with pytest.raises(UnknownDocument):
        lend(Case.open("Another", home=home), ledger, "ledger.txt")


@pytest.mark.parametrize("stale", ["", "0" * 64, "../originals", "/etc/passwd"])
def test_what_names_no_document_is_not_lent(case: Case, ledger: str, stale: str) -> None:
    with pytest.raises(UnknownDocument):
        lend(case, stale, "ledger.txt")


def test_a_document_that_was_removed_is_not_lent(case: Case, ledger: str) -> None:
    case.remove("ledger.txt")
    with pytest.raises(UnknownDocument):
        lend(case, ledger, "ledger.txt")


def test_a_copy_is_taken_back_after_a_while(case: Case, ledger: str) -> None:
    copy = lend(case, ledger, "ledger.txt")
    take_back(case.home)
    assert copy.exists()
    take_back(case.home, older_than=-1)
    assert not copy.parent.exists()


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("exhibits/b.pdf", "b.pdf"),
        ("C:\\temp\\b.pdf", "C__temp_b.pdf"),
        ("\u202efdp.exe", "_fdp.exe"),
        ("..", "document"),
        ("a\r\nSet-Cookie: b.txt", "a__Set-Cookie_ b.txt"),
        ("x" * 500 + ".pdf", "x" * 56 + ".pdf"),
    ],
)
def test_a_name_is_made_one_that_any_system_takes(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text(max_size=300))
def test_no_name_leads_anywhere_else(name: str) -> None:
    safe = safe_name(name)
    assert 0 < len(safe) <= LONGEST_NAME
    assert not {"/", "\\", "\x00"} & set(safe)
    assert safe not in (".", "..")
