"""Load files of productions: what a review platform is given beside the pages of documents.

A Concordance DAT holds a record of fields for each document, an Opticon OPT a line for each
page. Both are tables in plain text with separators that no other table has.
"""

from __future__ import annotations

import contextlib
import csv
import io
from collections.abc import Iterator

from corpus.load_files import concordance_signs
from corpus.readers.extracted import Aids, Extracted
from corpus.readers.grids import Grids, Row
from corpus.readers.text import decode

_LINE_BREAK = "®"
"""What Concordance writes for a line break inside a field."""
_OPTICON_NAMES = (
    "Page", "Volume", "Image file", "First page of a document", "Folder", "Box", "Pages",
)  # fmt: skip


def decode_load_file(data: bytes) -> str:
    """The text of a load file: Unicode where it is that, else Windows-1252, which has þ as one
    byte that no rule for prose would let through."""
    with contextlib.suppress(UnicodeError):
        return data.decode("utf-8-sig")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") and b"\0" in data[:8]:
        return decode(data)
    return data.decode("cp1252", "replace")


def read_concordance(data: bytes, aids: Aids) -> Extracted:
    """A line for each record: "ABC-001: FROM = Milo Penn; DATESENT = …", with its row."""
    text = decode_load_file(data)
    qualifier, separator = concordance_signs(text) or (None, "\x14")
    grids = Grids()
    grids.add(_rows(text, separator, qualifier), headings=1)
    return _table(grids)


def read_opticon(data: bytes, aids: Aids) -> Extracted:
    """A line for each page: its number, its volume and picture, where documents begin."""
    grids = Grids()
    grids.add(_rows(decode_load_file(data), ",", None), names=_OPTICON_NAMES)
    return _table(grids)


def _table(grids: Grids) -> Extracted:
    return Extracted(str(grids.text), marks=tuple(sorted(grids.marks)), flags=grids.flags())


def _rows(text: str, separator: str, qualifier: str | None) -> Iterator[Row]:
    longest = csv.field_size_limit(max(len(text), 1))
    try:
        records = csv.reader(
            io.StringIO(text, ""),
            delimiter=separator,
            quotechar=qualifier or '"',
            quoting=csv.QUOTE_MINIMAL if qualifier else csv.QUOTE_NONE,
        )
        for number, record in enumerate(records, start=1):
            cells = (cell.replace(_LINE_BREAK, "\n").strip() for cell in record)
            yield number, {at: cell for at, cell in enumerate(cells, start=1) if cell}
    finally:
        csv.field_size_limit(longest)
