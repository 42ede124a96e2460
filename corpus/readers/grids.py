"""Sheets of cells as text, with the place of every row: what csv, xlsx and ods share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set

from corpus.document import Flag, Mark
from corpus.readers.growing import GrowingText
from corpus.readers.tables import table_lines

MOST_CELLS = 200_000
"""Cells with something in them that are read of one file."""
Row = tuple[int, dict[int, str]]
"""A row's number and what its cells hold, by column; both from 1, the columns in order."""


class Grids:
    """The sheets of one file: their text, and a mark for each sheet and each row."""

    def __init__(self) -> None:
        self.text = GrowingText()
        self.marks: list[Mark] = []
        self._left = MOST_CELLS

    def add(
        self,
        rows: Iterable[Row],
        sheet: str | None = None,
        emptied: Set[int] = frozenset(),
        *,
        headings: int | None = None,
        names: Sequence[str] = (),
    ) -> None:
        """Adds a sheet, under a line with its name if it has one.

        Empty rows part tables from each other, but for the `emptied`, of which the words were
        taken out. Rows after the last cell that may be read are left out. `headings` is how many
        of the first rows name the columns, None to tell from the cells; `names` are the columns'
        names where the format has them and no row.
        """
        kept = [
            (number, cells) for number, cells in self._within_limit(rows) if any(cells.values())
        ]
        if not kept:
            return
        start, _ = self.text.add(" ".join((sheet or "").split()))
        for table in _tables(kept, emptied):
            self._add_table(table, f"{sheet}!" if sheet else "", headings, names)
        if sheet:
            self.marks.append(Mark(start, self.text.end, "sheet", sheet))

    def flags(self) -> tuple[Flag, ...]:
        """What a reader of the text should know: whether rows were left out."""
        if self._left >= 0:
            return ()
        note = f"It holds more than {MOST_CELLS:,} cells; the rows after them were not read."
        return (Flag("incomplete", note),)

    def _within_limit(self, rows: Iterable[Row]) -> Iterator[Row]:
        for row in rows:
            self._left -= sum(map(bool, row[1].values()))
            if self._left < 0:
                return
            yield row

    def _add_table(
        self, table: Sequence[Row], prefix: str, headings: int | None, names: Sequence[str]
    ) -> None:
        width = max(max(cells) for _, cells in table)
        first = min(min(cells) for _, cells in table)
        rows = [[cells.get(at, "") for at in range(first, width + 1)] for _, cells in table]
        if names:
            lines = table_lines([names[first - 1 : width], *rows], headings=1)[1:]
        else:
            lines = table_lines(rows, headings=headings)
        for index, ((number, cells), line) in enumerate(zip(table, lines, strict=True)):
            start, end = self.text.add(line, "\n" if index else "\n\n")
            self.marks.append(Mark(start, end, "cells", prefix + _range(number, cells)))


def _tables(rows: Sequence[Row], emptied: Set[int]) -> Iterator[list[Row]]:
    """The rows up to each empty one."""
    table: list[Row] = []
    for number, cells in rows:
        if table and not all(row in emptied for row in range(table[-1][0] + 1, number)):
            yield table
            table = []
        table.append((number, {at: text for at, text in cells.items() if text}))
    yield table


def _range(row: int, cells: dict[int, str]) -> str:
    first, last = min(cells), max(cells)
    start = f"{column_letters(first)}{row}"
    return start if first == last else f"{start}:{column_letters(last)}{row}"


def column_letters(column: int) -> str:
    """What spreadsheets call a column: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, place = divmod(column - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters
