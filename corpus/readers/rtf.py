"""RTF: the text, with footnotes after it; headers, footers, hidden words, words struck out and
comments as marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from striprtf.striprtf import destinations, rtf_to_text

from corpus.document import Flag, Mark
from corpus.errors import UnreadableFile
from corpus.readers.extracted import Aids, Extracted
from corpus.readers.growing import GrowingText
from corpus.readers.kept_apart import comment_flags, comment_of, struck_flags, struck_marks
from corpus.readers.raised import with_fractions
from corpus.readers.rtf_fields import end_of_group, shown_fields
from corpus.readers.rtf_runs import RUNS_ON, rewritten
from corpus.readers.tables import repeats, table_lines

_Apart = Literal["footnote", "header", "footer", "comment", "writer", "unseen"]
_GROUPS: tuple[tuple[_Apart, re.Pattern[str]], ...] = (
    ("footnote", re.compile(r"\{\s*(?:\\\*)?\\footnote(?![a-z])")),
    ("header", re.compile(r"\{\s*\\header[lrf]?(?![a-z])")),
    ("footer", re.compile(r"\{\s*\\footer[lrf]?(?![a-z])")),
    ("comment", re.compile(r"\{\s*\\\*\\annotation(?![a-z])")),
    ("writer", re.compile(r"\{\s*\\\*\\atnauthor(?![a-z])")),
    ("unseen", re.compile(r"\{(?:\\[a-z]+-?\d*\s?)*?\\v(?![a-z0-9])")),
)
"""How the groups begin whose words are not in the flow of the text."""
_TITLE = re.compile(r"\{\\title\s((?:[^{}\\]|\\.)*)\}")
_OPENING = re.compile(r"[^{}]*")
_SPACES = re.compile(r" {2,}")
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
    source, struck = rewritten(shown_fields(source), head, destinations)
    apart: dict[_Apart, list[str]] = {}
    for kind, opening in _GROUPS:
        source, groups = _cut(source, opening)
        apart[kind] = [words for group in groups if (words := _flat(head, group))]
    text = GrowingText()
    for block in _blocks(_plain(source)):
        # Where words were taken out, the spaces on either side of them meet.
        text.add(_SPACES.sub(" ", block) if struck else block)
    for number, note in enumerate(apart["footnote"], start=1):
        text.add(f"Footnote {number}: {with_fractions(note)}")
    title = _TITLE.search(source)
    kinds: tuple[Literal["header", "footer", "unseen"], ...] = ("header", "footer", "unseen")
    marks = [
        Mark(0, text.end, kind, words) for kind in kinds for words in dict.fromkeys(apart[kind])
    ]
    writers = apart["writer"]
    comments = [
        comment_of(writers[at] if len(writers) == len(apart["comment"]) else None, words)
        for at, words in enumerate(apart["comment"])
    ]
    marks += (Mark(0, text.end, "comment", words) for words in comments)
    out = [words] if struck and (words := _flat(head, struck)) else []
    marks += struck_marks(out, text.end)
    return Extracted(
        str(text),
        title=_flat(head, title.group(1)) if title else None,
        marks=tuple(sorted(marks)),
        flags=(
            *((UNSEEN,) if apart["unseen"] else ()),
            *struck_flags(out),
            *comment_flags(len(comments)),
        ),
    )


def _head(source: str) -> str:
    """The file's first words, and its fonts: a group means nothing without their encodings."""
    start = _OPENING.match(source, 1)
    fonts = source.find("{\\fonttbl")
    table = source[fonts : end_of_group(source, fonts)] if fonts >= 0 else ""
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
        end = end_of_group(source, found.start())
        rest += [source[position : found.start()], "{}"]  # a space after it stays one
        inside.append(source[found.end() : end - 1])
        position = end
    return "".join([*rest, source[position:]]), inside


def _blocks(plain: str) -> Iterator[str]:
    """The paragraphs, and the rows of each table together; cells end in a bar there."""
    rows: list[list[str]] = []
    for line in [*with_fractions(plain).split("\n"), ""]:
        if _ROW.fullmatch(line):
            rows.append(_cells(line[:-1].split("|"), rows[-1] if rows else ()))
            continue
        yield "\n".join(table_lines(rows))
        rows = []
        yield line.replace(RUNS_ON, "").strip()


def _cells(row: list[str], above: Sequence[str]) -> list[str]:
    """The cells of a row; one that the cell above it is merged over says the same as that one,
    where that may be said of each row."""
    told = [*above, *[""] * (len(row) - len(above))]
    return [
        told[at] * repeats(told[at], is_first=at == 0) if RUNS_ON in cell else cell
        for at, cell in enumerate(row)
    ]
