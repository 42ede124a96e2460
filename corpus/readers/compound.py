"""Compound files (OLE2): the container of old Office files and of Outlook messages."""

from __future__ import annotations

from typing import Any

import olefile

from corpus.errors import UnreadableFile


def open_compound(data: bytes) -> Any:
    """The container (an `OleFileIO`, to be closed); raises `UnreadableFile` for a damaged one."""
    try:
        return olefile.OleFileIO(data)
    except Exception as error:  # it raises whatever a wrong length or offset leads to
        raise UnreadableFile("the file is damaged: its parts cannot be found") from error


def compound_names(data: bytes) -> frozenset[str]:
    """The names of the outermost streams and storages; raises as `open_compound`."""
    with open_compound(data) as container:
        return frozenset(path[0] for path in container.listdir(streams=True, storages=True))
