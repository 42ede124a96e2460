"""Elements of a page that a browser does not show, as their styles say: their own, and the
simple rules of the page's <style>."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal

from corpus.readers.styles import Styles, size_of

Element = Any
"""An element of a tree (lxml)."""
SMALLEST = 2.0
"""Pixels: letters of this size or less cannot be read."""
FAINTEST = 0.05
FARTHEST = 300
"""Pixels: what stands so far to the left or the top is off the page."""
NEAR_WHITE = 250
"""Of 255."""
_COLOUR = re.compile(r"#[0-9a-f]{3,8}|rgba?\([^)]*\)|white|snow|transparent")
_NO_GROUND = ("transparent", "none", "inherit", "initial", "unset")
_MECHANICS = "a button input select form nav script video iframe".split()
_FEWEST_WORDS = 4
"""Hidden by `display`, fewer words than these are a label waiting for its moment."""
Kind = Literal["hidden", "trick"]


def take_out_hidden(tree: Element) -> tuple[str, ...]:
    """Takes what is not shown out of the tree; gives the words that were hidden.

    Pages hide menus and dialogs until they are asked for: what holds links or buttons goes
    out too, but nobody needs to be told of it.
    """
    styles = Styles(tree)
    hidden = []
    for element in list(tree.iter("*")):
        kind = _how_hidden(element, styles)
        if not kind or element.tag in ("html", "body", "head") or not _is_within(element, tree):
            continue
        words = " ".join("".join(element.itertext()).split())
        if words and (kind == "trick" or _is_content(element, words)):
            hidden.append(words)
        element.drop_tree()
    return tuple(hidden)


def _how_hidden(element: Element, styles: Styles) -> Kind | None:
    if element.get("hidden") is not None or element.tag == "template":
        return "hidden"
    style = styles.of(element)
    if not style:
        return None
    if style.get("display") == "none" or style.get("visibility") in ("hidden", "collapse"):
        return "hidden"
    if _is_away(style) or (_is_tiny(style) and not _holds_larger(element, styles)):
        # A page's own rules do so to words for those who hear it: "Skip to content".
        return "trick" if element.get("style") else "hidden"
    colour = style.get("color", "")
    if _is_clear(colour):
        clipped = style.get("background-clip") or style.get("-webkit-background-clip")
        return None if clipped == "text" else "trick"
    return "trick" if _is_white(colour) and _stands_on_white(element, styles) else None


def _is_away(style: dict[str, str]) -> bool:
    faint = size_of(style.get("opacity", ""))
    sides = (size_of(style.get(side, "")) for side in ("left", "top", "text-indent"))
    return (faint is not None and faint <= FAINTEST) or any(
        side is not None and side <= -FARTHEST for side in sides
    )


def _is_tiny(style: dict[str, str]) -> bool:
    size = size_of(style.get("font-size", ""))
    return size is not None and size <= SMALLEST


def _holds_larger(element: Element, styles: Styles) -> bool:
    """Whether all its words stand in elements that name a size of their own, as letters to
    many readers are laid out: the size 0 is for the spaces between these."""

    def words_of(at: Element) -> Iterator[str]:
        yield at.text or ""
        for child in at.iterchildren("*"):
            style = styles.of(child)
            if "font-size" not in style or _is_tiny(style):
                yield from words_of(child)
            yield child.tail or ""

    named = any("font-size" in styles.of(inner) for inner in element.iterdescendants("*"))
    return named and not any(words.strip() for words in words_of(element))


def _stands_on_white(element: Element, styles: Styles) -> bool:
    """Whether the nearest ground that is named is white; where none is, the page's is."""
    for around in (element, *element.iterancestors()):
        style = styles.of(around)
        for name in ("background", "background-color", "background-image"):
            ground = style.get(name, "")
            if ground and ground not in _NO_GROUND and not _is_clear(ground):
                return _is_white(ground)
        if around.get("background"):
            return False
    return True


def _is_white(colour: str) -> bool:
    levels = _levels(colour)
    return levels is not None and min(levels[:3]) >= NEAR_WHITE


def _is_clear(colour: str) -> bool:
    levels = _levels(colour)
    return levels is not None and levels[3] <= FAINTEST


def _levels(colour: str) -> tuple[float, float, float, float] | None:
    """Red, green, blue of 255, and how opaque (0 to 1); None for any other colour."""
    if not _COLOUR.fullmatch(colour):
        return None
    if colour in ("white", "snow"):
        return 255.0, 255.0, 255.0, 1.0
    if colour == "transparent":
        return 0.0, 0.0, 0.0, 0.0
    if colour.startswith("#"):
        digits = colour[1:] if len(colour) > 5 else "".join(2 * digit for digit in colour[1:])
        if len(digits) not in (6, 8):
            return None
        channels = [int(f"{digits}ff"[at : at + 2], 16) for at in (0, 2, 4, 6)]
        return channels[0], channels[1], channels[2], channels[3] / 255
    parts = re.findall(r"([\d.]+)(%?)", colour)
    try:
        levels = [float(number) * (2.55 if percent else 1) for number, percent in parts[:3]]
        opaque = float(parts[3][0]) / (100 if parts[3][1] else 1) if len(parts) > 3 else 1.0
        return levels[0], levels[1], levels[2], opaque
    except (IndexError, ValueError):
        return None


def _is_content(element: Element, words: str) -> bool:
    mechanics = next(element.iter(*_MECHANICS), None)
    return mechanics is None and words.count(" ") + 1 >= _FEWEST_WORDS


def _is_within(element: Element, tree: Element) -> bool:
    """Whether the element is still below the root: what held it may be out already."""
    return any(above is tree for above in element.iterancestors())
