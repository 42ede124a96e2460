"""Printed lines become text: in reading order, with wrapped lines joined to paragraphs.

It knows nothing of any format: lines come from a PDF's characters or from a recogniser.
For every stretch of the text it says which line it came from, so that a box can be drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from corpus.broken_lines import breaks_number
from corpus.divided_words import is_suspended, keeps_hyphen, words_in
from corpus.paragraphs import opens_item
from corpus.readers.columns import Flow, note_mark, reading_order
from corpus.readers.lines import Line, Row, part_of
from corpus.readers.tables import table_lines
from corpus.readers.tabular import Table, tables_in

PARAGRAPH_GAP = 1.35
"""Lines further apart than this, in usual distances between lines, are two paragraphs."""
SAME_GAP = 0.08
"""Distances that differ by no more than this part are one spacing."""
OTHER_SIZE = 1.3
"""Lines whose heights differ by more than this factor are set in two sizes."""
INDENT, DEEPEST_INDENT = 0.8, 6.0
"""How far a first line is set in, in heights of a line."""
SHORT = 0.6
"""A line that fills no more of its column was not broken by its margin."""
SMALLEST_BLOCK = 4
"""Rows that a block needs to have a right margin of its own."""
_LEADERS = re.compile(r"(?:\.\s?){4,}\s*[\divxlc]{0,6}$")
_ENDED = re.compile(r"[.!?:;][\"'”’)\]]*$")
_WORD_END = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)([-\xad\u2010])$")
_SENTENCE_END = re.compile(r"[a-z)]{3}[.!?][\"'”’)\]]{0,2}(?P<space> )(?=[“\"(]?[A-Z])")
_LONGEST_WORD = 100
"""Code points at a line's end in which a word that is divided there stands."""
_FIRST_HALF = re.compile(r"^[^\W\d_]+")
_WORD_START = re.compile(r"[^\W\d_]+")
_NUMBER_END = re.compile(r"\d-$")


@dataclass(frozen=True, slots=True)
class Piece:
    """``text[start:end]`` is ``lines[line].text[offset : offset + end - start]``."""

    start: int
    end: int
    line: int
    offset: int


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of a page. `pieces`, in order, say where its characters came from; what none
    covers (spaces at joints, line breaks, the names of columns) is not printed there.
    `is_ended`: it ends with footnotes or a table, so that no paragraph runs on from its end.
    `notes`: the start and end of each footnote, and its number or sign."""

    text: str
    pieces: tuple[Piece, ...]
    is_ended: bool = False
    notes: tuple[tuple[int, int, str], ...] = ()


def lay_out(lines: Sequence[Line], near: Sequence[Line] = ()) -> PageText:
    """The text of one page from its lines, in any order, by where they stand on it. `near` are
    those of the pages around it: their words tell compounds from words that are only divided.

    Columns are read one after the other, footnotes last, or before a paragraph that may run on
    over the page's end, so that they stand in no sentence; paragraphs are parted by an empty
    line, rows of a table by a line break. No word is lost and none is read twice.
    """
    order = reading_order(lines)
    lines = [part_of(line, *order.parts.get(i, (0, None))) for i, line in enumerate(lines)]
    known = _words_of(lines, near)
    draft = _Draft(lines, known, order.parts)
    for flow in order.flows:
        draft.add_flow(flow, is_note=False)
    body = PageText("".join(draft.parts), tuple(draft.pieces), draft.ends_with_table)
    if not order.notes:
        return body
    feet = _Draft(lines, known, order.parts)
    notes = []
    for flow in order.notes:
        start = feet.add_flow(flow, is_note=True)
        mark = note_mark(lines[flow.rows[0][0]].text)
        if mark is not None:
            notes.append((start, feet.length, mark))
    return with_notes(body, PageText("".join(feet.parts), tuple(feet.pieces), True, tuple(notes)))


def with_notes(body: PageText, notes: PageText) -> PageText:
    """A page with its footnotes behind its last paragraph; before it where it may run on over
    the end of the page, or, where it is the only one, between two of its sentences."""
    cut, resumes = _place_for_notes(body)
    head, rest = body.text[:cut], body.text[resumes:]
    before = f"{head}\n\n" if head else ""
    after = f"\n\n{rest}" if rest else ""
    shift = len(before) + len(notes.text) + len(after) - len(rest) - resumes
    pieces = (
        *_moved(body.pieces, 0, cut, 0),
        *_moved(notes.pieces, 0, len(notes.text), len(before)),
        *_moved(body.pieces, resumes, len(body.text), shift),
    )
    marks = tuple((start + len(before), end + len(before), m) for start, end, m in notes.notes)
    return PageText(before + notes.text + after, pieces, not rest or body.is_ended, marks)


def _place_for_notes(body: PageText) -> tuple[int, int]:
    """Where the text is cut for its notes, and from where it goes on behind them."""
    text = body.text
    if body.is_ended or not text or _ENDED.search(text[-8:]):
        return len(text), len(text)
    if (gap := text.rfind("\n\n")) >= 0:
        return gap, gap + 2
    ends = [*_SENTENCE_END.finditer(text)]
    return ends[-1].span("space") if ends else (len(text), len(text))


def _moved(pieces: Sequence[Piece], start: int, end: int, shift: int) -> Iterator[Piece]:
    """What of the pieces lies from `start` to `end`, so many code points further on."""
    for piece in pieces:
        first, last = max(piece.start, start), min(piece.end, end)
        if first < last:
            offset = piece.offset + first - piece.start
            yield Piece(first + shift, last + shift, piece.line, offset)


def joint(before: str, after: str, known: frozenset[str] = frozenset()) -> tuple[int, str]:
    """How the end of a line is joined to the next one: how many characters to drop from its
    end, and what to put in between.

    A soft hyphen goes. A hard one stays in a compound (twenty-five, one that the `known` words
    tell, one before a capital or a digit) and goes where a word was only divided.
    """
    before = before[-_LONGEST_WORD:]
    end = _WORD_END.search(before)
    if end is None:
        return 0, "" if _NUMBER_END.search(before) and after[:1].isalnum() else " "
    start = _WORD_START.match(after)
    if end.group(2) == "\xad":
        return 1, ""
    if start is None:
        return 0, "" if after[:1].isdigit() else " "
    word, rest = end.group(1), start.group()
    if is_suspended(after):
        return 0, " "
    if re.match(r"\S*(?:[@/\\]|\.\w)", after):
        return 0, ""
    divided = rest[0].islower() or (word.isupper() and rest.isupper() and len(word) > 1 < len(rest))
    if not divided or keeps_hyphen(word, after[:_LONGEST_WORD], known):
        return 0, ""
    return 1, ""


def goes_on(before: str, after: str) -> bool:
    """Whether the paragraph that ends a column or page with the line `before` goes on with
    `after` at the top of the next one."""
    if breaks_number(before, after):
        return True
    if _ENDED.search(before.rstrip()) or opens_item(after, before):
        return False
    return after[:1].islower() or not (before.isupper() or after.isupper())


def _words_of(lines: Sequence[Line], near: Sequence[Line]) -> frozenset[str]:
    """The words of a page and of those near it, but for the halves of those that are divided at
    the ends of lines; none where no line of the page ends with a hyphen."""
    if not any(_WORD_END.search(line.text[-_LONGEST_WORD:]) for line in lines):
        return frozenset()
    texts = (line.text for line in (*lines, *near))
    return words_in("\n".join(_WORD_END.sub("", _FIRST_HALF.sub("", text)) for text in texts))


@dataclass(slots=True)
class _Draft:
    """The text of a page as it grows, a row at a time."""

    lines: Sequence[Line]
    known: frozenset[str]
    cut: Mapping[int, tuple[int, int]]
    parts: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    length: int = 0
    flow: Flow = field(default_factory=lambda: Flow(()))
    at: int = 0
    margins: list[float] = field(default_factory=list)
    steps: list[float] = field(default_factory=list)
    usual: float = 0.0
    above: Row | None = None
    beside: Row | None = None
    ends_with_table: bool = False

    def add_flow(self, flow: Flow, *, is_note: bool) -> int:
        """Puts the rows of a flow at the end; gives where they begin."""
        before = self.length + 2 if self.parts else 0
        self.new_flow(flow, is_note=is_note)
        for part in tables_in(self.lines, flow.rows):
            if isinstance(part, Table):
                self.add_table(part)
            else:
                self.add_row(part)
        return before

    def new_flow(self, flow: Flow, *, is_note: bool) -> None:
        ended, rows = self.above, flow.rows
        self.flow, self.at, self.above = flow, 0, None
        alone = is_note or flow.caption is not None
        if ended is not None and not alone and self._goes_on_beside(ended, rows[0]):
            self.beside = ended
        self.steps = [_base(self.lines, b) - _base(self.lines, a) for a, b in pairwise(rows)]
        self.usual = _usual(self.steps)
        self.margins = _margins(self.lines, flow, self.steps)

    def add_row(self, row: Row) -> None:
        at, self.at = self.at, self.at + 1
        self.ends_with_table = False
        above, self.beside = self.beside or self.above, None
        if above is not None and (self.above is None or self._runs_on(at)):
            before, after = self.lines[above[-1]].text, self.lines[row[0]].text
            drop, between = joint(before, after, self.known)
            if drop:
                self._drop(drop)
            self._add(between)
        elif self.parts:
            self._add("\n\n")
        self.above = row
        for n, index in enumerate(row):
            self._add(" " if n else "")
            self._add_line(index)

    def add_table(self, table: Table) -> None:
        self.at += table.printed
        self.above = self.beside = None
        self.ends_with_table = True
        if self.parts:
            self._add("\n\n")
        cells = [[" ".join(self.lines[i].text for i in c) for c in row] for row in table.rows]
        for n, (row, written) in enumerate(zip(table.rows, table_lines(cells), strict=True)):
            self._add("\n" if n else "")
            self._place(row, written)
            self._add(written)

    def _place(self, row: Sequence[Sequence[int]], written: str) -> None:
        """Notes where the cells of a row stand in the line that is written of it."""
        position = 0
        for n, index in ((n, i) for n, cell in enumerate(row) for i in cell):
            text = self.lines[index].text
            value = written.find(f"= {text}", position) if n else -1
            found = value + 2 if value >= 0 else written.find(text, position)
            if found >= 0:
                position = found + len(text)
                start = self.length + found
                self._point(start, index)

    def _add(self, text: str) -> None:
        if text:
            self.parts.append(text)
            self.length += len(text)

    def _add_line(self, index: int) -> None:
        self._point(self.length, index)
        self._add(self.lines[index].text)

    def _point(self, start: int, index: int) -> None:
        """Notes that a line stands in the text from `start` on."""
        offset, _ = self.cut.get(index, (0, 0))
        self.pieces.append(Piece(start, start + len(self.lines[index].text), index, offset))

    def _drop(self, count: int) -> None:
        """Takes the last characters, of the last line added, away again."""
        self.parts[-1] = self.parts[-1][:-count]
        self.length -= count
        self.pieces[-1] = replace(self.pieces[-1], end=self.length)

    def _runs_on(self, at: int) -> bool:
        """Whether the row above was only broken because the next word did not fit on it."""
        assert self.above is not None
        if self.flow.caption == "parties":
            return True
        last, first = self.lines[self.above[-1]], self.lines[self.flow.rows[at][0]]
        begins = self.lines[self.above[0]]
        before = " ".join(self.lines[i].text for i in self.above)
        after = " ".join(self.lines[i].text for i in self.flow.rows[at])
        if self._parted(at) or not 1 / OTHER_SIZE < first.height / last.height < OTHER_SIZE:
            return False
        if _LEADERS.search(last.text):
            return False
        if not opens_item(after) and _WORD_END.search(last.text) and _WORD_START.match(first.text):
            return True
        if breaks_number(before, after):
            return True
        if opens_item(after, before):
            return False
        indent = (first.left - begins.left) / last.height
        if INDENT <= indent <= DEEPEST_INDENT and _ENDED.search(before) and self._is_set_in(at):
            return False
        margin = self.margins[at - 1]
        if first.text[0].islower() and not _ENDED.search(before):
            return last.right - begins.left > SHORT * (margin - begins.left)
        return last.right + first.first_word + 0.3 * last.height > margin

    def _goes_on_beside(self, last: Row, first: Row) -> bool:
        """Whether a paragraph goes on from the end of a column at the top of the next."""
        ended, begun = self.lines[last[-1]], self.lines[first[0]]
        if begun.bottom > ended.top or begun.left < ended.left:
            return False
        same = 1 / OTHER_SIZE < begun.height / max(ended.height, 1e-6) < OTHER_SIZE
        return same and goes_on(ended.text, begun.text)

    def _parted(self, at: int) -> bool:
        """Whether a gap that is wider than usual, and not the spacing hereabouts, is above."""
        step = self.steps[at - 1]
        if step <= 0:
            return True
        near = [s for s in self.steps[max(at - 2, 0) : at + 1] if s > 0]
        near.remove(step)
        if any(abs(step - other) <= SAME_GAP * step for other in near):
            return step > 3.2 * self.lines[self.flow.rows[at][0]].height
        return step > PARAGRAPH_GAP * min([self.usual, *near])

    def _is_set_in(self, at: int) -> bool:
        """Whether the rows after a row start further left than it does."""
        first = self.lines[self.flow.rows[at][0]]
        following = self.flow.rows[at + 1 : at + 2]
        return all(
            self.lines[row[0]].left < first.left - INDENT * first.height for row in following
        )


def _base(lines: Sequence[Line], row: Row) -> float:
    return lines[row[0]].bottom


def _margins(lines: Sequence[Line], flow: Flow, steps: Sequence[float]) -> list[float]:
    """The right margin that holds for each row: that of its own block where most of its
    rows reach it, as in a quotation that is set in; else that of the whole column."""
    rows = flow.rows
    whole = max([flow.margin, *(lines[i].right for row in rows for i in row)])
    usual = _usual(steps)
    margins: list[float] = []
    start = 0
    for n in range(1, len(rows) + 1):
        if n < len(rows) and 0 < steps[n - 1] <= PARAGRAPH_GAP * usual:
            continue
        block = rows[start:n]
        ends = [lines[row[-1]].right for row in block]
        width = max(ends) - min(lines[row[0]].left for row in block)
        full = sum(end >= max(ends) - 0.1 * width for end in ends)
        own = len(block) >= SMALLEST_BLOCK and full >= 0.6 * len(block)
        margins += [max(ends) if own else whole] * len(block)
        start = n
    return margins


def _usual(steps: Sequence[float]) -> float:
    forwards = [step for step in steps if step > 0]
    return median(forwards) if forwards else 0.0
