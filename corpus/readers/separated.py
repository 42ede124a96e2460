"""Tables in plain text (csv, tsv): a record to a line, with the cells it stands in."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from corpus.readers.extracted import Aids, Extracted
from corpus.readers.grids import Grids, Row
from corpus.readers.text import decode

SAMPLE = 100
"""Records by which the delimiter is told."""
_DELIMITERS = "\t;|,"
"""Where two would do, the first: a comma may also be part of a number or of prose."""
_NO_DELIMITER = "\x1f"
_EXCEL_HINT = re.compile(r"sep=(.)\r?\n")


def read_separated(data: bytes, aids: Aids) -> Extracted:
    """The records as lines; rows count as a spreadsheet would count them.

    Raises `UnreadableFile` for bytes that are not text.
    """
    text = decode(data)
    hint = _EXCEL_HINT.match(text)
    delimiter = hint.group(1) if hint else _delimiter(text)
    grids = Grids()
    grids.add(_rows(text[hint.end() :] if hint else text, delimiter))
    return Extracted(str(grids.text), marks=tuple(sorted(grids.marks)), flags=grids.flags())


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    for number, record in enumerate(_records(text, delimiter), start=1):
        yield number, {at: cell.strip() for at, cell in enumerate(record, start=1) if cell.strip()}


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    """The records; where quotation marks do not close, they are read as plain characters."""
    quoted = _closes(text, delimiter)
    longest = csv.field_size_limit(max(len(text), 1))
    try:
        yield from csv.reader(
            io.StringIO(text, ""),
            delimiter=delimiter,
            quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE,
        )
    finally:
        csv.field_size_limit(longest)


def _closes(text: str, delimiter: str) -> bool:
    edge = re.escape(delimiter)
    opening = len(re.findall(rf'(?:^|{edge})"', text, re.MULTILINE))
    return opening == 0 or text.count('"') % 2 == 0


def _delimiter(text: str) -> str:
    """The one that cuts the most records into the same number of cells, above one.

    Where none does, commas and the like are only the writer's, and a line is one cell.
    """

    def evenness(delimiter: str) -> tuple[float, int]:
        sizes = [len(record) for record in islice(_records(text, delimiter), SAMPLE) if record]
        several = Counter(size for size in sizes if size > 1)
        if not several:
            return 0.0, 0
        size, often = several.most_common(1)[0]
        agreed = often * 2 >= len(sizes) or (size > 2 and len(several) == 1 < often)
        return (often / len(sizes), size) if agreed else (0.0, 0)

    best = max(_DELIMITERS, key=evenness)
    return best if evenness(best)[1] else _NO_DELIMITER
