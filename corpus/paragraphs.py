"""Where paragraphs begin and end in plain text, whether or not its lines were wrapped.

A line break means two things in case files: the end of a paragraph, or only the right
margin of a wrapped e-mail or printed page. The test is the typist's own: a break is a
wrap when the first word of the next line would not have fitted on the line before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.broken_lines import breaks_number

_BLOCK_BREAK = re.compile(r"\n[ \t\r\f\v]*\n\s*")
_LISTED = re.compile(
    r"\s*(?:[-*•·☐☒]|\((?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]"
    r"|(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})\)|(?:[a-z]|[ivx]{1,5})\.)\s"
)
_NUMBERED = re.compile(r"\s*\d{1,3}\.\s")
_LETTERED = re.compile(r"\s*(?:[A-Z]|[IVX]{2,5})\.\s")
"""Marks of an item that may also be a day of the month or an initial, left by a wrap."""
_BEFORE_NAME = re.compile(
    r"(?:^|\s)(?:[A-Z]|Mr|Mrs|Ms|Messrs|Dr|Hon|Prof|Rev|St|Sen|Rep|Gov|Gen|Lt|Col|Capt|Sgt|vs?)\.$"
)
_QUOTING = re.compile(r"(?:>\s?)+")
_LABELLED = re.compile(r"\s*(?:#{1,6}\s|\||[A-Z][A-Za-z-]{1,14}:\s)")
_SPEAKS = re.compile(
    r"\s*(?:[QA][ \t]{2,}\S|Q[.:][ \t]"
    r"|(?:BY )?(?:MR|MS|MRS|DR|JUDGE|JUSTICE)\.? [A-Z][A-Z’'. -]{1,40}"
    r"(?:\([^)\n]{1,40}\))?:(?:\s|$)"
    r"|THE [A-Z]{3,20}(?: [A-Z]{2,20}){0,2}:\s"
    r"|(?:ANSWER|RESPONSE|INTERROGATORY|REQUEST)\b[^a-z\n]{0,60}[:.](?:\s|$))"
)
"""What opens a turn to speak in a transcript, or an answer in a paper."""
_ANSWERS = re.compile(r"\s*A[.:][ \t]")
_BROKEN_OFF = re.compile(r"(?:[-–—…]|\.\.)[\"”’]?\s*$")
_ROW = re.compile(r"\s*(?:\S[^\n]{0,300}? \| \S|[^=\n]{1,120}: [^=:\n]{1,80} = )")
"""A row of a table: "label: heading = value; …" or "cell | cell"."""
_RULED = re.compile(r"\s*[-_=*]{4}")
_INTRODUCING = re.compile(r"\b(?:wrote|a écrit|escribió|ha scritto|escreveu)\s?:\s*$")
"""The end of a line that introduces another's words."""
_ENDED = re.compile(r"[.!?:;][\"'”’)\]]*\s*$")
_UNFINISHED = re.compile(
    r"(?:,|\b(?:an?|and|as|at|by|for|from|in|into|of|on|or|that|the|to|which|who|with"
    r"|January|February|March|April|May|June|July|August|September|October|November|December))$"
)
_LONG_ENOUGH = 0.6
"""The part of its block's width from which a line that is unfinished was wrapped by hand: a
shorter one is "Sincerely," or a line of an address."""
WIDEST_WRAP = 120
"""A line longer than this was not wrapped by anyone: each break ends a paragraph."""


def paragraph_spans(text: str) -> Iterator[tuple[int, int]]:
    """The (start, end) of each paragraph of `text`, in order, without outer white space."""
    start = 0
    for gap in [*_BLOCK_BREAK.finditer(text), None]:
        end = gap.start() if gap else len(text)
        yield from _paragraphs_of_block(text, start, end)
        start = gap.end() if gap else end


def _paragraphs_of_block(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    lines = text[start:end].split("\n")
    width = max(len(line.rstrip()) for line in lines)
    position = paragraph = start
    for number, line in enumerate(lines):
        position += len(line)
        following = lines[number + 1] if number + 1 < len(lines) else None
        if following is None or not is_wrap(line, following, width):
            trimmed = _trimmed(text, paragraph, position)
            if trimmed:
                yield trimmed
            paragraph = position + 1
        position += 1


def is_wrap(line: str, following: str, width: int) -> bool:
    """Whether the break between two lines of a block `width` wide is only a right margin."""
    quoting, quoted = _QUOTING.match(line), _QUOTING.match(following)
    if (quoting and quoting.group()) != (quoted and quoted.group()):
        return False
    if quoting and quoted:
        line, following = line[quoting.end() :], following[quoted.end() :]
        width -= quoting.end()
    line = line.rstrip()
    if width > WIDEST_WRAP or not line or not following.strip():
        return False
    if breaks_number(line, following):
        return True
    if _RULED.match(line) or _RULED.match(following) or _INTRODUCING.search(line):
        return False
    if opens_item(following, line) or _ROW.match(line) or _ROW.match(following):
        return False
    if line.isupper() != following.isupper() and (line.isupper() or following.isupper()):
        return False
    first_word = following.split(maxsplit=1)[0]
    if first_word[0].islower() and not _ENDED.search(line):
        return True
    if _UNFINISHED.search(line) and len(line) >= _LONG_ENOUGH * width:
        return True
    fits = len(line) + 1 + len(first_word) <= width
    return not fits and not (len(line) < 30 and _ENDED.search(line) is not None)


def opens_item(line: str, before: str = "") -> bool:
    """Whether a line begins a thing of its own: a numbered paragraph, a bullet, a heading
    in Markdown, a table row, a turn to speak, or a header line such as "From: …".

    "8." and "A." open an item only where the line `before` is blank, a heading or the end
    of a sentence: after "on April" or "the Hon. M." they run on.
    """
    if breaks_number(before, line):
        return False
    if _LISTED.match(line) or _LABELLED.match(line) or _SPEAKS.match(line):
        return True
    if _ANSWERS.match(line) and _BROKEN_OFF.search(before):
        return True
    numbered = _NUMBERED.match(line)
    if not numbered and not _LETTERED.match(line):
        return False
    before = before.rstrip()
    if not numbered and _BEFORE_NAME.search(before):
        return False
    heading = before.isupper() or before.lstrip().startswith("#")
    listed = before.endswith((",", "; and", "; or")) if numbered else before.endswith("; and")
    return not before or heading or listed or _ENDED.search(before) is not None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
