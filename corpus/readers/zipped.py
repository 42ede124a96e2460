"""Zip files that are safe to unpack, and XML in them that is safe to read.

Every format that is a zip inside opens through here: docx, odt, xlsx, epub, archives.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from xml.etree import ElementTree

from corpus.errors import UnreadableFile

LARGEST = 512 * 2**20
"""Bytes that all members may come to when unpacked."""
UNWATCHED = 10 * 2**20
"""Bytes of a member up to which it does not matter how tightly it is packed."""
TIGHTEST = 200
"""Bytes unpacked for one that is packed; prose comes to 10 and a spreadsheet to 50."""
MOST_MEMBERS = 20_000
_ENCRYPTED = 0x1
_HEAD = 4_096
"""Bytes of a part in which a document type is looked for."""
_DOCTYPE = b"<!DOCTYPE"
_UNSAFE = "it declares text of its own inside its markup, which is not safe"
_BROKEN = (KeyError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError)
"""What `zipfile` raises for a member that is missing, damaged or packed in a rare way."""


def open_zip(data: bytes, *, locked: bool = False) -> zipfile.ZipFile:
    """The zip file in `data`, its sizes checked; `zipfile` unpacks no more than they say.

    Raises `UnreadableFile` for one that is damaged, encrypted, or would unpack to more
    than the limits above. With `locked`, members may be encrypted: the caller has passwords.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise UnreadableFile("the file is damaged: its parts cannot be unpacked") from error
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise UnreadableFile(f"it holds more than {MOST_MEMBERS:,} files")
    if not locked and any(member.flag_bits & _ENCRYPTED for member in members):
        raise UnreadableFile("it is encrypted; save a copy without a password")
    if sum(member.file_size for member in members) > LARGEST or any(map(_is_bomb, members)):
        raise UnreadableFile("it would unpack to far more than a document holds")
    return archive


def open_package(data: bytes) -> zipfile.ZipFile:
    """As `open_zip`, for a format whose library reads the XML in it by itself.

    Raises `UnreadableFile` also where a part begins with a document type: see `xml_of`.
    """
    archive = open_zip(data)
    for member in archive.infolist():
        if member.filename.endswith((".xml", ".rels")) and _DOCTYPE in _head(archive, member):
            raise UnreadableFile(_UNSAFE)
    return archive


def read_member(archive: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of a member; raises `UnreadableFile` where it is damaged or not there."""
    try:
        return archive.read(name)
    except _BROKEN as error:
        raise UnreadableFile(_damaged(name)) from error


def _head(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """The first bytes of a part, in capitals and as if each took one byte."""
    try:
        with archive.open(member) as file:
            return file.read(_HEAD).replace(b"\0", b"").upper()
    except _BROKEN as error:
        raise UnreadableFile(_damaged(member.filename)) from error


def xml_of(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    """The root of a member that is XML; raises `UnreadableFile` where that can't be read.

    A document type is refused: no format in use needs one, and it is how a few hundred
    bytes declare gigabytes of text or ask for other files.
    """
    parser = ElementTree.XMLParser(target=_NoDoctype())
    try:
        parser.feed(read_member(archive, name))
        root: ElementTree.Element = parser.close()
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise UnreadableFile(_damaged(name)) from error
    return root


class _NoDoctype(ElementTree.TreeBuilder):
    def doctype(self, *declared: str | None) -> None:
        raise UnreadableFile(_UNSAFE)


def _damaged(part: str) -> str:
    return f"the file is damaged: its part {part} cannot be read"


def _is_bomb(member: zipfile.ZipInfo) -> bool:
    unpacked, packed = member.file_size, max(member.compress_size, 1)
    return unpacked > UNWATCHED and unpacked > TIGHTEST * packed
