"""Old Office files are made new by LibreOffice, where it is; else the refusal says what helps."""

from __future__ import annotations

import io
import os
import stat
import sys
import time
from pathlib import Path

import pytest
from openpyxl import Workbook
from pptx import Presentation

from corpus import UnreadableFile
from corpus.readers import libreoffice
from corpus.readers.extracted import Aids
from corpus.readers.libreoffice import read_legacy
from tests import files

STREAMS = {"doc": "WordDocument", "xls": "Workbook", "ppt": "PowerPoint Document"}
CONVERTER = """#!{python}
import pathlib, sys
arguments = sys.argv[1:]
assert arguments[0] == "--headless"
assert any(a.startswith("-env:UserInstallation=file:///") for a in arguments)
suffix = arguments[arguments.index("--convert-to") + 1]
folder = pathlib.Path(arguments[arguments.index("--outdir") + 1])
folder.mkdir(parents=True, exist_ok=True)
(folder / ("file." + suffix)).write_bytes(pathlib.Path({made!r}, suffix).read_bytes())
print("convert", arguments[-1])
"""

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the stand-in is a script")


def ole(stream: str) -> bytes:
    """The beginning of an old Office file, and an entry of its list of streams."""
    name = stream.encode("utf-16-le").ljust(64, b"\0")
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + name


def install(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in for LibreOffice, alone on the path."""
    program = folder / "soffice"
    program.write_text(script)
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(folder))


def made_files(folder: Path) -> None:
    book, show = Workbook(), Presentation()
    book.worksheets[0]["B2"] = "He paid."
    show.slides.add_slide(show.slide_layouts[5]).shapes.title.text = "He paid."
    (folder / "docx").write_bytes(files.word(["He paid."]))
    for suffix, file in (("xlsx", book), ("pptx", show)):
        buffer = io.BytesIO()
        file.save(buffer)
        (folder / suffix).write_bytes(buffer.getvalue())


@pytest.mark.parametrize(
    ("suffix", "text", "marks"),
    [
        ("doc", "He paid.", []),
        ("xls", "Sheet\n\nHe paid.", ["Sheet", "Sheet!B2"]),
        ("ppt", "He paid.", ["1"]),
    ],
)
def test_an_old_file_is_read_as_the_new_one_it_becomes(
    suffix: str, text: str, marks: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_files(tmp_path)
    script = CONVERTER.format(python=sys.executable, made=str(tmp_path))
    install(tmp_path, script, monkeypatch)
    found = read_legacy(ole(STREAMS[suffix]), Aids())
    assert (found.text, [mark.value for mark in found.marks]) == (text, marks)


def test_a_binary_workbook_is_converted_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_files(tmp_path)
    install(tmp_path, CONVERTER.format(python=sys.executable, made=str(tmp_path)), monkeypatch)
    data = files.archive({"xl/workbook.bin": "binary"})
    assert read_legacy(data, Aids()).text == "Sheet\n\nHe paid."


@pytest.mark.parametrize("suffix", STREAMS)
def test_without_libreoffice_the_refusal_says_what_helps(
    suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnreadableFile) as refusal:
        read_legacy(ole(STREAMS[suffix]), Aids())
    assert str(refusal.value) == (
        "it is an old Office file; install LibreOffice, or save it as docx or PDF"
    )


def test_what_libreoffice_cannot_convert_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, "#!/bin/sh\nexit 1\n", monkeypatch)
    with pytest.raises(UnreadableFile, match="LibreOffice could not convert it"):
        read_legacy(ole("WordDocument"), Aids())


def test_a_conversion_that_hangs_is_ended_with_all_that_it_began(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = tmp_path / "child"
    over = tmp_path / "over"
    script = f"#!/bin/sh\n/bin/sleep 60 &\necho $! > {note}\nwait\n: > {over}\n"
    install(tmp_path, script, monkeypatch)
    monkeypatch.setattr(libreoffice, "TIME_LIMIT", 0.5)
    with pytest.raises(UnreadableFile, match="LibreOffice took longer"):
        read_legacy(ole("WordDocument"), Aids())
    assert not over.exists()
    assert ended(int(note.read_text()))


def ended(process: int) -> bool:
    """Whether a process is gone, or a shell of itself that nobody has buried yet."""
    for _ in range(50):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        state = Path(f"/proc/{process}/stat")
        if state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize(
    ("stream", "reason"),
    [
        ("EncryptedPackage", "it is encrypted; save a copy without a password"),
        ("Contents", "it is an old Office file of a kind"),
    ],
)
def test_what_is_encrypted_or_unknown_is_refused(stream: str, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        read_legacy(ole(stream), Aids())
