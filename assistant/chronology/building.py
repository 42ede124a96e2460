"""The chronology of a case: what its papers tell of each time, in order, with filters."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from assistant.chronology.events import events_of
from assistant.chronology.joining import Joined, Telling, joined, telling
from assistant.chronology.standing import Standing
from assistant.errors import BadQuestion
from assistant.tables.coverage import Coverage, coverage_of, opened, papers_of
from assistant.tables.table import Cell, Place, Row, Table, Tabled, placed, shown
from corpus.document import Span
from index.case import Case
from index.filters import Filter


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events to give: from one day to another, both counted, that name a person, of these
    papers, and put so; what is empty asks for nothing."""

    since: datetime.date | None = None
    until: datetime.date | None = None
    person: str = ""
    documents: tuple[str, ...] = ()
    standings: tuple[Standing, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """An event as one paper tells it: how the paper puts it, where, and by which words.

    `basis` says where its time comes from: `written`, `counted` from another day, or `paper`,
    the day that a report is about. `who` and `where` are None where the clause does not say.
    """

    standing: Standing
    basis: str
    what: Place
    sentence: Place
    who: Place | None
    where: Place | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A row: a time with the tellings of one event. `first` and `last` are its days (ISO 8601),
    None where it is open; `differs` are the numbers, from 1, of rows that tell it of other days.
    """

    number: int
    when: str
    first: str | None
    last: str | None
    precision: str
    standings: tuple[Standing, ...]
    told: tuple[Told, ...]
    differs: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Chronology(Tabled):
    """The events of a case in order of their time; `count` is the number of rows."""

    case: str
    rows: tuple[Entry, ...]
    count: int
    coverage: Coverage
    covered: str = ""

    def table(self) -> Table:
        """When, how it is put, who, what, where; what other papers say of it beside."""
        columns = ("#", "When", "Standing", "Who", "What", "Where", "Papers")
        rows = tuple(_row(entry) for entry in self.rows)
        return Table(f"Chronology of {self.case}", columns, rows, self.covered)


def chronology(case: Case, wanted: Wanted | None = None) -> Chronology:
    """The chronology of `case`, or of what of it is wanted.

    Rows are numbered after the filters. Raises `UnknownDocument` for a name that is no document
    and no folder, and `BadQuestion` where the days wanted run backwards.
    """
    wanted = wanted or Wanted()
    if wanted.since and wanted.until and wanted.since > wanted.until:
        raise BadQuestion(
            f"No day is from {wanted.since} to {wanted.until}; put the earlier first."
        )
    records = papers_of(case, Filter(documents=wanted.documents))
    tellings = [
        telling(document, event)
        for document in opened(case, records)
        for event in events_of(document)
        if event.when.meets(wanted.since, wanted.until)
    ]
    rows = joined(tellings)
    kept = [number for number, row in enumerate(rows) if _is_wanted(row, wanted)]
    numbers = {row: number for number, row in enumerate(kept, start=1)}
    coverage = coverage_of(case, records)
    entries = tuple(_entry(rows[row], numbers[row], numbers) for row in kept)
    return Chronology(case.name, entries, len(entries), coverage, str(coverage))


def _is_wanted(row: Joined, wanted: Wanted) -> bool:
    standing = not wanted.standings or any(
        one.event.standing in wanted.standings for one in row.tellings
    )
    return standing and (not wanted.person or any(_names(one, wanted) for one in row.tellings))


def _names(one: Telling, wanted: Wanted) -> bool:
    """Whether the sentence of an event holds the name, or its last word with a capital."""
    sentence = one.document.text[one.event.sentence.start : one.event.sentence.end].casefold()
    name = " ".join(wanted.person.casefold().split())
    words = sentence.split()
    last = name.split()[-1]
    return name in sentence or any(word.strip(".,;:’'()\"“”").removesuffix("’s") == last
                                   for word in words)  # fmt: skip


def _entry(row: Joined, number: int, numbers: dict[int, int]) -> Entry:
    told = tuple(_told(one) for one in row.tellings)
    return Entry(
        number=number,
        when=str(row.when),
        first=row.when.first.isoformat() if row.when.first else None,
        last=row.when.last.isoformat() if row.when.last else None,
        precision=row.when.precision,
        standings=tuple(dict.fromkeys(one.standing for one in told)),
        told=told,
        differs=tuple(sorted(numbers[other] for other in row.others if other in numbers)),
    )


def _told(one: Telling) -> Told:
    event, document = one.event, one.document

    def place(span: Span | None) -> Place | None:
        return placed(document, span) if span else None

    return Told(
        event.standing,
        event.basis,
        placed(document, event.what),
        placed(document, event.sentence),
        place(event.who),
        place(event.place),
    )


_BY = {"written": "", "counted": " (counted)", "paper": " (by the paper’s day)"}


def _row(entry: Entry) -> Row:
    first = entry.told[0]
    places = tuple(told.sentence for told in entry.told)
    when = entry.when + _BY[first.basis]
    if entry.differs:
        others = ", ".join(str(number) for number in entry.differs)
        when += f" — row {others} gives another day"
    return (
        Cell(str(entry.number)),
        Cell(when, places),
        Cell(", ".join(entry.standings), places),
        _cell(first.who),
        _cell(first.what),
        _cell(first.where),
        Cell("; ".join(dict.fromkeys(place.pincite for place in places)), places),
    )


def _cell(place: Place | None) -> Cell:
    return Cell(shown(place.quote), (place,)) if place else Cell("")
