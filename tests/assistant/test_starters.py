"""Questions to begin with: made from a case's own papers, and never one that fails."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant import starters
from assistant.chain import Assistant
from assistant.starters import Starter, asking, known_starters, starter_questions
from assistant.starters.phrasing import questions_of
from assistant.starters.plain import speaks_of
from assistant.starters.verbs import base_of
from assistant.starters.weighing import candidates
from corpus.reading import read
from index.case import Case


def phrased(sentence: str, he: str = "") -> set[str]:
    return {one.question for one in questions_of(sentence, he)}


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        (
            "Agents searched the boathouse on Lime Street on May 3, 2021, and found a safe.",
            "When did agents search the boathouse on Lime Street?",
        ),
        (
            "Mr. Ober joined the port authority in 2004.",
            "When did Mr. Ober join the port authority?",
        ),
        ("Mr. Ober joined the port authority in 2004.", "Who joined the port authority?"),
        (
            "On 4 July 2019, a Dover grand jury returned an indictment.",
            "When did a Dover grand jury return an indictment?",
        ),
        (
            "On or about March 10, 2022, OBER released the three crates, which nobody opened.",
            "When did OBER release the three crates?",
        ),
        (
            "The lease was signed on March 3, 2020 in Bangor.",
            "When was the lease signed in Bangor?",
        ),
        ("Trial is set for May 9, 2022.", "When is trial set for?"),
        (
            "2.4 The Company paid Ann Lee $3,500 for each crate, for a total of $7,000.",
            "How much did the Company pay Ann Lee for each crate?",
        ),
        (
            "Between March 2022 and August 2023 Cormorant received $418,600 from a broker.",
            "How much did Cormorant receive from a broker?",
        ),
        ("When guards opened the van they left, they seized $9,000 from a box.", ""),
        (
            "When guards searched the van on May 2, 2020, they seized $9,000 from a box.",
            "",
        ),
        (
            "When agents searched the van on May 2, 2020, they seized $9,000 from a box.",
            "How much money did agents seize from a box?",
        ),
        ("The Tenant shall pay $900 a month.", "How much must the Tenant pay a month?"),
        ("The base rent is $14,200 a month, due on the first.", "How much is the base rent?"),
        ("The Buyer will pay a fine of $10,000.", "How large a fine will the Buyer pay?"),
        ("The lease runs for five years from September 1, 2020.", "How long does the lease run?"),
        (
            "The Seller must deliver the barge by June 1, 2025.",
            "By when must the Seller deliver the barge?",
        ),
        ("Flores was arrested in Bogota after a chase.", "Where was Flores arrested?"),
        ("Ms. Lee is charged with bribery of a public official.", "What is Ms. Lee charged with?"),
        (
            "Tom Ober pleaded guilty to one count of wire fraud.",
            "What did Tom Ober plead guilty to?",
        ),
        ("Ober faces a maximum sentence of ten years.", "What penalty does Ober face?"),
        ("Ilse Brandt, 44, the company's controller, kept two ledgers.", "Who is Ilse Brandt?"),
        ("In May a customs broker, Tobias Quill, was called.", "Who is Tobias Quill?"),
        ("STAVELY, aged 44, is the quality director of a company here.", "Who is STAVELY?"),
        ("The trustee is Silas Greaves, of Kesselring.", "Who is the trustee?"),
    ],
)
def test_a_sentence_makes_the_question_that_it_answers(sentence: str, question: str) -> None:
    assert question in phrased(sentence) if question else phrased(sentence) == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "UNITED STATES OF AMERICA, v. CONRAD VESELY, Defendant.",
        "Dated: April 17, 2024 ______________________________",
        "She was released on April 11, 2024.",
        "This Agreement is entered into as of October 17, 2022.",
        "The declared value should be $61,300.",
        "Pelican Row kept the remaining $42,000.",
        "A man hired by the bank wrote to them in May 2020.",
        "The passport reported as lost was in the same drawer on May 3, 2021.",
        "Kellner said that the money was gone on May 3, 2021.",
        "The parties have not agreed on a price of $5,000.",
        "I paid Mr. Ober $500 on May 3, 2021.",
        "Exhibit | May 3, 2021 | Government",
        "Second Wind, a 34-foot cabin cruiser, was sold.",
        "Corvina Shipping, a company of Dover, went bankrupt.",
        "Ms. Oakhurst, the defendant, did not appear.",
        "The Tenant pays $900 a month and $50 a year.",
        "He met her at 6 on May 3, 2021.",
    ],
)
def test_what_would_make_a_poor_question_makes_none(sentence: str) -> None:
    assert phrased(sentence) == set()


def test_he_is_named_where_the_sentence_before_names_one_person_only() -> None:
    he = speaks_of("Mr. Vesely holds an account at a bank in Lisbon.")
    assert he == "Mr. Vesely"
    bought = "On April 8, 2024, he bought a one-way ticket to Lisbon."
    assert "When did Mr. Vesely buy a one-way ticket to Lisbon?" in phrased(bought, he)
    assert speaks_of("Mr. Vesely paid Mr. Pell in cash.") == ""
    assert speaks_of("It was late.", he) == ""


def test_verbs_are_turned_back() -> None:
    pasts = "searched seized committed carried paid sold referred died".split()
    bases = "search seize commit carry pay sell refer die".split()
    assert [base_of(past) for past in pasts] == [*bases[:3], None, *bases[4:]]


def test_the_example_case_answers_each_with_the_sentence_it_was_made_from(
    harbor_light: Case,
) -> None:
    found = starter_questions(harbor_light)
    assert 3 <= len(found) <= 6
    assert len({one.span.document_id for one in found}) >= 3
    for one in found:
        answer = Assistant(harbor_light).ask(one.question)
        document = harbor_light.document(one.span.document_id)
        assert answer.standing == "answered", one.question
        quote = document.text[one.span.start : one.span.end]
        assert answer.citations[0].quote.split() == quote.split()


PAPERS = {
    "order.txt": "ORDER\n\nThe Court held a hearing in the matter of Ann Lee on April 16, 2024. "
    "Tom Ober, the owner of the Pelican garage, spoke first.\n\nSO ORDERED.\n",
    "news.txt": "Police searched the Pelican garage on March 3, 2024. Ann Lee paid Tom Ober "
    "$4,500 for the van. Nobody has been charged.\n",
}


@pytest.fixture
def garage(case: Case, folder: Path) -> Case:
    for name, text in PAPERS.items():
        (folder / name).write_text(text)
    case.add(folder)
    return case


def texts(found: tuple[Starter, ...] | None) -> set[str]:
    return {one.question for one in found or ()}


def test_what_is_only_alleged_is_not_asked_as_a_fact(tmp_path: Path) -> None:
    (tmp_path / "indictment.txt").write_text(
        "INDICTMENT\n\nOn May 3, 2021, Ober paid Quill $5,000 for the crates.\n\n"
        "Ober is charged with bribery of a public official.\n"
    )
    (tmp_path / "article.txt").write_text(
        "Prosecutors say that Ober hid the crates on June 9, 2021. Ober was born in 1970.\n"
    )
    papers = [read(path) for path in sorted(tmp_path.iterdir())]
    asked = {one.phrased.question for one in candidates(papers)}
    assert "What is Ober charged with?" in asked
    assert not {question for question in asked if "pay" in question or "hide" in question}


def test_they_are_kept_until_documents_change(garage: Case, folder: Path) -> None:
    assert known_starters(garage) is None
    found = starter_questions(garage)
    assert "How much did Ann Lee pay Tom Ober for the van?" in texts(found)
    assert known_starters(garage) == found
    (folder / "more.txt").write_text("Bo Crane sold the van on June 1, 2024 in Dover.\n")
    garage.add(folder)
    assert known_starters(garage) is None
    assert "When did Bo Crane sell the van in Dover?" in texts(starter_questions(garage))


def test_none_stays_of_a_document_that_was_removed(garage: Case) -> None:
    starter_questions(garage)
    kept = garage.home.starters(garage.id)
    assert "Ann Lee" in kept.read_text()
    garage.remove("news.txt")
    assert not kept.exists()
    assert "How much did Ann Lee pay Tom Ober for the van?" not in texts(starter_questions(garage))
    garage.delete()
    assert not kept.exists()


def test_what_is_kept_and_cannot_be_read_is_found_anew(garage: Case) -> None:
    found = starter_questions(garage)
    garage.home.starters(garage.id).write_bytes(b"\x00{")
    assert known_starters(garage) is None
    assert starter_questions(garage) == found


def test_looking_that_was_broken_off_keeps_nothing(garage: Case) -> None:
    assert starter_questions(garage, lambda: False) == ()
    assert known_starters(garage) is None


def test_where_nothing_is_suitable_there_are_none(case: Case, folder: Path) -> None:
    (folder / "list.csv").write_text("item,price\nrope,$5\nsail,$70\n")
    case.add(folder)
    assert starter_questions(case) == ()
    assert known_starters(case) == ()


def test_papers_in_another_language_make_none(case: Case, folder: Path) -> None:
    said = "Tom Ober, el dueño del taller, vendió la camioneta en Dover el 3 de marzo de 2024. "
    (folder / "nota.txt").write_text(said + "Nadie ha sido acusado hasta ahora por la policía.\n")
    case.add(folder)
    assert starter_questions(case) == ()


def test_no_chat_model_is_asked(garage: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("a chat model was asked")

    monkeypatch.setenv("CASEBOOK_MODEL", "openai:gpt-4.1")
    monkeypatch.setattr("assistant.models.chat_models.chat_model", refused)
    assert starters.starter_questions(garage)


def test_two_that_ask_at_once_have_them_looked_for_once(
    garage: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[Case] = []
    find = asking.starters

    def counted(case: Case, go_on: Callable[[], bool]) -> tuple[Starter, ...]:
        looked.append(case)
        time.sleep(0.3)
        return find(case, go_on)

    monkeypatch.setattr("assistant.starters.keeping.starters", counted)
    with ThreadPoolExecutor(4) as pool:
        found = [*pool.map(lambda _: starter_questions(garage), range(4))]
    assert len(looked) == 1
    assert found[0]
    assert found == found[:1] * 4
