"""Files into a case, with a word on how far it is while it goes on."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

from corpus.errors import CasebookError, MissingPath
from index.case import Case
from index.home import Home
from index.report import AddReport, OnProgress, Progress, Refusal

ROOT = "upload"
"""Where uploads are said to come from, so that a file uploaded again replaces itself."""
SOON = 3.0
"""Seconds of work after which the time that is left can be told."""
MOST_FILES = 3_000
"""Files that may be uploaded at once; a folder of this machine may hold more."""
WITHIN = "\u29f8"
"""What stands for a slash in the name of a file that came in a folder: `drop.js` writes it,
since a browser sends no path and Gradio keeps none."""
LARGEST = 500 * 1024 * 1024
"""Bytes of one file that is uploaded."""


@dataclass(frozen=True, slots=True)
class Step:
    """How far it is, and the seconds left where that can be told."""

    progress: Progress
    seconds_left: float | None = None


NOT_UPLOADED = "Only files that were uploaded to this window can be added here; choose them again."

News = Step | AddReport
_Item = Progress | AddReport | BaseException | None


def uploads(home: Home) -> Path:
    """Where files lie on their way in."""
    return home.path / "uploads"


def take_in(case: Case, files: Sequence[str | Path]) -> Iterator[News]:
    """Add files that were uploaded, then forget them.

    The report comes once all of it can be found by its words; steps come before it, and
    after it while the vectors follow. The work goes on to its end even when nobody listens
    any more. Raises what `Case.add` raises, `CasebookError` for too many files, and `MissingPath`
    where one does not lie in the home's uploads, be it behind a link: a page may name any path
    that its user can read. Such files are left alone.
    """
    own = [path for path in map(Path, files) if _is_uploaded(path, case.home)]
    placed: list[Path] = []

    def add(on_progress: OnProgress) -> AddReport:
        try:
            if len(own) < len(files):
                raise MissingPath(NOT_UPLOADED)
            if len(files) > MOST_FILES:
                raise CasebookError(
                    f"These are {len(files):,} files, and {MOST_FILES:,} can be uploaded at once; "
                    "add them in parts, or sync their folder."
                )
            fit = [path for path in own if _size(path) <= LARGEST]
            refused = [_too_large(path) for path in own if path not in fit]
            placed.extend(_placed(path) for path in fit)
            report = case.add(placed, root=ROOT, wait=False, on_progress=on_progress)
            return replace(report, refused=(*report.refused, *refused))
        finally:
            for file in (*own, *placed):
                _removed(file)

    yield from _worked(case, add)


def sync(case: Case, folder: str) -> Iterator[News]:
    """Bring the case to what a folder of this machine holds; news as from `take_in`.

    Raises `MissingPath` for what is no folder that can be added, and what `Case.add` raises.
    """
    path = Path(folder.strip()).expanduser()
    if not folder.strip() or not path.is_absolute():
        raise MissingPath("Give the whole path of a folder, from its root on.")
    if not path.is_dir():
        raise MissingPath(f"There is no folder at {path}.")
    own, given = case.home.path.resolve(), path.resolve()
    if own == given or own.is_relative_to(given) or given.is_relative_to(own):
        raise MissingPath("This folder holds what Casebook itself keeps; choose another.")

    def add(on_progress: OnProgress) -> AddReport:
        return case.add(path, sync=True, wait=False, on_progress=on_progress)

    yield from _worked(case, add)


def _worked(case: Case, add: Callable[[OnProgress], AddReport]) -> Iterator[News]:
    news: SimpleQueue[_Item] = SimpleQueue()

    def work() -> None:
        try:
            news.put(add(news.put))
            case.wait()
            news.put(None)
        except BaseException as error:  # carried to the thread that listens
            news.put(error)

    Thread(target=work, name="casebook-intake", daemon=True).start()
    began = time.monotonic()
    stage = None
    while (item := news.get()) is not None:
        if isinstance(item, BaseException):
            raise item
        if isinstance(item, AddReport):
            yield item
            continue
        if item.stage != stage:
            stage, began = item.stage, time.monotonic()
        yield Step(item, _left(item, time.monotonic() - began))


def taken(path: Path, home: Home) -> bytes:
    """The bytes of a file that was uploaded, which is then forgotten; raises `MissingPath` for one
    that does not lie in the home's uploads, and `CasebookError` for one that is too large."""
    if not _is_uploaded(path, home):
        raise MissingPath("Only files that were uploaded to this window can be checked here.")
    try:
        if _size(path) > LARGEST:
            raise CasebookError(f"{path.name} is larger than {LARGEST // 2**20} MB.")
        return path.read_bytes()
    finally:
        _removed(path)


def _is_uploaded(path: Path, home: Home) -> bool:
    try:
        whole = path.resolve(strict=True)
    except (OSError, RuntimeError, ValueError):  # gone, a circle of links, or no path at all
        return False
    return whole.is_file() and whole.is_relative_to(uploads(home).resolve())


def _placed(path: Path) -> Path:
    """A file that came in a folder, at its place in a folder of its own, which is given; any
    other file as it is. No name leads out of that folder, whatever it holds."""
    if WITHIN not in path.name or not path.is_file():
        return path
    parts = [part.strip() for part in path.name.split(WITHIN)]
    kept = [f"_{part[1:]}" if part.startswith(".") else part for part in parts if part.strip(". ")]
    if not kept:
        return path
    tree = Path(tempfile.mkdtemp(dir=path.parent))
    place = tree.joinpath(*kept)
    place.parent.mkdir(parents=True, exist_ok=True)
    path.rename(place)
    return tree


def _removed(path: Path) -> None:
    with suppress(OSError):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # that it is missing is for `Case.add` to say


def _too_large(path: Path) -> Refusal:
    return Refusal(path.name, f"it is larger than {LARGEST // 2**20} MB, the most for an upload")


def _left(progress: Progress, seconds: float) -> float | None:
    if seconds < SOON or not progress.done:
        return None
    return seconds / progress.done * (progress.total - progress.done)
