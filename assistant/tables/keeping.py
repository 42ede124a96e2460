"""Keeping a table in a file: as Markdown, for a spreadsheet (CSV), as a Word document, as JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from assistant.errors import BadAnswerFile
from assistant.export.files import why_not_kept
from assistant.tables.places import places_of
from assistant.tables.table import Tabled


def keep_table(reply: Tabled, path: Path) -> None:
    """Keep a table at `path`, as what its ending says: .md, .csv, .docx or .json.

    A file that is there is replaced. Raises `BadAnswerFile` for another ending.
    """
    path.write_bytes(_written_as(path)(reply))


def check_table_ending(path: Path) -> None:
    """Raise `BadAnswerFile` unless a table can be kept under this name."""
    _written_as(path)
    reason = why_not_kept(path)
    if reason:
        raise BadAnswerFile(reason)


def table_as(reply: Tabled, ending: str) -> bytes:
    """The bytes of a file of this ending ("md", "csv", "docx", "json") that holds the table."""
    return _FORMATS[f".{ending}"](reply)


def _written_as(path: Path) -> Callable[[Tabled], bytes]:
    if path.suffix.lower() not in _FORMATS:
        raise BadAnswerFile(
            f"A table can't be kept as {path.name}; end its name in .md, .csv, .docx or .json."
        )
    return _FORMATS[path.suffix.lower()]


def _json(reply: Tabled) -> bytes:
    return f"{json.dumps(asdict(reply), ensure_ascii=False)}\n".encode("utf-8", "backslashreplace")


def _markdown(reply: Tabled) -> bytes:
    table = reply.table()
    lines = [f"# {_literal(table.title)}", "", _literal(table.note), ""]
    lines.append(f"| {' | '.join(map(_literal, table.columns))} |")
    lines.append(f"|{' --- |' * len(table.columns)}")
    lines += [f"| {' | '.join(_literal(cell.text) for cell in row)} |" for row in table.rows]
    lines += ["", "## Places", ""]
    for number, row in enumerate(table.rows, start=1):
        for place in places_of(row):
            words = _literal(" ".join(place.quote.split()))
            lines.append(f"- Row {number}: {_literal(place.pincite)}: “{words}”")
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _literal(text: str) -> str:
    """`text` so that Markdown shows it as it is in one cell of a table."""
    from assistant.export.files import literal

    return literal(" ".join(text.split()))


_OBEYED = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for a formula at the beginning of a cell."""


def _csv(reply: Tabled) -> bytes:
    table = reply.table()
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow([*table.columns, "Documents", "Spans", "Quotes"])
    for row in table.rows:
        places = list(places_of(row))
        rows.writerow(
            [
                *(_bare(cell.text) for cell in row),
                _bare("; ".join(dict.fromkeys(place.document for place in places))),
                "; ".join(f"{place.start}-{place.end}" for place in places),
                _bare(" / ".join(" ".join(place.quote.split()) for place in places)),
            ]
        )
    rows.writerow([])
    rows.writerow([_bare(table.note)])
    return written.getvalue().encode("utf-8-sig", "replace")


def _bare(text: str) -> str:
    """Words that no spreadsheet obeys: what opens as a formula gets an apostrophe before it."""
    return f"'{text}" if text.startswith(_OBEYED) else text


def _word(reply: Tabled) -> bytes:
    from assistant.tables.word import word_table

    return word_table(reply.table())


_FORMATS: dict[str, Callable[[Tabled], bytes]] = {
    ".md": _markdown, ".csv": _csv, ".docx": _word, ".json": _json,
}  # fmt: skip
FORMATS = tuple(ending.removeprefix(".") for ending in _FORMATS)
"""What a table can be kept as."""
