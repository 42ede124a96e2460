"""Filters: a search looks only in some documents, by name, folder, kind and date."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Case, Filter, filters
from index.errors import BadFilter, UnknownDocument
from index.filters import searched_deeper

DAYS = (datetime.date(2020, 1, 5), datetime.date(2021, 3, 9), datetime.date(2022, 7, 1))


@pytest.fixture
def filled(case: Case, folder: Path) -> Case:
    """Orders and articles of three years in two folders, all about one crate."""
    for number, day in enumerate(DAYS):
        for place in ("court", "press"):
            (folder / place).mkdir(exist_ok=True)
            path = folder / place / f"{number}.txt"
            path.write_text(f"Paper {place} {number}\n\nThe crate stood on the pier, {day}.")
    case.add(folder)
    for record in case.documents():
        number, place = int(Path(record.name).stem), record.name.split("/")[0]
        kind = {"court": "order", "press": "article"}[place]
        case.correct(record.name, kind=kind, date=DAYS[number])
    return case


def names(case: Case, where: Filter, query: str = "Where was the crate?") -> set[str]:
    hits = case.retrieve(query, 10, where=where)
    return {case.document(hit.passage.span.document_id).name for hit in hits}


@pytest.mark.parametrize("few", [filters.FEW, 0])
@pytest.mark.parametrize(
    ("where", "found"),
    [
        (Filter(), {f"{place}/{n}.txt" for place in ("court", "press") for n in range(3)}),
        (Filter(documents=("court/1.txt",)), {"court/1.txt"}),
        (Filter(documents=("press/",)), {"press/0.txt", "press/1.txt", "press/2.txt"}),
        (Filter(kinds=("order",)), {"court/0.txt", "court/1.txt", "court/2.txt"}),
        (
            Filter(since=datetime.date(2021, 3, 9), kinds=("article",)),
            {"press/1.txt", "press/2.txt"},
        ),
        (Filter(until=datetime.date(2021, 3, 8)), {"court/0.txt", "press/0.txt"}),
        (Filter(kinds=("transcript",)), set()),
    ],
)
def test_a_search_looks_only_where_it_is_told(
    filled: Case, monkeypatch: pytest.MonkeyPatch, few: int, where: Filter, found: set[str]
) -> None:
    monkeypatch.setattr("index.lexical.FEW", few)
    monkeypatch.setattr("index.vectors.FEW", few)
    assert names(filled, where) == found


def test_links_and_places_stay_within_the_filter(case: Case, folder: Path) -> None:
    for number in range(12):
        (folder / f"film-{number}.txt").write_text(f"Film {number}\n\nFilm {number} is a film.")
    (folder / "harbor.txt").write_text("Low Harbor\n\nLow Harbor is a film directed by Ada Quill.")
    (folder / "quill.txt").write_text("Ada Quill\n\n14. Ada Quill was a printer from Oslo.")
    case.add(folder)
    where = Filter(documents=("harbor.txt",))
    assert names(case, where, "When was the director of Low Harbor born?") == {"harbor.txt"}
    assert names(case, where, "¶ 14") == {"harbor.txt"}


def test_the_retriever_takes_a_filter(filled: Case) -> None:
    where = Filter(kinds=("order",))
    for documents in (
        filled.as_retriever(where=where).invoke("crate"),
        filled.as_retriever().invoke("crate", where=where),
    ):
        assert {document.metadata["kind"] for document in documents} == {"order"}


@pytest.mark.parametrize(
    ("where", "error"),
    [
        (Filter(kinds=("orders",)), BadFilter),
        (Filter(since=datetime.date(2021, 1, 2), until=datetime.date(2021, 1, 1)), BadFilter),
        (Filter(documents=("cour",)), UnknownDocument),
    ],
)
def test_a_filter_that_nothing_can_pass_is_refused(
    filled: Case, where: Filter, error: type[Exception]
) -> None:
    with pytest.raises(error):
        filled.retrieve("crate", where=where)


@given(
    ranked=st.lists(st.integers(0, 50), unique=True),
    among=st.sets(st.integers(0, 50), min_size=1),
    limit=st.integers(1, 10),
)
def test_searching_deeper_gives_the_first_that_pass(
    ranked: list[int], among: set[int], limit: int
) -> None:
    pairs = [(number, -float(place)) for place, number in enumerate(ranked)]
    wanted = [pair for pair in pairs if pair[0] in among][:limit]
    assert searched_deeper(lambda n: pairs[:n], limit, among, len(pairs)) == wanted
