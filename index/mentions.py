"""Which passages mention which names, and which are about one: kept beside the passages.

A document is about a name when its title is that name or its opening says who bears it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from index.catalog import Catalog
from index.database import Connection, Database
from index.entities import aliases_in, defined_in, names_in, possible_names, title_name

MOST_PASSAGES = 60
"""A name that more passages mention leads, of these, only to passages about it."""
_AT_ONCE = 64
"""Documents whose names are put in with one change."""
_Held = tuple[list[tuple[int, str]], list[str]]


class Mention(NamedTuple):
    """A passage that mentions a name, or is `about` it; all by their numbers.

    A question reads thousands, and a tuple is made in a third of a dataclass's time.
    """

    name: int
    passage: int
    about: bool


def put_names(catalog: Catalog, case: int) -> None:
    """Note the names in what the case holds and has not been read for names. Resumable."""
    database = catalog.database
    todo = database.rows(
        "SELECT DISTINCT p.content_id FROM passages p JOIN contents c ON c.id = p.content_id"
        " WHERE c.case_id = ? AND p.id NOT IN (SELECT passage_id FROM named)",
        (case,),
    )
    for first in range(0, len(todo), _AT_ONCE):
        some = [
            (content, _held(database, content)) for (content,) in todo[first : first + _AT_ONCE]
        ]
        named = [(content, held, _names_of(held)) for content, held in some]
        with database.writing() as db:  # each change waits for the disk
            for content, held, about in named:
                if _held(database, content) == held:  # else who changed it has it named again
                    _put(db, case, held, about)


def _held(database: Database, content: int) -> _Held:
    """A content's passages (number, text), and the titles of its documents."""
    passages = database.rows(
        "SELECT id, text FROM passages WHERE content_id = ? ORDER BY start", (content,)
    )
    titles = database.rows(
        "SELECT coalesce(json_extract(corrected, '$.title'), title) FROM documents"
        " WHERE content_id = ? ORDER BY name",
        (content,),
    )
    return passages, [title for (title,) in titles]


def _names_of(held: _Held) -> dict[tuple[str, int], bool]:
    """Each name with each passage that mentions it, and whether that is about it."""
    passages, titles = held
    found = {number: [name for _, name in names_in(text)] for number, text in passages}
    whole = "\n".join(text for _, text in passages)
    every = [name for names in found.values() for name in names]
    aliases = aliases_in(whole, every)
    rows = {
        (aliases.get(name, name), number): False
        for number, names in found.items()
        for name in names
    }
    if passages:
        number, opening = passages[0]
        subjects = {title_name(title) for title in titles}
        subjects |= {defined_in(opening, title) or "" for title in titles}
        rows |= {(name, number): True for name in subjects if name}
    return rows


def _put(db: Connection, case: int, held: _Held, rows: dict[tuple[str, int], bool]) -> None:
    db.executemany(
        "INSERT OR IGNORE INTO names (case_id, key) VALUES (?, ?)",
        [(case, name) for name in {name for name, _ in rows}],
    )
    db.executemany(
        "INSERT OR REPLACE INTO mentions (name_id, passage_id, about)"
        " SELECT id, ?, ? FROM names WHERE case_id = ? AND key = ?",
        [(number, about, case, name) for (name, number), about in rows.items()],
    )
    db.executemany(
        "INSERT OR IGNORE INTO named (passage_id) VALUES (?)", [(number,) for number, _ in held[0]]
    )


def names_asked(database: Database, case: int, question: str) -> list[int]:
    """The names in `question` that the case knows, as it knows them; longest first where
    one holds another."""
    places = list(possible_names(question[:2_000]))
    wanted = {key for keys in places for key in keys}
    rows = database.rows(
        "SELECT key, id FROM names WHERE case_id = ? AND key IN (SELECT value FROM json_each(?))",
        (case, json.dumps(sorted(wanted))),
    )
    known, found, skip = dict(rows), [], 0
    for keys in places:
        if skip:
            skip -= 1
            continue
        key = next((key for key in keys if key in known), None)
        if key is not None:
            found.append(known[key])
            skip = key.count(" ")
    return list(dict.fromkeys(found))


def mentions_of(database: Database, names: Iterable[int]) -> dict[int, list[Mention]]:
    """The passages that mention each of `names`; for one that too many mention, only those
    about it."""
    wanted = list(dict.fromkeys(names))
    found: dict[int, list[Mention]] = {name: [] for name in wanted}
    for name, passage, about in database.rows(_FIRST_MENTIONS, (json.dumps(wanted),)):
        found[name].append(Mention(name, passage, bool(about)))
    for name, some in found.items():
        if len(some) > MOST_PASSAGES:
            rows = database.rows(_ABOUT, (name, MOST_PASSAGES))
            found[name] = [Mention(name, passage, True) for (passage,) in rows]
    return found


def count_mentions(database: Database, names: Iterable[int]) -> dict[int, int]:
    """How many mentions `mentions_of` gives of each name; without reading them."""
    rows = database.rows(_COUNTS, (json.dumps(list(names)),))
    found: dict[int, int] = dict(rows)
    for name, count in rows:
        if count > MOST_PASSAGES:
            found[name] = len(database.rows(_ABOUT, (name, MOST_PASSAGES)))
    return found


_FIRST_MENTIONS = (
    "SELECT m.name_id, m.passage_id, m.about FROM json_each(?) n CROSS JOIN mentions m"
    " ON m.name_id = n.value AND m.passage_id <= coalesce("
    "   (SELECT passage_id FROM mentions WHERE name_id = n.value ORDER BY passage_id"
    f"    LIMIT 1 OFFSET {MOST_PASSAGES}), {2**63 - 1})"
)
"""Of each name the first mentions, one more than are read, in one query for all of them."""
_COUNTS = (
    "SELECT n.value, (SELECT count(*) FROM (SELECT 1 FROM mentions WHERE name_id = n.value"
    f" LIMIT {MOST_PASSAGES + 1})) FROM json_each(?) n"
)
_ABOUT = (
    "SELECT passage_id FROM mentions INDEXED BY mentions_about WHERE name_id = ? AND about LIMIT ?"
)


def mentions_in(database: Database, passages: Iterable[int]) -> dict[int, list[Mention]]:
    """The names that each of `passages` mentions."""
    rows = database.rows(
        "SELECT m.name_id, m.passage_id, m.about FROM json_each(?) p"
        " JOIN mentions m ON m.passage_id = p.value",
        (json.dumps(list(passages)),),
    )
    return _grouped(rows, 1)


def _grouped(rows: Iterable[tuple[int, int, int]], by: int) -> dict[int, list[Mention]]:
    found: dict[int, list[Mention]] = defaultdict(list)
    for row in rows:
        found[row[by]].append(Mention(row[0], row[1], bool(row[2])))
    return found


def contents_of(database: Database, passages: Iterable[int]) -> dict[int, int]:
    """The number of the text that each of `passages` is from."""
    return dict(
        database.rows(
            "SELECT id, content_id FROM passages WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(passages)),),
        )
    )
