"""The catalogue: whole changes or none, and numbers that never mean two things."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus import Document, Page, Passage
from corpus.document import Flag, Mark
from corpus.passages import cut
from corpus.reading import READER_VERSION, Refused
from index.catalog import Catalog
from index.errors import HomeError
from index.records import Correction, Source, Store

STORES: tuple[Store, ...] = ("in_words", "in_vectors")


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    made = Catalog(tmp_path / "casebook.sqlite")
    made.create_case("one", "a-model")
    yield made
    made.close()


def document(name: str, text: str, hash: str = "") -> Document:
    pages = (Page(1, 0, 4), Page(2, 4, len(text)))
    return Document(hash or text, name, name.upper(), "other", None, text, pages)


def to_do(catalog: Catalog) -> list[int]:
    return [pending.number for pending in catalog.unfinished(1, "in_words")]


def passages(document: Document) -> list[Passage]:
    return cut(document, len)


def keep(catalog: Catalog, document: Document) -> None:
    """Keep `document` as a file of its own."""
    keep_all(catalog, document.name, document)


def keep_all(catalog: Catalog, source: str, *read: Document | Refused) -> None:
    """Keep a file in which this was read."""
    cut = [(one, passages(one) if isinstance(one, Document) else []) for one in read]
    catalog.keep(1, Source(source, "/box", "", read[0].id, READER_VERSION), cut)


def test_a_document_comes_back_as_it_was_kept(catalog: Catalog) -> None:
    kept = document("a.txt", "He signed. 🧾\r\nShe\0paid.")
    keep(catalog, kept)
    assert catalog.document(1, hash=kept.id) == kept
    assert catalog.document_named(1, "a.txt") == kept
    numbers = to_do(catalog)
    assert list(catalog.passages(1, numbers).values()) == passages(kept)


def test_what_another_case_holds_is_not_there(catalog: Catalog) -> None:
    catalog.create_case("two", "a-model")
    kept = document("a.txt", "He signed.")
    keep(catalog, kept)
    numbers = to_do(catalog)
    assert catalog.document(2, hash=kept.id) is None
    assert catalog.document_named(2, "a.txt") is None
    assert catalog.passages(2, numbers) == {}
    assert catalog.records(2) == []


def test_a_change_that_fails_half_way_changes_nothing(catalog: Catalog) -> None:
    keep(catalog, document("a.txt", "The first text."))

    def broken_off() -> Iterator[tuple[Document, list[Passage]]]:
        second = document("a.txt", "The second text.")
        yield second, passages(second)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        catalog.keep(1, Source("a.txt", "/box", "", "", READER_VERSION), broken_off())
    (record,) = catalog.records(1)
    assert record.id == "The first text."
    assert [pending.text for pending in catalog.unfinished(1, "in_words")] == ["The first text."]


def test_what_indexes_must_forget_is_remembered_until_they_have(catalog: Catalog) -> None:
    keep(catalog, document("a.txt", "The first text."))
    old = to_do(catalog)
    keep(catalog, document("a.txt", "The second text."))
    for store in STORES:
        assert catalog.leftovers(1, store) == old
        catalog.cleared(store, old)
        assert catalog.leftovers(1, store) == []


def test_a_number_is_never_given_to_another_passage(catalog: Catalog) -> None:
    seen: set[int] = set()
    for text in ("First.", "Second.", "Third."):
        keep(catalog, document("a.txt", text))
        numbers = set(to_do(catalog))
        assert not numbers & seen
        seen |= numbers
        catalog.remove(1, "a.txt")


def test_a_state_says_how_far_a_document_has_come(catalog: Catalog) -> None:
    keep(catalog, document("a.txt", "The text."))
    states = [catalog.records(1)[0].state]
    numbers = to_do(catalog)
    catalog.finished("in_words", numbers)
    states.append(catalog.records(1)[0].state)
    catalog.finished("in_vectors", numbers)
    states.append(catalog.records(1)[0].state)
    keep_all(catalog, "a.txt", Refused("a.txt", "", "the file is empty"))
    states.append(catalog.records(1)[0].state)
    assert states == ["reading", "words", "ready", "refused"]


def test_deleting_a_case_leaves_nothing_of_it(catalog: Catalog) -> None:
    keep(catalog, document("a.txt", "The text."))
    catalog.delete_case(1)
    assert catalog.cases() == []
    assert catalog.records(1) == []
    assert catalog.unfinished(1, "in_words") == []
    catalog.create_case("one", "a-model")
    again = catalog.case("one")
    assert again is not None
    assert again.id == 2


def test_a_source_holds_what_was_read_in_it_last(catalog: Catalog) -> None:
    letter, one, two = (document(name, name) for name in ("m.eml", "m.eml/1", "m.eml/2"))
    keep_all(catalog, "m.eml", letter, one, two)
    kept = to_do(catalog)
    keep_all(catalog, "m.eml", letter, Refused("m.eml/1", "", "it is damaged"))
    assert [(r.name, r.reason, r.source) for r in catalog.records(1)] == [
        ("m.eml", None, "m.eml"),
        ("m.eml/1", "it is damaged", "m.eml"),
    ]
    assert to_do(catalog) == kept[:1]
    assert catalog.leftovers(1, "in_words") == kept[1:]


def test_a_name_that_another_source_gave_is_told_apart(catalog: Catalog) -> None:
    keep_all(catalog, "m.eml", document("m.eml/1", "One."), document("m.eml/1", "Two."))
    keep(catalog, document("m.eml/1", "Three."))
    assert [(r.name, r.source) for r in catalog.records(1)] == [
        ("m.eml/1", "m.eml"),
        ("m.eml/1 (2)", "m.eml"),
        ("m.eml/1 (3)", "m.eml/1"),
    ]


@pytest.mark.parametrize(
    ("name", "left"),
    [("m.eml", []), ("m.eml/1", ["m.eml/2"]), ("m.eml/3", ["m.eml/1", "m.eml/2"])],
)
def test_a_source_is_removed_with_all_it_holds_and_a_document_alone(
    catalog: Catalog, name: str, left: list[str]
) -> None:
    keep_all(catalog, "m.eml", document("m.eml/1", "One."), document("m.eml/2", "Two."))
    assert catalog.remove(1, name) == (len(left) < 2)
    assert [record.name for record in catalog.records(1)] == left
    assert list(catalog.sources(1)) == (["m.eml"] if left else [])


def test_a_source_goes_before_a_document_of_its_name_in_another(catalog: Catalog) -> None:
    keep_all(catalog, "p", document("p/q.txt", "One."))
    keep_all(catalog, "p/q.txt", document("p/q.txt", "Two."))
    assert catalog.remove(1, "p/q.txt")
    assert [(r.name, r.source) for r in catalog.records(1)] == [("p/q.txt", "p")]
    assert catalog.remove(1, "p/q.txt")
    assert catalog.records(1) == []
    assert catalog.database.rows("SELECT id FROM contents") == []


def test_documents_that_stay_keep_their_text_and_corrections(catalog: Catalog) -> None:
    one, two = document("m.eml/1", "One."), document("m.eml/2", "Two.")
    keep_all(catalog, "m.eml", one, two)
    catalog.correct(1, "m.eml/1", Correction(title="The first"))
    old = to_do(catalog)
    source = Source("m.eml", "/new", "", "hash", READER_VERSION)
    catalog.keep(1, source, [], staying=["m.eml/1"])
    assert [(r.name, r.title, r.root) for r in catalog.records(1)] == [
        ("m.eml/1", "The first", "/new")
    ]
    assert to_do(catalog) == old[:1]


def test_a_text_is_looked_up_by_its_hash_through_an_index(catalog: Catalog) -> None:
    asked: list[str] = []
    catalog.database._db.set_trace_callback(asked.append)
    catalog.document(1, hash="1")
    catalog.database._db.set_trace_callback(None)
    plan = [str(row[-1]) for row in catalog.database.rows(f"EXPLAIN QUERY PLAN {asked[0]}")]
    assert not [step for step in plan if step.startswith("SCAN")]
    assert "hash=?" in plan[0]


@pytest.mark.parametrize(("text", "same"), [("The text.", True), ("The text, read anew.", False)])
def test_what_newer_readers_read_the_same_keeps_its_passages(
    catalog: Catalog, text: str, same: bool
) -> None:
    keep(catalog, document("a.txt", "The text.", hash="1"))
    old = to_do(catalog)
    catalog.database.rows("UPDATE contents SET reader = 1")
    keep(catalog, document("a.txt", text, hash="1"))
    assert (to_do(catalog) == old) is same
    assert catalog.leftovers(1, "in_vectors") == ([] if same else old)
    found = catalog.document(1, hash="1")
    assert found is not None
    assert found.text == text


def test_a_document_with_marks_and_flags_comes_back_whole(catalog: Catalog) -> None:
    kept = replace(
        document("a.txt", "14. He signed."),
        marks=(Mark(0, 14, "paragraph", "14"),),
        flags=(Flag("covered", "A box covers words.", 2),),
        language="es",
    )
    keep(catalog, kept)
    assert catalog.document(1, hash=kept.id) == kept
    (record,) = catalog.records(1)
    assert (record.flags, record.language) == (kept.flags, "es")


def test_a_catalogue_that_cannot_grow_is_a_plain_error_and_loses_nothing(
    catalog: Catalog, tmp_path: Path
) -> None:
    keep(catalog, document("a.txt", "The text."))
    catalog.close()
    full = Catalog(tmp_path / "casebook.sqlite")
    full.database.rows("PRAGMA max_page_count = 40")
    with pytest.raises(HomeError, match="could not be written: database or disk is full"):
        keep(full, document("b.txt", "A long text. " * 50_000))
    assert [record.name for record in full.records(1)] == ["a.txt"]
    full.close()
