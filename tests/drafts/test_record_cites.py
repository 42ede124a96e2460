"""Cites to the record, parsed: the paper and the places, and what is no cite."""

from __future__ import annotations

import pytest

from assistant.drafts.law_cites import cases_cited, law_cited
from assistant.drafts.record_cites import record_cites

CITES = [
    ("He paid (Dkt. 17 ¶ 9).", [("docket", "17", ["¶ 9"])]),
    ("ECF No. 17 at 4; Doc. 12-3 at 2–3", [
        ("docket", "17", ["p. 4"]), ("docket", "12-3", ["p. 2–3"])]),
    ("See Ex. 4 at 12, 14.", [("exhibit", "4", ["p. 12", "p. 14"])]),
    ("Vance Dep. 45:3–12; Vance Dep. Tr. 45:3-46:2.", [
        ("named", "Vance Dep.", ["45:3–12"]), ("named", "Vance Dep. Tr.", ["45:3–46:2"])]),
    ("Trial Tr. 101:3–9, 14–16", [("named", "Trial Tr.", ["101:3–9", "101:14–16"])]),
    ("Vance Dep. at 45, ll. 3-12", [("named", "Vance Dep.", ["45:3–12"])]),
    ("Dep. of Ada Vance at 45:3.", [("named", "Dep. of Ada Vance", ["45:3"])]),
    ("She left. Indictment ¶ 14. He came.", [("named", "Indictment", ["¶ 14"])]),
    ("Compl. ¶¶ 3, 7–9; Smith Decl. ¶ 4.", [
        ("named", "Compl.", ["¶ 3", "¶ 7–9"]), ("named", "Smith Decl.", ["¶ 4"])]),
    ("It was so (id. at 5). Id. ¶ 12.", [("same", "", ["p. 5"]), ("same", "", ["¶ 12"])]),
    ("The crates left. CB000123–CB000130.", [("bates", "CB000123–CB000130", [])]),
    ("met Mr. Pell. Superseding Indictment ¶ 16.", [
        ("named", "Superseding Indictment", ["¶ 16"])]),
    ("Gov't Ex. 7, n.2.", [("exhibit", "Gov't 7", ["n.2"])]),
    ("GX 7 at 2; PX-12", [("exhibit", "GX 7", ["p. 2"]), ("exhibit", "PX 12", [])]),
    ("Lease § 4(b)(ii); Services Agreement § 3.2", [
        ("named", "Lease", ["§ 4(b)(ii)"]), ("named", "Services Agreement", ["§ 3.2"])]),
    ("Am. Compl. ¶ 119–22", [("named", "Am. Compl.", ["¶ 119–122"])]),
    ("He met her. Indictment ¶ 13(c).", [("named", "Indictment", ["¶ 13(c)"])]),
    ("He pleaded. Stone Plea ¶ 6. Ames ¶¶ 2, 4.", [
        ("named", "Stone Plea", ["¶ 6"]), ("named", "Ames", ["¶ 2", "¶ 4"])]),
    ("It was seized. Bay Courier, Apr. 12, 2024, at 3. He left (Letter of Ames, May 3, 2024).", [
        ("named", "Bay Courier, Apr. 12, 2024", ["p. 3"]),
        ("named", "Letter of Ames, May 3, 2024", [])]),
    ("He paid twice. Ex. 7, Nos. 1–8. Ex. 7, No. 4 & n.3; Ledger, rows 2 and 5.", [
        ("exhibit", "7", ["No. 1–8"]), ("exhibit", "7", ["No. 4", "n.3"]),
        ("named", "Ledger", ["No. 2", "No. 5"])]),
]  # fmt: skip
NO_CITES = [
    "The Indictment charges Mr. Pell with conspiracy.",
    "Under the Plea Agreement he must pay.",
    "Count Five of the Indictment charges a conspiracy.",
    "Entry No. KB7-0042318-6 and invoice INV-20771 were filed.",
    "II. THE FACTORS FAVOR RELEASE",
    "He left.\n\nC. The Corvina Star invoices\n\nShe wrote.",
    "It rained. May 3, 2024, was a Friday. On Friday, May 3, 2024, he left Boston.",
]


@pytest.mark.parametrize(("text", "wanted"), CITES)
def test_a_cite_names_a_paper_and_its_places(
    text: str, wanted: list[tuple[str, str, list[str]]]
) -> None:
    found = record_cites(text)
    assert [(c.kind, c.paper, [str(p) for p in c.places]) for c in found] == wanted


@pytest.mark.parametrize("text", NO_CITES)
def test_what_only_names_a_paper_is_no_cite(text: str) -> None:
    assert record_cites(text) == []


LAW = [
    ("The right is old. 410 U.S. 113, 120 (1973).", True),
    ("Smith v. Jones, 2020 WL 123456, at *3 (S.D.N.Y. May 3, 2020).", True),
    ("See United States v. Salerno, 481 U.S. 739, 755 (1987).", True),
    ("In re Penn Marine, 12 F.4th 345 (2d Cir. 2021).", True),
    ("He was charged under 18 U.S.C. § 371.", False),
    ("Fed. R. Crim. P. 11(c)(1)(B) allows it.", False),
]


@pytest.mark.parametrize(("text", "is_decision"), LAW)
def test_a_cite_to_law_is_told_from_one_to_the_record(text: str, is_decision: bool) -> None:
    assert law_cited(text)
    assert bool(cases_cited(text)) is is_decision
    assert all(c.kind == "same" for c in record_cites(text))


def test_a_sum_and_a_date_are_no_law() -> None:
    assert law_cited("On May 3, 2021, he paid $4,500 to Mr. Penn at 12 Quay Street.") == []


@pytest.mark.parametrize(
    ("text", "paper"),
    [
        ("The door was open. Opinion and Order ¶ 4.", "Opinion and Order"),
        ("The door was open. Opinion & Order at 2.", "Opinion & Order"),
        ("It was so. Memorandum Opinion and Order ¶ 4.", "Memorandum Opinion and Order"),
        ("It was so. Report and Recommendation at 3.", "Report and Recommendation"),
        ("He denied it in the Complaint and Answer ¶ 4.", "Answer"),
    ],
)
def test_a_paper_of_a_court_that_two_words_name_is_one(text: str, paper: str) -> None:
    assert [cite.paper for cite in record_cites(text)] == [paper]
