"""The clauses of a sentence: stretches with a finite verb each, and how each hangs on another.

"He said on Monday that agents searched the house, and that they took two laptops" has three. A
rule that sees no verb leaves its words with the clause before them, so nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.chronology.verbs import Verb, verbs_in

Link = Literal[
    "main", "that", "and", "who", "after", "before", "when", "if", "because", "quote", "says"
]

_JOINTS = re.compile(
    r"(?P<quote>[“\"]|``|''|”)\s*"
    r"|[;:]\s+(?=\S)|\s(?:[–—]|--?)\s"
    r"|,?\s+(?P<because>because|since(?=\s+(?:he|she|it|they|the)\b)|although|though|whereas|while)\s"
    r"|,?\s+(?P<if>if|unless|whether|so\s+that|in\s+order\s+(?:to|for))\s"
    r"|,?\s+(?P<after>(?:shortly\s+|soon\s+|only\s+|\w+\s+\w+\s+)?after)\s+(?=\D)"
    r"|,?\s+(?P<before>before|until)\s+(?=\D)"
    r"|,?\s+(?P<when>when|where|once|as\s+soon\s+as|at\s+which\s+point|as(?=\s+(?:he|she|it|they"
    r"|the)\b))\s"
    r"|,?\s+(?P<that>(?:to\s+say\s+)?(?:that|how|why|what))\s"
    r"|,?\s+(?P<who>who|whom|whose|which)\s"
    r"|,?\s+(?P<and>and|but|yet|or(?=\s(?:he|she|it|they)\b))\s(?:that\s)?"
    r"|,\s+(?=(?:he|she|it|they|we|I|according)\b)"
    r"|(?<=\bsaid)(?P<said>\s+)(?=(?:he|she|it|they|its|his|her|the|an?|there)\s)"
    r"|(?<=\bsays)(?P<says_so>\s+)(?=(?:he|she|it|they|its|his|her|the|an?|there)\s)"
    r"|(?<=announced)(?P<announced>\s+)(?=(?:he|she|it|they)\s)"
    r"|(?<!\d)(?P<on_day>\s+)(?=\[?(?:he|she|it|they)\s+(?:can|could|may|might|will|would|has|had|have|is|was"
    r"|are|were|wants?|plans?)\b)"
    r"|,\s+(?P<says>(?=(?:the\s+)?(?:(?-i:[A-Z])[\w.’'-]*\s+){1,5}(?:has\s+|have\s+)?(?:said|says"
    r"|told|added|wrote|announced|reported|confirmed)\b)|(?=(?:said|says|added)\s))",
    re.IGNORECASE,
)
_LINKS: tuple[Link, ...] = (
    "that",
    "and",
    "who",
    "after",
    "before",
    "when",
    "if",
    "because",
    "says",
)


@dataclass(frozen=True, slots=True)
class Clause:
    """Code points `start` to `end` of a sentence with one finite verb or several in a row.

    `link` says what joins it to what stands before it; `over` is the number of the clause that it
    hangs on, None for a main clause. `quoted` words stand in quotation marks.
    """

    start: int
    end: int
    verb: Verb
    link: Link
    over: int | None
    quoted: bool = False


def clauses_in(sentence: str) -> list[Clause]:
    """The clauses of a sentence, in order and apart; none where it has no finite verb."""
    verbs = list(verbs_in(sentence))
    if not verbs:
        return []
    pieces = [piece for piece in _pieces(sentence) if piece[0] < piece[1]]
    return list(_clauses(sentence, pieces, verbs))


def _pieces(sentence: str) -> Iterator[tuple[int, int, Link, bool]]:
    """The stretches between joints, each with what joins it and whether it is quoted."""
    start, link, quoted = 0, "main", False
    marks: list[tuple[int, int, Link, bool]] = []
    for match in _JOINTS.finditer(sentence):
        if match["quote"]:
            opens = match["quote"] in ("“", "``") or (match["quote"] == '"' and not quoted)
            marks.append((match.start(), match.end(), "quote" if opens else "main", opens))
            quoted = opens
            continue
        named = next((name for name in _LINKS if match[name] is not None), None)
        if any(match[name] for name in ("said", "says_so", "announced", "on_day")):
            named = "that"
        begins = match.end() if named == "that" else _word_start(match)
        marks.append((match.start(), begins, named or "main", quoted))
    quoted = False
    for ends, begins, following, inside in marks:
        yield start, ends, link, quoted  # type: ignore[misc]
        start, link, quoted = begins, following, inside
    yield start, len(sentence), link, quoted  # type: ignore[misc]


def _word_start(match: re.Match[str]) -> int:
    words = match.group()
    return match.start() + len(words) - len(words.lstrip(" ,;:\t\n–—-"))


def _clauses(
    sentence: str, pieces: Sequence[tuple[int, int, Link, bool]], verbs: Sequence[Verb]
) -> Iterator[Clause]:
    """The pieces that hold a verb; one without goes with the piece before it, or behind it."""
    found: list[Clause] = []
    waiting: int | None = None
    for start, end, link, quoted in pieces:
        inside = [verb for verb in verbs if start <= verb.start < end]
        if not inside:
            if found:
                found[-1] = replace(found[-1], end=end)
            elif waiting is None:
                waiting = start
            continue
        verb = inside[0]
        if not found:
            opener = _OPENER.match(sentence, start if waiting is None else waiting)
            link = _opened_by(opener[1]) if opener else "quote" if quoted else "main"
            if waiting is not None and len(inside) > 1:  # "A man who answered the telephone said"
                verb = inside[-1]
        begins = waiting if waiting is not None and not quoted else start
        found.append(Clause(begins, end, verb, link, _over(found, link), quoted))
        waiting = None
    for clause in found:
        yield _trimmed(sentence, clause)


_OPENER = re.compile(r"\W*(when|if|unless|after|before|until|once|although|though|while|because"
                     r"|whether|whereas)\b", re.IGNORECASE)  # fmt: skip


def _opened_by(word: str) -> Link:
    word = word.lower()
    if word in ("if", "unless", "whether"):
        return "if"
    if word in ("after", "before"):
        return "after" if word == "after" else "before"
    return "when" if word in ("when", "until", "once") else "because"


def _over(found: Sequence[Clause], link: Link) -> int | None:
    """The clause that the next one hangs on, by its number."""
    if link in ("main", "says") or not found:
        return None
    if link == "and":  # joined to one like itself
        return found[-1].over if found[-1].link in ("that", "if", "quote") else None
    return len(found) - 1


_FIRST = re.compile(
    r"(?:(?:[-*•]|>{1,20}|[¶§]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])\s+)*[\s,;:“”\"`'’]*"
    r"(?:(?:and|but|or|yet)\s+)?"
)
"""What opens a clause and is no part of it: the number of a paragraph, "and"."""


def _trimmed(sentence: str, clause: Clause) -> Clause:
    words = sentence[clause.start : clause.end]
    first = _FIRST.match(sentence, clause.start, max(clause.start, clause.verb.start))
    start = first.end() if first else clause.start
    end = clause.end - (len(words) - len(words.rstrip(' ,;:\t\n“"`')))
    return Clause(start, max(start, end), clause.verb, clause.link, clause.over, clause.quoted)
