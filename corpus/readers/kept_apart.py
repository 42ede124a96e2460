"""Words of a file that are no live text: those struck out, and comments beside the text.

They are left out of the text and kept as marks, and a flag says that there are some.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.document import Flag, Mark
from corpus.readers.zero_width import LONGEST_VALUE

STRUCK = Flag("struck", "It holds words that are struck out, which were left out of its text.")


def struck_marks(words: Sequence[str], length: int) -> tuple[Mark, ...]:
    """The mark for struck words of a text of so many code points; none where there are none."""
    value = "\n".join(words)[:LONGEST_VALUE]
    return (Mark(0, length, "struck", value),) if value else ()


def struck_flags(words: Sequence[str]) -> tuple[Flag, ...]:
    """The flag for struck words; none where there are none."""
    return (STRUCK,) if any(words) else ()


def comment_of(writer: str | None, words: str) -> str:
    """A comment in one line, after the name of its writer; "" where it says nothing."""
    said, name = " ".join(words.split()), " ".join((writer or "").split())
    return f"{name}: {said}" if name and said else said


def comment_flags(count: int) -> tuple[Flag, ...]:
    """The flag for so many comments; none for none."""
    if not count:
        return ()
    some = "a comment, which is" if count == 1 else f"{count:,} comments, which are"
    return (Flag("comment", f"It has {some} kept apart from its text."),)
