"""Marks in flowing text: counts, paragraphs, sections, stamps, printed pages, mail headers.

A reader gives the marks that its format shows by itself (sheets, slides, what stands in the
margins of a PDF page). These are the ones that only the words show.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.document import Mark, MarkKind, Page
from corpus.numbering import numbered_paragraphs, previous_line
from corpus.sections import sections
from corpus.testimony import speakers

_NUMBER = (
    r"(?:(?:twenty|thirty|forty|fifty)(?:-\w{3,5})?|(?:four|six|seven|eight|nine)teen|thirteen"
    r"|fifteen|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|\d{1,3}|[IVXL]{1,7})\b"
)
_COUNT = re.compile(
    rf"^[ \t]{{0,40}}[#*_]{{0,6}}[ ]?COUNTS?[ \t]+(?P<value>{_NUMBER}"
    rf"(?:(?:,?[ ](?:through|and|to|&)[ ]|,[ ]|[ ]?[-–][ ]?){_NUMBER}){{0,20}})"
    r"(?P<rest>[^\n]{0,200})$",
    re.I | re.M,
)
_HEADING_GOES_ON = re.compile(r"[*_\s]*(?:\Z|[-–—:]\s|[(\[]|\d+ U\.?S\.?C)")
_COUNTS_END = re.compile(
    r"^[ \t#*_]{0,40}(?:(?:[A-Z]+ ){0,3}FORFEITURE\b|A TRUE BILL|WHEREFORE\b|PRAYER FOR|NOTICE OF"
    r"|SENTENCING ALLEGATION|(?:JURY )?DEMAND\b)",
    re.M,
)
_DOCKET = re.compile(
    r"^[ \t]{0,40}(?P<stamp>(?:Case:?[ ]\d{1,2}:\d\d-[a-z]{2}-\d|USCA\d{0,2}[ ]|ECF No\.[ ])"
    r"[^\n]{0,120}\b(?:Page|Pg):?[ ]?\d{1,5}(?:[ ]of[ ]\d{1,5})?"
    r"(?:[ ]{1,4}Page[ ]?ID[ ]?[#.:]{0,2}[ ]?\d{1,8})?)[ \t\r]{0,40}$",
    re.I | re.M,
)
_BATES = re.compile(
    r"^[ \t]{0,120}(?P<stamp>[A-Z][A-Z&]{1,11}(?:[-_ ][A-Z]{2,10}){0,2}[-_ ]{0,2}\d{4,10})"
    r"[ \t\r]{0,40}$",
    re.M,
)
_PRINTED = re.compile(
    r"^[ \t]{0,120}(?:P(?:age|AGE)[ ]|[-–—][ ])(?P<stamp>\d{1,4}|[ivxl]{1,6})"
    r"(?:[ ]of[ ]\d{1,4}|[ ][-–—])?[ \t\r]{0,40}$",
    re.M,
)
_STAMPS: tuple[tuple[MarkKind, re.Pattern[str]], ...] = (
    ("docket", _DOCKET),
    ("bates", _BATES),
    ("printed page", _PRINTED),
)
_MAIL = re.compile(
    r"^[> \t]{0,20}(?:From|To|Sent|Date):[ \t][^\n]{1,400}\n"
    r"(?:[> \t]{0,20}(?:From|To|Cc|Bcc|Sent|Date|Subject|Attachments?|Reply-To):[^\n]{0,2000}\n"
    r"|[ \t][^\n]{1,400}\n){2,30}",
    re.M,
)
_FOOTNOTE = re.compile(
    r"^(?:Footnote|Endnote)[ ](?P<value>[\w*†‡]{1,6}):[ ][^\n]*"
    r"(?:\n(?!\n|(?:Foot|End)note )[^\n]+)*",
    re.M,
)
AT_THE_EDGE = 160
"""Code points from the beginning or end of a page within which a stamp stands."""


def marks_of(text: str, pages: Sequence[Page], given: Sequence[Mark]) -> tuple[Mark, ...]:
    """`given`, and the marks that stand in `text` itself, in order of their start.

    A kind that the reader gave is not looked for again. Each mark lies inside the text, and
    no two paragraphs overlap. A text has numbered paragraphs or sections, not both; the numbers
    of its footnotes are neither.
    """
    counts, ends = _counts(text)
    found = [Mark(start, end, "count", value) for start, end, value in counts]
    notes = [mark for mark in given if mark.kind == "footnote"] or [*_footnotes(text)]
    found += notes
    body = _without(text, notes)
    parts = sections(body)
    if parts:
        found += (Mark(start, end, "section", name) for start, end, name in parts)
    else:
        for start, end, number in numbered_paragraphs(body, ends):
            found.append(Mark(start, end, "paragraph", str(number)))
    for kind, pattern in _STAMPS:
        found += _stamped(text, pages, kind, pattern)
    if "\nTo:" in text or "Subject:" in text:
        found += (
            Mark(m.start(), m.start() + len(m.group().rstrip()), "mail header", "header")
            for m in _MAIL.finditer(text)
        )
    found += speakers(text)
    known = {mark.kind for mark in given}
    return tuple(sorted({*given, *(mark for mark in found if mark.kind not in known)}))


def _footnotes(text: str) -> Iterator[Mark]:
    """Footnotes as they are written after the text of a file that keeps them apart."""
    for match in _FOOTNOTE.finditer(text):
        yield Mark(match.start(), match.end(), "footnote", match["value"])


def _without(text: str, notes: Sequence[Mark]) -> str:
    """The text with spaces for what stands in footnotes."""
    parts: list[str] = []
    position = 0
    for mark in sorted(notes):
        if mark.start >= position:
            parts += (text[position : mark.start], " " * (mark.end - mark.start))
            position = mark.end
    return "".join([*parts, text[position:]])


def _counts(text: str) -> tuple[list[tuple[int, int, str]], list[int]]:
    """The (start, end, value) of each count, and where counts and what follows them begin."""
    headings = [match for match in _COUNT.finditer(text) if _is_heading(text, match)]
    starts = {match.start() for match in headings}
    starts |= {match.start() for match in _COUNTS_END.finditer(text)}
    bounds = [*sorted(starts), len(text)]
    following = dict(pairwise(bounds))
    counts = []
    for match in headings:
        start = match.start()
        words = text[start : following[start]].rstrip()
        counts.append((start, start + len(words), _as_cited(match["value"])))
    return counts, bounds


def _is_heading(text: str, match: re.Match[str]) -> bool:
    """Whether a line that begins with a count is its heading and not a sentence on it."""
    line = match.group().strip()
    before = previous_line(text, match.start())
    if line.isupper():
        return not before or before.isupper() or before.endswith((".", ":", ";", ")"))
    said = line.endswith((".", ",", ";")) or not match.group().lstrip(" \t#*_").startswith("C")
    return not before and not said and _HEADING_GOES_ON.match(match["rest"]) is not None


def _as_cited(value: str) -> str:
    """ "THREE THROUGH FIVE" as "Three through Five"; figures and "IV" stay as they are."""
    small = ("through", "and", "to", "&")
    words = value.replace("\t", " ").split()
    return " ".join(
        word.lower() if word.lower() in small else word if _is_figure(word) else word.capitalize()
        for word in words
    )


def _is_figure(word: str) -> bool:
    return not set(word.rstrip(",")) - set("IVXL0123456789-–")


def _stamped(
    text: str, pages: Sequence[Page], kind: MarkKind, pattern: re.Pattern[str]
) -> Iterator[Mark]:
    """Marks that hold for the page on which a stamp stands.

    Where no pages are known, a form feed ends one; without those, a page reaches from stamp
    to stamp.
    """
    matches = list(pattern.finditer(text.replace("\f", "\n")))  # either begins a line
    if not matches:
        return
    sheets = [(page.start, page.end) for page in pages] or _between_form_feeds(text)
    if sheets:
        held = _on_sheets(matches, sheets)
    elif kind == "docket" or _runs_up(matches):
        held = _from_stamp_to_stamp(matches, len(text))
    else:
        held = []
    for match, start, end in held:
        yield Mark(start, end, kind, " ".join(match["stamp"].split()))


def _between_form_feeds(text: str) -> list[tuple[int, int]]:
    feeds = [match.start() for match in re.finditer("\f", text)]
    return list(pairwise([0, *feeds, len(text)])) if feeds else []


_Held = list[tuple[re.Match[str], int, int]]
"""Stamps, each with the stretch it holds for."""


def _on_sheets(matches: list[re.Match[str]], sheets: list[tuple[int, int]]) -> _Held:
    held, remaining = [], iter(sheets)
    start, end = next(remaining)
    for match in matches:
        while end < match.end() and (following := next(remaining, None)):
            start, end = following
        inside = start <= match.start() and match.end() <= end
        if inside and min(match.start() - start, end - match.end()) <= AT_THE_EDGE:
            held.append((match, start, end))
    return held


def _from_stamp_to_stamp(matches: list[re.Match[str]], length: int) -> _Held:
    """A first stamp near the beginning says that they stand at the head of the page."""
    if matches[0].start() <= AT_THE_EDGE:
        ends = [*(match.start() for match in matches[1:]), length]
        return [(m, m.start(), end) for m, end in zip(matches, ends, strict=True)]
    starts = [0, *(match.end() for match in matches[:-1])]
    return [(m, start, m.end()) for m, start in zip(matches, starts, strict=True)]


def _runs_up(matches: list[re.Match[str]]) -> bool:
    """Whether stamps are of one series: what only looks like one stands alone."""
    figures = [re.findall(r"\d+", match["stamp"]) for match in matches]
    numbers = [int(found[-1]) for found in figures if found]
    rising = sum(0 < b - a <= 2 for a, b in pairwise(numbers))
    return rising > 0 and rising >= 0.5 * (len(matches) - 1)
