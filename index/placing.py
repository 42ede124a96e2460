"""Documents put into the catalogue and taken out of it, as parts of a change that is underway."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import Any

from corpus.document import Document, Passage
from corpus.reading import Refused
from index.contents import put_again, put_content
from index.database import Connection


def take_out(
    db: Connection, case: int, source: str, but: Collection[str] = ()
) -> dict[str, tuple[Any, ...]]:
    """Remove a source's documents, but for those of some names; gives (content, title, kind,
    date, corrected) by name."""
    rows = db.execute(
        "DELETE FROM documents WHERE case_id = ? AND source = ?"
        " AND name NOT IN (SELECT value FROM json_each(?))"
        " RETURNING name, content_id, title, kind, date, corrected",
        (case, source, json.dumps(list(but))),
    ).fetchall()
    return {name: tuple(rest) for name, *rest in rows}


def free_name(db: Connection, case: int, name: str) -> str:
    """The name, or the first of "name (2)", "name (3)" … that no document has."""
    free, number = name, 1
    query = "SELECT 1 FROM documents WHERE case_id = ? AND name = ?"
    while db.execute(query, (case, free)).fetchone():
        number += 1
        free = f"{name} ({number})"
    return free


def put_document(
    db: Connection,
    case: int,
    source: str,
    name: str,
    result: Document | Refused,
    passages: Sequence[Passage],
    before: tuple[Any, ...] | None,
) -> None:
    corrected = before[-1] if before else "{}"
    if isinstance(result, Refused):
        facts: tuple[str | None, ...] = name, "other", None
        rest = (*facts, None, result.reason, corrected, None)
    else:
        content = put_content(db, case, result, passages)
        facts = result.title, result.kind, result.date.isoformat() if result.date else None
        if before and before[0] == content and before[1:4] != facts:
            put_again(db, content)
        rest = (*facts, result.language, None, corrected, content)
    db.execute(
        "INSERT INTO documents (case_id, name, source, hash, title, kind, date, language, reason,"
        " corrected, content_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (case, name, source, result.id, *rest),
    )
