"""Excel workbooks (xlsx, xlsm): each sheet under its name, a row to a line."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from corpus.document import Flag
from corpus.errors import UnreadableFile
from corpus.readers.cell_formats import shown
from corpus.readers.extracted import Aids, Extracted
from corpus.readers.grids import Grids, Row
from corpus.readers.zipped import open_package, read_member

_HIDDEN = re.compile(rb"<(?:\w+:)?(?:row|col)\b[^>]*\shidden=[\"'](?:1|true)[\"']")
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
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl would not write back is no loss here
        try:
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        except (
            InvalidFileException,
            zipfile.BadZipFile,
            KeyError,
            ValueError,
            SyntaxError,
        ) as error:
            raise UnreadableFile("the workbook is damaged") from error
        grids = Grids()
        for number, sheet in enumerate(book.worksheets, start=1):
            aids.on_page(number)
            grids.add(_rows(sheet, number, aids), sheet.title)
            if sheet.sheet_state != "visible":
                flags.append(Flag("unseen", f"The sheet {sheet.title} is hidden; it was read."))
        title = book.properties.title
        book.close()
    return Extracted(
        str(grids.text),
        title=title,
        marks=tuple(sorted(grids.marks)),
        flags=(*flags, *grids.flags()),
    )


def _rows(sheet: Any, place: int, aids: Aids) -> Iterator[Row]:
    if hasattr(sheet, "reset_dimensions"):
        sheet.reset_dimensions()  # some programs write the wrong ones, and cells would be lost
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if number % 1_000 == 0:
            aids.on_page(place)
        yield (
            number,
            {
                column: shown(cell.value, cell.number_format)
                for column, cell in enumerate(row, start=1)
                if cell.value is not None
            },
        )


def _flags_of_sheets(archive: zipfile.ZipFile) -> Iterator[Flag]:
    """What openpyxl does not tell when it reads row by row."""
    names = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
    sources = [read_member(archive, name) for name in names if name.endswith(".xml")]
    if any(map(_HIDDEN.search, sources)):
        yield Flag("unseen", "It has hidden rows or columns, which were read with the others.")
    if any(map(_UNCOUNTED.search, sources)):
        yield Flag("incomplete", "Some formulas were saved without their results.")
