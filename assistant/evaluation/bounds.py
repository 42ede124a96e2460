"""Measures held against the least or most they may come to, as a gate for a build."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from assistant.evaluation.measures import FOLLOW_UP, MEASURES, OTHERS


@dataclass(frozen=True, slots=True)
class Bound:
    """The least (or, with `upper`, the most) that a measure may come to."""

    measure: str
    value: float
    upper: bool = False


def bound(given: str, *, upper: bool = False) -> Bound:
    """The bound that "measure=value" says; raises `ValueError` with a sentence."""
    name, _, value = given.partition("=")
    try:
        return Bound(name.strip(), float(value), upper)
    except ValueError:
        raise ValueError(f"{given!r} is no measure and value, such as first_quote=0.7.") from None


def unknown(bounds: Iterable[Bound]) -> list[str]:
    """The measures that bounds name and that do not exist."""
    known = {measure.name for measure in MEASURES} | set(OTHERS)
    named = (bound.measure for bound in bounds)
    return [name for name in named if name.removeprefix(FOLLOW_UP) not in known]


def failures(bounds: Iterable[Bound], measures: Mapping[str, float | int | None]) -> Iterator[str]:
    """For each bound that is not kept, which and by how much. What could not be measured
    keeps no bound."""
    for bound in bounds:
        value = measures.get(bound.measure)
        side = "over" if bound.upper else "under"
        if value is None:
            yield f"{bound.measure} could not be measured"
        elif (value > bound.value) if bound.upper else (value < bound.value):
            yield f"{bound.measure} is {value:.4g}, {side} {bound.value:.4g}"
