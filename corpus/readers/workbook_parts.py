"""What a workbook keeps beside its cells: which of them are merged, and the comments on them."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from corpus.readers.kept_apart import comment_of
from corpus.readers.zipped import read_member, xml_of

MOST_MERGED = 100_000
"""Rows below merged cells that are looked at."""
_MERGED = re.compile(
    rb"<(?:\w+:)?mergeCell\b[^>]{0,200}?\bref=[\"']([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"
)
_NOTICE = "[Threaded comment]"
"""How the stand-in for a newer comment begins."""
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True)
class SheetParts:
    """`tops`: by row and column of each cell below the first of a merged one, the row of that
    first. `comments`: by cell ("B4"), each after its writer's name."""

    tops: dict[int, dict[int, int]]
    comments: tuple[tuple[str, str], ...] = ()


def parts_of_sheets(archive: zipfile.ZipFile) -> dict[str, SheetParts]:
    """What each sheet keeps beside its cells, by its name."""
    names = set(archive.namelist())
    book = "xl/workbook.xml"
    if book not in names:
        return {}
    targets = {id: path for id, path, _ in _related(archive, book, names)}
    people = _people(archive, names)
    found = {}
    for sheet in _all(xml_of(archive, book), "sheet"):
        path = targets.get(sheet.get(_ID, ""), "")
        if path in names:
            comments = tuple(_comments(archive, path, names, people))
            found[sheet.get("name", "")] = SheetParts(_tops(read_member(archive, path)), comments)
    return found


def _tops(source: bytes) -> dict[int, dict[int, int]]:
    tops: dict[int, dict[int, int]] = {}
    left = MOST_MERGED
    for found in _MERGED.finditer(source):
        column = _column(found.group(1))
        top, bottom = int(found.group(2)), int(found.group(3))
        for row in range(top + 1, min(bottom, top + left) + 1):
            tops.setdefault(row, {})[column] = top
        left -= max(bottom - top, 0)
        if left <= 0:
            break
    return tops


def _column(letters: bytes) -> int:
    """The number of a column from what spreadsheets call it: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = 26 * number + letter - ord("A") + 1
    return number


def _related(
    archive: zipfile.ZipFile, part: str, names: set[str]
) -> Iterator[tuple[str, str, str]]:
    """The id, path and kind of each part that a part names."""
    folder, name = posixpath.split(part)
    relations = f"{folder}/_rels/{name}.rels"
    if relations in names:
        for relation in xml_of(archive, relations):
            path = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
            yield relation.get("Id", ""), path.lstrip("/"), relation.get("Type", "")


def _people(archive: zipfile.ZipFile, names: set[str]) -> dict[str, str]:
    """The names of those who wrote newer comments, by their ids."""
    lists = [name for name in names if name.startswith("xl/persons/") and name.endswith(".xml")]
    return {
        person.get("id", ""): person.get("displayName", "")
        for name in sorted(lists)
        for person in _all(xml_of(archive, name), "person")
    }


def _comments(
    archive: zipfile.ZipFile, sheet: str, names: set[str], people: dict[str, str]
) -> Iterator[tuple[str, str]]:
    for _, path, kind in _related(archive, sheet, names):
        if path not in names:
            continue
        if kind.endswith("/comments"):
            root = xml_of(archive, path)
            writers = [writer.text or "" for writer in _all(root, "author")]
            for comment in _all(root, "comment"):
                words = "".join(piece.text or "" for piece in _all(comment, "t"))
                at = comment.get("authorId", "")
                writer = writers[int(at)] if at.isdecimal() and int(at) < len(writers) else ""
                said = words.strip().removeprefix(f"{writer}:")
                if said.strip() and not said.startswith(_NOTICE):
                    yield comment.get("ref", ""), comment_of(writer, said)
        elif kind.endswith("/threadedComment"):
            for comment in _all(xml_of(archive, path), "threadedComment"):
                words = "".join(piece.text or "" for piece in _all(comment, "text"))
                if said := comment_of(people.get(comment.get("personId", "")), words):
                    yield comment.get("ref", ""), said


def _all(root: Element, name: str) -> Iterator[Element]:
    return (each for each in root.iter() if each.tag.rpartition("}")[2] == name)
