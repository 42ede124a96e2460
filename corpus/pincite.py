"""Pin-cites: where in a document a span stands, as a person would cite it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from corpus.document import Document, Mark, MarkKind, Span
from corpus.messages import named

_DOCKET_PAGE = re.compile(
    r"\b(?:Doc(?:ument)?|ECF No)\.?:? ?(?P<document>[\d-]+).*?"
    r"\b(?:Page|Pg):? ?(?P<page>\d+)(?: of (?P<of>\d+))?",
    re.I,
)
_SEVERAL = re.compile(r"[ ,–]|\d-\d")


def places(document: Document, span: Span) -> tuple[Mark, ...]:
    """The marks of `document` that hold for some of `span`, in order of their start."""
    end = max(span.end, span.start + 1)
    before = bisect_left(document.marks, end, key=lambda mark: mark.start)
    return tuple(mark for mark in document.marks[:before] if mark.end > span.start)


def pincite(document: Document, span: Span) -> str:
    """ "Indictment, p. 5, Count Two, ¶ 14", "Lease, p. 3, § 4(b)(ii)", "Brief, p. 7, n.3": the
    title, then from the page to the place on it; of a transcript "Deposition of Mary Pell,
    45:3–12", page and lines as they are printed, and who answers there, where the title does not
    say it.

    What a stamp says of the page (a docket's page, a Bates number, the printed number) is
    added where it tells more than the page's own number.
    """
    here: dict[MarkKind, list[Mark]] = {}
    for mark in places(document, span):
        here.setdefault(mark.kind, []).append(mark)
    pages = _pages(document, span)
    parts = [document.title]
    if slides := _values(here.get("slide", ())):
        parts.append(_ranged("slide", "slides", slides))
        pages = []
    if pages:
        parts.append(_ranged("p.", "pp.", [str(page) for page in pages]))
    if stamps := list(_stamps(here, pages)):
        parts[-1] += f" ({'; '.join(stamps)})"
    if counts := _values(here.get("count", ())):
        parts.append(_counts(counts))
    if paragraphs := _values(here.get("paragraph", ())):
        parts.append(_ranged("¶", "¶¶", paragraphs))
    elif inside := _innermost(here.get("section", ()), span):
        parts.append(_sections(inside))
    elif lines := _values(here.get("line", ())):
        parts.append(_lines(lines))
    if notes := _values(here.get("footnote", ())):
        parts.append(_ranged("n.", "nn.", notes).replace(" ", "", 1))
    answering = [name for name in _values(here.get("witness", ())) if name not in document.title]
    if len(answering) == 1:
        parts[-1] += f" ({answering[0]})"
    if cells := _cells(here.get("cells", []), _values(here.get("sheet", ())), span):
        parts.append(cells)
    parts += [f"{name} speaking" for name in _values(here.get("speaker", ()))]
    if times := _values(here.get("time", ())):
        parts.append(f"at {_first_to_last(times)}")
    parts += _messages(here)
    if any(mark.end >= span.end for mark in here.get("mail header", ())):
        parts.append("header")
    return ", ".join(parts)


def _pages(document: Document, span: Span) -> list[int]:
    """The first and last page of a span; one where it stands on one, none without pages."""
    first, last = document.page_at(span.start), document.page_at(max(span.start, span.end - 1))
    return sorted({page for page in (first, last) if page is not None})


def _stamps(here: dict[MarkKind, list[Mark]], pages: list[int]) -> Iterator[str]:
    own = [str(page) for page in pages]
    printed = _values(here.get("printed page", ()))
    said = {mark.value.rpartition(":")[0] for mark in here.get("line", ())}
    if printed and not set(printed) <= {*own, *said}:
        yield _ranged("printed p.", "printed pp.", printed)
    if numbers := _values(here.get("bates", ())):
        yield _first_to_last(numbers)
    dockets = [m for value in _values(here.get("docket", ())) if (m := _DOCKET_PAGE.search(value))]
    if dockets and not {match["page"] for match in dockets} <= set(own):
        cited = _ranged("p.", "pp.", [match["page"] for match in dockets])
        of = f" of {dockets[0]['of']}" if dockets[0]["of"] else ""
        yield f"Doc. {dockets[0]['document']} {cited}{of}"


def _innermost(marks: Sequence[Mark], span: Span) -> list[str]:
    """The names of the first and last section of a span: those that lie deepest there, or the
    one around both."""
    first = [mark for mark in marks if mark.start <= span.start]
    last = [mark for mark in marks if mark.end >= span.end]
    around = [mark for mark in first if mark in last]
    if around:
        return [min(around, key=lambda mark: mark.end - mark.start).value]
    outer = [
        mark
        for mark in marks
        if not any(
            other.start <= mark.start and mark.end <= other.end and other != mark for other in marks
        )
    ]
    return list(dict.fromkeys(mark.value for mark in (*outer[:1], *outer[-1:])))


def _sections(names: Sequence[str]) -> str:
    """ "§ 3.2", "§§ 3.2–3.4", "Art. IV § 2"."""
    if all(name[:1].isdigit() for name in names):
        return _ranged("§", "§§", list(names))
    return "–".join(f"§ {name}" if name[:1].isdigit() else name for name in names)


def _lines(values: list[str]) -> str:
    """ "45:3–12", "45:24–46:2", or "lines 3–12" of a page without a number."""
    (page, _, first), (last_page, _, last) = (values[n].rpartition(":") for n in (0, -1))
    if not page or not last_page:
        return _ranged("line", "lines", [value.rpartition(":")[2] for value in values])
    if page == last_page:
        return f"{page}:{_first_to_last(list(dict.fromkeys([first, last])))}"
    return f"{page}:{first}–{last_page}:{last}"


def _cells(marks: list[Mark], sheets: list[str], span: Span) -> str:
    """ "Payments!A5:F7": the cells around a span, or all that it touches, on their sheet."""
    around = [mark for mark in marks if mark.start <= span.start and span.end <= mark.end]
    if around:
        marks = [min(around, key=lambda mark: mark.end - mark.start)]
    if len(sheets) > 1 or not marks:
        return _first_to_last(sheets)
    ranges = [mark.value.rpartition("!")[2] for mark in marks]
    first, last = ranges[0].split(":")[0], ranges[-1].split(":")[-1]
    cells = ranges[0] if len(ranges) == 1 else f"{first}:{last}"
    sheet = sheets[0] if sheets else marks[0].value.rpartition("!")[0]
    return f"{sheet}!{cells}" if sheet else cells


def _messages(here: dict[MarkKind, list[Mark]]) -> Iterator[str]:
    """ "message of Milo Penn, March 2, 2023", "quoted message of Rhea Stone, March 1, 2023"."""
    kinds: tuple[MarkKind, ...] = ("message", "quoted message")
    for kind in kinds:
        yield from dict.fromkeys(named(mark) for mark in here.get(kind, ()))


def _counts(values: list[str]) -> str:
    several = len(values) > 1 or _SEVERAL.search(values[0]) is not None
    return f"Count{'s' if several else ''} {', '.join(values)}"


def _ranged(one: str, several: str, values: list[str]) -> str:
    return f"{one} {values[0]}" if len(values) == 1 else f"{several} {_first_to_last(values)}"


def _first_to_last(values: list[str]) -> str:
    """ "14–16"; what does not run up is set apart, as where numbers start again: "9, 1"."""
    if len(values) < 2:
        return "".join(values)
    first, last = values[0], values[-1]
    if first.isdigit() and last.isdigit() and int(last) < int(first):
        return ", ".join(values)
    return f"{first}–{last}"


def _values(marks: Sequence[Mark]) -> list[str]:
    return list(dict.fromkeys(mark.value for mark in marks))
