"""Where a sentence has its finite verbs, and whether they tell of what was or is to come."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from assistant.starters.verbs import is_past

Tense = Literal[
    "past", "perfect", "progressive", "present", "state", "future", "possible", "before that"
]
"""`before that`: "had paid", which lies before what the text tells of. `state`: "is", "owns"."""
SPEECH = re.compile(
    r"\b(?:said|says?|told|tells?|announc(?:e[sd]?|ing)|claim(?:s|ed)|stat(?:es?|ed)|add(?:s|ed)"
    r"|argu(?:es?|ed)|contend(?:s|ed)|assert(?:s|ed)|alleg(?:es?|ed)|report(?:s|ed)(?=\s+(?:that|on))"
    r"|confirm(?:s|ed)|den(?:ies|ied)(?=\s+that)|admit(?:s|ted)?|acknowledg(?:es?|ed)|conced(?:es?|ed)"
    r"|testif(?:ies|ied)|declar(?:es?|ed)|explain(?:s|ed)|repl(?:ies|ied)|respond(?:s|ed)|wrote|writes"
    r"|warn(?:s|ed)|insist(?:s|ed)|reveal(?:s|ed)|disclos(?:es?|ed)|comment(?:s|ed)|not(?:es|ed)"
    r"|promis(?:es?|ed)|enthused|quipped|found|finds|held|holds|rul(?:ed|es)|conclude[sd])\b",
    re.IGNORECASE,
)
"""Verbs whose object is what somebody says."""

_NOT = (
    r"(?:\s+(?:not|never|also|then|later|already|since|now|both|all|only|still|just|first"
    r"|finally|recently|previously|\w+ly))*"
)
_VERB = re.compile(
    rf"\b(?P<future>(?:will|shall|wo)\b{_NOT}|(?:is|are|was|were|be|been)\s+(?:going|due|set"
    rf"|scheduled|slated|expected|supposed|to\s+be|about|planning|hoping)\b|(?:is|are|was|were)\s+to\s+"
    rf"|(?:plan|expect|hope|intend|aim|want|propose|promise)s?\]?\s+(?=to\b)|(?:planned|hoped|intended|wanted"
    rf"|promised)\s+to\b|promises\b"
    rf"|would\b(?!\s+have\b))"
    rf"|\b(?P<possible>(?-i:may|might|could|can|cannot|should|must|ought)\b{_NOT}"
    rf"|would\s+have\b|need(?:s|ed)?\s+to\b|ha(?:s|ve|d)\s+to\b)"
    rf"|\b(?P<before>had\b{_NOT}\s+(?:been\s+)?(?:\w+(?:ed|en|wn|ht|id|de|lt|ne|me|ft|nt|ld|ng|ad|et|un|ut)\b))"
    rf"|\b(?P<perfect>(?:has|have|[’']ve)\b{_NOT}\s+(?:been\s+)?\w+(?:ed|en|wn|ht|id|de|lt|ne|me|ft|nt|ld|ng|ad|et|un|ut)\b)"
    rf"|\b(?P<past>(?:was|were|did|had)\b)"
    rf"|\b(?P<progressive>(?:is|are|[’']s|[’']re){_NOT}\s+(?:being\s+\w+|(?!going\b|being\b)\w{{2,}}ing)\b)"
    rf"|\b(?P<state>(?:is|are|am|has|have|does|do|remains?|seems?|appears?|includes?|provides?|owns?"
    rf"|contains?|consists?|lives|holds|makes|shows?|believes?|wants?|needs?|knows?)\b)"
    rf"|\b(?P<present>(?:says?|tells?|claims?|alleges?|wins?"
    rf"|announces?|unveils?|loses?|denies|admits?|states?|argues?|contends?|asserts?"
    rf"|reports?(?=\s+(?:that|on)\b)|launches|releases|introduces|resigns|dies|signs|buys|sells|pays|sues|files|seeks"
    rf"|takes|gets|goes|comes|gives|finds|rules|charges|opens|closes|begins|ends|starts"
    rf"|stops|cuts|orders|delays|agrees|rejects|accepts|approves|defeats|enters|leaves|becomes)\b)"
)
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_ED = re.compile(r"(?<!\w)\w{2,}ed$")
_NO_PAST = frozenset(
    "hundred indeed need speed feed seed breed red bed exceed proceed succeed unprecedented "
    "based related alleged so-called armed united limited aged advanced embedded detailed "
    "estimated unexpected unnamed aforementioned".split()
)
_BEFORE_AN_ADJECTIVE = frozenset(
    "the a an his her its their our my your this that these those some any no each every of "
    "by with from for to in on at as be been being is are was were am having get gets very "
    "so more most newly two three four five than under".split()
)
"""Behind these a word in -ed is a participle and no finite verb."""
_ADDS = re.compile(r"\s+by\b(?!\s+(?:\d|[a-z]+ing\b|[A-Z][a-z]+day))")
"""What stands behind a participle that only adds to a noun: "containers imported by"."""


@dataclass(frozen=True, slots=True)
class Verb:
    """A finite verb, from its first word to its last, and its tense."""

    start: int
    end: int
    tense: Tense


def verbs_in(sentence: str) -> Iterator[Verb]:
    """The finite verbs of a sentence, as far as plain rules tell them, in order."""
    found = [_auxiliary(match) for match in _VERB.finditer(sentence) if not _is_noun(match)]
    found += [one for one in _pasts(sentence) if not any(_meet(one, other) for other in found)]
    yield from sorted(found, key=lambda one: one.start)


_TENSES: dict[str, Tense] = {
    "future": "future", "possible": "possible", "before": "before that", "perfect": "perfect",
    "past": "past", "progressive": "progressive", "present": "present", "state": "state",
}  # fmt: skip


def _auxiliary(match: re.Match[str]) -> Verb:
    return Verb(match.start(), match.end(), _TENSES[match.lastgroup or "past"])


def _is_noun(match: re.Match[str]) -> bool:
    """Whether what may be a verb in the present is a noun: "the charges", "new orders"."""
    before = _LAST_WORD.search(match.string, max(0, match.start() - 20), match.start())
    plain = match.lastgroup == "present"
    return plain and before is not None and before[1].lower() in _BEFORE_AN_ADJECTIVE


_LAST_WORD = re.compile(r"([^\W\d_]+)\s+$")


def _pasts(sentence: str) -> Iterator[Verb]:
    """Pasts that stand alone: "paid", "searched", and not "the amount paid by"."""
    before = ""
    for match in _WORD.finditer(sentence):
        word = match.group()
        lower = word.lower()
        looks = is_past(lower) or (_ED.search(lower) and lower not in _NO_PAST)
        small = word == lower
        if looks and small and before not in _BEFORE_AN_ADJECTIVE and _joined(sentence, match):
            yield Verb(match.start(), match.end(), "past")
        before = lower


def _joined(sentence: str, match: re.Match[str]) -> bool:
    """Whether the word stands free: no part of "London-based", nor a reduced clause after a
    comma: ", named after …"."""
    start, end = match.span()
    if (start and sentence[start - 1] in "-–’'") or sentence[end : end + 1] == "-":
        return False
    return _ADDS.match(sentence, end) is None


def _meet(one: Verb, other: Verb) -> bool:
    return one.start < other.end and other.start < one.end
