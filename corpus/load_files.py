"""Load files of productions, told from their text: Concordance (DAT) and Opticon (OPT)."""

from __future__ import annotations

import re

_QUALIFIERS = "þ^"
_FIELDS = re.compile(rf"\A\s*([{_QUALIFIERS}])[^\r\n{_QUALIFIERS}]*\1([^\r\n])\1(?=[^\r\n])")
"""The names of the fields, each between two of one sign, with another sign between them."""
_BARE_FIELDS = re.compile(r"\A\s*[^\r\n\x14]{1,80}\x14[^\r\n]")
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
    return (None, "\x14") if _BARE_FIELDS.match(head) else None


def is_opticon(head: str) -> bool:
    """Whether a text that begins so is an Opticon load file: every line names a page."""
    lines = head[:SAMPLE].splitlines()
    if len(head) >= SAMPLE:
        lines.pop()
    lines = [line for line in lines if line.strip()]
    return bool(lines) and all(_OPTICON.fullmatch(line) for line in lines)
