"""The body of an OpenDocument file as blocks of text: paragraphs, tables, notes, boxes.

The text is the one with every tracked change accepted: deleted words are kept elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from corpus.readers.grids import Row, column_letters
from corpus.readers.kept_apart import comment_of
from corpus.readers.raised import raised, with_fractions
from corpus.readers.tables import repeats, table_lines

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
_COMMENT = f"{OFFICE}annotation"
_WRITER = "{http://purl.org/dc/elements/1.1/}creator"
_HIDDEN_FIELDS = (f"{TEXT}hidden-text", f"{TEXT}hidden-paragraph")
_MOST_REPEATED = 1_000
"""A program fills the rest of a sheet with one repeated cell; nobody repeats so many."""


@dataclass(slots=True)
class Block:
    """A paragraph or a table: its text, what nobody sees in it, what is struck out in it, and
    its notes and the comments on it in order."""

    text: str
    unseen: str = ""
    struck: str = ""
    notes: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    def take_in(self, other: Block) -> None:
        """Takes over what a block inside this one has beside its text."""
        self.unseen = f"{self.unseen}\n{other.unseen}".strip()
        self.struck = f"{self.struck}\n{other.struck}".strip()
        self.notes += other.notes
        self.comments += other.comments


@dataclass(frozen=True, slots=True)
class Looks:
    """The names of the styles whose text is not shown, is struck out, or is raised."""

    hidden: frozenset[str] = frozenset()
    struck: frozenset[str] = frozenset()
    raised: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Words:
    """The pieces of a paragraph while it is walked."""

    seen: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)


def blocks(parent: Element, looks: Looks) -> Iterator[Block]:
    """The blocks of a body, cell, note or box in order; some may be empty.

    A comment that stands between paragraphs is a block without text.
    """
    for element in parent:
        if element.tag == _COMMENT:
            yield Block("", comments=[*_comment(element)])
        if element.tag in _LEFT_OUT:
            continue
        if element.tag in _PARAGRAPHS:
            yield from _paragraph(element, looks)
        elif element.tag == f"{TABLE}table":
            yield _table(element, looks)
        elif element.get(f"{TEXT}display") == "none":
            yield Block("", "\n".join(block.text for block in blocks(element, looks)).strip())
        else:
            yield from blocks(element, looks)


def _paragraph(paragraph: Element, looks: Looks) -> Iterator[Block]:
    words = _Words()
    _walk(paragraph, looks, words, _apart(paragraph, looks, words, words.seen))
    yield Block(
        with_fractions("".join(words.seen).strip()),
        "".join(words.unseen).strip(),
        "".join(words.struck).strip(),
        words.notes,
        words.comments,
    )
    for box in words.boxes:
        yield from blocks(box, looks)


def _walk(
    element: Element, looks: Looks, words: _Words, pieces: list[str], *, is_raised: bool = False
) -> None:
    """Takes up the words in an element; white space counts once, as the format has it."""
    _add(pieces, element.text, is_raised=is_raised)
    for child in element:
        if child.tag == f"{TEXT}note":
            words.notes += _note(child, looks)
        elif child.tag == _COMMENT:
            words.comments += _comment(child)
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
            within = _apart(child, looks, words, pieces)
            lifted = is_raised or child.get(f"{TEXT}style-name") in looks.raised
            _walk(child, looks, words, within, is_raised=lifted)
        _add(pieces, child.tail, is_raised=is_raised)


def _apart(element: Element, looks: Looks, words: _Words, pieces: list[str]) -> list[str]:
    """Where the words of an element go: with those around it, unless it says otherwise."""
    if pieces is words.unseen or _is_hidden(element, looks):
        return words.unseen
    return words.struck if element.get(f"{TEXT}style-name") in looks.struck else pieces


def _comment(comment: Element) -> Iterator[str]:
    """A comment in one line, after its writer's name."""
    writer = comment.findtext(_WRITER, "")
    texts = (" ".join("".join(each.itertext()).split()) for each in comment.iter(f"{TEXT}p"))
    if said := comment_of(writer, " ".join(texts)):
        yield said


def _add(pieces: list[str], text: str | None, *, is_raised: bool = False) -> None:
    if not text:
        return
    single = " ".join(text.split())
    before = " " if text[0].isspace() and not (pieces and pieces[-1][-1:].isspace()) else ""
    after = " " if single and text[-1].isspace() else ""
    if added := before + single + after:
        pieces.append(raised("".join(pieces[-4:]), added) if is_raised else added)


def _is_hidden(element: Element, looks: Looks) -> bool:
    if element.tag in _HIDDEN_FIELDS:
        return element.get(f"{TEXT}is-hidden") == "true"
    return element.get(f"{TEXT}style-name") in looks.hidden


def _note(note: Element, looks: Looks) -> Iterator[str]:
    """The note in one line, called as it is in the text."""
    kind = note.get(f"{TEXT}note-class", "footnote").capitalize()
    number = note.findtext(f"{TEXT}note-citation", "").strip()
    body = note.find(f"{TEXT}note-body")
    if body is not None and (words := _flat(body, looks)):
        yield f"{kind} {number}: {words}" if number else f"{kind}: {words}"


def _flat(parent: Element, looks: Looks) -> str:
    return " ".join(" ".join(block.text for block in blocks(parent, looks)).split())


def _table(table: Element, looks: Looks) -> Block:
    whole = Block("")
    rows: list[list[str]] = []
    merged: dict[int, tuple[int, str]] = {}
    for row in _rows_of(table):
        rows.append([])
        for cell in row:
            if cell.tag in _CELLS:
                column = len(rows[-1])
                left, above = merged.pop(column, (0, ""))
                if left and cell.tag == _CELLS[1]:
                    rows[-1].append(above)
                    merged[column] = left - 1, above
                    continue
                text = _cell(cell, looks, whole)
                rows[-1].append(text)
                if (down := _spanned(cell)) > 1 and repeats(text, is_first=column == 0):
                    merged[column] = down - 1, text
    head = table.find(_HEADINGS)
    headings = None if head is None else len(list(_rows_of(head)))
    whole.text = "\n".join(table_lines(rows, headings=headings))
    return whole


def _cell(cell: Element, looks: Looks, whole: Block) -> str:
    if cell.tag == _CELLS[1]:  # another cell is merged over it
        return ""
    parts = []
    for block in blocks(cell, looks):
        parts.append(block.text)
        whole.take_in(block)
    return "\n".join(filter(None, parts))


def _spanned(cell: Element) -> int:
    """How many rows a cell is merged over."""
    down = cell.get(f"{TABLE}number-rows-spanned", "1")
    return int(down) if down.isdecimal() and len(down) < 6 else 1


def _rows_of(table: Element) -> Iterator[Element]:
    """The rows, also those in groups, but not those of tables inside cells."""
    for child in table:
        if child.tag == _ROWS:
            yield child
        elif child.tag.startswith(TABLE):
            yield from _rows_of(child)


def sheet_rows(sheet: Element, looks: Looks, apart: list[Block]) -> Iterator[Row]:
    """The rows of a spreadsheet's table, numbered; what is repeated is given as often. A row of
    which all words are struck out is given empty. What stands beside the text is put into
    `apart`, comments after the cell that they are on."""
    number = 1
    for row in _rows_of(sheet):
        cells: dict[int, str] = {}
        column, taken = 1, len(apart)
        for cell in row:
            if cell.tag in _CELLS:
                times = _times(cell, "columns")
                if text := _sheet_cell(cell, looks, apart, f"{column_letters(column)}{number}"):
                    cells.update(
                        dict.fromkeys(range(column, column + min(times, _MOST_REPEATED)), text)
                    )
                column += times
        times = _times(row, "rows")
        if cells or any(block.struck for block in apart[taken:]):
            for repeat in range(min(times, _MOST_REPEATED)):
                yield number + repeat, cells
        number += times


def _sheet_cell(cell: Element, looks: Looks, apart: list[Block], place: str) -> str:
    """The words of a cell in one line; those that are struck out, and comments, go `apart`."""
    whole = Block("")
    texts = []
    for block in blocks(cell, looks):
        texts.append(block.text)
        whole.take_in(block)
    text = " ".join(" ".join(texts).split())
    if cell.get(f"{TABLE}style-name") in looks.struck:
        whole.struck, text = f"{whole.struck} {text}".strip(), ""
    whole.comments = [f"{place}, {comment}" for comment in whole.comments]
    if whole.struck or whole.unseen or whole.comments:
        apart.append(whole)
    return text


def _times(element: Element, what: str) -> int:
    times = element.get(f"{TABLE}number-{what}-repeated", "1")
    return int(times) if times.isdecimal() and len(times) < 9 else 1
