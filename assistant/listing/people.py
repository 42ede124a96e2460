"""Names of one bearer told together: "Conrad Vesely", "CONRAD VESELY" and "Mr. Vesely" are one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.listing.finding import Found
from assistant.starters.people import as_spoken, is_role, people_told_of

_TITLE = re.compile(
    r"^(?:(?:Mr|Ms|Mrs|Dr|Prof|Sgt|Lt|Capt|Det|Judge|Agent|Officer|Detective|Sergeant|Justice"
    r"|Defendant|Special|Supervisory|President|Senator|Assistant|United|States|Attorneys?|District"
    r"|Magistrate|Hon|Hi|Dear|Hello)\.?\s+)+"
)
_PERSONAL = re.compile(r"^(?:Mr|Ms|Mrs|Dr|Prof|Sgt|Lt|Capt|Det|Judge|Agent|Officer|Detective)\b")
_MIDDLE = re.compile(r"\s[A-Z]\.(?=\s)")
_OURS = re.compile(
    r"\b(?:[Mm]y|[Oo]ur|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Yy]our)\s(?P<told>(?:[\w’'-]{1,30}\s){0,4}[\w’'-]{1,30}),\s$"
)
"""Who somebody is, before the name: "our technician, ", "one of our installers, "."""
_SAYS = (
    r"(?:said|says|told|testified|wrote|added|asked|replied|pleaded|was (?:born|arrested|charged))"
)


def bearers_of(found: Sequence[Found], *, people: bool) -> list[tuple[str, list[Found]]]:
    """The bearers of the names, by the fullest name of each, with all its places; in the order
    of their first mention.

    A last name is that of the one bearer whose full name ends so; where several do, or none, it
    stays by itself. Of `people` only those are given of whom some sentence speaks as of a
    person: by a title, an age, what they said or who they are.
    """
    full = _full_names(found)
    groups: dict[str, list[Found]] = {}
    shown: dict[str, str] = {}
    for one in found:
        name = _name(one)
        key = _key(name, full)
        groups.setdefault(key, []).append(one)
        longest = max(shown.get(key, ""), _TITLE.sub("", name), key=len)
        shown[key] = longest if " " in longest else shown.get(key, name)
    return [
        (shown[key], group)
        for key, group in groups.items()
        if not people or any(map(_is_of_a_person, group))
    ]


def _full_names(found: Sequence[Found]) -> dict[str, list[str]]:
    """For each last word the full names that end so, without those that only add to another."""
    full: dict[str, set[str]] = {}
    for one in found:
        bare = _bare(_name(one))
        if " " in bare:
            full.setdefault(bare.rsplit(" ", 1)[1], set()).add(bare)
    return {
        last: [name for name in sorted(names) if not _adds(name, names)]
        for last, names in full.items()
    }


def _adds(name: str, names: set[str]) -> bool:
    return any(other != name and name.endswith(f" {other}") for other in names)


def _key(name: str, full: dict[str, list[str]]) -> str:
    bare = _bare(name)
    bearers = full.get(bare.rsplit(" ", 1)[-1], [])
    if " " not in bare:
        return bearers[0] if len(bearers) == 1 else bare
    return next((other for other in bearers if bare.endswith(f" {other}")), bare)


def _is_of_a_person(one: Found) -> bool:
    """Whether a sentence speaks of a name as of a person."""
    text = one.document.text
    name = text[one.span.start : one.span.end]
    if _PERSONAL.match(name):
        return True
    before = text[max(one.sentence.start, one.span.start - 80) : one.span.start]
    behind = text[one.span.end : min(one.sentence.end, one.span.end + 40)]
    if re.match(rf",\s(?:aged?\s)?\d\d,|\s*<\S+@|\s{_SAYS}\b", behind):
        return True
    if re.search(
        rf"\b{_SAYS}\s(?:[A-Z]\w+\s){{0,3}}$|^\W*(?:Prepared\s)?[Bb]y\s$|\b(?:From|To):\s*$", before
    ):
        return True
    ours = _OURS.search(before)
    if ours and is_role(ours["told"].removesuffix("s")):
        return True
    sentence = " ".join(text[one.sentence.start : one.sentence.end].split())
    return _bare(as_spoken(name)) in set(_told_of(sentence))


def _told_of(sentence: str) -> Iterator[str]:
    return (_bare(name) for name, _ in people_told_of(sentence))


def _name(one: Found) -> str:
    words = one.document.text[one.span.start : one.span.end]
    return as_spoken(" ".join(words.split()))


def _bare(name: str) -> str:
    return " ".join(_MIDDLE.sub("", _TITLE.sub("", name)).casefold().split())
