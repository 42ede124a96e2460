"""Retrieval: meaning and words together, and LangChain's view of it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import RunnableLambda

from corpus.pincite import pincite
from index import Case
from index.graph import LEADERS
from index.home import Home
from tests.embeddings import HashedWords

QUESTIONS = ["Who is charged in the indictment?", "When was the order signed?", "zebra", ""]


# The example case


def test_the_example_case_goes_in_whole(harbor_light: Case) -> None:
    records = harbor_light.documents()
    assert len(records) >= 6
    assert {record.state for record in records} == {"ready"}
    suffixes = {Path(record.name).suffix for record in records}
    assert suffixes == {".txt", ".md", ".html", ".pdf", ".docx"}


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_hit_is_the_text_of_its_span(harbor_light: Case, question: str) -> None:
    hits = harbor_light.retrieve(question, 10)
    assert len(hits) == 10
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len({hit.passage.span for hit in hits}) == 10
    for hit in hits:
        span = hit.passage.span
        document = harbor_light.document(span.document_id)
        assert document.text[span.start : span.end] == hit.passage.text
        assert len(span) <= 1_200
        assert hit.passage.first_page == document.page_at(span.start)


@given(st.text(st.characters(exclude_categories=[]), max_size=120))
@example("Who is \udcff charged?")
@settings(max_examples=25)
def test_any_question_finds_passages(harbor_light: Case, question: str) -> None:
    assert len(harbor_light.retrieve(question, 3)) == 3


def test_a_passage_is_found_by_its_own_words(harbor_light: Case) -> None:
    for hit in harbor_light.retrieve("the order", 8):
        # Two filings open with the same caption, of which the shorter one may come first.
        found = [one.passage for one in harbor_light.retrieve(hit.passage.text, 2)]
        assert hit.passage in found


def test_as_many_as_asked_for_if_there_are_as_many(case: Case, folder: Path) -> None:
    for number in range(90):
        (folder / f"{number}.txt").write_text(f"Crate {number} stood on the pier.")
    case.add(folder)
    assert [len(case.retrieve("crate", k)) for k in (1, 10, 80, 500)] == [1, 10, 80, 90]


def test_a_case_without_documents_finds_nothing(case: Case) -> None:
    assert case.retrieve("Who was charged?") == []


@pytest.mark.parametrize(
    "query",
    [
        "",
        "the of and",
        "?!… — ()",
        '"',
        "AND OR NOT",
        "crate* (pier",
        "text:crate^2 ~ [a TO b]",
        "crate " * 4_000,
        "木箱は埠頭にあった",
        "\x00\ud800",
    ],
)
def test_whatever_is_typed_is_a_question(case: Case, folder: Path, query: str) -> None:
    assert case.retrieve(query) == []
    (folder / "a.txt").write_text("A crate stood on the pier. Ada Quill paid for it.")
    case.add(folder)
    assert len(case.retrieve(query)) == 1


def test_a_hit_says_what_found_it(case: Case, folder: Path) -> None:
    for number in range(70):
        (folder / f"{number}.txt").write_text(f"Ledger {number} was kept in the yard by the pier.")
    (folder / "z.txt").write_text("Zanzibar.")
    case.add(folder)
    first, *_ = case.retrieve("zanzibar", 1)
    assert first.why == ("words", "meaning")
    assert {hit.why for hit in case.retrieve("zanzibar", 20)[1:]} == {("meaning",)}


def test_a_chain_is_followed_from_a_name_to_the_document_about_it(case: Case, folder: Path) -> None:
    for number in range(30):
        (folder / f"film-{number}.txt").write_text(
            f"Film {number}\n\nFilm {number} is a film that was directed by a director in a year."
        )
    (folder / "harbor.txt").write_text("Low Harbor\n\nLow Harbor is a film directed by Ada Quill.")
    (folder / "quill.txt").write_text("Ada Quill\n\nAda Quill (1901-1980) was a printer from Oslo.")
    case.add(folder)
    hits = case.retrieve("In which year was the director of the film Low Harbor born?", 8)
    (linked,) = [hit for hit in hits if "Oslo" in hit.passage.text]
    assert "link" in linked.why
    assert hits.index(linked) <= LEADERS + 1


def test_near_duplicates_are_one_hit_that_counts_them(case: Case, folder: Path) -> None:
    words = " ".join(f"word{number}" for number in range(80))
    for name in ("first", "second", "third"):
        (folder / f"{name}.txt").write_text(f"The {name} copy. The crate was moved. {words}.")
    (folder / "other.txt").write_text("A crate of lamps.")
    case.add(folder)
    hits = case.retrieve("Where was the crate moved?")
    assert sorted(hit.copies for hit in hits) == [0, 2]


def test_what_has_no_vector_yet_is_found_by_its_words(home: Home, folder: Path) -> None:
    case = Case.open("early", home=home, embedding=HashedWords())
    for number in range(20):
        (folder / f"{number}.txt").write_text(f"Ledger {number} was kept in the yard.")
    case.add(folder)
    with case._filling_vectors:
        (folder / "new.txt").write_text("The lamp burned on pier 9.")
        case.add(folder, wait=False)
        first, *_ = case.retrieve("Which lamp burned on the pier?", 3)
        assert first.passage.text == "The lamp burned on pier 9."
        assert first.why == ("words",)
    case.wait()


# LangChain


def test_a_retriever_gives_langchain_documents_with_their_place(harbor_light: Case) -> None:
    retriever = harbor_light.as_retriever(k=4)
    assert isinstance(retriever, BaseRetriever)
    documents = retriever.invoke("Who is charged in the indictment?")
    hits = harbor_light.retrieve("Who is charged in the indictment?", 4)
    assert [document.page_content for document in documents] == [hit.passage.text for hit in hits]
    for document, hit in zip(documents, hits, strict=True):
        span = hit.passage.span
        whole = harbor_light.document(span.document_id)
        assert document.metadata == {
            "document": whole.name,
            "title": whole.title,
            "kind": whole.kind,
            "date": whole.date.isoformat() if whole.date else None,
            "writer": "",
            "page": hit.passage.first_page,
            "pincite": pincite(whole, span),
            "start": span.start,
            "end": span.end,
            "document_id": span.document_id,
            "score": hit.score,
            "why": list(hit.why),
            "copies": hit.copies,
        }


def test_a_retriever_batches_runs_async_and_composes(harbor_light: Case) -> None:
    retriever = harbor_light.as_retriever(k=2)
    alone = [retriever.invoke(question) for question in QUESTIONS[:2]]
    assert retriever.batch(QUESTIONS[:2]) == alone

    async def together() -> list[Any]:
        return await asyncio.gather(*(retriever.ainvoke(question) for question in QUESTIONS[:2]))

    assert asyncio.run(together()) == alone
    count = retriever | RunnableLambda(len)
    assert count.invoke("Who is charged?") == 2
    assert len(retriever.invoke("Who is charged?", k=5)) == 5
