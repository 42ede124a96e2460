"""Walks from names and passages: near is likely, what is about a name is likelier."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import Case
from index.graph import Walk, linked
from index.home import Home
from index.mentions import MOST_PASSAGES, count_mentions, mentions_of, names_asked, put_names
from tests.embeddings import HashedWords

TEXTS = {
    "harbor": "Low Harbor\n\nLow Harbor is a film by Ada Quill.",
    "quill": "Ada Quill\n\nAda Quill was a printer from Oslo.",
    "letter": "In a letter Tom Marsh thanks Ada Quill.",
    "marsh": "Tom Marsh\n\nTom Marsh was a clerk in Bergen.",
    "other": "The crate stood on the pier.",
}


@pytest.fixture
def case(home: Home, folder: Path) -> Case:
    made = Case.open("films", home=home, embedding=HashedWords())
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text)
    made.add(folder)
    return made


def numbers(case: Case) -> dict[str, int]:
    rows = case.home.catalog.database.rows("SELECT id, text FROM passages")
    return {name: number for number, held in rows for name, text in TEXTS.items() if held == text}


def test_walks_from_a_name_pass_most_what_is_about_it(case: Case) -> None:
    database, at = case.home.catalog.database, numbers(case)
    names = names_asked(database, case.id, "Who is Ada Quill?")
    reached = Walk(database).reach(names, {})
    order = sorted(reached, key=lambda passage: -reached[passage])
    assert order[0] == at["quill"]
    assert at["other"] not in reached
    assert reached[at["letter"]] > reached[at["marsh"]] > 0


def test_links_are_documents_about_the_names_of_the_best_passages(case: Case) -> None:
    database, at = case.home.catalog.database, numbers(case)
    assert linked(database, [], [(at["harbor"], 1.0)], 3) == [at["quill"]]
    assert linked(database, [], [(at["letter"], 1.0), (at["quill"], 0.9)], 3) == [at["marsh"]]
    assert linked(database, [], [(at["other"], 1.0)], 3) == []
    assert linked(database, [], [], 3) == []


def test_names_go_with_their_passages_and_come_back(case: Case) -> None:
    database = case.home.catalog.database
    (quill,) = names_asked(database, case.id, "ada quill")
    assert len(mentions_of(database, [quill])[quill]) == 3
    case.remove("quill.txt")
    assert len(mentions_of(database, [quill])[quill]) == 2
    before = database.rows("SELECT * FROM mentions ORDER BY 1, 2")
    put_names(case.home.catalog, case.id)
    assert database.rows("SELECT * FROM mentions ORDER BY 1, 2") == before
    with database.writing() as db:
        db.execute("DELETE FROM named")
        db.execute("DELETE FROM mentions")
    put_names(case.home.catalog, case.id)
    assert database.rows("SELECT * FROM mentions ORDER BY 1, 2") == before


def test_a_name_that_too_many_mention_leads_to_what_is_about_it(case: Case, folder: Path) -> None:
    letters = (f"Letter {number}: Ada Quill writes again." for number in range(MOST_PASSAGES))
    for number, letter in enumerate(letters):
        (folder / f"letter-{number}.txt").write_text(letter)
    case.add(folder)
    database, at = case.home.catalog.database, numbers(case)
    quill, marsh = names_asked(database, case.id, "Did Ada Quill know Tom Marsh?")
    found = mentions_of(database, [quill, marsh])
    assert [mention.passage for mention in found[quill]] == [at["quill"]]
    assert {mention.passage for mention in found[marsh]} == {at["marsh"], at["letter"]}
    assert count_mentions(database, [quill, marsh]) == {quill: 1, marsh: 2}


def test_a_corrected_title_is_what_a_document_is_about(case: Case) -> None:
    database, at = case.home.catalog.database, numbers(case)
    case.correct("other.txt", title="Tom Marsh")
    (marsh,) = names_asked(database, case.id, "tom marsh")
    about = {mention.passage for mention in mentions_of(database, [marsh])[marsh] if mention.about}
    assert about == {at["marsh"], at["other"]}
    case.correct("other.txt", title="A crate")
    about = {mention.passage for mention in mentions_of(database, [marsh])[marsh] if mention.about}
    assert about == {at["marsh"]}
