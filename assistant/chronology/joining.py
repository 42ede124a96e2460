"""One event told by several papers is one row; where they give it different days, both say so."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.chronology.events import Event
from assistant.chronology.when import When
from corpus.document import Document
from corpus.language.amounts import numbers_in
from corpus.language.words import content

SAME = 0.6
"""The share of the fewer words of two tellings that both have, from which they tell the same."""
SAME_DAYS_APART = 0.75
"""The share of all their words, where their days differ."""
FEWEST = 3
"""Words that two tellings must share."""
_MOST_LIKE = 40
"""Rows with the same word that are compared; a word that more rows have tells nothing."""


@dataclass(frozen=True, slots=True)
class Telling:
    """An event as one paper tells it, with the stems and the numbers of what it says."""

    document: Document
    event: Event
    stems: frozenset[str]
    numbers: frozenset[str]


@dataclass(slots=True)
class Joined:
    """The tellings of one event; `others` are the numbers of the rows that give it other days."""

    when: When
    tellings: list[Telling] = field(default_factory=list)
    others: set[int] = field(default_factory=set)

    @property
    def stems(self) -> frozenset[str]:
        return self.tellings[0].stems


def telling(document: Document, event: Event) -> Telling:
    """The event with what it is compared by: its words but for those that give its time."""
    text, what = document.text, event.what
    words = text[what.start : what.end]
    if event.words is not None and what.contains(event.words):
        inside = event.words.start - what.start, event.words.end - what.start
        words = f"{words[: inside[0]]} {words[inside[1] :]}"
    return Telling(document, event, frozenset(content(words)), frozenset(numbers_in(words)))


def joined(tellings: Iterable[Telling]) -> list[Joined]:
    """The events in order of their time, each with all its tellings."""
    rows: list[Joined] = []
    by_word: dict[tuple[object, ...], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for one in tellings:
        when = one.event.when
        key = (when.first, when.last, when.precision)
        here = by_word[key]
        number = _row_of(one, here, rows)
        if number is None:
            number = len(rows)
            rows.append(Joined(when))
            for stem in one.stems:
                here[stem].append(number)
        rows[number].tellings.append(one)
    _mark_differing(rows)
    return _in_order(rows)


def _row_of(one: Telling, here: Mapping[str, list[int]], rows: Sequence[Joined]) -> int | None:
    """The row of the same time that tells the same best, if one does."""
    best: tuple[float, int] | None = None
    for number, shared in _alike(one, here):
        other = rows[number].tellings[0]
        fewer = min(len(one.stems), len(other.stems))
        if shared < min(FEWEST, fewer) or not one.stems:
            continue
        share = shared / fewer
        if shared >= 2 and share >= SAME and not _numbers_differ(one, other):
            best = max(best or (0.0, -1), (share, -number))
    return -best[1] if best else None


def _alike(one: Telling, here: Mapping[str, list[int]]) -> Iterator[tuple[int, int]]:
    """The rows that share words with a telling, each with how many."""
    counted: Counter[int] = Counter()
    for stem in one.stems:
        rows = here.get(stem, [])
        if len(rows) <= _MOST_LIKE:
            counted.update(rows)
    yield from counted.items()


def _numbers_differ(one: Telling, other: Telling) -> bool:
    return bool(one.numbers and other.numbers) and not (one.numbers & other.numbers)


def _mark_differing(rows: Sequence[Joined]) -> None:
    """Mark rows of different days whose papers tell the same: not where one paper tells of both,
    since what it tells twice happened twice."""
    by_word: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        first = row.tellings[0]
        if row.when.day is None or first.event.basis == "paper" or len(row.stems) < FEWEST + 1:
            continue
        for other, shared in _alike(first, by_word):
            if _differ(row, rows[other], shared):
                row.others.add(other)
                rows[other].others.add(number)
        for stem in row.stems:
            by_word[stem].append(number)
    for row in rows:
        if len(row.others) > 2:  # what happens on many days is no one event
            row.others.clear()
    for number, row in enumerate(rows):
        row.others = {other for other in row.others if number in rows[other].others}


def _differ(row: Joined, other: Joined, shared: int) -> bool:
    if row.when.day == other.when.day:
        return False
    all_words = len(row.stems | other.stems)
    if shared < FEWEST + 1 or shared < SAME_DAYS_APART * all_words:
        return False
    papers = [{one.document.id for one in each.tellings} for each in (row, other)]
    if papers[0] & papers[1]:
        return False
    return row.tellings[0].numbers == other.tellings[0].numbers


def _in_order(rows: Sequence[Joined]) -> list[Joined]:
    order = sorted(range(len(rows)), key=lambda number: (*rows[number].when.order, number))
    place = {number: at for at, number in enumerate(order)}
    for row in rows:
        row.others = {place[other] for other in row.others}
    return [rows[number] for number in order]
