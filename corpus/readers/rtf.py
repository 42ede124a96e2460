"""RTF: the text, with footnotes after it, and headers, footers and hidden words as marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from striprtf.striprtf import rtf_to_text

from corpus.document import Flag, Mark
from corpus.errors import UnreadableFile
from corpus.readers.extracted import Aids, Extracted
from corpus.readers.growing import GrowingText
from corpus.readers.tables import table_lines

_Apart = Literal["footnote", "header", "footer", "unseen", "deleted"]
_GROUPS: tuple[tuple[_Apart, re.Pattern[str]], ...] = (
    ("footnote", re.compile(r"\{\s*(?:\\\*)?\\footnote(?![a-z])")),
    ("header", re.compile(r"\{\s*\\header[lrf]?(?![a-z])")),
    ("footer", re.compile(r"\{\s*\\footer[lrf]?(?![a-z])")),
    ("deleted", re.compile(r"\{(?:\\[a-z]+-?\d*\s?)*?\\deleted(?![a-z0-9])")),
    ("unseen", re.compile(r"\{(?:\\[a-z]+-?\d*\s?)*?\\v(?![a-z0-9])")),
)
"""How the groups begin whose words are not in the flow of the text."""
_TITLE = re.compile(r"\{\\title\s((?:[^{}\\]|\\.)*)\}")
_OPENING = re.compile(r"[^{}]*")
_BRACE = re.compile(r"\\[\\{}]|[{}]")
_ROW = re.compile(r"^[^\n]*\|$", re.MULTILINE)
UNSEEN = Flag("unseen", "It holds hidden words, which were left out of its text.")


def read_rtf(data: bytes, aids: Aids) -> Extracted:
    """Paragraphs as blocks and table rows as lines.

    Raises `UnreadableFile` for a damaged file.
    """
    source = data.decode("latin-1")
    if not source.startswith("{\\rtf"):
        raise UnreadableFile("the RTF file is damaged")
    head = _head(source)
    apart: dict[_Apart, list[str]] = {}
    for kind, opening in _GROUPS:
        source, groups = _cut(source, opening)
        apart[kind] = [words for group in groups if (words := _flat(head, group))]
    text = GrowingText()
    for block in _blocks(_plain(source)):
        text.add(block)
    for number, note in enumerate(apart["footnote"], start=1):
        text.add(f"Footnote {number}: {note}")
    title = _TITLE.search(source)
    kinds: tuple[Literal["header", "footer", "unseen"], ...] = ("header", "footer", "unseen")
    marks = [
        Mark(0, text.end, kind, words) for kind in kinds for words in dict.fromkeys(apart[kind])
    ]
    return Extracted(
        str(text),
        title=_flat(head, title.group(1)) if title else None,
        marks=tuple(sorted(marks)),
        flags=(UNSEEN,) if apart["unseen"] else (),
    )


def _head(source: str) -> str:
    """The file's first words, and its fonts: a group means nothing without their encodings."""
    start = _OPENING.match(source, 1)
    fonts = source.find("{\\fonttbl")
    table = source[fonts : _end_of_group(source, fonts)] if fonts >= 0 else ""
    return "{" + (start.group() if start else "") + table


def _flat(head: str, group: str) -> str:
    """The words of a group in one line."""
    return " ".join(_plain(head + " " + group + "}").split())


def _plain(source: str) -> str:
    try:
        plain: str = rtf_to_text(source, errors="replace")  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, IndexError, TypeError) as error:
        raise UnreadableFile("the RTF file is damaged") from error
    whole = plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\r\n", "\n").replace("\0", "")


def _cut(source: str, opening: re.Pattern[str]) -> tuple[str, list[str]]:
    """What is left without the groups that begin so, and what is inside each of them."""
    rest, inside, position = [], [], 0
    while found := opening.search(source, position):
        end = _end_of_group(source, found.start())
        rest.append(source[position : found.start()])
        inside.append(source[found.end() : end - 1])
        position = end
    return "".join([*rest, source[position:]]), inside


def _end_of_group(source: str, start: int) -> int:
    """Just after the brace that closes the group open at `start`, or the end of the file."""
    depth = 0
    for brace in _BRACE.finditer(source, start):
        depth += {"{": 1, "}": -1}.get(brace.group(), 0)
        if depth == 0:
            return brace.end()
    return len(source)


def _blocks(plain: str) -> Iterator[str]:
    """The paragraphs, and the rows of each table together; cells end in a bar there."""
    rows: list[list[str]] = []
    for line in [*plain.split("\n"), ""]:
        if _ROW.fullmatch(line):
            rows.append(line[:-1].split("|"))
            continue
        yield "\n".join(table_lines(rows))
        rows = []
        yield line.strip()
