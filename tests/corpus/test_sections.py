"""Sections of contracts, statutes and orders: numbered, nested, cited and found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Document
from corpus.lookup import find_places, wanted_places
from corpus.marks import marks_of
from corpus.pincite import pincite
from corpus.sections import sections

LEASE = """\
LEASE AGREEMENT

This Lease is made on May 3, 2021 between Tern Holdings ("Landlord") and Oda Vick ("Tenant").

1. Definitions

1.1 "Premises" means the shed on Pier 9.

1.2 "Rent" means $3.50 a crate.

2. Rent. Tenant pays as set out in
Section 4.2 of the Rules and as follows:

(a) by the third of the month;

(b) in dollars, which are sent

(i) by wire; or

(ii) by check.

2.1 Late Rent. Interest runs at 3.5 percent. 2.2 Set-off. There is none.

3. Ending. (a) Either party may end it. (b) Landlord may end it at once.

Governing Law

The law of Maine governs.

IN WITNESS WHEREOF the parties sign.

By: ____________

SCHEDULE A

1. Crates are of pine.

2. Boxes are of tin.
"""
BYLAWS = """\
BYLAWS OF THE ROWING CLUB

ARTICLE I
NAME

Section 1. Name. The club is called Tern.

Section 2. Seat. It sits in Orr.

ARTICLE II - MEMBERS

Section 1. Who. Anyone may join.

Section 2. Dues. Dues are $5.
"""
STATUTE = """\
§ 70. Theft of crates

(a) In general.—Whoever takes a crate shall be fined.

(b) Definitions.—In this section:

(1) the term "crate" means a box of wood;

(2) the term "box" means a crate.

§ 71. Attempt

Whoever tries to is fined too.
"""
ORDER = """\
IN THE DISTRICT COURT
Case No. 21-44

PROTECTIVE ORDER

1. SCOPE

1.1 It covers all papers.

1.2 It covers no testimony.

2. USE

2.1 Papers are used here only.
"""
COMPLAINT = """\
UNITED STATES DISTRICT COURT
Case No. 1:21-cv-123

COMPLAINT

1. Tern owns a shed.

2. The lease says:

3.2 Rent. Tenant pays rent.

3.3 Heat. Tenant pays for heat.

3. Vick paid nothing.
"""
CONTENTS = "SUPPLY AGREEMENT\n\n1. Goods 2\n2. Price 3\n3. Law 3\n\n"
ONE_PARAGRAPH = "OFFTAKE AGREEMENT\n\n4.1 Tern pays in May. 4.2 Vick ships in June. 4.3 No other.\n"


def read(text: str, title: str = "Lease") -> Document:
    return Document("a" * 64, "a.txt", title, "other", None, text, (), marks_of(text, (), ()))


def cited(text: str, quote: str) -> str:
    document = read(text)
    start = text.index(quote)
    return pincite(document, document.span(start, start + len(quote))).removeprefix("Lease, ")


@pytest.mark.parametrize(
    ("text", "quote", "place"),
    [
        (LEASE, "$3.50 a crate", "§ 1.2"),
        (LEASE, "Tenant pays as set out", "§ 2"),
        (LEASE, "Section 4.2 of the Rules", "§ 2"),
        (LEASE, "by the third of the month", "§ 2(a)"),
        (LEASE, "by check", "§ 2(b)(ii)"),
        (LEASE, "by wire; or\n\n(ii) by check", "§ 2(b)"),
        (LEASE, "Interest runs", "§ 2.1"),
        (LEASE, "There is none", "§ 2.2"),
        (LEASE, "Landlord may end it", "§ 3(b)"),
        (LEASE, "$3.50 a crate.\n\n2. Rent", "§§ 1–2"),
        (LEASE, "The law of Maine", "Lease"),
        (LEASE, "the parties sign", "Lease"),
        (LEASE, "Boxes are of tin", "Sched. A § 2"),
        (BYLAWS, "It sits in Orr", "Art. I § 2"),
        (BYLAWS, "Dues are $5", "Art. II § 2"),
        (STATUTE, "a box of wood", "§ 70(b)(1)"),
        (STATUTE, "Whoever tries to", "§ 71"),
        (ORDER, "It covers no testimony", "§ 1.2"),
        (COMPLAINT, "Tenant pays for heat", "¶ 2"),
        (COMPLAINT, "Vick paid nothing", "¶ 3"),
        (CONTENTS + LEASE, "$3.50 a crate", "§ 1.2"),
        (ONE_PARAGRAPH, "Vick ships in June", "§ 4.2"),
    ],
)
def test_a_place_in_a_contract_is_its_section_and_in_a_complaint_its_paragraph(
    text: str, quote: str, place: str
) -> None:
    assert cited(text, quote) == place
    assert cited(text.replace("\n", "\r\n"), quote.replace("\n", "\r\n")) == place


@pytest.mark.parametrize(
    ("text", "query", "begins"),
    [
        (LEASE, "What does section 2.1 say?", ["2.1 Late"]),
        (LEASE, "§ 2.1", ["2.1 Late"]),
        (LEASE, "sec. 2(b)(ii)", ["(ii) by "]),
        (LEASE, "Section 3 (b)", ["(b) Land"]),
        (LEASE, "sec. 1.1(a)", ['1.1 "Pre']),
        (LEASE, "§§ 1.1–1.2", ['1.1 "Pre', '1.2 "Ren']),
        (LEASE, "clause 3", ["3. Endin"]),
        (LEASE, "¶ 2.2", ["2.2 Set-"]),
        (LEASE, "section 2 of Schedule A", ["2. Boxes"]),
        (LEASE, "section 9", []),
        (BYLAWS, "Article II", ["ARTICLE "]),
        (BYLAWS, "Art. II § 1", ["Section "]),
        (BYLAWS, "Article II, Section 2", ["Section "]),
        (STATUTE, "§ 70(b)(2)", ["(2) the "]),
        (COMPLAINT, "¶ 3", ["3. Vick "]),
        (LEASE, "18 U.S.C. § 2", []),
    ],
)
def test_a_section_that_a_question_names_is_found(text: str, query: str, begins: list[str]) -> None:
    document = read(text)
    found = find_places(document, wanted_places(query))
    assert [document.text[span.start : span.start + 8] for span in found] == begins


def test_the_last_paragraph_of_a_series_does_not_run_on_to_the_end() -> None:
    rest = "The court has read the file and sees no reason to doubt any of it.\n\n" * 40
    text = f"ORDER\n\nThree things matter.\n\n1. The day.\n\n2. The sum:\n\n(a) in cash.\n\n{rest}"
    document = read(text)
    last = [mark for mark in document.marks if mark.kind == "paragraph"][-1]
    assert text[last.start : last.end] == "2. The sum:\n\n(a) in cash."


LINES = st.lists(
    st.sampled_from(
        "LEASE|AGREEMENT|ARTICLE I|ARTICLE II - X|Section 1. A b.|1. Rent.|2. Heat.|1.1 So.|1.2 No."
        "|(a) One;|(b) Two.|(i) x|3. (a) y. (b) z.|§ 4|SCHEDULE A||General Terms|By: _".split("|")
    ),
    max_size=40,
).map("\n".join)


@given(LINES)
def test_sections_lie_inside_the_text_and_each_in_the_one_around_it(text: str) -> None:
    marks = [mark for mark in marks_of(text, (), ()) if mark.kind == "section"]
    assert all(0 <= mark.start < mark.end <= len(text) for mark in marks)
    for one in marks:
        for other in marks:
            apart = one.end <= other.start or other.end <= one.start
            within = one.start <= other.start and other.end <= one.end
            assert apart or within or (other.start <= one.start and one.end <= other.end)


def test_a_complaint_that_quotes_a_statute_keeps_its_paragraphs() -> None:
    said = [f"{n}. The defendant did the thing of number {n} in the yard." for n in range(1, 20)]
    quoted = [f"Section {n}. Whoever does so shall be fined." for n in (1341, 1343, 1346, 1349)]
    head = "UNITED STATES DISTRICT COURT\n\nCOMPLAINT"
    text = "\n\n".join([head, *said[:3], *quoted, *said[3:]])
    assert cited(text, "number 17 in").endswith("¶ 17")


def test_what_an_opinion_quotes_is_no_section_of_it() -> None:
    words = "The parties dispute what the act means, and each has filed a brief on it. " * 8
    quoted = "Section 10. No person shall do so.\n\nSection 11. Nor shall another."
    text = f"OPINION\n\n{words}\n\n{quoted}\n\nSection 12. Nor he.\n\nWe hold for Smith."
    assert "§" not in cited(text, "We hold for Smith")


def test_a_list_within_a_section_is_no_row_of_sections() -> None:
    text = (
        "AGREEMENT\n\nThis Agreement is made on May 3, 2021 between A and B.\n\n"
        "1. Fruit. The parties sell:\n\n1. Apples.\n2. Pears.\n3. Plums.\n\n2. Rent. Due.\n\n"
        "3. Notice. Given.\n\n4. End."
    )
    assert cited(text, "Rent. Due") == "§ 2"
    assert cited(text, "Notice. Given") == "§ 3"


LISTED = """LOAN AGREEMENT

3. Default

3.2 Events. Each of these is an event of default:

(a) failure to pay;

(b) insolvency:

(i) of the borrower; or

(ii) of a guarantor; and

(c) breach of a covenant.

In each case the lender may call the loan.

3.3 Duties. The tenant shall: (a) pay the rent; (b) insure the barn; and (c) repair the roof. Each
failure to do so is a default.

3.4 Notices.

   (a) Notices are in writing.

   They are sent by post.

   (b) Notices are in English.

Others are void.

4. End. This ends it.
"""


@pytest.mark.parametrize(
    ("quote", "place"),
    [
        ("breach of a covenant.", "3.2(c)"),
        ("In each case the lender", "3.2"),
        ("of a guarantor", "3.2(b)(ii)"),
        ("repair the roof.", "3.3"),
        ("failure to do so", "3.3"),
        ("They are sent by post.", "3.4(a)"),
        ("Others are void.", "3.4"),
    ],
)
def test_words_below_a_list_are_of_its_section_and_not_of_its_last_item(
    quote: str, place: str
) -> None:
    assert innermost(LISTED, quote) == place


JUMPING = """LEASE

1. Rent. The rent is due.

2. Use. It is a store.

3. Repairs. The tenant repairs.

{middle}

{last}
"""


@pytest.mark.parametrize(
    ("middle", "last", "quote", "place"),
    [
        ("11. Notices. By post.", "12. Law. Of Maine.", "By post.", "11"),
        ("41. A stray one stands here.", "4. Law. Of Maine.", "A stray one", None),
        ("41. A stray one stands here.", "4. Law. Of Maine.", "Of Maine.", "4"),
        ("12. See the deed.", "13. Id. at 4.\n\n4. Law. Of Maine.", "See the deed.", None),
    ],
)
def test_a_number_out_of_its_row_is_no_part_of_the_section_before(
    middle: str, last: str, quote: str, place: str | None
) -> None:
    assert innermost(JUMPING.format(middle=middle, last=last), quote) == place


def innermost(text: str, quote: str) -> str | None:
    at = text.index(quote)
    around = [(end - start, name) for start, end, name in sections(text) if start <= at < end]
    return min(around)[1] if around else None


@pytest.mark.parametrize("heading", ["USE", "TAX", "Use", "PREMISES"])
def test_the_first_section_below_a_short_heading_is_one(heading: str) -> None:
    text = (
        "MASTER LEASE\n\nARTICLE 1\nTERM\n1.1 The term is ten years.\n1.2 It may be extended.\n\n"
        f"ARTICLE 2\n{heading}\n2.1 Tenant shall use it for offices.\n(a) No pets.\n(b) No signs.\n"
        "2.2 It opens at seven.\n"
    )
    found = {name: text[start:end] for start, end, name in sections(text)}
    assert found["2.1"].startswith("2.1 Tenant")
    assert found["2.1(a)"] == "(a) No pets."
