"""The catalogue's SQLite file: its tables, older ones brought up to date, and safe access."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from typing import Any

from index.errors import HomeError, HomeTooNew

Connection = sqlite3.Connection

VERSION = 4
_SOURCES = """
CREATE TABLE sources (
    case_id INTEGER NOT NULL REFERENCES cases ON DELETE CASCADE,
    name TEXT NOT NULL, root TEXT NOT NULL, prefix TEXT NOT NULL, hash TEXT NOT NULL,
    reader INTEGER NOT NULL, PRIMARY KEY (case_id, name))"""
_CONTENTS = """
CREATE TABLE contents (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    case_id INTEGER NOT NULL REFERENCES cases ON DELETE CASCADE,
    hash TEXT NOT NULL, reader INTEGER NOT NULL, family INTEGER, signature BLOB,
    flags TEXT NOT NULL DEFAULT '[]', pages TEXT NOT NULL, marks TEXT NOT NULL DEFAULT '[]',
    text TEXT NOT NULL, UNIQUE (case_id, hash));
CREATE INDEX contents_by_family ON contents (case_id, family)"""
_DOCUMENTS = """
CREATE TABLE documents (
    case_id INTEGER NOT NULL REFERENCES cases ON DELETE CASCADE,
    name TEXT NOT NULL, source TEXT NOT NULL, hash TEXT NOT NULL,
    title TEXT NOT NULL, kind TEXT NOT NULL, date TEXT, language TEXT, reason TEXT,
    corrected TEXT NOT NULL DEFAULT '{}',
    content_id INTEGER REFERENCES contents, PRIMARY KEY (case_id, name),
    FOREIGN KEY (case_id, source) REFERENCES sources);
CREATE INDEX documents_by_content ON documents (content_id);
CREATE INDEX documents_by_source ON documents (case_id, source)"""
_LEFTOVERS = """
CREATE TABLE leftovers (
    passage_id INTEGER PRIMARY KEY, case_id INTEGER NOT NULL,
    in_words INTEGER NOT NULL DEFAULT 1, in_vectors INTEGER NOT NULL DEFAULT 1)"""
_TO_DO = """
CREATE INDEX passages_without_words ON passages (content_id) WHERE NOT in_words;
CREATE INDEX passages_without_vectors ON passages (content_id) WHERE NOT in_vectors"""
_NAMES = """
CREATE TABLE names (
    id INTEGER PRIMARY KEY, case_id INTEGER NOT NULL REFERENCES cases ON DELETE CASCADE,
    key TEXT NOT NULL, UNIQUE (case_id, key));
CREATE TABLE mentions (
    name_id INTEGER NOT NULL REFERENCES names ON DELETE CASCADE,
    passage_id INTEGER NOT NULL REFERENCES passages ON DELETE CASCADE,
    about INTEGER NOT NULL, PRIMARY KEY (name_id, passage_id)) WITHOUT ROWID;
CREATE INDEX mentions_by_passage ON mentions (passage_id);
CREATE INDEX mentions_about ON mentions (name_id) WHERE about;
CREATE TABLE named (
    passage_id INTEGER PRIMARY KEY REFERENCES passages ON DELETE CASCADE);
CREATE TABLE sentences (
    passage_id INTEGER PRIMARY KEY REFERENCES passages ON DELETE CASCADE, vectors BLOB NOT NULL)"""
_MOVING = """
ALTER TABLE cases ADD COLUMN generation INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN moving_to TEXT;
CREATE TABLE moved (
    passage_id INTEGER PRIMARY KEY REFERENCES passages ON DELETE CASCADE, vectors BLOB)"""
"""How often a case changed its embedding model, and to which it is being changed now; the
passages that have their vectors of the new one already, with those of their sentences."""
_DELETED = """
CREATE TABLE IF NOT EXISTS deleted (case_id INTEGER PRIMARY KEY);
INSERT OR IGNORE INTO deleted
    WITH RECURSIVE given (number) AS (
        SELECT seq FROM sqlite_sequence WHERE name = 'cases' AND seq > 0
        UNION ALL SELECT number - 1 FROM given WHERE number > 1)
    SELECT number FROM given WHERE number NOT IN (SELECT id FROM cases);
DELETE FROM names WHERE NOT EXISTS (SELECT 1 FROM mentions WHERE name_id = names.id)"""
"""The numbers of the cases that were deleted; not all that are without a case are theirs. And
names that were left behind by documents that are gone."""
_SCHEMA = f"""
CREATE TABLE cases (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, embedding TEXT NOT NULL);
{_SOURCES};{_CONTENTS};{_DOCUMENTS};
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    content_id INTEGER NOT NULL REFERENCES contents ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL, heading TEXT,
    first_page INTEGER, last_page INTEGER,
    in_words INTEGER NOT NULL DEFAULT 0, in_vectors INTEGER NOT NULL DEFAULT 0);
CREATE INDEX passages_by_content ON passages (content_id);
{_TO_DO};{_LEFTOVERS};{_NAMES};{_MOVING};{_DELETED}
"""
"""A text stands last in its row, so that what is short in it is read without the text."""
_FROM_1 = f"""
{_SOURCES};
INSERT INTO sources SELECT case_id, name, root, '', hash, 1 FROM documents;
ALTER TABLE contents RENAME TO contents_1;
{_CONTENTS};
INSERT INTO contents (id, case_id, hash, reader, pages, text)
    SELECT id, case_id, hash, 1, pages, text FROM contents_1;
DROP TABLE contents_1;
ALTER TABLE documents RENAME TO documents_1;
DROP INDEX documents_by_content;
{_DOCUMENTS};
INSERT INTO documents (case_id, name, source, hash, title, kind, date, reason, content_id)
    SELECT case_id, name, name, hash, title, kind, date, reason, content_id FROM documents_1;
DROP TABLE documents_1;
DROP INDEX passages_to_do;
{_TO_DO};
ALTER TABLE leftovers RENAME TO leftovers_1;
{_LEFTOVERS};
INSERT INTO leftovers (passage_id, case_id) SELECT passage_id, case_id FROM leftovers_1;
DROP TABLE leftovers_1;
{_NAMES};{_MOVING};{_DELETED};
UPDATE passages SET in_words = 0, in_vectors = 0
"""
"""At the end: titles go into the word index since version 2, and vectors of sentences are kept."""
_STEPS = {0: _SCHEMA, 1: _FROM_1, 2: f"{_MOVING};{_DELETED}", 3: _DELETED}
"""What makes the tables of the current version, from none (0) or from an older version."""


class Database:
    """One open catalogue file. Safe to share between threads."""

    def __init__(self, path: Path) -> None:
        self._lock = RLock()
        try:
            self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._bring_up_to_date()
            self._db.execute("PRAGMA foreign_keys = ON")
            with suppress(sqlite3.DatabaseError):  # a damaged file says so when it is read
                self._db.execute("PRAGMA secure_delete = ON")  # what is removed is overwritten
        except sqlite3.Error as error:
            raise HomeError(f"The catalogue at {path} cannot be used: {error}.") from error

    def _bring_up_to_date(self) -> None:
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        if version > VERSION:
            raise HomeTooNew(
                "This home was written by a later version of Casebook; update Casebook, or set "
                "CASEBOOK_HOME to another folder."
            )
        if version < VERSION:
            # A table that others refer to is made anew under its old name.
            self._db.execute("PRAGMA foreign_keys = OFF")
            self._db.execute("PRAGMA legacy_alter_table = ON")
            with self.writing() as db:
                for statement in _STEPS[version].split(";\n"):
                    db.execute(" ".join(statement.split()))  # as short as it is kept in the file
                db.execute(f"PRAGMA user_version = {VERSION}")
            self._db.execute("PRAGMA legacy_alter_table = OFF")

    def close(self) -> None:
        with self._lock:
            self._db.close()

    def leave_nothing(self) -> None:
        """Have what was removed gone from the files of what was written last, too; raises
        `HomeError`."""
        with self._lock:
            try:
                self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            except sqlite3.Error as error:
                raise HomeError(f"The catalogue could not be written: {error}.") from error

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One change, whole or not at all; raises `HomeError` when it can't be written."""
        with self._lock:
            try:
                self._db.execute("BEGIN IMMEDIATE")
                yield self._db
                self._db.execute("COMMIT")
            except sqlite3.Error as error:
                self._roll_back()
                raise HomeError(f"The catalogue could not be written: {error}.") from error
            except BaseException:
                self._roll_back()
                raise

    def _roll_back(self) -> None:
        with suppress(sqlite3.Error):  # what went wrong before is what is told
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")

    def rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """What a query gives; raises `HomeError` when the file can't be read."""
        with self._lock:
            try:
                return self._db.execute(query, values).fetchall()
            except sqlite3.Error as error:
                raise HomeError(
                    f"The catalogue could not be read: {error}. If its file is damaged, put a "
                    "copy of it back, or set CASEBOOK_HOME to a new folder."
                ) from error
