"""How the elements of a page are styled: by their attributes and by the simple rules of its
<style>, those for a tag, a class or an id alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

Element = Any
"""An element of a tree (lxml)."""
Style = dict[str, str]
"""Names and values, in lower case, one space at most in a row."""
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_SIMPLE = re.compile(r"([a-z][a-z0-9]*)?(?:([.#])([\w-]+))?")
_SIZE = re.compile(r"(-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?)\s*([a-z]*|%)")
_PIXELS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "em": 16.0, "rem": 16.0, "ex": 8.0, "ch": 8.0,
           "%": 0.16, "vw": 10.0, "vh": 8.0, "pc": 16.0, "in": 96.0, "cm": 37.8, "mm": 3.78,
           "vmin": 8.0, "vmax": 10.0}  # fmt: skip
"""About; a percentage is of letters."""


class Styles:
    """The styles of a page's elements."""

    def __init__(self, tree: Element) -> None:
        # By tag, ".class" or "#id": the tag it is for ("" for any) and what it declares.
        self._rules: dict[str, list[tuple[str, list[tuple[str, str]]]]] = defaultdict(list)
        for sheet in tree.iter("style"):
            for selectors, declared in _rules("".join(sheet.itertext())):
                self._add(selectors, declared)

    def _add(self, selectors: str, declared: list[tuple[str, str]]) -> None:
        for selector in selectors.split(","):
            found = _SIMPLE.fullmatch(selector.strip())
            if found and found.group():
                tag, sign, name = found.group(1) or "", found.group(2) or "", found.group(3) or ""
                self._rules[f"{sign}{name}" if sign else tag].append((tag, declared))

    def of(self, element: Element) -> Style:
        """What is declared for an element itself; nothing is inherited."""
        declared: list[tuple[str, str]] = []
        for name, attribute in (("color", "color"), ("background", "bgcolor")):
            if value := element.get(attribute):
                declared.append((name, value.strip().lower()))
        if self._rules:
            tag = element.tag if isinstance(element.tag, str) else ""
            names = [f".{name}" for name in (element.get("class") or "").lower().split()]
            for key in (tag, *names, f"#{(element.get('id') or '').lower()}"):
                for wanted, given in self._rules.get(key, ()):
                    if wanted in ("", tag):
                        declared += given
        if style := element.get("style"):
            declared += _declarations(style)
        # The last one holds, and an important one before it.
        ordered = sorted(declared, key=lambda one: one[1].endswith("!important"))
        return {name: value.removesuffix("!important").strip() for name, value in ordered}


def size_of(value: str) -> float | None:
    """A length in pixels, about, or a bare number; None for what is neither."""
    found = _SIZE.fullmatch(value)
    if not found or found.group(2) not in _PIXELS:
        return None
    return float(found.group(1)) * _PIXELS[found.group(2)]


def _declarations(style: str) -> list[tuple[str, str]]:
    pairs = (one.partition(":") for one in _COMMENT.sub("", style).lower().split(";"))
    return [
        ("".join(name.split()), re.sub(r"\s*!\s*", "!", " ".join(value.split())))
        for name, colon, value in pairs
        if colon
    ]


def _rules(sheet: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Selectors and declarations of a stylesheet, without those that hold at times only
    (`@media`)."""
    depth, before, selectors = 0, "", ""
    for piece in re.split(r"([{}])", _COMMENT.sub("", sheet).lower()):
        if piece == "{":
            depth += 1
            selectors = before if depth == 1 else selectors
        elif piece == "}":
            if depth == 1 and "@" not in selectors:
                yield selectors.rpartition(";")[2], _declarations(before)
            depth = max(depth - 1, 0)
        else:
            before = piece
