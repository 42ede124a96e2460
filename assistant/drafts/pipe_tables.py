"""A row of a table in Markdown, read with the heads of its columns and with what stands above it.

"| 2021-05-14 | $12,000.00 |" says nothing by itself; "Payments to Pelican Row: Paid on May 14,
2021; Amount $12,000.00" does.
"""

from __future__ import annotations

import datetime
import re

from assistant.drafts.traced import Traced

FARTHEST = 20_000
"""Code points before a row in which its table begins."""
_ISO = re.compile(r"\d{4}-\d\d-\d\d\Z")
_RULE = re.compile(r"[|:\s-]+")


def read_row(text: str, start: int, end: int) -> Traced | None:
    """The row at ``text[start:end]`` as one reads it; None for the head of a table, its rule, and
    what is no row of one."""
    first = _table_start(text, start)
    lines = text[first:end].split("\n")
    if len(lines) < 3 or _RULE.fullmatch(lines[1].strip()) is None:
        return None
    heads = [cell for cell, _, _ in _cells(text, first, first + len(lines[0]))]
    pieces: list[str] = []
    traces: list[tuple[int, int]] = []

    def say(words: str, place: tuple[int, int]) -> None:
        pieces.append(words)
        traces.extend([place] * len(words))

    caption = _caption(text, first)
    if caption:
        say(f"{caption}: ", (start, end))
    for number, (cell, a, b) in enumerate(_cells(text, start, end)):
        if cell:
            head = heads[number] if number < len(heads) else ""
            say(f"{head} ".lstrip(), (a, b))
            say(f"{_day(cell)}; ", (a, b))
    return Traced("".join(pieces), tuple(traces)) if pieces else None


def _table_start(text: str, start: int) -> int:
    """Where the lines with bars begin in which a row stands."""
    first = text.rfind("\n", max(0, start - FARTHEST), start) + 1
    while first > 0:
        before = text.rfind("\n", 0, first - 1) + 1
        if not text[before:first].lstrip().startswith("|") or start - before > FARTHEST:
            break
        first = before
    return first


def _cells(text: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """The cells between the bars of a line, each with its place, without marks of emphasis."""
    bars = [match.start() for match in re.finditer(r"(?<!\\)\|", text[start:end])]
    found = []
    for a, b in zip(bars, [*bars[1:], end - start], strict=False):
        cell = text[start + a + 1 : start + b]
        if b < end - start or cell.strip():
            found.append((cell.strip(" *_\t"), start + a + 1, start + b))
    return found


def _caption(text: str, first: int) -> str:
    """The first sentence of what stands above a table, back to the heading."""
    above = text[max(0, first - 1_500) : first].rstrip()
    heading = above.rfind("\n#")
    lines = above[heading + 1 :].split("\n\n")
    lines = [" ".join(line.split()).strip("*_ ") for line in lines if not line.startswith("#")]
    return lines[0].rstrip(".") if lines and lines[0] else ""


def _day(cell: str) -> str:
    """A date in figures as it is read; any other cell as it is."""
    if not _ISO.match(cell):
        return cell
    try:
        day = datetime.date.fromisoformat(cell)
    except ValueError:
        return cell
    return f"{day:%B} {day.day}, {day.year}"
