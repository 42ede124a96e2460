"""Vectors on a Chroma server that is killed, started again, moved to and left: nothing is lost,
and what happens is said."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread, Timer

import numpy as np
import pytest

import index.chroma
from index import Case
from index.errors import HomeError
from index.home import Home
from index.server import Server, server_of
from index.settings import IndexSettings
from tests.chroma_server import ChromaServer, chroma_server
from tests.embeddings import HashedWords


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    with chroma_server(tmp_path_factory.mktemp("chroma")) as server:
        yield server


@pytest.fixture
def server(started: ChromaServer, monkeypatch: pytest.MonkeyPatch) -> ChromaServer:
    monkeypatch.setenv("CASEBOOK_CHROMA_URL", started.url)
    monkeypatch.setattr(index.chroma, "PATIENCE", 60.0)  # on a busy machine it starts slowly
    return started


@pytest.fixture
def files(folder: Path) -> Path:
    """Two hundred notes, each on something of its own."""
    for number in range(200):
        (folder / f"note-{number}.txt").write_text(f"Crate {number} was sold to buyer {number}.")
    return folder


class Eventful(HashedWords):
    """Does something when so many texts have been embedded."""

    def __init__(self, after: int, event: Callable[[], None]) -> None:
        self._left, self._event = after, event

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        before, self._left = self._left, self._left - len(texts)
        if before > 0 >= self._left:
            self._event()
        return super().embed_documents(texts)


def whole(case: Case) -> bool:
    """Whether every passage has its own vector, by which it is found."""
    numbers = [int(n) for (n,) in case.home.catalog.database.rows("SELECT id FROM passages")]
    model = HashedWords()
    texts = {n: p.text for n, p in case.passages(numbers).items()}
    for number, text in texts.items():
        vector = np.array([model.embed_query(text)], dtype=np.float32)
        if case.vectors.cosines(vector, [number])[number][0] < 0.999:
            return False
    return len(case.vectors) == len(numbers) == 200


def test_a_server_that_comes_back_during_an_ingest_interrupts_nothing(
    server: ChromaServer, files: Path, home: Home, caplog: pytest.LogCaptureFixture
) -> None:
    def restart() -> None:
        server.kill()
        Timer(0.5, server.start).start()

    case = Case.open("crates", home=home, embedding=Eventful(100, restart))
    case.add(files)
    assert whole(case)
    assert "does not answer" in caplog.text
    assert len(caplog.records) == 1


def test_a_server_that_stays_away_during_an_ingest_is_said_and_the_rest_goes_in_later(
    server: ChromaServer, files: Path, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index.chroma, "PATIENCE", 0.5)
    case = Case.open("crates", home=home, embedding=Eventful(100, server.kill))
    with pytest.raises(HomeError, match="Start it, and do the same again; what was done is kept"):
        case.add(files)
    server.start()
    server.answering()
    monkeypatch.setattr(index.chroma, "PATIENCE", 60.0)
    report = case.add(files)
    assert len(report.unchanged) == 200
    assert whole(case)


def test_a_question_waits_for_a_server_that_starts_again(
    server: ChromaServer, files: Path, home: Home
) -> None:
    case = Case.open("crates", home=home, embedding=HashedWords())
    case.add(files)
    server.kill()
    Timer(0.5, server.start).start()
    hits = case.retrieve("Who bought crate 7?", k=10)
    assert hits[0].passage.text == "Crate 7 was sold to buyer 7."
    assert any("meaning" in hit.why for hit in hits)


def test_a_question_says_that_the_server_is_gone_and_answers_when_it_is_back(
    server: ChromaServer, files: Path, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = Case.open("crates", home=home, embedding=HashedWords())
    case.add(files)
    monkeypatch.setattr(index.chroma, "PATIENCE", 0.5)
    server.kill()
    with pytest.raises(HomeError, match="the Chroma server does not answer"):
        case.retrieve("Who bought crate 7?", k=5)
    server.start()
    server.answering()
    monkeypatch.setattr(index.chroma, "PATIENCE", 60.0)
    hits = case.retrieve("Who bought crate 7?", k=10)
    assert hits[0].passage.text == "Crate 7 was sold to buyer 7."
    assert any("meaning" in hit.why for hit in hits)


def test_a_server_killed_under_many_questions_mixes_nothing_up(
    server: ChromaServer, files: Path, home: Home
) -> None:
    case = Case.open("crates", home=home, embedding=HashedWords())
    case.add(files)
    found: dict[int, str] = {}

    def ask(number: int) -> None:
        found[number] = case.retrieve(f"Who bought crate {number}?", k=1)[0].passage.text

    asking = [Thread(target=ask, args=(number,)) for number in range(20)]
    for number, thread in enumerate(asking):
        thread.start()
        if number == 5:
            server.kill()
            server.start()
    for thread in asking:
        thread.join()
    assert found == {n: f"Crate {n} was sold to buyer {n}." for n in range(20)}


def test_vectors_that_a_server_has_lost_are_noticed_and_made_anew(
    server: ChromaServer, files: Path, home: Home, caplog: pytest.LogCaptureFixture
) -> None:
    case = Case.open("crates", home=home, embedding=HashedWords())
    case.add(files)
    case.vectors.drop()
    with caplog.at_level(logging.WARNING):
        assert case.retrieve("Who bought crate 7?", k=1)  # by its words
    assert "lost" in caplog.text
    case.add(files)
    assert whole(case)


def test_homes_share_a_server_and_no_vectors(
    server: ChromaServer, folder: Path, tmp_path: Path
) -> None:
    (folder / "note.txt").write_text("Crane burned the ledger.")
    homes = [Home.open(tmp_path / name) for name in ("one", "two")]
    cases = [Case.open("crane", home=home, embedding=HashedWords()) for home in homes]
    cases[0].add(folder)
    assert (len(cases[0].vectors), len(cases[1].vectors)) == (1, 0)
    cases[1].delete()
    assert len(cases[0].vectors) == 1
    for home in homes:
        home.close()


def test_a_home_moves_to_a_server_and_back(
    started: ChromaServer, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "note.txt").write_text("Crane burned the ledger.")

    def vectors_after(add: bool) -> int:
        home = Home.open(tmp_path / "home")
        try:
            case = Case.open("crane", home=home, embedding=HashedWords())
            if add:
                case.add(folder)
            return len(case.vectors)
        finally:
            home.close()

    assert vectors_after(add=True) == 1
    monkeypatch.setenv("CASEBOOK_CHROMA_URL", started.url)
    assert [vectors_after(add=False), vectors_after(add=True), vectors_after(add=False)] == [
        0,
        1,
        1,
    ]
    monkeypatch.delenv("CASEBOOK_CHROMA_URL")
    assert [vectors_after(add=False), vectors_after(add=True), vectors_after(add=False)] == [
        0,
        1,
        1,
    ]


# What the environment says


def test_what_is_no_address_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for wrong in ("localhost:8000", "http://user:word@host", "ftp://host", "http://"):
        monkeypatch.setenv("CASEBOOK_CHROMA_URL", wrong)
        with pytest.raises(HomeError, match="CASEBOOK_CHROMA_URL"):
            Home.open(tmp_path / "home")


def test_tenant_database_and_token_are_taken_from_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert server_of(IndexSettings()) is server_of(IndexSettings.from_environment()) is None
    monkeypatch.setenv("CASEBOOK_CHROMA_URL", "https://chroma.example.org/")
    usual = Server("https://chroma.example.org", "default_tenant", "default_database")
    assert server_of(IndexSettings.from_environment()) == usual
    monkeypatch.setenv("CASEBOOK_CHROMA_TENANT", "firm")
    monkeypatch.setenv("CASEBOOK_CHROMA_DATABASE", "matters")
    monkeypatch.setenv("CASEBOOK_CHROMA_TOKEN", "secret")
    settings = IndexSettings.from_environment()
    chosen = server_of(settings)
    assert chosen == Server("https://chroma.example.org", "firm", "matters", "secret")
    assert "secret" not in repr(chosen) + repr(settings)


def test_a_tenant_that_is_not_there_is_named(
    server: ChromaServer, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.close()
    monkeypatch.setenv("CASEBOOK_CHROMA_DATABASE", "matters")
    elsewhere = Home.open(home.path)
    with pytest.raises(HomeError, match="matters"):
        len(elsewhere.vectors(1))
    elsewhere.close()
