"""The caption of a court filing: who against whom on the left, which case on the right.

Its halves may share baselines or not, and a column of marks may rule them apart. Told by
what they say, since a form or a table may be laid out just so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.readers.gutters import gutters, uncrossed
from corpus.readers.lines import Line, Row

FEWEST_ROWS, MOST_ROWS = 3, 60
LONGEST_LINE = 60
"""Code points: a line of a caption is no longer."""
_ROLE = (
    r"(?:plaintiff|defendant|petitioner|respondent|appell(?:ant|ee)|claimant|debtor|movant|relator"
    r"|complainant|intervenor|garnishee)(?:s|\(s\))?"
)
_NAMES = r"(?:(?:[^a-z]|\band\b|\bet al\b)*\W)?"
_VERSUS = re.compile(
    rf"{_NAMES}(?:vs?\.?|VS?\.)|[-–— ]*(?i:v\.?|vs\.?|versus|against)[-–—, ]*",
)
_PARTY = re.compile(
    rf"{_NAMES}(?i:(?:third-party |(?:counter|cross)-?)?{_ROLE}[-/ ]?(?:and )?)+[.,;]+"
)
_ITEM = re.compile(r"\W?(?:ii|iii|iv|vi)[.)]", re.IGNORECASE)
"""Where such numbers stand, "v." is one too."""
_CASE = re.compile(
    r"\b(?:case|docket|cause|index|civ(?:il)?|crim(?:inal)?|cr|file|action|adv|misc|chapter)\b"
    r"(?:.{0,24}\d|\W*(?:action )?(?:nos?|number)\b)|\bnos?[.:]?\s*\d"
    r"|\b\d{1,2}:\d\d-[a-z]{2,4}-\d+|\b\d\d-?(?:cr|cv|civ|mj|mc)-?\d+"
    r"|u\.\s?s\.\s?c\.|^\W*(?:complaint|(?:superseding )?indictment|information|motion|notice"
    r"|memorandum|petition|judge|hon\.)",
    re.IGNORECASE,
)
_MARK = re.compile(r"[)(:|¦§\]\[*!xX]{1,3}|[-_=–—]{4,}\W*[xX]?")
_MARK_AFTER = re.compile(r"\s+[)|¦§\]:]$|(?<=[.,;])[)|¦§\]]$")
_MARK_BEFORE = re.compile(r"[)|¦\]:]\s*(?=\S)|§\s+(?=[A-Z])")
_COURT = re.compile(r"\b(?:court|district|division)\b[^,]*", re.IGNORECASE)


Side = tuple[list[int], list[int]]
"""The lines of a row left and right of a gutter."""


@dataclass(frozen=True, slots=True)
class Caption:
    """Rows `first` to `last` of those given, as the lines of the two halves. The marks
    between these are in neither; where one adheres to a line, `parts` says what of its text
    is without it, from and to."""

    first: int
    last: int
    left: list[int]
    right: list[int]
    parts: dict[int, tuple[int, int]]


def caption_in(lines: Sequence[Line], rows: Sequence[Row], height: float) -> Caption | None:
    """The caption among these rows, if there is one."""
    if not any(_is_party(lines[i]) for row in rows for i in row):
        return None
    found = [
        caption
        for x in gutters(lines, rows, height)
        for start, end in uncrossed(lines, rows, x)
        if (caption := _caption(lines, rows, start, end, x)) is not None
    ]
    return max(found, key=lambda caption: caption.last - caption.first, default=None)


def _is_party(line: Line) -> bool:
    text = _bare(line)
    return len(text) <= LONGEST_LINE and bool(_VERSUS.fullmatch(text) or _PARTY.fullmatch(text))


def _bare(line: Line) -> str:
    start, end = _part(line.text, before=True, after=True)
    return line.text[start:end]


def _part(text: str, *, before: bool, after: bool) -> tuple[int, int]:
    """What of a text is no mark before or after it, from and to."""
    opening = _MARK_BEFORE.match(text) if before else None
    closing = _MARK_AFTER.search(text) if after else None
    return opening.end() if opening else 0, closing.start() if closing else len(text)


def _caption(
    lines: Sequence[Line], rows: Sequence[Row], start: int, end: int, x: float
) -> Caption | None:
    """The caption whose halves stand left and right of `x` in rows `start` to `end`."""
    marks = {i for row in rows[start:end] for i in row if _MARK.fullmatch(lines[i].text)}
    sides = [_sides(lines, [i for i in row if i not in marks], x) for row in rows[start:end]]
    parties = [n for n, (left, _) in enumerate(sides) if any(_is_party(lines[i]) for i in left)]
    if not parties or not any(right for _, right in sides):
        return None
    first = _start(lines, sides, parties[0])
    marked = [n for n, row in enumerate(rows[start:end]) if marks.intersection(row)]
    last = max([*marked, _end(lines, sides, parties[-1])]) + 1
    left, right = (
        [i for row in side for i in row] for side in zip(*sides[first:last], strict=True)
    )
    if not FEWEST_ROWS <= last - first <= MOST_ROWS or not _are_halves(lines, left, right):
        return None
    parts = {i: _part(lines[i].text, before=False, after=True) for i in left}
    parts |= {i: _part(lines[i].text, before=True, after=False) for i in right}
    return Caption(start + first, start + last, left, right, parts)


def _sides(lines: Sequence[Line], row: Sequence[int], x: float) -> Side:
    """The lines of a row left and right of `x`."""
    left = [i for i in row if lines[i].right <= x + 1]
    return left, [i for i in row if i not in left]


def _start(lines: Sequence[Line], sides: Sequence[Side], party: int) -> int:
    """The first row of the caption: below the court's name, and not above the left half."""
    start = 0
    for n, (left, _) in enumerate(sides[:party]):
        if any(_COURT.search(lines[i].text) for i in left):
            start = n + 1
    top = min(lines[i].top for left, _ in sides[start : party + 1] for i in left)
    while start < party and all(lines[i].bottom < top for side in sides[start] for i in side):
        start += 1
    return start


def _end(lines: Sequence[Line], sides: Sequence[Side], party: int) -> int:
    """The last row of the caption: the right half may go on alone, in line with what stands
    beside the parties, unlike a title that is centred below."""
    named = min(party + 1, len(sides) - 1)
    beside = [lines[i].left for _, right in sides[: named + 1] for i in right]
    edge = min(beside, default=0.0) - 2
    return max(
        n
        for n, (left, right) in enumerate(sides)
        if n == party or (n == named and left) or (right and lines[right[0]].left >= edge)
    )


def _are_halves(lines: Sequence[Line], left: Sequence[int], right: Sequence[int]) -> bool:
    """Whether the right says which case it is, and neither says what belongs to the other."""
    if any(len(lines[i].text) > LONGEST_LINE for i in (*left, *right)):
        return False
    told = any(_CASE.search(_bare(lines[i])) for i in right)
    strays = any(_CASE.search(_bare(lines[i])) or _ITEM.match(lines[i].text) for i in left)
    return told and not strays and not any(_is_party(lines[i]) for i in right)
