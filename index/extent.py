"""How much a case holds."""

from __future__ import annotations

from index.catalog import Catalog


def passages_of(catalog: Catalog, case: int) -> dict[str, int]:
    """How many passages each text of the case is cut into, by the document's id."""
    rows = catalog.database.rows(
        "SELECT c.hash, count(p.id) FROM contents c JOIN passages p ON p.content_id = c.id"
        " WHERE c.case_id = ? GROUP BY c.hash",
        (case,),
    )
    return dict(rows)
