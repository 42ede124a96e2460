"""What lies in a folder and is not added is told, with the reason."""

from __future__ import annotations

import os
from pathlib import Path

import openpyxl
import pytest

from assistant.replies import Added, RefusedFile
from assistant.terminal.printing import in_words
from index import Case
from index.finding import find_files, left_out


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a file of each kind that is no file to add, and two that are."""
    place = tmp_path / "papers"
    (place / "box").mkdir(parents=True)
    (place / ".git").mkdir()
    (place / ".git" / "config").write_text("never looked at")
    (place / "box" / ".notes.txt").write_text("Hidden.")
    (place / "ledger.txt").write_text("The ledger was burned.")
    os.mkfifo(place / "box" / "pipe")
    (place / "gone.txt").symlink_to(place / "nothing.txt")
    (place / "linked.txt").symlink_to(place / "ledger.txt")
    (place / "boxes").symlink_to(place / "box")
    return place


REASONS = {
    ".git": "it is hidden: its name begins with a dot",
    "box/.notes.txt": "it is hidden: its name begins with a dot",
    "box/pipe": "it is a pipe, a socket or a device, and no file",
    "boxes": "it is a link to a folder; add that folder by itself",
    "gone.txt": "it is a link that leads nowhere",
}


@pytest.mark.parametrize("prefix", ["", "exhibits"])
def test_each_thing_that_is_no_file_to_add_is_named(folder: Path, prefix: str) -> None:
    before = f"{prefix}/" if prefix else ""
    told = {one.name: one.reason for one in left_out([folder], prefix)}
    assert told == {f"{before}{name}": reason for name, reason in REASONS.items()}
    added = {found.name for found in find_files([folder], prefix)}
    assert added == {f"{before}ledger.txt", f"{before}linked.txt"}


def test_the_report_says_it(case: Case, folder: Path) -> None:
    report = case.add(folder)
    assert {one.name for one in report.left_out} == set(REASONS)


def test_a_document_that_went_in_without_a_part_of_it_is_told(case: Case, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("Sums").append(["Sum", "=1+1"])
    book.save(tmp_path / "sums.xlsx")
    (told,) = case.add(tmp_path / "sums.xlsx").left_out
    assert (told.name, told.reason) == (
        "sums.xlsx",
        "Some formulas were saved without their results",
    )
    assert case.add(tmp_path / "sums.xlsx").left_out == ()


def test_the_command_says_it_but_not_endlessly() -> None:
    left = tuple(RefusedFile(f".{n}", "it is hidden") for n in range(25))
    said = in_words(Added("crane", ("a.txt",), (), (), (), left_out=left)).splitlines()
    assert said[:3] == ["crane: 1 added", "Left out:", "  .0: it is hidden"]
    assert said[-1] == "  and 5 more (--json lists them all)"
