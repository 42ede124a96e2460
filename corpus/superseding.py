"""Which documents of a case a later one supersedes, by what their own headings say.

A superseding indictment stands for those before it in the same case, an amended complaint
for the one it amends, a corrected article for its first version, and an order that vacates
or amends the order of a day for that order. What is not certain is left out.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence

from corpus.document import Document
from corpus.language.days import dates_in

KINDS = ("indictment", "complaint", "order", "article", "press release")
"""The kinds of document that are superseded, each by one of its own."""
HEAD = 3_000
"""Code points from the start in which a caption and a heading are looked for."""

_NUMBER = re.compile(r"\b(?:\d{1,2}:)?(?:20)?(\d\d)[ -](cr|cv|mj|mc)\b\.?[ -]?0*(\d{1,6})\b", re.I)
_PARTIES = re.compile(r"\bvs?\.\s(.{3,600}?)\bdefendants?\b", re.I | re.S)
_NO_NAME = frozenset(
    "and also known case docket criminal civil magistrate judge forfeiture defendant defendants"
    " united states america plaintiff indictment complaint inc llc the".split()
)
_ORDINALS = "FIRST SECOND THIRD FOURTH FIFTH SIXTH SEVENTH EIGHTH NINTH".split()
_LATER = re.compile(
    rf"^[^\w\n]*(?:(?P<nth>{'|'.join(_ORDINALS)}) )?(?:SUPERSEDING INDICTMENT"
    r"|(?:VERIFIED )?AMENDED (?:[A-Z-]+ ){0,3}COMPLAINT)\b[^\n]{0,60}$",
    re.M,
)
_CORRECTED_TITLE = re.compile(
    r"^\W*(?:correct(?:ed|ion)(?: version)?)\W+"
    r"|(?<=\w)\W+correct(?:ed|ion)(?: version)?\)?\W*$",
    re.I,
)
_CORRECTED_TEXT = re.compile(
    r"\b(?:an )?(?:earlier|previous|prior|original) version of this (?:article|story|report"
    r"|release)\b|\bthis (?:article|story|report|release) has been corrected\b",
    re.I,
)
_UNDOES = re.compile(
    r"\b(?:vacat(?:es?|ed|ing)|supersed(?:es?|ed|ing)|amend(?:s|ed|ing)|withdraw(?:s|n|ing)"
    r"|rescind(?:s|ed|ing))\b",
    re.I,
)
_ORDER_OF = re.compile(
    r"\border\b[^.;]{0,60}?\b(?:of|dated|entered(?: on)?|filed(?: on)?|issued(?: on)?)\s+"
    r"(?P<date>[A-Z0-9][^;]{5,30})",
    re.I,
)
_UNSURE = re.compile(
    r"\b(?:motions?|move[sd]?|request\w*|den(?:y|ies|ied)|declin\w+|not|never|in part|partial\w*"
    r"|should|would|may|if|whether|appeal\w*)\b",
    re.I,
)


def superseded_by(documents: Iterable[Document]) -> dict[str, str]:
    """The names of the documents that are superseded, each with that of the latest that
    supersedes it."""
    by_kind: dict[str, list[Document]] = {}
    for document in documents:
        by_kind.setdefault(document.kind, []).append(document)
    later: dict[str, str] = {}
    for kind in ("indictment", "complaint"):
        later.update(_pleadings(by_kind.get(kind, [])))
    for kind in ("article", "press release"):
        later.update(_articles(by_kind.get(kind, [])))
    later.update(_orders(by_kind.get("order", [])))
    return later


def plain_title(title: str) -> str:
    """A title without the mark of a correction, to compare it with others."""
    return " ".join(re.findall(r"\w+", _CORRECTED_TITLE.sub("", title).casefold()))


# Indictments and complaints


def _pleadings(documents: Sequence[Document]) -> Iterator[tuple[str, str]]:
    ranked = [(_rank(document), document) for document in documents]
    for rank, document in ranked:
        after = [
            (higher, other)
            for higher, other in ranked
            if higher > rank and _same_matter(document, other) and not _before(other, document)
        ]
        if after:
            yield document.name, max(after, key=lambda pair: pair[0])[1].name


def _rank(document: Document) -> int:
    """0 for the first of its kind, 1 for a superseding or amended one, 2 for a second …"""
    heading = _LATER.search(f"{document.title.upper()}\n{document.text[:HEAD]}")
    if heading is None:
        return 0
    return _ORDINALS.index(heading["nth"]) + 1 if heading["nth"] else 1


def _same_matter(one: Document, other: Document) -> bool:
    """Whether both have the same case number, and are not against others; or, where a
    number is wanting, whether all the names of one caption stand in the other's."""
    numbers, names = _numbers(one), _names(one)
    others, other_names = _numbers(other), _names(other)
    if numbers and others:
        apart = names and other_names and not names & other_names
        return bool(numbers & others) and not apart
    return bool(names) and names <= other_names


def _numbers(document: Document) -> set[tuple[str, str, str]]:
    """The case numbers of the caption: the year, the kind of case and its number."""
    end = _caption_end(document)
    stamps = (mark.value for mark in document.marks if mark.kind == "docket")
    found = [m for text in (document.text[:end], *stamps) for m in _NUMBER.finditer(text)]
    return {(match[1], match[2].lower(), match[3]) for match in found}


def _names(document: Document) -> set[str]:
    parties = _PARTIES.search(document.text, 0, _caption_end(document))
    words = re.findall(r"\b[A-Z][\w’'-]{2,}", parties[1]) if parties else ()
    return {word.casefold() for word in words} - _NO_NAME


def _caption_end(document: Document) -> int:
    """Where the heading that follows the caption begins: an order may quote other cases."""
    heading = re.compile(rf"^[^\w\n]*(?:\w+ )*{document.kind}\b[^\n]{{0,60}}$", re.I | re.M)
    found = heading.search(document.text, 0, HEAD)
    return found.end() if found else HEAD // 2


def _before(one: Document, other: Document) -> bool:
    return one.date is not None and other.date is not None and one.date < other.date


# Articles


def _articles(documents: Sequence[Document]) -> Iterator[tuple[str, str]]:
    by_title: dict[str, list[Document]] = {}
    for document in documents:
        by_title.setdefault(plain_title(document.title), []).append(document)
    for title, alike in by_title.items():
        corrected = [document for document in alike if _is_corrected(document)]
        for document in alike if title and corrected else ():
            after = [other for other in corrected if not _before(other, document)]
            if document not in corrected and after:
                yield document.name, after[-1].name


def _is_corrected(document: Document) -> bool:
    return (
        _CORRECTED_TITLE.search(document.title) is not None
        or _CORRECTED_TEXT.search(document.text) is not None
    )


# Orders


def _orders(documents: Sequence[Document]) -> Iterator[tuple[str, str]]:
    for document in documents:
        for date in _undone(document.text):
            meant = [
                other
                for other in documents
                if other.date == date and other is not document and _same_matter(other, document)
            ]
            if len(meant) == 1:  # two orders of one day: which one is not certain
                yield meant[0].name, document.name


def _undone(text: str) -> Iterator[datetime.date]:
    """The days of the orders that an order says it vacates or amends as a whole."""
    for order in _ORDER_OF.finditer(text):
        start = max(text.rfind(". ", 0, order.start()), text.rfind("\n\n", 0, order.start())) + 1
        end = re.compile(r"\.\s|\.$|\n\n|$").search(text, order.end())
        sentence = text[start : end.start() if end else len(text)]
        if _UNDOES.search(sentence) and not _UNSURE.search(sentence):
            yield from list(dates_in(" ".join(order["date"].split()), figures=True))[:1]
