"""Lines of mails made whole: those that flow (RFC 3676), and quoted ones that were wrapped."""

from __future__ import annotations

import re

from corpus.header_blocks import is_header_line
from corpus.mailbox_lines import escaped_lines
from corpus.paragraphs import is_wrap

_QUOTING = re.compile(">*")
_QUOTED = re.compile(r"(?P<marks>(?:>[ \t]?)+)(?P<words>[^\n]*)")
_SIGNATURE = "-- "


def unflowed(text: str, *, without_space: bool) -> str:
    """The text with each flowed paragraph in one line, as it was typed.

    A line that ends in a space goes on in the next, if that is quoted as deep. The space is a
    part of the text unless the message says that it is not (`without_space`, DelSp=yes).
    """
    done: list[str] = []
    pieces: list[str] = []
    depth = 0
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    escaped = escaped_lines(lines)
    for number, line in enumerate(lines):
        quoting = None if number in escaped else _QUOTING.match(line)
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


def with_whole_quotes(text: str) -> str:
    """The text with each quoted paragraph in one line, so that no ">" stands in a sentence."""
    done: list[str] = []
    run: list[str] = []
    depth = 0
    lines = text.split("\n")
    escaped = escaped_lines(lines)
    for number, line in enumerate(lines):
        quoted = None if number in escaped else _QUOTED.fullmatch(line)
        deep = quoted["marks"].count(">") if quoted else 0
        if run and deep != depth:
            done += _whole(run, depth)
            run = []
        depth = deep
        if quoted:
            run.append(quoted["words"].rstrip())
        else:
            done.append(line)
    return "\n".join([*done, *_whole(run, depth)])


def _is_one(line: str, following: str, width: int) -> bool:
    """Whether a line goes on in the next: no header line does, nor does what introduces."""
    if not line or not following or line.endswith((":", "：")):
        return False
    if is_header_line(line) or is_header_line(following):
        return False
    return is_wrap(line, following, width)


def _whole(lines: list[str], depth: int) -> list[str]:
    """Lines quoted as deep, those of a paragraph made one."""
    width = max(map(len, lines), default=0)
    paragraphs: list[list[str]] = []
    for number, line in enumerate(lines):
        if number and _is_one(lines[number - 1], line, width):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return [f"{'>' * depth} {' '.join(some)}".rstrip() for some in paragraphs]
