"""Links and images taken out of a sentence, so that no reader's window makes them live."""

from __future__ import annotations

import re

_IMAGE = re.compile(r"!\[[^\]\n]*\](?:\([^)\n]*\)|\[[^\]\n]*\])")
_LINK = re.compile(r"\[([^\[\]\n]*)\]\(\s*[^)\n]*\)")
_DEFINITION = re.compile(r"\[[^\[\]\n]+\]:\s*<?(?:\w+:)?//\S+")
_AUTOLINK = re.compile(r"<(\w+:[^<>\s]*)>")
_TAG = re.compile(
    r"</?(?:a|audio|base|body|button|embed|form|html|iframe|image|img|input|link|math|meta|object"
    r"|picture|script|source|style|svg|video)\b[^<>]*(?:>|(?=<)|$)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"(?:\b[a-z][a-z0-9+.-]*:/?/|\bwww\.|\b(?:data|javascript|mailto):)[^\s<>)\]”\"]+",
    re.IGNORECASE,
)


_BRACKET = re.compile(r"[\[\]<>]")
_DEEPEST = 20
"""Links inside links are followed so far; nobody means what goes deeper."""
_FOOTNOTE = re.compile(r"(?<!\s)\s*\[\d+\]")
"""A document's own mark, which among an answer's marks would point at nothing."""


def running_text(text: str) -> str:
    """A claim's text as it stands in an answer: on one line, without links and marks."""
    return without_links(_FOOTNOTE.sub("", text))


def without_links(text: str) -> str:
    """`text` on one line without images, tags that fetch, and the targets of links; the
    words of a link stay."""
    for _ in range(_DEEPEST):  # what is left may be a link again
        previous = text
        text = _AUTOLINK.sub(r"\1", _LINK.sub(r"\1", _DEFINITION.sub("", _IMAGE.sub("", text))))
        text = _TAG.sub("", text)
        if text == previous:
            break
    else:
        text = _BRACKET.sub("", text)  # then there are none
    return " ".join(text.split())


def addresses_in(text: str) -> set[str]:
    """The web addresses that stand in `text`, without what ends a sentence."""
    return {match.group().rstrip(".,;:!?'’") for match in _ADDRESS.finditer(text)}
