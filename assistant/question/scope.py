"""Which papers a question names: "in the Supply Agreement between A and B", "Pell's plea".

A question that names its paper is answered from that paper, and the words that name it are no
part of what is asked: on twelve contracts in one case that alone brings the first quote from .19
to .46 (docs/models.md). The words are looked for in what a paper is called (title, name, kind,
date) and in its opening, where the parties stand. Where they fit several papers, all of these are
searched; where they fit none, the whole case is.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from corpus.language.letters import CAPITALS
from index.records import DocumentRecord

LONGEST = 600
"""Code points of a question; a longer one names no paper."""
OPENING = 3_000
"""Code points at the beginning of a paper in which its parties are named."""
FITS_FROM = 0.6
"""The share of the telling words, by their rarity, that a paper has to meet."""
AS_WELL_FROM = 0.93
"""As a share of the best paper's, from which another one fits as well."""
MOST_PAPERS = 4
"""What fits more papers than these names none of them."""
MOST_OPENINGS = 60
"""In a larger case only papers that are called so are opened."""

_PAPER = (
    r"(?:agreements?|contracts?|leases?|licen[cs]es?|ndas?|deeds?|wills?|codicils?|letters?|e-?mails?"
    r"|memos?|memoranda|memorandum|reports?|articles?|indictments?|complaints?|affidavits?"
    r"|declarations?|depositions?|testimony|transcripts?|pleas?|motions?|briefs?|orders?|rulings?"
    r"|opinions?|judg(?:e?ments?)|decisions?|notices?|minutes|invoices?|ledgers?|statements?"
    r"|press releases?|releases?|warrants?|petitions?|answers?|amendments?|addend(?:um|a)|policy"
    r"|policies|interviews?|notes|logs?|chats?|threads?|messages?|filings?|exhibits?|newsletters?"
    r"|ordinances?|statutes?|regulations?|particulars|defences?|defenses?|claim forms?|schedules?"
    r"|subpoenas?|summons|interrogator(?:y|ies)|dockets?(?: sheets?)?|bills?|stipulations?)"
)
_NAME = rf"(?:(?:the|an?|this|both|[\w.’'&-]+[’']s?)\s+)?(?:[^,?;]{{0,60}}?\s)?{_PAPER}\b"
_PARTIES = r"(?:\W*\s(?:between|with|of|from|to|dated|by|for)\s+.{2,300}?)?"
_IN = r"(?:in|under|according to|as per|per|by|on the face of|going by|from)"
_FIRST = re.compile(
    rf"^{_IN}\s+(?P<named>{_NAME}{_PARTIES}),\s+(?=(?:and\s+)?(?:what|which|who|whose|whom|when|where"
    r"|why|how|does|do|did|is|are|was|were|has|have|had|may|must|can|could|will|would|shall|should"
    r"|if|for|to|on|by|in|under|at|with)\b)",
    re.IGNORECASE,
)
_LAST = re.compile(
    rf",?\s+(?:in|under|according to|as per|going by)\s+(?P<named>{_NAME}(?:\s+[^?,]{{2,120}}?)?)"
    r"(?P<end>[\s?.!]*)$",
    re.IGNORECASE,
)
_SAYS = (
    r"(?:say|give|require|provide|state|mention|allow|let|forbid|put|set|promise|name|call|claim)s?"
)
_OF = rf"(?:\s+(?:with|of|between|from|to)\s+(?:[{CAPITALS}][\w.’'&-]*\s?)+)?"
_WITHIN = re.compile(
    rf"\b(?i:do(?:es)?|did)\s+(?P<named>(?:the|both)\s+(?:[\w.’'&-]+\s+){{0,6}}?(?i:{_PAPER}){_OF})"
    rf"\s*{_SAYS}\b"
)
_OWN = rf"[{CAPITALS}][\w.-]+[’']s?\s+(?:[\w-]+\s+){{0,3}}?(?i:{_PAPER})"
_OWNED = re.compile(rf"\b(?i:do(?:es)?|did)\s+(?P<named>{_OWN})\s*{_SAYS}\b")
_WORD = re.compile(r"[^\W_]+")
_PLAIN = frozenset(
    "the a an of in to and or for with between from by dated this that both on per according as at"
    " its their his her made llc inc ltd co corp company said says say".split()
)
_SAME = {
    "mail": "email",
    "mails": "email",
    "emails": "email",
    "nda": "confidentiality",
    "contract": "agreement",
    "depo": "deposition",
    "affidavit": "declaration",
    "memorandum": "memo",
    "memoranda": "memo",
    "decree": "judgment",
    "judgement": "judgment",
    "ruling": "opinion",
    "decision": "opinion",
    "interrogatories": "interrogatory",
    "bill": "invoice",
}
"""Words for one kind of paper, each as the word that stands for all."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The names of the papers that a question is kept to, none for the whole case, and the
    question without the words that name them."""

    documents: tuple[str, ...]
    question: str


def scope(
    question: str,
    papers: Callable[[], Sequence[DocumentRecord]],
    opening: Callable[[DocumentRecord], str],
) -> Scope:
    """What `question` is kept to among `papers`; `opening` gives the beginning of a paper. Both
    are asked only where the question may name one."""
    if len(question) > LONGEST:
        return Scope((), question)
    question = " ".join(question.split())
    for pattern in (_FIRST, _LAST, _WITHIN, _OWNED):
        found = pattern.search(question)
        if found:
            fitting = _fitting(found["named"], papers(), opening)
            if fitting:
                return Scope(fitting, _without(question, found, pattern))
    return Scope((), question)


def _without(question: str, found: re.Match[str], pattern: re.Pattern[str]) -> str:
    if pattern in (_WITHIN, _OWNED):  # the paper is what the question is about
        return question
    if pattern is _FIRST:
        rest = question[found.end() :]
    else:
        rest = question[: found.start()] + (found["end"].strip() or "")
    return rest[:1].upper() + rest[1:]


def _fitting(
    named: str, papers: Sequence[DocumentRecord], opening: Callable[[DocumentRecord], str]
) -> tuple[str, ...]:
    wanted = _words(named)
    called = {paper.name: _words(_called(paper)) for paper in papers if paper.state != "refused"}
    if len(called) < 2 or not wanted:
        return ()
    known = {paper.name: paper for paper in papers}
    if len(called) > MOST_OPENINGS:
        near = [name for name, words in called.items() if words & wanted]
    else:
        near = list(called)
    opened = {name: _words(opening(known[name])[:OPENING]) for name in near[:MOST_OPENINGS]}
    rarity = _rarity(wanted, [called[name] | opened.get(name, set()) for name in called])
    whole = sum(rarity.values())
    worth = {
        name: sum(
            rarity[word] * (1.0 if word in called[name] else 0.9)
            for word in wanted
            if word in called[name] or word in opened[name]
        )
        for name in opened
    }
    best = max(worth.values(), default=0.0)
    if best < FITS_FROM * whole or best <= 0:
        return ()
    fitting = tuple(name for name, value in worth.items() if value >= AS_WELL_FROM * best)
    return fitting if len(fitting) <= min(MOST_PAPERS, len(called) - 1) else ()


def _rarity(wanted: set[str], texts: Sequence[set[str]]) -> Mapping[str, float]:
    """How much each word tells one paper from another; what stands in none tells most, and
    what stands in all a little, so that a word in none of them makes nothing fit."""
    count = len(texts)
    held = {word: sum(word in text for text in texts) for word in wanted}
    return {word: math.log((count + 1) / (number + 0.5)) for word, number in held.items()}


def _called(paper: DocumentRecord) -> str:
    day = paper.date
    dated = f"{day:%B} {day.day} {day.year}" if day else ""
    return f"{paper.title} {paper.name} {paper.kind} {dated}"


def _words(text: str) -> set[str]:
    found = set()
    for word in _WORD.findall(re.sub(r"(?<=[a-z])(?=[A-Z])|e-mail", _parted, text).casefold()):
        one = word[:-1] if len(word) > 3 and word.endswith("s") else word
        word = _SAME.get(word) or _SAME.get(one) or one
        if word in _PLAIN:
            continue
        if len(word) == 1 and word.isalpha():  # of "Pell's", "L.P."
            continue
        found.add(word)
    return found


def _parted(match: re.Match[str]) -> str:
    return "email" if match.group() else " "
