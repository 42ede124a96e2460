"""Paragraphs and sentences: where they begin and end in the prose of case files."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.language.sentences import sentence_spans
from corpus.paragraphs import paragraph_spans

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=400)
PROSE = st.lists(
    st.sampled_from(
        "Mr. Flores paid $1.5 million. v. U.S. No. 1:19-cr-12 Jan. 3 Inc. 14. (a) “No,” ¶ § said "
        "he \n \n\n \r\n \t COUNT ONE # wired… Ünal 被告人 \u2028 — e.g. ... ?! )".split(" ")
    ),
    max_size=60,
).map(" ".join)


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


def paragraphs(text: str) -> list[str]:
    return [text[start:end] for start, end in paragraph_spans(text)]


@pytest.mark.parametrize(
    "text",
    [
        "See U.S. v. Flores, No. 1:19-cr-00123.|The plea was entered on Jan. 3, 2020.",
        "Harbor Light Inc. paid $1.5 million.|Mr. Ortiz signed it.",
        "The court decided United States v. Booker, 543 U.S. 220 (2005).|It binds us.",
        "The defendant, of Newark, N.J., owned the firm.|He sold it.",
        "18 U.S.C. § 1956(a)(1)(B)(i) applies.|So does Fed. R. Crim. P. 11(c)(1)(C).",
        "He was arrested in St. Louis, Mo. on Feb. 14.|Bail was set at $50,000.",
        "The hearing is at 9:30 a.m. on Monday.|Bring the exhibits.",
        "The firm, i.e. Harbor, paid.|It was late, e.g., by a day.",
        "Dr. Smith et al. v. Acme Corp. was dismissed.|The appeal failed.",
        'He said, "I did not do it."|Then he left.|"Why?" she asked.',
        "He moved under § 841(a)(1).|The court denied it.",
        "As charged in ¶ 14, he paid.|See ¶¶ 14–15.|It was cash.|See ¶ 16.|So it was.",
        "The plea under Fed. R. Crim. P. 11 was taken.|Fed. R. Evid. 404(b) bars it.",
        "United States v. Vesely, et al., No. 2:24-cr-00087-EHT, was filed.|It is pending.",
        "He lives in Washington, D.C. and works there.|She lives in Washington, D.C.|He left.",
        "The call came at 9:15 a.m. Eastern time and ended at 10 p.m.|He hung up.",
        "At 5 p.m. Mr. Pell left.|He was alone.",
        "The two were released on bond.|Mr. Vesely was not.|The asst. Mr. Hale left.",
        "Pike signed for it at 11:20 a.m.|Within the hour he had left.",
        "Agent J. E. Flores, Jr. signed it.|So did M. A. Smith.|The Hon. S. R. Ortiz ruled.",
        "“I saw … nothing,” he said.|He paused . . . and went on.|He trailed off…|Then he left.",
        "The witness said, “I did not see it.”|The court struck it.|He wrote: 'Pay him.'|She paid.",
        "See Dkt. No. 17, Ex. A at 4.|See 123 F. Supp. 2d 456 (S.D.N.Y. 1999).|It binds us.",
        "28 C.F.R. § 50.2(b) applies.|So does U.S.S.G. § 2B1.1(b)(1)(L).",
        "Art. III, sec. 2 governs.|So does Amend. IV.|That is all.",
        "He met Capt. Ruiz, Lt. Vega and Sgt. Ortiz.|They left.",
        "See Compl. ¶ 14; Am. Compl. ¶ 15; Indict. ¶ 3.|The claims differ.",
        "Def.'s Mot. at 4; Gov't Opp. at 5.|The Court disagrees.",
        "He paid.1|She did not.2|They left.",
        "The defendant, a.k.a. “Chino,” left the U.S. in May.|The U.S. Attorney spoke.",
        "(See Ex. 3.)|The ledger is there (see Ex. 4).|It was burned.",
        "Id. at 5.|See also Ex. 12 at 3–4.",
        "Is it so?|Yes!|It is.",
    ],
)
def test_a_stop_ends_a_sentence_only_where_one_ends(text: str) -> None:
    expected = text.split("|")
    assert sentences(" ".join(expected)) == expected


def test_the_number_of_a_paragraph_stays_with_its_first_sentence() -> None:
    text = "14. On or about Mar. 2, 2019, FLORES wired $9,500. 15. He did so again.\n(a) Twice.\n"
    assert sentences(text) == [
        "14. On or about Mar. 2, 2019, FLORES wired $9,500.",
        "15. He did so again.",
        "(a) Twice.",
    ]


def test_a_sentence_runs_over_the_right_margin_and_not_over_a_paragraph() -> None:
    text = (
        "COUNT ONE\n(Wire Fraud)\n\nThe firm was not paid for any of the crates that it had\n"
        "sent. It\nasked twice\n\nBest,\nTom"
    )
    assert sentences(text) == [
        "COUNT ONE",
        "(Wire Fraud)",
        "The firm was not paid for any of the crates that it had\nsent.",
        "It\nasked twice",
        "Best,\nTom",
    ]


def test_rules_and_rows_of_stars_are_no_sentences() -> None:
    assert sentences("* * *\n\n-----\n\nHe left.\n\n……") == ["He left."]


E_MAIL = """\
From: Tom Reyes <tom@harborlight.example>
To: Ana Ortega
Subject: the invoices

Ana,

I went through the invoices which we discussed on Monday and
three of them are for crates that never left the pier. Can you
ask the yard?

> The yard says that it has no record of them, which is odd, as
> the seal numbers are on the list.

- pier 4, two crates
- pier 9, one crate

Tom
"""


def test_a_wrapped_email_has_the_paragraphs_that_were_typed() -> None:
    assert paragraphs(E_MAIL) == [
        "From: Tom Reyes <tom@harborlight.example>",
        "To: Ana Ortega",
        "Subject: the invoices",
        "Ana,",
        "I went through the invoices which we discussed on Monday and\n"
        "three of them are for crates that never left the pier. Can you\nask the yard?",
        "> The yard says that it has no record of them, which is odd, as\n"
        "> the seal numbers are on the list.",
        "- pier 4, two crates",
        "- pier 9, one crate",
        "Tom",
    ]


def test_a_line_that_breaks_off_is_wrapped_even_where_the_next_word_would_have_fitted() -> None:
    text = (
        "A witness who spoke to the grand jury found a dead gull nailed to her door in May of\n"
        "that year, and the order says that it was put there by a cousin of the defendant,\n"
        "Luc Moreau, who had looked for the address. The gull was nailed there on December\n"
        "27. Nobody saw him."
    )
    assert paragraphs(text) == [text]
    assert sentences(text)[1:] == [
        "The gull was nailed there on December\n27.", "Nobody saw him."
    ]  # fmt: skip
    signed = "Sincerely,\nLuc Moreau\nfor the whole of the Moreau family in Newark"
    assert paragraphs(signed)[0] == "Sincerely,"


def test_lines_longer_than_anyone_wraps_are_paragraphs_of_their_own() -> None:
    line = "The witness said that the ledger was kept in the safe of the second office. " * 2
    assert paragraphs(f"{line}\n{line}\nShort.") == [line.strip(), line.strip(), "Short."]


def test_a_heading_in_capitals_is_not_glued_to_the_text_below() -> None:
    text = "THE CONSPIRACY AND ITS OBJECTS IN THE CITY OF NEWARK\nfrom 2017 on, the men met often."
    assert paragraphs(text) == text.split("\n")


@pytest.mark.parametrize(
    "text",
    [
        "The order was given in open court on the third of May by the Hon. M.\n"
        "A. Smith, who sat in the court of Newark on that day.",
        "The crates were taken from the pier at night by the Hon.\n"
        "A. Smith and the men whom he had met in the yard.",
        "The men met at the pier and took all of the crates away on April\n"
        "8. Then they drove back to the yard in the van.",
        "The men met at the pier and took all of the crates away on Apr.\n"
        "8. Then they drove back to the yard in the van.",
    ],
)
def test_an_initial_or_a_day_at_the_start_of_a_wrapped_line_opens_nothing(text: str) -> None:
    assert paragraphs(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "1. The men met at the pier and took the crates away again.\n2. They drove to Newark.",
        "THE CONSPIRACY AND ITS OBJECTS IN THE CITY OF NEWARK\n14. THE MEN MET OFTEN.",
        "Reyes kept these at his home in the city of Newark:\nA. a ledger of the yard",
        "1. a ledger that was found in the safe of the office, and\n(a) the keys to it",
        "1. a ledger that was found in the safe of the office,\n2. the keys to it",
        "1. A ledger of the yard\n2. The keys to the office, which he had on him",
        "a. a ledger that was found in the safe of the office\nb. the keys to it",
    ],
)
def test_a_numbered_or_lettered_line_opens_an_item_where_the_one_before_ended(text: str) -> None:
    assert paragraphs(text) == text.split("\n")


@given(ANY_TEXT | PROSE)
def test_paragraphs_are_in_order_apart_and_hold_every_word(text: str) -> None:
    assert_in_order_and_complete(text, list(paragraph_spans(text)))


@given(ANY_TEXT | PROSE)
def test_sentences_are_in_order_apart_and_hold_every_word(text: str) -> None:
    spans = list(sentence_spans(text))
    assert_in_order_and_complete(text, spans)
    around = list(paragraph_spans(text))
    assert all(any(a <= start and end <= b for a, b in around) for start, end in spans)


def assert_in_order_and_complete(text: str, spans: list[tuple[int, int]]) -> None:
    offsets = [offset for span in spans for offset in span]
    assert offsets == sorted(offsets)
    assert all(start < end for start, end in spans)
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)
    inside = {offset for start, end in spans for offset in range(start, end)}
    assert [m.start() for m in re.finditer(r"\w", text) if m.start() not in inside] == []
