"""The numbers that Word puts before paragraphs by itself: 1., (a), iv., 2.1.

They are part of what is printed, and what a brief cites ("¶ 14"), but not of the text
that a docx keeps. Bullets are left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement as Element

_SPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VALUE = f"{_SPACE}val"
_LEVELS = 9
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    pattern: str
    start: int
    style: str | None


class Numbers:
    """Counts the numbered paragraphs of one document; ask for each once, in their order."""

    def __init__(self, numbering: Element | None, styles: Mapping[str, Element]) -> None:
        self._styles = styles
        self._levels: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, str] = {}
        self._restarts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        if numbering is not None:
            self._learn(numbering)

    def next(self, paragraph: Element) -> str:
        """The number printed before this paragraph, "" for none."""
        list_id, level = self._place(paragraph)
        abstract = self._lists.get(list_id or "", "")
        levels = self._levels.get(abstract, {})
        if list_id is None or level not in levels or levels[level].form in ("bullet", "none"):
            return ""
        counts = self._counts.setdefault(abstract, {})
        if list_id not in self._begun:
            self._begun.add(list_id)
            for (owner, at), start in self._restarts.items():
                if owner == list_id:
                    counts[at] = start - 1
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]
        return _label(levels, level, counts)

    def _learn(self, numbering: Element) -> None:
        for abstract in numbering.findall(f"{_SPACE}abstractNum"):
            self._levels[abstract.get(f"{_SPACE}abstractNumId", "")] = {
                _number(level.get(f"{_SPACE}ilvl"), 0): _level(level)
                for level in abstract.findall(f"{_SPACE}lvl")
            }
        for entry in numbering.findall(f"{_SPACE}num"):
            id = entry.get(f"{_SPACE}numId", "")
            self._lists[id] = _value(entry, "abstractNumId") or ""
            for override in entry.findall(f"{_SPACE}lvlOverride"):
                start = _value(override, "startOverride")
                if start is not None:
                    at = _number(override.get(f"{_SPACE}ilvl"), 0)
                    self._restarts[id, at] = _number(start, 1)

    def _place(self, paragraph: Element) -> tuple[str | None, int]:
        """The list that a paragraph is in and its level there, by itself or by its style."""
        settings = paragraph.find(f"{_SPACE}pPr")
        if settings is None:
            return None, 0
        style = _value(settings, "pStyle")
        own = settings.find(f"{_SPACE}numPr")
        if own is not None and (id := _value(own, "numId")) is not None:
            return id, _number(_value(own, "ilvl"), 0)
        name: str | None = style
        for _ in range(10):  # styles build on each other, and a damaged file's in a circle
            element = self._styles.get(name or "")
            if element is None:
                break
            given = element.find(f"{_SPACE}pPr/{_SPACE}numPr")
            if given is not None and (id := _value(given, "numId")) is not None:
                return id, self._level_of_style(id, name, _number(_value(given, "ilvl"), 0))
            name = _value(element, "basedOn")
        return None, 0

    def _level_of_style(self, list_id: str, style: str | None, given: int) -> int:
        levels = self._levels.get(self._lists.get(list_id, ""), {})
        return next((at for at, level in levels.items() if level.style == style), given)


def _value(parent: Element, name: str) -> str | None:
    element = parent.find(f"{_SPACE}{name}")
    return None if element is None else element.get(_VALUE)


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 7 else otherwise


def _level(level: Element) -> _Level:
    return _Level(
        form=_value(level, "numFmt") or "decimal",
        pattern=_value(level, "lvlText") or "",
        start=_number(_value(level, "start"), 1),
        style=_value(level, "pStyle"),
    )


def _label(levels: Mapping[int, _Level], level: int, counts: dict[int, int]) -> str:
    def count(place: re.Match[str]) -> str:
        at = int(place.group(1)) - 1
        if at not in levels:
            return ""
        return _written(counts.setdefault(at, levels[at].start), levels[at].form)

    return re.sub(rf"%([1-{_LEVELS}])", count, levels[level].pattern).strip()


def _written(number: int, form: str) -> str:
    """A number as its list writes it; forms of other scripts come as plain figures."""
    if form.endswith("Letter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form.endswith("Roman") and 0 < number < 5_000:
        roman = ""
        for size, sign in _ROMAN:
            roman += sign * (number // size)
            number %= size
        return roman.upper() if form == "upperRoman" else roman
    return f"{number:02}" if form == "decimalZero" else str(number)
