"""Title, kind and date: plain rules over the name and the first words of a document."""

from __future__ import annotations

import datetime

import pytest

from corpus.dating import date_of
from corpus.kinds import kind_of
from corpus.reading import read_bytes
from corpus.titles import title_of
from tests.files import pdf
from tests.growing import STEEPEST, power_of_repeats

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
        ("  United States\nv. Flores ", "UNITED STATES v. ANA FLORES\n\nINDICTMENT", "a.pdf",
         "United States v. Flores"),
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
        (None, "     Q.   Could you state\nyour name?\n     A.   Leo Amsel.", "tarrant_2.txt",
         "tarrant 2"),
        (None, "Dated 14. 5. 2021\n\nHello.", "memo_2.txt", "memo 2"),
        (None, "By Joan Ruiz and TOM LEE, Staff\nA barn burned\n\nIt did.", "a_1.txt",
         "A barn burned"),
        (None, "Attorney Work Product\nNotes of a call\n\nHe rang.", "a_1.txt", "Notes of a call"),
        (None, "By land and by sea\n\nHe came.", "a_1.txt", "By land and by sea"),
        (None, "THE COURT: We are here\nMR. PIKE: Yes.", "day_2.txt", "day 2"),
        (None, "", ".txt", ".txt"),
    ],
)  # fmt: skip
def test_the_title_is_the_formats_own_or_the_first_line_or_the_name(
    given: str | None, text: str, name: str, title: str
) -> None:
    assert title_of(given, text, name) == title


@pytest.mark.parametrize("unit", [" ", "A", "A ", "|", "\n", "Report ", "MOTION ", "12/", "By A"])
def test_the_same_over_and_over_takes_time_as_it_is_long(unit: str) -> None:
    def facts(text: str) -> None:
        assert title_of(None, text, "the_ledger.txt")
        assert kind_of(text, "the_ledger.txt")
        assert date_of(None, text) is None

    assert power_of_repeats(facts, unit) < STEEPEST


CAPTION = """UNITED STATES DISTRICT COURT
WESTERN DISTRICT OF CALLOWAY

ANA FLORES,                     )
            Plaintiff,          )   No. 2:19-cv-00123
    v.                          )
HARBOR LIGHT, INC.,             )   {}
            Defendant.          )
"""


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (CAPTION.format("OPINION AND ORDER"), "opinion"),
        (CAPTION.format("FINAL JUDGMENT"), "judgment"),
        (CAPTION.format("NOTICE OF APPEAL"), "notice"),
        (CAPTION.format("NOTICE OF MOTION TO COMPEL"), "motion"),
        (CAPTION.format("DECLARATION OF TOM REYES"), "declaration"),
        (CAPTION.format("ANSWER TO COMPLAINT"), "answer"),
        (CAPTION.format("ORDER GRANTING MOTION FOR JUDGMENT"), "order"),
        (CAPTION.format("AFFIDAVIT IN SUPPORT OF MOTION TO DISMISS"), "declaration"),
        (CAPTION.format("RESPONSES TO FIRST SET OF INTERROGATORIES"), "interrogatories"),
        (CAPTION.format("OPPOSITION TO MOTION TO DISMISS"), "brief"),
        (CAPTION.format("SUBPOENA DUCES TECUM"), "subpoena"),
        ("UNITED STATES DISTRICT COURT\n\nCase No. 1:20-cr-31 PLEA AGREEMENT\n\nHe",
         "plea agreement"),
        ("UNITED STATES DISTRICT COURT\n\nNo. 20-31 WRIT OF ATTACHMENT\n\nThe", "order"),
        ("APPLICATION FOR A SEARCH WARRANT\n\nI, a federal officer, ask", "warrant"),
        ("RESIDENTIAL LEASE\n\nLandlord: A. Tenant: B.", "contract"),
        ("Harbor and pilot.\nThis Agreement is made on May 3 by and between them.", "contract"),
        ("EXHIBIT 4.1 TERMS THIS AGREEMENT is dated May 3. BETWEEN A and B.", "contract"),
        ("4 Quay Street\n\nDear Ms. Flores:\n\nThe barn burned.\n\nSincerely,\nTom", "letter"),
        ("Dear Tom,\n\nNOTICE OF TERMINATION\n\nYou must go.", "letter"),
        ("INVOICE\n\nInvoice No. 114", "invoice"),
        ("Brass Pipes\nBill to: The Grand\nAmount due   44.00", "invoice"),
        ("Date | Debit | Credit | Balance\n1/2/20 | 4 | 0 | 4", "ledger"),
        ("CIVIL DOCKET FOR CASE #: 2:19-cv-00123-AB\n\n1 COMPLAINT", "docket sheet"),
        ("M E M O R A N D U M\n\nTO: All\nFROM: Control\nRE: Counts", "memo"),
        ("Minutes of the meeting held on 3 May 2021\n\nPresent: A, B", "minutes"),
        ("Judge Denies Motion\nBy Ana Ortega\n\nPORT ELLERY - A jury met on Monday.", "article"),
        ("THE DAILY LEDGER\nMay 3, 2021\n\nCity loses its appeal over pier\nBy Ana Ortega\n\n"
         "The mayor told reporters that he would go.", "article"),
        ("GOVERNMENT EXHIBIT 7\n\n| No. | Paid on | Memo | Sum |\n", "exhibit"),
        ("In re Complaint of Tom Reyes\n\nNothing else.", "other"),
        ("1. Opinion\nHe has none.\n" * 3, "other"),
    ],
)  # fmt: skip
def test_a_paper_is_of_the_kind_that_its_heading_names(text: str, kind: str) -> None:
    assert kind_of(text, "scan-004.pdf") == kind


@pytest.mark.parametrize(
    ("given", "text", "title"),
    [
        ("10811.exe", CAPTION.format("MOTION TO COMPEL"), "Motion to Compel"),
        ("JS-6", CAPTION.format("MOTION TO COMPEL"), "Motion to Compel"),
        ("AO 91 (Rev. 11/11)", CAPTION.format("MOTION TO COMPEL"), "Motion to Compel"),
        ("CM/ECF - LIVE", CAPTION.format("MOTION TO COMPEL"), "Motion to Compel"),
        ("Lease shell 2014", CAPTION.format("MOTION TO COMPEL"), "Motion to Compel"),
        ("Flores Motion to Compel", CAPTION.format("MOTION TO COMPEL"), "Flores Motion to Compel"),
        ("UNITED STATES DISTRICT COURT", CAPTION.format("FINAL JUDGMENT"), "Final Judgment"),
        (None, "FILED\nCLERK, U.S. COURT\nJAN 12 2016\n\n" + CAPTION.format("ORDER"), "Order"),
        (None, "UNITED STATES DISTRICT COURT\n\nFlores v. Harbor Light\n\n19-123\n\nNothing.",
         "Flores v. Harbor Light"),
        (None, "MOTION TO SUPPRESS EVIDENCE\nSEIZED FROM A BOAT\n\nThe boat",
         "Motion to Suppress Evidence Seized from a Boat"),
        (None, "A v. B   :  SECOND SUPERSEDING\n         :  INDICTMENT\n",
         "Second Superseding Indictment"),
        (None, "UNITED STATES DISTRICT COURT\n\nNo. 1:20-cr-31 PLEA AGREEMENT\n\nHe",
         "Plea Agreement"),
        (None, "UNITED STATES DISTRICT COURT\n\nNo. 19-31 RULE 26 REPORT\n\nThe", "Rule 26 Report"),
        (None, "UNITED STATES DISTRICT COURT\n\nNo. 1:20-cr-31 JAR ORDER\n\nThe", "Order"),
        (None, "INVOICE\nInvoice No. 114", "Invoice 114"),
        (None, "GOVERNMENT\nEXHIBIT\n14", "Government Exhibit 14"),
        (None, "TO: All\n\nMEMORANDUM\n\nRe: Cash counts", "Cash counts"),
        (None, "Harbor Light\n\nRe: Unpaid rent\n\nDear Ms. Flores:\n\nPay.", "Unpaid rent"),
        (None, "Harbor Light\n\nDear Ms. Flores:\n\nPay.", "Letter to Ms. Flores"),
        (None, "Harbor Light\n\nDear Sir or Madam:\n\nPay.", "Letter from Harbor Light"),
        (None, "THE HARBOR HERALD | Courts\nPilot was asleep at the wheel, jury hears\nBy Ana\n",
         "Pilot was asleep at the wheel, jury hears"),
    ],
)  # fmt: skip
def test_the_title_is_the_papers_own_name_and_no_programs_courts_or_stamps(
    given: str | None, text: str, title: str
) -> None:
    assert title_of(given, text, "scan-004.pdf") == title


@pytest.mark.parametrize(
    ("kind", "text", "day"),
    [
        ("order", "FILED\nCLERK, U.S. DISTRICT COURT\nJAN 12 2016\n\nORDER", (2016, 1, 12)),
        ("opinion", "Argued: March 9, 2011\nDecided and Filed: June 28, 2011", (2011, 6, 28)),
        ("opinion", "Submitted January 12, 2032. Filed: March 3, 2032.", (2032, 3, 3)),
        ("order", "It is so.\n\nSO ORDERED this 20th day\nof July, 2006.", (2006, 7, 20)),
        ("order", "It is so.\n\nSO ORDERED. January 15, 2021.", (2021, 1, 15)),
        ("contract", "This Agreement is made this 20t h day of\nMay, 2018, by", (2018, 5, 20)),
        ("contract", "This lease, dated July 11 , 2006, begins on May 1, 2007.", (2006, 7, 11)),
        ("contract", "Signed this twenty-first day of November, 2003.", (2003, 11, 21)),
        ("contract", "Seller: Tom     Date: 3-14-18", (2018, 3, 14)),
        ("contract", "Dated: OCTOBER 1,1996", (1996, 10, 1)),
        ("contract", "Dated: J u l y 1 1 , 2 0 0 6", (2006, 7, 11)),
        ("letter", "Our ref VO/22          30 September 2020\n\nDear Ana,", (2020, 9, 30)),
        ("letter", "Newark, 24-OCT-2011\n\nDear Ana,", (2011, 10, 24)),
        ("notice", "Dated: Wendell\n       September 13, 2010", (2010, 9, 13)),
        ("motion", "I certify that on this 30th day of July, 2014, I sent it.", (2014, 7, 30)),
        ("deposition", "Deposition of Ana, taken at noon on\nMay 11, 2017", (2017, 5, 11)),
        ("minutes", "Minutes of the sitting of 7 April 2022\n\nPresent", (2022, 4, 7)),
        ("report", "Date of fire: June 27, 2015\nDate of report: July 8, 2015", (2015, 7, 8)),
        ("article", "FENWICK, June 25, 2013 - Twelve people were held.", (2013, 6, 25)),
        ("plea agreement", "He agrees. " * 400 + "\n— C. Apgar, March 5, 2018", (2018, 3, 5)),
        ("invoice", "Due date: March 2, 2023", None),
        ("docket sheet", "Date Filed: 04/27/2015", None),
        ("motion", "MOTION\n\nDate: June 3, 2024\nTime: 9:00 a.m.\nDept: 4", None),
        ("press release", "A complaint filed on June 21, 2013 was unsealed.", None),
        ("indictment", "On or about the 3rd day of May, 2018, he signed it.", None),
        ("subpoena", "Date and Time: July 9, 2018\nDate: June 11, 2018", (2018, 6, 11)),
        ("other", "Born: July 9, 1968", None),
        ("exhibit", "| No. | Paid on | Sum |\n|---|---|---|\n| 1 | 2021-05-14 | 4 |", None),
        ("invoice", "Brass Pipes\n09/14/2020    Attendance     550.00", None),
        ("article", "He left for Newark in the night of\nMay 3, 2019", None),
        ("other", "DOB\n3/4/1980", None),
        ("other", "My commission expires:\nJune 4, 2024", None),
        ("order", "Hearing Date:\nMarch 1, 2022", None),
        ("other", "3\n\nMay 2020", None),
        ("contract", "FIRST AMENDMENT\n\nThis amends the lease made as of January 1, 2019.\n"
         "It is made as of March 3, 2021.", (2021, 3, 3)),
        ("minutes", "MINUTES\n\nThe minutes of the meeting held on March 3, 2019 were approved.\n"
         "\nDate: April 7, 2019", (2019, 4, 7)),
    ],
)  # fmt: skip
def test_the_day_of_a_paper_is_its_own_and_not_one_that_it_tells_of(
    kind: str, text: str, day: tuple[int, int, int] | None
) -> None:
    assert date_of(None, text, kind=kind) == (datetime.date(*day) if day else None)


OTHER_LABELS = [
    "Maturity Date:", "Pay by:", "Cutoff:", "Discovery cutoff:", "Hearing:", "Due:", "Reply by:",
    "Closing Date:", "Closing:\n", "RSVP:", "Admitted:", "Discharged:", "Check-in:", "Ship Date:",
    "Expires:", "Date of hire:", "Trial:", "Renewal Date:",
]  # fmt: skip


@pytest.mark.parametrize("label", OTHER_LABELS)
@pytest.mark.parametrize("kind", ["contract", "invoice", "letter", "notice", "memo", "other"])
def test_a_day_that_is_labelled_as_another_one_is_not_that_of_the_paper(
    label: str, kind: str
) -> None:
    said = f"The paper\n\n{label} March 1, 2030\n\n"
    assert date_of(None, f"{said}Nothing else is said.\n", kind=kind) is None
    dated = f"{said}Date: May 4, 2022\n\nNothing else is said.\n"
    assert date_of(None, dated, kind=kind) == datetime.date(2022, 5, 4)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Q. Was the meeting held on March 1, 2019?\nA. Yes.\n", None),
        ("Q. Was the meeting\nheld on March 1, 2019?\nA. Yes.\n", None),
        ("A. It was.\n\nThe meeting was convened on March 1, 2019.\n", None),
        ("MR. LEE: It was held on March 1, 2019.\n", None),
        ("Taken on May 4, 2022\n\nQ. Was it held on March 1, 2019?\nA. Yes.\n", (2022, 5, 4)),
        ("Q. Was it held on March 1, 2019?\nA. Yes.\n\nI certify that the deposition was taken"
         " on May 4, 2022.\n", (2022, 5, 4)),
        ("Hearing Date: May 4, 2022\n\nTHE COURT: He pleaded on March 1, 2019.\n", (2022, 5, 4)),
        ("Date of Trial: May 4, 2022\n\nTHE COURT: He pleaded on March 1, 2019.\n", (2022, 5, 4)),
        ("Tuesday, May 4, 2022\n\nTHE WITNESS: It was held on March 1, 2019.\n", (2022, 5, 4)),
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["deposition", "transcript"])
def test_a_day_that_a_witness_tells_of_is_not_that_of_the_transcript(
    text: str, day: tuple[int, int, int] | None, kind: str
) -> None:
    told = date_of(None, f"ANN LEE\n\n{text}", kind=kind)
    assert told == (datetime.date(*day) if day else None)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("München, den 4.3.2024", "letter"), ("Datum: 04.03.2024", "letter"),
        ("Datum: 4. 3. 2024", "letter"), ("Datum: 04.03.24", "letter"),
        ("Urteil vom 4.3.2024", "judgment"), ("4.3.2024", "letter"), ("am 4.3.2024", "letter"),
    ],
)  # fmt: skip
def test_days_in_figures_with_points_have_the_day_first(line: str, kind: str) -> None:
    text = f"Landgericht München\n\n{line}\n\nWir haben Ihren Brief erhalten und prüfen ihn.\n"
    assert date_of(None, text, kind=kind) == datetime.date(2024, 3, 4)


CAPTION = "SUPERIOR COURT OF CALIFORNIA\n\nJANE ROE v. BOB PELL\nCase No. 7\n\n"


@pytest.mark.parametrize(
    ("heading", "kind", "title"),
    [
        ("[PROPOSED] ORDER GRANTING STAY", "order", "[Proposed] Order Granting Stay"),
        ("[PROPOSED] ORDER", "order", "[Proposed] Order"),
        ("(PROPOSED) JUDGMENT", "judgment", "(Proposed) Judgment"),
        ("EX PARTE APPLICATION", "motion", "Ex Parte Application"),
        ("EX PARTE MOTION FOR ORDER TO SHOW CAUSE", "motion",
         "Ex Parte Motion for Order to Show Cause"),
        ("NOTICE OF EX PARTE APPLICATION", "motion", "Notice of Ex Parte Application"),
        ("EX PARTE MILLIGAN", "other", "JANE ROE v. BOB PELL"),
    ],
)  # fmt: skip
def test_proposed_orders_and_what_is_asked_for_ex_parte_are_named_as_they_are(
    heading: str, kind: str, title: str
) -> None:
    text = f"{CAPTION}{heading}\n\nIt is asked for.\n"
    assert (kind_of(text, "x.pdf"), title_of(None, text, "x.pdf")) == (kind, title)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Answer to mom.txt", "other"), ("lunch order.txt", "other"),
        ("Complaint about noise.txt", "other"), ("motion sickness.txt", "other"),
        ("ten minutes.txt", "other"), ("Answer to Complaint.pdf", "answer"),
        ("0043-order.pdf", "order"), ("Def Motion to Dismiss.pdf", "motion"),
    ],
)  # fmt: skip
def test_a_files_name_in_everyday_words_makes_no_paper_of_a_note(name: str, kind: str) -> None:
    assert kind_of("See you at four on the pier. Bring the dog.\n", name) == kind


@pytest.mark.parametrize("back", range(1_480, 1_520))
def test_no_day_is_cut_in_two_where_the_end_of_a_long_paper_begins(back: int) -> None:
    signed = "\n12 March 2021\n"
    text = "He went on. " * 900 + signed
    assert date_of(None, text + "x" * (back - len(signed)), kind="letter") in (
        None, datetime.date(2021, 3, 12),
    )  # fmt: skip


def test_a_filing_is_of_the_day_of_its_stamp_and_a_letter_of_its_own() -> None:
    stamps = ("Case 1:19-cv-00123 Document 8 Filed 04/08/25 Page 1 of 4",)
    text = "April 2, 2025\n\nSome words."
    assert date_of(None, text, kind="motion", stamps=stamps) == datetime.date(2025, 4, 8)
    assert date_of(None, text, kind="letter", stamps=stamps) == datetime.date(2025, 4, 2)


def test_the_stamp_of_a_pdf_dates_it_and_its_heading_names_it() -> None:
    pages = [
        "Case 1:19-cv-00123 Document 8 Filed 04/08/25 Page 1 of 4\n\n"
        "UNITED STATES DISTRICT COURT\n\nFINAL JUDGMENT\n\nFlores takes nothing by her suit."
    ]
    document = read_bytes(pdf(pages, title="Microsoft Word - x.docx"), "0071.pdf")
    assert (document.title, document.kind) == ("Final Judgment", "judgment")
    assert document.date == datetime.date(2025, 4, 8)


@pytest.mark.parametrize(
    "unit",
    [
        "Dear A.", "Dear A ", "A. ", "By A.", "1. ", "(1st) day of ", "- ", "FILED ", "Dated: ",
        "March 1, 2020 ", "of ", "x y ", "The Post ",
    ],
)  # fmt: skip
def test_facts_of_a_long_text_are_found_in_time(unit: str) -> None:
    def facts(text: str) -> None:
        title_of("A title", text, "a.txt")
        date_of(None, text, kind=kind_of(text, "a.txt"))

    assert power_of_repeats(facts, unit) < STEEPEST
    assert power_of_repeats(facts, unit.replace(" ", "\n")) < STEEPEST
    captioned = power_of_repeats(lambda t: facts(f"UNITED STATES DISTRICT COURT\n{t}"), unit)
    assert captioned < STEEPEST
