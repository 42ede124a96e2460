"""Runs of a Word document: their words, and what their formatting says of these.

A run is hidden, struck out or raised by its own properties or by those of a style.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.readers.symbols import drawn_as, symbol

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement as Element

SPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""The namespace of Word's own elements."""
VALUE = f"{SPACE}val"
_BOX = f"{SPACE}txbxContent"
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_TEXTS = {f"{SPACE}{name}": character for name, character in _CHARACTERS.items()}
_SMALLEST = 3
"""Half points; type of this size or less is a dot to the eye."""
_LIFTED = 4
"""Half points; letters that are lifted by so much are raised."""


@dataclass(frozen=True, slots=True)
class Look:
    """What the body needs of the rest of the file.

    `hidden` are the ids of styles whose text is not shown, `struck` of those whose text is
    struck out, `raised` of those whose text stands above the line, and `shaded` of those with
    a background; `number` gives a paragraph's automatic number, "" for none.
    """

    hidden: frozenset[str] = frozenset()
    struck: frozenset[str] = frozenset()
    raised: frozenset[str] = frozenset()
    shaded: frozenset[str] = frozenset()
    number: Callable[[Element], str] = lambda paragraph: ""


def pieces(run: Element) -> Iterator[str]:
    """The words of a run, letters of symbol fonts as what they draw; of words with their
    reading above them, the words."""
    font = _font(run)
    for child in run:
        if child.tag == f"{SPACE}t":
            yield drawn_as(font, child.text or "")
        elif child.tag in _TEXTS:
            yield _TEXTS[child.tag]
        elif child.tag == f"{SPACE}sym":
            yield symbol(child.get(f"{SPACE}font"), _code(child.get(f"{SPACE}char")))
        elif child.tag == f"{SPACE}ruby":
            for piece in child.iterfind(f"{SPACE}rubyBase//{SPACE}t"):
                yield piece.text or ""


def deleted(change: Element) -> Iterator[str]:
    """The words that a tracked change took out."""
    for piece in change.iter(f"{SPACE}delText", *_TEXTS):
        yield _TEXTS.get(piece.tag) or piece.text or ""


def is_hidden(run: Element, paragraph: Element, look: Look) -> bool:
    """Whether nobody sees the run: hidden, as small as a dot, or white on white."""
    properties = run.find(f"{SPACE}rPr")
    if properties is None:
        return style_of(paragraph, "pPr/{0}pStyle") in look.hidden
    switch = properties.find(f"{SPACE}vanish")
    if switch is not None:
        return is_on(switch)
    if style_of(properties, "rStyle") in look.hidden:
        return True
    if style_of(paragraph, "pPr/{0}pStyle") in look.hidden:
        return True
    size, color = (properties.find(f"{SPACE}{name}") for name in ("sz", "color"))
    if size is not None and size.get(VALUE, "").isdigit() and int(size.get(VALUE, "")) < _SMALLEST:
        return True
    white = color is not None and color.get(VALUE, "").upper() == "FFFFFF"
    return white and not _has_background(properties, paragraph, look)


def is_struck(run: Element, paragraph: Element, look: Look) -> bool:
    """Whether the run is struck out, by one line or two."""
    properties = run.find(f"{SPACE}rPr")
    if properties is not None:
        switches = [properties.find(f"{SPACE}{name}") for name in ("strike", "dstrike")]
        if given := [switch for switch in switches if switch is not None]:
            return any(map(is_on, given))
        if style_of(properties, "rStyle") in look.struck:
            return True
    return style_of(paragraph, "pPr/{0}pStyle") in look.struck


def is_raised(run: Element, look: Look) -> bool:
    """Whether the run stands above its line."""
    properties = run.find(f"{SPACE}rPr")
    if properties is None:
        return False
    given = properties.find(f"{SPACE}vertAlign")
    if given is not None:
        return bool(given.get(VALUE) == "superscript")
    lift = properties.find(f"{SPACE}position")
    height = "" if lift is None else lift.get(VALUE, "")
    if height.isascii() and height.isdigit() and int(height) >= _LIFTED:
        return True
    return style_of(properties, "rStyle") in look.raised


def style_of(element: Element, path: str) -> str | None:
    """The id of the style that is named at a path below an element; None where none is."""
    style = element.find(SPACE + path.format(SPACE))
    return None if style is None else style.get(VALUE)


def is_on(switch: Element | None) -> bool:
    """Whether a property is there and not switched off."""
    return switch is not None and switch.get(VALUE, "true") not in ("0", "false", "off")


def _font(run: Element) -> str | None:
    fonts = run.find(f"{SPACE}rPr/{SPACE}rFonts")
    return None if fonts is None else fonts.get(f"{SPACE}ascii")


def _code(digits: str | None) -> int:
    try:
        return int(digits or "", 16)
    except ValueError:
        return 0


def _has_background(properties: Element, paragraph: Element, look: Look) -> bool:
    """Whether white words may show: on a colour of their own, in a table or in a text box."""
    settings = paragraph.find(f"{SPACE}pPr")
    for element in (properties, settings):
        if element is not None and any(
            element.find(f"{SPACE}{name}") is not None for name in ("shd", "highlight")
        ):
            return True
    if style_of(paragraph, "pPr/{0}pStyle") in look.shaded:
        return True
    ancestors = {ancestor.tag for ancestor in paragraph.iterancestors()}
    return not ancestors.isdisjoint((f"{SPACE}tbl", _BOX))
