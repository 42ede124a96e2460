"""Books (epub): the chapters in reading order, each read as a web page is."""

from __future__ import annotations

import contextlib
import datetime
import posixpath
from collections.abc import Iterator
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from corpus.document import Flag, Mark
from corpus.errors import UnreadableFile
from corpus.readers.extracted import Aids, Extracted
from corpus.readers.growing import GrowingText
from corpus.readers.kept_apart import STRUCK
from corpus.readers.markup import decode_page, html_text
from corpus.readers.zipped import open_zip, read_member, xml_of

_CONTAINER, _LOCKS = "META-INF/container.xml", "META-INF/encryption.xml"
_FONT_LOCKS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""How fonts are made unfit for other use; the words stay open to all."""
UNSEEN = Flag("unseen", "It holds hidden words, which were left out of its text.")
_METADATA = "{http://purl.org/dc/elements/1.1/}"


def read_epub(data: bytes, aids: Aids) -> Extracted:
    """The text of all chapters, with the book's title and date of publication.

    Raises `UnreadableFile` for a book that is damaged or locked to a reader (DRM).
    """
    with open_zip(data) as archive:
        names = set(archive.namelist())
        if _LOCKS in names and _is_locked(xml_of(archive, _LOCKS)):
            raise UnreadableFile("the book is locked by its seller (DRM)")
        root_file = next(_all(xml_of(archive, _CONTAINER), "rootfile"), None)
        place = "" if root_file is None else root_file.get("full-path", "")
        package = xml_of(archive, place)
        text = GrowingText()
        marks: list[Mark] = []
        missing = 0
        for number, chapter in enumerate(_chapters(package, place), start=1):
            aids.on_page(number)
            if chapter in names:
                page = html_text(decode_page(read_member(archive, chapter)))
                start, end = text.add(page.text.strip())
                marks += [Mark(start, end, "unseen", words) for words in page.unseen]
                marks += [Mark(start, end, "struck", words) for words in page.struck]
            else:
                missing += 1
    kinds = {mark.kind for mark in marks}
    flags = [flag for kind, flag in (("unseen", UNSEEN), ("struck", STRUCK)) if kind in kinds]
    if missing:
        note = f"{missing} of its chapters are named but not in the file."
        flags.append(Flag("incomplete", note))
    return Extracted(
        str(text),
        title=_first(package, "title"),
        date=_date(_first(package, "date")),
        marks=tuple(sorted(marks)),
        flags=tuple(flags),
    )


def _is_locked(locks: Element) -> bool:
    methods = [method.get("Algorithm") for method in _all(locks, "EncryptionMethod")]
    return any(method not in _FONT_LOCKS for method in methods)


def _chapters(package: Element, place: str) -> Iterator[str]:
    """The names of the chapters' files in the order of the book's spine."""
    files = {
        item.get("id"): item.get("href", "")
        for item in _all(package, "item")
        if item.get("media-type") in ("application/xhtml+xml", "text/html", None)
    }
    for reference in _all(package, "itemref"):
        if href := files.get(reference.get("idref")):
            path = unquote(href.partition("#")[0])
            yield posixpath.normpath(posixpath.join(posixpath.dirname(place), path))


def _all(parent: Element, name: str) -> Iterator[Element]:
    """The elements of this name in any namespace: books from different years differ in it."""
    return (element for element in parent.iter() if element.tag.rpartition("}")[2] == name)


def _first(package: Element, name: str) -> str | None:
    element = next(package.iter(f"{_METADATA}{name}"), None)
    return None if element is None else (element.text or "").strip() or None


def _date(text: str | None) -> datetime.date | None:
    """The day, where the book names one and not only a year."""
    with contextlib.suppress(ValueError):
        return datetime.date.fromisoformat((text or "")[:10])
    return None
