"""What a line of a document is good for: a statement, a fragment, a heading."""

from __future__ import annotations

import re

_SENTENCE_END = re.compile(r"[.!?…|][\"'”’)\]*_]*$")
_WROTE = re.compile(r"^On .*\bwrote:$", re.DOTALL)
_ROW = re.compile(r"\S \| \S|: [^=:]{1,80} = \S")


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
