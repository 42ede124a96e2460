"""A home keeps its papers from other users, and keeps nothing of what was taken out of it."""

from __future__ import annotations

import logging
import os
import shutil
import zlib
from pathlib import Path
from threading import Event, Thread

import numpy as np
import pytest
from langchain_core.embeddings import Embeddings

from assistant.conversations import Conversations, Turn, new_id
from assistant.service.preferences import Preferences, write_preferences
from corpus.language.parsed import parse
from index import Case
from index.damage import are_words_damaged, clear_unused
from index.home import Home
from tests.embeddings import HashedWords

SECRET = "Zebediah Quuxington hid the emerald in Vaduz.\n"
EMERALD = "Where is the emerald?"
posix = pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")


class Scattered(Embeddings):
    """Gives each text a vector of its own, that can be told from all others by any part."""

    model = "scattered"

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        drawn = np.random.default_rng(zlib.crc32(text.encode())).normal(size=64)
        unit = (drawn / np.linalg.norm(drawn)).astype(np.float32)
        vector: list[float] = unit.tolist()
        return vector


@pytest.fixture
def papers(folder: Path) -> Path:
    for number in range(12):
        (folder / f"{number}.txt").write_text(f"Memo {number}: ledger {number} was burned.\n")
    (folder / "emerald.txt").write_text(SECRET)
    return folder


def traces(home: Path) -> dict[str, set[str]]:
    """For each file that holds anything of the secret paper, what."""
    vector = np.asarray(Scattered().embed_query(SECRET.strip()), dtype="<f4").tobytes()
    wanted = {
        "words": b"Quuxington",
        "name": b"quuxington",
        "document": b"emerald.txt",
        "vector": vector[64:192],
    }
    found = {}
    for path in sorted(home.rglob("*")):
        held = path.read_bytes() if path.is_file() else b""
        if parts := {part for part, sought in wanted.items() if sought in held}:
            found[path.relative_to(home).as_posix()] = parts
    return found


# What was removed


@pytest.mark.parametrize("way", ["remove", "sync", "delete", "change"])
def test_nothing_is_left_of_a_document_that_was_taken_out(
    tmp_path: Path, papers: Path, way: str
) -> None:
    path = tmp_path / "home"
    case = Case.open("a", home=path, embedding=Scattered())
    case.add(papers)
    assert set.union(*traces(path).values()) == {"words", "name", "document", "vector"}
    if way == "remove":
        case.remove("emerald.txt")
    elif way == "delete":
        case.delete()
    else:
        (papers / "emerald.txt").unlink()
        if way == "change":
            (papers / "emerald.txt").write_text("Another paper altogether.\n")
        case.add(papers, sync=True)
    left_open = {file for file in traces(path) if not file.startswith("chroma/")}
    case.home.close()
    left = traces(path)
    assert left_open <= {*left}  # while the home is open Chroma's files alone may hold some
    if way == "change":
        left = {file: parts - {"document"} for file, parts in left.items()}
    assert {file: parts for file, parts in left.items() if parts} == {}
    assert {f: p - {"document"} for f, p in traces(path).items() if p - {"document"}} == {}


def test_what_stood_in_memory_is_not_left_where_an_index_has_room(
    tmp_path: Path, papers: Path
) -> None:
    path = tmp_path / "home"
    case = Case.open("a", home=path, embedding=Scattered())
    case.add(papers)
    case.home.close()
    (data,) = path.rglob("data_level0.bin")
    with data.open("r+b") as file:
        file.seek(-4_000, os.SEEK_END)
        file.write(b"Quuxington" * 400)
    clear_unused(path / "chroma")
    assert b"Quuxington" not in data.read_bytes()
    again = Case.open("a", home=path, embedding=Scattered())
    assert again.retrieve("Memo 7: ledger 7", 1)[0].passage.text.startswith("Memo 7")
    again.home.close()


def test_what_stays_is_found_as_before(home: Home, papers: Path) -> None:
    case = Case.open("a", home=home, embedding=Scattered())
    case.add(papers)
    before = [(hit.passage.text, hit.score) for hit in case.retrieve("Memo 7: ledger 7", 1)]
    held = len(case.vectors)
    case.remove("emerald.txt")
    case.remove("3.txt")
    assert len(case.vectors) == len(case.lexical) == held - 2
    assert [hit.passage.text for hit in case.retrieve("Memo 7: ledger 7", 1)] == [before[0][0]]
    names = home.catalog.database.rows("SELECT key FROM names")
    assert not [name for (name,) in names if "quuxington" in name]
    assert {record.state for record in case.documents()} == {"ready"}


def test_a_purge_that_was_broken_off_is_done_again(home: Home, papers: Path) -> None:
    case = Case.open("a", home=home, embedding=Scattered())
    case.add(papers)
    case.vectors._made(f"case-{case.id}-anew").upsert(
        ids=["1"], embeddings=np.ones((1, 64), np.float32)
    )
    case.remove("emerald.txt")
    home.close()
    again = Case.open("a", home=home.path, embedding=Scattered())
    assert len(again.vectors) == 12
    assert len(again.home._chroma.list_collections()) == 1
    assert not [*(home.path / "purge").iterdir()]
    again.home.close()


def test_documents_are_removed_while_others_search(home: Home, papers: Path) -> None:
    one, other = (Case.open(name, home=home, embedding=Scattered()) for name in "ab")
    one.add(papers)
    other.add(papers)
    ended, found = Event(), []

    def search() -> None:
        while not ended.is_set():
            found.append(len(other.retrieve("Memo 7: ledger 7", 3)))

    searching = Thread(target=search)
    searching.start()
    for number in range(8):
        one.remove(f"{number}.txt")
    ended.set()
    searching.join()
    assert set(found) == {3}
    assert home.times_set_aside == 0
    assert len(other.vectors) == 13


def test_what_one_case_found_damaged_is_made_anew_in_all(home: Home, papers: Path) -> None:
    one, other = (Case.open(name, home=home, embedding=Scattered()) for name in "ab")
    for case in (one, other):
        case.add(papers)
    home.set_vectors_aside()
    assert one.retrieve("Memo 7: ledger 7", 1)
    assert other.retrieve("Memo 7: ledger 7", 1)
    assert len(one.vectors) == len(other.vectors) == 13


def test_an_ingest_that_was_killed_leaves_no_damage(home: Home, papers: Path) -> None:
    case = Case.open("a", home=home, embedding=Scattered())
    case.add(papers)
    words = home.path / "lexical" / str(case.id)
    (words / f"{'0' * 32}.store").write_bytes(b"")
    assert not are_words_damaged(words)


# Other users


@posix
@pytest.mark.parametrize("mode", [0o755, 0o777, 0o750, 0o701])
def test_a_home_that_was_open_to_others_is_closed(tmp_path: Path, papers: Path, mode: int) -> None:
    path = tmp_path / "home"
    Case.open("a", home=path, embedding=HashedWords()).add(papers)
    Home.open(path).close()
    (path / "outside").symlink_to(papers)
    outside = papers.stat().st_mode
    for each in (path, *path.rglob("*")):
        if not each.is_symlink():
            each.chmod(mode if each.is_dir() else mode & 0o666)
    home = Home.open(path)
    modes = {p: p.stat().st_mode & 0o777 for p in (path, *path.rglob("*")) if not p.is_symlink()}
    home.close()
    assert {m for p, m in modes.items() if p.is_dir()} == {0o700}
    assert {m for p, m in modes.items() if p.is_file()} == {0o600}
    assert papers.stat().st_mode == outside


@posix
def test_a_folder_that_cannot_be_closed_is_said_and_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tmp_path.chmod(0o755)

    def refused(self: Path, mode: int) -> None:
        raise PermissionError(1, "Operation not permitted", str(self))

    monkeypatch.setattr(Path, "chmod", refused)
    with caplog.at_level(logging.WARNING):
        Home.open(tmp_path).close()
    assert "Other users of this computer may be able to read" in caplog.text


@posix
def test_settings_are_for_their_user_alone_and_whole(tmp_path: Path) -> None:
    settings = tmp_path / "settings.json"
    settings.write_text("{}")
    settings.chmod(0o644)
    write_preferences(tmp_path, Preferences("ollama:qwen3"))
    assert settings.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["settings.json"]


# Numbers


def ask(case: Case, question: str) -> None:
    kept = Conversations(case.home.conversations(case.id))
    kept.keep(new_id(), [Turn(question)])


def asked(case: Case) -> int:
    return len(Conversations(case.home.conversations(case.id)).entries())


@pytest.mark.parametrize("lost", ["all", "conversations alone are left", "an older one put back"])
def test_what_was_asked_of_a_case_never_turns_up_in_another(
    tmp_path: Path, papers: Path, lost: str
) -> None:
    path, catalogue = tmp_path / "home", tmp_path / "home" / "casebook.sqlite"
    ours = Case.open("ours", home=path, embedding=HashedWords())
    ours.home.close()
    shutil.copy(catalogue, tmp_path / "older.sqlite")
    theirs = Case.open("theirs", home=path, embedding=HashedWords())
    theirs.add(papers)
    ask(theirs, EMERALD)
    theirs.home.close()
    for left in path.glob("casebook.sqlite*"):
        left.unlink()
    if lost == "an older one put back":
        shutil.copy(tmp_path / "older.sqlite", catalogue)
    elif lost == "conversations alone are left":
        for folder in ("lexical", "originals", "chroma"):
            shutil.rmtree(path / folder)
    another = Case.open("another", home=path, embedding=HashedWords())
    assert another.id > 2
    assert asked(another) == 0
    assert another.retrieve("ledger") == []
    another.home.close()
    home = Home.open(path)
    assert (path / "conversations" / "2").exists()  # it may be put right by hand
    assert lost != "all" or (path / "originals" / "2").exists()
    home.close()


@pytest.mark.parametrize("how", ["remove", "sync", "delete"])
def test_no_process_remembers_the_words_of_what_was_taken_out(
    home: Home, papers: Path, how: str
) -> None:
    case = Case.open("Quux", home=home, embedding=HashedWords())
    case.add(papers)
    remembered = parse(SECRET)
    assert parse(SECRET) is remembered
    if how == "remove":
        case.remove("emerald.txt")
    elif how == "sync":
        (papers / "emerald.txt").unlink()
        case.add(papers, sync=True)
    else:
        case.delete()
    assert parse(SECRET) is not remembered
