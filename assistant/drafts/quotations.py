"""Quotations of a draft held letter for letter against the record.

As lawyers quote: an ellipsis leaves words out, square brackets change or add some, and the first
letter may be large or small. Everything else must stand there as it is written, but for white space
and for the shape of quotation marks and dashes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

LEAST_WORDS = 3
"""Words in quotation marks from which they are a quotation; fewer may be a name or irony."""
_QUOTED = re.compile(r"“(?P<curly>[^“”]{3,2000})”|\"(?P<plain>[^\"\n]{3,2000})\"")
_OMITTED = re.compile(r"(?:(?<!\s)\s+)?(?:\.\s?\.\s?\.(?:\s?\.)?|…)\s*|\[(?P<inside>[^\[\]]*)\]")
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " ",
                        "\u00ad": None})  # fmt: skip
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
FAR_APART = 1_500
"""Code points that an ellipsis may leave out."""
_CLOSE = 0.6
"""The share of a quotation's words that a stretch must hold to be what it misquotes."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks at ``text[start:end]``, without the marks."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Misquoted:
    """Where a quotation nearly stands: the stretch, and the first words that differ, the draft's
    and the document's; either may be empty."""

    start: int
    end: int
    written: str
    said: str


def quotations(text: str, start: int, end: int) -> list[Quotation]:
    """What is quoted in ``text[start:end]``, of LEAST_WORDS or more."""
    found = []
    for match in _QUOTED.finditer(text, start, end):
        group = "curly" if match["curly"] else "plain"
        words = match[group]
        if len(_WORD.findall(words)) >= LEAST_WORDS:
            found.append(Quotation(*match.span(group), words))
    return found


def standing(
    words: str, text: str, start: int = 0, end: int | None = None
) -> tuple[int, int] | None:
    """Where the quoted `words` stand, letter for letter, in ``text[start:end]``; None where they
    do not."""
    here = _Plain(text[start : len(text) if end is None else end])
    parts = _parts(words)
    if not parts:
        return None
    for first in _found(parts[0], here, is_first=True):
        position, begins = first[1], first[0]
        for part in parts[1:]:
            following = next(_found(part, here, position, position + FAR_APART), None)
            if following is None:
                break
            position = following[1]
        else:
            return start + here.origin(begins), start + here.origin(position - 1) + 1
    return None


def misquoted(words: str, text: str, start: int, end: int) -> Misquoted | None:
    """The first difference of the quoted `words` from what ``text[start:end]`` says, where it says
    most of them in their order; None where it says something else."""
    wanted = [m.group() for m in _WORD.finditer(_OMITTED.sub(" ", words))]
    offered = _nearest(wanted, list(_WORD.finditer(text, start, end)))
    matcher = SequenceMatcher(
        None, [_bare(word) for word in wanted], [_bare(m.group()) for m in offered], autojunk=False
    )
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    shared = sum(block.size for block in blocks)
    if not wanted or shared < _CLOSE * len(wanted) or not blocks:
        return None
    first, last = blocks[0], blocks[-1]
    stretch = offered[first.b].start(), offered[last.b + last.size - 1].end()
    for tag, a, b, c, d in matcher.get_opcodes():
        outside = d <= first.b or c >= last.b + last.size
        if tag == "equal" or (a == b and (outside or _is_left_out(words, wanted, a))):
            continue
        written = " ".join(wanted[a:b])
        said = (
            ""
            if outside and a == b
            else text[offered[c].start() : offered[d - 1].end()]
            if c < d
            else ""
        )
        if outside and tag == "replace":
            said = said if len(said) < 80 else ""
        return Misquoted(*stretch, written, " ".join(said.split()))
    return (
        Misquoted(*stretch, "", "")
        if _bare_text(words) != _bare_text(text[slice(*stretch)])
        else None
    )


def _nearest(wanted: Sequence[str], offered: list[re.Match[str]]) -> list[re.Match[str]]:
    """Of the words offered the stretch, somewhat longer than the quotation, that holds most of its
    words."""
    width = len(wanted) + len(wanted) // 2 + 4
    if len(offered) <= width:
        return offered
    words = {_bare(word) for word in wanted}
    shared = [_bare(match.group()) in words for match in offered]
    held = best = sum(shared[:width])
    at = 0
    for first in range(1, len(offered) - width + 1):
        held += shared[first + width - 1] - shared[first - 1]
        if held > best:
            best, at = held, first
    return offered[at : at + width]


def _is_left_out(words: str, wanted: Sequence[str], at: int) -> bool:
    """Whether an ellipsis or a bracket stands before word number `at` of a quotation."""
    seen = 0
    for match in re.finditer(rf"{_OMITTED.pattern}|(?P<word>{_WORD.pattern})", words):
        if match["word"]:
            seen += 1
            if seen > at:
                return False
        elif seen == at:
            return True
    return False


@dataclass(frozen=True, slots=True)
class _Part:
    """What a quotation says word for word between what it leaves out or changes; a bracket may
    stand within its first or last word: "[H]e", "pay[s]"."""

    words: str
    within_first: bool
    within_last: bool


def _parts(words: str) -> list[_Part]:
    parts: list[_Part] = []
    position, bracket = 0, False
    for match in (*_OMITTED.finditer(words), None):
        end = match.start() if match else len(words)
        said = words[position:end]
        opens = match is not None and match["inside"] is not None
        kept = said.strip(" ,.;:")
        if re.search(r"\w", kept):
            first = bracket and said[:1].isalnum()
            last = opens and said[-1:].isalnum()
            parts.append(_Part(kept, first, last))
        position, bracket = (match.end() if match else end), opens
    return parts


def _found(
    part: _Part, here: _Plain, start: int = 0, end: int | None = None, is_first: bool = False
) -> Iterator[tuple[int, int]]:
    wanted = " ".join(part.words.translate(_PLAIN).split())
    first, rest = wanted[0], re.escape(wanted[1:])
    initial = f"[{re.escape(first.upper())}{re.escape(first.lower())}]"
    initial = initial if is_first else re.escape(first)
    before = r"(?<!\w)\w{0,3}" if part.within_first else r"(?<!\w)"
    after = r"\w{0,5}(?!\w)" if part.within_last else r"(?!\w)"
    stop = len(here.text) if end is None else min(end, len(here.text))
    for match in re.compile(f"{before}{initial}{rest}{after}").finditer(here.text, start, stop):
        yield match.span()


class _Plain:
    """A text with one blank for white space and plain marks, that knows where each sign stood."""

    def __init__(self, text: str) -> None:
        kept: list[str] = []
        origins: list[int] = []
        quoting = {m.start(): m.end() for m in re.finditer(r"\n[> \t]{0,20}", text)}
        at = 0
        while at < len(text):
            sign = text[at].translate(_PLAIN)
            behind = quoting.get(at, at + 1)
            if sign.isspace() or at in quoting:
                if kept and kept[-1] != " ":
                    kept.append(" ")
                    origins.append(at)
            elif sign not in ("", "*"):
                kept.append(sign)
                origins.append(at)
            at = behind
        self.text = "".join(kept)
        self._origins = origins

    def origin(self, at: int) -> int:
        return self._origins[min(at, len(self._origins) - 1)]


def _bare(word: str) -> str:
    return word.translate(_PLAIN).casefold()


def _bare_text(text: str) -> str:
    return " ".join(_bare(m.group()) for m in _WORD.finditer(text))
