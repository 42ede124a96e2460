"""Places that a question names, "¶ 14" or "ABC-000123", found among the marks of a case."""

from __future__ import annotations

import json
from collections.abc import Sequence

from corpus.document import Document, Mark, Page, Span
from corpus.lookup import Place, find_places, wanted_places
from index.searchable import Searchable

LONGEST_QUERY = 200
"""Characters; a longer one is a pasted text, which mentions places and asks for none."""
MOST = 40
"""Places looked at; more than that name nothing in particular, as "page 1" of many files."""
LONGEST = 3
"""Passages taken of one place: a count may run over many pages."""
_MARKED_AS = {"page": "printed page"}


def named_places(case: Searchable, query: str) -> list[int]:
    """The numbers of the passages at the places that `query` names, in no special order;
    none for most questions, and then quickly."""
    wanted = wanted_places(query) if len(query) <= LONGEST_QUERY else ()
    if not wanted:
        return []
    spans = [span for document in _marked(case, wanted) for span in find_places(document, wanted)]
    return _passages_at(case, spans) if len(spans) <= MOST else []


def _marked(case: Searchable, wanted: Sequence[Place]) -> list[Document]:
    """The case's documents without their words: only marks of the kinds wanted, and pages
    where a page is wanted of a case that has few documents with pages."""
    kinds = {_MARKED_AS.get(place.kind, place.kind) for place in wanted}
    rows = case.home.catalog.database.rows(
        "SELECT c.hash, json_extract(m.value, '$[0]'), json_extract(m.value, '$[1]'),"
        " json_extract(m.value, '$[2]'), json_extract(m.value, '$[3]')"
        " FROM contents c JOIN json_each(c.marks) m"
        " WHERE c.case_id = ? AND json_extract(m.value, '$[2]') IN"
        " (SELECT value FROM json_each(?))"
        # A transcript has a mark for each of its lines.
        " AND (json_extract(m.value, '$[2]') != 'line'"
        "   OR json_extract(m.value, '$[3]') IN (SELECT value FROM json_each(?)))"
        " ORDER BY c.id",
        (
            case.id,
            json.dumps(sorted(kinds)),
            json.dumps([p.value for p in wanted if p.kind == "line"]),
        ),
    )
    marks: dict[str, list[Mark]] = {}
    for hash, *mark in rows:
        marks.setdefault(hash, []).append(Mark(*mark))
    pages = _pages(case) if any(place.kind == "page" for place in wanted) else {}
    return [
        Document(hash, "", "", "", None, "", pages.get(hash, ()), tuple(marks.get(hash, ())))
        for hash in dict.fromkeys([*marks, *pages])
    ]


def _pages(case: Searchable) -> dict[str, tuple[Page, ...]]:
    rows = case.home.catalog.database.rows(
        "SELECT hash, pages FROM contents WHERE case_id = ? AND pages != '[]' ORDER BY id LIMIT ?",
        (case.id, MOST + 1),
    )
    if len(rows) > MOST:
        return {}
    return {hash: tuple(Page(*page) for page in json.loads(pages)) for hash, pages in rows}


def _passages_at(case: Searchable, spans: Sequence[Span]) -> list[int]:
    rows = case.home.catalog.database.rows(
        "SELECT p.id FROM json_each(?) s JOIN contents c"
        "   ON c.case_id = ? AND c.hash = json_extract(s.value, '$[0]')"
        " JOIN passages p ON p.content_id = c.id AND p.\"end\" > json_extract(s.value, '$[1]')"
        "   AND p.start < json_extract(s.value, '$[2]')"
        " ORDER BY s.key, p.start",
        (json.dumps([_whole(span) for span in spans]), case.id),
    )
    return list(dict.fromkeys(number for (number,) in rows))


def _whole(span: Span) -> tuple[str, int, int]:
    return (span.document_id, span.start, min(span.end, span.start + LONGEST * 1_200))
