"""Parts of regular expressions that are built from lists of words."""

from __future__ import annotations

import re
from collections.abc import Iterable


def any_of(words: Iterable[str]) -> str:
    """A group that matches each of `words` as it is written, the longer ones first."""
    return f"(?:{'|'.join(re.escape(word) for word in sorted(words, key=len, reverse=True))})"


def capital_or_not(words: Iterable[str]) -> str:
    """A group that matches each of `words`, with a capital or a small letter first."""
    return any_of(form for word in words for form in (word.lower(), word.capitalize()))
