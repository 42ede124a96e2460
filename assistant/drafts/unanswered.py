"""What a source only asks, leaves open or answers with no, and a claim says as if it were so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from assistant.grounding.negation import denies
from assistant.grounding.objection import Objection, objecting
from corpus.language.parsed import parse
from corpus.language.words import WORD, content, stem

_WHETHER = re.compile(
    r"\bwhether(?:\sor\snot)?\s(?P<open>[^,;:.?!]{3,300})"
    r"|\b(?:ask(?:s|ed|ing)?|wonder(?:s|ed|ing)?|know|knew|knows|determine[sd]?|decide[sd]?|tell"
    r"|recall|remember|see|say|clear|sure|certain|unclear)\sif\s(?P<asked>[^,;:.?!]{3,300})",
    re.IGNORECASE,
)
_LEAVES_OPEN = re.compile(
    r"\b(?:whether|if|ask(?:s|ed|ing)?|wonder\w*|questions?|questioned|disput\w+|undecided"
    r"|unresolved|unclear|uncertain|inquir\w+|enquir\w+|consider\w*|determine|decide|doubt\w*"
    r"|may|might|could|alleg\w+)\b",
    re.IGNORECASE,
)
"""How a claim says that something is asked or open."""
_NOT_TOLD = re.compile(r"\b(?:whether|if|recall\w*|remember\w*|knows?|knew|sure)\b", re.IGNORECASE)
"""How a claim says that somebody was asked, or does not know."""
_REPLY = re.compile(
    r"\?[\"”’]?\s+(?:\d{1,2}\s+)?(?:(?:A[.:]?|[A-Z][\w.’' ]{0,40}:)\s+)?(?=\S)"
    r"|\.\s+(?:RESPONSE|Response|ANSWER|Answer)\b[^:.]{0,40}:\s+(?=[Dd]en)"
)
"""What stands between a question, or a request to admit something, and what is said to it."""
_NO = re.compile(
    r"(?:(?:Oh|Well|Uh|Um),?\s+)?(?:No(?=[,.;!\s—–-])(?!\s(?:doubt|question|problem|later|more))"
    r"|Never\b|Nope\b|Negative\b|Not\s(?:at\sall|that\sI|to\smy|really|once|true)\b|Denie[ds]\b|Deny\b"
    r"|(?:Absolutely|Certainly|Definitely|Of\scourse)\snot\b"
    r"|(?:I|He|She|We|They|It|You|There)\s(?:did|do|does|was|were|is|are|had|have|has|would|could)"
    r"(?:\snot\b|n[’']t\b|\snever\b))",
    re.IGNORECASE,
)
_NOT_KNOWN = re.compile(
    r"(?:(?:Oh|Well|Uh|Um),?\s+)?(?:I|We)\s(?:(?:do|did|would|can|could)(?:\s?not|n[’']t)\s"
    r"(?:recall|remember|know|recollect|say|tell|be\s(?:sure|certain))"
    r"|(?:am|was)\snot\s(?:sure|certain)|have\sno\s(?:idea|recollection|memory|knowledge))\b"
    r"|I[’']m\snot\s(?:sure|certain)\b|(?:Maybe|Perhaps|Possibly)\b",
    re.IGNORECASE,
)


def unanswered(claim: str, source: str) -> Iterator[Objection]:
    """What speaks against `claim` since `source` says of it only whether, or answers with no."""
    found = _only_whether(claim, source) or _answered_with_no(claim, source)
    if found is not None:
        yield found


def asked_before_no(source: str) -> int:
    """How many code points at the beginning of `source` only ask what it then answers with no: 0
    where it answers nothing so. What stands there is not what the source says."""
    reply = _REPLY.search(source)
    return reply.start() if reply and _NO.match(source, reply.end()) else 0


def _only_whether(claim: str, source: str) -> Objection | None:
    """Words of the claim that stand in the source only behind "whether": "Whether the door was
    left open is a question of fact" says of no door that it was."""
    if _LEAVES_OPEN.search(claim):
        return None
    said = Counter(content(source))
    for match in _WHETHER.finditer(source):
        group = "open" if match["open"] else "asked"
        asked = Counter(content(match.group()))
        alone = {word for word in content(match[group]) if said[word] <= asked[word]}
        words = _words_of(claim, alone)
        if len(words) >= 2:
            places = (words[0].start(), words[-1].end()), match.span()
            reason = "the source leaves open whether it is so"
            return objecting("open question", reason, claim, source, places)
    return None


def _answered_with_no(claim: str, source: str) -> Objection | None:
    """Words of the claim that the source has only in a question to which the answer is no, or that
    it is not known."""
    reply = _REPLY.search(source)
    if reply is None:
        return None
    unknown = _NOT_KNOWN.match(source, reply.end())
    if unknown is None and _NO.match(source, reply.end()) is None:
        return None
    if _NOT_TOLD.search(claim) or (unknown is None and denies(parse(claim))):
        return None
    answered = {*content(source[reply.end() :])}
    words = [
        word
        for word in _words_of(claim, {*content(source[: reply.start()])} - answered)
        if not word.group()[:1].isupper()
    ]
    if not words:
        return None
    reason = "the answer is that this is not known" if unknown else "the answer to that is no"
    places = (words[0].start(), words[-1].end()), (reply.end(), len(source))
    return objecting("answer", reason, claim, source, places)


def _words_of(claim: str, wanted: set[str]) -> list[re.Match[str]]:
    return [word for word in WORD.finditer(claim) if stem(word.group().lower()) in wanted]
