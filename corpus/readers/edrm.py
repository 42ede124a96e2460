"""EDRM XML, a load file of productions: what it tells of each document, a line to each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from corpus.readers.growing import GrowingText

Element = Any
"""An element of a tree (lxml)."""


def is_edrm(root: Element) -> bool:
    """Whether a tree of XML is an EDRM load file: batches of documents with tags."""
    return _name(root) == "root" and (
        root.get("DataInterchangeType") is not None
        or any(_name(child) == "batch" for child in root)
    )


def edrm_text(root: Element) -> str:
    """ "DOC-1: From = Rhea Stone; Subject = Invoice; Native file = natives/1.msg" for each
    document, and for each relation between two of them its type."""
    text = GrowingText()
    for element in root.iter():
        if _name(element) == "document":
            text.add(_document(element), "\n")
        elif _name(element) == "relationship":
            facts = [(name, str(value)) for name, value in element.attrib.items()]
            text.add(f"Relationship: {_told(facts)}", "\n")
    return str(text)


def _document(document: Element) -> str:
    facts = [
        (name, str(value)) for name, value in document.attrib.items() if name.lower() != "docid"
    ]
    for element in document.iterdescendants():
        kind = _name(element)
        if kind == "tag":
            facts.append((element.get("TagName", "Tag").lstrip("#"), _value(element)))
        elif kind == "file":
            facts += _file(element)
        elif kind in ("custodian", "locationuri", "description"):
            facts.append((kind.capitalize(), _words(element)))
    return f"{document.get('DocID', 'Document')}: {_told(facts)}"


def _file(file: Element) -> Iterator[tuple[str, str]]:
    """The place and the digest of a file of a document; the words of one that stands inside."""
    kind = file.get("FileType", "").strip()
    name = f"{kind} file" if kind else "File"
    for element in file.iterdescendants():
        if _name(element) == "externalfile":
            place = "/".join(
                filter(None, (element.get("FilePath", "").strip("\\/"), element.get("FileName")))
            )
            yield name, place.replace("\\", "/")
            yield f"{name}’s hash", element.get("Hash") or ""
        elif _name(element) == "inlinecontent" and kind.lower() == "text":
            yield name, _words(element)


def _value(tag: Element) -> str:
    """The value of a tag, as an attribute or as words inside."""
    given = tag.get("TagValue")
    return " ".join(given.split()) if given is not None else _words(tag)


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _told(facts: list[tuple[str, str]]) -> str:
    return "; ".join(f"{name} = {value}" for name, value in facts if value)


def _name(element: Element) -> str:
    """The name of an element without its namespace, in small letters."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
