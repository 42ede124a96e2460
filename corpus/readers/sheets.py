"""Excel workbooks (xlsx, xlsm): each sheet under its name, a row to a line."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils.exceptions import InvalidFileException

from corpus.document import Flag, Mark
from corpus.errors import UnreadableFile
from corpus.readers.cell_formats import shown
from corpus.readers.extracted import Aids, Extracted
from corpus.readers.grids import Grids, Row, column_letters
from corpus.readers.kept_apart import comment_flags, struck_flags, struck_marks
from corpus.readers.raised import raised, with_fractions
from corpus.readers.tables import repeats
from corpus.readers.workbook_parts import SheetParts, parts_of_sheets
from corpus.readers.zipped import open_package, read_member

_HIDDEN = re.compile(rb"<(?:\w+:)?(?:row|col)\b[^>]*\shidden=[\"'](?:1|true)[\"']")
_FORMATTED = re.compile(rb"<(?:\w+:)?strike\b|[\"']superscript[\"']")
"""Words struck out, or raised in part of a cell."""
_UNCOUNTED = re.compile(
    rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f\b[^>]*/>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></|</(?:\w+:)?c>)"
)
"""A formula with no result beside it."""


def read_sheets(data: bytes, aids: Aids) -> Extracted:
    """The cells' values as the workbook shows them; formulas give their last result.

    Hidden sheets, rows and columns are read too, and flagged. Raises `UnreadableFile` for
    a damaged file.
    """
    with open_package(data) as archive:
        flags = list(_flags_of_sheets(archive))
        formatted = any(
            _FORMATTED.search(read_member(archive, name))
            for name in archive.namelist()
            if name in ("xl/styles.xml", "xl/sharedStrings.xml")
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl would not write back is no loss here
        try:
            book = load_workbook(
                io.BytesIO(data), read_only=True, data_only=True, rich_text=formatted
            )
        except (
            InvalidFileException,
            zipfile.BadZipFile,
            KeyError,
            ValueError,
            SyntaxError,
        ) as error:
            raise UnreadableFile("the workbook is damaged") from error
        with open_package(data) as archive:
            parts = parts_of_sheets(archive)
        grids = Grids()
        struck: list[str] = []
        comments: list[Mark] = []
        for number, sheet in enumerate(book.worksheets, start=1):
            aids.on_page(number)
            own = parts.get(sheet.title, SheetParts({}))
            read = _Reading(sheet.title, own, formatted)
            start = grids.text.end
            grids.add(read.rows(sheet, number, aids), sheet.title, read.emptied)
            struck += read.struck
            comments += (
                Mark(start, grids.text.end, "comment", f"{sheet.title}!{cell}, {words}")
                for cell, words in own.comments
            )
            if sheet.sheet_state != "visible":
                flags.append(Flag("unseen", f"The sheet {sheet.title} is hidden; it was read."))
        title = book.properties.title
        book.close()
    return Extracted(
        str(grids.text),
        title=title,
        marks=tuple(sorted([*grids.marks, *comments, *struck_marks(struck, grids.text.end)])),
        flags=(*flags, *grids.flags(), *struck_flags(struck), *comment_flags(len(comments))),
    )


class _Reading:
    """The cells of one sheet as text. `struck` are those struck out, `emptied` the rows of
    which nothing else is left."""

    def __init__(self, name: str, parts: SheetParts, formatted: bool) -> None:
        self._name, self._tops, self._formatted = name, parts.tops, formatted
        self._merged: dict[tuple[int, int], str] = {}
        self._wanted = {
            (top, column) for below in parts.tops.values() for column, top in below.items()
        }
        self.struck: list[str] = []
        self.emptied: set[int] = set()

    def rows(self, sheet: Any, place: int, aids: Aids) -> Iterator[Row]:
        if hasattr(sheet, "reset_dimensions"):
            sheet.reset_dimensions()  # some programs write the wrong ones: cells would be lost
        for number, row in enumerate(sheet.iter_rows(), start=1):
            if number % 1_000 == 0:
                aids.on_page(place)
            cells: dict[int, str] = {}
            for column, cell in enumerate(row, start=1):
                if cell.value is not None and (text := self._shown(cell, number, column)):
                    cells[column] = text
                    if (number, column) in self._wanted:
                        self._merged[number, column] = text
            yield number, self._with_merged(number, cells)

    def _shown(self, cell: Any, number: int, column: int) -> str:
        value, out = cell.value, ""
        if self._formatted and isinstance(value, CellRichText):
            value, out = _rich(value)
        text = shown(value, cell.number_format)
        if self._formatted and cell.font is not None and cell.font.strike:
            text, out = "", text
        if out.strip():
            self.struck.append(f"{self._name}!{column_letters(column)}{number}: {out.strip()}")
            if not text:
                self.emptied.add(number)
        return text

    def _with_merged(self, number: int, cells: dict[int, str]) -> dict[int, str]:
        """The cells of a row that holds some, and the labels that are merged over it."""
        if not cells or number not in self._tops:
            return cells
        for column, top in self._tops[number].items():
            text = self._merged.get((top, column), "")
            if column not in cells and repeats(text, is_first=column == 1):
                cells[column] = text
        return dict(sorted(cells.items()))


def _rich(value: CellRichText) -> tuple[str, str]:
    """The words of a cell of several formats, and those of them that are struck out."""
    seen, struck = "", ""
    for part in value:
        words, font = (part.text, part.font) if isinstance(part, TextBlock) else (part, None)
        if font is not None and font.strike:
            struck += words
        elif font is not None and font.vertAlign == "superscript":
            seen += raised(seen, words)
        else:
            seen += words
    return with_fractions(seen), struck


def _flags_of_sheets(archive: zipfile.ZipFile) -> Iterator[Flag]:
    """What openpyxl does not tell when it reads row by row."""
    names = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
    sources = [read_member(archive, name) for name in names if name.endswith(".xml")]
    if any(map(_HIDDEN.search, sources)):
        yield Flag("unseen", "It has hidden rows or columns, which were read with the others.")
    if any(map(_UNCOUNTED.search, sources)):
        yield Flag("incomplete", "Some formulas were saved without their results.")
