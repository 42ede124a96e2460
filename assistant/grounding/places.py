"""Where in a claim and in its source stands what a rule objects to."""

from __future__ import annotations

import re
from collections.abc import Iterable

Stretch = tuple[int, int]
"""Start and end in code points of the one text."""
Places = tuple[Stretch | None, Stretch | None]
"""Where in the claim and where in the source; None where it is the whole of that one, such as
what the source does not say at all."""


def first_of(text: str, words: Iterable[str]) -> Stretch | None:
    """Where the first of `words`, in their order, stands in `text` that stands there at all."""
    for word in words:
        found = re.search(rf"(?<!\w){re.escape(word)}", text)
        if found:
            return found.span()
    return None


def all_of(text: str, words: Iterable[str]) -> Stretch | None:
    """The shortest stretch from the first to the last of `words`, each where it stands first."""
    found = [place for word in words if (place := first_of(text, (word,)))]
    return (min(a for a, _ in found), max(b for _, b in found)) if found else None


def span_of(match: re.Match[str] | None) -> Stretch | None:
    """Where a match stands; None for none."""
    return match.span() if match else None
