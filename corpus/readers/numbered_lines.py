"""Text whose lines a court reporter has numbered: the numbers are taken out of the words, and so
is what stands between two pages. Both are kept as marks, so that "45:3" can be said and found.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from corpus.document import Mark, MarkKind
from corpus.readers.extracted import Extracted
from corpus.readers.numbered_sheets import Sheet, sheets_in

_OF_ANOTHER_KIND = ("sheet", "cells", "slide")
"""Marks of files whose lines nobody reads on from one to the next."""


def without_line_numbers(extracted: Extracted) -> Extracted:
    """The words without the numbers of their lines, with marks that hold for each line, "45:3" or
    "3" where the page has no number, and for each page; as it is where no lines are numbered."""
    if extracted.pages or any(mark.kind in _OF_ANOTHER_KIND for mark in extracted.marks):
        return extracted
    sheets = sheets_in(extracted.text)
    if not sheets:
        return extracted
    draft = _Draft(extracted.text)
    for number, sheet in enumerate(sheets):
        draft.add_sheet(sheet, joined=number > 0 and sheet.follows)
    draft.finish()
    moved = (
        replace(mark, start=draft.place_of(mark.start), end=draft.place_of(mark.end))
        for mark in extracted.marks
    )
    marks = tuple(sorted([*moved, *draft.marks]))
    return replace(extracted, text="".join(draft.parts), marks=marks)


@dataclass(slots=True)
class _Draft:
    """The text without its numbers as it grows; `kept` says from where in the text before, and
    to where, its stretches went, and how long they are."""

    text: str
    parts: list[str] = field(default_factory=list)
    length: int = 0
    position: int = 0
    kept: list[tuple[int, int, int]] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    def add_sheet(self, sheet: Sheet, *, joined: bool) -> None:
        if joined:
            self._add("\n")
        else:
            self._keep(self.position, sheet.begins)
        start = self.length
        for number, line in enumerate(sheet.lines):
            self._add("\n" if number else "")
            at = self.length
            self._keep(line.words, line.end)
            value = f"{sheet.page}:{line.number}" if sheet.page else str(line.number)
            if at < self.length:
                self.marks.append(Mark(at, self.length, "line", value))
        for kind, value in self._notes(sheet):
            self.marks.append(Mark(start, self.length, kind, value))
        self.position = sheet.ends

    def finish(self) -> None:
        self._keep(self.position, len(self.text))

    def place_of(self, offset: int) -> int:
        """Where a code point of the text before stands now, or what follows it."""
        index = bisect_right(self.kept, (offset, len(self.text), 0)) - 1
        if index < 0:
            return 0
        before, now, length = self.kept[index]
        return now + min(offset - before, length)

    def _notes(self, sheet: Sheet) -> Iterator[tuple[MarkKind, str]]:
        if sheet.page:
            yield "printed page", sheet.page
        yield "line numbers", f"{sheet.lines[0].number}-{sheet.lines[-1].number}"
        yield from sheet.furniture

    def _keep(self, start: int, end: int) -> None:
        if start < end:
            self.kept.append((start, self.length, end - start))
            self._add(self.text[start:end])

    def _add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)
