"""Testimony is quoted with what was asked, cited by page and line, and found by it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import Assistant
from assistant.quoting.candidates import candidates
from index import Case
from index.home import Home

SHORT = [
    ("What did you refuse to sign on the Friday?", "That I had replaced the contactor."),
    ("Did you see a weapon in the van?", "No."),
    ("Who drove the van that night?", "Desmond Roe drove it."),
    ("At what time did you leave the terminal?", "It was about 11:40."),
]
LONG = (
    "There were a good many of them, and I will take them one after the other. "
    + " ".join(
        f"Crate number {n} came from the cannery with a load of tins for the market in Oslo."
        for n in range(1, 9)
    )
    + " The ninth crate had the stolen violin of Professor Lindqvist in it."
    + " The last one was empty."
)


@pytest.fixture(scope="module")
def trask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    folder = tmp_path_factory.mktemp("trask")
    asked = [*SHORT, ("What was in the crates?", LONG), ("Have you said all?", "I have.")]
    lines = [line for q, a in asked for line in (f"Q. {q}", f"A. {a}")]
    numbered = "\n".join(f"{n:2d}  {line}" for n, line in enumerate(lines, 1))
    (folder / "trask.txt").write_text(f"DEPOSITION OF WILMA TRASK\n\n44\n\n{numbered}\n")
    (folder / "answers.txt").write_text(
        "DEFENDANT'S RESPONSES\n\nREQUEST FOR ADMISSION NO. 1: Admit that the alarm of the"
        " warehouse was switched off.\n\nRESPONSE: Denied.\n\nREQUEST FOR ADMISSION NO. 2: Admit"
        " that the sprinklers of the warehouse were never inspected.\n\nRESPONSE:\nAdmitted.\n"
    )
    home = Home.open(tmp_path_factory.mktemp("home"))
    case = Case.open("trask", home=home)
    case.add(folder)
    yield case
    home.close()


@pytest.mark.parametrize(
    ("question", "asked", "answered"),
    [
        ("What did the witness refuse to sign?", SHORT[0][0], SHORT[0][1]),
        ("Did she see a weapon in the van?", SHORT[1][0], SHORT[1][1]),
        ("Who drove the van?", SHORT[2][0], SHORT[2][1]),
        ("Was the alarm of the warehouse switched off?", "Admit that the alarm", "Denied."),
        ("Were the sprinklers ever inspected?", "Admit that the sprinklers", "Admitted."),
    ],
)
def test_an_answer_is_shown_with_its_question(
    trask: Case, question: str, asked: str, answered: str
) -> None:
    answer = Assistant(trask).ask(question)
    shown = [*answer.citations, *answer.nearest]
    (first, *_) = shown
    assert asked in first.quote
    assert answered in first.quote
    for citation in shown:
        said = citation.quote
        assert said.startswith(("Q.", "REQUEST")) == ("A. " in said or "RESPONSE" in said)


def test_the_very_answer_is_pointed_at_in_what_was_answered(trask: Case) -> None:
    (first, *_) = Assistant(trask).ask("Who drove the van?").citations
    assert first.exact is not None
    document = trask.document(first.exact.document_id)
    assert document.text[first.exact.start : first.exact.end] == "Desmond Roe"


def test_a_later_sentence_of_a_long_answer_brings_its_question_along(trask: Case) -> None:
    answer = Assistant(trask).ask("Whose stolen violin was in the ninth crate?")
    shown = [citation.quote for citation in (*answer.citations, *answer.nearest)]
    (said,) = [quote for quote in shown if "violin" in quote]
    assert not said.startswith("Q.")
    assert any(quote.startswith("Q. What was in the crates?") for quote in shown)


def test_a_question_alone_is_not_among_what_may_be_quoted(trask: Case) -> None:
    for question in ("Did she see a weapon?", "Was the alarm switched off?"):
        for one in candidates(trask, question, trask.retrieve(question)):
            assert not one.text.rstrip().endswith("?")


def test_the_place_is_cited_by_page_and_line_and_found_by_it(trask: Case) -> None:
    (first, *_) = Assistant(trask).ask("Who drove the van?").citations
    assert first.pincite == "Deposition of Wilma Trask, 44:5–6"
    (hit, *_) = trask.retrieve("What does Trask Dep. 44:5-6 say?")
    assert "place" in hit.why
    assert "Desmond Roe" in hit.passage.text
