"""What is printed in the margins: stamps, page numbers, running heads, line numbers.

A line is a running head if the pages next to it have it in the same place. A stamp of a
court and a Bates number are known by themselves; a page number by those of its neighbours.
Only pages at most `NEAR` away are looked at, so that any page can be read by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpus.document import MarkKind
from corpus.readers.line_numbers import Column, columns_of
from corpus.readers.lines import Line, rows_of
from corpus.readers.numbered_pages import NumberedPage, pages_on

NEAR = 3
"""Pages away."""
ZONE = 0.13
"""The part of a page's height, at the top and at the bottom, in which heads and feet stand."""
MOST_ROWS = 5
SAME_PLACE = 12.0
"""Points: a running head moves no further from page to page."""
ALIKE = 0.6
"""Two pages with more than this part of their lines in common are copies: no heads there."""
_CASE = r"(?:\d{1,2}:\d\d-[a-z]{2,4}-\d{2,6}|\d\d-[a-z]{2,4}-\d{2,6}|\d\d-\d{2,6})"
_DOCKET = re.compile(
    rf"^\W*(?:USCA\S*|Appellate|USDC)?\s*Case:?\s*(?:No\.?\s*)?{_CASE}\S*[\s,;].*"
    r"(?:Doc(?:ument|\.|\b)|Dkt|ECF|Entry|Filed|Page)",
    re.I,
)
_PROSE = re.compile(
    r"\b(?:was|were|is|are|be|been|has|had|have|which|that|who|whom|and|against|because|when|to|the"
    r"|see|in|this|as|his|her|its|their|not)\b"
)
"""Small words of a sentence that names a case; a stamp has none."""
_COURT_BOX = re.compile(r"^USDC\b.{0,40}$")
_IN_COURT_BOX = re.compile(r"DOCUMENT$|ELECTRONICALLY FILED|DOC ?#|DATE FILED", re.I)
_BATES = re.compile(r"(?:[A-Z][A-Z0-9&]{0,11}[-_ .]?){1,3}?[-_ ]?(?:0\d{3,9}|\d{6,10})$")
_NUMBER = re.compile(
    r"[-–—~\[(\s]*(?:(?:page|pg\.?|p\.|seite|página)\s*)?(\d{1,4}|[ivxlc]{1,7})"
    r"(?:\s*(?:of|/|von|de)\s*\d{1,4})?[-–—~\])\s]*",
    re.I,
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_OUTER_NUMBERS = re.compile(r"^\d{1,4}\s|\s\d{1,4}$")
_DIGITS = re.compile(r"\d+")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Head:
    """A row at the top or bottom of a page: its lines, and how far from that edge it is."""

    text: str
    lines: tuple[int, ...]
    at_top: bool
    distance: float
    depth: int


@dataclass(frozen=True, slots=True)
class Face:
    """A page as far as its margins go. `lines` are all of it; `recognised` off a picture."""

    lines: Sequence[Line]
    width: float
    height: float
    recognised: bool = False
    heads: tuple[Head, ...] = ()
    words: frozenset[str] = frozenset()


@dataclass(slots=True)
class Margins:
    """The lines that are not part of the flowing text, and what they say, from the top; `pages`
    are those of a transcript that stand on the sheet."""

    lines: set[int] = field(default_factory=set)
    pages: list[NumberedPage] = field(default_factory=list)
    notes: list[tuple[MarkKind, str]] = field(default_factory=list)


def face_of(
    lines: Sequence[Line], width: float, height: float, *, recognised: bool = False
) -> Face:
    """The page with the rows near its edges, the outermost first on each side."""
    top = [i for i, line in enumerate(lines) if line.upright and line.bottom <= ZONE * height]
    low = [i for i, line in enumerate(lines) if line.upright and line.top >= (1 - ZONE) * height]
    heads = []
    for at_top, rows in ((True, rows_of(lines, top)), (False, rows_of(lines, low)[::-1])):
        for depth, row in enumerate(rows[:MOST_ROWS]):
            first = lines[row[0]]
            distance = first.top if at_top else height - first.bottom
            text = " ".join(lines[i].text for i in row)
            heads.append(Head(text, row, at_top, distance, depth))
    words = frozenset(line.text for line in lines)
    return Face(lines, width, height, recognised, tuple(heads), words)


def margins_of(faces: Sequence[Face | None], at: int) -> Margins:
    """The margins of page `at` (from 0) of these; None stands for a page that is damaged.

    Gives the same for any stretch of a file's pages that holds all within `NEAR` of it.
    """
    face = faces[at]
    found = Margins()
    if face is None:
        return found
    around = [
        (n - at, other)
        for n in range(max(at - NEAR, 0), min(at + NEAR + 1, len(faces)))
        if n != at and (other := faces[n]) is not None
    ]
    near = [(step, other) for step, other in around if not other.recognised]
    _take_line_numbers(face, around, found)
    _take_court_box(face, found)
    inner = {True: False, False: False}
    heads: set[int] = set()
    said: list[tuple[MarkKind, str]] = []
    for head in face.heads:
        if found.lines.issuperset(head.lines):
            continue
        kind = _kind(face, head, near, outermost=not inner[head.at_top])
        if kind is None:
            inner[head.at_top] = True
            continue
        rest = [i for i in head.lines if i not in found.lines]
        found.lines.update(rest)
        notes = [*_notes(kind, " ".join(face.lines[i].text for i in rest), head, near)]
        found.notes += notes
        if kind in ("header", "footer"):
            heads.update(rest)
            said += notes
    if all(i in found.lines or not _LETTER.search(one.text) for i, one in enumerate(face.lines)):
        # It has nothing else: "Exhibit 3" on a page of its own is what the page says.
        found.lines -= heads
        found.notes = [note for note in found.notes if note not in said]
    return found


def _notes(
    kind: MarkKind, text: str, head: Head, near: Sequence[tuple[int, Face]]
) -> Iterator[tuple[MarkKind, str]]:
    """What a row says: a number as it is cited, and all of the row where it says more."""
    if kind == "printed page":
        number = _NUMBER.fullmatch(text)
        printed = number.group(1) if number else text
        yield kind, printed
        if text.strip("-–—~[]() ") != printed:
            yield "header" if head.at_top else "footer", text
        return
    yield kind, text
    if kind in ("header", "footer"):
        outer = (n for n in _outer_numbers(text) if _is_counted(head, int(n), near))
        yield from (("printed page", printed) for printed in [*outer][:1])


def _outer_numbers(text: str) -> list[str]:
    """The numbers that a row starts and ends with."""
    return [number.strip() for number in _OUTER_NUMBERS.findall(text)]


def _kind(
    face: Face, head: Head, near: Sequence[tuple[int, Face]], *, outermost: bool
) -> MarkKind | None:
    if _DOCKET.search(head.text) and not _PROSE.search(head.text):
        return "docket"
    if _BATES.fullmatch(head.text):
        return "bates"
    if number := _NUMBER.fullmatch(head.text):
        alone = outermost and face.recognised and len(head.lines) == 1
        return "printed page" if alone or _is_counted(head, _value(number), near) else None
    if face.recognised:
        return None
    distinct = [(step, other) for step, other in near if not _copies(face, other)]
    matches = sum(_repeats(head, step, other) for step, other in distinct)
    if matches >= 2 or (matches == 1 and outermost and _is_alone(face, head, distinct)):
        return "header" if head.at_top else "footer"
    return None


def _value(number: re.Match[str]) -> int:
    printed = number.group(1).lower()
    if printed.isdigit():
        return int(printed)
    digits = [_ROMAN[letter] for letter in printed]
    following = [*digits[1:], 0]
    return sum(-a if a < b else a for a, b in zip(digits, following, strict=True))


def _is_counted(head: Head, value: int, near: Sequence[tuple[int, Face]]) -> bool:
    """Whether a page nearby has the number that it should have then, on the same edge."""
    return any(
        other.at_top == head.at_top and value + step in _numbers(other.text)
        for step, face in near
        for other in face.heads
    )


def _numbers(text: str) -> list[int]:
    number = _NUMBER.fullmatch(text)
    return [_value(number)] if number else [int(n) for n in _outer_numbers(text)]


def _repeats(head: Head, step: int, face: Face) -> bool:
    """Whether a page `step` pages on has this row too, but for its page number."""
    own = _OUTER_NUMBERS.sub("", head.text)
    if not any(map(str.isalpha, own)):
        return False
    for other in face.heads:
        if other.at_top != head.at_top or abs(other.distance - head.distance) > SAME_PLACE:
            continue
        if _OUTER_NUMBERS.sub("", other.text) == own:
            return True
        if _DIGITS.sub("#", other.text) == _DIGITS.sub("#", own):
            ours, theirs = _DIGITS.findall(own), _DIGITS.findall(other.text)
            if {int(b) - int(a) for a, b in zip(ours, theirs, strict=True)} <= {0, step}:
                return True
    return False


def _copies(face: Face, other: Face) -> bool:
    shared = len(face.words & other.words)
    return shared > 2 and shared > ALIKE * min(len(face.words), len(other.words))


def _is_alone(face: Face, head: Head, near: Sequence[tuple[int, Face]]) -> bool:
    """Whether more than a line's height lies between the row, with those on the same edge that
    are found nearby too, and the rest of the page."""
    block = [
        other
        for other in face.heads
        if other.at_top == head.at_top and any(_repeats(other, *page) for page in near)
    ]
    inmost = max([head, *block], key=lambda other: other.depth)
    own = face.lines[inmost.lines[0]]
    taken = {i for other in [head, *block] for i in other.lines}
    rest = [line for i, line in enumerate(face.lines) if i not in taken and line.upright]
    if head.at_top:
        gap = min((line.top for line in rest if line.top > own.top), default=face.height)
        return gap - own.bottom > own.height
    gap = max((line.bottom for line in rest if line.bottom < own.bottom), default=0.0)
    return own.top - gap > own.height


def _take_line_numbers(face: Face, near: Sequence[tuple[int, Face]], found: Margins) -> None:
    """The numbers of lines, and those of the pages whose lines they are."""
    columns = columns_of(face.lines, [other.lines for _, other in near])
    if not columns:
        return
    found.pages = pages_on(face.lines, columns)
    for page in found.pages:
        found.lines.update(page.column.lines)
        if page.label is not None:
            found.lines.add(page.label)
        found.notes.append(("line numbers", _from_to(face, page.column)))


def _from_to(face: Face, column: Column) -> str:
    return f"{face.lines[column.lines[0]].text}-{face.lines[column.lines[-1]].text}"


def _take_court_box(face: Face, found: Margins) -> None:
    """The box in which the Southern District of New York notes the filing of a paper."""
    for index, line in enumerate(face.lines):
        if _COURT_BOX.match(line.text) and line.top < face.height / 3:
            box = [index, *_below(face, line)]
            if len(box) >= 3:
                found.lines.update(box)
                found.notes.append(("docket", " ".join(face.lines[i].text for i in box)))
                return


def _below(face: Face, head: Line) -> Iterator[int]:
    for index, line in enumerate(face.lines):
        near = 0 < line.top - head.top < 8 * head.height
        beside = line.left < head.right + 8 * head.height and line.right > head.left
        if near and beside and _IN_COURT_BOX.search(line.text):
            yield index
