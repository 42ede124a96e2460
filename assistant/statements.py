"""What a line of a document is good for: a statement, a fragment, a heading, of whom it speaks."""

from __future__ import annotations

import re

from assistant.names import is_thing, names_in

_SENTENCE_END = re.compile(r"[.!?…|][\"'”’)\]*_]*$")
_ASKS = re.compile(r"\?[\"'”’)\]]*$")
_TELLS = re.compile(r"\w[,:]? [\"“‘][^\"”’]*\?[\"”’]")
_SIDES = (
    re.compile(r"\bprosecut(?:ion|ors?)\b|\bthe government\b", re.IGNORECASE),
    re.compile(
        r"\b(?:the|his|her|their) defen[cs]e\b(?! of)|\bdefen[cs]e (?:lawyer|attorney|counsel)",
        re.IGNORECASE,
    ),
)
"""The sides of a case, as they are called; not the Department of Defense, nor a government."""
_WROTE = re.compile(r"^On .*\bwrote:$", re.DOTALL)
_ROW = re.compile(r"\S \| \S|: [^=:]{1,80} = \S")
_ANYBODY = re.compile(
    r"\b(?:he|she|him|his|her|they|their|them|all|both|each|none|everyone|defendants?)\b",
    re.IGNORECASE,
)


def is_fragment(text: str) -> bool:
    """Whether a line is no sentence: nothing ends it, and it is no row of a table."""
    return _SENTENCE_END.search(text) is None and _ROW.search(text) is None


def is_heading(text: str) -> bool:
    """Whether a line only names what stands under it: a heading, a caption, the head of a
    table. One with a number in it may be the answer: "Case No. 2:24-cr-00087"."""
    if text.startswith("#") or text.endswith("__") or re.fullmatch(r"\(.*\)", text):
        return True
    if _WROTE.search(text):  # what follows is somebody else's answer to it
        return True
    if any(letter.isdigit() for letter in text):
        return False
    letters = [letter for letter in text if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    short = len(text.split()) <= (5 if is_fragment(text) else 3)
    return " | " in text or text.startswith("|") or short or capitals > 0.7 * len(letters)


def is_of_the_other_side(question: str, sentence: str) -> bool:
    """Whether `question` names one side of a case, prosecution or defence, and `sentence` only
    the other: what the one asks for is not what the other does."""
    asked_of = [side.search(question) is not None for side in _SIDES]
    told_of = [side.search(sentence) is not None for side in _SIDES]
    return sum(asked_of) == sum(told_of) == 1 and asked_of != told_of


def is_question(text: str) -> bool:
    """Whether a sentence asks something itself, and so answers nothing. One that tells what
    somebody asked is none."""
    return _ASKS.search(text) is not None and _TELLS.search(text) is None


def is_about_others(question: str, sentence: str) -> bool:
    """Whether `sentence` names a person, and nobody that `question` names.

    What one defendant pleaded is no answer to what another did. "He", "all" and "the
    defendant", where they come before any name, may be anybody.
    """
    words = set(re.findall(r"\w+", sentence.casefold()))
    asked_about = [set(name.casefold().split()) for name in names_in(question)]
    if not asked_about or any(name & words for name in asked_about):
        return False
    people = [name for name in names_in(sentence) if " " in name and not is_thing(name, sentence)]
    anybody = _ANYBODY.search(sentence)
    return bool(people) and (anybody is None or sentence.find(people[0]) < anybody.start())
