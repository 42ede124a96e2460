"""Pages of numbered lines in a text, and the running heads and page numbers between them.

A list that is numbered so, "1 Apples", is told from them by what the lines say: those of a page
read on from one to the next, or open with "Q." and "A.".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.document import MarkKind
from corpus.turns import opens_turn

FEWEST_LINES = 8
"""Numbered one after the other, these make a page; a shorter one needs such a page beside it."""
FEWEST_ON_SHORT = 2
MOST_LINES = 40
"""The numbers on a page of 25 lines, or of 28 or 36, are no greater."""
READING_ON = 0.25
"""At least this part of the lines goes on from the line before, or opens a turn to speak."""
MOST_BETWEEN = 8
"""Lines with words between two pages: what is more is text without numbers."""
_NUMBERED = re.compile(
    r"[ \t\xa0]{0,12}(?:(?P<page>\d{1,6})[:.])?(?P<number>\d{1,2})"
    r"(?P<gap>[ \t\xa0]*\|?[ \t\xa0]{1,60}|(?=[ \t\r]*$))"
)
_PAGE_ALONE = re.compile(
    r"[\s\-–—\[(]*(?:(?:page|pg\.?|p\.)\s?)?(?P<page>\d{1,5})(?:\s(?:of|/)\s\d{1,5})?[\s\-–—\])]*",
    re.IGNORECASE,
)
_PAGE_BESIDE = re.compile(
    r"(?P<first>\d{1,5})\s{2,}.*|.*(?:\s{2,}|\bpage\s)(?P<last>\d{1,5})(?:\sof\s\d{1,5})?\s*",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+|\s+")
_ENDED = re.compile(r"[.!?:;][\"'”’)\]]*\s*$")


@dataclass(frozen=True, slots=True)
class NumberedLine:
    """Line `number` of a page, as printed; its words are ``text[words:end]``. `page` is what
    stands before the number, "45" of "45:03", else ""."""

    number: int
    start: int
    words: int
    end: int
    page: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of numbered lines. It takes the text from `begins` to `ends`, with what stands
    around its lines, the `furniture`; `follows`: nothing but that is between it and the one
    before."""

    lines: tuple[NumberedLine, ...]
    begins: int
    ends: int
    page: str = ""
    furniture: tuple[tuple[MarkKind, str], ...] = ()
    follows: bool = False


_Printed = tuple[int, int]
"""A line with words and without a number: code points, from and to."""


def sheets_in(text: str) -> list[Sheet]:
    """The pages of numbered lines of `text`, in order and apart; none in most texts."""
    runs = [*_runs(text)]
    if not any(len(run) >= FEWEST_LINES and _reads_on(text, run) for run in runs):
        return []
    runs = [run for run in runs if len(run) >= FEWEST_ON_SHORT or _is_last_line(text, run)]
    return _with_furniture(text, [Sheet(run, run[0].start, run[-1].end) for run in runs])


def _runs(text: str) -> Iterator[tuple[NumberedLine, ...]]:
    """Lines whose numbers count up by one, with nothing but empty lines between them."""
    run: list[NumberedLine] = []
    for start, end in _lines(text):
        match = _NUMBERED.match(text, start, end)
        if match is None or int(match["number"]) > MOST_LINES:
            if run and text[start:end].strip():
                yield _set_in(text, run)
                run = []
            continue
        line = NumberedLine(int(match["number"]), start, match.end(), end, match["page"] or "")
        if run and (line.number != run[-1].number + 1 or line.page != run[-1].page):
            yield _set_in(text, run)
            run = []
        run.append(line)
    if run:
        yield _set_in(text, run)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.splitlines(keepends=True):
        yield start, start + len(line.rstrip("\r\n\f\v\x1c\x1d\x1e\x85\u2028\u2029"))
        start += len(line)


def _set_in(text: str, run: Sequence[NumberedLine]) -> tuple[NumberedLine, ...]:
    """The lines with the white space that they have more of than others behind their number."""
    gaps = [line.words - len(text[line.start : line.words].rstrip()) - line.start for line in run]
    shared = min(
        (gap for gap, line in zip(gaps, run, strict=True) if line.words < line.end), default=0
    )
    return tuple(
        replace(line, words=min(line.words - gap + shared, line.end))
        for line, gap in zip(run, gaps, strict=True)
    )


def _reads_on(text: str, run: Sequence[NumberedLine]) -> bool:
    said = [text[line.words : line.end].strip() for line in run]
    said = [words for words in said if words]
    going_on = sum(
        opens_turn(words) or (words[0].islower() and not _ENDED.search(before))
        for before, words in zip(["", *said], said, strict=False)
    )
    return len(said) > 1 and going_on >= READING_ON * len(said)


def _is_last_line(text: str, run: Sequence[NumberedLine]) -> bool:
    """Whether a line alone is all that the last page has."""
    return run[0].number == 1 and not text[run[0].end :].strip()


def _with_furniture(text: str, sheets: Sequence[Sheet]) -> list[Sheet]:
    """The pages with what stands between them, which says which pages they are."""
    edges = [0, *(sheet.ends for sheet in sheets)]
    gaps = [
        _printed(text, start, end)
        for start, end in zip(edges, [*(sheet.begins for sheet in sheets), len(text)], strict=True)
    ]
    alike = Counter(_shape(text, line) for gap in gaps for line in gap if len(gap) <= MOST_BETWEEN)
    taken = [
        [
            line
            for line in gap
            if _is_furniture(text, line, alike) and _is_near(gap, line, n, len(gaps))
        ]
        for n, gap in enumerate(gaps)
    ]
    at_top = any(_page_on(text, line) for line in taken[0]) or not any(
        _page_on(text, line) for line in taken[-1]
    )
    found = []
    for n, sheet in enumerate(sheets):
        above, below = taken[n], taken[n + 1]
        own = above if at_top else below
        page = sheet.lines[0].page.lstrip("0") or next(
            (page for line in own if (page := _page_on(text, line))), ""
        )
        follows = n > 0 and len(taken[n]) == len(gaps[n])
        begins = min([sheet.begins, *(start for start, _ in above)])
        notes: list[tuple[MarkKind, str]] = [
            ("header" if at_top else "footer", " ".join(text[start:end].split()))
            for start, end in own
            if not _PAGE_ALONE.fullmatch(text, start, end)
        ]
        last = n + 1 == len(sheets)
        ends = max([sheet.ends, *(end for _, end in below)]) if last else sheet.ends
        found.append(replace(sheet, begins=begins, ends=ends, page=page, furniture=tuple(notes),
                             follows=follows))  # fmt: skip
    return found


def _printed(text: str, start: int, end: int) -> list[_Printed]:
    return [
        (start + a, start + b)
        for a, b in _lines(text[start:end])
        if text[start + a : start + b].strip()
    ]


def _is_near(gap: Sequence[_Printed], line: _Printed, n: int, gaps: int) -> bool:
    """Whether a line is next to a page: before the first one and after the last, only the
    nearest few are."""
    if n == 0:
        return line in gap[-2:]
    return line in gap[:3] if n == gaps - 1 else True


def _is_furniture(text: str, line: _Printed, alike: Counter[str]) -> bool:
    return _PAGE_ALONE.fullmatch(text, *line) is not None or alike[_shape(text, line)] > 1


def _shape(text: str, line: _Printed) -> str:
    return _DIGITS.sub("#", text[slice(*line)].strip())


def _page_on(text: str, line: _Printed) -> str:
    alone = _PAGE_ALONE.fullmatch(text, *line)
    if alone:
        return alone["page"].lstrip("0")
    beside = _PAGE_BESIDE.fullmatch(text, *line)
    return (beside["last"] or beside["first"]).lstrip("0") if beside else ""
