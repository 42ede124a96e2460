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

from assistant.service.local import LocalService
from assistant.service.permission import LARGEST_UPLOAD, is_within
from assistant.service.protocol import Addition
from corpus.errors import CasebookError, MissingPath
from index.case import Case
from index.home import Home
from index.report import AddReport, OnProgress, Progress, Refusal

ROOT = "upload"
"""Where uploads are said to come from, so that a file uploaded again replaces itself."""
SOON = 3.0
"""Seconds of work after which the time that is left can be told."""
WITHIN = "\u29f8"
"""What stands for a slash in the name of a file that came in a folder: `drop.js` writes it,
since a browser sends no path and Gradio keeps none."""


@dataclass(frozen=True, slots=True)
class Step:
    """How far it is, and the seconds left where that can be told."""

    progress: Progress
    seconds_left: float | None = None


NO_FOLDER = "Give the whole path of a folder, from its root on."

News = Step | AddReport
_Item = Progress | AddReport | BaseException | None


def uploads(home: Home) -> Path:
    """Where files lie on their way in."""
    return home.path / "uploads"


def take_in(service: LocalService, name: str, files: Sequence[str | Path]) -> Iterator[News]:
    """Add files that were uploaded, then forget them.

    The report comes once all of it can be found by its words; steps come before it, and
    after it while the vectors follow. The work goes on to its end even when nobody listens
    any more. Raises what `Case.add` raises, and as `LocalService.check_uploads`. Files that were
    not uploaded are left alone.
    """
    case = service.case(name)
    own = [path for path in map(Path, files) if is_within(path, uploads(case.home))]
    placed: list[Path] = []

    def add(on_progress: OnProgress) -> AddReport:
        try:
            service.check_uploads(len(files), len(own))
            fit = [path for path in own if _size(path) <= LARGEST_UPLOAD]
            refused = [_too_large(path) for path in own if path not in fit]
            placed.extend(_placed(path) for path in fit)
            report = case.add(placed, root=ROOT, wait=False, on_progress=on_progress)
            return replace(report, refused=(*report.refused, *refused))
        finally:
            for file in (*own, *placed):
                _removed(file)

    yield from _worked(case, add)


def sync(service: LocalService, name: str, folder: str) -> Iterator[News]:
    """Bring the case to what a folder of this machine holds; news as from `take_in`.

    Raises `MissingPath` for what is no folder that can be added, and what `Case.add` raises.
    """
    case, path = service.case(name), Path(folder.strip()).expanduser()
    found = service.found(Addition((path,), sync=True)) if folder.strip() else []
    if not (folder.strip() and path.is_dir()):
        raise MissingPath(NO_FOLDER)

    def add(on_progress: OnProgress) -> AddReport:
        return case.add(path, found=found, sync=True, wait=False, on_progress=on_progress)

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
    if not is_within(path, uploads(home)):
        raise MissingPath("Only files that were uploaded to this window can be checked here.")
    try:
        if _size(path) > LARGEST_UPLOAD:
            raise CasebookError(f"{path.name} is larger than {LARGEST_UPLOAD // 2**20} MB.")
        return path.read_bytes()
    finally:
        _removed(path)


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
    return Refusal(
        path.name, f"it is larger than {LARGEST_UPLOAD // 2**20} MB, the most for an upload"
    )


def _left(progress: Progress, seconds: float) -> float | None:
    if seconds < SOON or not progress.done:
        return None
    return seconds / progress.done * (progress.total - progress.done)
