"""A draft held against the example case: what each of its sentences comes out as, and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.drafts import DraftReport, check_draft
from assistant.drafts.report import CheckedSentence
from assistant.drafts.unanswered import unanswered
from assistant.errors import BadDraft
from corpus.errors import MissingPath
from index import Case
from tests import files


def checked(case: Case, text: str) -> list[CheckedSentence]:
    return list(check_draft(case, text).sentences)


def the_one(case: Case, text: str) -> CheckedSentence:
    (sentence,) = checked(case, text)
    return sentence


BORNE_OUT = [
    "Mr. Vesely founded Harbor Light Trading LLC in 2014. Indictment ¶ 2.",
    "Mr. Kellner must surrender his customs broker license no later than February 20, 2024. "
    "Plea Agreement ¶ 13.",
    "Count Five charges a money laundering conspiracy against Mr. Vesely, Mr. Pell and "
    "Ms. Achterberg. Superseding Indictment ¶ 16.",
    "On March 8, 2022, Ms. Brandvold asked Mr. Kellner to replace the commercial invoice for the "
    "Corvina Star.",
    "The first payment, of $12,000, was made on May 14, 2021. Gov't Ex. 7.",
    "Mr. Kellner agreed to plead guilty to Count One of the Information. Plea Agreement ¶ 1.",
    "Mr. Kellner filed entries for 43 containers that Harbor Light imported. Kellner Plea ¶ 6.",
    "Agents searched the warehouse of Harbor Light on September 14, 2023. Courier, Apr. 12, 2024.",
    "The third payment, of $18,000, was made on November 5, 2021. Ex. 7, No. 3.",
    "Pelican Row had its address at 1200 Cask Street and no employees. Superseding Indictment ¶ 4.",
    "Judge Lindqvist found that Mr. Vesely bought a one-way ticket to Lisbon on April 8, 2024. "
    "Order ¶ 8.",
    "Two days later, on March 10, 2022, Mr. Pell allegedly released three containers without "
    "examination. Indictment ¶ 13.",
    "Mr. Kellner admits that he filed entries for 43 containers. Kellner Plea ¶ 6.",
]


@pytest.mark.parametrize("text", BORNE_OUT)
def test_what_the_record_says_is_borne_out_with_its_place(harbor_light: Case, text: str) -> None:
    sentence = the_one(harbor_light, text)
    assert sentence.verdict == "supported", sentence.reason
    for source in sentence.sources:
        document = harbor_light.document(source.span.document_id)
        assert document.text[source.span.start : source.span.end] == source.quote
    assert all(cited.state == "bears it out" for cited in sentence.cites)


DIFFERS = [
    ("Pelican Row had two employees. Superseding Indictment ¶ 4.", "amount", "no employees"),
    ("On April 6, 2024, Mr. Vesely bought a one-way ticket to Lisbon. Detention Order ¶ 8.",
     "date", "April 8, 2024"),
    ("Ms. Brandvold was released on a bond secured by her residence. Detention Order ¶ 3.",
     "who", "Mr. Pell on a bond"),
    ("The Indictment alleges that Mr. Pell handed Mr. Vesely an envelope that held $14,000. "
     "Indictment ¶ 13(c).", "who", "handed"),
    ("Mr. Kellner told Mr. Vesely to stop putting this in writing.", "who", "stop putting this"),
    ("Mr. Kellner was convicted by a jury of conspiracy.", "plea or verdict", "plead guilty"),
    ("Mr. Kellner “understood from Person A that Officer 1 was being bribed.” Plea Agreement ¶ 9.",
     "quotation", "being"),
    ("Ilse Brandvold was the treasurer of Harbor Light. Indictment ¶ 3.", "word", "controller"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "rule", "said"), DIFFERS)
def test_what_the_record_says_otherwise_differs_with_both_places(
    harbor_light: Case, text: str, rule: str, said: str
) -> None:
    report = check_draft(harbor_light, text)
    (sentence,) = report.sentences
    assert sentence.verdict == "differs", sentence.reason
    difference = sentence.difference
    assert difference is not None
    assert difference.rule == rule
    assert difference.source is not None
    assert said in difference.source.quote
    assert 0 <= difference.start < difference.end <= len(report.text)


def test_what_is_nowhere_is_not_said_to_be_lacking(harbor_light: Case) -> None:
    sentence = the_one(
        harbor_light, "Mr. Pell coached the soccer club of Saint Orrin for two years."
    )
    assert sentence.verdict == "not-in-file"
    assert sentence.reason == "Nothing found in this case that bears it out."


UNCHECKED = [
    ("# STATEMENT OF FACTS", "heading"),
    ("DELMORE GROWERS, INC., Plaintiff, v. RIDGEWAY REFRIGERATION LLC, Defendant.", "heading"),
    ("*United States v. Vesely*, Case No. 2:24-cr-00087-EHT", "heading"),
    ("The record is cited as follows: “Order” for the order of detention of April 17, 2024.",
     "reference"),
    ("The United States submits this memorandum against the release of Mr. Vesely.", "request"),
    ("Why would a man with two daughters flee?", "question"),
    ("Mr. Vesely respectfully asks this Court to revisit its order.", "request"),
    ("The government's case is thin and rests on speculation.", "argument"),
    ("The government bears the burden. United States v. Salerno, 481 U.S. 739 (1987).", "law"),
    ("The Bail Reform Act requires release on conditions. 18 U.S.C. § 3142.", "law"),
    ("Herr Vesely hat die Gesellschaft im Jahre 2014 gegründet und war ihr Geschäftsführer.",
     "German"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "why"), UNCHECKED)
def test_what_no_record_can_bear_out_is_not_checked(
    harbor_light: Case, text: str, why: str
) -> None:
    sentences = checked(harbor_light, text)
    assert {sentence.verdict for sentence in sentences} == {"unchecked"}
    assert why in sentences[0].reason


def test_a_cite_to_the_wrong_place_says_where_it_stands(harbor_light: Case) -> None:
    text = "Mr. Pell decided which arriving containers his team would open. Indictment ¶ 9."
    sentence = the_one(harbor_light, text)
    (cited,) = sentence.cites
    assert (sentence.verdict, cited.state) == ("differs", "does not say it")
    assert "¶ 4 does" in cited.reason


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Vesely admits that Mr. Kellner filed entries for 43 containers. Kellner Plea ¶ 6.",
        "Judge Ames found that Mr. Vesely bought a one-way ticket to Lisbon on April 8, 2024. "
        "Order ¶ 8.",
    ],
)
def test_what_another_admits_or_finds_is_not_borne_out(harbor_light: Case, text: str) -> None:
    assert the_one(harbor_light, text).verdict in ("differs", "not-in-file")


def test_a_newspaper_of_another_day_is_no_paper_of_the_case(harbor_light: Case) -> None:
    text = "Agents searched the warehouse on September 14, 2023. Courier, Apr. 13, 2024."
    (cited,) = the_one(harbor_light, text).cites
    assert cited.state == "no such paper"
    assert "Courier, Apr. 13, 2024" in cited.reason


def test_a_cite_that_leads_nowhere_says_why(harbor_light: Case) -> None:
    fact = "Mr. Vesely was arrested at his home on April 11, 2024."
    for cite, state, reason in (
        ("Indictment ¶ 45", "no such place", "has no ¶ 45; it ends at ¶ 19"),
        ("Indictment at 40", "no such place", "has no page 40"),
        ("Dkt. 17 ¶ 2", "no such paper", "numbered 17 on the docket"),
        ("Stone Decl. ¶ 2", "no such paper", "called “Stone Decl.”"),
    ):
        (cited,) = the_one(harbor_light, f"{fact} {cite}.").cites
        assert cited.state == state
        assert reason in cited.reason


def test_id_is_the_paper_that_was_cited_last(harbor_light: Case) -> None:
    text = (
        "Mr. Vesely is 52 years old. Detention Order ¶ 7. He supports two daughters in college."
        " Id. "
        "Counsel proffered that the trip was to visit a supplier. Id. ¶ 8."
    )
    sentences = checked(harbor_light, text)
    assert [s.verdict for s in sentences] == ["supported"] * 3
    places = [c.place.pincite for s in sentences for c in s.cites if c.place]
    assert [place.rpartition(", ")[2] for place in places] == ["¶ 7", "¶ 7", "¶ 8"]


def test_a_sentence_that_joins_facts_is_cut_and_each_has_its_source(harbor_light: Case) -> None:
    text = (
        "Mr. Kellner agreed to a forfeiture money judgment of $150,500, and Ms. Brandvold was "
        "released on an unsecured bond of $95,000."
    )
    sentence = the_one(harbor_light, text)
    assert [fact.verdict for fact in sentence.facts] == ["supported", "differs"]
    assert sentence.verdict == "differs"
    assert sentence.difference is not None
    assert text[sentence.difference.start : sentence.difference.end] == "$95,000"


def test_the_draft_is_no_evidence_for_itself(case: Case, folder: Path) -> None:
    brief = (
        "Mr. Penn sold the yacht Halcyon to Ms. Stone in June 2020. Ms. Stone paid $45,000 for it. "
        "She kept it at Pier 6."
    )
    (folder / "brief.md").write_text(brief, encoding="utf-8")
    (folder / "deed.md").write_text("# Deed\n\nThe lighthouse was built in 1901.\n", "utf-8")
    case.add(folder)
    report = check_draft(case, folder / "brief.md")
    assert report.count("supported") == 0
    assert any("the draft itself (brief.md)" in notice for notice in report.notices)


def test_pages_and_lines_and_stamps_are_opened(case: Case, folder: Path) -> None:
    pages = ["Mr. Penn sold the yacht Halcyon for $45,000.", "Ms. Stone paid for it in cash."]
    (folder / "12-3 letter agreement.pdf").write_bytes(files.pdf(pages, title="Letter Agreement"))
    (folder / "dkt-17.pdf").write_bytes(files.pdf(["The hearing took place on May 3, 2021."]))
    case.add(folder)
    text = (
        "Mr. Penn sold the yacht Halcyon for $45,000. Letter Agreement at 1. "
        "Ms. Stone paid for it in cash. Letter Agreement at 1. "
        "The hearing took place on May 3, 2021. ECF No. 17 at 1."
    )
    sentences = check_draft(case, text).sentences
    states = [cited.state for sentence in sentences for cited in sentence.cites]
    assert states == ["bears it out", "does not say it", "bears it out"]
    assert "p. 2 does" in sentences[1].reason


def test_two_papers_that_fit_are_both_opened_and_named(case: Case, folder: Path) -> None:
    for name, day in (("first", "May 3, 2021"), ("second", "June 9, 2021")):
        text = f"# Declaration of Ada Stone\n\n1. I sold the yacht on {day}.\n\n2. It is true.\n"
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    case.add(folder)
    (cited,) = the_one(case, "Ada Stone sold the house in Lisbon. Stone Decl. ¶ 1.").cites
    assert "2 papers fit" in cited.reason


def test_an_empty_draft_and_one_that_is_none_are_refused(
    harbor_light: Case, tmp_path: Path
) -> None:
    with pytest.raises(BadDraft, match="empty"):
        check_draft(harbor_light, "  \n ")
    with pytest.raises(MissingPath):
        check_draft(harbor_light, tmp_path / "none.docx")
    scanned = tmp_path / "scan.pdf"
    scanned.write_bytes(files.scanned_pdf())
    with pytest.raises(BadDraft, match=r"scan\.pdf"):
        check_draft(harbor_light, scanned)
    (tmp_path / "brief.xlsx").write_bytes(b"PK")
    with pytest.raises(BadDraft, match="can be a"):
        check_draft(harbor_light, tmp_path / "brief.xlsx")


def test_every_place_of_a_report_stands_where_it_says(harbor_light: Case) -> None:
    text = " ".join([*BORNE_OUT, *(text for text, _, _ in DIFFERS)])
    report: DraftReport = check_draft(harbor_light, text)
    for sentence in report.sentences:
        assert report.text[sentence.start : sentence.end] == sentence.text
        for cited in sentence.cites:
            assert report.text[cited.start : cited.end] == cited.text
        for quoted in sentence.quotations:
            assert report.text[quoted.start : quoted.end] == quoted.text


DEPOSITION = """DEPOSITION OF DALE WHITCOMB
Taken on May 16, 2023

                              12
 1      Q.  When did you first inspect Room 2?
 2      A.  It was October 6, 2022, a Thursday.
 3      Q.  What did you find?
 4      A.  The relay was wired backwards.
 5          I had never seen that before.
 6      Q.  Who wired the relay?
 7      A.  One of our installers, Kip Saldana.
 8      Q.  Was the door of Room 2 open?
 9      A.  No. The door log showed it was shut all
10          weekend.
11      Q.  Did you tell Mr. Renneker that?
12      A.  Yes. I told him on the phone on October 7.

                              13
 1      Q.  What did he say?
 2      A.  He told me not to put it in writing.
 3      Q.  How many bins were spoiled?
 4      A.  I counted 2,950 bins.
 5      Q.  Did anyone ask you to change your report?
 6      A.  I don't recall.
"""
ORDER = """OPINION AND ORDER

November 8, 2023

1. The Court finds that an employee of Ridgeway wired the relay of Room 2 backwards.

2. Whether the door of the storage room was left open is a disputed question of fact.
"""


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("Whitcomb testified that the door was open all weekend. Whitcomb Dep. 12:8-10.", False),
        ("Whitcomb testified that the door was shut all weekend. Whitcomb Dep. 12:8-10.", True),
        ("Whitcomb testified that somebody asked him to change his report.", False),
        ("Whitcomb found that the relay was wired backwards. Whitcomb Dep. 12:4.", True),
        ("The Court also found that the door was left open. Opinion and Order ¶ 2.", False),
        ("The Court found that an employee of Ridgeway wired the relay of Room 2 backwards. "
         "Opinion and Order ¶ 1.", True),
    ],
)  # fmt: skip
def test_what_is_only_asked_or_left_open_is_not_borne_out(
    case: Case, folder: Path, text: str, stands: bool
) -> None:
    (folder / "Whitcomb deposition.txt").write_text(DEPOSITION)
    (folder / "order.txt").write_text(ORDER)
    case.add(folder)
    sentence = the_one(case, text)
    assert (sentence.verdict == "supported") is stands, sentence.reason


@pytest.mark.parametrize(
    ("claim", "source", "objects"),
    [
        ("Ridgeway installed the relay.",
         "REQUEST NO. 3: Admit that Ridgeway installed the relay. RESPONSE: Denied.", True),
        ("The door was open.", "Mr. Roe: Was the door open? Ms. Doe: No, never.", True),
        ("The door was not open.", "Q. Was the door open? A. No.", False),
        ("He asked whether the door was open.", "Q. Was the door open? A. I don't know.", False),
        ("The sum was due, whether paid in cash or not.",
         "The sum was due, whether paid in cash or by cheque.", False),
        ("The heir signed the deed.", "The jury must decide if the heir signed the deed.", True),
        ("The heir signed the deed.", "She asked if the heir signed the deed.", True),
    ],
)  # fmt: skip
def test_what_a_source_leaves_open_speaks_against_a_claim(
    claim: str, source: str, objects: bool
) -> None:
    assert bool([*unanswered(claim, source)]) is objects


def test_a_short_sentence_of_a_foreign_draft_is_of_its_language(harbor_light: Case) -> None:
    german = (
        "Am 2. Oktober 2022 stieg die Temperatur im Lager auf 41 Grad. Herr Vesely hat am 5. "
        "Oktober 2022 nichts davon aufgeschrieben, und die Klägerin verlor alle ihre Birnen."
    )
    sentences = checked(harbor_light, german)
    assert {one.verdict for one in sentences} == {"unchecked"}, [one.reason for one in sentences]


def test_a_row_of_a_word_table_is_held_without_the_heads_of_its_columns(
    case: Case, folder: Path
) -> None:
    (folder / "letter.txt").write_text("Roe paid $240,000 to Doe on May 3, 2022.\n")
    case.add(folder)
    heads, wrong = checked(
        case, "Day | Payment | Paid by\n\nMay 3, 2022: Payment = $204,000; Paid by = Roe"
    )
    assert heads.verdict == "unchecked"
    assert wrong.verdict == "differs"
    assert "$204,000" in wrong.reason
    assert "Payment" not in wrong.reason
