"""Questions with their answers: what is asked and what is said to it are one thing.

"A. That I had replaced the contactor" says the opposite of what was asked, "What did you
refuse to sign?", and "Denied." says nothing: neither is to be read, found or quoted alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpus.questionnaires import asked_without_label
from corpus.remembering import remembered
from corpus.turns import Turn, turns

LONGEST_UNANSWERED = 600
"""Code points of questions in a row that wait for the answer to the last of them."""
LONGEST_REMEMBERED = 4_000
"""Code points of a text whose exchanges are remembered; passages are shorter."""
LONGEST_TALK = 1_500
"""Of what is said between a question and its answer, and of messages in a row that reply."""
BETWEEN = 40
"""Between two turns that follow each other: the time of a message, but no paragraph."""
_OBJECTS = re.compile(r"\b(?:object|move to strike|instruct|same |form\b|foundation)", re.I)
AS_OFTEN = 2
"""A name that stands before what was said this often is a speaker's, and no other label."""
FARTHEST_TIME = 40
"""Code points of the line before a name, in which the time of a message stands."""
_TIME = re.compile(r"\d:\d\d")
_ASKS = re.compile(r"\?[\"”’')\]*_ \t]*\Z")


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and all that was said to it: ``text[start:end]``. The answer, or the objection
    before it, begins at `answer`, which is `end` where none was given, or where it can't be told
    in an item of a form."""

    start: int
    answer: int
    end: int
    is_labelled: bool = True


def exchanges(text: str) -> Sequence[Exchange]:
    """The questions of `text` with their answers, in order and apart; none in most texts. Those of
    the latest passages are remembered: a question has each of them looked through several times."""
    return _remembered(text) if len(text) <= LONGEST_REMEMBERED else _exchanges(text)


@remembered(256)
def _remembered(text: str) -> tuple[Exchange, ...]:
    return tuple(_exchanges(text))


def _exchanges(text: str) -> list[Exchange]:
    taken = turns(text)
    gathering = _Gathering(text, Counter(_name(turn) for turn in taken if turn.is_name))
    for turn in taken:
        gathering.take(turn)
    gathering.close()
    found = gathering.done
    if "?" not in text:
        return found
    asked = asked_without_label(text, [*_between(found, len(text))])
    found += [Exchange(*one, is_labelled=False) for one in asked]
    return sorted(found, key=lambda one: one.start)


def exchange_at(found: Sequence[Exchange], offset: int) -> Exchange | None:
    """The one of these, which are in order, that holds a code point."""
    last = bisect_right(found, offset, key=lambda one: one.start) - 1
    return found[last] if last >= 0 and offset < found[last].end else None


def _between(found: Sequence[Exchange], length: int) -> Iterator[tuple[int, int]]:
    position = 0
    for start, end in [*((one.start, one.end) for one in found), (length, length)]:
        if start > position:
            yield position, start
        position = end


def _name(turn: Turn) -> str:
    return turn.label.strip(" \t*_:")


@dataclass(slots=True)
class _Gathering:
    """Turns, taken one after the other, become exchanges.

    `open` holds the turns of the exchange underway, of which the first asks. `aside` is what
    somebody said after the last one, who may have asked as well. `named` says how often each
    mere name stands before words.
    """

    text: str
    named: Counter[str]
    open: list[Turn] = field(default_factory=list)
    answered: bool = False
    aside: Turn | None = None
    done: list[Exchange] = field(default_factory=list)

    def take(self, turn: Turn) -> None:
        if turn.role == "question":
            self._ask(turn)
        elif turn.role == "answer":
            self._answer(turn)
        elif turn.role == "speaker":
            self._speak(turn)
        else:
            self.close()

    def close(self) -> None:
        if self.open:
            end = self.open[-1].end
            said = [turn.start for turn in self.open[1:] if turn.role != "question"]
            self.done.append(Exchange(self.open[0].start, said[0] if said else end, end))
        self.open, self.answered, self.aside = [], False, None

    def _ask(self, turn: Turn) -> None:
        waiting = self.open and all(one.role == "question" for one in self.open)
        if not waiting or turn.end - self.open[0].start > LONGEST_UNANSWERED:
            self.close()
        self.open.append(turn)

    def _answer(self, turn: Turn) -> None:
        aside, before = self.aside, self.done[-1] if self.done else None
        if turn.label == "A" and not (self.open and self.open[0].label == "Q"):
            return  # an article, but for a paper that has neither "Q." nor "A."
        if self.open:
            self.open.append(turn)
            self.answered = True
        elif aside is not None and self._follows(aside.end, turn):
            goes_on = before is not None and self._follows(before.end, aside)
            objected = _OBJECTS.search(self.text, aside.words, aside.end) or turn.label[1:2] in ".:"
            if self._asks(aside) or not objected:
                self._pair(aside, turn)
            elif before is not None and goes_on:
                self.done[-1] = Exchange(before.start, before.answer, turn.end)
                self.aside = None

    def _speak(self, turn: Turn) -> None:
        if self.open and self._goes_on(turn):
            self.open.append(turn)
            return
        aside = self.aside
        self.close()
        replies = aside is not None and aside.label != turn.label and self._asks(aside)
        follows = aside is not None and replies and self._follows(aside.end, turn)
        if aside is not None and follows and self._is_spoken(aside) and self._is_spoken(turn):
            self._pair(aside, turn)
        else:
            self.aside = turn

    def _goes_on(self, turn: Turn) -> bool:
        """Whether what somebody says belongs to the exchange underway: before its answer, or as
        more of a reply, or in reply to a question in return."""
        last = self.open[-1]
        if turn.end - self.open[0].start > LONGEST_TALK or not self._follows(last.end, turn):
            return False
        if not self.answered:
            return True
        if last.role != "speaker":
            return False
        more = last.label == turn.label and not self._asks(turn)
        return more or (last.label != turn.label and self._asks(last))

    def _pair(self, asked: Turn, reply: Turn) -> None:
        self.open, self.answered, self.aside = [asked, reply], True, None

    def _follows(self, end: int, turn: Turn) -> bool:
        return len(self.text[end : turn.start].strip()) <= BETWEEN

    def _is_spoken(self, turn: Turn) -> bool:
        """Whether somebody speaks under a label, which may be that of a field: "Plaintiff:"."""
        if not turn.is_name or self.named[_name(turn)] >= AS_OFTEN:
            return True
        line = max(self.text.rfind("\n", 0, turn.start), turn.start - FARTHEST_TIME, 0)
        return _TIME.search(self.text, line, turn.words) is not None

    def _asks(self, turn: Turn) -> bool:
        return _ASKS.search(self.text, turn.words, turn.end) is not None
