"""Words that Markdown strikes out, ~~like these~~, which stay in the text as the file has them."""

from __future__ import annotations

import re
from collections.abc import Iterator

_STRUCK = re.compile(
    r"(?<![~\\])~~(?=[^\s~])(?:[^~\n]|\n(?![ \t]*\n)|~(?!~)){1,2000}?(?<=\S)~~(?!~)"
)


def struck_spans(text: str) -> Iterator[tuple[int, int]]:
    """The (start, end) of each stretch of `text` that is struck out, with its signs."""
    if "~~" in text:
        yield from (found.span() for found in _STRUCK.finditer(text))


def without_struck(text: str) -> str:
    """The text with a space in place of each code point that is struck out."""
    parts, position = [], 0
    for start, end in struck_spans(text):
        parts += [text[position:start], " " * (end - start)]
        position = end
    return "".join([*parts, text[position:]])
