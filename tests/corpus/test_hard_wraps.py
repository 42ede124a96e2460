"""Words that were divided at the end of a line are one word; hyphens of words stay."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Mark
from corpus.readers.extracted import Extracted
from corpus.readers.hard_wraps import with_words_joined
from corpus.readers.layout import joint
from corpus.reading import read, read_bytes
from tests.files import pdf

BEFORE = "The paper was filed in the office of the "
DIVIDED = [
    ("District of Colum-", "bia, where it lay.", "Columbia,"),
    ("clerk of the defen-", "dant who did not come.", "defendant"),
    ("DISTRICT OF COLUM-", "BIA, WHERE IT LAY.", "COLUMBIA,"),
    ("clerk who was ex-", "amined by the court.", "examined"),
    ("clerk under an under-", "standing with the court.", "understanding"),
    ("clerk and his co-", "conspirator, who fled.", "co-conspirator,"),
    ("clerk with twenty-", "five crates of tin.", "twenty-five"),
    ("clerk by court-", "appointed counsel.", "court-appointed"),
    ("clerk and the ex-", "wife of the boatman.", "ex-wife"),
    ("clerk on cross-", "examination by Pell.", "cross-examination"),
    ("clerk of an Anglo-", "American firm.", "Anglo-American"),
    ("clerk at 617-555-", "0142 and at home.", "617-555-0142"),
    ("clerk in No. 1:21-cr-", "00123 and no other.", "1:21-cr-00123"),
    ("clerk who sold over-", "the-counter pills.", "over-the-counter"),
    ("clerk of the ware\xad", "house on Pier 9.", "warehouse"),
    ("clerk charged with first-", "degree murder.", "first-degree"),
    ("clerk held as a high-", "risk defendant.", "high-risk"),
    ("clerk asked to re-", "sign the lease.", "re-sign"),
    ("clerk who was hand-", "delivered a letter.", "hand-delivered"),
    ("clerk by wire-", "transfer instructions.", "wire-transfer"),
    ("clerk in a follow-", "up letter to him.", "follow-up"),
    ("clerk at an on-", "site inspection.", "on-site"),
    ("clerk and the price-", "fixing scheme.", "price-fixing"),
    ("clerk in a tax-", "exempt fund.", "tax-exempt"),
    ("clerk and neighbor-", "hood watch.", "neighborhood"),
    ("clerk named Mr. Green-", "field of Pier 9.", "Greenfield"),
    ("clerk by re-", "leased funds.", "released"),
]


@pytest.mark.parametrize(("before", "after", "word"), DIVIDED)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\n    "])
def test_a_divided_word_stands_on_the_line_where_it_begins(
    before: str, after: str, word: str, end: str
) -> None:
    text = f"{BEFORE}{before}{end}{after}{end}It rained."
    read = read_bytes(text.encode(), "a.txt").text
    assert f"{word}{end}{after.partition(' ')[2]}{end}It rained." in read
    dropped, between = joint(before, after)
    line = before[: len(before) - dropped] + between + after
    assert word in line


def test_what_the_text_writes_elsewhere_decides() -> None:
    text = (
        f"A cease-fire held.\n{BEFORE}judge of the cease-\nfire line.\n"
        f"{BEFORE}man of the home-\nowner group. A homeowner came.\n"
    )
    read = read_bytes(text.encode(), "a.txt").text
    assert "the cease-fire\nline" in read
    assert "the homeowner\ngroup" in read


@pytest.mark.parametrize(
    "text",
    [
        "Sub-\nject: nothing\n",
        f"{BEFORE}clerk -\nand of nobody.\n",
        f"{BEFORE}clerk--\nand of nobody.\n",
        "see https://example.org/all/the/papers/of-\nthis.html there\n",
        f"> {BEFORE}defen-\ndant wrote back.\n",
        f"{BEFORE}defen-\n\ndant wrote back.\n",
    ],
)
def test_what_only_looks_like_a_divided_word_is_left_alone(text: str) -> None:
    assert read_bytes(text.encode(), "a.txt").text == text


def test_lines_of_a_quoted_mail_are_joined_within_their_marks() -> None:
    body = f"> {BEFORE}defen-\n> dant who came.\n> It rained.\n"
    mail = f"From: a@example.org\nTo: b@example.org\nSubject: x\n\n{body}"
    assert "office of the defendant who came." in read_bytes(mail.encode(), "m.eml").text


def test_a_paragraph_of_word_that_was_pasted_with_its_line_ends_is_joined(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph(f"{BEFORE}District of Colum-")
    paragraph.add_run().add_break()
    paragraph.add_run("bia, where it lay.")
    document.save(str(tmp_path / "a.docx"))
    assert "District of Columbia,\nwhere it lay." in read(tmp_path / "a.docx").text


TEXTS = st.lists(
    st.sampled_from(
        [
            "the office of a clerk in the ",
            "defen-\n",
            "dant ",
            "> ",
            "\n",
            "x-\r\n",
            "9-\n",
            "co-\n",
        ]
    ),
    max_size=30,
).map("".join)


@given(TEXTS, st.data())
def test_no_letter_is_lost_and_marks_stay_inside(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    joined = with_words_joined(Extracted(text, marks=(Mark(start, end, "line", "1"),)))
    assert sorted(filter(str.isalnum, joined.text)) == sorted(filter(str.isalnum, text))
    (mark,) = joined.marks
    assert 0 <= mark.start <= mark.end <= len(joined.text)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Q. And then you went to the yard to see Mr. Smith-", "A. No, I never did that."),
        ("MR. HALE: YOUR HONOR, I HAVE TO OBJECT-", "THE COURT: Overruled."),
        ("12:01 <bob> I was about to say something to-", "12:02 <amy> what is it"),
        ("The account that he used for it was no. 5521-", "From: Jane Roe"),
        ("Please send the wire to the address payments at joan-", "roe@firm.com by Monday."),
        ("It is told on the pages of the web site at my-", "firm.com/archive since May."),
        ("There were contracts that were short-", "and long-term on his desk."),
    ],
)
def test_no_turn_address_or_second_compound_is_drawn_to_the_line_before(
    before: str, after: str
) -> None:
    text = f"{before}\n{after}\nIt rained on the pier.\n"
    assert f"{before}\n{after}\n" in read_bytes(text.encode(), "a.txt").text


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        ("BRIEF OF THE PLAINTIFFS-", "APPELLANTS", "PLAINTIFFS-APPELLANTS"),
        ("tested, and found to be HIV-", "positive in May", "HIV-positive"),
        ("seen by the doctor on the x-", "ray of his hand", "x-ray"),
    ],
)
def test_a_hyphen_that_belongs_to_a_word_stays(before: str, after: str, whole: str) -> None:
    dropped, between = joint(before, after)
    assert whole in before[: len(before) - dropped] + between + after


@pytest.mark.parametrize(
    ("said", "half", "rest", "whole"),
    [
        ("She resigned in May.", "re-", "sign from the board", "resign"),
        ("She would re-sign it.", "re-", "signed the deed", "re-signed"),
        ("The flat was leased to him.", "re-", "leased the flat", "re-leased"),
        ("He was released on bail.", "re-", "leased the flat", "released"),
    ],
)
def test_a_word_that_the_hyphen_changes_is_the_one_that_the_text_has(
    said: str, half: str, rest: str, whole: str
) -> None:
    text = f"{said}\n{BEFORE}clerk who {half}\n{rest} of the firm.\n"
    assert f" {whole}\n" in read_bytes(text.encode(), "a.txt").text


def test_words_of_the_page_before_tell_what_is_a_compound() -> None:
    pages = ["The cease-fire held.", f"{BEFORE}judge of the cease-\nfire line that ran there."]
    assert "the cease-fire line" in read_bytes(pdf(pages), "a.pdf").text


@pytest.mark.parametrize("name", ["m.eml", "m.txt"])
def test_mail_keeps_its_hyphens(name: str) -> None:
    body = f"{BEFORE}clerk who should co-\noperate with them.\n{BEFORE}defen-\ndant who came.\n"
    mail = f"From: a@example.org\nTo: b@example.org\nSubject: x\n\n{body}"
    text = read_bytes(mail.encode(), name).text
    assert "co-operate" in text
    assert "defendant" in text  # no mail program, but somebody's paper
