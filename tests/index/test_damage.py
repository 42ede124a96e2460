"""An index whose files were damaged is set aside and made anew from the catalogue."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from index import Case, lexical
from index.damage import are_words_damaged
from index.errors import DamagedIndex, HomeError
from index.home import Home
from tests.embeddings import HashedWords

ENOUGH = 1_050
"""Passages after which Chroma writes an index of its own to the disk."""
QUESTION = "Who burned the ledger in the harbour of Riga?"
ANSWER = "Ada Quill burned the ledger in the harbour of Riga."


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a large case, closed."""
    folder = tmp_path_factory.mktemp("documents")
    filler = "The watchman walked along the pier and wrote down every van that he saw there. " * 9
    (folder / "long.txt").write_text("\n\n".join(f"{n}. {filler}" for n in range(ENOUGH)))
    (folder / "memo.txt").write_text(ANSWER)
    home = tmp_path_factory.mktemp("whole")
    Case.open("a", home=home, embedding=HashedWords()).add(folder)
    Home.open(home).close()
    assert list(home.glob("chroma/*/header.bin"))
    return home


@pytest.fixture
def damaged(whole: Path, tmp_path: Path) -> Path:
    """A copy of the home, to be damaged."""
    shutil.copytree(whole, tmp_path / "home")
    return tmp_path / "home"


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def halved(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def garbled(path: Path) -> None:
    path.write_bytes(b"\xa5 no index at all \x00" * 50)


def flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for place in range(len(data) // 3, len(data), max(len(data) // 3, 1)):
        data[place] ^= 0xFF
    path.write_bytes(data)


def gone(path: Path) -> None:
    path.unlink()


WORDS = ("*", "meta.json", "*.idx", "*.term", "*.store", "*.fast", "*.fieldnorm")
VECTORS = (
    ("chroma.sqlite3", garbled), ("chroma.sqlite3", halved), ("chroma.sqlite3", emptied),
    ("chroma.sqlite3", gone), ("*/data_level0.bin", gone), ("*/data_level0.bin", halved),
    ("*/header.bin", flipped), ("*/header.bin", emptied), ("*/header.bin", garbled),
    ("*/index_metadata.pickle", garbled), ("*/*", gone), ("*/*", garbled), ("*/*", emptied),
)  # fmt: skip


@pytest.mark.parametrize("done", [emptied, halved, garbled, flipped, gone])
@pytest.mark.parametrize("files", WORDS)
def test_a_damaged_word_index_is_made_anew(
    damaged: Path, files: str, done: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    folder = damaged / "lexical" / "1"
    for path in list(folder.glob(files)):
        if path.stat().st_size:
            done(path)
    _heals(damaged, caplog)


@pytest.mark.parametrize(("files", "done"), VECTORS)
def test_damaged_vectors_are_made_anew(
    damaged: Path, files: str, done: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    for path in list((damaged / "chroma").glob(files)):
        done(path)
    _heals(damaged, caplog)


def _heals(home: Path, caplog: pytest.LogCaptureFixture) -> None:
    """What is asked is found and what is added goes in, with one line said of it at most."""
    with caplog.at_level(logging.WARNING):
        case = Case.open("a", home=home, embedding=HashedWords())
        found = [hit.passage.text for hit in case.retrieve(QUESTION, 1)]
        new = home.parent / "new.txt"
        new.write_text("Otto Brandt was seen in Oslo.")
        added = case.add(new).added
        oslo = [hit.passage.text for hit in case.retrieve("Who was seen in Oslo?", 1)]
        states = {record.state for record in case.documents()}
        held = (len(case.lexical), len(case.vectors))
        case.home.close()
    assert found == [ANSWER]
    assert added == ("new.txt",)
    assert oslo == ["Otto Brandt was seen in Oslo."]
    assert states == {"ready"}
    assert held[0] == held[1] > ENOUGH
    assert sum("set aside" in line for line in caplog.messages) <= 1


def test_both_can_be_damaged_at_once(damaged: Path, caplog: pytest.LogCaptureFixture) -> None:
    for path in (*(damaged / "lexical" / "1").glob("*.idx"), damaged / "chroma/chroma.sqlite3"):
        garbled(path)
    case = Case.open("a", home=damaged, embedding=HashedWords())
    assert case.retrieve(QUESTION, 1)[0].passage.text == ANSWER
    case.home.close()


def test_what_is_damaged_while_it_is_used_is_made_anew(damaged: Path) -> None:
    case = Case.open("a", home=damaged, embedding=HashedWords())
    assert case.retrieve(QUESTION, 1)[0].passage.text == ANSWER
    for path in damaged.glob("chroma/**/*"):
        if path.is_file():
            garbled(path)
    for _ in range(2):
        assert case.retrieve(QUESTION, 1)[0].passage.text == ANSWER
    case.remove("memo.txt")
    assert case.retrieve(QUESTION, 1)[0].passage.text != ANSWER
    assert not list(damaged.rglob("*.damaged"))  # nothing of the memo is left there
    case.home.close()


def test_a_whole_index_counts_as_whole(whole: Path) -> None:
    assert not are_words_damaged(whole / "lexical" / "1")


def test_a_disk_that_is_full_is_no_damage() -> None:
    with (
        pytest.raises(HomeError, match="No space left") as refused,
        lexical._using("written"),
    ):
        raise ValueError("An IO error occurred: 'No space left on device (os error 28)'")
    assert not isinstance(refused.value, DamagedIndex)
