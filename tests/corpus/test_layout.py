"""Lines on a page become text in the order in which a person reads them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.readers.layout import joint, lay_out
from corpus.readers.lines import Line
from tests.corpus.pages import LOREM, column


def lines_at(
    x: float, y: float, texts: list[str], *, size: float = 12, step: float = 14
) -> list[Line]:
    """Lines set in letters half as wide as they are high."""
    return [
        Line(text, x, y + n * step, x + len(text) * size / 2, y + n * step + size)
        for n, text in enumerate(texts)
    ]


def text_of(*groups: list[Line]) -> str:
    return lay_out([line for group in groups for line in group]).text


def test_wrapped_lines_are_joined_and_a_short_line_ends_its_paragraph() -> None:
    first, second = column(LOREM, 60), column(LOREM, 60)
    assert text_of(lines_at(72, 72, [*first, *second])) == f"{LOREM}\n\n{LOREM}"


def test_a_wider_gap_parts_two_paragraphs() -> None:
    upper = ["All of the crates were taken off the pier before it was light by", "six men who had"]
    lower = ["never been seen there, and who were not seen there afterwards by", "anyone."]
    assert text_of(lines_at(72, 72, upper), lines_at(72, 120, lower)).count("\n\n") == 1


def test_double_spaced_lines_around_a_quotation_stay_paragraphs() -> None:
    above, below = (
        lines_at(72, 72, column(LOREM, 66), step=28),
        lines_at(72, 380, column(LOREM, 66), step=28),
    )
    quotation = lines_at(108, 230, column(LOREM, 54), step=14)
    assert text_of(above, quotation, below) == f"{LOREM}\n\n{LOREM}\n\n{LOREM}"


def test_a_first_line_that_is_set_in_begins_a_paragraph() -> None:
    one = lines_at(108, 72, ["The ledger was kept at the house of the harbor master by his"])
    rest = lines_at(72, 86, ["clerk, and it was seen there by three of those who came for it."])
    two = lines_at(108, 100, ["None of them could say who had written in it, or at whose word"])
    end = lines_at(72, 114, ["it had been opened."])
    assert text_of(one, rest, two, end).count("\n\n") == 1


def test_columns_are_read_one_after_the_other_under_their_heading() -> None:
    left = "Alpha " + LOREM
    right = "Omega " + LOREM
    heading = lines_at(110, 60, ["A HEADING THAT RUNS OVER BOTH OF THE COLUMNS BELOW IT"])
    page = text_of(heading, lines_at(60, 100, column(left)), lines_at(330, 100, column(right)))
    assert page == f"A HEADING THAT RUNS OVER BOTH OF THE COLUMNS BELOW IT\n\n{left}\n\n{right}"


def test_columns_of_short_lines_that_meet_only_by_chance_are_read_one_after_the_other() -> None:
    """A brochure: a quotation on the left, figures in large print on the right."""
    said = ["Great things follow if", "you dream them. It is a", "proof of the power of", "dreams.",
            "I would like the story", "to be told in a book", "that has no last part."]  # fmt: skip
    told = ["The largest company", "By market value", "$17,841 million", "By revenue", "$7,922 m"]
    page = text_of(lines_at(60, 100, said), lines_at(330, 104.5, told, step=21))
    assert page.index("no last part") < page.index("The largest company")


def test_a_sentence_goes_on_from_the_foot_of_a_column_at_the_top_of_the_next() -> None:
    lines = column(LOREM)
    half = len(lines) // 2 + 1
    page = text_of(lines_at(60, 100, lines[:half]), lines_at(330, 100, lines[half:]))
    assert page == LOREM


def test_footnotes_come_after_both_columns() -> None:
    left, right = "Alpha " + LOREM, "Omega " + LOREM
    notes = ["1 See the second ledger, which was found", "in the harbor master's boat."]
    page = text_of(
        lines_at(60, 100, column(left)),
        lines_at(60, 300, notes, size=9, step=11),
        lines_at(330, 100, column(right)),
    )
    assert page == f"{left}\n\n{right}\n\n{' '.join(notes)}"


def test_the_halves_of_a_caption_are_read_one_after_the_other() -> None:
    left = lines_at(
        72, 72, ["UNITED STATES OF AMERICA", "v.", "RAFAEL ORTEGA,", "Defendant."], step=20
    )
    right = lines_at(330, 80, ["Case No. 2:24-cr-00087", "18 U.S.C. § 371", "INDICTMENT"], step=20)
    page = text_of(left, right)
    assert page.index("Defendant.") < page.index("Case No.")
    assert "18 U.S.C. § 371" in page


def test_what_stands_on_its_side_is_read_last() -> None:
    aside = [Line("filed by mail", 20, 100, 30, 400, upright=False)]
    page = text_of(aside, lines_at(72, 90, column(LOREM, 60)))
    assert page == f"{LOREM}\n\nfiled by mail"


TABLE = [
    ["Date", "Payee", "Amount"],
    ["Jan. 3, 2020", "Corvina Ltd.", "$9,500"],
    ["Feb. 7, 2020", "Corvina Ltd.", "$9,400"],
    ["Mar. 2, 2020", "Quarry Wharf", "$8,000"],
]


def table_at(x: float, y: float, rows: list[list[str]], *, wide: float = 150) -> list[Line]:
    return [
        line
        for n, row in enumerate(rows)
        for m, cell in enumerate(row)
        if cell
        for line in lines_at(x + m * wide, y + 16 * n, [cell])
    ]


def test_the_rows_of_a_table_stay_lines_that_name_their_columns() -> None:
    page = text_of(lines_at(72, 72, column(LOREM, 66)), table_at(72, 180, TABLE))
    assert page.endswith(
        "Jan. 3, 2020: Payee = Corvina Ltd.; Amount = $9,500\n"
        "Feb. 7, 2020: Payee = Corvina Ltd.; Amount = $9,400\n"
        "Mar. 2, 2020: Payee = Quarry Wharf; Amount = $8,000"
    )


def test_headings_of_two_lines_are_one_row() -> None:
    heads = table_at(72, 60, [["Inhibitor", "Potential", "Corrosion"]])
    wrapped = lines_at(72, 72, ["weight (g)"]) + lines_at(372, 72, ["rate (mm)"])
    figures = [["0", "0.9393", "2.8163"], ["2", "0.8276", "1.5054"], ["4", "0.8825", "0.9476"]]
    page = text_of(heads, wrapped, table_at(72, 96, figures))
    assert page.split("\n") == [
        "Inhibitor weight (g) | Potential | Corrosion rate (mm)",
        "0: Potential = 0.9393; Corrosion rate (mm) = 2.8163",
        "2: Potential = 0.8276; Corrosion rate (mm) = 1.5054",
        "4: Potential = 0.8825; Corrosion rate (mm) = 0.9476",
    ]


CONTENTS = [[f"{n}.1", f"Of the ledgers{' .' * 20}", str(7 * n)] for n in range(1, 6)]
MATRIX = [["a", "b", "="], ["c", "d", "0"], ["x", "y", "1"], ["z", "w", "2"]]
SPARSE = [
    ["2.5", "", "", "axis"],
    ["", "1.75", "", ""],
    ["", "", "3.25", ""],
    ["curve", "", "", "4"],
]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(CONTENTS, id="a table of contents"),
        pytest.param(MATRIX, id="a formula"),
        pytest.param(SPARSE, id="a figure"),
    ],
)
def test_what_only_stands_in_rows_is_no_table(rows: list[list[str]]) -> None:
    cells = [[cell for cell in row if cell] for row in rows]
    page = text_of(table_at(72, 72, rows))
    assert " ".join(page.split()) == " ".join(" ".join(row) for row in cells)
    assert "|" not in page


def test_a_list_with_its_numbers_set_apart_is_no_table() -> None:
    items = [
        ["(a)", "two ledgers;"],
        ["(b)", "three crates;"],
        ["(c)", "a boat;"],
        ["(d)", "oars."],
    ]
    page = text_of(table_at(72, 72, items, wide=40))
    assert page.split("\n\n") == [
        "(a) two ledgers;",
        "(b) three crates;",
        "(c) a boat;",
        "(d) oars.",
    ]


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("the twenty-", "five crates", "the twenty-five crates"),
        ("in self-", "defence", "in self-defence"),
        ("an Anglo-", "American firm", "an Anglo-American firm"),
        ("the man-of-", "war", "the man-of-war"),
        ("the ware-", "house", "the warehouse"),
        ("the ware\xad", "house", "the warehouse"),
        ("a co-", "conspirator", "a co-conspirator"),
        ("from 2019-", "2020", "from 2019-2020"),
        ("no. 1:19-", "cr", "no. 1:19-cr"),
        ("the pier -", "and no further", "the pier - and no further"),
        ("the crates", "were gone", "the crates were gone"),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_stays_where_it_belongs_to_the_word(
    before: str, after: str, joined: str
) -> None:
    dropped, between = joint(before, after, frozenset({"co-conspirator"}))
    assert before[: len(before) - dropped] + between + after == joined


LINES = st.builds(
    lambda text, x, y, size: Line(text, x, y, x + len(text) * size / 2, y + size),
    st.text("abcxyz0123.,-$ ", min_size=1, max_size=30).filter(lambda t: t == " ".join(t.split())),
    st.integers(0, 500),
    st.integers(0, 700),
    st.sampled_from([8, 12, 20]),
)


@given(st.lists(LINES, max_size=25))
def test_every_line_is_read_once_and_its_characters_can_be_found_again(lines: list[Line]) -> None:
    page = lay_out(lines)
    for piece in page.pieces:
        length = piece.end - piece.start
        line = lines[piece.line].text
        assert page.text[piece.start : piece.end] == line[piece.offset : piece.offset + length]
    assert [p.start for p in page.pieces] == sorted(p.start for p in page.pieces)
    told = {piece.line: piece.end - piece.start for piece in page.pieces}
    assert len(told) == len(page.pieces) == len(lines)
    assert all(told[n] >= len(line.text) - 1 for n, line in enumerate(lines))
