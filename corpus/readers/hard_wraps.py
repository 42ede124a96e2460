"""Words that were divided at the end of a line of typed text are put together again, on the line
where they begin: "District of Colum-" | "bia, to wit" becomes "District of Columbia," | "to wit".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from corpus.divided_words import is_division, is_suspended, keeps_hyphen, words_in
from corpus.document import Mark
from corpus.kinds import opens_as_mail
from corpus.paragraphs import opens_item
from corpus.readers.extracted import Extracted

SHORTEST_LINE = 30
"""Code points: a shorter line was not broken by its margin."""
_OF_ANOTHER_KIND = ("sheet", "cells", "slide")
"""Marks of files whose lines nobody reads on from one to the next."""
_DIVIDED = re.compile(
    r"(?<!\S)(?P<quoted>(?:>[ ]?){0,20})(?P<opening>[(\[“\"‘'*_]{0,3})(?P<word>[^\s>]{0,80}?[^\W_])"
    r"(?P<hyphen>[-\xad\u2010])(?P<gap>[ \t]{0,4}\r?\n(?P<prefix>[ \t>]{0,40}))"
    r"(?P<rest>[^\W_][^\s]{0,80})(?P<space>[ \t]{0,8})(?P<ends>\r?\n|\Z)?"
)
_OPENS = re.compile(
    r"(?:[QA][.:]?\s|[A-Z][\w.’' -]{0,40}:(?:\s|$)|\[?\d{1,4}[:/.]\d{1,2}(?!\d)"
    r"|\d{1,3}[.)]\s+[A-Z])"
)
"""What begins the words of another speaker, a message or a paragraph."""
_LETTERS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def with_words_joined(extracted: Extracted) -> Extracted:
    """The text with its divided words in one piece, and the marks where they stand then. A hyphen
    that belongs to its word stays; pages, whose lines have been joined already, are left alone."""
    if extracted.pages or any(mark.kind in _OF_ANOTHER_KIND for mark in extracted.marks):
        return extracted
    is_mail = extracted.kind == "e-mail" or opens_as_mail(extracted.text)
    draft = _joined(extracted.text, in_mail=is_mail)
    if not draft.kept:
        return extracted
    marks = tuple(sorted(draft.moved(mark) for mark in extracted.marks))
    return replace(extracted, text="".join(draft.parts), marks=marks)


def words_joined(text: str, *, in_mail: bool = False) -> str:
    """The text with its divided words in one piece. In a mail, whose lines were broken by a
    program, a hyphen at the end of one is its word's own, but for what can be no compound."""
    draft = _joined(text, in_mail=in_mail)
    return "".join(draft.parts) if draft.kept else text


def _joined(text: str, *, in_mail: bool) -> _Draft:
    """The text put together again; a draft that keeps nothing where no word is divided."""
    draft = _Draft(text)
    found = [match for match in _DIVIDED.finditer(text) if _is_wrapped(text, match)]
    known = words_in(_DIVIDED.sub(" ", text)) if found else frozenset()
    for match in found:
        hyphen = _hyphen(match, known, in_mail=in_mail)
        if hyphen is not None:
            draft.join(match, hyphen)
    if draft.kept:
        draft.finish()
    return draft


def _is_wrapped(text: str, match: re.Match[str]) -> bool:
    """Whether the margin broke the line: it is long, and both lines are of one message."""
    start = text.rfind("\n", max(0, match.start() - 400), match.start()) + 1
    if not start and match.start() > 400:
        return False  # no margin broke a line as long as this
    after = text[match.start("rest") : match.start("rest") + 200].partition("\n")[0]
    if _OPENS.match(after) or opens_item(after):
        return False
    line = text[start : match.end("hyphen")]
    same = line[: len(line) - len(line.lstrip("> "))].count(">") == match["prefix"].count(">")
    return same and len(line) >= SHORTEST_LINE and "|" not in line


def _hyphen(match: re.Match[str], known: frozenset[str], *, in_mail: bool) -> str | None:
    """What stands between the halves when they are joined; None where they are better left."""
    word, rest = match["word"], match["rest"]
    if match["hyphen"] == "\xad":
        return ""
    after = rest + match.string[match.end("rest") : match.end("rest") + 60]
    if is_suspended(after) or re.search(r"[@/\\]|\.\w", rest):
        return None
    letters = _LETTERS.fullmatch(word) and _LETTERS.match(rest)
    if letters and (rest[0].islower() or (word.isupper() and letters.group().isupper())):
        divided = is_division if in_mail else _is_divided
        return "" if divided(word, rest, known) else match["hyphen"]
    figures = word[-1].isdecimal() or rest[0].isdecimal()
    named = bool(letters) and word[0].isupper() and rest[0].isupper()
    return match["hyphen"] if (figures or named) and "/" not in word else None


def _is_divided(word: str, rest: str, known: frozenset[str]) -> bool:
    return not keeps_hyphen(word, rest, known)


class _Draft:
    """The text as it is put together; `kept` says from where in the text before, and to where,
    its stretches went, and how long they are."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.parts: list[str] = []
        self.length = self.position = 0
        self.kept: list[tuple[int, int, int]] = []

    def keep(self, start: int, end: int) -> None:
        if start < end:
            self.kept.append((start, self.length, end - start))
            self.parts.append(self.text[start:end])
            self.length += end - start

    def join(self, match: re.Match[str], hyphen: str) -> None:
        self.keep(self.position, match.end("hyphen") if hyphen else match.end("word"))
        self.keep(*match.span("rest"))
        if match["ends"] is None:  # else the line would hold nothing else
            self.keep(*match.span("gap"))
        self.position = match.end("space")

    def finish(self) -> None:
        self.keep(self.position, len(self.text))
        self.kept.sort()

    def moved(self, mark: Mark) -> Mark:
        start, end = sorted((self._place_of(mark.start), self._place_of(mark.end)))
        return replace(mark, start=start, end=end)

    def _place_of(self, offset: int) -> int:
        index = bisect_right(self.kept, (offset, len(self.text), 0)) - 1
        if index < 0:
            return 0
        before, now, length = self.kept[index]
        return now + min(offset - before, length)
