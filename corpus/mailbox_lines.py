"""Lines that a mailbox changed: it writes ">From here on" for a line that began "From "."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ESCAPED = re.compile(r">From (?!:)")
_TIGHT = re.compile(r">[^\s>]")


def escaped_lines(lines: Sequence[str]) -> frozenset[int]:
    """The numbers, from 0, of the lines whose ">" a mailbox wrote and that quote nobody.

    A line among quoted ones is quoted too, and so is one below words that introduce it, or
    in a mail that quotes without a space after ">".
    """
    found: set[int] = set()
    above = ""
    at = 0
    while at < len(lines):
        begun = at
        while at < len(lines) and lines[at].startswith(">"):
            at += 1
        run = range(begun, at)
        escaped = [number for number in run if _ESCAPED.match(lines[number])]
        if len(escaped) == len(run) and not above.endswith((":", "：")):
            found.update(run)
        elif any(_TIGHT.match(lines[number]) for number in run if number not in escaped):
            return frozenset()
        if not run:
            above = lines[at].strip() or above
            at += 1
    return frozenset(found)
