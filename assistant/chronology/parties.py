"""Who an event is of, and where it was: the subject and the place of a clause, as they stand."""

from __future__ import annotations

import re

from assistant.chronology.clauses import Clause
from corpus.language.letters import CAPITALS

_OPENING = re.compile(
    r"(?:(?:on|in|at|by|since|during|after|before|from|between|later|earlier|meanwhile|however"
    r"|also|then|according\s+to|under|about|around|that|and|but|who|which|when|as|while|because|through"
    r"|early|late|last|this|next|the\s+(?:next|following|same|previous))\b[^,]{0,80},\s*(?:\d{4},?\s+)?)+"
    r"|(?:and|but|that|then|also|later|so|yet|when|after|before|because|as|while|if)\s+",
    re.IGNORECASE,
)
_DATE_FIRST = re.compile(
    rf"(?:[Oo]n|[Ii]n|[Bb]y|[Dd]uring)\s[^,]{{0,30}}?\d(?:\d|,\s?\d{{4}})*,?\s(?=[{CAPITALS}]|the\b|an?\b)"
)
_RELATIVE = re.compile(r"(?:who|which|that|whose|whom)\b", re.IGNORECASE)
_LAST_WORDS = re.compile(
    r"[\s,]+(?:(?:also|then|later|now|(?-i:[a-z]+ly)|has|have|had|allegedly)[\s,]*)*$"
)
_ASIDE = re.compile(r",\s[^,]{3,120},?\s*$")
_NO_SUBJECT = re.compile(r"(?:on|in|at|by|from|about|according|under)\b", re.IGNORECASE)
MOST_WORDS = 14
"""Words of a subject; what is longer was not understood."""
_NAME = (
    rf"[{CAPITALS}][\w’'&./-]*"
    rf"(?:[ \t]+(?:(?:of|the|de|la|del)[ \t]+)?[{CAPITALS}\d][\w’'&.-]*){{0,6}}"
)
_QUOTED = re.compile(r"(?:[”\"]|'')\s*$|^\W*[“\"]")
_SPEAKER = re.compile(rf"\s+(?P<who>(?:the\s+)?{_NAME})")
_PLACE = re.compile(
    rf"\b(?:in|at|near|outside|inside|aboard|from|to)[ \t]+(?P<place>(?:the[ \t]+)?"
    rf"(?:\d{{1,5}}[ \t]+)?{_NAME}(?:,[ \t]+{_NAME})?)"
)
_NO_PLACE = re.compile(
    r"(?:the\s+)?(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Mr|Mrs|Ms|Dr|Judge|Agent"
    r"|Exhibit|Count|Section|Article|Paragraph|Title|Schedule|Chapter|Form|Invoice|Plaintiffs?"
    r"|Defendants?|[IVX]+|I|He|She|They|It|We|You|US\$|\d)\b",
    re.IGNORECASE,
)
_NO_PLACE_AFTER = re.compile(r"\b(?:to|from)[ \t]+$")
_BODY = re.compile(
    r"\b(?:Inc|LLC|Ltd|Corp|Co|Company|Group|Bank|Trading|Holdings|Agency|Commission|Committee"
    r"|Department|Board|LLP|Partners|PLC|Airlines|Airways)\b"
)


def subject_of(sentence: str, clause: Clause) -> tuple[int, int] | None:
    """Where the subject of a clause stands in the sentence; None where it is not surely seen."""
    start, end = clause.start, clause.verb.start
    date = _DATE_FIRST.match(sentence, start, end)
    opening = date or _OPENING.match(sentence, start, end)
    if opening:
        start = opening.end()
    if _QUOTED.search(sentence, start, end):  # "…," said Miriam Castellane
        speaker = _SPEAKER.match(sentence, clause.verb.end)
        return speaker.span("who") if speaker else None
    trimmed = _LAST_WORDS.sub("", sentence[start:end])
    aside = _ASIDE.search(trimmed)
    if aside:
        trimmed = trimmed[: aside.start()]
    trimmed = trimmed.rstrip(" ,")
    if _NO_SUBJECT.match(trimmed):
        return None
    if not trimmed or _RELATIVE.match(trimmed) or len(trimmed.split()) > MOST_WORDS:
        return None
    if not re.search(r"[^\W\d_]", trimmed):
        return None
    return start, start + len(trimmed)


def place_of(sentence: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the words between `start` and `end` name a place: a name behind "in", "at", "near"."""
    for match in _PLACE.finditer(sentence, start, end):
        name = match["place"]
        before = sentence[max(start, match.start("place") - 6) : match.start("place")]
        movement = _NO_PLACE_AFTER.search(before) is not None
        if _NO_PLACE.match(name) or (movement and _BODY.search(name)) or _BODY.search(name):
            continue
        if movement:  # "to Kellner" is a person as often as a place
            continue
        return match.start("place"), match.start("place") + len(name.rstrip(" .,"))
    return None
