"""What a question asks for, and whether a document says that it is not known."""

from __future__ import annotations

import re
from enum import StrEnum


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


_ASKING_WORDS = frozenset(
    "a able about account according after age all allow allowed also am amount an and any anybody "
    "anyone anything are as "
    "asked at back be became become been began begin being believe believed between both bring "
    "brought but by call called came can caused cause century come consider considered could date "
    "day decade describe described did do does doing done during each end ended example exist "
    "existed face faced faces far feel find first following for found from gave get gets give "
    "given go goes going got group had happen happened has have he held help helped her him his "
    "hold how i if in include included including into involve involved is it its just keep kept "
    "kind know known large last lead leave led left long look made main major make many may me "
    "mean means mention mentioned month more most much must my name named need needed new next no "
    "not number of often old on one or other our part people percent percentage person place play "
    "played plays point purpose put reason reasons refer referred result role said same say says "
    "second see seen send serve served set she should show showed shown since so some somebody "
    "someone something sort "
    "stand stands start started state such take taken tell than that the their them then there "
    "these they thing things think this those three thought time times to told took tried try "
    "turn two type under until up us use used using want was way ways we went were what when where "
    "whether which while who whom whose why will with word words work worked would year years you "
    "your s t d ll re ve".split()
)
_BARE_WORD = re.compile(r"[^\W_]+")


def telling_words(text: str) -> list[str]:
    """The words of a question that say what it is about, in order, in lower case.

    Left out are the words that only ask, and verbs that fit any question: "held", "play".
    """
    words = dict.fromkeys(word.casefold() for word in _BARE_WORD.findall(text))
    return [word for word in words if word not in _ASKING_WORDS]


_STEM = 5


def telling_stems(text: str) -> set[str]:
    """What two words of one stem have in common of each telling word: its first letters."""
    return {word[:_STEM] for word in telling_words(text)}


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
