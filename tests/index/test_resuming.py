"""An ingest may be broken off at any moment; adding again ends where an unbroken one does."""

from __future__ import annotations

import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import index.filling
from index import Case
from index.catalog import Catalog
from index.errors import HomeError
from index.home import Home
from index.lexical import LexicalIndex
from index.records import Store
from index.vectors import VectorIndex
from tests.embeddings import HashedWords
from tests.files import archive

MEMO = "A {} memo: the ledger burned."
STORES: tuple[Store, ...] = ("in_words", "in_vectors")
QUERIES = ["Who burned the ledger?", "crate 3 of pier 5", "lamp", "memo", "the new text"]


class Killed(BaseException):
    """Stands for the process ending here."""


def fill(folder: Path, version: str = "old") -> None:
    for number in range(6):
        text = "\n\n".join(
            f"Crate {crate} of pier {number} held a lamp and a {version} text." * 8
            for crate in range(4)
        )
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    (folder / "empty.txt").touch()
    (folder / "memo.txt").write_text(MEMO.format(version), encoding="utf-8")


def state_of(case: Case) -> dict[str, Any]:
    """All that can be seen of a case from outside, and that its indexes hold no more."""
    stored = case.vectors.search(HashedWords().embed_query("crate"), 10_000)
    return {
        "documents": case.documents(),
        "found": {
            query: {hit.passage: hit.score for hit in case.retrieve(query, 100)}
            for query in QUERIES
        },
        "vectors": len(stored),
        "passages": len(case.passages([number for number, _ in stored])),
        "words": sorted(number for number, _ in case.lexical.search("crate lamp memo", 10_000)),
        "leftovers": [case.home.catalog.leftovers(1, store) for store in STORES],
        "originals": sorted(path.name for path in (case.home.path / "originals/1").iterdir()),
    }


@contextmanager
def opened(path: Path) -> Iterator[Case]:
    home = Home.open(path)
    yield Case.open("a", home=home, embedding=HashedWords())
    home.close()


def killing(original: Callable[..., Any], at: int, *, before: bool) -> Callable[..., Any]:
    """`original`, until its call number `at`: killed then, just before or just after it."""
    calls = iter(range(1, 10_000))

    def call(*args: Any, **kwargs: Any) -> Any:
        now = next(calls) == at
        if now and before:
            raise Killed
        result = original(*args, **kwargs)
        if now:
            raise Killed
        return result

    return call


STEPS: list[tuple[type, str, int]] = [
    (Catalog, "keep", 1),
    (Catalog, "keep", 4),
    (LexicalIndex, "change", 1),
    (Catalog, "finished", 1),
    (HashedWords, "embed_documents", 2),
    (VectorIndex, "put", 1),
    (VectorIndex, "put", 3),
    (Catalog, "finished", 4),
]
REPLACING = [(VectorIndex, "remove", 1), (Catalog, "cleared", 1)]
BREAKS = [(*step, before) for step in STEPS for before in (True, False)]


@pytest.fixture(scope="module")
def box(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documents as they are in the end, and homes that hold the old and the new ones."""
    made = tmp_path_factory.mktemp("box")
    for version in ("old", "new"):
        (made / version).mkdir()
        fill(made / version, version)
        with opened(made / f"{version}-home") as case:
            case.add(made / version, root="box")
    return made


@pytest.mark.parametrize(("owner", "step", "at", "before"), BREAKS)
def test_adding_again_ends_as_if_it_had_never_been_broken_off(
    tmp_path: Path, box: Path, owner: type, step: str, at: int, before: bool
) -> None:
    assert_ends_as_if_unbroken(tmp_path / "home", box, owner, step, at, before=before)


@pytest.mark.parametrize(("owner", "step", "at"), STEPS + REPLACING)
def test_changing_again_ends_as_if_it_had_never_been_broken_off(
    tmp_path: Path, box: Path, owner: type, step: str, at: int
) -> None:
    shutil.copytree(box / "old-home", tmp_path / "home")
    assert_ends_as_if_unbroken(tmp_path / "home", box, owner, step, at, before=False)


def assert_ends_as_if_unbroken(
    home: Path, box: Path, owner: type, step: str, at: int, *, before: bool
) -> None:
    with pytest.MonkeyPatch.context() as patch, opened(home) as case:
        patch.setattr(index.filling, "EMBEDDED_AT_ONCE", 4)
        patch.setattr(owner, step, killing(getattr(owner, step), at, before=before))
        with pytest.raises(Killed):
            case.add(box / "new", root="box")
    with opened(home) as case:
        case.add(box / "new", root="box")
        resumed = state_of(case)
    with opened(box / "new-home") as case:
        expected = state_of(case)

    assert {record.state for record in resumed["documents"]} == {"ready", "refused"}
    assert resumed["leftovers"] == [[], []]
    assert resumed["originals"] == expected["originals"]
    assert resumed["vectors"] == resumed["passages"] == len(resumed["words"])
    assert resumed["documents"] == expected["documents"]
    for query in QUERIES:  # word scores move a little with what was there before
        assert resumed["found"][query] == pytest.approx(expected["found"][query], abs=0.1)


def test_finish_does_what_a_broken_off_ingest_left(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(folder)
    with monkeypatch.context() as patch, opened(tmp_path / "home") as case:
        patch.setattr(VectorIndex, "put", killing(VectorIndex.put, 1, before=True))
        with pytest.raises(Killed):
            case.add(folder)
    with opened(tmp_path / "home") as case:
        assert {record.state for record in case.documents()} == {"words", "refused"}
        case.finish()
        assert {record.state for record in case.documents()} == {"ready", "refused"}


DYING = textwrap.dedent(
    """
    import os, sys
    import index.filling
    from index import Case
    from index.catalog import Catalog
    from tests.embeddings import HashedWords

    def die(self, store, numbers, finished=Catalog.finished):
        finished(self, store, numbers)
        if store == "in_vectors":
            os._exit(9)

    Catalog.finished = die
    index.filling.EMBEDDED_AT_ONCE = 4
    Case.open("a", home=sys.argv[1], embedding=HashedWords()).add(sys.argv[2])
    """
)


def test_a_process_that_dies_loses_nothing_that_was_done(tmp_path: Path, folder: Path) -> None:
    fill(folder)
    died = subprocess.run(
        [sys.executable, "-c", DYING, str(tmp_path / "home"), str(folder)],
        cwd=Path(__file__).parents[2],
        check=False,
    )
    assert died.returncode == 9
    with opened(tmp_path / "home") as case:
        assert len(case.vectors.search(HashedWords().embed_query("crate"), 100)) == 4
        assert len(case.add(folder).unchanged) == 7
        assert {record.state for record in case.documents()} == {"ready", "refused"}
        assert {hit.passage.text for hit in case.retrieve("ledger", 1)} == {MEMO.format("old")}


@pytest.mark.parametrize("lost", [["lexical"], ["chroma"], ["lexical", "chroma"]])
def test_a_lost_index_is_made_again_from_the_catalogue(
    tmp_path: Path, box: Path, lost: list[str]
) -> None:
    shutil.copytree(box / "new-home", tmp_path / "home")
    for folder in lost:
        shutil.rmtree(tmp_path / "home" / folder)
    with opened(tmp_path / "home") as case:
        state = "words" if "chroma" in lost else "ready"
        assert {record.state for record in case.documents()} == {state, "refused"}
        assert case.retrieve("ledger", 1)[0].passage.text == MEMO.format("new")
    with opened(tmp_path / "home") as case:
        assert len(case.add(box / "new", root="box").unchanged) == 7
        mended = state_of(case)
    with opened(box / "new-home") as case:
        expected = state_of(case)
    for query in QUERIES:
        assert mended["found"][query] == pytest.approx(expected["found"][query], abs=0.1)
    assert {**mended, "found": {}} == {**expected, "found": {}}


def test_vectors_that_one_case_lost_are_put_back_by_finish(tmp_path: Path, box: Path) -> None:
    shutil.copytree(box / "new-home", tmp_path / "home")
    with opened(tmp_path / "home") as case:
        held = len(case.vectors)
        case.vectors.drop()
        case.finish()
        assert len(case.vectors) == held > 0


@contextmanager
def no_file_longer_than(size: int) -> Iterator[None]:
    """A disk that is full, as far as this process can tell: writes past `size` bytes fail."""
    resource = pytest.importorskip("resource", reason="limits on files are a Unix thing")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("kilobytes", [2, 100, 300])
def test_a_full_disk_is_a_plain_error_and_loses_nothing(
    tmp_path: Path, folder: Path, kilobytes: int
) -> None:
    with opened(tmp_path / "home") as case:
        (tmp_path / "first.txt").write_text("The ledger burned.")
        case.add(tmp_path / "first.txt")
        for number in range(12):
            words = " ".join(f"word{number}x{n} lamp." for n in range(3_000))
            (folder / f"{number}.txt").write_text(words)
        with no_file_longer_than(kilobytes * 1024), pytest.raises(HomeError, match="written"):
            case.add(folder)
    with opened(tmp_path / "home") as case:
        assert case.document_named("first.txt").text == "The ledger burned."
        case.add(folder)
        assert [record.state for record in case.documents()] == ["ready"] * 13
        assert case.retrieve("ledger")[0].passage.text == "The ledger burned."


def test_a_disk_that_is_full_for_a_file_inside_another_is_a_plain_error(
    tmp_path: Path, folder: Path
) -> None:
    words = " ".join(f"Lamp {n}." for n in range(1_000)) * 100
    (folder / "box.zip").write_bytes(archive({"a.txt": "A lamp.", "b.txt": words}))
    with opened(tmp_path / "home") as case:
        with (
            no_file_longer_than(300 * 1024),
            pytest.raises(HomeError, match="original of a document could not be written"),
        ):
            case.add(folder)
        assert case.documents() == []
        assert not any((case.home.path / "originals/1").iterdir())
        assert case.add(folder).added == ("box.zip/a.txt", "box.zip/b.txt")
