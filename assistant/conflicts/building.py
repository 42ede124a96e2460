"""The conflicts of a case: each thing that papers give different values, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.conflicts.claims import Claim, Kind, claims_of
from assistant.conflicts.comparing import differing
from assistant.tables.coverage import Coverage, coverage_of, opened, papers_of
from assistant.tables.table import Cell, Place, Table, Tabled, placed, shown
from index.case import Case
from index.filters import Filter


@dataclass(frozen=True, slots=True)
class Side:
    """A value, as it is written first, and every place that gives it; `sentences` are the whole
    sentences of these places."""

    value: str
    places: tuple[Place, ...]
    sentences: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A thing that has different values: of what `kind` they are, and the sides."""

    number: int
    kind: Kind
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Conflicts(Tabled):
    """What papers of a case say differently; none of it says which of them is right."""

    case: str
    rows: tuple[Conflict, ...]
    count: int
    coverage: Coverage
    covered: str = ""

    def table(self) -> Table:
        """A row for each side: the value, the sentence that gives it, and where."""
        rows = tuple(
            (
                Cell(str(conflict.number)),
                Cell(_CALLED[conflict.kind]),
                Cell(side.value, side.places),
                Cell(shown(side.sentences[0].quote), side.sentences),
                Cell("; ".join(dict.fromkeys(p.pincite for p in side.places)), side.places),
            )
            for conflict in self.rows
            for side in conflict.sides
        )
        columns = ("#", "Differs in", "Value", "Said", "Papers")
        note = f"{self.count:,} found; which is right is not judged. {self.covered}"
        return Table(f"What the papers of {self.case} say differently", columns, rows, note)


_CALLED: dict[Kind, str] = {
    "sum": "sum", "count": "count", "measure": "measure", "day": "day", "time": "time",
    "age": "age",
    "whether": "whether it was so",
}  # fmt: skip


def conflicts(case: Case, where: Filter | None = None) -> Conflicts:
    """The things that papers of `case` that pass `where` give different values, in the order of
    their first places. Raises as `Filter` for its names."""
    records = papers_of(case, where)
    claims = [claim for document in opened(case, records) for claim in claims_of(document)]
    coverage = coverage_of(case, records)
    rows = tuple(
        Conflict(number, group[0].kind, _sides(group))
        for number, group in enumerate(_groups(claims), start=1)
    )
    return Conflicts(case.name, rows, len(rows), coverage, str(coverage))


def _groups(claims: Sequence[Claim]) -> list[list[Claim]]:
    """The claims that differ with one another, directly or not."""
    head = list(range(len(claims)))

    def top(number: int) -> int:
        while head[number] != number:
            head[number] = head[head[number]]
            number = head[number]
        return number

    concerned = set()
    for one, other in differing(claims):
        concerned |= {one, other}
        first, last = sorted((top(one), top(other)))
        head[last] = first
    groups: dict[int, list[Claim]] = {}
    for number in sorted(concerned):
        groups.setdefault(top(number), []).append(claims[number])
    return list(groups.values())


def _sides(group: Iterable[Claim]) -> tuple[Side, ...]:
    by_value: dict[str, list[Claim]] = {}
    for claim in group:
        by_value.setdefault(claim.value, []).append(claim)
    return tuple(_side(claims) for claims in by_value.values())


def _side(claims: Sequence[Claim]) -> Side:
    first = claims[0]
    words = " ".join(first.document.text[first.span.start : first.span.end].split())
    return Side(
        words or ("it was" if first.value == "yes" else "it was not"),
        tuple(placed(c.document, c.span if len(c.span) else c.sentence) for c in claims),
        tuple(placed(claim.document, claim.sentence) for claim in claims),
    )
