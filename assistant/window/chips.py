"""Which documents questions are kept to, in plain words and as chips that can be taken off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from assistant.window.element import Html, element
from assistant.window.shelf import day
from index.filters import WHOLE_CASE, Filter
from index.records import DocumentRecord

MOST_LISTED = 1_000
"""Documents and folders that can be chosen from; more would make a slow page."""
LONGEST = 60
"""Characters of a chip."""


def chips(where: Filter, records: Iterable[DocumentRecord] = (), is_open: bool = False) -> Html:
    """What the next questions are kept to, each with a cross that takes it off, and what opens
    the panel."""
    titles = {record.name: record.title for record in records}
    parts = [element("span", "Only in", class_="said")] if where != WHOLE_CASE else []
    parts += [
        element(
            "button",
            element("span", label, class_="label"),
            element("span", "×", class_="off", aria_hidden="true"),
            type="button",
            class_="chip",
            value=key,
            aria_label=f"{label}: take this off",
        )
        for key, label in named(where, titles)
    ]
    more = element(
        "button",
        "Choose documents",
        type="button",
        class_="choose",
        aria_expanded="true" if is_open else "false",
    )
    return element("div", *parts, more, role="group", aria_label="Which documents are searched")


def named(where: Filter, titles: Mapping[str, str]) -> list[tuple[str, str]]:
    """Each part of a filter: a key that `without` knows, and plain words for it."""
    parts = [
        (f"documents-{number}", titles.get(name) or name)
        for number, name in enumerate(where.documents)
    ]
    parts += [(f"kinds-{number}", f"kind: {kind}") for number, kind in enumerate(where.kinds)]
    parts += [("since", f"from {day(where.since)} on")] if where.since else []
    parts += [("until", f"up to {day(where.until)}")] if where.until else []
    return [(key, _short(label)) for key, label in parts]


def without(where: Filter, key: str) -> Filter:
    """The filter less the part that `named` gave this key."""
    if key == "since":
        return replace(where, since=None)
    if key == "until":
        return replace(where, until=None)
    documents = _less(where.documents, key, "documents-")
    return replace(where, documents=documents, kinds=_less(where.kinds, key, "kinds-"))


def _less(names: tuple[str, ...], key: str, part: str) -> tuple[str, ...]:
    """The names but for the one that `key` means, if it means one of them."""
    return tuple(name for number, name in enumerate(names) if f"{part}{number}" != key)


def choices(records: Sequence[DocumentRecord]) -> list[tuple[str, str]]:
    """What can be chosen, as (words, name): the folders there are, and every document."""
    readable = [record for record in records if record.state != "refused"]
    folders = dict.fromkeys(
        str(folder)
        for record in readable
        for folder in reversed(PurePosixPath(record.name).parents)
        if str(folder) not in (".", "/")
    )
    found = [(f"Folder {folder}", folder) for folder in folders]
    found += [(_called(record), record.name) for record in readable]
    return found[:MOST_LISTED]


def _called(record: DocumentRecord) -> str:
    if record.title in ("", record.name):
        return record.name
    return f"{record.title} ({record.name})"


def _short(label: str) -> str:
    return label if len(label) <= LONGEST else f"{label[:LONGEST].rstrip()}…"
