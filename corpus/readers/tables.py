"""Tables as lines of text: a row to a line that can be quoted, and understood, by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

LONGEST_HEADING = 60
"""Code points; what is longer says something itself and heads no column."""
MUCH_LONGER = 2.5
"""So many times the length of its heading is a column of prose."""
_VALUE = re.compile(
    r"[-+(~<>≈]?\s*+(?:(?:[$£€¥]|US\$|USD|EUR|GBP)\s*+)?[-+(]?\d[\d.,:/\s'’–-]*+"
    r"(?:%|[kKmM]|am|pm|AM|PM|USD|EUR|GBP|[$£€¥])?\s*\)?"
    r"|\d{4}-\d\d-\d\d[T ]\d\d:\d\d\S*"
    r"|(?:\d{1,2}(?:st|nd|rd|th)?[ -])?"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?[ -]\d{1,4}(?:st|nd|rd|th)?"
    r"(?:,?\s+\d{4})?",
    re.IGNORECASE,
)
"""A number, an amount, a time or a date."""
_SUM = re.compile(
    r"[-+(~]?\s*(?:[$£€¥]|US\$|USD|EUR|GBP)?\s*[-+(]?\d[\d.,'’]*\s*"
    r"(?:USD|EUR|GBP|[$£€¥])?\s*\)?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:FY\s?)?(?:19|20)\d\d(?:[-–/]\d\d(?:\d\d)?)?")
_RECORD = re.compile(r"\d{5}")
"""Figures that stand in a record, such as the number of an account or an article."""
_COLUMN_NAME = re.compile(
    r"\W*(?:(?:account|acct|amount|address|age|balance|bank|category|city|code|comments?|company"
    r"|cost|count|country|credit|currency|date|debit|description|details|due|e-?mail|entity|from"
    r"|id|invoice|item|location|memo|name|notes?|no|number|offen[cs]e|page|paid|party|payee|payer"
    r"|percent|percentage|period|phone|position|price|purpose|qty|quantity|rate|recipient|ref"
    r"|reference|role|sender|source|state|status|subject|sum|time|title|to|total|transaction|type"
    r"|unit|value|year)s?\b[\W\d]*){1,3}|%|#|№|[\w ]{1,20} \((?:[$£€¥%]|USD|EUR|GBP|\d)\W*\w*\)",
    re.IGNORECASE,
)
"""What columns of records are called; without figures below it is all that tells a heading."""


def table_lines(rows: Sequence[Sequence[str]], *, headings: int | None = None) -> list[str]:
    """One line for each row that holds anything, in order.

    Under a row of headings a line reads "FIRST CELL: Heading2 = value; Heading3 = value";
    in a table of two columns without one "label: value"; else the cells stand joined by
    " | ". `headings` is how many rows at the top head the columns, where the format says
    so; None to tell from the cells. A cell that is merged over columns is given once,
    its other places as ""; one that is merged over rows in each of them, where it `repeats`.
    """
    table = _tidied(rows)
    if not table:
        return []
    width = len(table[0])
    if width == 1:
        return [row[0] for row in table]
    above = 0
    while above < len(table) and _filled(table[above]) < 2:
        above += 1  # a caption over the whole width
    if headings is None:
        headings = _headings(table[above:])
    else:
        headings = max(0, min(headings - above, len(table) - above))
    head, body = table[: above + headings], table[above + headings :]
    lines = [_joined(row) for row in head]
    if headings:
        names = _names(table[above : above + headings])
        return lines + [_record(row, names) for row in body]
    if width == 2 and _labels(body):
        return lines + [": ".join((row[0].removesuffix(":"), row[1])) for row in body]
    return lines + [_joined(row) for row in body]


def repeats(text: str, *, is_first: bool = False) -> bool:
    """Whether a cell that is merged over several rows says the same of each of them: a name
    or a day does, and so does what is in the first column. A sum may be that of all of them.
    """
    said = text.strip()
    return is_first or not _SUM.fullmatch(said) or _YEAR.fullmatch(said) is not None


def _tidied(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The cells in one line each, all rows of one width, without empty rows and columns."""
    cleaned = [[" ".join(cell.split()) for cell in row] for row in rows]
    cleaned = [row for row in cleaned if any(row)]
    width = max(map(len, cleaned), default=0)
    used = [
        column for column in range(width) if any(row[column : column + 1] > [""] for row in cleaned)
    ]
    return [[row[column] if column < len(row) else "" for column in used] for row in cleaned]


def _filled(row: Sequence[str]) -> int:
    return sum(map(bool, row))


def _joined(row: Sequence[str]) -> str:
    last = max(column for column, cell in enumerate(row) if cell)
    return " | ".join(row[: last + 1])


def _headings(table: Sequence[Sequence[str]]) -> int:
    """How many of the first rows head the columns: none, one, or two where the upper one
    groups the columns of the lower.

    With a single row below there is nothing to tell a heading from a record by.
    """
    for count in (1, 2):
        body = table[count:]
        if len(body) < 2:
            return 0
        grouped = count == 2 and _is_grouped(table[0], table[1])
        if count == 2 and not (
            grouped or (1 < _filled(table[0]) < len(table[0]) and all(table[1][1:]))
        ):
            return 0
        names = _names(table[:count])
        if _may_head(names, names if grouped else table[count - 1]) and _differ(names, body):
            return count
    return 0


def _is_grouped(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether the upper of two rows names groups of columns, and the lower one just the
    columns of these."""
    if not upper[0] or all(upper):
        return False
    grouped = [
        not name or after == "" for name, after in zip(upper, [*upper[1:], None], strict=True)
    ]
    told = zip(lower, upper, grouped, strict=True)
    return all(bool(cell) == inside or cell == name != "" for cell, name, inside in told)


def _names(heads: Sequence[Sequence[str]]) -> list[str]:
    """What each column is called; a group's name goes on over the columns to its right."""
    if len(heads) == 1:
        return list(heads[0])
    names = [""] * len(heads[0])
    for row in heads[:-1]:
        carried = ""
        for column, cell in enumerate(row):
            carried = cell or carried
            names[column] = f"{names[column]} {carried}".strip()
    return [
        cell if cell == name else f"{name} {cell}".strip()
        for name, cell in zip(names, heads[-1], strict=True)
    ]


def _may_head(names: Sequence[str], row: Sequence[str]) -> bool:
    """Whether these could be headings; only the corner over the row labels may be empty."""
    if not all(row[1:]) or len(set(names)) < len(names):
        return False
    if any(len(name) > LONGEST_HEADING or _is_value(name) for name in names):
        return False
    if any(map(_RECORD.search, names)):
        return False
    return not all(_YEAR.fullmatch(name) for name in names)


def _differ(names: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    """Whether the rows below hold what the names would head.

    A name and an owner over dates and sums also differ from them. So in two columns the
    second has to be called what columns are called, or the first hold no labels.
    """
    columns = [[cell for cell in column if cell] for column in zip(*body, strict=True)]
    named = [bool(_COLUMN_NAME.fullmatch(name)) for name in names]
    heads = any(_heads(name, column) for name, column in zip(names, columns, strict=True))
    if len(names) == 2:
        return (named[1] and (heads or all(named))) or (heads and _mostly_values(columns[0]))
    return heads or 2 * sum(named) > len(names)


def _heads(name: str, column: Sequence[str]) -> bool:
    if not column:
        return False
    if _YEAR.fullmatch(name):
        return _mostly_values(column) and not any(map(_YEAR.fullmatch, column))
    length = median(map(len, column))
    return _mostly_values(column) or (length > 25 and length > MUCH_LONGER * len(name) > 0)


def _mostly_values(column: Sequence[str]) -> bool:
    return bool(column) and 2 * sum(map(_is_cell_value, column)) > len(column)


def _is_value(name: str) -> bool:
    return bool(_VALUE.fullmatch(name)) and not _YEAR.fullmatch(name)


def _is_cell_value(cell: str) -> bool:
    return bool(_VALUE.fullmatch(cell))


def _labels(body: Sequence[Sequence[str]]) -> bool:
    """Whether the first of two cells says in each row what the second is."""
    return bool(body) and all(
        label and value and len(label) <= LONGEST_HEADING and not _is_cell_value(label)
        for label, value in body
    )


def _record(row: Sequence[str], names: Sequence[str]) -> str:
    fields = [
        f"{name} = {cell}" if name else cell
        for name, cell in zip(names[1:], row[1:], strict=True)
        if cell
    ]
    first = row[0].removesuffix(":") if fields else row[0]
    return f"{first}: {'; '.join(fields)}" if first and fields else first or "; ".join(fields)
