"""Which documents a search looks in: by name or folder, by kind, by date.

A filter becomes the numbers of the passages it lets through. Where these are few, the two
indexes are asked of them alone; where they are many, more is asked for and what does not pass
is left out. Chroma's own filters cost 100 to 490 ms at 100,000 passages.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass

from corpus.kinds import KINDS
from index.catalog import Catalog
from index.errors import BadFilter, UnknownDocument

FEW = 2_000
"""Passages that are looked at one by one."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What a document must be for a search to look in it; what is empty asks for nothing.

    `documents` are names, or folders that hold the document. `since` and `until` are days and
    both count; a document with no date passes neither.
    """

    documents: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    since: datetime.date | None = None
    until: datetime.date | None = None


WHOLE_CASE = Filter()
"""What every document passes."""


def checked(filter: Filter) -> Filter:
    """The filter as it is; raises `BadFilter` for one that no document can pass."""
    unknown = [kind for kind in filter.kinds if kind not in KINDS]
    if unknown:
        raise BadFilter(f"{unknown[0]!r} is no kind of document; use one of {', '.join(KINDS)}.")
    if filter.since and filter.until and filter.since > filter.until:
        raise BadFilter(f"No day is after {filter.since} and before {filter.until}; swap the two.")
    return filter


def passing(catalog: Catalog, case: int, filter: Filter) -> Set[int] | None:
    """The numbers of the passages that `filter` lets through; None where it asks for nothing.

    Raises `BadFilter`, and `UnknownDocument` for a name that is no document and no folder.
    """
    if filter == Filter():
        return None
    _check_names(catalog, case, filter)
    conditions, values = _conditions(checked(filter))
    rows = catalog.database.rows(
        "SELECT p.id FROM documents d CROSS JOIN passages p ON p.content_id = d.content_id"
        f" WHERE d.case_id = ?{conditions}",
        (case, *values),
    )
    return {number for (number,) in rows}


def _check_names(catalog: Catalog, case: int, filter: Filter) -> None:
    rows = catalog.database.rows(
        f"SELECT n.value FROM json_each(?) n WHERE NOT EXISTS (SELECT 1 FROM documents d"
        f" WHERE d.case_id = ? AND {_NAMED})",
        (_names(filter), case),
    )
    for (name,) in rows:
        raise UnknownDocument(f"The case holds no document and no folder {name!r}.")


_NAMED = "(d.name = n.value OR substr(d.name, 1, length(n.value) + 1) = n.value || '/')"


def _names(filter: Filter) -> str:
    return json.dumps([name.strip("/") for name in filter.documents])


def _conditions(filter: Filter) -> tuple[str, Sequence[object]]:
    found: list[tuple[str, Sequence[object]]] = []
    if filter.documents:
        named = f"EXISTS (SELECT 1 FROM json_each(?) n WHERE {_NAMED})"
        found.append((named, (_names(filter),)))
    if filter.kinds:
        kind = f"{_fact('kind')} IN (SELECT value FROM json_each(?))"
        found.append((kind, (json.dumps(filter.kinds),)))
    if filter.since:
        found.append((f"{_fact('date')} >= ?", (filter.since.isoformat(),)))
    if filter.until:
        found.append((f"{_fact('date')} <= ?", (filter.until.isoformat(),)))
    conditions = "".join(f" AND {condition}" for condition, _ in found)
    return conditions, [value for _, values in found for value in values]


def searched_deeper(
    search: Callable[[int], list[tuple[int, float]]],
    limit: int,
    among: Set[int],
    held: int,
) -> list[tuple[int, float]]:
    """The first `limit` of what `search` finds that are `among` the passages let through.

    `search` gives as many as it is told, best first, of the `held` that there are. It is told
    as many as should do, and more where they do not.
    """
    deep = limit * held // max(len(among), 1)
    while True:
        deep = min(2 * deep + limit, held)
        found = search(deep)
        kept = [(number, score) for number, score in found if number in among]
        if len(kept) >= limit or len(found) < deep or deep >= held:
            return kept[:limit]


def _fact(name: str) -> str:
    return f"coalesce(json_extract(d.corrected, '$.{name}'), d.{name})"
