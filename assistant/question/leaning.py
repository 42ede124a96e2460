"""Whether a question leans on the chat before it, or stands alone, as was learned.

A pronoun that the question itself does not explain leans in any case, and one that it explains
does not. Of the rest a logistic regression decides, from the question's words and from what they
share with the chat.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.pronouns import Turn, open_pronoun, pronouns_in
from assistant.question.learned import crossed, learned
from assistant.question.phrases import LONGEST, TURNS
from corpus.language.names import names_in
from corpus.language.words import telling_stems, telling_words

_AUX = r"(?:is|are|was|were|am|do|does|did|has|have|had|can|could|will|would|may|must|should)"
_THAT = r"(?:that|this|these|those)"
_ASKED = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in {
        "he": r"\b(?:he|him|his|himself)\b",
        "she": r"\b(?:she|her|hers|herself)\b",
        "it": r"\b(?:it|its|itself)\b",
        "they": r"\b(?:they|them|theirs?|themselves)\b",
        "that": rf"\b(?:{_THAT}|such)\b",
        "that at the end": rf"\b(?:{_THAT}|it|there|then|so)\W*$",
        "that thing": rf"\b{_THAT} [a-z]+",
        "that acts": rf"\b{_THAT} (?:{_AUX}|be|happen|mean|come|work|go|end|help)",
        "of that": rf"\b(?:of|about|from|for|with|after|before|by|to|on|in) {_THAT}\b",
        "is that": rf"\b{_AUX} {_THAT}\b",
        "there": r"\b(?:there|then|here)\b",
        "there is": rf"\b{_AUX} there\b|\bthere {_AUX}\b",
        "else": r"\b(?:else|others?|another|besides|more)\b",
        "also": r"\b(?:also|too|either|as well)\b",
        "any": r"\b(?:any\w*|some\w*|interesting)\b",
        "one of them": r"\bthe (?:first|second|third|last|other|latter|former|same|rest|two)\b"
        r"|\b(?:one|ones|both)\b",
        "the": r"\bthe [a-z]",
        "led in": r"^\W*(?:and|but|or|so|then|what about|how about|ok(?:ay)?|also)\b",
        "yes or no": rf"^\W*{_AUX}\b",
        "part": r"^\W*(?:in|by|to|from|for|with|under|at|on|of|since|until|about) (?:who|what|which"
        r"|where|how)",
        "who": r"\bwho(?:m|se)?\b",
        "when": r"\bwhen\b",
        "where": r"\bwhere\b",
        "why": r"\bwhy\b",
        "how": r"\bhow\b",
        "of": r"\bof\b",
        "number": r"\d",
    }.items()
}
_VERB = re.compile(rf"\b{_AUX}\b", re.IGNORECASE)
_TELLING = (
    "that", "led in", "named", "else", "there", "the", "says nothing", "says one thing", "short",
)  # fmt: skip


def leans(question: str, turns: Sequence[Turn]) -> bool:
    """Whether `question` is understood only after `turns`."""
    if not turns:
        return False
    marks = leaning_marks(question, turns)
    if "open pronoun" in marks:
        return True
    known = learned("leaning")
    explained = any(is_explained for _, is_explained in pronouns_in(question))
    return not explained and known.probability(marks) >= known.yes_from


def leaning_marks(question: str, turns: Sequence[Turn]) -> dict[str, float]:
    """What is known of `question` and of what it shares with `turns`, at least one."""
    marks = question_marks(question)
    wanted = telling_stems(question)
    said = [f"{turn.question[:LONGEST]} {turn.answer[:LONGEST]}" for turn in turns[-TURNS:]]
    ever = telling_stems(" ".join(said))
    whole = max(1, len(wanted))
    marks["shared with the last"] = len(wanted & telling_stems(said[-1])) / whole
    marks["shared"] = len(wanted & ever) / whole
    marks["new"] = min(len(wanted - ever), 5) / 3
    if question.casefold().split()[:2] == turns[-1].question.casefold().split()[:2]:
        marks["opens as the last"] = 1.0
    telling = {name: marks[name] for name in _TELLING if name in marks}
    return marks | crossed(marks, telling, tuple(marks))


def question_marks(question: str) -> dict[str, float]:
    """What is known of `question` by itself."""
    marks = {name: 1.0 for name, pattern in _ASKED.items() if pattern.search(question)}
    pronouns = pronouns_in(question)
    for kind, explained in pronouns:
        marks[f"{kind} explained" if explained else f"{kind} open"] = 1.0
        if (kind, False) not in pronouns:
            marks.pop(kind, None)
    words = question.split()
    telling = len(telling_words(question))
    names = names_in(question)
    marks["telling words"] = min(telling, 8) / 4
    marks["words"] = min(len(words), 20) / 10
    for name, holds in (
        ("open pronoun", open_pronoun(question)),
        ("says nothing", telling == 0),
        ("says one thing", telling == 1),
        ("says two things", telling == 2),
        ("short", len(words) <= 4),
        ("long", len(words) >= 9),
        ("no verb", not _VERB.search(question)),
        ("named", bool(names)),
        ("named in full", any(" " in name for name in names)),
        ("small letter", question[:1].islower()),
    ):
        if holds:
            marks[name] = 1.0
    return marks
