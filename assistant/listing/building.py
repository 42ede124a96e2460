"""A list of everything that a case's papers hold of what is asked for, each row with its places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.errors import BadQuestion
from assistant.listing.finding import Found, find_in
from assistant.listing.people import bearers_of
from assistant.listing.wanted import Kind, Wanted, wanted_of
from assistant.tables.coverage import Coverage, coverage_of, opened, papers_of
from assistant.tables.table import Cell, Place, Table, Tabled, placed, shown
from index.case import Case
from index.filters import Filter

_HEADS: dict[Kind, tuple[str, str]] = {
    "sums": ("Sum", "Said of it"),
    "days": ("Day", "Said of it"),
    "people": ("Person", "First named"),
    "bodies": ("Name", "First named"),
    "papers": ("Paper", "First mention"),
    "addresses": ("Address", "Said of it"),
    "clauses": ("Clause", "In"),
    "sentences": ("Said", "In"),
}


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row: its words, and every place that says the same; `times` is how often it was found."""

    number: int
    text: str
    sentence: Place
    places: tuple[Place, ...]
    times: int


@dataclass(frozen=True, slots=True)
class Listing(Tabled):
    """Everything of a kind in a case; `count` is the number of rows."""

    case: str
    question: str
    kind: Kind
    rows: tuple[ListRow, ...]
    count: int
    coverage: Coverage
    covered: str = ""

    def table(self) -> Table:
        """What was found, what is said of it, and where."""
        rows = tuple(
            (
                Cell(str(row.number)),
                Cell(row.text, row.places),
                Cell(shown(row.sentence.quote), (row.sentence,))
                if self.kind not in ("clauses", "sentences")
                else Cell(row.sentence.title, (row.sentence,)),
                Cell("; ".join(dict.fromkeys(place.pincite for place in row.places)), row.places),
            )
            for row in self.rows
        )
        columns = ("#", *_HEADS[self.kind], "Papers")
        return Table(self.question, columns, rows, f"{self.count:,} found. {self.covered}")


def listing(case: Case, question: str, where: Filter | None = None) -> Listing:
    """The rows that answer a question about the whole file, over every passage of the papers
    that pass `where`.

    Raises `BadQuestion` for one that names nothing to look for, and as `Filter` for its names.
    """
    wanted = wanted_of(question)
    if not question.strip() or (wanted.kind in ("sentences", "papers") and not wanted.words):
        raise BadQuestion("Say what to list, such as: every payment to Pell.")
    records = papers_of(case, where)
    found = [one for document in opened(case, records) for one in find_in(document, wanted)]
    rows = _rows(found, wanted)
    coverage = coverage_of(case, records)
    return Listing(case.name, question, wanted.kind, rows, len(rows), coverage, str(coverage))


def _rows(found: Sequence[Found], wanted: Wanted) -> tuple[ListRow, ...]:
    if wanted.kind == "papers":
        groups = _grouped(found, [(one.document.id,) for one in found])
        return tuple(_row(n, group, group[0].document.title) for n, group in enumerate(groups, 1))
    if wanted.kind in ("people", "bodies"):
        named = bearers_of(found, people=wanted.kind == "people")
        return tuple(_row(n, group, name) for n, (name, group) in enumerate(named, 1))
    groups = _grouped(found, [_sameness(one, wanted) for one in found])
    return tuple(_row(n, group, _words(group[0])) for n, group in enumerate(groups, 1))


def _sameness(one: Found, wanted: Wanted) -> tuple[object, ...]:
    """What two places have in common that say the same: the value, and the sentence but for
    white space. Two places in one paper are two, but in near-copies one."""
    sentence = one.document.text[one.sentence.start : one.sentence.end]
    said = " ".join(sentence.split()).casefold()
    if wanted.kind == "days" or wanted.kind == "addresses":
        return one.key
    return (*one.key, said)


def _grouped(found: Iterable[Found], keys: Iterable[tuple[object, ...]]) -> list[list[Found]]:
    groups: dict[tuple[object, ...], list[Found]] = {}
    for one, key in zip(found, keys, strict=True):
        groups.setdefault(key, []).append(one)
    return list(groups.values())


def _row(number: int, group: Sequence[Found], text: str) -> ListRow:
    first = group[0]
    places = tuple(placed(one.document, one.span) for one in group)
    sentence = placed(first.document, first.sentence)
    return ListRow(number, text, sentence, places, len(group))


def _words(one: Found) -> str:
    return " ".join(one.document.text[one.span.start : one.span.end].split())
