"""Plain text of which the mail program may break lines anew (RFC 3676, format=flowed)."""

from __future__ import annotations

import re

_QUOTING = re.compile(">*")
_SIGNATURE = "-- "


def unflowed(text: str, *, without_space: bool) -> str:
    """The text with each flowed paragraph in one line, as it was typed.

    A line that ends in a space goes on in the next, if that is quoted as deep. The space is a
    part of the text unless the message says that it is not (`without_space`, DelSp=yes).
    """
    done: list[str] = []
    pieces: list[str] = []
    depth = 0
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        quoting = _QUOTING.match(line)
        deep = quoting.end() if quoting else 0
        words = line[deep:].removeprefix(" ")
        if pieces and (deep != depth or words == _SIGNATURE):
            done.append(_line(depth, pieces))
        depth = deep
        flows = words.endswith(" ") and words != _SIGNATURE
        pieces.append(words[:-1] if flows and without_space else words)
        if not flows:
            done.append(_line(depth, pieces))
    if pieces:
        done.append(_line(depth, pieces))
    return "\n".join(done)


def _line(depth: int, pieces: list[str]) -> str:
    """The pieces as a line, which leaves none of them."""
    words = "".join(pieces)
    pieces.clear()
    return f"{'>' * depth} {words}" if depth else words
