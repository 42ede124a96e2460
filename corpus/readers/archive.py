"""Zip archives: their members as files of their own."""

from __future__ import annotations

import re
import zipfile
import zlib

from corpus.readers.enclosed import plain_path, told_apart
from corpus.readers.extracted import Aids, Extracted, Part
from corpus.readers.zipped import open_zip

_LITTER = re.compile(
    r"(?:^|/)(?:__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._[^/]*$|~\$[^/]*$)", re.IGNORECASE
)
"""What systems leave in folders beside the files."""
_ENCRYPTED, _UTF_8 = 0x1, 0x800


def read_archive(data: bytes, aids: Aids) -> Extracted:
    """The members of a zip archive in their order, encrypted ones opened with `passwords`.

    Raises `UnreadableFile` for an archive that is damaged or would unpack to too much.
    """
    parts = []
    with open_zip(data, locked=True) as archive:
        for number, member in enumerate(archive.infolist(), start=1):
            name = plain_path(_name(member))
            if not member.is_dir() and not _LITTER.search(name):
                aids.on_page(number)
                parts.append(_part(archive, member, name or f"file-{number}", aids.passwords))
    return Extracted("", parts=told_apart(parts))


def _name(member: zipfile.ZipInfo) -> str:
    """The name; `zipfile` reads one not declared to be UTF-8 in the way of DOS, and many are
    UTF-8 none the less."""
    if member.flag_bits & _UTF_8:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return member.filename


def _part(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, passwords: tuple[str, ...]
) -> Part:
    locked = bool(member.flag_bits & _ENCRYPTED)
    if locked and not passwords:
        return Part(name, b"", "it is encrypted; give its password with --password")
    for password in passwords if locked else ("",):
        try:
            return Part(name, archive.read(member, password.encode() if locked else None))
        except NotImplementedError:
            return Part(name, b"", f"it is {_packing(locked)}; unpack the archive first")
        except (RuntimeError, zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError):
            continue  # with a wrong password too, what is unpacked may look damaged
    reason = "none of the passwords opens it" if locked else "it is damaged in its archive"
    return Part(name, b"", reason)


def _packing(locked: bool) -> str:
    return "encrypted in a way that cannot be opened here" if locked else "packed in an unusual way"
