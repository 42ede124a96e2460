"""A text that is read once: names, dates, amounts and the rest, each found when first asked for.

Rules that hold two texts against each other ask for the same things again and again; they are
given a `ParsedText` and not a string, so that each of these is looked for once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import Any, TypeVar

from corpus.language.ages import ages_in
from corpus.language.amounts import Amount, amounts_beside
from corpus.language.dates import Date, clocked, dated, seasons_in, weekdays_in
from corpus.language.names import bearers_among, names_in
from corpus.language.sentences import statement_spans
from corpus.language.words import WORD, content, telling_words
from corpus.language.words import telling_stems as stems_of_telling
from corpus.remembering import remembered

Stretch = tuple[int, int]
"""Start and end in code points of the one text."""
T = TypeVar("T")

KEPT = 1_024
"""Texts that `parse` keeps parsed, the latest that were asked for."""
LONGEST_KEPT = 20_000
"""Code points of a text that is kept; longer ones are read anew each time."""


@dataclass(frozen=True)
class ParsedText:
    """A text, in a language given as ISO 639-1 where it is known, and what stands in it.

    All places are in code points of `text`, and all that is found is in the order of the text.
    """

    text: str
    language: str | None = None
    _found: dict[Callable[[ParsedText], Any], Any] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names, each once, without words that are only capital at the start."""
        return tuple(names_in(self.text))

    @cached_property
    def bearers(self) -> tuple[str, ...]:
        """The names, with "Ada Quill and Tom Marsh" taken for two."""
        return tuple(bearers_among(self.names))

    @cached_property
    def dates(self) -> tuple[tuple[Date, Stretch], ...]:
        """Each date, years alone among them, with where it is given."""
        return tuple(dated(self.text))

    @cached_property
    def times(self) -> tuple[tuple[frozenset[int], Stretch], ...]:
        """Each time of day, as the minutes after midnight that it may mean."""
        return tuple(clocked(self.text))

    @cached_property
    def weekdays(self) -> frozenset[str]:
        """The days of the week that are named."""
        return frozenset(weekdays_in(self.text))

    @cached_property
    def seasons(self) -> frozenset[str]:
        """The seasons that something is dated by."""
        return frozenset(seasons_in(self.text))

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        """The amounts, but for those in dates and times of day."""
        taken = [place for found in (self.dates, self.times) for _, place in found]
        return tuple(amounts_beside(taken, self.text))

    @cached_property
    def ages(self) -> tuple[Stretch, ...]:
        """Where the age of somebody is given in figures."""
        return tuple(ages_in(self.text))

    @cached_property
    def statements(self) -> tuple[Stretch, ...]:
        """Its sentences, as they may be quoted by themselves."""
        return tuple(statement_spans(self.text))

    @cached_property
    def words(self) -> frozenset[str]:
        """All its words, in small letters."""
        return frozenset(word.lower() for word in WORD.findall(self.text))

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of the words that say something."""
        return frozenset(content(self.text))

    @cached_property
    def telling(self) -> tuple[str, ...]:
        """The words that say what it is about, each once, in small letters."""
        return tuple(telling_words(self.text))

    @cached_property
    def telling_stems(self) -> frozenset[str]:
        """The stems of `telling`."""
        return frozenset(stems_of_telling(self.text))


def parse(text: str, language: str | None = None) -> ParsedText:
    """`text`, of which everything is found once. The latest `KEPT` texts are remembered, so that a
    sentence that many claims are held against is read for the first of them only."""
    return _kept(text, language) if len(text) <= LONGEST_KEPT else ParsedText(text, language)


@remembered(KEPT)
def _kept(text: str, language: str | None) -> ParsedText:
    return ParsedText(text, language)


def once(reader: Callable[[ParsedText], T]) -> Callable[[ParsedText], T]:
    """`reader`, which then reads each parsed text once and tells again what it found."""

    @wraps(reader)
    def read(text: ParsedText) -> T:
        found = text._found
        if reader not in found:
            found[reader] = reader(text)
        known: T = found[reader]
        return known

    return read
