"""Words of a page that are struck out, and figures that are raised on it."""

from __future__ import annotations

import re
from typing import Any

from corpus.readers.raised import raised
from corpus.readers.styles import Style, Styles

Element = Any
"""An element of a tree (lxml)."""
_STRIKING = ("del", "s", "strike")
_LINES = ("text-decoration", "text-decoration-line")
_SUPERSCRIPT = re.compile(r"super\b|text-top\b")


def take_out_struck(tree: Element) -> tuple[str, ...]:
    """Takes struck words out of the tree and gives them."""
    styles = Styles(tree)
    struck = []
    for element in list(tree.iter("*")):
        if element.tag in ("html", "body", "head") or not _is_struck(element, styles.of(element)):
            continue
        if not any(above is tree for above in element.iterancestors()):
            continue  # what held it is out already
        if words := " ".join("".join(element.itertext()).split()):
            struck.append(words)
        if cells := _cells_of_a_row(element):
            for cell in cells:
                cell[:], cell.text = [], None
            if element not in cells:
                element.drop_tag()  # a row is made of cells alone
            continue
        if _text_before(element)[-1:].isspace():
            element.tail = (element.tail or "").lstrip(" ")
        element.drop_tree()
    return tuple(struck)


def write_raised(tree: Element) -> None:
    """Writes what is raised so that it is told from the figures before it."""
    styles = Styles(tree)
    for element in list(tree.iter("sup", "span", "a", "font")):
        if element.tag != "sup" and not _SUPERSCRIPT.match(
            styles.of(element).get("vertical-align", "")
        ):
            continue
        words = "".join(element.itertext())
        written = raised(_text_before(element), words)
        if written != words:
            for inner in list(element):
                element.remove(inner)
            element.text = written


def _is_struck(element: Element, style: Style) -> bool:
    given = [style[name] for name in _LINES if name in style]
    if any("line-through" in value for value in given):
        return True
    return element.tag in _STRIKING and not any("none" in value for value in given)


def _cells_of_a_row(element: Element) -> list[Element]:
    """The cells that stay, empty, so that those after them keep their columns: the element
    itself, or what it holds of its row."""
    if element.tag in ("td", "th"):
        return [element]
    above = next(element.iterancestors("tr", "td", "th", "table"), None)
    return list(element.iter("td", "th")) if above is not None and above.tag == "tr" else []


def _text_before(element: Element) -> str:
    """The end of the words that stand before an element in its paragraph."""
    while element is not None:
        previous = element.getprevious()
        if previous is not None:
            return previous.tail or "".join(previous.itertext())[-16:]
        element = element.getparent()
        if element is None or element.tag in ("p", "div", "td", "th", "li", "body"):
            return (element.text or "") if element is not None else ""
        if element.text:
            return str(element.text)
    return ""
