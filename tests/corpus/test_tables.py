"""A table becomes lines that can each be quoted and understood by themselves."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.readers.tables import table_lines

PAYMENTS = [
    ["Payee", "Date", "Amount"],
    ["Harbor Light LLC", "2019-03-01", "$9,500"],
    ["Pier 4 Storage", "2019-03-04", "$1,200.50"],
]


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        pytest.param(
            PAYMENTS,
            [
                "Payee | Date | Amount",
                "Harbor Light LLC: Date = 2019-03-01; Amount = $9,500",
                "Pier 4 Storage: Date = 2019-03-04; Amount = $1,200.50",
            ],
            id="headings over figures",
        ),
        pytest.param(
            [["Payments to vendors", "", ""], *PAYMENTS],
            [
                "Payments to vendors",
                "Payee | Date | Amount",
                "Harbor Light LLC: Date = 2019-03-01; Amount = $9,500",
                "Pier 4 Storage: Date = 2019-03-04; Amount = $1,200.50",
            ],
            id="a caption over the headings",
        ),
        pytest.param(
            [["Name", "Role", "City"], ["Ortega", "clerk", "Newark"], ["Lind", "owner", "Oslo"]],
            [
                "Name | Role | City",
                "Ortega: Role = clerk; City = Newark",
                "Lind: Role = owner; City = Oslo",
            ],
            id="headings known by what columns are called",
        ),
        pytest.param(
            [["", "2022", "2023"], ["Rent", "1,200", "1,300"], ["Wages", "9,000", "(9,100)"]],
            [
                " | 2022 | 2023",
                "Rent: 2022 = 1,200; 2023 = 1,300",
                "Wages: 2022 = 9,000; 2023 = (9,100)",
            ],
            id="years head columns, and the corner may be empty",
        ),
        pytest.param(
            [
                ["", "2022", "", "2023", ""],
                ["Port", "In", "Out", "In", "Out"],
                ["Newark", "1", "2", "3", "4"],
                ["Oslo", "5", "6", "7", "8"],
            ],
            [
                " | 2022 |  | 2023",
                "Port | In | Out | In | Out",
                "Newark: 2022 In = 1; 2022 Out = 2; 2023 In = 3; 2023 Out = 4",
                "Oslo: 2022 In = 5; 2022 Out = 6; 2023 In = 7; 2023 Out = 8",
            ],
            id="a row of headings that groups the next",
        ),
        pytest.param(
            [*PAYMENTS, ["April", "", ""], ["", "2019-04-02", "$7"], ["Total", "", "$10,707.50"]],
            [
                "Payee | Date | Amount",
                "Harbor Light LLC: Date = 2019-03-01; Amount = $9,500",
                "Pier 4 Storage: Date = 2019-03-04; Amount = $1,200.50",
                "April",
                "Date = 2019-04-02; Amount = $7",
                "Total: Amount = $10,707.50",
            ],
            id="empty cells are left out of a record",
        ),
        pytest.param(
            [["Owner", "Ortega"], ["Opened:", "Jan. 3, 2019"], ["Balance", "$9"]],
            ["Owner: Ortega", "Opened: Jan. 3, 2019", "Balance: $9"],
            id="labels and values",
        ),
        pytest.param(
            [["Payee", "Amount"], ["Pier 4", "$9"], ["Harbor Light", "$12"]],
            ["Payee | Amount", "Pier 4: Amount = $9", "Harbor Light: Amount = $12"],
            id="two columns with headings",
        ),
        pytest.param(
            [["Ortega", "clerk", "Newark"], ["Lind", "owner", "Oslo"], ["Wu", "guard", "Bergen"]],
            ["Ortega | clerk | Newark", "Lind | owner | Oslo", "Wu | guard | Bergen"],
            id="no headings",
        ),
        pytest.param(
            [["1", "2", "3"], ["4", "5", "6"], ["7", "", "9"]],
            ["1 | 2 | 3", "4 | 5 | 6", "7 |  | 9"],
            id="figures head nothing",
        ),
        pytest.param(
            [["Code", "Item 334010052", "Sum"], ["1", "ham", "2"], ["3", "rice", "5"]],
            ["Code | Item 334010052 | Sum", "1 | ham | 2", "3 | rice | 5"],
            id="a record heads nothing",
        ),
        pytest.param(
            [["One"], ["", ""], ["Two\nlines"]], ["One", "Two lines"], id="one column is lines"
        ),
        pytest.param(
            [["a", "", "b"], ["", "", ""], ["c", ""]], ["a | b", "c"], id="ragged, a column empty"
        ),
        pytest.param([], [], id="nothing"),
        pytest.param([["", " "], ["\n"]], [], id="nothing but white space"),
    ],
)  # fmt: skip
def test_rows_become_lines(rows: list[list[str]], lines: list[str]) -> None:
    assert table_lines(rows) == lines


def test_a_format_that_marks_its_headings_is_believed() -> None:
    rows = [["Who", "Where"], ["Ortega", "Newark"]]
    assert table_lines(rows, headings=1) == ["Who | Where", "Ortega: Where = Newark"]
    assert table_lines(PAYMENTS, headings=0)[1] == "Harbor Light LLC | 2019-03-01 | $9,500"


CELL = st.text(st.sampled_from("ab 1$.,:;=|\n\t-é"), max_size=6)


@given(st.lists(st.lists(CELL, max_size=5), max_size=6), st.none() | st.integers(0, 3))
def test_every_word_of_every_cell_stands_in_the_line_of_its_row(
    rows: list[list[str]], headings: int | None
) -> None:
    lines = table_lines(rows, headings=headings)
    full = [row for row in rows if any(cell.split() for cell in row)]
    assert len(lines) == len(full)
    for row, line in zip(full, lines, strict=True):
        assert "\n" not in line
        for word in chain.from_iterable(cell.split() for cell in row):
            assert word.removesuffix(":") in line
