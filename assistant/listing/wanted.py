"""What a question about the whole file asks for, told by its form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.listing.topics import Topic, topic_of

Kind = Literal["sums", "days", "people", "bodies", "papers", "addresses", "clauses", "sentences"]
"""What a row is of: a sum of money, a day, a person, a company or office, a paper, an address of
e-mail or telephone, a clause of a contract, a sentence."""

_THINGS = r"(?:papers?|documents?|files?|exhibits?|filings?)"
_FORM = re.compile(
    r"^\W*(?:please\s+)?(?:(?:can|could|would)\s+you\s+(?:please\s+)?)?(?:"
    r"(?:list|show|give|find|name|enumerate|tell|get|collect)(?:\s+me)?(?:\s+(?:all|every|each|any))?"
    r"(?:\s+of)?(?:\s+(?:single|last))?(?:\s+the)?\s+"
    r"|how\s+many\s+|(?:all|every|each)\s+(?:of\s+)?(?:the\s+)?"
    r"|(?:what|which)\s+(?:are|were)\s+(?:all\s+)?(?:the\s+)?|(?:what|which)\s+|who\s+(?:(?:are|were)\s+)?(?:all\s+)?(?:the\s+)?)?"
    r"(?P<rest>.*?)[\s?.!]*$",
    re.IGNORECASE | re.DOTALL,
)
_PAPERS = re.compile(
    rf"^(?:in\s+)?(?:which\s+)?{_THINGS}\s+(?:that\s+|which\s+)?(?:are\s+there\s+that\s+)?(?:mention|names?\b"
    r"|refer\s+to|speak\s+of|contain|discuss|talk\s+about|include)(?:s|ing)?\s+(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_HEADS: tuple[tuple[Kind, str], ...] = (
    ("sums", r"sums?|amounts?|figures?\s+in\s+(?:dollars|money)|moneys?"),
    ("days", r"dates?|days?|deadlines?"),
    ("people", r"people|persons?|individuals?|names?\s+of\s+people|names?"),
    ("bodies", r"compan(?:y|ies)|organi[sz]ations?|bodies|entit(?:y|ies)|firms?|agenc(?:y|ies)"),
    ("addresses", r"(?:e-?mail|mail)\s+address(?:es)?|(?:tele)?phone\s+numbers?"),
)
_HEAD = {
    kind: re.compile(rf"^(?:different\s+|the\s+)?(?:{words})\b", re.I) for kind, words in _HEADS
}
_MONEY_WORDS = frozenset(
    "payment payments bribe bribes transfer transfers wire wires fee fees deposit deposits fine "
    "fines invoice invoices salary debt debts".split()
)
"""Nouns whose instances are sums of money."""
_EMPTY = frozenset(
    "a an the of in on at to for from by with and or that which who whom whose is are was were be "
    "been there here this these those it its case file files paper papers document documents "
    "mention mentions mentioned name names named appear appears occur occurs do does did say says "
    "said all every each any made make has have had about as they them their he she his her we us "
    "our you your sum sums amount amounts date dates day days people person persons place anywhere "
    "sentence sentences clause clauses provision provisions term terms passage passages where when "
    "how many much list show give find tell me please refer refers contain contains".split()
)
_WORD = re.compile(r"[^\W_]+(?:[’'&-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What rows are of, and the words (small letters) that each must tell of; `topic` is what a
    clause must be about."""

    kind: Kind
    words: tuple[str, ...] = ()
    topic: Topic | None = None


def wanted_of(question: str) -> Wanted:
    """What a question about the whole file asks for; any other words ask for the sentences that
    hold them all."""
    form = _FORM.match(question)
    rest = form["rest"] if form else question
    papers = _PAPERS.match(rest)
    if papers:
        return Wanted("papers", _telling(papers["rest"]))
    for kind, head in _HEAD.items():
        found = head.match(rest)
        if found:
            return Wanted(kind, _telling(rest[found.end() :]))
    topic = topic_of(rest)
    if topic is not None:
        return Wanted("clauses", (), topic)
    words = [word.lower() for word in _WORD.findall(rest)]
    if words and words[0] in _MONEY_WORDS:
        return Wanted("sums", _telling(rest))
    return Wanted("sentences", _telling(rest))


def _telling(words: str) -> tuple[str, ...]:
    found = (word.lower().removesuffix("’s").removesuffix("'s") for word in _WORD.findall(words))
    return tuple(dict.fromkeys(word for word in found if word not in _EMPTY))
