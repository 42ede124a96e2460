"""The names in a text, and what its words tell of who bears them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from corpus.language.english import (
    BODY_WORDS,
    NOT_NAMES,
    STREET_WORDS,
    TITLES_OF_MEN,
    TITLES_OF_WOMEN,
)
from corpus.language.letters import CAPITALS, SMALLS
from corpus.language.patterns import any_of

_CAPITAL = rf"[{CAPITALS}][\w’'.&-]*"
_JOINED = r"(?:(?:of|the|de|da|van|von|and|for|&)\s+)*"
_NAME = re.compile(rf"\b{_CAPITAL}(?:\s+{_JOINED}[{CAPITALS}][\w’'&-]*(?:\.(?=\s+[{CAPITALS}]))?)*")
_NO_PERSON = re.compile(rf"\b{any_of(BODY_WORDS)}\b")
_ADDRESS = re.compile(rf"\b{any_of(STREET_WORDS)}\b")
_AND = re.compile(r"(?<!\s)\s+and\s+")
_POSSESSIVE = re.compile(r"[’']s?$")
_OTHER_TITLES = {"he": any_of(TITLES_OF_WOMEN), "she": any_of(TITLES_OF_MEN)}
"""The titles that nobody has whom this pronoun means."""


def names_in(text: str) -> list[str]:
    """The names in `text`, in order, without words that are only capital at the start."""
    found: dict[str, None] = {}
    for match in _NAME.finditer(text):
        words = match.group().split()
        while words and words[0].strip(".,'’").casefold() in NOT_NAMES:
            words = words[1:]
        name = _POSSESSIVE.sub("", " ".join(words)).strip(" .,")
        if len(name) > 1:
            found[name] = None
    return list(found)


def bearers_in(text: str) -> list[str]:
    """The names in `text`, in order, with "Ada Quill and Tom Marsh" taken for two."""
    return bearers_among(names_in(text))


def bearers_among(names: Iterable[str]) -> list[str]:
    """`names`, with each that joins two people taken for two."""
    found: list[str] = []
    for name in names:
        found += [name] if _NO_PERSON.search(name) else _AND.split(name)
    return list(dict.fromkeys(found))


_BODY_AFTER = re.compile(
    r"\s+(?:agency|bank|cartel|company|court|firm|fund|gang|group|organi[sz]ation|union)\b",
    re.IGNORECASE,
)
_WORD_BEFORE = re.compile(r"(\w+)\s+$")
_SHORT_FORM = re.compile(
    rf"(?!Mc|Mac|O[’'])(?:[{CAPITALS}]{{2,4}}"
    rf"|[{CAPITALS}][{SMALLS}]?[{SMALLS}]?[{CAPITALS}]\w?)"
)
_LONGEST_BEFORE = 40
"""Signs before a name in which the word before it is looked for."""


def is_thing(name: str, text: str) -> bool:
    """Whether `name` is a body's or thing's: by its own words, or by a "the" before it or a
    word such as "gang" after it in `text`."""
    return (
        _NO_PERSON.search(name) is not None
        or _is_after(("the",), name, text)
        or any(_BODY_AFTER.match(text, end) for _, end in _places(name, text))
    )


def is_place(name: str, text: str) -> bool:
    """Whether `name` is an address, or `text` says "in", or "at", `name`."""
    return bool(_ADDRESS.search(name)) or _is_after(("in", "at", "near", "inside"), name, text)


def is_short_form(name: str) -> bool:
    """Whether `name` is letters put together, as bodies are called: "TdA", "FBI"."""
    return _SHORT_FORM.fullmatch(name) is not None


def _is_after(words: Sequence[str], name: str, text: str) -> bool:
    """Whether one of `words` stands right before `name` somewhere in `text`."""
    before = (
        _WORD_BEFORE.search(text, max(0, start - _LONGEST_BEFORE), start)
        for start, end in _places(name, text)
        if not text.startswith(("’", "'"), end)
    )
    return any(word is not None and word.group(1).lower() in words for word in before)


def _places(name: str, text: str) -> Iterator[tuple[int, int]]:
    """Where `name` stands in `text`, in capitals or not, with no letter right before or behind.

    It is looked for as it is: to compile an expression for each name took longer than to search.
    """
    here, wanted = text.lower(), name.lower()
    if len(here) != len(text):  # some capitals are longer in small letters
        here, wanted = text, name
    start = here.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        if not (here[end : end + 1].isalnum() or (start and here[start - 1].isalnum())):
            yield start, end
        start = here.find(wanted, end)


def are_listed(names: Sequence[str], text: str) -> bool:
    """Whether `text` names two or more together: "Ada Quill, Tom Marsh and Ann Lee"."""
    listed = r"(?:,|,?\s+and)\s+".join(re.escape(name) for name in names)
    return len(names) > 1 and re.search(listed, text) is not None


def can_be(name: str, pronoun: str, text: str) -> bool:
    """Whether "he" or "she" can mean `name`: no when `text` gives its bearer the other title."""
    other = _OTHER_TITLES["he" if pronoun == "he" else "she"]
    last = re.escape(name.split()[-1])
    return not re.search(rf"\b{other}\.?\s+(?:[{CAPITALS}][\w.]*\s+)*{last}\b", text)
