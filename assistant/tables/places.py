"""The places that bear a row out, each once."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.tables.table import Cell, Place


def places_of(row: tuple[Cell, ...]) -> Iterator[Place]:
    """The places of a row's cells, each once: of those inside one another the largest."""
    every = dict.fromkeys(place for cell in row for place in cell.places)
    for place in every:
        if not any(other != place and _holds(other, place) for other in every):
            yield place


def _holds(other: Place, place: Place) -> bool:
    same = other.document == place.document
    return same and other.start <= place.start and place.end <= other.end
