"""Workbooks: what a person sees in the cells, and where each row stands."""

from __future__ import annotations

import datetime
import io
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from corpus import UnreadableFile
from corpus.readers import grids
from corpus.readers.cell_formats import shown
from corpus.readers.extracted import Aids, Extracted
from corpus.readers.grids import column_letters
from corpus.readers.sheets import read_sheets
from tests import files
from tests.corpus.zips import laughing, part, with_parts


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def payments() -> Workbook:
    book = Workbook()
    book.worksheets[0].title = "Payments"
    rows: tuple[tuple[Any, ...], ...] = (
        ("Payee", "Date", "Amount"),
        ("Harbor Light LLC", datetime.date(2024, 3, 1), 12500),
        ("Pier 4 Storage", datetime.datetime.fromisoformat("2024-03-04T14:30"), 99.5),
    )
    for row, values in enumerate(rows, start=4):
        for column, value in enumerate(values, start=2):
            book.worksheets[0].cell(row, column, value)
    for row in (5, 6):
        book.worksheets[0].cell(row, 4).number_format = "#,##0.00"
    return book


def read(book: Workbook) -> Extracted:
    return read_sheets(saved(book), Aids())


def marked(found: Extracted, kind: str) -> list[tuple[str, str]]:
    return [(m.value, found.text[m.start : m.end]) for m in found.marks if m.kind == kind]


def test_each_row_is_a_line_that_knows_its_cells() -> None:
    found = read(payments())
    assert marked(found, "cells") == [
        ("Payments!B4:D4", "Payee | Date | Amount"),
        ("Payments!B5:D5", "Harbor Light LLC: Date = 2024-03-01; Amount = 12,500.00"),
        ("Payments!B6:D6", "Pier 4 Storage: Date = 2024-03-04 14:30; Amount = 99.50"),
    ]
    assert marked(found, "sheet") == [("Payments", found.text)]
    assert found.text.startswith("Payments\n\nPayee | Date | Amount\nHarbor Light")
    assert found.flags == ()


def test_empty_rows_part_tables_and_sheets_follow_each_other() -> None:
    book = payments()
    book.worksheets[0].cell(9, 1, "Checked by Wu")
    book.create_sheet("Empty")
    book.create_sheet("Notes")["C2"] = "He paid\nin cash."
    found = read(book)
    assert found.text.endswith("99.50\n\nChecked by Wu\n\nNotes\n\nHe paid in cash.")
    assert marked(found, "cells")[-2:] == [
        ("Payments!A9", "Checked by Wu"),
        ("Notes!C2", "He paid in cash."),
    ]
    assert [value for value, _ in marked(found, "sheet")] == ["Payments", "Notes"]


def test_what_is_hidden_is_read_and_flagged() -> None:
    book = payments()
    book.worksheets[0].row_dimensions[5].hidden = True
    other = book.create_sheet("Second set")
    other["A1"], other.sheet_state = "The true books", "hidden"
    found = read(book)
    assert "Harbor Light LLC" in found.text
    assert "The true books" in found.text
    assert [(flag.kind, flag.note) for flag in found.flags] == [
        ("unseen", "It has hidden rows or columns, which were read with the others."),
        ("unseen", "The sheet Second set is hidden; it was read."),
    ]


def test_formulas_give_their_last_result_and_are_flagged_without_one() -> None:
    book = payments()
    book.worksheets[0]["D7"] = "=SUM(D5:D6)"
    assert [flag.kind for flag in read(book).flags] == ["incomplete"]
    data = saved(book)
    sheet = part(data, "xl/worksheets/sheet1.xml")
    assert "</f><v" in sheet
    counted = re.sub(r"</f><v ?/>|</f><v></v>", "</f><v>12599.5</v>", sheet)
    found = read_sheets(with_parts(data, {"xl/worksheets/sheet1.xml": counted}), Aids())
    assert marked(found, "cells")[-1] == ("Payments!D7", "Amount = 12599.5")
    assert found.flags == ()


def test_a_workbook_that_is_too_large_is_read_up_to_the_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(grids, "MOST_CELLS", 7)
    found = read(payments())
    assert "Harbor Light" in found.text
    assert "Pier 4" not in found.text
    assert [flag.kind for flag in found.flags] == ["incomplete"]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (12500, "General", "12500"),
        (0.1 + 0.2, "General", "0.3"),
        (1e20, "General", "100000000000000000000"),
        (12500, "#,##0.00", "12,500.00"),
        (12500.5, '"$"#,##0.00', "$12,500.50"),
        (-12500.5, '"$"#,##0.00', "-$12,500.50"),
        (-12500.5, "$#,##0.00_);($#,##0.00)", "($12,500.50)"),
        (-12500.5, "$#,##0.00_);[Red]\\($#,##0.00\\)", "($12,500.50)"),
        (9.5, '_-* #,##0.00\\ [$€-407]_-', "9.50 €"),
        (1234.5, '_("$"* #,##0.00_);_("$"* (#,##0.00);_("$"* "-"??_);_(@_)', "$1,234.50"),
        (0.125, "0%", "13%"),
        (0.125, "0.0%", "12.5%"),
        (2.5, "0", "3"),
        (-0.2, "0", "0"),
        (7.1, "0.0##", "7.1"),
        (7, "#.##", "7"),
        (1204, "00000", "01204"),
        (3, '0 "days"', "3 days"),
        (5, "# ?/?", "5"),
        (1500000, "0.00E+00", "1500000"),
        (True, "General", "TRUE"),
        (datetime.datetime.fromisoformat("2024-03-01"), "mm-dd-yy", "2024-03-01"),
        (datetime.datetime.fromisoformat("2024-03-01T09:05:07"), "General", "2024-03-01 09:05:07"),
        (datetime.time(9, 5), "h:mm", "09:05"),
        ("  two\nlines ", "General", "two lines"),
        (None, "General", ""),
    ],
)  # fmt: skip
def test_a_cell_is_shown_as_a_person_reads_it(value: object, number_format: str, text: str) -> None:
    assert shown(value, number_format) == text


@given(st.floats(), st.text(st.sampled_from('0#?,.;%$€()"\\_-* [Red]@Ed/'), max_size=12))
def test_any_number_is_shown_in_any_format(value: float, number_format: str) -> None:
    assert shown(value, number_format).strip()


@pytest.mark.parametrize(("column", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (703, "AAA")])
def test_columns_are_called_as_spreadsheets_call_them(column: int, letters: str) -> None:
    assert column_letters(column) == letters


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (files.archive({"xl/workbook.xml": "<broken"}), "the workbook is damaged"),
        (saved(payments())[:900], "the file is damaged"),
        (
            laughing(saved(payments()), "xl/worksheets/sheet1.xml", "12500"),
            "it declares text of its own",
        ),
    ],
)
def test_a_damaged_workbook_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        read_sheets(data, Aids())
