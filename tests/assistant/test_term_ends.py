"""What "five years from the Effective Date" comes to, from the day that the contract gives."""

from __future__ import annotations

import datetime

import pytest

from assistant.term_ends import term_ends
from corpus.reading import read_bytes
from corpus.terms import OWN, SIGNED, Term, terms_in

LEASE = (
    "LEASE AGREEMENT\n\nThis Lease is made as of May 3, 2021 ({named}) between Tern Holdings and"
    " Oda Vick.\n\n1. Use. It is a store.\n\n2. Term. {term}\n\n3. Law. That of Maine.\n"
)


def ends(term: str, named: str = 'the "Effective Date"', text: str = LEASE) -> str:
    document = read_bytes(text.format(term=term, named=named).encode(), "lease.txt")
    start = document.text.index(term)
    return term_ends(document, document.span(start, start + len(term)))


@pytest.mark.parametrize(
    ("term", "months", "since"),
    [
        ("for five (5) years from the Effective Date", 60, "effective date"),
        ("ten (10) years commencing on the Commencement Date", 120, "commencement date"),
        ("shall commence on the Effective Date and continue for 12 months", 12, "effective date"),
        ("begins on the date hereof and ends three years thereafter", 36, OWN),
        ("until the second (2nd) anniversary of the Effective Date", 24, "effective date"),
        ("a five-year term from the date of this Agreement", 60, OWN),
        ("twenty-four (24) months after the date of execution", 24, SIGNED),
        ("for one year commencing on May 1, 2006", 12, datetime.date(2006, 5, 1)),
        ("for two years and six months from the Effective Date", 30, "effective date"),
        ("two (2) years, and three (3) months after the Effective Date", 27, "effective date"),
        ("starts on the Effective Date and continues for one (1) year and one (1) month", 13,
         "effective date"),
        ('begins May 1, 2006. It starts on June 1, 2006 (the "Effective Date") for a period of six'
         " (6) months", 6, datetime.date(2006, 6, 1)),
    ],
)  # fmt: skip
def test_a_length_of_time_says_what_it_is_counted_from(
    term: str, months: int, since: str | datetime.date
) -> None:
    assert [(found.months, found.since) for found in terms_in(term)] == [(months, since)]


@pytest.mark.parametrize(
    "term",
    [
        "for a term of five years",
        "five (6) years from the Effective Date",
        "starts on the Effective Date and is renewed for two years",
        "starts on the Effective Date and ends on three months' notice",
        "starts on the Effective Date; the loan is for two years from the first delivery",
        "from the Effective Date and for two years after the opening",
        "one hundred five years from the Effective Date",
        "one hundred and five years from the Effective Date",
        "1 1/2 years from the Effective Date",
        "two years and a half from the Effective Date",
        "2½ years and six months from the Effective Date",
        "three to five years from the Effective Date",
        "3–5 years from the Effective Date",
        "two years less one day from the Effective Date",
        "two years and ninety business days from the Effective Date",
        "five years from the first day following the Effective Date",
        "starts on the Effective Date and continues for two years and a half",
        "starts on the Effective Date and continues for two years less one day",
        "fifty days from the Effective Date",
    ],
)
def test_what_is_counted_from_nothing_known_is_left_alone(term: str) -> None:
    assert [*terms_in(term)] == []


def test_a_length_of_several_units_is_counted_in_all_of_them() -> None:
    (term,) = terms_in("It runs 1 year, 6 months and 3 days from May 3, 2021.")
    assert term.ends(datetime.date(2021, 5, 3)) == datetime.date(2022, 11, 6)


@pytest.mark.parametrize(
    ("months", "since", "day"),
    [
        (12, (2020, 2, 29), (2021, 2, 28)),
        (48, (2020, 2, 29), (2024, 2, 29)),
        (1, (2021, 1, 31), (2021, 2, 28)),
        (11, (2021, 3, 1), (2022, 2, 1)),
    ],
)
def test_months_and_years_go_by_the_calendar(
    months: int, since: tuple[int, int, int], day: tuple[int, int, int]
) -> None:
    term = Term(0, 1, months, 0, OWN)
    assert term.ends(datetime.date(*since)) == datetime.date(*day)


def test_the_day_is_told_with_the_words_that_it_is_counted_from() -> None:
    assert ends("It lasts five (5) years from the Effective Date.") == (
        "“five (5) years from the Effective Date” comes to May 3, 2026, counted from “May 3, 2021"
        ' (the "Effective Date")” (Lease Agreement)'
    )
    assert ends("It begins on June 1, 2022 and continues for a period of one year.") == (
        "“June 1, 2022 and continues for a period of one year” comes to June 1, 2023"
    )


@pytest.mark.parametrize(
    ("term", "named", "day"),
    [
        ("It lasts 18 months from the date hereof.", "as agreed", "November 3, 2022"),
        ('"Start Date" means the date hereof. It lasts one year from the Start Date.', "as agreed",
         "May 3, 2022"),
        ('AGREED\nStart Date: June 1, 2023. It lasts one year from the Start Date.', "as agreed",
         "June 1, 2024"),
        ('This Lease is effective as of June 1, 2023. It lasts one year from the Effective Date.',
         "as agreed", "June 1, 2024"),
        ('The Opening Date is June 1, 2023. It ends one year after the Opening Date.', "as agreed",
         "June 1, 2024"),
    ],
)  # fmt: skip
def test_a_name_stands_for_the_day_that_the_contract_gives_it(
    term: str, named: str, day: str
) -> None:
    assert f"comes to {day}" in ends(term, named)


@pytest.mark.parametrize(
    ("term", "named"),
    [
        ("It lasts five years from the Launch Date.", 'the "Effective Date"'),
        ("The Start Date is May 1, 2021. The Start Date is May 2, 2021. It lasts one year from the"
         " Start Date.", "as agreed"),
        ("The Original Start Date is May 1, 2015. It lasts one year from the Start Date.",
         "as agreed"),
        ("It amends the lease whose Start Date is May 1, 2015. It lasts one year from the Start"
         " Date.", "as agreed"),
        ("If the Start Date is May 1, 2021, rent is due. It lasts one year from the Start Date.",
         "as agreed"),
        ("The Start Date is May 1, 2021 or the day of delivery, whichever is later. It lasts one"
         " year from the Start Date.", "as agreed"),
        ('It begins on the later of May 1, 2021 and delivery (the "Start Date"). It lasts one year'
         " from the Start Date.", "as agreed"),
        ('It opens ten days after May 1, 2021 (the "Start Date"). It lasts one year from the Start'
         " Date.", "as agreed"),
        ("It amends that certain Master Lease effective as of May 1, 2015. It lasts one year from"
         " the Effective Date.", "as agreed"),
        ("It lasts 9,999 years from the Effective Date.", 'the "Effective Date"'),
        ("It lasts 900 years from the Effective Date for 9999 years.", "as agreed"),
    ],
)  # fmt: skip
def test_nothing_is_guessed(term: str, named: str) -> None:
    assert ends(term, named) == ""


def test_only_contracts_are_counted_in() -> None:
    text = "Dear Ms. Vick,\n\nThe lease runs five years from May 3, 2021.\n\nYours truly,\nA. Lee\n"
    document = read_bytes(text.encode(), "letter.txt")
    assert term_ends(document, document.span(0, len(document.text))) == ""


def test_a_contract_without_any_day_says_nothing_of_its_end() -> None:
    text = "LEASE AGREEMENT\n\nThe term is five years from the Effective Date.\n"
    document = read_bytes(text.encode(), "lease.txt")
    assert document.kind == "contract"
    assert term_ends(document, document.span(0, len(document.text))) == ""
