"""Sections of contracts, statutes and orders, as numbered and nested: "3.2", "4(b)(ii)",
"Art. IV § 2".

A number belongs to the outline where it goes on from those before it. Complaints and
declarations are numbered by paragraphs and have no sections, whatever contract they quote.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from corpus.outline import Number, numbers_in, position_of, roman
from corpus.paragraphs import paragraph_spans

HEAD = 1_500
"""Code points from the start in which a paper names itself."""
LEAST = 2
WIDEST_GAP = 3
"""Sections that may be missing between two; more than this is no series."""
CONTENTS_LINE = 160
"""Code points that an entry of a table of contents takes at most."""
_AGREEMENT = re.compile(
    r"^[ \t#*_]{0,40}(?:[\w&’',()/-]+[ \t]+){0,9}(?:AGREEMENT|CONTRACT|LEASE|LICEN[CS]E|DEED|BYLAWS"
    r"|BY-LAWS|PROMISSORY NOTE|WARRANTY|GUARANTY|GUARANTEE|INDENTURE|TERMS|CONDITIONS|COVENANTS"
    r"|POLICY|CONSTITUTION|CHARTER|ACT|STATUTE|ORDINANCE|REGULATIONS?|RULES|TRUST|WILL"
    r"|UNDERSTANDING|ENGAGEMENT)\b[^.;:\n]{0,60}$",
    re.M | re.I,
)
_ENDS_SENTENCE = re.compile(r"[a-z\d)”\"]{3}[.!?][”\")]{0,2}(?=\s+[A-Z“\"(])")
_OF_A_ROW = re.compile(r"(?:;|,|\b(?:and|or))\s*$")
"""What stands before an item that is part of a sentence."""
_ENDED = re.compile(r"[.!?;][\"'”’)\]]{0,3}\s*\Z|[;,]\s+(?:and|or)\s*\Z")
_NO_SENTENCE = re.compile(r"[A-Z“\"#*_ \t(]")
_PLEADED = re.compile(r"\b(?:plea|cooperation|proffer|prosecution)\b", re.I)
"""Agreements with a prosecutor are cited by paragraph."""
_COURT = re.compile(r"\b(?:COURT|PLAINTIFFS?|DEFENDANTS?|GRAND JURY|RESPONDENTS?|v\.|vs\.)(?!\w)")
_CASE_NUMBER = re.compile(r"\b(?:Case|No|Cr|Civ|Docket)\b[^\n]{0,20}\d", re.I)


@dataclass(slots=True)
class _Node:
    """A part of the outline: what it is called from the top, and how deep it lies."""

    number: Number
    called: str
    depth: int
    end: int = 0


OPENING = 300
"""Code points at the beginning, where a statute or an excerpt of one has its first section."""


def sections(text: str) -> list[tuple[int, int, str]]:
    """The (start, end, name) of each section, in order of their start, those nested in others
    after these; none in a paper that is numbered by paragraphs, or not at all.

    A section reaches to the next one that is no part of it, to a heading without a number, or
    to where the paper is signed.
    """
    numbers = _without_leaps(_without_contents(text, numbers_in(text)))
    outline = _Outline(
        last={number.value: number.start for number in numbers if not number.inline},
        successors=_successors(numbers),
    )
    for at, number in enumerate(numbers):
        outline.add(number, numbers[at + 1] if at + 1 < len(numbers) else None)
    nodes = outline.nodes
    if not _is_sectioned(text, nodes, numbers):
        return []
    found = []
    stops = [
        number for number in numbers if number.kind == "stop" or number.start in outline.strays
    ]
    for node in _closed(text, nodes, stops):
        start = node.number.start
        end = start + len(text[start : node.end].rstrip())
        if start < end:
            found.append((start, end, node.called))
    return found


def _is_sectioned(text: str, nodes: Sequence[_Node], numbers: Sequence[Number]) -> bool:
    kinds = [node.number.kind for node in nodes]
    headed = max(_in_rows(nodes), kinds.count("section"))
    first = next((n.number for n in nodes if n.number.kind in ("section", "decimal")), None)
    is_late = first is not None and first.value[-1] != "1" and first.start > OPENING
    if is_late and kinds.count("single") < LEAST and not _is_agreement(text):
        return False  # of a statute or a contract that the paper quotes
    articles = sum(node.called.startswith("Art.") and node.depth == 0 for node in nodes)
    if _COURT.search(text[:HEAD]) and not _is_agreement(text):
        printed = {n.value for n in numbers if n.kind == "single" and not n.inline}
        if max(kinds.count("single"), len(printed)) > headed:
            return False
    if headed >= LEAST or articles >= LEAST:
        return True
    return kinds.count("single") >= LEAST and _is_agreement(text)


def _in_rows(nodes: Sequence[_Node]) -> int:
    """How many decimals there are, where any two of them follow each other, as times of a
    diary ("18.00", "19.05") do not."""
    decimals = [n.number.value.rpartition(".") for n in nodes if n.number.kind == "decimal"]
    follow = any(
        one[0] == other[0] and int(other[2]) == int(one[2]) + 1 for one, other in pairwise(decimals)
    )
    starts = sum(last in ("1", "01") for _, _, last in decimals)
    return len(decimals) if follow or starts >= LEAST else 0


def _is_captioned(text: str) -> bool:
    head = text[:HEAD]
    return _COURT.search(head) is not None and _CASE_NUMBER.search(head) is not None


def _is_agreement(text: str) -> bool:
    if _is_captioned(text):
        return False
    titles = (title.group() for title in _AGREEMENT.finditer(text[:HEAD]))
    return any(
        _NO_SENTENCE.match(title) and _is_titled(title) and not _PLEADED.search(title)
        for title in titles
    )


def _is_titled(line: str) -> bool:
    words = [word for word in re.findall(r"[^\W\d_]{4,}", line) if word not in ("from", "with")]
    return line.isupper() or all(word[0].isupper() for word in words)


def _without_contents(text: str, numbers: list[Number]) -> list[Number]:
    """The numbers without those of a table of contents: each is a short line that ends no
    sentence, and then they start again."""
    headed = [n for n in numbers if n.kind in ("part", "section", "decimal", "single")]
    for at, number in enumerate(headed[1:], start=1):
        listed = text[headed[at - 1].start : number.start].strip()
        if len(listed) > CONTENTS_LINE or listed.endswith((".", ";", ":", ",")):
            return numbers
        if (number.kind, number.value) == (headed[0].kind, headed[0].value):
            return [n for n in numbers if n.start >= number.start]
    return numbers


def _successors(numbers: Sequence[Number]) -> frozenset[int]:
    """Where the numbers begin that have the next one of their row behind them."""
    rows: dict[str, list[Number]] = {"single": [], "decimal": []}
    for number in numbers:
        if number.kind in rows and not number.inline:
            rows[number.kind].append(number)
    found = set()
    for one, other in (pair for row in rows.values() for pair in pairwise(row)):
        (above, _, last), (next_above, _, next_last) = (
            each.value.rpartition(".") for each in (one, other)
        )
        if above == next_above and int(next_last) == int(last) + 1:
            found.add(one.start)
    return frozenset(found)


def _without_leaps(numbers: list[Number]) -> list[Number]:
    """The numbers without sections of another law: "Section 409A" between 2 and 3."""
    rows = [number for number in numbers if number.kind in ("section", "part")]
    leaps = set()
    for before, number, after in zip(rows, rows[1:], rows[2:], strict=False):
        if any(one.kind != "section" for one in (before, number, after)):
            continue
        one, other, following = (_value(n.value) for n in (before, number, after))
        if one is None or other is None or following is None:
            continue
        if 0 < following - one <= WIDEST_GAP and not one <= other <= following:
            leaps.add(number.start)
    return [number for number in numbers if number.start not in leaps]


@dataclass(slots=True)
class _Outline:
    """The outline as it grows: `part` is the article or schedule, `path` the numbers of the
    section that is open, `items` the letters open within it; `has_singles`: sections are headed
    by whole numbers, so that "3.2" stands below a "3.". `last` says where a number stands for the
    last time, `successors` which have the next one of their row behind them, `strays` where those
    begin that are of no row: what follows them is of no section that is known."""

    nodes: list[_Node] = field(default_factory=list)
    part: str = ""
    path: tuple[str, ...] = ()
    is_open: bool = False
    items: list[str] = field(default_factory=list)
    has_singles: bool = False
    last: dict[str, int] = field(default_factory=dict)
    successors: frozenset[int] = frozenset()
    strays: set[int] = field(default_factory=set)

    def add(self, number: Number, following: Number | None) -> None:
        if number.kind == "stop":
            self.is_open, self.items = False, []
            if number.value == "signed":
                self.part, self.path = "", ()
        elif number.kind == "part":
            if not self.nodes and not number.value.startswith("Art."):
                return  # the whole paper is an exhibit to another
            self.part, self.path, self.is_open, self.items = number.value, (), True, []
            self.has_singles = False
            self.nodes.append(_Node(number, number.value, 0))
        elif number.kind == "item":
            self._add_item(number, following)
        else:
            self._add_section(number)

    def _add_section(self, number: Number) -> None:
        path = tuple(re.split(r"[.-]", number.value))
        if number.kind == "single" and self._is_listed(number):
            self._add_item(replace(number, kind="item", value=f"({number.value})"), None)
            return
        if not self._goes_on(path, number):
            if number.kind == "single" and path == ("1",) and self.is_open and self.path:
                self._add_item(replace(number, kind="item", value="(1)"), None)
                return
            if number.inline or not self.path or number.kind == "section":
                return
            if not self._leaps(path, number):
                if number.kind == "single":
                    self.strays.add(number.start)
                    self.is_open, self.items = False, []
                return
        self.has_singles = self.has_singles or number.kind == "single"
        self.path, self.is_open, self.items = path, True, []
        self.nodes.append(_Node(number, self._called(), len(path)))

    def _called(self) -> str:
        """ "3.2", or "Art. IV § 2" where the number does not say by itself in which article."""
        name = ".".join(self.path)
        part = self.part.rpartition(" ")[2]
        if not self.part or (len(self.path) > 1 and str(position_of(part)) == self.path[0]):
            return name
        return f"{self.part} § {name}"

    def _is_listed(self, number: Number) -> bool:
        """Whether "2." goes on a list "1." within a section, and no row of sections."""
        if not self.items or not self.items[-1].strip("()").isdecimal():
            return False
        n = int(number.value)
        top = int(self.path[0]) if self.path and self.path[0].isdecimal() else 0
        comes_again = self.last.get(number.value, 0) > number.start
        return n == int(self.items[-1].strip("()")) + 1 and (n != top + 1 or comes_again)

    def _goes_on(self, path: tuple[str, ...], number: Number) -> bool:
        """Whether a section follows from the one before: its first part, the next on any level,
        or, at the start of a line, one of the next few."""
        gap = 1 if number.inline else WIDEST_GAP
        if not self.path:
            return not number.inline or path[-1] in ("1", "01")
        if number.kind == "section" and not number.inline:
            return _values(path) > _values(self.path)
        shared = 0
        for one, other in zip(path, self.path, strict=False):
            if one != other:
                break
            shared += 1
        if shared == len(path):
            return False
        if number.kind == "decimal" and shared == 0 and self.has_singles:
            return False
        rest = [_value(each) for each in path[shared:]]
        if any(value is None or value > 1 for value in rest[1:]) and (shared or number.inline):
            return False
        before = _value(self.path[shared]) if shared < len(self.path) else 0
        return rest[0] is not None and before is not None and 0 < rest[0] - before <= gap

    def _leaps(self, path: tuple[str, ...], number: Number) -> bool:
        """Whether a row goes on with a later number, as where pages are left out: the next one
        follows, and those that are left out do not."""
        if len(path) != len(self.path) or path[:-1] != self.path[:-1]:
            return False
        before, value = _value(self.path[-1]), _value(path[-1])
        if before is None or value is None or value <= before:
            return False
        left_out = (".".join((*path[:-1], str(n))) for n in range(before + 1, value))
        comes_back = any(self.last.get(each, 0) > number.start for each in left_out)
        return number.start in self.successors and not comes_back

    def _add_item(self, number: Number, following: Number | None) -> None:
        if not self.is_open or (not self.path and not self.part):
            return
        value = number.value.strip("()")
        for depth in range(len(self.items) - 1, -1, -1):
            if _follows(self.items[depth].strip("()"), value, following):
                self.items = [*self.items[:depth], number.value]
                break
        else:
            styles = {_style(item.strip("()")) for item in self.items}
            if (
                not _is_first(value)
                or _style(value) in styles
                or (number.is_dotted and not _has_next(value, following))
            ):
                return
            self.items = [*self.items, number.value]
        called = (self._called() if self.path else self.part) + "".join(self.items)
        self.nodes.append(_Node(number, called, 10 + len(self.items)))


def _value(part: str) -> int | None:
    digits = part.rstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return int(digits) if digits.isdecimal() else None


def _values(path: Sequence[str]) -> list[tuple[int, str]]:
    return [(_value(part) or 0, part) for part in path]


def _is_first(value: str) -> bool:
    return value.lower() in ("1", "a", "i", "aa")


def _style(value: str) -> str:
    """How an item is numbered; a list within a list is numbered in another way."""
    if value.isdecimal():
        return "1"
    numeral = "i" if value.lower() in ("i", "ii", "iii", "iv", "vi", "vii", "viii", "ix") else "a"
    return numeral.upper() if value.isupper() else numeral


def _has_next(value: str, following: Number | None) -> bool:
    """Whether the next number goes on from a letter, which alone would be an initial."""
    return following is not None and following.kind == "item"


def _follows(before: str, value: str, following: Number | None) -> bool:
    """Whether one item is the next after another: "c" after "b", "iv" after "iii"; "i" is the
    next after "h" unless "ii" comes behind it."""
    if before.isdecimal() or value.isdecimal():
        return before.isdecimal() and value.isdecimal() and int(value) == int(before) + 1
    if before.isupper() != value.isupper():
        return False
    one, other = roman(before), roman(value)
    if one is not None and other == one + 1 and (len(before) > 1 or before.lower() in "ivx"):
        return True
    lettered = (
        len(before) == len(value) and len(set(value)) == 1 and ord(value[0]) == ord(before[0]) + 1
    )
    if value.lower() == "i" and following is not None:
        return lettered and following.value.strip("()").lower() != "ii"
    return lettered


def _closed(text: str, nodes: list[_Node], stops: Sequence[Number]) -> Iterator[_Node]:
    """The nodes, each with where it ends."""
    ends = _ends_by_stops(nodes, stops, len(text))
    has_items = any(node.number.kind == "item" for node in nodes)
    paragraphs = _Paragraphs(text if has_items else "")
    starts = [*(node.number.start for node in nodes), len(text)]
    around: dict[int, _Node] = {}
    open_nodes: list[_Node] = []
    for at, node in enumerate(nodes):
        while open_nodes and open_nodes[-1].depth >= node.depth:
            closing = open_nodes.pop()
            closing.end = min(closing.end, node.number.start)
        node.end = ends[node.number.start]
        if node.number.kind == "item":
            node.end = min(node.end, paragraphs.end_of_item(node.number, starts[at + 1]))
        if open_nodes:
            around[at] = open_nodes[-1]
        open_nodes.append(node)
    for at, node in reversed([*enumerate(nodes)]):
        if at in around and around[at].number.kind == "item":
            around[at].end = max(around[at].end, node.end)
    yield from nodes


class _Paragraphs:
    """The paragraphs of a text, which tell the words of an item from those below its list: "(c)
    breach of a covenant." | "In each case the lender may call the loan."."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans = [*paragraph_spans(text)]
        self.starts = [start for start, _ in self.spans]

    def end_of_item(self, number: Number, following: int) -> int:
        """Where an item ends that another number follows from `following` on: with its paragraph,
        or with its sentence where it is one of several in it."""
        at = bisect_right(self.starts, number.start) - 1
        if at < 0:
            return following
        end = self.spans[at][1]
        if _OF_A_ROW.search(self.text[max(0, number.start - 12) : number.start]):
            sentence = _ENDS_SENTENCE.search(self.text, number.start, min(end + 2, following))
            if sentence is not None:
                return sentence.end()
        if number.inline:
            return end
        while end < following and at + 1 < len(self.spans) and self._goes_on(number, at):
            at += 1
            end = self.spans[at][1]
        return end

    def _goes_on(self, number: Number, at: int) -> bool:
        """Whether the paragraph after one of an item is of the same item: it is set in as deep,
        or that one has not ended."""
        end, start = self.spans[at][1], self.starts[at + 1]
        if self.text[start].islower() or not _ENDED.search(self.text[max(0, end - 8) : end]):
            return True
        return 0 < self._indent(number.start) <= self._indent(start)

    def _indent(self, offset: int) -> int:
        return offset - self.text.rfind("\n", 0, offset) - 1


def _ends_by_stops(nodes: Sequence[_Node], stops: Sequence[Number], length: int) -> dict[int, int]:
    """Where the next stop is that ends each node: an article goes on below a heading in it."""
    ends: dict[int, int] = {}
    any_stop = signed = length
    at = len(stops) - 1
    for node in reversed(nodes):
        while at >= 0 and stops[at].start > node.number.start:
            any_stop = stops[at].start
            signed = any_stop if stops[at].value == "signed" else signed
            at -= 1
        ends[node.number.start] = signed if node.depth == 0 else any_stop
    return ends
