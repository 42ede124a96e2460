"""What the character formatting of an RTF file says of its words: struck out, deleted, raised,
or drawings of a symbol font.

The source is rewritten before it is read as text: struck and deleted words are taken out of
it, raised figures and drawings stand in it as characters of their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from corpus.readers.raised import LOOKED_AT, raised
from corpus.readers.symbols import drawn_as, is_symbol_font

RUNS_ON = "\ufdd0"
"""Stands in a cell that the one above it is merged over."""
_TOKEN = re.compile(
    r"\\(?P<word>[a-z]{1,32})(?P<number>-?\d{1,10})?[ ]?|\\'(?P<hex>[0-9a-fA-F]{2})"
    r"|\\(?P<sign>[^a-z'])|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n]+|."
)
_READ = frozenset("footnote header headerl headerr headerf footer footerl footerr footerf".split())
"""Groups whose words are not in the flow but are read."""
_LETTERS = {
    "tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ",
}  # fmt: skip
"""Control words that stand for a character."""
_SPACES = {"~": "\xa0", "_": "-"}
_UP = 6
"""Half points by which \\up lifts letters where it does not say."""
_LIFTED = 4
"""Half points; letters that are lifted by so much are raised."""
_FONT = re.compile(r"\\f(\d{1,6})[^;{}]{0,200}?\s([^;{}\\]{1,100});")
_INSIDE_FONT = re.compile(r"\{\\\*[^{}]*\}")


@dataclass(frozen=True, slots=True)
class _Look:
    struck: bool = False
    deleted: bool = False
    is_raised: bool = False
    font: str = ""
    skipped: bool = False
    uc: int = 1


_SWITCHES = {"strike": "struck", "striked": "struck", "deleted": "deleted", "super": "is_raised"}


@dataclass(slots=True)
class _Rewriting:
    fonts: dict[str, str]
    apart: frozenset[str]
    looks: list[_Look] = field(default_factory=lambda: [_Look()])
    rest: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    tail: str = ""
    to_skip: int = 0
    drops_stand_in: bool = False
    merged: list[bool] = field(default_factory=list)
    is_merged: bool = False
    cell: int = 0

    def take(self, token: re.Match[str]) -> None:
        look, source = self.looks[-1], token.group()
        if brace := token["brace"]:
            self._brace(brace)
        elif look.skipped and token["word"] not in _READ:
            self.rest.append(source)
        elif token["sign"] == "*":
            self.looks[-1] = replace(look, skipped=True)
            self.rest.append(source)
        elif word := token["word"]:
            self._word(word, token["number"], source)
        elif token["hex"] or token["text"] or token["sign"]:
            self._say(token, source)
        else:
            self.rest.append(source)

    def _brace(self, brace: str) -> None:
        self.to_skip = 0
        self.rest.append(brace)
        if brace == "{":
            self.looks.append(self.looks[-1])
        elif len(self.looks) > 1:
            self.looks.pop()

    def _word(self, word: str, number: str | None, source: str) -> None:
        look = self.looks[-1]
        self.to_skip = 0
        if word in _LETTERS or word == "u":
            code = int(number or "0")
            letter = _LETTERS.get(word) or chr(code % 0x10000)
            self.to_skip, self.drops_stand_in = look.uc if word == "u" else 0, False
            if self._is_out(source) or not is_symbol_font(look.font):
                self._note(source, letter)
                return
            self.rest.append(_encoded(drawn_as(look.font, letter)))
            self.drops_stand_in = True
            return
        if word in _READ:
            self.looks[-1] = _Look(uc=look.uc)
        elif word in self.apart and word not in _READ:
            self.looks[-1] = replace(look, skipped=True)
        else:
            self._format(word, number, look)
        if word == "cell":
            self.rest.append(self._merged_cell())
        self.rest.append(source)

    def _format(self, word: str, number: str | None, look: _Look) -> None:
        if word in _SWITCHES:
            look = replace(look, **{_SWITCHES[word]: number != "0"})  # type: ignore[arg-type]
        elif word == "up":
            look = replace(look, is_raised=int(number or _UP) >= _LIFTED)
        elif word in ("nosupersub", "sub", "dn"):
            look = replace(look, is_raised=False)
        elif word == "plain":
            look = _Look(uc=look.uc)
        elif word == "f":
            look = replace(look, font=self.fonts.get(number or "0", ""))
        elif word == "uc":
            look = replace(look, uc=int(number or "1"))
        elif word in ("trowd", "clvmrg", "cellx", "row"):
            self._table(word)
        elif word in ("par", "pard", "sect", "page"):
            self.tail = ""
            self._end_struck()
        self.looks[-1] = look

    def _table(self, word: str) -> None:
        if word == "trowd":
            self.merged, self.is_merged = [], False
        elif word == "clvmrg":
            self.is_merged = True
        elif word == "cellx":
            self.merged.append(self.is_merged)
            self.is_merged = False
        else:
            self.cell = 0

    def _merged_cell(self) -> str:
        at, self.cell, self.tail = self.cell, self.cell + 1, ""
        return _encoded(RUNS_ON) if at < len(self.merged) and self.merged[at] else ""

    def _say(self, token: re.Match[str], source: str) -> None:
        """Takes up words, less the stand-ins that follow a character of Unicode."""
        text = token["text"] or ""
        skipped = min(self.to_skip, len(text) or 1)
        self.to_skip -= skipped
        if skipped:
            if not self.drops_stand_in:
                kept = self.struck if self._strikes() else self.rest
                kept.append(source[:skipped] if text else source)
            source, text = (source[skipped:], text[skipped:]) if text else ("", "")
            if not source:
                return
        sign = token["sign"] or ""
        letters = text or (chr(int(token["hex"], 16)) if token["hex"] else _SPACES.get(sign, sign))
        look = self.looks[-1]
        if self._is_out(source):
            return
        if letters and is_symbol_font(look.font):
            self.rest.append(_encoded(drawn_as(look.font, letters)))
        elif text and look.is_raised:
            written = raised(self.tail, text)
            self._note(source if written == text else _encoded(written), written)
        else:
            self._note(source, letters)

    def _is_out(self, source: str) -> bool:
        """Whether words that stand here are no live text; then they are kept apart."""
        if not self._strikes():
            self._end_struck()
            return False
        self.struck.append(source)
        return True

    def _strikes(self) -> bool:
        return self.looks[-1].struck or self.looks[-1].deleted

    def _end_struck(self) -> None:
        if self.struck and self.struck[-1] != " ":
            self.struck.append(" ")

    def _note(self, source: str, letters: str) -> None:
        self.rest.append(source)
        self.tail = (self.tail + letters)[-LOOKED_AT:]


def rewritten(source: str, fonts: str, apart: frozenset[str]) -> tuple[str, str]:
    """The source without words that are struck or deleted, raised figures and drawings as
    characters; and the struck words, still as RTF. `fonts` is the table of fonts,
    `apart` the names of groups that hold no words of the text."""
    table = dict(_FONT.findall(_INSIDE_FONT.sub(" ", fonts)))
    rewriting = _Rewriting({number: name.strip() for number, name in table.items()}, apart)
    for token in _TOKEN.finditer(source):
        rewriting.take(token)
    return "".join(rewriting.rest), "".join(rewriting.struck).strip()


def _encoded(letters: str) -> str:
    """Letters as RTF has them, whatever its code page."""
    halves = letters.encode("utf-16-le", "surrogatepass")
    codes = (
        int.from_bytes(halves[at : at + 2], "little", signed=True)
        for at in range(0, len(halves), 2)
    )
    return "{\\uc1" + "".join(f"\\u{code}?" for code in codes) + "}"
