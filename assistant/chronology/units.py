"""What of a sentence is one event: clauses in a row that tell of one time and are put alike.

"Ryanair announced today that it is buying five aircraft" is one event, and "the plane, which
crashed in 2009, was sold on Monday" two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.chronology.clauses import Clause
from assistant.chronology.expressions import Expression
from assistant.chronology.standing import Standing, puts, standing_of
from assistant.chronology.verbs import SPEECH

_OPENING = 25
"""Code points before a time that opens a clause: "On or about"."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Code points `start` to `end` of a sentence that tell one event. `clause` is its first, by
    whose verb it is told, and `time` None where no words of it give one. `speech`: that
    somebody says something, of which `said` is the first clause."""

    start: int
    end: int
    clause: Clause
    standing: Standing
    time: Expression | None
    speech: bool
    said: Clause | None = None


def units_in(
    sentence: str, clauses: Sequence[Clause], times: Sequence[Expression], kind: str
) -> list[Unit]:
    """The events of a sentence in the order of their words; `kind` is that of its paper."""
    found: list[Unit] = []
    governing: list[Standing | None] = []
    for clause in clauses:
        above = governing[clause.over] if clause.over is not None else None
        governing.append(puts(sentence, clause) or above)
        standing = standing_of(sentence, clause, above, kind)
        time = _time_of(clause, clauses, times)
        said = SPEECH.search(sentence, clause.verb.start)
        speech = said is not None and said.start() < clause.verb.end
        unit = Unit(clause.start, clause.end, clause, standing, time, speech)
        before = found[-1] if found else None
        if before is not None and _is_said_by(before, unit):
            found[-1] = _said(before, unit)
            if unit.time is not None:
                found.append(unit)
        elif before is not None and _goes_on(before, unit):
            found[-1] = replace(before, end=unit.end)
        elif (
            before is not None
            and unit.clause.link in ("quote", "says", "main")
            and unit.speech
            and (before.clause.link == "quote" or unit.clause.link == "says")
        ):
            found[-1] = replace(
                before, end=unit.end, clause=unit.clause, speech=True, time=unit.time or before.time
            )
        else:
            found.append(unit)
    return found


def _is_said_by(before: Unit, unit: Unit) -> bool:
    """Whether the second is what the first says."""
    hangs = unit.clause.over is not None or unit.clause.link == "quote"
    return before.speech and hangs and unit.clause.link in ("that", "quote", "and")


def _said(before: Unit, unit: Unit) -> Unit:
    """What somebody says, with who says it; put as the words said put it."""
    first = before.standing == "stated" and before.said is None
    standing = unit.standing if first else before.standing
    return replace(before, end=unit.end, standing=standing, said=before.said or unit.clause)


def _goes_on(before: Unit, unit: Unit) -> bool:
    """Whether the second tells of the time of the first, and is put alike."""
    same_time = unit.time is before.time
    if unit.standing != before.standing or (unit.time is not None and not same_time):
        return False
    return unit.clause.over is not None or (same_time and unit.clause.link in ("and", "main"))


def _time_of(
    clause: Clause, clauses: Sequence[Clause], times: Sequence[Expression]
) -> Expression | None:
    """The time of a clause: the one that opens it, else the first behind its verb, else the last
    before; of a clause without one, the time that opens the sentence."""
    inside = [one for one in times if clause.start <= one.start < clause.end]
    if inside:
        if inside[0].start - clause.start <= _OPENING and inside[0].end <= clause.verb.start:
            return inside[0]  # "On April 8 he bought a ticket for April 14"
        behind = [one for one in inside if one.start >= clause.verb.start]
        return (behind or inside[::-1])[0]
    opening = [one for one in times if one.start < clauses[0].verb.start]
    if opening and clause.link in ("main", "and") and clause.over is None:
        return opening[0]
    return None
