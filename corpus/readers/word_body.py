"""The body of a Word document as blocks of text: paragraphs, tables, notes, text boxes.

The text is the one that Word shows with every tracked change accepted: what was inserted
is in it, and what was deleted, or is formatted so that nobody sees it or that it is struck out,
is apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.readers.raised import raised, with_fractions
from corpus.readers.tables import repeats, table_lines
from corpus.readers.word_fields import Fields, is_check_box, ticked
from corpus.readers.word_runs import (
    SPACE,
    VALUE,
    Look,
    deleted,
    is_hidden,
    is_on,
    is_raised,
    is_struck,
    pieces,
)

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement as Element

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MATHS = (f"{_MATH}oMath", f"{_MATH}oMathPara")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BOX = f"{SPACE}txbxContent"
_DELETION = f"{SPACE}del"
_PLACEHOLDER = f"{SPACE}sdtPr/{SPACE}showingPlcHdr"
_WRAPPERS = frozenset(
    f"{SPACE}{name}"
    for name in "sdt sdtContent ins moveTo hyperlink smartTag customXml fldSimple dir bdo".split()
)
"""What may stand around runs, paragraphs, rows or cells and is no text itself."""
_WIDEST = 64
"""Columns that a cell may claim to span."""
_NOTES = {f"{SPACE}footnoteReference": "footnote", f"{SPACE}endnoteReference": "endnote"}
_COMMENT = f"{SPACE}commentReference"
Note = tuple[str, str]
"""The kind of a note, "footnote" or "endnote", and the id that its reference gives."""


@dataclass(slots=True)
class Block:
    """A paragraph or a table: its text, what nobody sees in it, what is struck out in it, the
    notes it calls and the ids of the comments on it.

    `section` is the properties of the section that ends with it, None inside one.
    """

    text: str
    unseen: str = ""
    struck: str = ""
    notes: list[Note] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    section: Element | None = None

    def take_in(self, other: Block) -> None:
        """Takes over what a block inside this one has beside its text."""
        self.unseen = f"{self.unseen}\n{other.unseen}".strip()
        self.struck = f"{self.struck}\n{other.struck}".strip()
        self.notes += other.notes
        self.comments += other.comments


def blocks(parent: Element, look: Look) -> Iterator[Block]:
    """The blocks of a body, cell, note, header or text box, in order; some may be empty."""
    for element in _within(parent):
        if element.tag == f"{SPACE}p":
            yield from _paragraph(element, look)
        elif element.tag == f"{SPACE}tbl":
            yield _table(element, look)
        elif element.tag == f"{SPACE}sectPr":
            yield Block("", section=element)


def text_of(parent: Element, look: Look) -> str:
    """The text of a small part of the file in one line."""
    return " ".join(" ".join(block.text.split()) for block in blocks(parent, look)).strip()


def _within(parent: Element) -> Iterator[Element]:
    """The children of an element, and in place of each wrapper those that it holds. A box to
    tick inside a paragraph is given as its control."""
    for child in parent:
        if child.tag not in _WRAPPERS or _is_inline_box(child):
            yield child
        elif child.tag != f"{SPACE}sdt" or child.find(_PLACEHOLDER) is None:
            yield from _within(child)


def _is_inline_box(child: Element) -> bool:
    return (
        child.tag == f"{SPACE}sdt"
        and is_check_box(child)
        and child.find(f"{SPACE}sdtContent/{SPACE}r") is not None
    )


@dataclass(slots=True)
class _Words:
    """The words of a paragraph while it is gone through: those that stand, and the others."""

    seen: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    tail: str = ""
    is_gap: bool = False
    struck_at: int = 0

    def add(self, words: str, *, is_raised: bool) -> None:
        if is_raised:
            words = raised(self.tail, words)
        elif self.is_gap and self.tail[-1:] in ("", " "):
            words = words.lstrip(" ")  # one of the two spaces around what was taken out
        if words:
            self.seen.append(words)
            self.tail, self.is_gap = (self.tail + words)[-16:], False

    def strike(self, words: str) -> None:
        self.delete(words)
        self.is_gap = True

    def delete(self, words: str) -> None:
        """Keeps apart words that a tracked change deleted, of which no gap is left."""
        is_apart = bool(self.struck) and self.struck_at != len(self.seen)
        if is_apart and not (self.struck[-1][-1:] + words[:1]).count(" "):
            self.struck.append(" ")
        self.struck.append(words)
        self.struck_at = len(self.seen)


def _paragraph(paragraph: Element, look: Look) -> Iterator[Block]:
    """The paragraph, then the text boxes that are fixed to it."""
    words, fields, block = _Words(), Fields(), Block("")
    boxes: list[Element] = []
    for run in _within(paragraph):
        if run.tag in _MATHS:
            words.add("".join(piece.text or "" for piece in run.iter(f"{_MATH}t")), is_raised=False)
        elif run.tag == _DELETION:
            words.delete("".join(deleted(run)))
        elif run.tag == f"{SPACE}sdt":
            words.add(ticked(run), is_raised=False)
        elif run.tag == f"{SPACE}r":
            state = fields.begin_run(run)
            said = state + ("" if fields.is_told else "".join(pieces(run)))
            if is_hidden(run, paragraph, look):
                words.unseen.append(said)
            elif is_struck(run, paragraph, look):
                words.strike(said)
            else:
                words.add(said, is_raised=is_raised(run, look))
            for child in run:
                if child.tag in _NOTES:
                    block.notes.append((_NOTES[child.tag], child.get(f"{SPACE}id", "")))
                elif child.tag == _COMMENT:
                    block.comments.append(child.get(f"{SPACE}id", ""))
                elif len(child) and child.tag != f"{SPACE}rPr":
                    boxes += _text_boxes(child)
    text = with_fractions("".join(words.seen).strip())
    number = look.number(paragraph)
    block.text = f"{number} {text}" if number and text else text
    block.unseen, block.struck = "".join(words.unseen).strip(), "".join(words.struck).strip()
    block.section = paragraph.find(f"{SPACE}pPr/{SPACE}sectPr")
    yield block
    for box in boxes:
        yield from blocks(box, look)


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
    above: dict[int, str] = {}
    headings = 0
    for row in _within(table):
        if row.tag != f"{SPACE}tr":
            continue
        if headings == len(rows) and is_on(row.find(f"{SPACE}trPr/{SPACE}tblHeader")):
            headings += 1
        rows.append([""] * _skipped(row))
        for cell in _within(row):
            if cell.tag == f"{SPACE}tc":
                _add_cell(cell, look, whole, rows[-1], above)
    whole.text = "\n".join(table_lines(rows, headings=headings or None))
    return whole


def _skipped(row: Element) -> int:
    """How many columns of the table a row leaves free before its first cell."""
    before = row.find(f"{SPACE}trPr/{SPACE}gridBefore")
    width = "0" if before is None else before.get(VALUE, "0")
    return min(int(width), _WIDEST) if width.isdecimal() else 0


def _add_cell(
    cell: Element, look: Look, whole: Block, row: list[str], above: dict[int, str]
) -> None:
    """Adds the cell's text, then "" for each further column that it is merged over. A label
    that is merged over several rows, those of `above` by column, stands in each of them."""
    merged = cell.find(f"{SPACE}tcPr/{SPACE}vMerge")
    column = len(row)
    if merged is not None and merged.get(VALUE) != "restart":  # the cell above runs on
        text = above.get(column, "")
    else:
        parts = []
        for block in blocks(cell, look):
            parts.append(block.text)
            whole.take_in(block)
        text = "\n".join(filter(None, parts))
        above[column] = text if repeats(text, is_first=column == 0) else ""
    span = cell.find(f"{SPACE}tcPr/{SPACE}gridSpan")
    width = span.get(VALUE, "1") if span is not None else "1"
    row += [text] + [""] * (min(int(width), _WIDEST) - 1)
