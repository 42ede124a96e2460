"""Old Office files (doc, xls, ppt) and binary workbooks (xlsb): made into new ones by
LibreOffice where it is installed."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from importlib import import_module
from pathlib import Path

from corpus.errors import UnreadableFile
from corpus.readers.extracted import Aids, Extracted, Reader

TIME_LIMIT = 60.0
"""Seconds that one conversion may take."""
_STEP = 1.0
"""Seconds between two words on progress."""
_PROGRAMS = ("soffice", "libreoffice")
_CONVERSIONS = (
    ("WordDocument", "doc", "docx", "word", "read_word"),
    ("Workbook", "xls", "xlsx", "sheets", "read_sheets"),
    ("Book", "xls", "xlsx", "sheets", "read_sheets"),
    ("PowerPoint Document", "ppt", "pptx", "slides", "read_slides"),
)
"""The stream that tells what a file is, its suffix, what it becomes, and who reads that."""


def read_legacy(data: bytes, aids: Aids) -> Extracted:
    """What the new file says that LibreOffice makes of an old one.

    Raises `UnreadableFile` for an encrypted file, one that is no Office file, and where
    LibreOffice is missing or fails.
    """
    if _holds(data, "EncryptedPackage"):
        raise UnreadableFile("it is encrypted; save a copy without a password")
    for stream, old, new, module, function in _CONVERSIONS:
        if _holds(data, stream):
            return _reader(module, function)(_converted(data, old, new, aids), aids)
    if data.startswith(b"PK") and b"xl/workbook.bin" in data:
        return _reader("sheets", "read_sheets")(_converted(data, "xlsb", "xlsx", aids), aids)
    raise UnreadableFile("it is an old Office file of a kind that Casebook does not read")


def _reader(module: str, function: str) -> Reader:
    reader: Reader = getattr(import_module(f"corpus.readers.{module}"), function)
    return reader


def _holds(data: bytes, stream: str) -> bool:
    """Whether a stream of this name is listed; a name's field is wider than it by zeros."""
    return stream.encode("utf-16-le") + b"\0\0" in data


def _converted(data: bytes, old: str, new: str, aids: Aids) -> bytes:
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise UnreadableFile(
            "it is an old Office file; install LibreOffice, or save it as docx or PDF"
        )
    with tempfile.TemporaryDirectory(prefix="casebook-") as folder:
        source, target = Path(folder, f"file.{old}"), Path(folder, "new", f"file.{new}")
        source.write_bytes(data)
        _run(
            [
                program,
                "--headless",
                "--norestore",
                f"-env:UserInstallation={Path(folder, 'profile').as_uri()}",
                "--convert-to",
                new,
                "--outdir",
                str(target.parent),
                str(source),
            ],
            aids,
        )
        if not target.is_file():
            raise UnreadableFile("LibreOffice could not convert it; save it as docx or PDF")
        return target.read_bytes()


def _run(command: list[str], aids: Aids) -> None:
    """Runs a program to its end; one that takes too long is ended with all that it began."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    limit = time.monotonic() + TIME_LIMIT
    try:
        while process.poll() is None:
            aids.on_page(1)  # it is at work, and says nothing itself
            if time.monotonic() > limit:
                raise UnreadableFile(
                    f"LibreOffice took longer than {TIME_LIMIT:.0f} s over it; "
                    "save it as docx or PDF"
                )
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_STEP)
    finally:
        if process.poll() is None:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
