"""The names that a text mentions, by plain rules: people, bodies, places, dates, amounts, cases.

A name is compared by its key: lower case, without full stops and possessives. Within one
document a short form stands for the full one: "Flores" for "Jose Enrique Martinez Flores",
"TdA" for "Tren de Aragua, or TdA".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_WORD = r"(?:[^\W\d_a-zß-öø-ÿ][\w’'&.-]*\w|[^\W\d_a-zß-öø-ÿ](?:\.|\b))"
_INNER = (
    "(?:of|the|de|da|di|del|della|du|des|la|le|van|von|der|den|bin|al|el|ibn|mac|ap|ben|y|zu|&)"
)
_NAME = re.compile(
    rf"(?<!\w){_WORD}(?:(?:[ \t]+{_INNER}){{0,2}}[ \t]+(?:{_WORD}|\d{{1,4}}\b(?!\s*[,.]?\d)))*"
)
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_EXACT = (
    re.compile(rf"\b(?:{_MONTH}\s+\d{{1,2}},?\s+\d{{4}}|\d{{1,2}}\s+{_MONTH},?\s+\d{{4}})\b"),
    re.compile(r"\b\d{4}-\d\d-\d\d\b"),
    re.compile(r"[$€£]\s?\d[\d,.]*\d(?:\s?(?:million|billion|thousand|trillion))?", re.I),
    re.compile(r"\b\d{1,2}:\d{2}-[a-z]{2}-\d{2,6}(?:-[A-Z]+)*\b|\bNo\.\s?\d{2}-\d+\b"),
)
"""Dates, amounts of money, numbers of cases: their own letters are their name."""
_PARTED = re.compile(r"[’']s\s+|(?<=[a-z]{3})\.\s+(?=[A-Z])")
_INITIALS = re.compile(r"(?:[A-Z]\.?)+")
_POSSESSIVE = re.compile(r"[’']s?$")
_ALSO = re.compile(
    r",? (?:\((?:the |hereinafter )?[\"“‘]?|or |also known as |a\.?k\.?a\.? )[\"“‘]?"
    r"(?P<short>[^\W\d_a-z][\w&.-]{1,19})\b"
)
"""What follows a name that has a short form."""
_DEFINED = re.compile(
    r"(?:\s*\([^()]{0,120}\))?(?:,[^,.!?\n]{0,80},)?\s+(?:is|was|are|were)\s+(?:an?|the|one)\b"
)
"""What follows a name in a sentence that says who or what bears it."""
_NO_NAME = frozenset(
    "a about above according after again against all along also although am among an and "
    "another any are as at be because been before being below between both but by can could "
    "despite did do does due during each either every few first following for from further "
    "had has have he her here hers him his how however i if in into is it its last later like "
    "many may me might more most mr mrs ms my near neither new next no none nor not now of on "
    "once one only or other our out over per said same second several shall she should since "
    "so some still such than that the their them then there these they third this those "
    "though three through thus to today tomorrow two under unless until up upon us was we "
    "were what when where whether which while who whom whose why will with within without "
    "would yes yesterday yet you your january february march april june july august september "
    "october november december monday tuesday wednesday thursday friday saturday sunday dr "
    "born died see".split()
)
_WORD_START = re.compile(r"(?<!\w)\S")
_LONGEST = 120
MOST_WORDS = 8
"""Words of a name that is looked for in a question."""


def key_of(name: str) -> str:
    """What two spellings of one name have in common."""
    bare = _POSSESSIVE.sub("", name.strip()).replace(".", "").replace("’", "'")
    return " ".join(bare.split()).casefold().strip(" -'&,")


def names_in(text: str) -> list[tuple[int, str]]:
    """The names in `text` as (where it starts, key), in order of kind, then of place."""
    found = [
        (match.start(), name)
        for match in _NAME.finditer(text)
        for part in _PARTED.split(match.group())
        if (name := _bare_name(part.split()))
    ]
    for pattern in _EXACT:
        found += [(match.start(), key_of(match.group())) for match in pattern.finditer(text)]
    return found


def _bare_name(words: list[str]) -> str | None:
    """The key of a run of capital words, without words that are only capital at the start of
    a sentence and without initials; None when nothing is left."""
    while words and words[0].strip(".,'’").casefold() in _NO_NAME:
        words = words[1:]
    if len(words) > 2 and _INITIALS.fullmatch(words[0]):
        kept = [word for word in words[:-2] if not _INITIALS.fullmatch(word)]
        words = [*kept, *words[-2:]]
    name = key_of(" ".join(words))
    return name if len(name) > 1 and name not in _NO_NAME and not name.isdigit() else None


def aliases_in(text: str, names: Sequence[str]) -> dict[str, str]:
    """For each short form in a document's `text`, the full name that it stands for there.

    A last word that ends several full names stands for none of them.
    """
    full = dict.fromkeys(name for name in names if " " in name)
    by_last: dict[str, set[str]] = {}
    for name in full:
        by_last.setdefault(name.rsplit(" ", 1)[1], set()).add(name)
    known = set(names)
    aliases = {
        last: next(iter(bearers))
        for last, bearers in by_last.items()
        if len(bearers) == 1 and last in known
    }
    for match in _ALSO.finditer(text):
        short = key_of(match["short"])
        if short not in known:
            continue
        before = key_of(text[max(0, match.start() - _LONGEST) : match.start()])
        ends = (before[word.start() :] for word in _WORD_START.finditer(before))
        whole = next((end for end in ends if end in full), None)
        if whole:
            aliases[short] = whole
    return aliases


_OPENING = 300
"""Code points at a document's beginning that may say who or what it is."""


def title_name(title: str) -> str:
    """The name that a document's title would be, without what brackets add to it."""
    return key_of(re.sub(r"(?<!\s)\s*+\([^()]*\)", "", title))


def defined_in(text: str, title: str) -> str | None:
    """The name that a document's opening says who or what it is: "Ada Quill was a printer"."""
    opening = text.lstrip()
    first, _, rest = opening.partition("\n")
    if title_name(first[:_OPENING]) == title_name(title[:_OPENING]) and rest.strip():
        opening = rest.lstrip()
    opening = opening[:_OPENING]
    match = _NAME.match(opening)
    if match is None:
        return None
    name = _bare_name(match.group().split())
    return name if name and _DEFINED.match(opening, match.end()) else None


def possible_names(question: str) -> Iterator[list[str]]:
    """For each place in `question` where a name may start, its possible keys, longest first.

    Any run of words may be a name, since people do not type capitals; a single word may
    only with a capital, or in a question that has none.
    """
    raw = re.findall(r"[\w’'.&-]+", question)
    keys = [key_of(word) for word in raw]
    small = question == question.lower()
    for first in range(len(raw)):
        runs = [
            " ".join(filter(None, keys[first : first + length]))
            for length in range(min(MOST_WORDS, len(raw) - first), 1, -1)
        ]
        if keys[first] not in _NO_NAME and (small or raw[first][:1].isupper()):
            runs.append(keys[first])
        yield runs
