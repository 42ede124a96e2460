"""The home: the one folder where everything is kept, owned by one process at a time.

casebook.sqlite         the catalogue, the source of truth
lexical/<case>/         word indexes
chroma/                 vectors, unless a server keeps them
vectors.json            which server has kept them, if any
embeddings.sqlite       texts that were embedded before, with their vectors
purge/<case>            that vectors of the case were removed and still are on the disk
originals/<case>/       the documents' bytes, as they were added
conversations/<case>/   what was asked of the case in the window
starters/<case>.json    questions that the case was found to answer
uploads/                files on their way in through the window
lock                    held by the process that has the home open
service.json            where that process can be asked, while a window is open
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterable
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any

import platformdirs
from filelock import FileLock, Timeout

from corpus.remembering import forget_texts
from index.catalog import Catalog
from index.damage import drop_set_aside, set_aside
from index.errors import DamagedIndex, HomeError, HomeInUse
from index.lexical import LexicalIndex
from index.originals import Originals
from index.privacy import close_contents, make_private
from index.purging import leave_nothing
from index.server import server_of, settle, settled
from index.settings import IndexSettings

if TYPE_CHECKING:
    from chromadb.api import ClientAPI

    from index.embedded import EmbeddedTexts
    from index.vectors import VectorIndex

log = logging.getLogger(__name__)

MOST_PURGED = 10_000
"""Vectors of a case, of which the removed ones are taken off the disk when the home is closed; with
more that would take minutes, and `casebook reindex` does it."""
_open_homes: dict[Path, Home] = {}
"""The homes that this process has open, by folder: one process owns a home, once."""
_opening = RLock()


def home_path(home: str | Path | None = None) -> Path:
    """`home`, or the usual place for a program's data on this system."""
    chosen = home or platformdirs.user_data_dir("casebook")
    return Path(chosen).expanduser().resolve()


class Home:
    """An open home. `Home.open` gives the same object for the same folder in one process."""

    def __init__(self, path: Path, settings: IndexSettings, *, patience: float) -> None:
        self.path = path
        self.settings = settings
        self.cases: dict[int, Any] = {}
        """The `Case` objects that are open, by their numbers; `Case.open` keeps them here."""
        self._lexical: dict[int, LexicalIndex] = {}
        self._vectors: dict[str, VectorIndex] = {}
        self.times_set_aside = 0
        """How often an index was found to be damaged since the home was opened."""
        self._lock = self._claim(patience)
        try:
            self.catalog = Catalog(path / "casebook.sqlite")
            self._keep_numbers()
            self._settle_vectors()
            self._drop_deleted()
        except BaseException:
            self._lock.release()
            raise

    def _claim(self, patience: float) -> FileLock:
        lock = FileLock(self.path / "lock", thread_local=False)
        try:
            self._close_to_others()
            lock.acquire(timeout=patience)
        except Timeout as error:
            raise HomeInUse(
                f"Another Casebook process has {self.path} open; close its window or wait for it "
                "to end, or set CASEBOOK_HOME to another folder."
            ) from error
        except OSError as error:
            raise HomeError(
                f"Casebook cannot write to {self.path} ({error.strerror}); set CASEBOOK_HOME to a "
                "folder that you can write to."
            ) from error
        return lock

    def _close_to_others(self) -> None:
        """Have only this user read what is kept, also in a folder that was open to others."""
        try:
            was_open = make_private(self.path)
            if was_open:
                close_contents(self.path)
        except PermissionError as error:
            if not self.path.is_dir():
                raise
            log.warning(
                "Other users of this computer may be able to read %s: it cannot be closed to them "
                "(%s).",
                self.path,
                error.strerror,
            )

    def _keep_numbers(self) -> None:
        """See that no new case gets the number of one that something is still kept of, as when
        the catalogue was lost or an older one was put back: what was asked of one client's case
        must never turn up in another's."""
        kept = (self.path / kind for kind in ("conversations", "originals", "lexical"))
        names = [path.name for folder in kept if folder.is_dir() for path in folder.iterdir()]
        highest = max((int(name) for name in names if name.isascii() and name.isdigit()), default=0)
        if highest:
            with suppress(HomeError):  # a damaged catalogue takes no case, and says so when asked
                self.catalog.number_after(highest)

    def _settle_vectors(self) -> None:
        """Find where vectors are kept; where they are not there, they have to be made anew."""
        self._kept = settle(self.path, server_of(self.settings))
        embedded = self.path / "chroma"
        if self._kept.moved:
            shutil.rmtree(embedded, ignore_errors=True)
        if self._kept.moved or not (self._kept.server or any(embedded.glob("*"))):
            self.catalog.lost("in_vectors")
        settled(self.path)

    def _drop_deleted(self) -> None:
        """Drop what a process that was killed while it deleted a case left of it. What was
        asked of it stays: a catalogue put back by hand may know the case again."""
        with suppress(HomeError):  # a damaged catalogue cannot tell, and says so when asked
            for case in self.catalog.deleted_cases():
                self.originals(case).drop()
                shutil.rmtree(self._lexical_folder(case), ignore_errors=True)
                self.starters(case).unlink(missing_ok=True)

    @classmethod
    def open(
        cls,
        home: str | Path | None = None,
        *,
        settings: IndexSettings | None = None,
        patience: float = 0,
    ) -> Home:
        """The home at `home`, or where `settings` have it, created if new; `settings` are those
        of the environment unless they are given.

        Waits up to `patience` seconds for another process; raises `HomeInUse`, `HomeTooNew` or
        `HomeError`, also where this process has the home open with vectors kept elsewhere.
        """
        chosen = settings or IndexSettings.from_environment()
        path = home_path(home or chosen.home)
        with _opening:
            if path not in _open_homes:
                _open_homes[path] = cls(path, chosen, patience=patience)
            opened = _open_homes[path]
        if settings is not None and server_of(settings) != server_of(opened.settings):
            raise HomeError(
                f"{path} is open with its vectors kept elsewhere; close it first, or open it with "
                "the same Chroma server."
            )
        return opened

    def close(self) -> None:
        """Let other processes have the home. Cases opened from it cannot be used any more."""
        with _opening:
            if _open_homes.pop(self.path, None) is not None:
                self._purge()
                self.catalog.close()
                if "embedded" in self.__dict__:
                    self.embedded.close()
                self._lock.release()
        forget_texts()

    def _purge(self) -> None:
        """Close Chroma, and have the vectors that were removed gone from the disk; nobody
        searches any more. What cannot be done now is done when the home is closed again."""
        from index.chroma import close_chroma

        marks = [*self._purged.iterdir()] if self._purged.is_dir() else []
        try:
            if self.keeps_vectors:
                for case in [int(mark.name) for mark in marks if mark.name.isdecimal()]:
                    self._purge_case(case)
        except (HomeError, DamagedIndex) as error:
            log.warning("Removed vectors are still on the disk: %s", error)
            marks = []
        if "_chroma" in self.__dict__:
            close_chroma(self.__dict__.pop("_chroma"))
        if marks and (not self.keeps_vectors or leave_nothing(self.path / "chroma")):
            for mark in marks:
                mark.unlink(missing_ok=True)

    def _purge_case(self, case: int) -> None:
        record = next((one for one in self.catalog.cases() if one.id == case), None)
        if record is None:
            return
        index = self.vectors(case, record.generation)
        if len(index) <= MOST_PURGED:
            index.begin_anew()

    @property
    def _purged(self) -> Path:
        return self.path / "purge"

    @cached_property
    def _chroma(self) -> ClientAPI:
        from index.chroma import open_chroma

        try:
            return open_chroma(self.path / "chroma", self._kept.server)
        except DamagedIndex:
            if not self.keeps_vectors:
                raise
            self.set_vectors_aside()
            return open_chroma(self.path / "chroma", None)

    @cached_property
    def embedded(self) -> EmbeddedTexts:
        """The texts that were embedded before, for whichever case."""
        from index.embedded import EmbeddedTexts

        with _opening:
            return EmbeddedTexts(self.path / "embeddings.sqlite")

    def lexical(self, case: int) -> LexicalIndex:
        with _opening:
            if case not in self._lexical:
                try:
                    self._lexical[case] = LexicalIndex(self._lexical_folder(case))
                except DamagedIndex:
                    self.set_words_aside(case)
                    self._lexical[case] = LexicalIndex(self._lexical_folder(case))
            return self._lexical[case]

    def set_words_aside(self, case: int) -> None:
        """Put a case's word index aside, which is damaged; its words have to be put in anew."""
        with _opening:
            self._lexical.pop(case, None)
            set_aside(self._lexical_folder(case), "The words of a case were")
            self.catalog.lost("in_words", case)
            self.times_set_aside += 1

    def set_vectors_aside(self) -> None:
        """Put all vectors of the home aside, which are damaged; they have to be made anew."""
        with _opening:
            if "_chroma" in self.__dict__:
                from index.chroma import close_chroma

                close_chroma(self.__dict__.pop("_chroma"))
            self._vectors.clear()
            set_aside(self.path / "chroma", "The vectors were")
            self.catalog.lost("in_vectors")
            self.times_set_aside += 1

    def vectors(self, case: int, generation: int = 0) -> VectorIndex:
        """The vectors of a case; each change of its embedding model begins a generation."""
        from index.vectors import VectorIndex

        name = f"case-{case}-{generation}" if generation else f"case-{case}"
        with _opening:
            if name not in self._vectors:
                self._vectors[name] = VectorIndex(self._chroma, f"{self._kept.prefix}{name}")
            return self._vectors[name]

    def originals(self, case: int) -> Originals:
        return Originals(self.path / "originals" / str(case))

    def drop_case(self, case: int, generations: Iterable[int] = (0,)) -> None:
        """Forget every word, vector and original of a case, and what was asked of it."""
        self.originals(case).drop()
        with _opening:
            self._lexical.pop(case, None)
        for folder in (self._lexical_folder(case), self.conversations(case)):
            shutil.rmtree(folder, ignore_errors=True)
        self.starters(case).unlink(missing_ok=True)
        for generation in generations:
            self.vectors(case, generation).drop()  # last: a server may not answer
        self.leave_nothing(case)

    def leave_nothing(self, case: int) -> None:
        """Have what was removed from a case gone from the disk: words and names now, vectors when
        the home is closed, since Chroma's files are nobody else's while it is open."""
        self.purge_later(case)
        self.catalog.leave_nothing()
        drop_set_aside(self.path)

    def purge_later(self, case: int) -> None:
        """Remember that vectors of a case were removed."""
        self._purged.mkdir(exist_ok=True)
        (self._purged / str(case)).touch()

    @property
    def keeps_vectors(self) -> bool:
        """Whether vectors are kept in the home, and not on a server."""
        return self._kept.server is None

    def conversations(self, case: int) -> Path:
        """Where what was asked of a case in the window is kept."""
        return self.path / "conversations" / str(case)

    def starters(self, case: int) -> Path:
        """Where the questions that a case was found to answer are kept."""
        return self.path / "starters" / f"{case}.json"

    def _lexical_folder(self, case: int) -> Path:
        return self.path / "lexical" / str(case)
