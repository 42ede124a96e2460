"""Who does what to whom, and what goes with what: whether a claim turns that around."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.grounding.attribution import clause_end
from assistant.grounding.places import Places, Stretch, all_of
from corpus.language.amounts import Amount
from corpus.language.letters import CAPITALS, SMALLS
from corpus.language.parsed import ParsedText, once, parse
from corpus.language.words import stems, telling_words

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_PASSIVE = re.compile(
    r"(?:\b(?:was|were|been|being|is|are)(?:n[’']t)?\b.*|\w+ed\s+)"
    rf"\bby\s+(?:(?:the|his|her|their|an?|any)\s+|[\w.]+\s+of\s+(?:the\s+)?|[{CAPITALS}][\w.’-]*\s+)*$"
)
Value = tuple[Hashable, int]
"""A sum, day or name, and where it begins."""
_MUTUAL = frozenset("met meet meets marri divor agree spoke talke".split())
_SUBJECT = re.compile(
    rf"\b(?:[Tt]he|[Hh]is|[Hh]er|[Tt]heir) (?P<noun>[{SMALLS}]+(?:-[{SMALLS}]+)*)\b"
    rf"|\b(?P<name>[{CAPITALS}][\w’-]*[{SMALLS}])\b"
)
_PLACED = re.compile(
    r"\b(?P<where>from|to|until|through|against)\s+(?:the\s+|an?\s+|Mr\.\s+|Ms\.\s+|Mrs\.\s+|Dr\.\s+)*"
    rf"(?P<what>[{CAPITALS}][\w’-]+|[{SMALLS}]+)"
)
_REACH = 40
_BREAK = re.compile(r"[;:]|\.\s|,\s|\b(?:and|or|but)\b")
_LABELS = re.compile(r"counts?|paragraphs?|sections?|pier|exhibit|about|approximately|least")
_PARTS = re.compile(rf";\s|,\s+(?:and|while|but)\s+(?=[{CAPITALS}]|the\b)")
_ASIDE = re.compile(r",\s+(?:who|which|whose|then|now)\b(?:[^,;]|,(?=\d))*,")
_TOGETHER = re.compile(
    r"\s*(?:,|,?\s+and|,?\s+or|&|’s|'s)?\s*(?:(?:the|his|her|a|an|Mr\.|Ms\.|Mrs\.|Dr\.)\s+)*"
    rf"(?:[{CAPITALS}][\w.’-]*\s+)*"
)
_CLAUSES = re.compile(rf";\s+|,\s+(?:and|but|while)\s+|\.\s+(?=[{CAPITALS}])")
_OPENS = re.compile(
    rf"\s*(?:(?:The|the|His|her|Her|his)\s+(?P<noun>[{SMALLS}]+(?:-[{SMALLS}]+)*)"
    rf"|(?:(?:[{CAPITALS}][\w.’-]*)\s+)*"
    rf"(?P<name>[{CAPITALS}][\w’-]*[{SMALLS}]))\b(?!\s+of\b)"
)
_NAME_OR_FIGURE = re.compile(rf"\b[{CAPITALS}][\w’-]*|\d\S*")
_CALLED = re.compile(rf"(?<=[{SMALLS},] )(?:[{CAPITALS}][\w’.-]+ )*[{CAPITALS}][\w’-]*[{SMALLS}]\b")
_BY = re.compile(r"\b(?:was|were|been|being|is|are)\b.*\bby\b")
_MINE = re.compile(r"\b(?:I|me|we|us)\b")


def roles_swapped(claim: ParsedText, source: ParsedText) -> Places | None:
    """Where `claim` has one do to the other what the other does to it in `source`, moves
    something the other way, or gives to one thing the date or sum of another: from the first
    to the last of those that both speak of. None where it does none of that."""
    swapped = (
        _acts_swapped(claim, source)
        or _subjects_swapped(claim, source)
        or _ways_swapped(claim, source)
        or any(_moved(claim, source, kind) for kind in (_SUMS, _DAYS, _NAMED))
        or _is_of_another(claim, source)
    )
    if not swapped:
        return None
    shared = sorted(_actors(claim) & _actors(source))
    return all_of(claim.text, shared), all_of(source.text, shared)


def _acts_swapped(claim: ParsedText, source: ParsedText) -> bool:
    shared = _actors(claim) & _actors(source)
    if len(shared) < 2:  # it takes both in both texts
        return False
    here, there = (_acts(text, shared) | _own_acts(text) for text in (claim, source))
    return any((b, verb, a) in there and (a, verb, b) not in there for a, verb, b in here)


@once
def _actors(text: ParsedText) -> frozenset[str]:
    """The last words of the names in `text`, the nouns behind "the", and "I"."""
    nouns = {match["noun"] for match in _SUBJECT.finditer(text.text) if match["noun"]}
    names = {name.split()[-1] for name in text.bearers}
    return frozenset(nouns | names | {"I" for _ in _MINE.finditer(text.text)})


@once
def _without_asides(text: ParsedText) -> tuple[str, list[tuple[str, int, int]]]:
    """The text without what is only put in, and its words, "I" for "me", with their places."""
    plain = _ASIDE.sub("", text.text)
    words = []
    for word in _WORD.finditer(plain):
        bare = re.sub("[’']s?$", "", word.group())
        words.append(("I" if _MINE.fullmatch(bare) else bare, *word.span()))
    return plain, words


@once
def _own_acts(text: ParsedText) -> set[tuple[str, str, str]]:
    return _acts(text, _actors(text))


def _acts(parsed: ParsedText, names: Collection[str]) -> set[tuple[str, str, str]]:
    """Who does what to whom: two actors next to each other in a clause, and each word between."""
    found: set[tuple[str, str, str]] = set()
    if len(names) < 2:
        return found
    text, words = _without_asides(parsed)
    for (doers, end), (done_to, start) in pairwise(_groups(text, words, names)):
        between = text[end[1] : start[0]]
        begins = end[1] + text.startswith(",", end[1])
        if clause_end(text, begins) < start[0] or doers & done_to:
            continue
        if _PASSIVE.search(between):
            doers, done_to = done_to, doers
        verbs = stems(between) - _MUTUAL
        found |= {(doer, verb, other) for doer in doers for verb in verbs for other in done_to}
    return found


def _groups(
    text: str, words: Iterable[tuple[str, int, int]], names: Collection[str]
) -> list[tuple[set[str], Stretch]]:
    """The actors among the words in order, those that only a comma or "and" parts together, with
    the start and end of their words."""
    groups: list[tuple[set[str], Stretch]] = []
    for actor, start, end in words:
        if actor not in names:
            continue
        if groups and _TOGETHER.fullmatch(text, groups[-1][1][1], start):
            groups[-1] = (groups[-1][0] | {actor}, (groups[-1][1][0], end))
        else:
            groups.append(({actor}, (start, end)))
    return groups


def _subjects_swapped(claim: ParsedText, source: ParsedText) -> bool:
    """Whether `claim` has one do by himself what `source` has another do."""
    here, there = _subjects(claim), _subjects(source)
    for actor, verb in here - there:
        others = {other for other, done in there if done == verb}
        if others and any(own == actor for own, _ in there):
            return True
    return False


@once
def _subjects(text: ParsedText) -> frozenset[tuple[str, str]]:
    """Each actor of `text` that opens a clause, with the first telling word of what it does;
    nothing where that is done to it."""
    actors, found = _actors(text), set()
    for part in _CLAUSES.split(_without_asides(text)[0]):
        opened = _OPENS.match(part)
        actor = opened and (opened["noun"] or opened["name"])
        if not opened or not actor or actor not in actors or _BY.search(part):
            continue
        words = [w for w in re.findall(r"[^\W\d_]+", part[opened.end() :]) if stems(w)]
        if words and words[0][0].islower():
            found.add((actor, next(iter(stems(words[0])))))
    return frozenset(found)


def _ways_swapped(claim: ParsedText, source: ParsedText) -> bool:
    """Whether what is "from" or "to" one in `source` is the contrary in `claim`."""
    here, there = _placed(claim), _placed(source)
    swaps = {"from": "to", "to": "from", "until": "from", "through": "from"}
    for where, what in here - there:
        others = {other for place, other in there - here if place == where}
        if (
            what[0].isupper()
            and what in source.text
            and any(other[0].isupper() and other in claim.text for other in others)
        ):
            return True
    return any(
        (swaps[where], what) in there and (where, what) not in there
        for where, what in here
        if where in swaps
    )


@once
def _placed(text: ParsedText) -> frozenset[tuple[str, str]]:
    """What stands behind "from", "to" and the like, with that word."""
    return frozenset((match["where"], match["what"]) for match in _PLACED.finditer(text.text))


def _moved(claim: ParsedText, source: ParsedText, kind: Kind) -> bool:
    """Whether `claim` has a value behind a word that has another in `source`, where the word
    that has this one is left out or has another itself."""
    if not kind.values(claim):
        return False
    here, there = kind.anchored(claim), kind.anchored(source)
    if _is_twice(claim, source, kind):
        return True
    own: dict[str, set[Hashable]] = {}
    for word, value in there:
        own.setdefault(word, set()).add(value)
    now: dict[str, set[Hashable]] = {}
    for word, value in here:
        now.setdefault(word, set()).add(value)
    for word, value in here:
        rightly = {other for other, values in own.items() if value in values}
        if not rightly or word in rightly or word not in own:
            continue
        moved = [other for other in rightly if value not in now.get(other, {value})]
        if len(moved) == len(rightly) or (kind is not _NAMED and not rightly & claim.stems):
            return True
    return False


def _is_twice(claim: ParsedText, source: ParsedText, kind: Kind) -> bool:
    """Whether `claim` gives one value once more than `source`, and leaves another out."""
    here, there = (Counter(value for value, _ in kind.values(text)) for text in (claim, source))
    more = any(many > there[value] > 0 for value, many in here.items())
    return more and here.total() == there.total() and bool(set(there) - set(here))


def _anchored(text: str, values: Iterable[Value]) -> Iterator[tuple[str, Hashable]]:
    """Each of the values in `text` with the stem of the telling word that stands nearest before
    it in its clause; those of a list share the word before the first."""
    last, word = 0, ""
    for value, start in values:
        before = text[max(last, start - _REACH) : start]
        if (
            last
            and re.fullmatch(r"[\w\s$€£.]{0,12}(?:,|and|or|&|\s|to|through|[–-])*", before)
            and word
        ):
            yield word, value
        else:
            word = _anchor(text, start)
            if word:
                yield word, value
        last = start


def _anchor(text: str, start: int) -> str:
    """The stem of the telling word nearest before `start`, else behind it, in its clause."""
    clause = _BREAK.split(text[max(0, start - _REACH) : start])[-1]
    lower = _NAME_OR_FIGURE.sub(" ", clause)
    words = [word for word in telling_words(lower) if not _LABELS.fullmatch(word)]
    if words:
        return next(iter(stems(words[-1])), "")
    if text[start].isupper():
        return ""  # a name
    clause = _BREAK.split(text[start : start + _REACH])[0].partition(" ")[2]
    words = [w for w in telling_words(clause) if not w.isdigit()]
    return next(iter(stems(words[0])), "") if words else ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value: the values of a text in order, and each with what stands before it."""

    values: Callable[[ParsedText], Sequence[Value]]
    anchored: Callable[[ParsedText], Sequence[tuple[str, Hashable]]]


def _kind(values: Callable[[ParsedText], Sequence[Value]]) -> Kind:
    found = once(values)
    return Kind(found, once(lambda text: list(_anchored(text.text, found(text)))))


def _names(text: ParsedText) -> list[Value]:
    return [(m.group().split()[-1], m.start()) for m in _CALLED.finditer(text.text)]


def _sums(text: ParsedText) -> list[Value]:
    return [((a.value, a.measure), a.start) for a in text.amounts if not a.weak]


def _days(text: ParsedText) -> list[Value]:
    return [
        (date.year if date.month is None else (date.month, date.day), start)
        for date, (start, _) in text.dates
    ]


_SUMS, _DAYS, _NAMED = _kind(_sums), _kind(_days), _kind(_names)


def _is_of_another(claim: ParsedText, source: ParsedText) -> bool:
    """Whether the one name of `claim` stands in another part of `source` than the sum that it
    is given, and that part has a sum of its own."""
    if len(claim.names) != 1:
        return False
    people = [name for name in claim.bearers if name.split()[-1] in source.text]
    wanted = [a for a in claim.amounts if a.measure and not a.weak]
    if len(people) != 1 or not wanted:
        return False
    last = people[0].split()[-1]
    parts = _PARTS.split(source.text)
    if len(parts) < 2 or len(_PARTS.split(claim.text)) > 1:
        return False
    read = [parse(part) for part in parts]
    for part in read:
        if last in part.text and any(a.measure == wanted[0].measure for a in part.amounts):
            elsewhere = [other for other in read if other is not part and _has(other, wanted[0])]
            if elsewhere and not _has(part, wanted[0]):
                return all(last not in other.text and other.names for other in elsewhere)
    return False


def _has(text: ParsedText, amount: Amount) -> bool:
    return any((a.value, a.measure) == (amount.value, amount.measure) for a in text.amounts)
