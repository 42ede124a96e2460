"""Whether what a document says is not known is the very thing that was asked."""

from __future__ import annotations

import re

from assistant.asking import Asked, asked, says_not_known, telling_words
from assistant.names import names_in
from assistant.words import weakest_word

NEEDED_WORD = 0.5
"""How well the sentence must meet each telling word of the question that is no name: "lawyer" is
met by "legal representation" at .56, "phone" by the rest of a court's record at .42."""
_ASKS_FOR = {
    "when": Asked.DATE,
    "where": Asked.PLACE,
    "who": Asked.PERSON,
    "why": Asked.REASON,
}
_OPEN = re.compile(
    r"\b(?:clear|unclear|known|unknown|determined?|establish|confirm|learn|find out|disclosed?"
    r"|show|say|state|reveal|indicate|specify)\s+(when|where|who|why)\b",
    re.IGNORECASE,
)
_WH = re.compile(r"\b(when|where|who|why)\b", re.IGNORECASE)
_DATE = re.compile(r"\bno (?:\w+ )?date\b|\bdates? (?:of|for|has|was|is|be)\b", re.IGNORECASE)
_SAYING = re.compile(r"\b(?:comment|respon|sa(?:y|id)\b|told|reached|statement)", re.IGNORECASE)
_COUNTED = (Asked.NUMBER, Asked.COUNT, Asked.MONEY, Asked.AGE)


def is_unknown(question: str, sentence: str) -> bool:
    """Whether `sentence` says of what `question` asks that it is not known: when he will be
    extradited is another question than where to."""
    return (
        says_not_known(sentence, question)
        and not _leaves_another_open(asked(question), sentence)
        and _meets_words(question, sentence)
    )


def _leaves_another_open(kind: Asked, sentence: str) -> bool:
    left = _OPEN.search(sentence)
    if left and kind in _ASKS_FOR.values():
        open_ones = {_ASKS_FOR[m.lower()] for m in _WH.findall(sentence, left.start())}
        if kind not in open_ones:
            return True
    if kind is Asked.SPEECH:
        return _SAYING.search(sentence) is None
    return kind in _COUNTED and _DATE.search(sentence) is not None


def _meets_words(question: str, sentence: str) -> bool:
    named = {word for name in names_in(question) for word in telling_words(name)}
    words = [word for word in telling_words(question) if word not in named]
    return not words or weakest_word(" ".join(words), sentence) >= NEEDED_WORD
