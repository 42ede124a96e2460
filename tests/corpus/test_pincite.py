"""Pin-cites read like a person's, and the places that a question names are found."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Document, Mark, MarkKind, Page, Span
from corpus.lookup import find_places, wanted_places
from corpus.marks import marks_of
from corpus.pincite import pincite, places

STAMP = "Case 1:19-cr-00123 Document 17 Filed 04/08/25 Page {} of 9"
TEXT = """\
INDICTMENT

COUNT ONE

1. He paid.

2. She did not.

COUNT TWO

3. He fled.

COUNTS THREE THROUGH FIVE

14. He drove.

15. She ran.

16. They met.

114. It rained.
"""


def document(
    text: str = "x" * 100,
    marks: Sequence[tuple[int, int, MarkKind, str]] = (),
    pages: Sequence[Page] = (),
    title: str = "Indictment",
) -> Document:
    found = tuple(sorted(Mark(*mark) for mark in marks))
    return Document("a" * 64, "a.pdf", title, "indictment", None, text, tuple(pages), found)


def numbered() -> Document:
    pages = (Page(1, 0, TEXT.index("COUNT TWO")), Page(2, TEXT.index("COUNT TWO"), len(TEXT)))
    last = TEXT.index("114.")  # a number so far from the one before is not of its series
    marks = sorted([*marks_of(TEXT, pages, ()), Mark(last, len(TEXT) - 1, "paragraph", "114")])
    return Document("a" * 64, "a.pdf", "Indictment", "indictment", None, TEXT, pages, tuple(marks))


@pytest.mark.parametrize(
    ("quote", "cited"),
    [
        ("He paid.", "Indictment, p. 1, Count One, ¶ 1"),
        ("He paid.\n\n2. She did not.", "Indictment, p. 1, Count One, ¶¶ 1–2"),
        ("2. She did not.\n\nCOUNT TWO\n\n3.", "Indictment, pp. 1–2, Counts One, Two, ¶¶ 2–3"),
        ("She ran.", "Indictment, p. 2, Counts Three through Five, ¶ 15"),
        ("INDICTMENT", "Indictment, p. 1"),
    ],
)
def test_a_place_in_a_filing_is_its_page_count_and_paragraph(quote: str, cited: str) -> None:
    source = numbered()
    start = source.text.index(quote)
    assert pincite(source, source.span(start, start + len(quote))) == cited


PAGES = (Page(1, 0, 50), Page(2, 50, 100))


@pytest.mark.parametrize(
    ("marks", "pages", "cited"),
    [
        ([], (), "Indictment"),
        ([], PAGES, "Indictment, p. 1"),
        ([(0, 50, "printed page", "1")], PAGES, "Indictment, p. 1"),
        ([(0, 50, "printed page", "iv")], PAGES, "Indictment, p. 1 (printed p. iv)"),
        ([(0, 50, "bates", "HRB-000123")], PAGES, "Indictment, p. 1 (HRB-000123)"),
        ([(0, 50, "bates", "HRB-000123")], (), "Indictment (HRB-000123)"),
        ([(0, 50, "docket", STAMP.format(1))], PAGES, "Indictment, p. 1"),
        ([(0, 50, "docket", STAMP.format(3))], PAGES, "Indictment, p. 1 (Doc. 17 p. 3 of 9)"),
        (
            [(0, 50, "bates", "HRB-123"), (0, 50, "docket", STAMP.format(3))],
            PAGES,
            "Indictment, p. 1 (HRB-123; Doc. 17 p. 3 of 9)",
        ),
        ([(0, 50, "slide", "1")], PAGES, "Indictment, slide 1"),
        ([(0, 30, "mail header", "header")], (), "Indictment, header"),
        ([(0, 12, "mail header", "header")], (), "Indictment"),
        ([(0, 50, "header", "SEALED"), (0, 50, "unseen", "x")], PAGES, "Indictment, p. 1"),
        ([(60, 80, "paragraph", "9")], PAGES, "Indictment, p. 1"),
        ([(0, 12, "paragraph", "9"), (12, 40, "paragraph", "1")], (), "Indictment, ¶¶ 9, 1"),
    ],
)
def test_what_is_printed_is_told_where_it_tells_more(
    marks: list[tuple[int, int, MarkKind, str]], pages: tuple[Page, ...], cited: str
) -> None:
    source = document(marks=marks, pages=pages)
    assert pincite(source, source.span(10, 20)) == cited


SHEET: list[tuple[int, int, MarkKind, str]] = [
    (0, 60, "sheet", "Payments"),
    (10, 20, "cells", "Payments!A4:F4"),
    (21, 30, "cells", "Payments!A5:F5"),
    (23, 25, "cells", "Payments!B5"),
    (61, 90, "sheet", "Notes"),
]


@pytest.mark.parametrize(
    ("start", "end", "cited"),
    [
        (21, 30, "Ledger.xlsx, Payments!A5:F5"),
        (23, 25, "Ledger.xlsx, Payments!B5"),
        (12, 22, "Ledger.xlsx, Payments!A4:F5"),
        (2, 4, "Ledger.xlsx, Payments"),
        (55, 65, "Ledger.xlsx, Payments–Notes"),
    ],
)
def test_a_place_on_a_sheet_is_its_cells(start: int, end: int, cited: str) -> None:
    source = document(marks=SHEET, title="Ledger.xlsx")
    assert pincite(source, source.span(start, end)) == cited


def test_cells_without_a_sheet_are_cited_alone() -> None:
    source = document(marks=[(10, 20, "cells", "B2:D2")], title="ledger")
    assert pincite(source, source.span(11, 13)) == "ledger, B2:D2"


@given(st.integers(0, 120), st.integers(0, 120))
def test_a_mark_holds_for_a_span_that_it_shares_a_word_with(a: int, b: int) -> None:
    source = numbered()
    start, end = sorted((a, b))
    span = source.span(start, end)
    held = places(source, span)
    touching = [m for m in source.marks if Span(source.id, m.start, m.end).overlaps(span)]
    assert [mark for mark in held if end > start] == touching * (end > start)
    assert pincite(source, span).startswith("Indictment, p")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("What does ¶ 14 say?", ["14. He drove."]),
        ("paragraph 14", ["14. He drove."]),
        ("Para. 114", ["114. It rained."]),
        ("paras 14-15", ["14. He drove.", "15. She ran."]),
        ("¶¶ 14, 15 and 1", ["1. He paid.", "14. He drove.", "15. She ran."]),
        ("¶ 4", []),
        ("the count two charge", ["COUNT TWO\n\n3. He fled."]),
        ("Count 2", ["COUNT TWO\n\n3. He fled."]),
        ("Count II", ["COUNT TWO\n\n3. He fled."]),
        ("Count Two, ¶ 3", ["3. He fled."]),
        ("Counts One and Two", ["COUNT ONE\n\n1. He paid.\n\n2. She did not.",
                                "COUNT TWO\n\n3. He fled."]),
        ("who paid 14 dollars?", []),
        ("on what grounds can I count on him", []),
    ],
)  # fmt: skip
def test_a_place_that_a_question_names_is_found(query: str, words: list[str]) -> None:
    source = numbered()
    found = find_places(source, wanted_places(query))
    assert [source.text[span.start : span.end] for span in found] == words


def test_count_four_is_among_counts_three_through_five() -> None:
    source = numbered()
    (found,) = find_places(source, wanted_places("Count Four"))
    assert source.text[found.start :].startswith("COUNTS THREE THROUGH FIVE")


@pytest.mark.parametrize(
    ("query", "spans"),
    [
        ("ABC-000123", [(0, 50)]),
        ("what is abc 000123?", []),
        ("ABC000123", [(0, 50)]),
        ("ABC-00012", []),
        ("Dkt. 17", [(0, 50)]),
        ("ECF No. 17", [(0, 50)]),
        ("Doc. 7", []),
        ("page 2", [(50, 100)]),
        ("p. 2", [(50, 100)]),
        ("pp. 1–2", [(0, 50), (50, 100)]),
        ("page 11", []),
        ("page iv", [(0, 50)]),
        ("slide 3", [(50, 100)]),
    ],
)
def test_stamps_pages_and_slides_are_found(query: str, spans: list[tuple[int, int]]) -> None:
    marks: list[tuple[int, int, MarkKind, str]] = [
        (0, 50, "bates", "ABC-000123"),
        (0, 50, "docket", STAMP.format(3)),
        (0, 50, "printed page", "iv"),
        (50, 100, "slide", "3"),
    ]
    source = document(marks=marks, pages=PAGES)
    found = find_places(source, wanted_places(query))
    assert [(span.start, span.end) for span in found] == spans


@pytest.mark.parametrize("query", ["Who paid Pell?", "", "May 14, 2021", "$14,000 in 2021"])
def test_most_questions_name_no_place(query: str) -> None:
    assert wanted_places(query) == ()
