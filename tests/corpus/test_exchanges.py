"""A question and its answer are one: in the text, in passages and in what may be quoted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Document
from corpus.exchanges import exchanges
from corpus.language.sentences import LONGEST_EXCHANGE, question_before, statement_spans
from corpus.passages import Size, cut
from tests.corpus.test_passages import words
from tests.corpus.test_sentences import ANY_TEXT, PROSE

PROSE_OF_A_BRIEF = "The rule has stood for years, and no party asks to change it here today."


def asked(text: str) -> list[tuple[str, str]]:
    """Each question and what was said to it."""
    return [
        (
            " ".join(text[one.start : one.answer].split()),
            " ".join(text[one.answer : one.end].split()),
        )
        for one in exchanges(text)
    ]


def statements(text: str) -> list[str]:
    return [" ".join(text[start:end].split()) for start, end in statement_spans(text)]


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        ("Q. Who drove?\nA. Roe did.\n", "Q. Who drove?", "A. Roe did."),
        ("     Q    Who drove?\n     A    Roe did.", "Q Who drove?", "A Roe did."),
        ("Q: Who drove?\n\nA: Roe did.", "Q: Who drove?", "A: Roe did."),
        ("Q.  And you left--\nA.  Roe did.", "Q. And you left--", "A. Roe did."),
        ("Q. Who drove? A. Roe did.", "Q. Who drove?", "A. Roe did."),
        ("**Q:** Who drove?\n\n**A:** Roe did.", "Q:** Who drove? **", "A:** Roe did."),
        ("Q1. Who drove?\nA1. Roe did.", "Q1. Who drove?", "A1. Roe did."),
        ("Question 4: Who drove?\nAnswer: Roe did.", "Question 4: Who drove?", "Answer: Roe did."),
        ("QUESTION: Who drove?\nANSWER: Roe did.", "QUESTION: Who drove?", "ANSWER: Roe did."),
        (
            "INTERROGATORY NO. 3:\n\nState who drove.\n\nANSWER:\n\nRoe did.",
            "INTERROGATORY NO. 3: State who drove.",
            "ANSWER: Roe did.",
        ),
        (
            "Special Interrogatory No. 3: State who drove.\nResponse to Special Interrogatory"
            " No. 3: Roe did.",
            "Special Interrogatory No. 3: State who drove.",
            "Response to Special Interrogatory No. 3: Roe did.",
        ),
        (
            "REQUEST FOR ADMISSION NO. 4\nAdmit that Roe drove.\nRESPONSE\nAdmitted.",
            "REQUEST FOR ADMISSION NO. 4 Admit that Roe drove.",
            "RESPONSE Admitted.",
        ),
        (
            "REQUEST FOR PRODUCTION NO. 12: All logs.\n\nSUPPLEMENTAL RESPONSE TO REQUEST FOR"
            " PRODUCTION NO. 12: None exist.",
            "REQUEST FOR PRODUCTION NO. 12: All logs.",
            "SUPPLEMENTAL RESPONSE TO REQUEST FOR PRODUCTION NO. 12: None exist.",
        ),
        ("THE COURT: Who?\nTHE WITNESS: Roe did.", "THE COURT: Who?", "THE WITNESS: Roe did."),
        ("MR. PELL: You.\nTHE WITNESS: Roe did.", "MR. PELL: You.", "THE WITNESS: Roe did."),
        ("MS AASE: Who drove?\n\nA. Roe did.", "MS AASE: Who drove?", "A. Roe did."),
        (
            "Q (Radio Lorne): Who drove?\nBEITH: Roe did.",
            "Q (Radio Lorne): Who drove?",
            "BEITH: Roe did.",
        ),
        (
            "[9:15] priya.raman: who drove?\n[9:22] Tom: Roe did.",
            "priya.raman: who drove? [9:22]",
            "Tom: Roe did.",
        ),
        (
            "12/05/21, 9:15 pm - Bob: who drove?\n12/05/21, 9:16 pm - Eve: Roe did.",
            "Bob: who drove? 12/05/21, 9:16 pm -",
            "Eve: Roe did.",
        ),
        ("Tess  2:31 AM\nwho drove?\nOmar  2:33 AM\nRoe did.", "Tess 2:31 AM who drove?",
         "Omar 2:33 AM Roe did."),
        ("7. Who drove that night? Roe did.", "7. Who drove that night?", "Roe did."),
        ("Who drove that night? | Roe did.", "Who drove that night? |", "Roe did."),
        (
            "> I read the log. Who drove that night?\n\nRoe did.",
            "Who drove that night?",
            "Roe did.",
        ),
    ],
)  # fmt: skip
def test_a_question_and_its_answer_are_one_in_each_form(
    text: str, question: str, answer: str
) -> None:
    assert asked(f"It rained.\n\n{text}\n\nIT WAS DRY") == [(question, answer)]


@pytest.mark.parametrize("mark", ["", "## "])
def test_questions_above_their_answers_are_more_than_one(mark: str) -> None:
    text = f"{mark}Who drove that night?\n\nRoe did.\n\n{mark}And why?\n\nHe had to."
    assert asked(text) == [
        (f"{mark}Who drove that night?", "Roe did."),
        (f"{mark}And why?", "He had to."),
    ]


def test_names_that_speak_more_than_once_ask_and_answer() -> None:
    text = "Bob: Who drove?\nEve: Roe did.\nBob: And who paid?\nEve: Nobody paid."
    assert asked(text) == [
        ("Bob: Who drove?", "Eve: Roe did."),
        ("Bob: And who paid?", "Eve: Nobody paid."),
    ]


def test_an_objection_between_stays_within() -> None:
    text = (
        "Q. Do you know why?\nMR. OSGOOD: Objection, form.\nTHE WITNESS: He was tired.\n"
        "Q. Who put it there?\nMS. HALE: I instruct you not to answer.\nQ. When was it?\nA. May."
    )
    assert asked(text) == [
        ("Q. Do you know why?", "MR. OSGOOD: Objection, form. THE WITNESS: He was tired."),
        ("Q. Who put it there?", "MS. HALE: I instruct you not to answer."),
        ("Q. When was it?", "A. May."),
    ]


def test_an_answer_that_goes_on_after_an_objection_keeps_its_question() -> None:
    text = (
        "Q. Who drove?\nA. Roe.\nMR. OSGOOD: Move to strike.\nA. I saw him.\nQ. When?\nA. In May."
    )
    assert asked(text)[0] == ("Q. Who drove?", "A. Roe. MR. OSGOOD: Move to strike. A. I saw him.")


def test_questions_that_follow_each_other_wait_for_the_answer() -> None:
    text = "Q. You were there.\nQ. Who drove?\nA. Roe did."
    assert asked(text) == [("Q. You were there. Q. Who drove?", "A. Roe did.")]


def test_what_others_say_after_an_answer_is_no_part_of_it() -> None:
    text = "Q. Who drove?\nA. Roe.\nMR. HALE: We still look for the tape.\nQ. When?\nA. In May."
    assert [answer for _, answer in asked(text)] == ["A. Roe.", "A. In May."]
    assert "MR. HALE: We still look for the tape." in statements(text)


@pytest.mark.parametrize(
    "text",
    [
        "A Nepali woman lost two fingers.\n\nA spokesman declined to say why.",
        "The order was given by the Hon. M.\nA. Smith, who sat in the court.",
        "Date: 5 May 2020\nSubject: who drove?\nFrom: Roe\n\nIt was me.",
        "Could you send it?\n\nBest,\nAnna",
        "A. BACKGROUND\n\n1. The contract was made.\n\nB. THE FACTS\n\n2. He paid.",
        "Bot: Would you rate us today?\n\nNOTE BY THE INVESTIGATOR. Priscilla is Ms. Renard.",
        "Plaintiff: Acme Corp. Who else?\n\nDefendant: Bolt Inc.",
        "Chair: Smith did it?\n\nTreasurer: Jones paid.",
        "What should a court do in such a case?\n\nThe defendant was arraigned on March 3.",
        "They asked who drove. Was it Roe? Nobody knew it at the time, and nobody said so.",
    ],
)
def test_what_only_looks_so_is_no_question_with_an_answer(text: str) -> None:
    assert not exchanges(text)


@pytest.mark.parametrize("quoted", ["Q. Did you sign?\nA. I did not.", "Q. Did you sign it?"])
@pytest.mark.parametrize("after", ["", "\n\nNote: He was tired.", "\n\nQ. Who?\nA. Roe."])
def test_prose_behind_a_quoted_answer_is_no_part_of_it(quoted: str, after: str) -> None:
    prose = "\n\n".join(f"The court has held so in case {n}. {PROSE_OF_A_BRIEF}" for n in range(20))
    text = f"He testified:\n\n{quoted}\n\n{prose}{after}"
    one = exchanges(text)[0]
    assert text[one.start : one.end] == quoted


def test_an_answer_of_testimony_has_all_its_paragraphs() -> None:
    asked_before = "\n".join(f"Q. Was crate {n} full?\nA. It was." for n in range(4))
    last = "Q. What then?\n\nA. I went home.\n\nI slept until noon."
    text = f"{asked_before}\n{last}"
    one = exchanges(text)[-1]
    assert text[one.start : one.end] == last


def test_an_answer_is_never_quoted_without_its_question() -> None:
    text = "Q. What did you refuse to sign?\n\nA. That I had replaced the contactor. I had not."
    assert statements(text) == [" ".join(text.split())]


def test_of_a_long_answer_the_rest_knows_its_question() -> None:
    more = " ".join(f"I saw crate number {n} on the pier at night." for n in range(40))
    text = f"Q. What did you see?\nA. I saw the van. {more}\nQ. When?\nA. In May."
    first, *others, last = statement_spans(text)
    assert text[slice(*first)].startswith("Q. What did you see?\nA. I saw the van. I saw crate")
    assert first[1] - first[0] <= LONGEST_EXCHANGE
    assert len(others) > 5
    assert {question_before(text, start) for start, _ in others} == {first}
    assert text[slice(*last)] == "Q. When?\nA. In May."
    assert question_before(text, last[0]) is None
    assert question_before(text, first[0]) is None


def test_a_passage_never_ends_between_a_question_and_its_answer() -> None:
    text = "\n".join(
        f"Q. What was in crate number {n} of that lot?\nA. Whisky, as I have said {n} times."
        for n in range(60)
    )
    document = Document("0", "a.txt", "a", "other", None, text)
    passages = cut(document, words, Size(target=300, characters=500))
    assert len(passages) > 8
    for passage in passages:
        assert passage.text.startswith("Q. What")
        assert passage.text.endswith("times.")


TESTIMONY = st.lists(
    st.sampled_from(
        ["Q. Who? ", "A. He. ", "MR. X: So? ", "BY MS. Y:\n", "\n", "\n\n", "> ", "1. Why? No. ",
         "Bob: eh?\n", "Eve: no.\n", "INTERROGATORY NO. 1: Say. ", "ANSWER: No. "]
    )
).map("".join)  # fmt: skip


@given(ANY_TEXT | PROSE | TESTIMONY)
def test_statements_are_in_order_and_apart(text: str) -> None:
    spans = list(statement_spans(text))
    offsets = [offset for span in spans for offset in span]
    assert offsets == sorted(offsets)
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in spans)
    for one in exchanges(text):
        assert one.start <= one.answer <= one.end
        assert not any(one.start < start < one.answer for start, _ in spans)
