"""Fields of a Word form: boxes to tick and lists to choose from, as what was ticked or chosen.

Older forms keep the state apart from the text, newer ones in a control around the box.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.readers.symbols import box
from corpus.readers.word_runs import SPACE, VALUE, is_on

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement as Element

_KIND = f"{SPACE}fldCharType"
_STATE = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_CONTROL = f"{SPACE}sdtPr/{_STATE}checkbox"


class Fields:
    """The fields of one paragraph, while its runs are gone through in their order."""

    def __init__(self) -> None:
        self._shown_by_state = [False]

    def begin_run(self, run: Element) -> str:
        """What the fields that begin in a run show by their state alone, "" for none."""
        shown = []
        for mark in run.iterchildren(f"{SPACE}fldChar"):
            if mark.get(_KIND) == "begin":
                shown.append(_state(mark))
                self._shown_by_state.append(self.is_told or bool(shown[-1]))
            elif mark.get(_KIND) == "end" and len(self._shown_by_state) > 1:
                self._shown_by_state.pop()
        return "".join(shown)

    @property
    def is_told(self) -> bool:
        """Whether the words that come are the look of a field that has been told already."""
        return self._shown_by_state[-1]


def is_check_box(control: Element) -> bool:
    """Whether a content control inside a paragraph is a box to tick."""
    return control.find(_CONTROL) is not None


def ticked(control: Element) -> str:
    """The box of a content control, ticked or empty."""
    state = control.find(f"{_CONTROL}/{_STATE}checked")
    return box(state is not None and state.get(f"{_STATE}val", "1") in ("1", "true", "on"))


def _state(begin: Element) -> str:
    check = begin.find(f"{SPACE}ffData/{SPACE}checkBox")
    if check is not None:
        given = check.find(f"{SPACE}checked")
        return box(is_on(check.find(f"{SPACE}default") if given is None else given))
    choice = begin.find(f"{SPACE}ffData/{SPACE}ddList")
    if choice is None:
        return ""
    entries = [entry.get(VALUE, "") for entry in choice.iterchildren(f"{SPACE}listEntry")]
    number = choice.find(f"{SPACE}result")
    if number is None:
        number = choice.find(f"{SPACE}default")
    at = "0" if number is None else number.get(VALUE, "0")
    return entries[int(at)] if at.isdecimal() and int(at) < len(entries) else ""
