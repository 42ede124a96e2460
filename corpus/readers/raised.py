"""Raised figures and letters: the marks of notes, powers and fractions, told from the figures
beside them.

A mark set above the line becomes a character that is raised by itself (¹), a space away from
the word or figure before it, so that "$4,320" with the mark 1 is never read as 43,201. Units
("m2") and the endings of numbers ("3rd") stay as they are typed, fractions become "4½".
"""

from __future__ import annotations

import re

FIGURES = "⁰¹²³⁴⁵⁶⁷⁸⁹"
"""The raised figures from 0 to 9."""
_LETTERS = dict(zip("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True))
_RAISED = str.maketrans({**dict(zip("0123456789", FIGURES, strict=True)), **_LETTERS})
_FLAT = str.maketrans(FIGURES + "₀₁₂₃₄₅₆₇₈₉", "0123456789" * 2)
_MARK = re.compile(r"\d{1,3}(?:[,;–-] ?\d{1,3}){0,8}|[-−]\d{1,2}|[a-z]|\d{1,2}[/⁄]\d{1,2}")
_POWER = re.compile(r"[-−]?[23]")
_UNIT = re.compile(r"(?<![\w’'])[kcdmµ]?m\Z|\d\s?(?:ft|in|yd|mi|sec|s)\Z")
"""What is squared or cubed: 340 m, 12 sq ft."""
_ORDINAL = re.compile(r"\d\Z")
_ENDINGS = frozenset("eo")
"""Letters that end an ordinal by themselves: 5e, 2o."""
_FRACTION = re.compile(rf"(?:(\d) ?)?([{FIGURES}]{{1,2}})\s?[/⁄∕]\s?([0-9₀-₉]{{1,2}})(?![\d₀-₉])")
_VULGAR = {
    "1/2": "½", "1/3": "⅓", "2/3": "⅔", "1/4": "¼", "3/4": "¾", "1/5": "⅕", "2/5": "⅖",
    "3/5": "⅗", "4/5": "⅘", "1/6": "⅙", "5/6": "⅚", "1/8": "⅛", "3/8": "⅜", "5/8": "⅝",
    "7/8": "⅞",
}  # fmt: skip
LOOKED_AT = 16
"""Code points before a raised mark that say what it is."""


def is_set_apart(before: str, words: str) -> bool:
    """Whether raised `words`, after the text `before`, are a mark, a power or part of a
    fraction: not a unit's square, the ending of an ordinal, or a phrase."""
    if not _MARK.fullmatch(words):
        return False
    if _POWER.fullmatch(words) and _UNIT.search(before[-LOOKED_AT:]):
        return False
    return not (words in _ENDINGS and _ORDINAL.search(before))


def raised(before: str, words: str) -> str:
    """How raised `words` are written after the text `before`, with the space that parts them."""
    mark = words.strip()
    if not is_set_apart(before, mark):
        return words
    gap = " " if needs_gap(before) else ""
    return f"{gap}{superscript(mark)}{words[len(words.rstrip()) :]}"


def needs_gap(before: str) -> bool:
    """Whether a raised mark after this text needs a space, so as not to be part of its word."""
    return before[-1:].isalnum() and before[-1:] not in FIGURES


def superscript(mark: str) -> str:
    """The mark in characters that are raised by themselves; of a fraction what is above its
    stroke."""
    above, stroke, below = mark.partition("/" if "/" in mark else "⁄")
    return f"{above.translate(_RAISED)}{stroke}{below}"


def with_fractions(text: str) -> str:
    """The text with each raised figure over another as a fraction: "4 ¹/2" is "4½"."""
    return _FRACTION.sub(_as_fraction, text) if any(map(text.count, "/⁄∕")) else text


def _as_fraction(found: re.Match[str]) -> str:
    whole = found.group(1) or ""
    above, below = (part.translate(_FLAT) for part in found.groups()[1:])
    if int(above) >= int(below):
        return found.group()
    vulgar = _VULGAR.get(f"{int(above)}/{int(below)}")
    return f"{whole}{vulgar}" if vulgar else f"{whole}{' ' * bool(whole)}{above}/{below}"
