"""The home: one folder, owned by one process at a time, never of a later version."""

from __future__ import annotations

import datetime
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest

from index import Case, list_cases
from index.errors import HomeError, HomeInUse, HomeTooNew
from index.home import Home, home_path
from index.settings import IndexSettings
from tests.embeddings import HashedWords

HOLD = textwrap.dedent(
    """
    import sys
    from index.home import Home
    Home.open(sys.argv[1])
    print("open", flush=True)
    sys.stdin.readline()
    """
)


@contextmanager
def held_by_another_process(path: Path) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        yield process
        process.kill()


def test_the_home_is_the_one_given_or_the_one_of_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASEBOOK_HOME", str(tmp_path / "environment"))
    for given, path in (
        (Home.open(), "environment"),
        (Home.open(settings=IndexSettings(home=tmp_path / "settings")), "settings"),
        (Home.open(tmp_path / "given", settings=IndexSettings(home=tmp_path)), "given"),
    ):
        assert given.path == tmp_path / path
        given.close()
    monkeypatch.delenv("CASEBOOK_HOME")
    assert "casebook" in home_path(IndexSettings.from_environment().home).parts[-1]


def test_a_home_is_made_where_there_is_none(tmp_path: Path) -> None:
    home = Home.open(tmp_path / "a" / "new" / "one")
    assert home.catalog.cases() == []
    home.close()


def test_a_process_has_one_object_for_a_folder(home: Home, tmp_path: Path) -> None:
    assert Home.open(tmp_path / "documents" / ".." / "home") is home


def test_a_closed_home_can_be_opened_again_with_what_was_in_it(tmp_path: Path) -> None:
    Case.open("Harbor Light", home=tmp_path / "home")
    Home.open(tmp_path / "home").close()
    assert [case.name for case in list_cases(tmp_path / "home")] == ["Harbor Light"]
    Home.open(tmp_path / "home").close()


def test_a_home_that_another_process_has_open_is_in_use_until_that_ends(tmp_path: Path) -> None:
    with held_by_another_process(tmp_path) as process:
        with pytest.raises(HomeInUse, match="Another Casebook process has"):
            Home.open(tmp_path)
        assert process.stdin is not None
        process.stdin.close()  # and it ends
        Home.open(tmp_path, patience=20).close()


def test_a_process_that_was_killed_leaves_the_home_free(tmp_path: Path) -> None:
    with held_by_another_process(tmp_path) as process:
        process.kill()
        process.wait()
        Home.open(tmp_path, patience=20).close()


def test_a_home_of_a_later_version_is_left_alone(tmp_path: Path) -> None:
    Home.open(tmp_path).close()
    with sqlite3.connect(tmp_path / "casebook.sqlite") as catalog:
        catalog.execute("PRAGMA user_version = 99")
    catalog.close()
    for _ in range(2):  # and the refusal lets go of the lock
        with pytest.raises(HomeTooNew, match="written by a later version of Casebook"):
            Home.open(tmp_path)


VERSION_1 = """
CREATE TABLE cases (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, embedding TEXT NOT NULL);
CREATE TABLE contents (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    case_id INTEGER NOT NULL REFERENCES cases ON DELETE CASCADE,
    hash TEXT NOT NULL, text TEXT NOT NULL, pages TEXT NOT NULL, UNIQUE (case_id, hash));
CREATE TABLE documents (
    case_id INTEGER NOT NULL REFERENCES cases ON DELETE CASCADE,
    name TEXT NOT NULL, root TEXT NOT NULL, hash TEXT NOT NULL,
    title TEXT NOT NULL, kind TEXT NOT NULL, date TEXT, reason TEXT,
    content_id INTEGER REFERENCES contents, PRIMARY KEY (case_id, name));
CREATE INDEX documents_by_content ON documents (content_id);
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    content_id INTEGER NOT NULL REFERENCES contents ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL, heading TEXT,
    first_page INTEGER, last_page INTEGER,
    in_words INTEGER NOT NULL DEFAULT 0, in_vectors INTEGER NOT NULL DEFAULT 0);
CREATE INDEX passages_by_content ON passages (content_id);
CREATE INDEX passages_to_do ON passages (content_id) WHERE NOT (in_words AND in_vectors);
CREATE TABLE leftovers (passage_id INTEGER PRIMARY KEY, case_id INTEGER NOT NULL);
INSERT INTO cases VALUES (7, 'a', 'langchain:HashedWords(64)');
INSERT INTO leftovers VALUES (3, 7);
PRAGMA user_version = 1;
"""
LEDGER, OLD_PLEA = "The ledger was burned.", "Rafael signed the old plea."


def make_home_of_version_1(home: Path, root: Path) -> None:
    """As the first release left it: two documents, of which the plea had other words, and a
    refused one."""
    home.mkdir()
    with sqlite3.connect(home / "casebook.sqlite") as db:
        db.executescript(VERSION_1)
        for content, (name, text, hash) in enumerate(
            [("ledger", LEDGER, sha256(LEDGER.encode()).hexdigest()), ("plea", OLD_PLEA, "00")], 5
        ):
            db.execute("INSERT INTO contents VALUES (?, 7, ?, ?, '[]')", (content, hash, text))
            db.execute(
                "INSERT INTO documents VALUES (7, ?, ?, ?, ?, 'report', '2020-03-03', NULL, ?)",
                (f"{name}.txt", str(root), hash, name.title(), content),
            )
            db.execute(
                "INSERT INTO passages VALUES (?, ?, 0, ?, ?, NULL, NULL, NULL, 1, 1)",
                (content + 10, content, len(text), text),
            )
        db.execute(
            "INSERT INTO documents VALUES (7, 'e.txt', ?, '', 'e', 'other', NULL, 'bad', NULL)",
            (str(root),),
        )
    db.close()


def test_a_home_of_version_1_is_brought_up_to_date_and_read_again_by_the_next_add(
    tmp_path: Path, folder: Path
) -> None:
    (folder / "ledger.txt").write_text(LEDGER)
    (folder / "plea.txt").write_text("Rafael signed the new plea.")
    make_home_of_version_1(tmp_path / "home", folder)

    case = Case.open("a", home=tmp_path / "home", embedding=HashedWords())
    e, ledger, plea = case.documents()
    assert (e.state, e.reason) == ("refused", "bad")
    assert (plea.title, plea.kind, plea.date) == ("Plea", "report", datetime.date(2020, 3, 3))
    assert {record.root for record in (e, ledger, plea)} == {str(folder)}
    assert case.document(ledger.id).text == LEDGER
    assert [hit.passage.text for hit in case.retrieve("plea", 1)] == [OLD_PLEA]
    assert {ledger.state, plea.state} == {"words"}  # by titles too; vectors of sentences to come

    assert case.add(folder).changed == ("ledger.txt", "plea.txt")
    assert case.add(folder, sync=True).removed == ()  # with which prefix it came, is not known
    case.remove("e.txt")
    assert {record.state for record in case.documents()} == {"ready"}
    assert case.retrieve("plea", 1)[0].passage.text == "Rafael signed the new plea."
    assert case.original(ledger.id) == LEDGER.encode()
    assert len(case.vectors) == len(case.lexical) == 2
    numbers = [number for number, _ in case.lexical.search("plea ledger", 9)]
    assert min(numbers) == 15  # the ledger reads as it did, so its passage stays
    assert max(numbers) > 16  # and no number of a passage is given twice
    case.home.close()


def test_a_migration_that_fails_leaves_the_home_as_it_was(tmp_path: Path) -> None:
    make_home_of_version_1(tmp_path / "home", tmp_path)
    file = tmp_path / "home" / "casebook.sqlite"
    with sqlite3.connect(file) as db:
        db.execute("CREATE TABLE documents_1 (in_the_way)")
    db.close()
    with pytest.raises(HomeError, match="documents_1"):
        Home.open(tmp_path / "home")
    with sqlite3.connect(file) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (1,)
        assert db.execute("SELECT count(*) FROM contents").fetchone() == (2,)
        db.execute("DROP TABLE documents_1")
    db.close()
    home = Home.open(tmp_path / "home")
    assert len(home.catalog.records(7)) == 3
    home.close()


def test_a_home_of_version_2_can_change_its_embedding_model(tmp_path: Path, folder: Path) -> None:
    (folder / "ledger.txt").write_text(LEDGER)
    home = Home.open(tmp_path / "home")
    Case.open("a", home=home, embedding=HashedWords()).add(folder)
    home.close()
    with sqlite3.connect(tmp_path / "home" / "casebook.sqlite") as db:
        db.executescript(
            "DROP TABLE moved; ALTER TABLE cases DROP COLUMN generation;"
            " ALTER TABLE cases DROP COLUMN moving_to; PRAGMA user_version = 2"
        )
    db.close()
    other = HashedWords()
    other.model = "another"
    case = Case.open("a", home=tmp_path / "home", embedding=HashedWords())
    case.reindex(other)
    assert [hit.passage.text for hit in case.retrieve("ledger")] == [LEDGER]
    case.home.close()


def test_what_a_deletion_that_was_killed_left_is_dropped_but_not_what_was_asked(
    tmp_path: Path, folder: Path
) -> None:
    (folder / "ledger.txt").write_text(LEDGER)
    home = Home.open(tmp_path / "home")
    for name in ("deleted", "kept"):
        Case.open(name, home=home, embedding=HashedWords()).add(folder)
    for number in (1, 2, 3):  # the last as if the catalogue were an older one put back
        for kind in ("lexical", "originals", "conversations"):
            (home.path / kind / str(number)).mkdir(parents=True, exist_ok=True)
    home.catalog.delete_case(1)
    home.close()
    home = Home.open(tmp_path / "home")
    left = {
        kind: sorted(path.name for path in (home.path / kind).iterdir())
        for kind in ("lexical", "originals", "conversations")
    }
    home.close()
    assert left == {
        "lexical": ["2", "3"],
        "originals": ["2", "3"],
        "conversations": ["1", "2", "3"],
    }


@pytest.mark.parametrize("below", ["a file", "the system's own folder"])
def test_a_home_that_cannot_be_written_is_a_plain_error(tmp_path: Path, below: str) -> None:
    (tmp_path / "file").touch()
    parent = tmp_path / "file" if below == "a file" else Path("/proc")
    with pytest.raises(HomeError, match="set CASEBOOK_HOME to a folder that you can write to"):
        Home.open(parent / "home")


def test_a_catalogue_that_is_no_database_is_a_plain_error(tmp_path: Path) -> None:
    (tmp_path / "casebook.sqlite").write_text("not a database at all, " * 100)
    with pytest.raises(HomeError, match="cannot be used"):
        Home.open(tmp_path)


def test_a_catalogue_that_is_damaged_is_a_plain_error(tmp_path: Path, folder: Path) -> None:
    for number in range(50):
        (folder / f"{number}.txt").write_text(f"Memo {number}: the ledger was burned.")
    Case.open("a", home=tmp_path / "home", embedding=HashedWords()).add(folder)
    Home.open(tmp_path / "home").close()
    file = tmp_path / "home" / "casebook.sqlite"
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with pytest.raises(HomeError, match="The catalogue could not be read"):
        list_cases(tmp_path / "home")
    Home.open(tmp_path / "home").close()
