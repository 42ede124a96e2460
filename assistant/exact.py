"""The exact answer inside a sentence, where the question's type gives it: a date, a sum, a
count, an age, a person."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.amounts import Amount, amounts_in
from assistant.asking import Asked, asked, telling_words
from assistant.dates import clocked, dated
from assistant.names import bearers_in, is_place, is_thing, names_in
from assistant.negation import content

Part = tuple[int, int]
"""The start and end of some words, in code points of their sentence."""

_SUMS = frozenset(("dollars", "euros", "pounds", "yen", "francs", "cents"))
_AGE = re.compile(
    r"\b\d{1,3}(?=[- ]years?[- ]old\b)|(?<=\baged )\d{1,3}\b|(?<=\bage )\d{1,3}\b"
    r"|(?<=\bturned )\d{1,3}\b|(?<=\bage of )\d{1,3}\b"
    r"|(?<=[^\W\d_], )\d{1,3}(?=,|\.|;| of\b)|(?<=, now )\d{1,3}(?=,)"
    r"|(?<=, then )\d{1,3}(?=,)|(?<=, who is )\d{1,3}(?=,)|(?<=\()\d{1,3}(?=\))",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(r"\b(?:how many|what number of)\s+(?P<things>\w+(?: \w+)?)", re.IGNORECASE)
_TIME_OF_DAY = re.compile(r"\b(?:what|which) time\b|\bat what hour\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:what|which) year\b", re.IGNORECASE)
_TOLD_DAY = re.compile(
    r"\b(?:last|next|this|this past|on)?\s?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|\byesterday\b|\b(?:(?:about|around|some) )?(?:an?|one|two|three|four|five|six|\d+)"
    r" (?:day|week|month|year)s? ago\b"
    r"|\b(?:last|next) (?:week|month|year|spring|summer|fall|winter)\b",
    re.IGNORECASE,
)
_LISTED = re.compile(r"\s*(?:,|,?\s+and|&)\s+")
_NOBODY = re.compile(
    r"\d|^(?:[A-Z]\.?)+$|\bPORT\b"
    r"|\b(?:Minister|Officer|Parliament|Dynasty|Church|War|Islands?|River|Lake|Hill"
    r"|Lane|Road|Street|Drive|Avenue|Wharf|Port|Pier|Bay|Court|Office|Indictment|Complaint"
    r"|North|South|East|West|Asia|Europe|America|Empire|Republic|Kingdom|University|House|Council)\b"
)
_TITLES = (
    r"(?:Mr|Ms|Mrs|Dr|Judge|Justice|Magistrate|President|Senator|Governor|Mayor|Attorney"
    r"(?: General)?|Secretary|Director|Agent|Detective|Officer|Sgt|Lt|Capt|Captain|Col|Gen|Prof"
    r"|Professor|Sir|King|Queen|Emperor|Pope|Lord|Lady|Prince|Princess|Count|Duke|Sheriff|Chief)\.?"
)
_TITLE = re.compile(rf"\b{_TITLES}\s+$")
_TITLED = re.compile(rf"{_TITLES}\s+[A-Z]")
_OF = re.compile(r"\b(?:of|the|into|from|under)\s+$")
_ADJECTIVE = re.compile(r"\w+(?:ern|ese|ish|ian|ean|ic|can)$")
_WHO = re.compile(
    r"\W*(?:(?:and|but|so|then|by|to|from|with|for|of)\W+)?(?:who|whom|whose"
    r"|(?:what|which) (?:person|man|woman|official|judge))\b",
    re.I,
)
_WEEKDAY = re.compile(r"\bday of the week\b|\b(?:what|which) weekday\b", re.IGNORECASE)
_DAY_NAME = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b")
_MONTH = re.compile(r"\b(?:what|which) month\b", re.IGNORECASE)
_DECADE = re.compile(
    r"\b(?:(?:early|mid|late)[ -])?(?:1[0-9]|20)\d0s\b|\b\d\d?(?:st|nd|rd|th) century\b"
)
_REACH = 60
"""How many characters a word of the question may stand from an answer and still count."""


def exact_answer(question: str, sentence: str) -> Part | None:
    """Where the words stand in `sentence` that answer `question` by themselves; None where
    the question's type does not tell, or no such words are there.

    Of several the one nearest to the question's words is given. People named together are
    given together; where people are named in several places, none is.
    """
    new: Sequence[Part] = answer_parts(question, sentence)
    if not new:
        return None
    if asked(question) is Asked.PERSON:
        new = _together(sentence, new)
        if len(new) > 1 or not _WHO.match(question):
            return None  # who of several did it is more than their nearness tells
    new = _behind_its_name(question, sentence, new)
    start, end = max(new, key=lambda part: (_nearness(question, sentence, part), -part[0]))
    bare = sentence[start:end].strip()
    start += sentence[start:end].index(bare)
    return start, start + len(bare)


def answer_parts(question: str, sentence: str) -> list[Part]:
    """All the words of `sentence` that are of the kind that `question` asks for, and that it
    does not itself say."""
    finder = _FINDERS.get(asked(question))
    said = question.casefold()
    found = finder(question, sentence) if finder else []
    return [part for part in found if sentence[slice(*part)].casefold() not in said]


def _dates(question: str, sentence: str) -> list[Part]:
    if _TIME_OF_DAY.search(question):
        return [part for _, part in clocked(sentence)]
    if _WEEKDAY.search(question):
        return [match.span() for match in _DAY_NAME.finditer(sentence)]
    found = list(dict.fromkeys(dated(sentence)))
    if _MONTH.search(question):
        return [part for date, part in found if date.month is not None]
    if _YEAR.search(question):
        return [part for date, part in found if date.year is not None]
    parts = list(dict.fromkeys(part for _, part in found))
    parts += [match.span() for match in _DECADE.finditer(sentence)]
    return parts or [match.span() for match in _TOLD_DAY.finditer(sentence)]


def _sums(_: str, sentence: str) -> list[Part]:
    return [(a.start, a.end) for a in amounts_in(sentence) if a.measure in _SUMS]


def _numbers(question: str, sentence: str) -> list[Part]:
    """Amounts with a measure first: "how long" and "how far" ask for one."""
    plain = [amount for amount in amounts_in(sentence) if not amount.weak and not amount.label]
    percent = re.search(r"\bpercent|\bper cent|\bshare\b", question, re.IGNORECASE)
    if percent:
        plain = [amount for amount in plain if amount.measure == "percent"]
    measured = [amount for amount in plain if amount.measure]
    return [(amount.start, amount.end) for amount in measured or plain]


def _counts(question: str, sentence: str) -> list[Part]:
    """The amounts of the things that "how many" asks for; where none is said to be of them,
    a bare count that is alone in the sentence."""
    asked_for = _HOW_MANY.search(question)
    things = set(content(asked_for["things"])) if asked_for else set()
    plain = [amount for amount in amounts_in(sentence) if not amount.label]
    same = [amount for amount in plain if _is_of(amount, things, sentence)]
    bare = [amount for amount in plain if not amount.measure and not amount.weak]
    chosen = same or (bare if len(bare) == 1 else [])
    return [(amount.start, amount.end) for amount in chosen]


def _is_of(amount: Amount, things: set[str], sentence: str) -> bool:
    return bool(things & (amount.of | set(content(sentence[amount.start : amount.end]))))


def _ages(_: str, sentence: str) -> list[Part]:
    return [match.span() for match in _AGE.finditer(sentence)]


def _people(question: str, sentence: str) -> list[Part]:
    """The people whom the sentence names, by a title or a name of two words or more, and the
    question does not."""
    said = set(re.findall(r"\w+", question.casefold()))
    found = []
    for name in bearers_in(sentence):
        if set(re.findall(r"\w+", name.casefold())) <= said or _NOBODY.search(name):
            continue
        if _ADJECTIVE.fullmatch(name.split()[-1]):  # "Middle Eastern", "Han Chinese"
            continue
        for match in re.finditer(rf"\b{re.escape(name)}\b", sentence):
            titled = _TITLE.search(sentence, 0, match.start()) or _TITLED.match(name)
            whole = " " in name and not is_thing(name, sentence) and not is_place(name, sentence)
            if titled or (whole and not _OF.search(sentence, 0, match.start())):
                found.append(match.span())
    return found


_FINDERS: dict[Asked, Callable[[str, str], list[Part]]] = {
    Asked.DATE: _dates,
    Asked.MONEY: _sums,
    Asked.NUMBER: _numbers,
    Asked.COUNT: _counts,
    Asked.AGE: _ages,
    Asked.PERSON: _people,
}


def _nearness(question: str, sentence: str, part: Part) -> float:
    """How many of the question's telling words stand near `part`, near ones for more."""
    wanted = {word[:5] for word in telling_words(question)}
    near: dict[str, float] = {}
    for word in re.finditer(r"\w+", sentence):
        stem = word.group().casefold()[:5]
        away = max(word.start() - part[1], part[0] - word.end(), 0)
        if stem in wanted and away < _REACH:
            near[stem] = max(near.get(stem, 0.0), 1 - away / _REACH)
    return sum(near.values())


def _behind_its_name(question: str, sentence: str, parts: Sequence[Part]) -> Sequence[Part]:
    """Of the parts those that stand behind the name that is asked about, before another name:
    "Marsh got 4 years and Lee 5"; all of them where there is none such."""
    asked_about = {word for name in names_in(question) for word in name.split()}
    names = [
        (match.start(), bool(asked_about & set(name.split())))
        for name in bearers_in(sentence)
        for match in re.finditer(rf"\b{re.escape(name)}\b", sentence)
    ]
    behind = []
    for part in parts:
        before = [name for name in names if name[0] < part[0]]
        if before and max(before)[1]:
            behind.append(part)
    return behind or parts


def _together(sentence: str, parts: Sequence[Part]) -> list[Part]:
    """The parts, those that are listed one behind the other taken together."""
    runs: list[Part] = []
    for start, end in sorted(parts):
        if runs and _LISTED.fullmatch(sentence, runs[-1][1], start):
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return runs
