"""Title, kind and date: plain rules over the name and the first words of a document."""

from __future__ import annotations

import datetime
import time

import pytest

from corpus.dating import date_of
from corpus.kinds import kind_of
from corpus.titles import title_of

INDICTMENT = "UNITED STATES DISTRICT COURT\n\nINDICTMENT\n\nThe Grand Jury charges:\n"
REPORTED = (
    "A jury convicted Reyes on Monday. The indictment, which a grand jury returned in May,\n"
    "named two others. The grand jury charges that they knew of it.\n"
)
ARTICLE = (
    "Prosecutors charged a man with terrorism, officials announced Wednesday.\n"
    "CNN is working to determine whether he has a lawyer.\n"
)
E_MAIL = "From: Tom\nTo: Ana\nSubject: the order\n\nSee the report.\n"


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        (INDICTMENT, "scan-004.pdf", "indictment"),
        (E_MAIL, "note.txt", "e-mail"),
        ("FOR IMMEDIATE RELEASE\n\nThree charged.", "a.txt", "press release"),
        ("ORDER OF DETENTION\n\nThe motion is granted.", "a.txt", "order"),
        ("The parties agree.\n\nIT IS SO ORDERED.", "a.txt", "order"),
        ("DEFENDANT’S MOTION TO SUPPRESS\n", "a.txt", "motion"),
        ("CRIMINAL COMPLAINT\n\nI, the undersigned", "a.txt", "complaint"),
        ("TRANSCRIPT OF PROCEEDINGS\n", "a.txt", "transcript"),
        ("EXHIBIT 4\nLedger", "a.txt", "exhibit"),
        ("He had put his affairs in order.", "a.txt", "other"),
        ("Nothing to go by.", "box 1/superseding-indictment.pdf", "indictment"),
        ("Nothing to go by.", "press_release_2.html", "press release"),
        ("Nothing to go by.", "email-3.txt", "e-mail"),
        ("Nothing to go by.", "orders/a.txt", "other"),
        ("Nothing to go by.", "border-crossing.txt", "other"),
        ("Nothing to go by.", "particle.txt", "other"),
        ("Nothing to go by.", "promotion.txt", "other"),
        ("Nothing to go by.", "court_order2.txt", "order"),
        ("Nothing to go by.", "orders.pdf", "order"),
        ("Nothing to go by.", "indictment-press-release.html", "press release"),
        ("v.\n\nTOM REYES\n\nSECOND SUPERSEDING INDICTMENT\n\nCount One", "a.pdf", "indictment"),
        ("TOM REYES, Defendant. | INDICTMENT\n\nCount One", "a.docx", "indictment"),
        ("THE GRAND JURY CHARGES THAT, in or about May,", "a.pdf", "indictment"),
        (f"Press Release\n\n{REPORTED}", "a.txt", "press release"),
        (f"FOR IMMEDIATE RELEASE\n\n{INDICTMENT}", "a.txt", "press release"),
        (REPORTED, "a.txt", "other"),
        ("Nothing to go by.", "plea-agreement.docx", "plea agreement"),
        ("Nothing to go by.", "mail.eml/contract.pdf", "contract"),
        ("UNITED STATES DISTRICT COURT\n\nPLEA AGREEMENT\n\nHe agrees.", "a.pdf", "plea agreement"),
        ("v.\n\nMEMORANDUM IN SUPPORT OF MOTION TO DISMISS\n", "a.pdf", "motion"),
        ("Government's Motion for Detention\n\nThe court", "a.pdf", "motion"),
        ("The motion to suppress was denied on Monday.", "a.txt", "other"),
        ("Exhibit 4 shows that he paid.", "a.txt", "other"),
        ("GOVERNMENT EXHIBIT 7-A\nLedger", "a.txt", "exhibit"),
        ("A report on the loss was sent.\nThe report was late.", "a.txt", "other"),
        ("INCIDENT REPORT\n\nThe yard", "a.txt", "report"),
        ("Report on the Loss of the Corvina Star\n\nThe yard", "a.txt", "report"),
        ("He read from a transcript of the call, and a press release.", "a.txt", "other"),
        ("Reporter's Transcript of Proceedings\n", "a.txt", "transcript"),
        (ARTICLE, "a.txt", "article"),
        ("By Ana Ortega\n\nPORT ELLERY - A jury met.", "a.txt", "article"),
    ],
)
def test_the_kind_is_what_the_name_says_or_the_first_words_do(
    text: str, name: str, kind: str
) -> None:
    assert kind_of(text, name) == kind


def test_a_web_page_of_no_other_kind_is_an_article() -> None:
    assert kind_of("Three men were charged.", "saved.html", given="article") == "article"
    assert kind_of(REPORTED, "saved.html", given="article") == "article"
    assert kind_of("FOR IMMEDIATE RELEASE", "saved.html", given="article") == "press release"


def test_an_e_mail_is_one_whatever_it_says() -> None:
    assert kind_of("FOR IMMEDIATE RELEASE", "press-release.eml", given="e-mail") == "e-mail"


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Dated: March 3, 2020", datetime.date(2020, 3, 3)),
        ("FILED Sept. 14, 2019", datetime.date(2019, 9, 14)),
        ("Sent: Mon, 5 Jan 2021 10:00", datetime.date(2021, 1, 5)),
        ("Published 2020-12-31", datetime.date(2020, 12, 31)),
        ("Entered this 1st day, June 2nd, 2021", datetime.date(2021, 6, 2)),
        ("Date: February 30, 2020", None),
        ("March 3, 2020", datetime.date(2020, 3, 3)),
        ("He met Flores in Newark on March 3, 2020", None),
        ("Dated: soon", None),
        ("Dated this 17th day of April, 2024.", datetime.date(2024, 4, 17)),
        ("Date: 2025-07-29T12:42:06.000Z", datetime.date(2025, 7, 29)),
        ("Filed 04/08/25", datetime.date(2025, 4, 8)),
        ("*By Ines Calloway, The Port Sentinel, 19 August 2024*", datetime.date(2024, 8, 19)),
        (
            "*An investigation by the Lantern Desk. Published 6 June 2023.*",
            datetime.date(2023, 6, 6),
        ),
        ("SO ORDERED this 3rd day of February, 2025.", datetime.date(2025, 2, 3)),
        ("He was taken by surprise on 19 August 2024 and held.", None),
        ("By June 3, 2024, the defendants had wired all of it", None),
        ("An earlier story, published 6 June 2019, said so of him.", None),
        ("Filed 25/04/1998", datetime.date(1998, 4, 25)),
        ("Date: 8.4.2025", datetime.date(2025, 4, 8)),
        ("04/08/25", None),
        ("Case 1:19-cr-00123 Document 1 Filed 04/08/25 Page 5 of 14", datetime.date(2025, 4, 8)),
        ("3 de marzo de 2024", datetime.date(2024, 3, 3)),
        ("le 1er août 2023", datetime.date(2023, 8, 1)),
        ("3. März 2024", datetime.date(2024, 3, 3)),
        ("3 de setembro de 2024", datetime.date(2024, 9, 3)),
    ],
)
def test_the_date_stands_on_a_line_of_its_own_or_one_that_says_so(
    line: str, date: datetime.date | None
) -> None:
    assert date_of(None, f"HARBOR LIGHT\n{line}\nText.") == date


def test_the_date_may_stand_at_the_very_end() -> None:
    text = "He signed it. " * 1_000 + "\nDated: March 3, 2020\n"
    assert date_of(None, text) == datetime.date(2020, 3, 3)


def test_a_date_line_wins_over_the_date_the_format_gives() -> None:
    given = datetime.date(2001, 1, 1)
    assert date_of(given, "Filed May 4, 2020") == datetime.date(2020, 5, 4)
    assert date_of(given, "Nothing said.") == given


@pytest.mark.parametrize(
    ("given", "text", "name", "title"),
    [
        ("  United States\nv. Flores ", "UNITED STATES v. ANA FLORES\n\nINDICTMENT", "a.pdf", "United States v. Flores"),
        ("Microsoft Word - x.docx", "INDICTMENT", "a.pdf", "Indictment"),
        ("Microsoft Word - Ledger", "The Ledger", "a.pdf", "The Ledger"),
        ("Scan0001.tif", "The Ledger", "a.pdf", "The Ledger"),
        ("C:\\cases\\x", "The Ledger", "a.pdf", "The Ledger"),
        ("Presentation1", "The Ledger", "a.pdf", "The Ledger"),
        ("Titled Otherwise", "The Ledger", "a.pdf", "Titled Otherwise"),
        (None, f"UNITED STATES DISTRICT COURT\n\nv.\n\nSUPERSEDING {INDICTMENT[30:]}", "a.pdf",
         "Superseding Indictment"),
        (None, "IN THE SUPREME COURT\n\nA v. B | MOTION TO DISMISS COUNT 2 AND FOR COSTS\n",
         "a.pdf", "Motion to Dismiss Count 2 and for Costs"),
        (None, "SUPERIOR COURT OF FRANKLIN\n\nNothing here.", "box/smith-v-jones.pdf",
         "SUPERIOR COURT OF FRANKLIN"),
        (None, "THE DAILY LEDGER\nMay 3, 2021\n\nGrand jury raises the figure again\n", "a.txt",
         "Grand jury raises the figure again"),
        (None, "FOR IMMEDIATE RELEASE\nMarch 11, 2025\n\nUnited States Attorney's Office\n"
         "Western District of Calloway\n\nCouple Charged in $14 Million Scheme\n\nA couple was …",
         "a.txt", "Couple Charged in $14 Million Scheme"),
        (None, "May 3, 2021\n\nTo whom it may concern:", "memo_on_crates.pdf", "memo on crates"),
        (None, '<?xml version="1.0"?>\n<a>', "the_ledger.xml", "the ledger"),
        (None, "Item | Price\n1 | 2", "the_ledger.md", "the ledger"),
        ("untitled", "The Light on Pier 9\n\nIt was late.", "a.txt", "The Light on Pier 9"),
        (None, E_MAIL, "box/e-mail_12.txt", "the order"),
        (None, "From: Tom\nTo: Ana", "box/e-mail_12.txt", "e mail 12"),
        (None, "It was a long sentence.", "the_ledger.txt", "the ledger"),
        (None, "", ".txt", ".txt"),
    ],
)  # fmt: skip
def test_the_title_is_the_formats_own_or_the_first_line_or_the_name(
    given: str | None, text: str, name: str, title: str
) -> None:
    assert title_of(given, text, name) == title


@pytest.mark.parametrize("unit", [" ", "A", "A ", "|", "\n", "Report ", "MOTION ", "12/", "By A"])
def test_two_million_times_the_same_take_seconds_at_most(unit: str) -> None:
    text = unit * (2_000_000 // len(unit))
    began = time.perf_counter()
    assert title_of(None, text, "the_ledger.txt")
    assert kind_of(text, "the_ledger.txt")
    assert date_of(None, text) is None
    assert time.perf_counter() - began < 10
