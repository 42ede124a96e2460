"""The files that are meant by the paths a user gives, and what each is called in the case."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import MissingPath
from index.report import Refusal


@dataclass(frozen=True, slots=True)
class Found:
    """A file to add: where it is, what it will be called, the folder it was given by, and
    what stands before its path there in its name."""

    path: Path
    name: str
    root: str
    prefix: str = ""


def find_files(
    paths: Sequence[Path], prefix: str = "", root: str | None = None, *, may_be_empty: bool = False
) -> list[Found]:
    """The files at `paths`: each as given, or all in a folder, less hidden ones.

    Raises `MissingPath` when a path does not exist or is a pipe or device, when a folder in
    it cannot be opened, or holds no file though it must not be empty.
    """
    prefix = printable(prefix.strip("/"))
    found: list[Found] = []
    for path in paths:
        if path.is_dir():
            inside = [*_files_in(path)]
            if not inside and not may_be_empty:
                raise MissingPath(f"The folder {path} holds no files to add.")
        elif path.is_file():
            inside = [path]
        elif path.exists():
            raise MissingPath(f"{path} is neither a file nor a folder.")
        else:
            raise MissingPath(f"There is nothing at {path}.")
        base = path if path.is_dir() else path.parent
        for file in inside:
            name = printable(file.relative_to(base).as_posix())
            whole = f"{prefix}/{name}" if prefix else name
            found.append(Found(file, whole, root or root_of(base), prefix))
    return list(dict.fromkeys(found))


def left_out(paths: Sequence[Path], prefix: str = "") -> list[Refusal]:
    """What lies in the folders among `paths` and is no file to add, and why, by its name: what
    is hidden, pipes and devices, links to folders and links to nothing."""
    prefix = printable(prefix.strip("/"))
    found: list[Refusal] = []
    for folder in (path for path in paths if path.is_dir()):
        for path, reason in sorted(_passed_over(folder)):
            name = printable(path.relative_to(folder).as_posix())
            found.append(Refusal(f"{prefix}/{name}" if prefix else name, reason))
    return found


def _passed_over(folder: Path) -> Iterator[tuple[Path, str]]:
    for place, folders, names in os.walk(folder):
        for name in (*folders, *names):
            if reason := _reason(Path(place, name)):
                yield Path(place, name), reason
        folders[:] = [name for name in folders if not name.startswith(".")]


def _reason(path: Path) -> str:
    """Why something in a folder is left out; "" for what is not."""
    if path.name.startswith("."):
        return "it is hidden: its name begins with a dot"
    if path.is_symlink() and not path.exists():
        return "it is a link that leads nowhere"
    if path.is_symlink() and path.is_dir():
        return "it is a link to a folder; add that folder by itself"
    if path.is_dir() or path.is_file():
        return ""
    return "it is a pipe, a socket or a device, and no file"


def root_of(folder: Path) -> str:
    """What a folder is called where the case says where its files come from."""
    return printable(str(folder.resolve()))


def printable(name: str) -> str:
    """A file's name may hold bytes that are no letters; the catalogue keeps letters only."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def _files_in(folder: Path) -> Iterator[Path]:
    found: list[Path] = []
    try:
        for place, folders, names in os.walk(folder, onerror=_stop):
            folders[:] = [name for name in folders if not name.startswith(".")]
            found += [Path(place, name) for name in names if not name.startswith(".")]
        yield from (path for path in sorted(found) if path.is_file())
    except PermissionError as error:
        raise MissingPath(
            f"{error.filename} cannot be opened ({error.strerror}), so what it holds is not known;"
            " nothing was added. Make it readable, or add the other folders one by one."
        ) from error


def _stop(error: OSError) -> None:
    """A folder that cannot be looked into is not an empty one."""
    raise error
