"""Numbered paragraphs of a filing: which numbers at the start of lines are of one series.

"14." opens a line in many ways: as a paragraph's number, as a day of the month that a wrap
left there, as an item of a list, as a footnote. Paragraphs are told from the rest by their
series: they run up by one through the document, and start again only below a heading.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from corpus.paragraphs import opens_item

_NUMBER = re.compile(
    r"^[ \t]{0,40}[*_]{0,3}(?P<number>(?:¶[ \t]?)?\d{1,4}(?:\\?[.)])?)[*_]{0,3}"
    r"(?:[ \t]+(?=\S)|[ \t\r]*$)",
    re.M,
)
_LEADERS = re.compile(r"(?:\.[ ]?){5}[. ]*\w{1,5}[ \t\r]*$", re.M)
"""What fills a line of a table of contents."""
_ENDED = re.compile(r"[.!?:;,][\"'”’)\]]{0,4}\Z")
_CLOSING = re.compile(
    r"^[ \t]{0,40}(?:Dated?\b[: ]|Executed on|Respectfully submitted|WHEREFORE\b|A TRUE BILL"
    r"|IT IS (?:HEREBY |SO )|SO ORDERED|I declare under|_{6})",
    re.M,
)
_CAPTION = re.compile(
    r"\b(?:COURT|INDICTMENT|INFORMATION|COMPLAINT|AGREEMENT|DECLARATION|AFFIDAVIT|PLAINTIFFS?"
    r"|DEFENDANTS?|PETITION|STIPULATION|MOTION|ORDER)\b"
)
_BLOCK_BREAK = re.compile(r"\n[ \t\r\f]*\n[ \t\r\f\n]*")
_OF_PARAGRAPH = re.compile(
    r"[ \t]*(?:\((?:[a-z]{1,4}|[A-Z]|\d{1,2})\)|[a-z]\.|[ivx]{1,5}\.|[-*•“\"]|[a-z])"
)
LEAST_WORDS = 8
"""Code points of a number that stands on a line of its own, above its words."""
HEAD = 3_000
"""Code points from the start in which a filing names itself."""
LEAST, LEAST_ELSEWHERE = 2, 12
"""Paragraphs in a series, in a filing and in a text that does not say that it is one: a list
in an article has fewer."""
WIDEST_GAP = 3
"""A number that was misread may be missing; more than this is another series."""
MOST_RESTARTS = 4
"""Beside those at counts; a handbook with a list under each heading has more."""
FARTHEST = 8_000
"""Code points behind the last number of a series in which the next one may be glued."""
SHORT_LINE = 90
"""A last line this short that ends no sentence is the heading of what follows."""


@dataclass(frozen=True, slots=True)
class _Number:
    """A number that opens a line; `style` is how it is set, `fresh`: below a heading."""

    start: int
    value: int
    style: str
    fresh: bool


def numbered_paragraphs(text: str, bounds: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """The (start, end, number) of each numbered paragraph, in order, apart from each other.

    A paragraph reaches from its number to before the next one, less a heading that stands
    between; it ends at the latest at the next of `bounds`, which are in order, or where the
    document is signed. Items "(a)" belong to the paragraph they stand in.
    """
    numbers = list(_numbers(text))
    series = _with_misprinted(numbers, _with_glued(text, _series(numbers)))
    longest = max((len(numbers) for numbers in series), default=0)
    if longest < LEAST or (longest < LEAST_ELSEWHERE and not _is_filing(text, series)):
        return
    if _restarts(series, bounds) > MOST_RESTARTS:
        return
    kept = [number for numbers in series for number in numbers if _counts_as(numbers)]
    lasts = {numbers[-1].start for numbers in series}
    ends = [*(number.start for number in kept[1:]), len(text)]
    for number, end in zip(kept, ends, strict=True):
        if number.start in lasts:
            end = _last_end(text, number.start, end)
        bound = bisect_right(bounds, number.start)
        if bound < len(bounds):
            end = min(end, bounds[bound])
        yield number.start, _end(text, number.start, end), number.value


def previous_line(text: str, offset: int) -> str:
    """The line before the one that begins at `offset`, without outer white space."""
    end = max(offset - 1, 0)
    return text[text.rfind("\n", 0, end) + 1 : end].strip()


def _numbers(text: str) -> Iterator[_Number]:
    for match in _NUMBER.finditer(text):
        printed = match["number"]
        before = previous_line(text, match.start())
        if printed.isdigit() or (before and not _may_follow(text, match, before)):
            continue
        if _LEADERS.search(text, match.end(), match.end() + 200):
            continue
        style = "¶" if printed.startswith("¶") else printed[-1]
        value = int(re.sub(r"\D", "", printed))
        yield _Number(match.start("number"), value, style, _below_heading(text, match.start()))


def _may_follow(text: str, match: re.Match[str], before: str) -> bool:
    if match["number"].startswith("¶"):
        return _ENDED.search(before[-8:]) is not None
    return opens_item(text[match.start() : match.end() + 1].replace("\\", "") + "x", before[-200:])


def _below_heading(text: str, offset: int) -> bool:
    above = text[max(0, offset - 400) : offset].rstrip()
    line = above[above.rfind("\n") + 1 :].strip()
    return not line or _is_heading(line)


def _is_heading(line: str) -> bool:
    return (
        len(line) <= SHORT_LINE
        and (line.isupper() or _ENDED.search(line[-8:]) is None or line.endswith(")"))
        and line.lstrip("#*(_ ")[:1].isupper()
    )


def _series(numbers: list[_Number]) -> list[list[_Number]]:
    series: list[list[_Number]] = []
    for index, number in enumerate(numbers):
        last = series[-1][-1] if series else None
        if last and number.style == last.style and 0 < number.value - last.value <= WIDEST_GAP:
            series[-1].append(number)
        elif last is None or number.fresh or len(series[-1]) == 1:
            if number.value == 1 or number.style == "¶" or _runs_up(numbers, index):
                series.append([number])
        elif number.value > last.value and _runs_up(numbers, index):
            series.append([number])
    return series


def _with_misprinted(
    numbers: Sequence[_Number], series: list[list[_Number]]
) -> list[list[_Number]]:
    """The series with those numbers that stand out of their row: where 27 is missing, and "37."
    alone stands between 26 and 28, the paragraph is cited as it is printed, and not as part of
    26."""
    starts = [number.start for number in numbers]
    return [
        [
            each
            for one, other in pairwise([*row, None])
            if one is not None
            for each in (one, *_misprinted(numbers, starts, one, other))
        ]
        for row in series
    ]


def _misprinted(
    numbers: Sequence[_Number], starts: Sequence[int], one: _Number, other: _Number | None
) -> Sequence[_Number]:
    """The number that stands for the one that is missing between two of a series."""
    if other is None or other.value != one.value + 2:
        return ()
    between = numbers[bisect_right(starts, one.start) : bisect_left(starts, other.start)]
    return between if len(between) == 1 and between[0].style == one.style else ()


def _with_glued(text: str, series: list[list[_Number]]) -> list[list[_Number]]:
    """The series with those numbers that they skip and that stand within a line, glued to the
    paragraph before: "… left. 26. He came back", or "… left. 26" above "He came back"."""
    starts = [*(numbers[0].start for numbers in series), len(text)]
    return [
        [*_filled(text, numbers, end)] if len(numbers) >= LEAST else numbers
        for numbers, end in zip(series, starts[1:], strict=True)
    ]


def _filled(text: str, numbers: list[_Number], end: int) -> Iterator[_Number]:
    for number, following in zip(numbers, [*numbers[1:], None], strict=True):
        yield number
        stop = following.start if following else min(end, number.start + FARTHEST)
        last = following.value if following else number.value + 2
        position = number.start + 1
        for missing in range(number.value + 1, last):
            glued = _glued(missing, number.style).search(text, position, stop)
            if glued is not None:
                position = glued.end()
                yield _Number(glued.start("number"), missing, number.style, fresh=False)


@lru_cache(maxsize=512)
def _glued(value: int, style: str) -> re.Pattern[str]:
    """A number behind the end of a sentence, before a capital, or where its line ends."""
    printed = rf"¶[ \t]?{value}\b\.?" if style == "¶" else rf"{value}{re.escape(style)}"
    bare = printed if style == "¶" else rf"{printed}|{value}"
    return re.compile(
        rf"[.!?:;][\"'”’)\]]{{0,3}}\s{{1,4}}(?P<number>(?:{printed})(?=[ \t]+[A-Z“\"])"
        rf"|(?:{bare})(?=[ \t\r]*\n[ \t]*[A-Z“\"]))"
    )


def _runs_up(numbers: list[_Number], index: int) -> bool:
    """Whether the next two in the same style go on from here."""
    number = numbers[index]
    near = [other.value for other in numbers[index + 1 : index + 9] if other.style == number.style]
    return near[:2] == [number.value + 1, number.value + 2]


def _restarts(series: list[list[_Number]], bounds: Sequence[int]) -> int:
    """How often numbers start again where no count begins: the lists of a handbook do."""
    return sum(
        bisect_right(bounds, before[-1].start) == bisect_right(bounds, after[0].start)
        for before, after in pairwise(series)
    )


def _counts_as(numbers: list[_Number]) -> bool:
    """A number alone is a paragraph where it says so, or is all there is below a heading."""
    first = numbers[0]
    return len(numbers) >= LEAST or first.style == "¶" or (first.value == 1 and first.fresh)


def _is_filing(text: str, series: list[list[_Number]]) -> bool:
    if any(numbers[0].style == "¶" for numbers in series):
        return True
    lines = text[:HEAD].splitlines()
    return any(line.isupper() and _CAPTION.search(line) for line in lines)


def _last_end(text: str, start: int, end: int) -> int:
    """Where the last of a series ends, at the latest at `end`: of what follows without a number
    only a list or a quotation that it introduces is its own."""
    for gap in _BLOCK_BREAK.finditer(text, start, end):
        before = text[max(start, gap.start() - 8) : gap.start()].rstrip()
        introduced = before.endswith((":", ";", ",", "; and", "; or")) or (
            _ENDED.search(before) is None and gap.start() - start > LEAST_WORDS
        )
        if not introduced and not _OF_PARAGRAPH.match(text, gap.end()):
            return gap.start()
    return end


def _end(text: str, start: int, end: int) -> int:
    """Where the paragraph from `start` ends, at the latest at `end`."""
    closing = _CLOSING.search(text, start + 1, end)
    end = start + len(text[start : closing.start() if closing else end].rstrip())
    while (line_start := text.rfind("\n", start, end) + 1) > 0:
        set_off = not previous_line(text, line_start)
        line = text[line_start:end].strip()
        if not (line.isupper() or set_off) or not _is_heading(line) or line.startswith("("):
            break
        end = start + len(text[start:line_start].rstrip())
    return end
