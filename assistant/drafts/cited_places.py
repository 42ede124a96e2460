"""The stretches of a paper that the places of a cite mean: its pages, paragraphs, lines, notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.drafts.papers import bates_key
from assistant.drafts.record_cites import CitedPlace, RecordCite
from corpus.document import Document, Mark, MarkKind

_STAMPED_PAGE = re.compile(r"\b(?:Page|Pg):? ?(\d+)", re.I)
_BOTH_ENDS = re.compile(r"\s?[-–]\s?")
_ORDINALS = dict(
    zip(
        "one two three four five six seven eight nine ten eleven twelve".split(),
        range(1, 13),
        strict=True,
    )
)
_ROMAN = {
    "I": 1,
    "II": 2,
    "III": 3,
    "IV": 4,
    "V": 5,
    "VI": 6,
    "VII": 7,
    "VIII": 8,
    "IX": 9,
    "X": 10,
}


@dataclass(frozen=True, slots=True)
class Opened:
    """The stretches of a paper that a cite means; `missing` says in words which of its places the
    paper has not, and `known` is false where the paper has no such places at all, so that the
    whole of it is meant."""

    stretches: tuple[tuple[int, int], ...]
    missing: str = ""
    known: bool = True


def opened(document: Document, cite: RecordCite) -> Opened:
    """What `cite` means of `document`: the whole of it where it names no place."""
    if cite.kind == "bates":
        return Opened(tuple(_bates(document, cite.paper)))
    if not cite.places:
        return Opened(((0, len(document.text)),))
    stretches: list[tuple[int, int]] = []
    missing: list[str] = []
    for place in cite.places:
        found = [*_found(document, place)]
        stretches += found
        if not found:
            missing.append(_missing(document, place))
    if not stretches and all(not message for message in missing):
        return Opened(((0, len(document.text)),), known=False)
    return Opened(tuple(stretches), "; ".join(filter(None, missing)))


def _found(document: Document, place: CitedPlace) -> Iterator[tuple[int, int]]:
    if place.kind == "page":
        yield from _pages(document, place)
    elif place.kind == "line":
        yield from _lines(document, place)
    elif place.kind == "item":
        yield from _items(document.text, place)
    elif place.kind == "count":
        yield from (
            (mark.start, mark.end)
            for mark in document.marks
            if mark.kind == "count"
            and _number(place.first) in map(_number, re.findall(r"\w+", mark.value))
        )
    else:
        for kind in _MARKS[place.kind]:
            held = [*_marked(document, kind, place)]
            if held:
                yield from held
                return


_MARKS: dict[str, tuple[MarkKind, ...]] = {
    "paragraph": ("paragraph", "section"),
    "section": ("section", "paragraph"),
    "footnote": ("footnote",),
}


def _marked(document: Document, kind: MarkKind, place: CitedPlace) -> Iterator[tuple[int, int]]:
    for mark in document.marks:
        if mark.kind == kind and _within(mark.value, place):
            yield _part(document.text, mark, place.part) if place.part else (mark.start, mark.end)


def _within(value: str, place: CitedPlace) -> bool:
    if value.isdecimal() and place.first.isdecimal() and place.last.isdecimal():
        return int(place.first) <= int(value) <= int(place.last)
    bare = value.rpartition(" ")[2]
    return place.first in (value, bare) or place.last in (value, bare)


def _part(text: str, mark: Mark, part: str) -> tuple[int, int]:
    """The item "(c)" within a paragraph, to the next item of its kind; the whole paragraph where
    it has none."""
    item = re.findall(r"\([^)]*\)", part)[-1]
    start = text.find(item, mark.start, mark.end)
    if start < 0:
        return mark.start, mark.end
    following = re.compile(r"\n\s*\([a-z0-9]{1,4}\)").search(text, start + len(item), mark.end)
    return start, following.start() if following else mark.end


_ITEM = re.compile(
    r"^[ \t]*\|?[ \t]*(?:No\. ?)?(?P<number>\d{1,4})[ \t]*(?:[|.)]|\t)", re.MULTILINE
)


def _items(text: str, place: CitedPlace) -> Iterator[tuple[int, int]]:
    """The rows of these numbers, or else the items of a list: each to the end of its line."""
    first, last = int(place.first), int(place.last)
    lines = [match for match in _ITEM.finditer(text) if first <= int(match["number"]) <= last]
    rows = [match for match in lines if "|" in match.group() or "\t" in match.group()]
    for match in rows or lines:
        end = text.find("\n", match.end())
        yield match.start(), end if end >= 0 else len(text)


def _pages(document: Document, place: CitedPlace) -> Iterator[tuple[int, int]]:
    """The pages of these numbers: by the docket's stamp, as printed, or as the file counts them;
    a cite does not say by which, so all of them are opened."""
    first, last = int(place.first), int(place.last)
    found = set()
    for mark in document.marks:
        if mark.kind == "docket" and (stamp := _STAMPED_PAGE.search(mark.value)):
            number = int(stamp[1])
        elif mark.kind == "printed page" and mark.value.isdecimal():
            number = int(mark.value)
        elif mark.kind == "line" and mark.value.partition(":")[0].isdecimal():
            number = int(mark.value.partition(":")[0])
        else:
            continue
        if first <= number <= last:
            found.add((mark.start, mark.end))
    found |= {(p.start, p.end) for p in document.pages if first <= p.number <= last}
    yield from sorted(found)


def _lines(document: Document, place: CitedPlace) -> Iterator[tuple[int, int]]:
    first, last = _line(place.first), _line(place.last)
    lines = [m for m in document.marks if m.kind == "line" and _is_line(m.value)]
    inside = [mark for mark in lines if first <= _line(mark.value) <= last]
    if inside:
        yield min(mark.start for mark in inside), max(mark.end for mark in inside)


def _is_line(value: str) -> bool:
    page, _, line = value.partition(":")
    return page.isdecimal() and line.isdecimal()


def _line(value: str) -> tuple[int, int]:
    page, _, line = value.partition(":")
    return int(page), int(line)


def _bates(document: Document, cited: str) -> Iterator[tuple[int, int]]:
    first, *rest = _BOTH_ENDS.split(cited)
    prefix, _, low = bates_key(first).rpartition(" ")
    high = bates_key(rest[-1]).rpartition(" ")[2] if rest else low
    for mark in document.marks:
        its_prefix, _, number = bates_key(mark.value).rpartition(" ")
        if mark.kind == "bates" and its_prefix == prefix and int(low) <= int(number) <= int(high):
            yield mark.start, mark.end


def _number(word: str) -> int | str:
    if word.isdecimal():
        return int(word)
    return _ORDINALS.get(word.casefold()) or _ROMAN.get(word) or word.casefold()


def _missing(document: Document, place: CitedPlace) -> str:
    """What to say of a place that a paper has not; nothing where it has no places of the kind."""
    if place.kind == "page":
        if not document.pages:
            return ""
        return (
            f"{document.title} has no page {place.first}; it ends at p. {document.pages[-1].number}"
        )
    if place.kind == "item":
        return ""
    if place.kind == "line":
        lines = [m.value for m in document.marks if m.kind == "line" and _is_line(m.value)]
        ends = f"; its lines run from {lines[0]} to {lines[-1]}" if lines else ""
        return f"{document.title} has no line {place.first}{ends}" if lines else ""
    kinds: Sequence[str] = ("count",) if place.kind == "count" else _MARKS[place.kind]
    values = [mark.value for mark in document.marks if mark.kind in kinds]
    if not values:
        return ""
    numbers = [int(value) for value in values if value.isdecimal()]
    sign = {"paragraph": "¶", "section": "§", "footnote": "n.", "count": "Count"}[place.kind]
    ends = f"; it ends at {sign} {max(numbers)}" if numbers else ""
    return f"{document.title} has no {sign} {place.first}{ends}"
