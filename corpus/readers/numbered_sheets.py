"""Pages of numbered lines in a text, and the running heads and page numbers between them.

A list that is numbered so, "1 Apples", is told from them by what the lines say: those of a page
read on from one to the next, or open with "Q." and "A.".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.document import MarkKind
from corpus.readers.read_on import is_turn, reads_on

FEWEST_LINES = 8
"""Numbered one after the other, these make a page; a shorter one needs such a page beside it."""
FEWEST_ON_SHORT = 2
MOST_LINES = 40
"""The numbers on a page of 25 lines, or of 28 or 36, are no greater."""
MOST_WITHIN = 2
"""Lines without a number, within a page, such as a remark in brackets."""
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
_ROW = "|"
_DIGITS = re.compile(r"\d+|\s+")


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
    paged = _paged(runs)
    sure = [_reads_on(text, run, paged) for run in runs]
    if not any(sure[n] and len(run) >= FEWEST_LINES for n, run in enumerate(runs)):
        return []
    kept = _with_those_beside(text, runs, sure)
    return _with_furniture(text, [Sheet(run, run[0].start, run[-1].end) for run in kept])


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


def _paged(runs: Sequence[Sequence[NumberedLine]]) -> set[int]:
    """The lines, by where they start, that begin runs which "45:" before a number may be the
    page of: it counts up from 1, or from where another page ended. A time of day hardly does."""
    found = {run[0].start for run in runs if not run[0].page or run[0].number == 1}
    for before, run in pairwise(runs):
        if before[0].page and run[0].page == before[0].page:
            on = run[0].number == before[-1].number + 1
            found |= {run[0].start} if on and before[0].start in found else set()
    return found


def _reads_on(text: str, run: Sequence[NumberedLine], paged: Collection[int]) -> bool:
    """Whether a run of lines is of a page by what it says. Of rows of a table, and of lines with
    something before their number that may be a time, one has to open a turn."""
    said = [text[line.words : line.end] for line in run]
    rows = any(_ROW in text[line.start : line.words] for line in run)
    if len(run) < FEWEST_ON_SHORT or not reads_on(said):
        return False
    return (run[0].start in paged and not rows) or any(map(is_turn, said))


def _with_those_beside(
    text: str, runs: Sequence[tuple[NumberedLine, ...]], sure: Sequence[bool]
) -> list[tuple[NumberedLine, ...]]:
    """The runs that are pages by what they say, and those beside one that count up from 1 behind
    its furniture or go on from its numbers; any other is a list, whose numbers are words."""
    gaps = [_printed(text, a[-1].end, b[0].start) for a, b in pairwise(runs)]
    above = _printed(text, 0, runs[0][0].start)
    near = [*([above] if len(above) <= MOST_BETWEEN else [above[-2:]]), *gaps]
    alike = Counter(_shape(text, line) for gap in near for line in gap if len(gap) <= MOST_BETWEEN)
    kept = list(sure)
    pairs = [(n, n + 1, gap) for n, gap in enumerate(gaps)]
    for known, other, gap in [*pairs, *((b, a, gap) for a, b, gap in reversed(pairs))]:
        if kept[other] or not kept[known]:
            continue
        first, second = runs[min(known, other)], runs[max(known, other)]
        goes_on = second[0].number == first[-1].number + 1 and second[0].page == first[0].page
        starts = runs[other][0].number == 1 and (
            len(runs[other]) >= FEWEST_ON_SHORT or _is_last_line(text, runs[other])
        )
        between = all(_is_furniture(text, line, alike) for line in gap)
        kept[other] = (starts and between) or (goes_on and len(gap) <= MOST_WITHIN)
    return [run for run, keep in zip(runs, kept, strict=True) if keep]


def _is_last_line(text: str, run: Sequence[NumberedLine]) -> bool:
    """Whether a line alone is all that the last page has."""
    return not text[run[0].end :].strip()


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
