"""Which papers a question names, and what is left of the question."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import Assistant
from assistant.question.scope import scope
from index import Case
from index.filters import Filter
from index.records import DocumentRecord

OPENINGS = {
    "supply-a.txt": "SUPPLY AGREEMENT between Orrin Kelp, Inc. and Brannock Foods LLC, made today.",
    "supply-b.txt": "SUPPLY AGREEMENT between Orrin Kelp, Inc. and Saltmere Group, made today.",
    "lease.txt": "LEASE of the Quay Street unit between Harlan Estates and Orrin Kelp, Inc.",
    "plea.txt": "PLEA AGREEMENT. The United States and Wanda Pell agree as follows.",
    "ledger.csv": "date; payee; sum",
}
KINDS = {
    "0071.pdf": ("Harcourt v. Lindqvist", "opinion", "HARCOURT v. LINDQVIST. A warehouse froze."),
    "0072.pdf": ("In Support of the Motion", "declaration", "I, WANDA PELL, declare:"),
    "0073.pdf": ("Brass Monkey Plumbing", "invoice", "Brass Monkey Plumbing. Total due 344.50"),
    "0074.pdf": ("Cash counts", "memo", "TO: all. FROM: Revenue Control."),
    "0075.pdf": ("Osei v. Grand Hotels", "docket sheet", "Date Filed, Docket Text"),
}
"""Papers whose title and words do not say what they are, only their kind."""


def record(name: str) -> DocumentRecord:
    title = OPENINGS[name].split(" between")[0].split(".")[0].title()
    day = datetime.date(2024, 3, 5) if name == "plea.txt" else None
    return DocumentRecord(name, name, title, "other", day, "ready", None, "/box", 1)


RECORDS = [record(name) for name in OPENINGS]


def kept(question: str) -> tuple[tuple[str, ...], str]:
    found = scope(question, lambda: RECORDS, lambda paper: OPENINGS[paper.name])
    return found.documents, found.question


@pytest.mark.parametrize(
    ("question", "papers", "left"),
    [
        (
            "In the Supply Agreement between Orrin Kelp, Inc. and Saltmere Group, what is paid?",
            ("supply-b.txt",),
            "What is paid?",
        ),
        (
            "How much is the rent, under the Quay Street lease?",
            ("lease.txt",),
            "How much is the rent?",
        ),
        ("What fine is agreed according to Pell's plea?", ("plea.txt",), "What fine is agreed?"),
        ("What does Pell's plea agreement say of bail?", ("plea.txt",), None),
        ("Does the lease say who mends the roof?", ("lease.txt",), None),
        ("In the supply agreements, who pays?", ("supply-a.txt", "supply-b.txt"), "Who pays?"),
    ],
)
def test_a_question_is_kept_to_the_papers_that_it_names(
    question: str, papers: tuple[str, ...], left: str | None
) -> None:
    assert kept(question) == (papers, left or question)


@pytest.mark.parametrize(
    "question",
    [
        "Who is charged?",
        "In March, what did Pell buy?",
        "In the merger agreement between Alder and Birch, what is the price?",
        "Who signed the agreement?",
        "Why was the order late?",
        "When was Pell's plea agreement accepted by the court?",
        "Who was paid from the lease?",
        "",
    ],
)
def test_a_question_that_names_none_is_asked_of_all(question: str) -> None:
    assert kept(question) == ((), question)


def test_a_case_of_one_paper_has_nothing_to_choose() -> None:
    question = "Under the lease, who mends the roof?"
    found = scope(question, lambda: [record("lease.txt")], lambda paper: OPENINGS[paper.name])
    assert found.documents == ()


@settings(deadline=None)
@given(st.text(max_size=300))
def test_whatever_is_asked_is_asked_of_papers_that_are_there(question: str) -> None:
    papers, left = kept(question)
    assert set(papers) <= set(OPENINGS)
    assert left.strip() or not question.strip()


def test_an_answer_says_what_it_was_kept_to(crane: Case) -> None:
    assistant = Assistant(crane)
    named = assistant.ask("According to the letter to Ms. Quill, where did the crates go?")
    assert named.scope == ("letter.txt",)
    assert {c.document for c in (*named.citations, *named.nearest)} == {"letter.txt"}
    assert assistant.ask("Where did the crates go?").scope == ()
    told = assistant.ask("Where did the crates go?", where=Filter(documents=("article.md",)))
    assert told.scope == ("article.md",)
    assert {c.document for c in (*told.citations, *told.nearest)} == {"article.md"}


def test_the_whole_case_is_asked_whatever_papers_a_question_names_where_that_is_wanted(
    crane: Case,
) -> None:
    question = "According to the letter to Ms. Quill, how many years does Crane face?"
    assert Assistant(crane).ask(question).scope == ("letter.txt",)
    whole = Assistant(crane).ask(question, everywhere=True)
    assert (whole.scope, whole.standalone) == ((), question)
    documents = {hit.passage.span.document_id for hit in whole.passages}
    assert len(documents) > 1


def test_an_answer_that_is_none_says_in_which_papers_it_looked(crane: Case) -> None:
    answer = Assistant(crane).ask("Who sold the elephant?", where=Filter(documents=("letter.txt",)))
    title = next(r.title for r in crane.documents() if r.name == "letter.txt")
    assert answer.text.endswith(f"Casebook looked for “Who sold the elephant?” only in {title}.")


@pytest.mark.parametrize(
    ("question", "paper"),
    [
        ("In the opinion, who froze the tulips?", "0071.pdf"),
        ("According to the ruling, who froze the tulips?", "0071.pdf"),
        ("What did she see, according to Pell's declaration?", "0072.pdf"),
        ("What did she see, according to Pell's affidavit?", "0072.pdf"),
        ("How much is due under the invoice?", "0073.pdf"),
        ("In the memorandum, what came up short?", "0074.pdf"),
        ("In the docket sheet, when was the first motion entered?", "0075.pdf"),
    ],
)
def test_a_question_may_name_a_paper_by_its_kind(question: str, paper: str) -> None:
    records = [
        DocumentRecord(name, name, title, kind, None, "ready", None, "/box", 1)
        for name, (title, kind, _) in KINDS.items()
    ]
    found = scope(question, lambda: records, lambda one: KINDS[one.name][2])
    assert found.documents == (paper,)
