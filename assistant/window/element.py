"""HTML that cannot be put together unescaped: `element` escapes every plain string.

Everything the window shows of a document, a file name, a title, a case name or a model's
answer goes through here and comes out as text, whatever it holds.
"""

from __future__ import annotations

import re
from html import escape

_VOID = frozenset({"br", "hr", "img"})
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # control characters, among them those of a terminal
    "\u202a-\u202e\u2066-\u2069"  # what makes text run backwards
    "\ud800-\udfff]"  # halves of a character, as in a file name that is not UTF-8
)
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


class Html(str):
    """Markup that may be shown as it is. Made by `element` and `joined` only."""

    __slots__ = ()


def element(name: str, *children: str, **attributes: str | int | bool | None) -> Html:
    """One HTML element. Children that are `Html` stay; any other string is shown as text.

    Of attributes, `class_` means class and `aria_label` means aria-label; None and False
    leave one out, True writes it without a value. The result has no line break in it.
    """
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}"
        + ("" if value is True else f'="{text(str(value))}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if name in _VOID:
        return Html(f"<{name}{written}>")
    return Html(f"<{name}{written}>{joined(*children)}</{name}>")


def joined(*parts: str) -> Html:
    """Several pieces after each other, each `Html` or text."""
    return Html("".join(part if isinstance(part, Html) else text(part) for part in parts))


def text(raw: str) -> Html:
    """`raw` as text for an element or an attribute.

    A character that could hide or turn round what stands beside it becomes U+FFFD, so that
    one sees that something was there. A line break becomes a reference: a chat message is
    read as Markdown first, and there an empty line would end the HTML.
    """
    return Html(escape(seen(raw)).replace("\n", "&#10;"))


def seen(raw: str) -> str:
    """`raw` with one kind of line break, and U+FFFD for what nobody would see in it."""
    return _UNSEEN.sub("\ufffd", _LINE_END.sub("\n", raw))
