"""The line of a paper that names it: "DEFENDANT'S MOTION TO SUPPRESS", below court and parties.

It may stand beside the parties, behind a rule of ")" or "§" or behind the number of the case, and
may run over some lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.paper_names import kind_named

HEAD = 3_000
"""Code points from the start in which a paper names itself."""
LONGEST, MOST_LINES = 200, 6
"""Code points and lines of a heading."""
NEAR, MOST_WORDS = 8, 14
"""Lines from the start within which a heading may be in small letters, and words of it."""
BARS_OF_A_ROW = 3
"""Bars from which a line is a row of a table and no part of a caption."""
CAPITALS = 0.8
"""The share of capitals from which a line is one in capitals."""
_PARTED = re.compile(r"\s\|\s|(?<=\s)[)§*│¦|:](?=\s|$)|^[)§*│¦|]|\t|\s{3,}")
"""What parts the columns of a caption."""
_EDGES = " \t\r\n#*_-–—=|)§:~[]("
_SPACED = re.compile(r"(?<!\w)(?:[A-Z] ){3,}[A-Z](?!\w)")
_NO_INITIALS = (
    "AND BAIL BILL BOND CASE DEED DNA EX FEE FOIA FOR IN JURY LIEN LIS MEMO NOTE OF ON"
    " PLAN PLEA PRE PRO RE RICO RULE SUA SUR TAX THE TO TRO USE WILL WRIT"
).split()
"""What the name of a paper begins with and is as short as the initials of a judge."""
_NUMBERED = re.compile(
    r"^(?:AO ?\d+\w*\s*\(Rev\.?[^)\n]{0,12}\)\s*"
    r"|(?:(?:case|civil|criminal|crim|civ|action|cause|index|docket|file|number|nos?|c\.a|cv|cr"
    r"|misc|mag)(?!\w)[.:#]?\s*){0,5}(?=[\w.()/:-]*\d)(?=\S*[-:./]|\S*\d{3}|\d+ )[\w.()/:-]+"
    rf"(?:\s+(?:(?-i:(?!(?:{'|'.join(_NO_INITIALS)})\b)[A-Z]{{2,4}})|Civ\.?|Cr\.?|C|\d+"
    r"|\([A-Za-z-]{1,5}\))(?=\s)){0,4}"
    r"(?:\s+(?:(?:Chief|Magistrate)\s)?Judge(?:\s[A-Z][\w.]+){1,3}?(?=\s[A-Z]{4,}))?)\s+",
    re.I,
)
"""The number of a form, or of the case, before the name of the paper."""
_COURT_BEFORE = re.compile(
    r"^(?:IN )?(?:THE )?(?:UNITED STATES (?:DISTRICT|BANKRUPTCY) COURT"
    r"(?:,? (?:FOR THE )?(?:[A-Z]+ )?DISTRICT OF (?:(?:NEW|NORTH|SOUTH|WEST|RHODE) )?[A-Z]+)?"
    r"|(?:SUPERIOR|CIRCUIT|DISTRICT|SUPREME) COURT OF (?:THE )?(?:(?:STATE|COUNTY) OF )?[A-Z]+)"
    r"(?:,? [A-Z]+ DIVISION)?[\s,]+(?=\S)"
)
"""A court's name that a layout put into one line with the name of the paper."""
_SMALL = frozenset(
    "a an and as at by for from in into of on or the to under upon v vs with without its his her"
    " held de la re".split()
)
_HANGS = re.compile(r"(?:\b(?:of|to|for|in|on|and|or|by|the|a|an|from|with|at|under)|,)$", re.I)
_GOES_ON = re.compile(
    r"(?:of|to|for|in|on|and|or|by|from|with|at|under|against|pursuant|as|\w{3,}(?:ed|ing))\b", re.I
)
_QUALIFIES = re.compile(
    r"(?:[’']s?|\b(?:superseding|amended|sentencing|proposed|joint|unopposed|emergency|first|second"
    r"|third|fourth|consolidated|verified|supplemental|set of|memorandum|application|renewed|of|in"
    r"|grand jury|opinion|and|government|plaintiff|defendant|defense|state|people))$",
    re.I,
)
"""How a line ends that only leads to the name on the next one."""
COURT = re.compile(
    r"^\W{0,40}(?:(?:IN )?(?:THE )?UNITED STATES\b|U\.?S\.? (?:DISTRICT|BANKRUPTCY)"
    r"|(?:IN )?THE \w+ COURT"
    r"|(?:[A-Z.,’' ]{1,60} )?(?:DISTRICT|SUPERIOR|CIRCUIT|SUPREME|COUNTY|BANKRUPTCY|CHANCERY"
    r"|MUNICIPAL"
    r"|FAMILY|PROBATE|HIGH|HOUSING|TRIAL|PROVINCIAL) COURT\b(?! OF APPEALS? OPINION)"
    r"|(?:IN )?(?:THE )?(?:[A-Z]+ )?COURTS? OF\b"
    r"|(?:THE )?(?:STATE|COMMONWEALTH|PEOPLE|PROVINCE|TERRITORY|COUNTY|CITY"
    r"|TOWN|DISTRICT) OF"
    r"|(?:EASTERN|WESTERN|NORTHERN|SOUTHERN|MIDDLE|CENTRAL) DISTRICT|Case \d+:\d\d-\w\w-)",
)
_SENTENCE = re.compile(r"[a-z)][.;]$|[a-z]{3}\. [A-Z]")
_REPORTS = re.compile(
    r"\s(?:obtains?|denie[sd]|wins|won|seeks|sought|files|faces|gets|got|orders|grants|rejects|issues"
    r"|announces|charges|sues|enters|secures|signs|approves|names|finds|upholds|overturns|affirms"
    r"|blocks|drops|says|asks|urges|settles|releases|loses|lost|reveals|shows|hears|told|tells|backs"
    r"|passes|adopts|calls|makes|made|breaks|violates|ends|wants|awards|pleads|admits|agrees)\s",
    re.I,
)
"""Verbs of headlines, which tell of a paper and are not its name."""
_OF_A_PART = re.compile(r"(?:[A-Z]|[IVX]+|\d+)[.)]\s")
_MARK = re.compile(r"[A-Z]{0,3}-?\d{1,4}(?:[.-]?[A-Z0-9]{1,3})?|[A-Z]{1,2}")
_PARTIES = re.compile(r"\s(?:v|vs)\.?\s")
_LABEL = re.compile(r"^[\w .’'/#()-]{1,30}:\s*\S")


@dataclass(frozen=True, slots=True)
class Heading:
    """The name of a paper as it is printed, in one line, its kind, and where its line begins."""

    words: str
    kind: str
    start: int


@dataclass(frozen=True, slots=True)
class _Cell:
    """Words of one column of a line: of the `right` one or the only."""

    words: str
    line: int
    start: int
    right: bool


def heading_of(text: str, *, capitals_only: bool = False) -> Heading | None:
    """The heading of a text, the first in its head that names a paper; the mark of an exhibit
    only where there is no other. With `capitals_only` no heading in small letters counts: a
    newspaper's headlines tell of papers."""
    exhibit = None
    cells = [*_cells(text)]
    for block in _blocks(cells):
        found = _named(block, capitals_only=capitals_only)
        if found and found.kind != "exhibit":
            return found
        exhibit = exhibit or found
    return exhibit


def is_court(line: str) -> bool:
    """Whether a line is the name of a court or a state, as a caption begins."""
    return COURT.match(line[:LONGEST]) is not None and kind_named(line) is None


def _cells(text: str) -> Iterator[_Cell]:
    at = 0
    for number, line in enumerate(text[:HEAD].splitlines(keepends=True)):
        if line.count("|") >= BARS_OF_A_ROW:
            at += len(line)
            continue
        indented = len(line) - len(line.lstrip()) >= 24
        parts = [part.strip(_EDGES).lstrip(". ") for part in _PARTED.split(line)]
        told = [part for part in parts if part]
        for part in told:
            words = _SPACED.sub(lambda m: m.group().replace(" ", ""), part)
            right = (len(told) > 1 and part is told[-1]) or (
                len(told) == 1 and (indented or (len(parts) > 1 and parts[-1] == part))
            )
            yield _Cell(words, number, at, right)
        at += len(line)


def _blocks(cells: Sequence[_Cell]) -> Iterator[list[_Cell]]:
    """Cells that stand under one another without a gap, of one column: those of the other are
    passed over."""
    open_: dict[bool, list[_Cell]] = {}
    done: list[list[_Cell]] = []
    for cell in cells:
        block = open_.get(cell.right)
        if block and cell.line - block[-1].line <= 1 and len(block) < MOST_LINES:
            block.append(cell)
        else:
            open_[cell.right] = [cell]
            done.append(open_[cell.right])
    yield from done


def _named(block: Sequence[_Cell], *, capitals_only: bool) -> Heading | None:
    for at, cell in enumerate(block):
        if _OF_A_PART.match(cell.words):
            continue
        words = _NUMBERED.sub("", _COURT_BEFORE.sub("", cell.words))
        if not words or is_court(words):
            continue
        first = at
        if at and _QUALIFIES.search(block[at - 1].words) and not is_court(block[at - 1].words):
            before = _NUMBERED.sub("", block[at - 1].words)
            if _in_capitals(before) == _in_capitals(words):
                first, words = at - 1, f"{before} {words}"
        if not _reads_as_heading(words, block[at].line, capitals_only):
            continue
        kind = kind_named(_PARTIES.split(words)[0])
        if kind is None:
            continue
        for following in block[at + 1 :]:
            more = following.words
            joins = (
                _HANGS.search(words)
                or (_in_capitals(words) and _GOES_ON.match(more))
                or (kind == "exhibit" and _MARK.fullmatch(more) and words.endswith("EXHIBIT"))
            )
            if (
                not joins
                or (_in_capitals(more) != _in_capitals(words) and not _MARK.fullmatch(more))
                or is_court(more)
                or len(words) + len(more) > LONGEST
            ):
                break
            words = f"{words} {more}"
        return Heading(
            _closed(words.strip(_EDGES + ".,")), kind_named(words) or kind, block[first].start
        )
    return None


def _reads_as_heading(words: str, line: int, capitals_only: bool) -> bool:
    """Whether a line stands as a name and says nothing: in capitals, capitalised, or short and
    near the start."""
    if len(words) > LONGEST or _SENTENCE.search(words) or words[:1] in "\"'“(":
        return False
    if _in_capitals(words):
        return not _LABEL.match(words) or "FOR CASE" in words
    if capitals_only or _LABEL.match(words) or not words[:1].isupper() or _REPORTS.search(words):
        return False
    parts = [part for part in re.findall(r"[^\W\d_][\w’'-]*", words) if part not in _SMALL]
    small = sum(part[0].islower() for part in parts)
    if len(parts) == 1 and line > NEAR:  # the heading of a part
        return False
    first = " ".join(words.split()[:3])
    return not small or (
        line <= NEAR and len(parts) <= MOST_WORDS and kind_named(first) is not None
    )


def _closed(words: str) -> str:
    """Words that were stripped at their ends with the bracket that they lost: "[PROPOSED]
    ORDER"."""
    for opening, closing in ("()", "[]"):
        if words.count(opening) > words.count(closing):
            words += closing
        elif words.count(closing) > words.count(opening):
            words = opening + words
    return words


def _in_capitals(words: str) -> bool:
    """Whether nearly all letters are capitals: "CIVIL DOCKET FOR CASE 2:15-cv-00733"."""
    letters = [letter for letter in words if letter.isalpha()]
    return sum(letter.isupper() for letter in letters) >= CAPITALS * len(letters) > 0
