"""The body of a Word document as blocks of text: paragraphs, tables, notes, text boxes.

The text is the one that Word shows with every tracked change accepted: what was inserted
is in it, what was deleted is not, and what is formatted so that nobody sees it is apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.readers.tables import table_lines

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement as Element

_SPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VALUE = f"{_SPACE}val"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MATHS = (f"{_MATH}oMath", f"{_MATH}oMathPara")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BOX = f"{_SPACE}txbxContent"
_PLACEHOLDER = f"{_SPACE}sdtPr/{_SPACE}showingPlcHdr"
_WRAPPERS = frozenset(
    f"{_SPACE}{name}"
    for name in "sdt sdtContent ins moveTo hyperlink smartTag customXml fldSimple dir bdo".split()
)
"""What may stand around runs, paragraphs, rows or cells and is no text itself."""
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_TEXTS = {f"{_SPACE}{name}": character for name, character in _CHARACTERS.items()}
_NOTES = {f"{_SPACE}footnoteReference": "footnote", f"{_SPACE}endnoteReference": "endnote"}
_SMALLEST = 3
"""Half points; type of this size or less is a dot to the eye."""

Note = tuple[str, str]
"""The kind of a note, "footnote" or "endnote", and the id that its reference gives."""


@dataclass(slots=True)
class Block:
    """A paragraph or a table: its text, what nobody sees in it, and the notes it calls.

    `section` is the properties of the section that ends with it, None inside one.
    """

    text: str
    unseen: str = ""
    notes: list[Note] = field(default_factory=list)
    section: Element | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """What the body needs of the rest of the file.

    `hidden` are the ids of styles whose text is not shown, `shaded` of those with a
    background; `number` gives a paragraph's automatic number, "" for none.
    """

    hidden: frozenset[str] = frozenset()
    shaded: frozenset[str] = frozenset()
    number: Callable[[Element], str] = lambda paragraph: ""


def blocks(parent: Element, look: Look) -> Iterator[Block]:
    """The blocks of a body, cell, note, header or text box, in order; some may be empty."""
    for element in _within(parent):
        if element.tag == f"{_SPACE}p":
            yield from _paragraph(element, look)
        elif element.tag == f"{_SPACE}tbl":
            yield _table(element, look)
        elif element.tag == f"{_SPACE}sectPr":
            yield Block("", section=element)


def text_of(parent: Element, look: Look) -> str:
    """The text of a small part of the file in one line."""
    return " ".join(" ".join(block.text.split()) for block in blocks(parent, look)).strip()


def _within(parent: Element) -> Iterator[Element]:
    """The children of an element, and in place of each wrapper those that it holds."""
    for child in parent:
        if child.tag not in _WRAPPERS:
            yield child
        elif child.tag != f"{_SPACE}sdt" or child.find(_PLACEHOLDER) is None:
            yield from _within(child)


def _paragraph(paragraph: Element, look: Look) -> Iterator[Block]:
    """The paragraph, then the text boxes that are fixed to it."""
    seen: list[str] = []
    unseen: list[str] = []
    notes: list[Note] = []
    boxes: list[Element] = []
    in_hidden_style = _style(paragraph, "pPr/{0}pStyle") in look.hidden
    for run in _within(paragraph):
        if run.tag in _MATHS:
            seen += [piece.text or "" for piece in run.iter(f"{_MATH}t")]
        elif run.tag == f"{_SPACE}r":
            hidden = in_hidden_style or _is_hidden(run, paragraph, look)
            (unseen if hidden else seen).extend(_pieces(run))
            notes += [
                (_NOTES[child.tag], child.get(f"{_SPACE}id", ""))
                for child in run
                if child.tag in _NOTES
            ]
            boxes += [
                box
                for child in run
                if len(child) and child.tag != f"{_SPACE}rPr"
                for box in _text_boxes(child)
            ]
    text = "".join(seen).strip()
    number = look.number(paragraph)
    section = paragraph.find(f"{_SPACE}pPr/{_SPACE}sectPr")
    text = f"{number} {text}" if number and text else text
    yield Block(text, "".join(unseen).strip(), notes, section)
    for box in boxes:
        yield from blocks(box, look)


def _pieces(run: Element) -> Iterator[str]:
    """The words of a run; of words with their reading above them, the words."""
    for child in run:
        if child.tag == f"{_SPACE}t":
            yield child.text or ""
        elif child.tag in _TEXTS:
            yield _TEXTS[child.tag]
        elif child.tag == f"{_SPACE}ruby":
            for piece in child.iterfind(f"{_SPACE}rubyBase//{_SPACE}t"):
                yield piece.text or ""


def _text_boxes(element: Element) -> Iterator[Element]:
    """The outermost text boxes in a drawing; its fallback says the same once more."""
    if element.tag == _BOX:
        yield element
    elif element.tag != _FALLBACK:
        for child in element:
            yield from _text_boxes(child)


def _table(table: Element, look: Look) -> Block:
    whole = Block("")
    rows: list[list[str]] = []
    headings = 0
    for row in _within(table):
        if row.tag != f"{_SPACE}tr":
            continue
        if headings == len(rows) and _is_on(row.find(f"{_SPACE}trPr/{_SPACE}tblHeader")):
            headings += 1
        rows.append([])
        for cell in _within(row):
            if cell.tag == f"{_SPACE}tc":
                rows[-1] += _cell(cell, look, whole)
    whole.text = "\n".join(table_lines(rows, headings=headings or None))
    return whole


def _cell(cell: Element, look: Look, whole: Block) -> list[str]:
    """The cell's text, then "" for each further column that it is merged over."""
    merged = cell.find(f"{_SPACE}tcPr/{_SPACE}vMerge")
    parts = []
    if merged is None or merged.get(_VALUE) == "restart":  # else the cell above runs on
        for block in blocks(cell, look):
            parts.append(block.text)
            whole.unseen = f"{whole.unseen}\n{block.unseen}".strip()
            whole.notes += block.notes
    span = cell.find(f"{_SPACE}tcPr/{_SPACE}gridSpan")
    width = span.get(_VALUE, "1") if span is not None else "1"
    return ["\n".join(filter(None, parts))] + [""] * (min(int(width), 64) - 1)


def _style(element: Element, path: str) -> str | None:
    style = element.find(_SPACE + path.format(_SPACE))
    return None if style is None else style.get(_VALUE)


def _is_on(switch: Element | None) -> bool:
    return switch is not None and switch.get(_VALUE, "true") not in ("0", "false", "off")


def _is_hidden(run: Element, paragraph: Element, look: Look) -> bool:
    """Whether nobody sees the run: hidden, as small as a dot, or white on white."""
    properties = run.find(f"{_SPACE}rPr")
    if properties is None:
        return False
    switch = properties.find(f"{_SPACE}vanish")
    if switch is not None:
        return _is_on(switch)
    if _style(properties, "rStyle") in look.hidden:
        return True
    size, color = (properties.find(f"{_SPACE}{name}") for name in ("sz", "color"))
    if (
        size is not None
        and size.get(_VALUE, "").isdigit()
        and int(size.get(_VALUE, "")) < _SMALLEST
    ):
        return True
    white = color is not None and color.get(_VALUE, "").upper() == "FFFFFF"
    return white and not _has_background(properties, paragraph, look)


def _has_background(properties: Element, paragraph: Element, look: Look) -> bool:
    """Whether white words may show: on a colour of their own, in a table or in a text box."""
    settings = paragraph.find(f"{_SPACE}pPr")
    for element in (properties, settings):
        if element is not None and any(
            element.find(f"{_SPACE}{name}") is not None for name in ("shd", "highlight")
        ):
            return True
    if _style(paragraph, "pPr/{0}pStyle") in look.shaded:
        return True
    ancestors = {ancestor.tag for ancestor in paragraph.iterancestors()}
    return not ancestors.isdisjoint((f"{_SPACE}tbl", _BOX))
