"""Numbers that head the parts of a contract, a statute or an order: "ARTICLE IV", "Section 4",
"3.2", "(b)", "SCHEDULE A", and where such a part ends without a number.

Only what stands at the beginning of a line or of a sentence is given; which of these numbers
belong together is told in `sections`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

NumberKind = Literal["part", "section", "decimal", "single", "item", "stop"]
SIGNED = re.compile(
    r"^[ \t]{0,40}(?:IN WITNESS WHEREOF|(?:AGREED|ACCEPTED)(?: TO)? AND "
    r"|(?:EXECUTED|Executed) (?:as|on|by|this)\b|/[sS]/|By:[ \t]{0,9}(?:_|/[sS]/)"
    r"|(?:Signed|SIGNED)(?: by| at| this| on|:)|SIGNATURES?\b|(?:Dated?|DATED?)\b[: ]"
    r"|_{6}|\[?(?:SIGNATURE PAGE|Signature page))",
    re.M,
)
"""Where the parties sign."""
LONGEST_HEADING = 90
LONGEST_LINE = 400
"""Code points that are looked at of a line."""
LONGEST_UNENDED = 60
"""Code points of a numbered heading below which its first part may stand at once."""
SHORTEST_TITLE = 4
"""Letters of a heading without a number; one with numbers below it may be shorter: "USE"."""
MOST_WORDS = 9
"""Words of a heading that is set as a title is."""
_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty"
).split()
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_NUMBER = re.compile(
    r"(?P<lead>^[ \t]{0,60}[#*_]{0,6}[ ]?|(?<=[.;:—–])[ \t]{1,4}|(?<=[.;:][”\"’)])[ \t]{1,4})(?:"
    r"(?P<part>(?P<called>ARTICLE|Article|SCHEDULE|Schedule|EXHIBIT|Exhibit|ANNEX|Annex|APPENDIX"
    r"|Appendix|ADDENDUM|Addendum)[ \t]+(?P<of>[IVXLC]{1,7}|\d{1,3}|[A-Z](?:-\d{1,2})?"
    rf"|{'|'.join(_WORDS)})(?=[ \t]{{0,3}}(?:[:–—-]|\.(?!\d)|$)|[ \t]+[A-Z“\"]))"
    r"|(?P<section>(?:SECTION|Section|SEC\.|Sec\.|§{1,2})[ \t\xa0]*"
    r"(?P<named>\d{1,5}[A-Za-z]?(?:[.-]\d{1,4}){0,4}[A-Za-z]?)"
    r"(?=[ \t]{0,3}(?:[.:–—(-]|\*|$)|[ \t]+[A-Z“\"\[]))"
    r"|(?P<decimal>\d{1,3}(?:\.\d{1,3}){1,4})(?=\.?[*_]{0,3}(?:[ \t]+[A-Z“\"\[(*_$]|[ \t]*$))"
    r"|(?P<single>\d{1,3})(?=\\?[.)][*_]{0,3}(?:[ \t]+\S|[ \t]*$))"
    r"|(?P<item>\((?:[a-z]{1,2}|[A-Z]|\d{1,2}|[ivx]{1,6}|[IVX]{1,6})\)|(?:[a-z]|[ivx]{2,5}|[A-Z])\.)"
    r"(?=[*_]{0,3}[ \t]+\S|[ \t]*$)"
    r")",
    re.M | re.I,
)
_FOLLOWING_ITEM = re.compile(
    r"[.)]?[ \t]{0,9}(?P<item>\((?:[a-z]{1,2}|[A-Z]|\d{1,2}|[ivx]{1,6}|[IVX]{1,6})\))(?=[ \t]+\S)"
)
_LEADERS = re.compile(r"(?:\.[ ]?){5}")
_ENDED = re.compile(r"(?:[.!?:;,—–]|\b(?:and|or|but))[\"'”’)\]*_]{0,4}\Z")
_STOPPED = re.compile(r"[.!?;][\"'”’)\]*_]{0,4}\Z")
_SMALL = frozenset("a an and as at by for from in of on or the to with".split())
_SHORT_FORMS = {
    "article": "Art.", "schedule": "Sched.", "exhibit": "Ex.", "annex": "Annex",
    "appendix": "App.", "addendum": "Add.",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Number:
    """A number that heads something, from `start` on. `value` is as it is cited: "Art. IV",
    "3.2", "(b)"; of a stop it is "". `line_ends` is where its line does; `inline`: it stands
    within a line, after a sentence."""

    start: int
    kind: NumberKind
    value: str
    line_ends: int
    inline: bool = False
    is_dotted: bool = False


def numbers_in(text: str) -> list[Number]:
    """The numbers that may head a part, and the stops, in order of their start."""
    text = text.replace("\r", " ")
    found = [*_numbers(text)]
    heads = {number.start for number in found}
    bare = {number.line_ends for number in found if _is_bare(text, number)}
    found += _stops(text, heads, bare)
    return sorted(found, key=lambda number: number.start)


def position_of(value: str) -> int | None:
    """The place of a number, letter or word in its series, counted from 1; None for others."""
    value = value.lower()
    if value.isdecimal():
        return int(value)
    if value in _WORDS:
        return _WORDS.index(value) + 1
    return roman(value)


def roman(value: str) -> int | None:
    """The number that Roman figures, of either case, stand for; None for other letters."""
    value = value.lower()
    if not value or not set(value) <= _ROMAN.keys():
        return None
    digits = [_ROMAN[letter] for letter in value]
    following = [*digits[1:], 0]
    return sum(-a if a < b else a for a, b in zip(digits, following, strict=True))


def _numbers(text: str) -> Iterator[Number]:
    for match in _NUMBER.finditer(text):
        kind = match.lastgroup if match.lastgroup in ("decimal", "single", "item") else None
        kind = kind or ("part" if match["part"] else "section")
        begins_line = match.start() == 0 or text[match.start() - 1] == "\n"
        start = match.start() + len(match["lead"])
        if not begins_line and (kind in ("part", "single") or text[match.start() - 1] in ";:"):
            continue
        line_ends = _line_end(text, start)
        if not _is_cased(match) or _LEADERS.search(text, match.end(), min(line_ends, start + 300)):
            continue
        if begins_line and not _may_begin(text, match.start(), kind):
            continue
        dotted = kind == "item" and not match["item"].startswith("(")
        if dotted and not begins_line:
            continue
        yield Number(start, _KINDS[kind], _cited(match, kind), line_ends, not begins_line, dotted)
        if kind in ("section", "decimal", "single"):
            item = _FOLLOWING_ITEM.match(text, match.end())
            if item is not None:
                yield Number(item.start("item"), "item", item["item"], line_ends, True)


_KINDS: dict[str, NumberKind] = {
    "part": "part", "section": "section", "decimal": "decimal", "single": "single", "item": "item"
}  # fmt: skip


def _is_cased(match: re.Match[str]) -> bool:
    """Whether words are set as those of headings are: "section 4" in small letters is none."""
    if match["part"]:
        return match["called"][0].isupper() and not match["of"][0].islower()
    if match["section"]:
        rest = match.string[match.end() : match.end() + 3].lstrip(" \t")
        return match["section"][0] in "S§" and not rest[:1].islower()
    if match["decimal"] or match["single"]:
        rest = match.string[match.end() : match.end() + 8].lstrip(".)\\*_ \t")
        return not rest[:1].islower()
    return True


def _cited(match: re.Match[str], kind: str) -> str:
    if kind == "part":
        of = match["of"]
        value = str(position_of(of)) if of.lower() in _WORDS else of
        return f"{_SHORT_FORMS[match['called'].lower()]} {value}"
    if kind == "section":
        return str(match["named"])
    if kind == "item":
        return f"({match['item'].strip('().')})"
    return str(match[kind])


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset, offset + LONGEST_LINE)
    return min(len(text), offset + LONGEST_LINE) if end < 0 else end


def _line_before(text: str, offset: int) -> str:
    end = max(offset - 1, 0)
    return text[max(text.rfind("\n", 0, end) + 1, end - 400) : end].strip()


def _may_begin(text: str, offset: int, kind: str) -> bool:
    """Whether a line may begin a part: none does in the midst of a sentence."""
    before = _line_before(text, offset)
    if not before or _ENDED.search(before[-12:]) is not None or _is_title(before, 3):
        return True
    headed = len(before) <= LONGEST_UNENDED and before.lstrip("#*_ ")[:1].isdecimal()
    return headed and kind in ("decimal", "item")


def _is_bare(text: str, number: Number) -> bool:
    """Whether the line of a number holds no other words: its heading may follow below it."""
    words = text[number.start : number.line_ends]
    return not number.inline and len(words.split()) <= 2 and number.kind != "item"


def _stops(text: str, heads: set[int], bare: set[int]) -> Iterator[Number]:
    """Headings without a number, set off from what is around them, and signatures."""
    for match in SIGNED.finditer(text):
        yield Number(match.start(), "stop", "signed", _line_end(text, match.start()))
    before, before_ends = "", 0
    is_set_off = True
    for match in re.finditer(r"[^\n]*(?:\n|\Z)", text):
        line = match.group().strip()
        if not line:
            is_set_off = True
            continue
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        ended = not before or _STOPPED.search(before[-8:]) is not None or _is_title(before)
        after = text[match.end() : match.end() + 2]
        set_off = (is_set_off and (not after.strip() or "\n" in after)) or line.isupper()
        if start not in heads and before_ends not in bare and ended and set_off and _is_title(line):
            yield Number(start, "stop", "", match.end())
        before, is_set_off = line, False
        before_ends = match.start() + len(match.group().removesuffix("\n"))


def _is_title(line: str, shortest: int = SHORTEST_TITLE) -> bool:
    """Whether a line is set as a heading is: in capitals, or each word with a capital; and has as
    many letters as the `shortest` has."""
    line = line.strip("#*_ \t")
    if len(line) > LONGEST_HEADING or line[-1:] in ".,;" or line[:1] in '([“"' or ":" in line:
        return False
    words = re.findall(r"[^\W\d_][\w’'-]*", line)
    if not words or len(words) > MOST_WORDS or sum(map(len, words)) < shortest:
        return False
    if line.isupper():
        return True
    named = not any(map(str.isdigit, line))
    return named and all(word[0].isupper() or word in _SMALL for word in words)
