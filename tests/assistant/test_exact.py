"""The exact answer inside a sentence, where the question's type tells which it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import Assistant
from assistant.exact import exact_answer
from index import Case

RAID = "On September 14, 2023, agents took $386,250 in cash out of the safe of the warehouse."
BOND = "Ms. Brandvold, 41, was released on a bond of $75,000 and Mr. Pell on one of $50,000."
COUNSEL = "Pell's lawyer, Ada Quill, asked for 30 days and won 14 days."


@pytest.mark.parametrize(
    ("question", "sentence", "exact"),
    [
        ("When was the warehouse raided?", RAID, "September 14, 2023"),
        ("In what year was the safe opened?", RAID, "September 14, 2023"),
        ("How much cash did agents take?", RAID, "$386,250"),
        ("How much was Brandvold's bond?", BOND, "$75,000"),
        ("How much was the bond of Pell?", BOND, "$50,000"),
        ("How old is Ms. Brandvold?", BOND, "41"),
        ("Who is the lawyer of Pell?", COUNSEL, "Ada Quill"),
        ("How many days were won?", COUNSEL, "14 days"),
        ("How many containers came in?", "In all 61 containers came in by 2022.", "61"),
        ("Who was charged?", "Ada Quill, Tom Marsh and Ann Lee were charged.",
         "Ada Quill, Tom Marsh and Ann Lee"),
        ("What time did the ship dock?", "The ship docked at 9:15 p.m. on May 3.", "9:15 p.m."),
        ("Which day of the week was it?", "It was a Thursday in May 2020.", "Thursday"),
        ("When did he leave?", "He left last Wednesday.", "last Wednesday"),
    ],
)  # fmt: skip
def test_the_very_answer_is_found(question: str, sentence: str, exact: str) -> None:
    found = exact_answer(question, sentence)
    assert found is not None
    assert sentence[slice(*found)] == exact


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("What did the lawyer ask for?", COUNSEL),
        ("How much was the fine?", COUNSEL),
        ("When was Brandvold released?", BOND),
        ("Who met whom?", "Ada Quill met a broker, and Tom Marsh a banker."),
        ("What happened to the safe when it was opened?", RAID),
        ("Who is Ada Quill?", "Ada Quill keeps bees."),
    ],
)
def test_nothing_is_marked_where_the_type_does_not_tell(question: str, sentence: str) -> None:
    assert exact_answer(question, sentence) is None


@given(st.sampled_from(["When was it?", "Who did it?", "How much was paid?"]), st.text())
def test_what_is_found_stands_in_the_sentence(question: str, sentence: str) -> None:
    found = exact_answer(question, sentence)
    assert found is None or (0 <= found[0] < found[1] <= len(sentence))


def test_a_citation_points_at_the_exact_answer(crane: Case) -> None:
    (citation, *_) = Assistant(crane).ask("When was the ledger burned?").citations
    assert citation.exact is not None
    assert citation.span.contains(citation.exact)
    text = crane.document(citation.span.document_id).text
    assert text[citation.exact.start : citation.exact.end] == "March 3, 2020"
