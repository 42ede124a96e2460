"""The body of an OpenDocument file as blocks of text: paragraphs, tables, notes, boxes.

The text is the one with every tracked change accepted: deleted words are kept elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from corpus.readers.grids import Row
from corpus.readers.tables import table_lines

_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TABLE, TEXT = (f"{{{_NAMES}{name}:1.0}}" for name in ("office", "table", "text"))
DRAWING, STYLE = (f"{{{_NAMES}{name}:1.0}}" for name in ("drawing", "style"))
PRESENTATION = f"{{{_NAMES}presentation:1.0}}"
_PARAGRAPHS = (f"{TEXT}p", f"{TEXT}h")
_ROWS, _HEADINGS = f"{TABLE}table-row", f"{TABLE}table-header-rows"
_CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
_LEFT_OUT = frozenset(
    [f"{OFFICE}annotation", f"{OFFICE}annotation-end", f"{OFFICE}forms", f"{TABLE}shapes"]
    + [f"{TEXT}{name}" for name in ("tracked-changes", "sequence-decls", "ruby-text")]
    + [f"{PRESENTATION}settings"]
)
_HIDDEN_FIELDS = (f"{TEXT}hidden-text", f"{TEXT}hidden-paragraph")
_MOST_REPEATED = 1_000
"""A program fills the rest of a sheet with one repeated cell; nobody repeats so many."""


@dataclass(slots=True)
class Block:
    """A paragraph or a table: its text, what nobody sees in it, and its notes in order."""

    text: str
    unseen: str = ""
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Words:
    """The pieces of a paragraph while it is walked."""

    seen: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)


def blocks(parent: Element, hidden: frozenset[str]) -> Iterator[Block]:
    """The blocks of a body, cell, note or box in order; some may be empty.

    `hidden` are the names of styles whose text is not shown.
    """
    for element in parent:
        if element.tag in _LEFT_OUT:
            continue
        if element.tag in _PARAGRAPHS:
            yield from _paragraph(element, hidden)
        elif element.tag == f"{TABLE}table":
            yield _table(element, hidden)
        elif element.get(f"{TEXT}display") == "none":
            yield Block("", "\n".join(block.text for block in blocks(element, hidden)).strip())
        else:
            yield from blocks(element, hidden)


def _paragraph(paragraph: Element, hidden: frozenset[str]) -> Iterator[Block]:
    words = _Words()
    _walk(paragraph, hidden, words, unseen=_is_hidden(paragraph, hidden))
    yield Block("".join(words.seen).strip(), "".join(words.unseen).strip(), words.notes)
    for box in words.boxes:
        yield from blocks(box, hidden)


def _walk(element: Element, hidden: frozenset[str], words: _Words, *, unseen: bool) -> None:
    """Takes up the words in an element; white space counts once, as the format has it."""
    pieces = words.unseen if unseen else words.seen
    _add(pieces, element.text)
    for child in element:
        if child.tag == f"{TEXT}note":
            words.notes += _note(child, hidden)
        elif child.tag == f"{TEXT}s":
            count = child.get(f"{TEXT}c", "1")
            pieces.append(" " * min(int(count) if count.isdecimal() else 1, 80))
        elif child.tag == f"{TEXT}tab":
            pieces.append("\t")
        elif child.tag == f"{TEXT}line-break":
            pieces.append("\n")
        elif child.tag.startswith(DRAWING) and child.tag != f"{DRAWING}a":
            words.boxes.append(child)
        elif child.tag not in _LEFT_OUT:
            _walk(child, hidden, words, unseen=unseen or _is_hidden(child, hidden))
        _add(pieces, child.tail)


def _add(pieces: list[str], text: str | None) -> None:
    if not text:
        return
    single = " ".join(text.split())
    before = " " if text[0].isspace() and not (pieces and pieces[-1][-1:].isspace()) else ""
    after = " " if single and text[-1].isspace() else ""
    if added := before + single + after:
        pieces.append(added)


def _is_hidden(element: Element, hidden: frozenset[str]) -> bool:
    if element.tag in _HIDDEN_FIELDS:
        return element.get(f"{TEXT}is-hidden") == "true"
    return element.get(f"{TEXT}style-name") in hidden


def _note(note: Element, hidden: frozenset[str]) -> Iterator[str]:
    """The note in one line, called as it is in the text."""
    kind = note.get(f"{TEXT}note-class", "footnote").capitalize()
    number = note.findtext(f"{TEXT}note-citation", "").strip()
    body = note.find(f"{TEXT}note-body")
    if body is not None and (words := _flat(body, hidden)):
        yield f"{kind} {number}: {words}" if number else f"{kind}: {words}"


def _flat(parent: Element, hidden: frozenset[str]) -> str:
    return " ".join(" ".join(block.text for block in blocks(parent, hidden)).split())


def _table(table: Element, hidden: frozenset[str]) -> Block:
    whole = Block("")
    rows: list[list[str]] = []
    for row in _rows_of(table):
        rows.append([])
        for cell in row:
            if cell.tag in _CELLS:
                rows[-1].append(_cell(cell, hidden, whole))
    head = table.find(_HEADINGS)
    headings = None if head is None else len(list(_rows_of(head)))
    whole.text = "\n".join(table_lines(rows, headings=headings))
    return whole


def _cell(cell: Element, hidden: frozenset[str], whole: Block) -> str:
    if cell.tag == _CELLS[1]:  # another cell is merged over it
        return ""
    parts = []
    for block in blocks(cell, hidden):
        parts.append(block.text)
        whole.unseen = f"{whole.unseen}\n{block.unseen}".strip()
        whole.notes += block.notes
    return "\n".join(filter(None, parts))


def _rows_of(table: Element) -> Iterator[Element]:
    """The rows, also those in groups, but not those of tables inside cells."""
    for child in table:
        if child.tag == _ROWS:
            yield child
        elif child.tag.startswith(TABLE):
            yield from _rows_of(child)


def sheet_rows(sheet: Element) -> Iterator[Row]:
    """The rows of a spreadsheet's table, numbered; what is repeated is given as often."""
    number = 1
    for row in _rows_of(sheet):
        cells: dict[int, str] = {}
        column = 1
        for cell in row:
            if cell.tag in _CELLS:
                times = _times(cell, "columns")
                if text := _flat(cell, frozenset()):
                    cells.update(
                        dict.fromkeys(range(column, column + min(times, _MOST_REPEATED)), text)
                    )
                column += times
        times = _times(row, "rows")
        if cells:
            for repeat in range(min(times, _MOST_REPEATED)):
                yield number + repeat, cells
        number += times


def _times(element: Element, what: str) -> int:
    times = element.get(f"{TABLE}number-{what}-repeated", "1")
    return int(times) if times.isdecimal() and len(times) < 9 else 1
