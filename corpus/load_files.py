"""Load files of productions, told from their text: Concordance (DAT) and Opticon (OPT)."""

from __future__ import annotations

import re

_QUALIFIERS = "þ^"
_FIELDS = re.compile(rf"\A\s*([{_QUALIFIERS}])[^\r\n{_QUALIFIERS}]*\1([^\r\n])\1(?=[^\r\n])")
"""The names of the fields, each between two of one sign, with another sign between them."""
_BARE = "\x14"
"""The sign between fields that stand between no signs."""
_FEWEST = 3
"""Fields of a load file; a text in which the sign stands by accident has fewer."""
_LONGEST_NAME = 80
_OPTICON = re.compile(
    r"[^,\r\n]{1,120},[^,\r\n]{0,120},[^,\r\n]{0,400}\.[A-Za-z]{3,4},"
    r"[YNyn]?,[^,\r\n]{0,60},[^,\r\n]{0,60},\d{0,6}[ \t]*"
)
SAMPLE = 4_096
"""Characters from the start by which a load file is told."""


def concordance_signs(head: str) -> tuple[str | None, str] | None:
    """The sign around each field, None for none, and the sign between fields, of a text that
    begins as a Concordance load file does; None of any other."""
    if fields := _FIELDS.match(head):
        return fields[1], fields[2]
    return (None, _BARE) if _is_bare(head) else None


def _is_bare(head: str) -> bool:
    """Whether a text begins with the names of fields and a record of as many."""
    names, _, rest = (line.rstrip("\r") for line in head.lstrip().partition("\n"))
    fields = names.split(_BARE)
    if len(fields) < _FEWEST or not all(0 < len(name) <= _LONGEST_NAME for name in fields):
        return False
    return rest.partition("\n")[0].count(_BARE) == len(fields) - 1


def is_opticon(head: str) -> bool:
    """Whether a text that begins so is an Opticon load file: every line names a page."""
    lines = head[:SAMPLE].splitlines()
    if len(head) >= SAMPLE:
        lines.pop()
    lines = [line for line in lines if line.strip()]
    return bool(lines) and all(_OPTICON.fullmatch(line) for line in lines)
