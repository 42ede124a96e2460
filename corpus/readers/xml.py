"""XML of no format that is known: the words between its tags."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from corpus.errors import UnreadableFile
from corpus.readers.edrm import edrm_text, is_edrm
from corpus.readers.extracted import Aids, Extracted


def read_xml(data: bytes, aids: Aids) -> Extracted:
    """The text of each element that has any, a paragraph to each; a sentence with elements
    in it stays one.

    A load file (EDRM) is read as a line to each document, and a file without any text as the
    attributes of its elements. Raises `UnreadableFile` where nothing of it is XML. Entities and
    other files that it declares are not looked at.
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
    if is_edrm(root):
        return Extracted(edrm_text(root))
    return Extracted("\n\n".join(_blocks(root)) or "\n".join(_attributes(root)))


def _attributes(root: Any) -> Iterator[str]:
    """ "sms: address = 617-555-0142; body = Bring the books." for each element that has any."""
    for element in root.iter():
        if isinstance(element.tag, str) and element.attrib:
            told = "; ".join(f"{name} = {' '.join(v.split())}" for name, v in element.items() if v)
            if told:
                yield f"{etree.QName(element).localname}: {told}"


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
