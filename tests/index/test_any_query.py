"""Whatever is typed into a search is words: it finds something or nothing, and never fails."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Case, Filter
from index.home import Home
from index.lexical import STOP_WORDS
from tests.embeddings import HashedWords

PAPERS = (
    "The ledger was burned in the yard behind pier 9.",
    "Señor Muñoz firmó el acuerdo en la oficina.",
    "Приговор суда был вынесен в среду.",
    "被告人は有罪",
    "أُدين المتهم يوم الأربعاء",
)
SYNTAX = ['"', "(", ")", "*", "?", ":", "^2", "~", "[a TO b]", "AND", "OR", "NOT", "+", "-", "\\"]
QUERIES = st.one_of(
    st.lists(st.sampled_from(STOP_WORDS), min_size=1, max_size=30).map(" ".join),
    st.text("?!.,;:…—–()[]{}\"'“”«»/\\|&%$#@*+-=<>~^_`", max_size=60),
    st.lists(st.sampled_from([*SYNTAX, "ledger", "text", "passage"]), max_size=20).map(" ".join),
    st.text(st.characters(exclude_categories=[]), max_size=200),
    st.text(st.characters(exclude_categories=[]), min_size=1, max_size=40).map(
        lambda text: (text * 20_000)[:20_000]
    ),
    st.integers(4_000, 20_000).map(lambda size: ("Who burned the ledger? " * 900)[:size]),
)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    home = Home.open(tmp_path_factory.mktemp("home"))
    folder = tmp_path_factory.mktemp("papers")
    for number, text in enumerate(PAPERS):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    case = Case.open("papers", home=home, embedding=HashedWords())
    case.add(folder)
    Case.open("empty", home=home, embedding=HashedWords())
    yield case
    home.close()


@given(query=QUERIES, k=st.integers(-1, 12))
@settings(max_examples=80)
def test_any_query_gives_hits_best_first(held: Case, query: str, k: int) -> None:
    hits = held.retrieve(query, k)
    assert len(hits) == min(max(k, 0), len(PAPERS))
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert held.retrieve(query, k, where=Filter(documents=("0.txt",))) == [] or k > 0


@given(query=QUERIES)
@settings(max_examples=30)
def test_an_empty_case_gives_nothing(held: Case, query: str) -> None:
    assert Case.open("empty", home=held.home).retrieve(query) == []


def test_a_case_that_is_being_indexed_gives_what_is_there(home: Home, folder: Path) -> None:
    typed = ["", "?!", "the of", "ledger", 'AND "(', "ledger " * 3_000, "被告人"]
    seen: dict[str, list[str]] = {}

    class Asking(HashedWords):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            for query in typed:
                seen[query] = [hit.passage.text for hit in case.retrieve(query)]
            return super().embed_documents(texts)

    case = Case.open("papers", home=home, embedding=Asking())
    for number, text in enumerate(PAPERS):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    case.add(folder)
    assert set(seen) == set(typed)
    assert seen["ledger"] == seen["ledger " * 3_000] == [PAPERS[0]]
    assert seen["被告人"] == []
    assert case.retrieve("ledger")[0].passage.text == PAPERS[0]
