"""What format a file is in, told from what it holds and not from its suffix."""

from __future__ import annotations

import re
import zipfile
from importlib import import_module
from io import BytesIO
from pathlib import PurePosixPath
from typing import Literal

from corpus.errors import UnreadableFile
from corpus.readers.compound import compound_names
from corpus.readers.extracted import Reader
from corpus.readers.signed import signed_content
from corpus.signatures import what_it_is
from corpus.texts import TextFormat, text_format

Format = (
    TextFormat
    | Literal[
        "pdf", "word", "opendocument", "slides", "sheets", "epub", "legacy", "image",
        "outlook", "archive", "signed",
    ]
)  # fmt: skip
READERS: dict[Format, tuple[str, str]] = {
    "pdf": ("corpus.readers.pdf", "read_pdf"),
    "word": ("corpus.readers.word", "read_word"),
    "opendocument": ("corpus.readers.opendocument", "read_opendocument"),
    "rtf": ("corpus.readers.rtf", "read_rtf"),
    "slides": ("corpus.readers.slides", "read_slides"),
    "sheets": ("corpus.readers.sheets", "read_sheets"),
    "separated": ("corpus.readers.separated", "read_separated"),
    "epub": ("corpus.readers.epub", "read_epub"),
    "legacy": ("corpus.readers.libreoffice", "read_legacy"),
    "image": ("corpus.readers.images", "read_image"),
    "mail": ("corpus.readers.mail", "read_mail"),
    "concordance": ("corpus.readers.load_files", "read_concordance"),
    "opticon": ("corpus.readers.load_files", "read_opticon"),
    "subtitles": ("corpus.readers.subtitles", "read_subtitles"),
    "signed": ("corpus.readers.signed", "read_signed"),
    "calendar": ("corpus.readers.calendar", "read_calendar"),
    "outlook": ("corpus.readers.outlook", "read_outlook"),
    "archive": ("corpus.readers.archive", "read_archive"),
    "web": ("corpus.readers.web", "read_web"),
    "saved page": ("corpus.readers.web", "read_saved_page"),
    "xml": ("corpus.readers.xml", "read_xml"),
    "text": ("corpus.readers.text", "read_text"),
}
"""The module and function that read each format; imported only once a file needs it."""

_PDF_WITHIN = 1_024
_PDF = re.compile(rb"%PDF-\d")
_PDF_PARTS = (b"endobj", b"startxref", b"%%EOF")
_COMPOUND = b"\xd0\xcf\x11\xe0"
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
_PICTURES = (
    b"\x89PNG\r\n",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"II*\0",
    b"MM\0*",
    b"\0\0\0\x0cjP  ",
)
_OFFICE: tuple[tuple[bytes, Format], ...] = (
    (b"wordprocessingml.", "word"),
    (b"ms-word.", "word"),
    (b"presentationml.", "slides"),
    (b"ms-powerpoint.", "slides"),
    (b"spreadsheetml.", "sheets"),
    (b"ms-excel.sheet.binary", "legacy"),
    (b"ms-excel.", "sheets"),
)
"""What stands in the list of types of an Office file; its first main part decides."""
_MAIN_PART = re.compile(
    rb"application/vnd\.(?:openxmlformats-officedocument\.)?([\w.-]+main\+xml|"
    rb"ms-excel\.sheet\.binary[\w.]*main)",
    re.IGNORECASE,
)
_PROGRAMS = ("META-INF/MANIFEST.MF", "AndroidManifest.xml", "classes.dex")
_MOST_TYPES = 2**20


def reader_of(format: Format) -> Reader:
    """The reader for a format."""
    module, function = READERS[format]
    reader: Reader = getattr(import_module(module), function)
    return reader


def format_of(data: bytes, name: str) -> Format:
    """The format of a file; its `name` decides only between formats that look the same.

    Raises `UnreadableFile`, with what to do, for a format that Casebook does not read.
    """
    if _is_pdf(data):
        return "pdf"
    if data.startswith(_ZIPS):
        return _format_of_zip(data)
    if data.startswith(_COMPOUND):
        return _format_of_compound(data)
    if (
        data.startswith(_PICTURES)
        or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")
        or _is_bmp(data)
    ):
        return "image"
    if data[:1] == b"\x30" and signed_content(data) is not None:
        return "signed"
    if (what := what_it_is(data)) is not None:
        raise UnreadableFile(f"it is {what}")
    return text_format(data, PurePosixPath(name).suffix.lower())


def _is_pdf(data: bytes) -> bool:
    """A PDF may stand behind a few bytes of other things; a text may mention its mark."""
    found = _PDF.search(data[:_PDF_WITHIN])
    if found is None:
        return data.startswith(b"%PDF-")
    return found.start() == 0 or any(part in data for part in _PDF_PARTS)


def _is_bmp(data: bytes) -> bool:
    return data[:2] == b"BM" and data[6:10] == bytes(4)


def _format_of_zip(data: bytes) -> Format:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            types = _member(archive, "[Content_Types].xml")
            kind = _member(archive, "mimetype").strip()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise UnreadableFile(
            "it is an archive or Office file that is damaged or cut off"
        ) from error
    if kind == b"application/epub+zip" or "META-INF/container.xml" in names:
        return "epub"
    if kind.startswith(b"application/vnd.oasis.opendocument"):
        return "opendocument"
    if main := _MAIN_PART.search(types):
        return next((f for part, f in _OFFICE if part in main.group(0).lower()), "archive")
    for place, format in _PLACES:
        if place in names:
            return format
    if "Index/Document.iwa" in names or "Index.zip" in names:
        raise UnreadableFile("it is a Pages, Numbers or Keynote file; export it as PDF")
    if any(name.endswith(".fdseq") for name in names):
        raise UnreadableFile("it is an XPS file; save it as PDF")
    if names & set(_PROGRAMS):
        raise UnreadableFile("it is a program")
    return "archive"


_PLACES: tuple[tuple[str, Format], ...] = (
    ("word/document.xml", "word"),
    ("ppt/presentation.xml", "slides"),
    ("xl/workbook.xml", "sheets"),
    ("xl/workbook.bin", "legacy"),
)
"""Where the main part stands in an Office file of which the list of types is lost."""


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    """The beginning of a member; nothing where there is none, or none that can be read."""
    try:
        with archive.open(name) as member:
            return member.read(_MOST_TYPES)
    except Exception:  # what matters is told by the reader, once it reads all of it
        return b""


def _format_of_compound(data: bytes) -> Format:
    names = compound_names(data)
    if any(name.startswith(("__properties_version1.0", "__substg1.0_")) for name in names):
        return "outlook"
    if names & {"WordDocument", "Workbook", "Book", "PowerPoint Document", "EncryptedPackage"}:
        return "legacy"
    raise UnreadableFile("it is an old Office file of a kind that is not read; save it as PDF")
