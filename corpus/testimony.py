"""Testimony: whose deposition a paper is, who is on the stand, and who asks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from corpus.document import Mark, MarkKind
from corpus.turns import is_testimony, turns

HEAD = 3_000
"""Code points from the start in which a paper names itself."""
_DEPOSITION = re.compile(
    r"^[^\w\n]*(?:(?:zoom|video|videotaped|video-?recorded|video-?conferenced?|remote|oral|sworn"
    r"|continued|virtual|telephonic|expert|certified|stenographic|confidential|partial|excerpts?"
    r"|transcript|and|of|the|in|from|rule|30\(b\)\(6\)) ){0,8}depositions?\b"
    r"(?: (?:upon oral examination|by zoom|testimony|under oath|excerpts?|transcript))?"
    r"(?![^\n]*\b(?:was|were|is|are|will|shall|has|had|may)\b)"
    r"(?:[ \t]*(?:\n\s*)?of\b[ \t]*(?:\n\s*)?(?P<of>[^\n]{1,160})|(?=[^\w\n]*$))",
    re.I | re.M,
)
_GOES_ON = re.compile(r"\b(?:of|to|for|the|take|taking|and|re|quash|compel)\W*\Z", re.I)
"""How the line above ends where a notice or a motion names a deposition."""
_NAME = re.compile(
    r"(?i:(?:dr|mr|mrs|ms|hon)\.? )?[A-Z][\w.’'-]*"
    r"(?: (?:[A-Z]\.|(?!VOLUME|Volume|VOL\b|Vol\b|TAKEN|DAY\b|ON\b|AT\b|AS\b)[A-Z&][\w.’'-]*"
    r"|de|del|la|van|von|der|al|bin)){0,6}"
)
_ROMAN = re.compile(r"[IVX]+\Z")
_LETTERS = re.compile(r"[^\W\d_]+")
_CALLED = re.compile(
    r"^[ \t]*(?P<name>[A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]*){1,5}),?\s(?:[^\n.]{0,60}\s)?"
    r"(?:called as a witness|having been (?:first )?(?:duly )?sworn|was called"
    r"|being (?:first )?duly sworn|witness for|sworn\b|recalled\b|previously sworn"
    r"|resumed the stand)",
    re.M,
)
_BY = re.compile(r"\b[Bb][Yy]\s+(?P<name>[^:\n(]+?)[\s.:]*(?:\(|\Z)")


def deposed(text: str) -> str | None:
    """Whose deposition a text is, "" where its heading does not say; None for other papers."""
    for found in _DEPOSITION.finditer(text, 0, HEAD):
        if _GOES_ON.search(text[max(0, found.start() - 80) : found.start()].rstrip()):
            continue
        name = _NAME.match((found["of"] or "").strip(" \t\r:*_#"))
        return as_named(name.group()) if name else ""
    return None


def as_named(name: str) -> str:
    """A name in capitals as it is written in a sentence; any other as it is."""
    name = " ".join(name.split()).rstrip(",.;:") if not name.endswith(("Jr.", "Sr.")) else name
    if not name.isupper():
        return name
    return " ".join(
        word if _ROMAN.match(word) and len(word) > 1
        else _LETTERS.sub(lambda part: part.group().capitalize(), word)
        for word in name.split()
    )  # fmt: skip


def speakers(text: str) -> Iterator[Mark]:
    """Who asks, over what follows "EXAMINATION BY MR. PELL" or "BY MR. PELL:", and which witness
    answers; a deposition has one from its beginning to its end."""
    if not is_testimony(text):
        return
    asking = [
        (t.start, m["name"])
        for t in turns(text)
        if t.role == "examiner" and (m := _BY.search(t.label))
    ]
    called = [(m.start(), m["name"]) for m in _CALLED.finditer(text)]
    if not called and (name := deposed(text)):
        called = [(0, name)]
    witnesses = [start for start, _ in called]
    parts: tuple[tuple[MarkKind, list[tuple[int, str]], list[int]], ...] = (
        ("examiner", asking, witnesses),
        ("witness", called, []),
    )
    for kind, found, stops in parts:
        ends = [*(start for start, _ in found), len(text)][1:]
        for (start, name), end in zip(found, ends, strict=True):
            stop = min([end, *(at for at in stops if at > start)])
            yield Mark(start, start + len(text[start:stop].rstrip()), kind, as_named(name))


_TURN = re.compile(
    r"^[ \t]{0,40}(?:\d{1,2}[ \t]{1,9})?(?:\[?[QA](?:[.:\]]|[ \t]{2,})"
    r"|(?:BY )?(?:MR|MS|MRS|DR|JUDGE|JUSTICE|THE)\b[. ]{1,2}[A-Z][A-Z’'. -]{1,40}:)",
    re.M,
)
"""What opens a turn to speak."""
_RECORDED = re.compile(
    r"\b(?:deposition|transcript|proceedings?|taken|reporter|certif\w+|before me|notary|sworn)\b",
    re.I,
)
"""Words of those who wrote down what was said, and not of those who said it."""
LONGEST_TURN = 300
"""Code points before a day in which its turn or paragraph begins."""


def opens_turn(line: str) -> bool:
    """Whether a line is the first of what somebody says: "Q. Who called?", "MR. HOLT: …"."""
    return _TURN.match(line) is not None


def told_in_turns(text: str) -> Callable[[int, str], bool] | None:
    """Tells of a day at some offset, behind the words of its paragraph, whether a witness or who
    asks one tells of it; None where nobody speaks in turns."""
    begun = _TURN.search(text)
    if begun is None:
        return None

    def is_told(at: int, near: str) -> bool:
        if at < begun.start():
            return False
        return not _RECORDED.search(near) or _TURN.match(_turn_before(text, at)) is not None

    return is_told


def _turn_before(text: str, at: int) -> str:
    """The line of a day and what stands above it, from where a turn to speak or a paragraph
    begins."""
    before = text[max(0, at - LONGEST_TURN) : at]
    opened = [*_TURN.finditer(before)]
    gap = before.rfind("\n\n")
    return before[max(gap + 2 if gap >= 0 else 0, opened[-1].start() if opened else 0) :]
