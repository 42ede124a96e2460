"""How a paper introduces itself: what it is, and by whom, to whom or between whom.

"Can she appeal?" is answered by one letter in a case and not by another, and only the paper's
beginning says whose letter it is; so the reader is told it with every sentence.
"""

from __future__ import annotations

import re

LOOKED_AT = 900
"""Code points at a paper's beginning."""
LONGEST = 240
"""Code points of an introduction; the reader sees less (`window.LONGEST_PAPER`)."""
_SAYS_NOTHING = re.compile(
    r"\b(?:district|superior|circuit|supreme|county|high|crown|bankruptcy|tax) court\b"
    r"|\bcourt of\b|\bdistrict of [a-z ]+$|\b\w+ division\W*$|^(?:u\.s\.|united states|us) "
    r"(?:department of justice|attorney)|^department of justice|^(?:civil|criminal|crim|case|docket"
    r"|index|cause|action|file|claim)\b.{0,24}\d|^no\.? .{0,6}\d|^page \d|^[\W\d_]*$|^by (?:courier"
    r"|hand|e-?mail|fax|overnight mail|certified mail)\W*$",
    re.IGNORECASE,
)


def introduction(title: str, text: str) -> str:
    """The title and the first lines of a paper's text, less its court, numbers and what is said
    twice; at most `LONGEST` code points, on one line, " / " between the parts. Of a paper that is
    no longer than this its title alone, since the rest is what is read."""
    if len(text) <= LONGEST:
        text = ""
    parts: list[str] = []
    known = ""
    for line in (title, *text[:LOOKED_AT].splitlines()):
        words = " ".join(line.strip("#*|>_-–— \t\ufeff").split())
        if not words or _SAYS_NOTHING.search(words) or words.casefold() in known:
            continue
        parts.append(words)
        known += f" {words.casefold()}"
        if len(known) > LONGEST:
            break
    return " / ".join(parts)[:LONGEST]
