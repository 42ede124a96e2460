"""Tables in plain text, whatever parts their cells."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.readers import grids
from corpus.readers.extracted import Aids, Extracted
from corpus.readers.separated import read_separated


def read(text: str, encoding: str = "utf-8") -> Extracted:
    return read_separated(text.encode(encoding), Aids())


def cells(found: Extracted) -> list[tuple[str, str]]:
    """Where each line stands, and what it says."""
    return [(mark.value, found.text[mark.start : mark.end]) for mark in found.marks]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_told_from_the_records(delimiter: str) -> None:
    rows = [["Payee", "Date", "Amount"], ["Pier 4", "2024-03-01", "99"], ["Wu", "2024-03-02", "7"]]
    text = "\r\n".join(delimiter.join(row) for row in rows)
    assert cells(read(text)) == [
        ("A1:C1", "Payee | Date | Amount"),
        ("A2:C2", "Pier 4: Date = 2024-03-01; Amount = 99"),
        ("A3:C3", "Wu: Date = 2024-03-02; Amount = 7"),
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param('1,"a, b"\n2,"c ""d"""\n', ["1 | a, b", '2 | c "d"'], id="quoted"),
        pytest.param('1,"a\nb"\n2,c\n', ["1 | a b", "2 | c"], id="a line break in a cell"),
        pytest.param("1;1,5\n2;2,5\n", ["1 | 1,5", "2 | 2,5"], id="decimal commas"),
        pytest.param("sep=^\n1^2\n3^4\n", ["1 | 2", "3 | 4"], id="Excel's word on it"),
        pytest.param('1,a 5" pipe\n2,b\n', ["1 | a 5\" pipe", "2 | b"], id="inches"),
        pytest.param('1,"a\n2,b\n3,c\n', ['1 | "a', "2 | b", "3 | c"], id="a quote left open"),
        pytest.param("Lorem, ipsum\ndolor\nsit\n", ["Lorem, ipsum", "dolor", "sit"], id="prose"),
    ],
)  # fmt: skip
def test_records_become_lines(text: str, lines: list[str]) -> None:
    assert read(text).text.split("\n") == lines


def test_rows_count_as_in_a_spreadsheet_and_empty_ones_part_tables() -> None:
    found = read("Payments,\n,\n,\n1,2\n,4\n")
    assert cells(found) == [("A1", "Payments"), ("A4:B4", "1 | 2"), ("B5", " | 4")]
    assert found.text == "Payments\n\n1 | 2\n | 4"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_is_told_as_for_any_text(encoding: str) -> None:
    assert read("René;£5\nZoë;£6\n", encoding).text == "René: £5\nZoë: £6"


def test_a_long_table_is_read_up_to_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grids, "MOST_CELLS", 5)
    found = read("1,2\n3,4\n5,6\n")
    assert found.text == "1 | 2\n3 | 4"
    assert [flag.kind for flag in found.flags] == ["incomplete"]


def test_a_cell_may_be_longer_than_the_parser_allows_by_itself() -> None:
    long = "word " * 40_000
    assert read(f'1,"{long}"\n2,b\n').text == f"1 | {long.strip()}\n2 | b"
    assert csv.field_size_limit() < len(long)


CELL = st.text(st.sampled_from('ab1 é,;|"\n'), max_size=5)


@given(st.lists(st.lists(CELL, min_size=2, max_size=2), min_size=1, max_size=5))
def test_no_word_of_a_written_table_is_lost(rows: list[list[str]]) -> None:
    buffer = io.StringIO()
    csv.writer(buffer, quoting=csv.QUOTE_ALL).writerows(rows)
    text = read(buffer.getvalue()).text
    for letter in "ab1é":
        # More often where the first row was taken for names, which every row then says again.
        assert text.count(letter) >= sum(cell.count(letter) for row in rows for cell in row)
