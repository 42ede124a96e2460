"""Places that a question names: "¶ 14", "§ 3.2", "Count Two", "ABC-000123", "page 5", "45:3"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.document import Document, Mark, MarkKind, Span

_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty".split()
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
_WORDS = rf"(?:(?:{'|'.join(_TENS)})(?:-\w{{3,5}})?|{'|'.join(reversed(_ONES))}|\d{{1,3}})"
_TO = r"(?:\s?[-–—]\s?|\s+(?:to|through)\s+)"
_AND = r"(?:\s?,\s?(?:and\s+)?|\s+(?:and|&)\s+)"
_FIGURES = rf"\d{{1,4}}(?:(?:{_TO}|{_AND})\d{{1,4}}\b){{0,20}}"

_ITEMS = r"(?:\([a-z]{1,4}\)|\(\d{1,2}\)){0,6}"
_SECTION = rf"\d{{1,5}}[A-Za-z]?(?:\.\d{{1,4}}){{0,4}}[A-Za-z]?\s?{_ITEMS}"
_SECTIONS = rf"{_SECTION}(?:(?:{_TO}|{_AND})(?:§\s?)?{_SECTION}){{0,20}}(?![\w/])"
_PART = r"(?:[IVXLC]{1,7}|\d{1,3}|[A-Z])\b"
_PART_NAMED = re.compile(
    rf"(?:\s+of\s+)?\b(?P<called>art|sched|annex|app|add|ex)[a-z]*\.?\s+(?P<of>{_PART})", re.I
)
_PART_SHORT = {
    "art": "art",
    "sch": "sched",
    "ann": "annex",
    "app": "app",
    "add": "add",
    "ex": "ex",
    "exh": "ex",
}

_ASKED: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("paragraph", re.compile(rf"(?:¶{{1,2}}|\b(?:paras?\.?|paragraphs?))\s*({_FIGURES})\b", re.I)),
    (
        "section",
        re.compile(
            r"(?<!U\.S\.C\. )(?<!U\.S\.C\.)(?<!C\.F\.R\. )"
            r"(?:§{1,2}|¶{1,2}|\b(?:(?:sub-?)?(?:sections?|secs?|clauses?)|paras?|paragraphs?)\b\.?)"
            rf"\s*({_SECTIONS})",
            re.I,
        ),
    ),
    (
        "section",
        re.compile(
            r"\b((?:(?:[Aa]rt(?:icle\b|\.)|ARTICLE|Art)\s*(?:[IVXLC]{1,7}|[ivxlc]{1,7}|\d{1,3})\b"
            rf"|(?:[Ss]ched(?:ule\b|\.)|[Aa]nnex|[Aa]pp(?:endix\b|\.)|[Aa]ddendum)\s*{_PART})"
            rf"(?:,?\s*(?:§{{1,2}}|\b[Ss]ec(?:tion|\.)?)\s*{_SECTION})?)",
        ),
    ),
    (
        "section",
        re.compile(
            rf"\b(?i:sec(?:tion|\.)?)\s+({_SECTION}\s+of\s+(?i:article|art\.|schedule)\s+{_PART})"
        ),
    ),
    ("footnote", re.compile(rf"\b(?:(?:foot)?notes?|nn?\.|fns?\b\.?)\s?({_FIGURES})\b", re.I)),
    ("count", re.compile(rf"\bcounts?\s+((?:{_WORDS}\b(?:{_TO}|{_AND})?){{1,20}})", re.I)),
    ("count", re.compile(r"\b[Cc](?:ounts?|OUNTS?)\s+([IVXL]{1,7})\b")),
    ("bates", re.compile(r"\b([A-Z][A-Z&]{1,11}(?:[-_ ][A-Z]{2,10}){0,2}[-_ ]?\d{4,10})\b")),
    (
        "docket",
        re.compile(
            r"\b(?:(?:Dkt|ECF|Doc|Docket|D\.E)\b\.?(?:\s+(?:No|Entry|Item)\b\.?)?"
            r"|Document\s+No\.?)\s*#?(\d{1,4}(?:-\d{1,3})?)\b",
            re.I,
        ),
    ),
    ("page", re.compile(rf"\b(?:pages?|pp?\.)\s*({_FIGURES}|[ivxl]{{1,6}})\b", re.I)),
    ("slide", re.compile(rf"\bslides?\s+({_FIGURES})\b", re.I)),
)
_LINES = re.compile(
    r"(?<![\d:.])(?P<page>\d{1,5}):(?P<first>\d{1,2})(?![\d:])"
    r"(?:\s?(?:[-–—]|to|through)\s?(?:(?P<last_page>\d{1,5}):)?(?P<last>\d{1,2})(?![\d:]))?"
    r"(?!\s?(?:[ap]\.?\s?m\b|hours\b|o’?'?clock\b))",
    re.I,
)
_LINES_IN_WORDS = re.compile(
    rf"\b(?:pages?|pp?\.)\s*(?P<page>\d{{1,5}}),?\s*(?:at\s+)?(?:lines?|ll?\.)\s*(?P<lines>{_FIGURES})",
    re.I,
)
_OF_TESTIMONY = re.compile(
    r"\b(?:dep(?:o|os|osition)?|tr|transcripts?|testimony|testif\w+|hearing|trial|cross|r\.?t)\b|"
    r"\blines?\b",
    re.I,
)
MOST_ON_PAGE = 40
"""Lines of a page of a transcript are no more; later numbers are minutes."""
_DOCKETED = re.compile(r"\b(?:Doc(?:ument)?|ECF No)\.?:?\s?([\d-]+)", re.I)
_TOKEN = re.compile(r"[a-z]+-[a-z]+|\w+|[-–—]", re.I)
_THROUGH = ("-", "–", "—", "to", "through")
BETWEEN_LINES = 2
"""Code points between two lines of a text that follow each other."""
MOST_ASKED = 50
"""A range is followed this far: "pages 1 to 9000" asks for the document."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place as a question names it; `value` is in the form in which marks are compared."""

    kind: str
    value: str


def wanted_places(query: str) -> tuple[Place, ...]:
    """The places that `query` names, each once; none for most questions, and then quickly."""
    found = [
        Place(kind, value)
        for kind, pattern in _ASKED
        for match in pattern.finditer(query)
        for value in _compared(kind, match.group(1))
    ]
    found = _without_vaguer(found)
    return tuple(dict.fromkeys([*found, *_lines_asked(query)]))


def _without_vaguer(found: Sequence[Place]) -> list[Place]:
    """The places less "2" and "art4" where "art4§2" is asked for."""
    exact = {p.value for p in found if p.kind == "section" and "§" in p.value}
    vaguer = {half for value in exact for half in value.split("§")}
    return [place for place in found if place.kind != "section" or place.value not in vaguer]


def _lines_asked(query: str) -> Iterator[Place]:
    """The lines of a transcript that `query` names: "45:3-12", "page 45, lines 3 to 12".

    "3:15" is a time of day, unless a word about testimony stands before it.
    """
    for match in _LINES_IN_WORDS.finditer(query):
        for line in sorted(_numbers(match["lines"]), key=int):
            yield Place("line", f"{match['page']}:{line}")
    testimony = _OF_TESTIMONY.search(query)
    for match in _LINES.finditer(query):
        page, first = int(match["page"]), int(match["first"])
        named = testimony is not None and testimony.end() <= match.start()
        if not 1 <= first <= MOST_ON_PAGE or (not named and _may_be_time(match)):
            continue
        end = int(match["last_page"] or page), int(match["last"] or first)
        yield from _from_to((page, first), end)


def _may_be_time(match: re.Match[str]) -> bool:
    """Whether "11:40" or "9:15-10:30" may be a time of day: minutes have two figures."""
    hours = [int(match["page"]), int(match["last_page"] or 0)]
    is_range = match["last"] is not None and not match["last_page"]
    return len(match["first"]) == 2 and max(hours) <= 24 and not is_range


def _from_to(first: tuple[int, int], last: tuple[int, int]) -> Iterator[Place]:
    """The lines from one to another, each as (page, line), at most `MOST_ASKED`."""
    (page, line), asked = first, 0
    while (page, line) <= last and asked < MOST_ASKED:
        yield Place("line", f"{page}:{line}")
        line, asked = line + 1, asked + 1
        if line > MOST_ON_PAGE:
            page, line = page + 1, 1


def find_places(document: Document, wanted: Sequence[Place]) -> list[Span]:
    """The spans of `document` that `wanted` names, in order: 14 is not 114.

    A page is meant by its number in the file or by the one that is printed on it. Where
    both counts and paragraphs are wanted, paragraphs outside of those counts are left out.
    """
    asked: dict[str, set[str]] = {}
    for place in wanted:
        asked.setdefault(place.kind, set()).add(place.value)
    spans: dict[str, set[Span]] = {}
    lines: list[Span] = []
    for mark in document.marks:
        kind = _ASKED_AS.get(mark.kind)
        if kind in asked and not asked[kind].isdisjoint(_compared(kind, mark.value)):
            span = document.span(mark.start, mark.end)
            if kind == "line":
                lines.append(span)
            else:
                spans.setdefault(kind, set()).add(span)
    if lines:
        spans = {**spans, "line": _together(lines), "page": set()}
        asked.pop("page", None)
    for page in document.pages:
        if str(page.number) in asked.get("page", ()):
            spans.setdefault("page", set()).add(document.span(page.start, page.end))
    if "section" in asked:
        spans["section"] = _around(document, asked["section"])
    if "count" in spans and "paragraph" in spans:
        within = {p for p in spans["paragraph"] if any(c.contains(p) for c in spans["count"])}
        spans = {**spans, "count": set(), "paragraph": within} if within else spans
    return sorted(span for kind in spans for span in spans[kind])


def _together(lines: Sequence[Span]) -> set[Span]:
    """The spans of lines, those that follow each other as one."""
    found: list[Span] = []
    for span in sorted(lines):
        if found and span.start - found[-1].end <= BETWEEN_LINES:
            found[-1] = Span(span.document_id, found[-1].start, max(span.end, found[-1].end))
        else:
            found.append(span)
    return set(found)


def _around(document: Document, asked: set[str]) -> set[Span]:
    """The sections that are asked for; of one that is not numbered, "4(b)", the one around it."""
    named: dict[str, list[Mark]] = {}
    for mark in document.marks:
        if mark.kind == "section":
            for value in {*_sections(mark.value), _sections_alone(mark.value)}:
                named.setdefault(value, []).append(mark)
    found = set()
    for value in asked:
        while value not in named and value.endswith(")"):
            value = value[: value.rindex("(")]
        found |= {document.span(mark.start, mark.end) for mark in named.get(value, ())}
    return found


_ASKED_AS: dict[MarkKind, str] = {
    "paragraph": "paragraph",
    "footnote": "footnote",
    "count": "count",
    "bates": "bates",
    "docket": "docket",
    "printed page": "page",
    "slide": "slide",
    "line": "line",
}


def _compared(kind: str, printed: str) -> set[str]:
    """The values that stand for what is printed, one for each number of a range."""
    return _FORMS[kind](printed)


def _bates(printed: str) -> set[str]:
    return {re.sub(r"[-_ ]", "", printed).upper()}


def _docket(printed: str) -> set[str]:
    stamp = _DOCKETED.search(printed)
    return {stamp.group(1) if stamp else printed}


def _numbers(printed: str) -> set[str]:
    """ "14 to 16 and 20" as 14, 15, 16, 20; words and Roman numbers as figures."""
    found: set[str] = set()
    last, through = 0, False
    for token in _TOKEN.findall(printed):
        number = _number(token)
        if number is None:
            through = token.lower() in _THROUGH
            continue
        goes_on = through and last < number <= last + MOST_ASKED
        found |= {str(n) for n in range(last + 1 if goes_on else number, number + 1)}
        last, through = number, False
    return found


def _number(token: str) -> int | None:
    if token.isdecimal():
        return int(token)
    tens, _, ones = token.lower().partition("-")
    if tens in _TENS:
        return 10 * (_TENS.index(tens) + 2) + (_ONES.index(ones) + 1 if ones in _ONES else 0)
    if tens in _ONES:
        return _ONES.index(tens) + 1
    if not set(token) <= _ROMAN.keys():
        return None
    values = [_ROMAN[letter] for letter in token]
    return sum(-a if a < b else a for a, b in pairwise([*values, 0]))


def _sections(printed: str) -> set[str]:
    """ "3.2 and 4(b)" as "3.2" and "4(b)", "3.1–3.3" with "3.2"; "Art. IV § 2" as "art4§2", and
    as a mark also "2"."""
    part = _PART_NAMED.search(printed)
    if part is None:
        return _section_numbers(printed)
    rest = printed[: part.start()] + printed[part.end() :]
    kind = part["called"].lower()
    of = part["of"]
    number = str(_number(of) or of.lower()) if kind.startswith("art") else of.lower()
    called = f"{_PART_SHORT[kind[:3]]}{number}"
    inner = _section_numbers(rest)
    return {f"{called}§{value}" for value in inner} or {called}


def _sections_alone(name: str) -> str:
    """What a section is also called by: "2(a)" of "Art. IV § 2(a)"."""
    return re.sub(r"\s", "", name.rpartition("§")[2]).lower()


def _section_numbers(printed: str) -> set[str]:
    found: set[str] = set()
    last = None
    position = 0
    for match in re.finditer(_SECTION, printed, re.I):
        value = re.sub(r"\s", "", match.group()).lower()
        through = re.fullmatch(_TO, printed[position : match.start()], re.I) is not None
        if through and last is not None:
            found |= _between(last, value)
        found.add(value)
        last, position = value, match.end()
    return found


def _between(first: str, last: str) -> set[str]:
    """The sections from one to another of the same row: "3.2" to "3.5"."""
    (row, _, low), (other, _, high) = first.rpartition("."), last.rpartition(".")
    if row != other or not (low.isdecimal() and high.isdecimal()):
        return set()
    numbers = range(int(low), min(int(high), int(low) + MOST_ASKED))
    return {f"{row}.{n}" if row else str(n) for n in numbers}


def _page(printed: str) -> set[str]:
    return _numbers(printed) or {printed.lower()}


def _line(printed: str) -> set[str]:
    return {printed}


_FORMS: dict[str, Callable[[str], set[str]]] = {
    "paragraph": _numbers,
    "section": _sections,
    "footnote": _numbers,
    "count": _numbers,
    "bates": _bates,
    "docket": _docket,
    "page": _page,
    "slide": _numbers,
    "line": _line,
}
