"""XML of no format that is known: the words between its tags."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from corpus.errors import UnreadableFile
from corpus.readers.extracted import Aids, Extracted


def read_xml(data: bytes, aids: Aids) -> Extracted:
    """The text of each element that has any, a paragraph to each; a sentence with elements
    in it stays one.

    Raises `UnreadableFile` where nothing of it is XML. Entities and other files that it
    declares are not looked at.
    """
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data.strip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile("the XML is damaged") from error
    if root is None:
        raise UnreadableFile("the XML is damaged")
    return Extracted("\n\n".join(_blocks(root)))


def _blocks(root: Any) -> Iterator[str]:
    walker = etree.iterwalk(root, events=("start",))
    for _, element in walker:
        if not isinstance(element.tag, str):
            continue
        mixed = (element.text or "").strip() or any((child.tail or "").strip() for child in element)
        if mixed:
            walker.skip_subtree()
            if words := " ".join("".join(element.itertext()).split()):
                yield words
