"""What a question asks for, and whether a document says that it is not known."""

from __future__ import annotations

import re
from enum import StrEnum

from corpus.language.words import telling_stems


class Asked(StrEnum):
    """The kinds of answer a question may want."""

    PERSON = "person"
    DATE = "date"
    SPEECH = "speech"
    COUNT = "count"
    NUMBER = "number"
    MONEY = "money"
    AGE = "age"
    PLACE = "place"
    REASON = "reason"
    OTHER = "other"


_ASKS = (
    (
        Asked.SPEECH,
        r"\bwhat (?:did|does|has|have) .*\b(?:say|said|tell|told|claim|argue|state|announce|reply"
        r"|respond|explain|testify|write|comment)\w*\b",
    ),
    (Asked.COUNT, r"\bhow many\b"),
    (
        Asked.AGE,
        r"\bhow old\b|\b(?:what|which) age\b|\bwhat is the age\b|(?:\bwhat\b.*)?['’]s age\b",
    ),
    (
        Asked.MONEY,
        r"\bhow much (?:money|cash)\b|\bhow much\b.*\b(?:pa(?:id|y)|cost|worth|fined?|spen[dt]"
        r"|bribe|receiv|earn|owe|lose|lost|launder|bail|bond|transfer|wire)\w*"
        r"|\b(?:what|which) (?:sum|price|cost|fine|bail|bond|(?:dollar )?amount)\b"
        r"|\bwhat (?:is|was|were|are)\b.*\b(?:salary|wages?|bail|bond|rent|ransom)\b",
    ),
    (
        Asked.NUMBER,
        r"\bhow (?:much|long|far|often|large|big|tall|high|fast|heavy)\b"
        r"|\b(?:what|which) (?:percent\w*|number|quantity|weight)\b",
    ),
    (
        Asked.DATE,
        r"\bwhen\b|\b(?:what|which) (?:year|date|day|month|century|decade|time)\b|\bsince when\b",
    ),
    (
        Asked.PERSON,
        r"\bwho(?:se|m)?\b|\b(?:what|which) (?:person|man|woman|official|judge)\b"
        r"|\bwhat (?:is|was|are|were) the names? of (?:the|his|her|their|an?) (?:[\w-]+ ){0,2}"
        r"(?:\w+(?:er|or|ess|ist|ant|ent|yee)|man|woman|wife|husband|son|daughter|judge|boss)\b"
        r"|\bwhat (?:is|was) [\w ]+[’']s name\b",
    ),
    (
        Asked.PLACE,
        r"\bwhere\b|\b(?:what|which) (?:country|countries|city|state|place|region|location|town"
        r"|area|address|court|airport|port|bank)\b",
    ),
    (Asked.REASON, r"\bwhy\b|\bwhat (?:reason|caused?)\b|\bhow (?:did|does|do|was|were|is|are)\b"),
)
_ASKED = tuple((asked, re.compile(pattern, re.IGNORECASE)) for asked, pattern in _ASKS)

ASKING_WORD = re.compile(r"\b(?:what|which|who(?:m|se)?|when|where|why|how)\b", re.IGNORECASE)


def asked(question: str) -> Asked:
    """The kind of answer that `question` wants, by the words that ask first: "who was there
    when it sank?" wants a person, and "what happened when it sank?" no time."""
    word = ASKING_WORD.search(question)
    last = word.start() if word else len(question)
    found = ((rule.search(question), kind) for kind, rule in _ASKED)
    starts = [(match.start(), kind) for match, kind in found if match and match.start() <= last]
    return min(starts, key=lambda start: start[0], default=(0, Asked.OTHER))[1]


_NOT_KNOWN = re.compile(
    r"\b(?:(?:is|was|are|were|remains?|it['’]?s)\s+(?:not|un)\s?(?:yet |immediately |currently )?"
    r"(?:clear|known|certain|determined|disclosed)"
    r"|(?:is|was|are|were|remains?)\s+(?:unclear|unknown|undetermined|undisclosed)"
    r"|(?:working|trying|attempting|seeking) to "
    r"(?:determine|learn|find out|confirm|establish|identify)"
    r"|(?:has|have|had) not (?:yet )?(?:been )?(?:said|disclosed|announced|determined|released|set"
    r"|scheduled|identified|decided|named)"
    r"|(?:could|did|would) not (?:immediately )?(?:be (?:reached|determined|learned|confirmed)|say)"
    r"|(?:do|does|did) not (?:show|say|state|disclose|reveal|indicate|specify)"
    r" (?:whether|if|who|when|where|why|how|what|which)"
    r"|no (?:\w+ )?date (?:for (?:\w+ ){1,3})?(?:has (?:yet )?been|was|is|be) (?:set|fixed))\b",
    re.IGNORECASE,
)


_CLAUSE = re.compile(r"[,;:–—]\s+|\s+(?:and|but|although|though|while)\s+")


def says_not_known(sentence: str, question: str = "") -> bool:
    """Whether a document itself says here that something is not known or not settled.

    With a question: whether it says so of what is asked, and not in a clause beside the
    one that the question is about; a sentence that shares no word with it says so of
    something else.
    """
    clauses = _CLAUSE.split(sentence) if question else []
    unknown = [clause for clause in clauses if _NOT_KNOWN.search(clause)]
    if not unknown:
        return _NOT_KNOWN.search(sentence) is not None
    wanted = telling_stems(question)

    def shared(clause: str) -> int:
        return len(wanted & telling_stems(clause))

    return max(map(shared, unknown)) >= max(1, *map(shared, clauses))
