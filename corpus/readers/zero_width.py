"""Characters that no font draws, and the flags and marks for words that nobody sees."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence

from corpus.document import Flag, Mark

LONGEST_VALUE = 10_000
"""Code points of unseen words that are kept with the document."""
_ZERO_WIDTH = re.compile("[\u00ad\u200b\u2060-\u2064\ufeff\U000e0001-\U000e007f]")
"""Hyphens that do not show, joints and spaces without width, and letters in tags."""
_TAGS = re.compile("\U0001f3f4?[\U000e0020-\U000e007e]{3,}")
"""ASCII once more, in characters that no font draws."""
_FLAG = "\U0001f3f4"
"""After it they name the region whose flag it is."""


def without_zero_width(text: str) -> str:
    """The text less its characters without width, for formats whose text may be tidied."""
    return _ZERO_WIDTH.sub("", text)


def tagged_words(text: str) -> tuple[Mark, ...]:
    """A mark for each stretch that spells words in characters that no font draws."""
    return tuple(
        Mark(found.start(), found.end(), "unseen", _spelled(found.group())[:LONGEST_VALUE])
        for found in _TAGS.finditer(text)
        if not found.group().startswith(_FLAG)
    )


def unseen_marks(words: Sequence[str], length: int) -> tuple[Mark, ...]:
    """The mark for words that were taken out of a text of so many code points."""
    value = "\n".join(words)[:LONGEST_VALUE]
    return (Mark(0, length, "unseen", value),) if value else ()


def unseen_flags(words: Sequence[str]) -> tuple[Flag, ...]:
    """A flag that quotes the beginning of the words; none where there are none."""
    shown = textwrap.shorten(" ".join(words), 80, placeholder=" …")
    return (Flag("unseen", f"It holds words that nobody sees: “{shown}”."),) if shown else ()


def zero_width_flags(text: str) -> tuple[Flag, ...]:
    """A flag that counts the characters without width in a text that is left as it is."""
    flags = (found.group() for found in _TAGS.finditer(text) if found.group()[0] == _FLAG)
    count = len(_ZERO_WIDTH.findall(text)) - sum(len(flag) for flag in flags)
    note = f"It holds {count:,} characters that nobody sees."
    return (Flag("unseen", note),) if count else ()


def _spelled(tags: str) -> str:
    return "".join(chr(ord(tag) - 0xE0000) for tag in tags)
