"""Sentences said otherwise by script: as true as before, or false in exactly one thing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from random import Random

from corpus.language.names import names_in

Change = Callable[[str, Random], str | None]

MONTHS = (
    "January February March April May June July August September October November December"
).split()
_MONTH = "|".join(MONTHS)
_DATE = re.compile(rf"\b({_MONTH}) (\d{{1,2}}), (\d{{4}})\b")
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}}) ({_MONTH}) (\d{{4}})\b")
_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty"
).split()
_SMALL = re.compile(
    rf"(?<![\d$€£.,:/§-])(?<!{' )(?<!'.join(m[-3:] for m in dict.fromkeys(MONTHS))} )"
    r"\b([2-9]|1\d|20)(?= [a-z]{3})(?! (?:U\.S\.C|million))"
)
_WRITTEN = re.compile(
    rf"(?<![\w-])({'|'.join(_WORDS[2:])})\b(?=\s(?!hundred|thousand|million)[a-z])"
)
_MILLIONS = re.compile(r"\$(\d+)(?:\.(\d))? (million|billion)\b")
_THOUSANDS = re.compile(r"\$(\d{1,3}),000\b(?!,)")
_PERCENT = re.compile(r"(\d)(?:%| percent| per cent)")
_CLOCK = re.compile(r"\b(\d{1,2}):(\d\d) ([ap])\.m\.")
_TITLE = re.compile(r"\b(?:Mr|Ms|Mrs|Dr)\. (?=[A-Z])")
_SHORT = {
    "United States ": "U.S. ",
    "U.S. ": "United States ",
    "European Union": "EU",
    "United Nations": "UN",
    "Department of Justice": "Justice Department",
    "approximately": "about",
    "began": "started",
    "because": "since",
    "such as": "like",
    "however, ": "",
    "Although": "Though",
    "in order to": "to",
    "obtained": "got",
    "during the": "in the",
    "number of": "count of",
    "located": "situated",
    "as well as": "and also",
}
_NOT_SHORT = (
    ("did not", "didn’t"),
    ("was not", "wasn’t"),
    ("were not", "weren’t"),
    ("does not", "doesn’t"),
    ("is not", "isn’t"),
    ("has not", "hasn’t"),
    ("cannot", "can’t"),
    ("would not", "wouldn’t"),
)
_OPENING = re.compile(r"^(?:In|On|At|By|During|From|After|Before|For|Since)\b[^,;]{3,50}, (?=\w)")
_ASIDE = re.compile(r", (?:who|which|whose|where)\b[^,;.]{5,80},|\s\([^()]{3,60}\)")
_SUBJECT = re.compile(
    r"^((?:(?:Mr|Ms|Mrs)\. )?[A-Z][\w’-]+(?: [A-Z][\w’-]+){0,2})"
    r"(?= (?:was|is|had|has|held|did|will|would|told|said|paid|gave|received|sent|faces)\b)"
)


def _sub(pattern: re.Pattern[str], to: str | Callable[[re.Match[str]], str]) -> Change:
    return lambda text, _: pattern.sub(to, text, count=1) if pattern.search(text) else None


def _date_otherwise(text: str, chance: Random) -> str | None:
    match = _DATE.search(text)
    if match:
        month, day, year = match.groups()
        number = MONTHS.index(month) + 1
        said = chance.choice(
            [
                f"{day} {month} {year}",
                f"{year}-{number:02}-{int(day):02}",
                f"{month[:3]}. {day}, {year}" if len(month) > 4 else f"{day} {month} {year}",
                f"{number:02}/{int(day):02}/{year}",
                f"the {_ordinal(int(day))} of {month} {year}",
            ]
        )
        return text[: match.start()] + said + text[match.end() :]
    return _DAY_FIRST.sub(r"\2 \1, \3", text, count=1) if _DAY_FIRST.search(text) else None


def _ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if 10 < number < 14 else ending}"


def _millions_out(match: re.Match[str]) -> str:
    zeros = 6 if match[3] == "million" else 9
    value = int(match[1]) * 10**zeros + int(match[2] or 0) * 10 ** (zeros - 1)
    return f"{value:,} dollars"


def _clock(match: re.Match[str]) -> str:
    return f"{int(match[1]) % 12 + (12 if match[3] == 'p' else 0):02}:{match[2]}"


def _short(text: str, chance: Random) -> str | None:
    here = [(long, short) for long, short in _SHORT.items() if long in text]
    if not here:
        return None
    return text.replace(*chance.choice(here), 1)


def _not_short(text: str, _: Random) -> str | None:
    return next((text.replace(a, b, 1) for a, b in _NOT_SHORT if a in text), None)


def _without_opening(text: str, _: Random) -> str | None:
    rest = _OPENING.sub("", text)
    return rest[0].upper() + rest[1:] if rest != text and len(rest.split()) > 5 else None


def _pronoun(text: str, _: Random) -> str | None:
    return _SUBJECT.sub("He", text) if _SUBJECT.search(text) else None


def _said_last(text: str, _: Random) -> str | None:
    match = re.match(r"According to ([^,]{3,60}), (.+)\.$", text)
    return f"{match[2][0].upper()}{match[2][1:]}, according to {match[1]}." if match else None


TRUE: dict[str, Change] = {
    "date": _date_otherwise,
    "number in words": _sub(_SMALL, lambda m: _WORDS[int(m[1])]),
    "number in digits": _sub(_WRITTEN, lambda m: str(_WORDS.index(m[1]))),
    "millions": _sub(_MILLIONS, _millions_out),
    "thousands": _sub(_THOUSANDS, r"$\1 thousand"),
    "percent": lambda text, chance: (
        _PERCENT.sub(chance.choice([r"\1%", r"\1 percent", r"\1 per cent"]), text, count=1)
        if _PERCENT.search(text)
        else None
    ),
    "clock": _sub(_CLOCK, _clock),
    "title": _sub(_TITLE, ""),
    "abbreviation": _short,
    "short not": _not_short,
    "opening dropped": _without_opening,
    "aside dropped": _sub(_ASIDE, ""),
    "pronoun": _pronoun,
    "attribution moved": _said_last,
}

_ANY_NUMBER = re.compile(r"(?<![\w.,/§:-])(\$?)(\d[\d,]*(?:\.\d+)?)(?![\w/:]|[.,-]\d)")
_ANY_MONTH = re.compile(rf"\b({_MONTH})(?= \d|, \d)")
_ANY_DAY = re.compile(rf"(?:(?<={'|(?<='.join(m + ' )' for m in MONTHS)})(\d{{1,2}})\b")
_ANY_YEAR = re.compile(r"\b(1[0-9]\d\d|20[0-3]\d)\b(?!,\d)")
_BE = re.compile(
    r"\b(was|were|is|are|has|had|have|will|would|can|could|did|does|do|may|should|must)\b"
    r"(?! (?:not|no|never)\b)"
)
_NOT = re.compile(r"\b(?:not |never )|(?<=\w)n[’']t\b")
_FLAT = (
    (r"\b(?:allegedly|reportedly|purportedly|apparently) ", ""),
    (r"\balleged(?=ly\b)?(?:ly)? (?=[a-z])", ""),
    (r"\b(is|was|were|are|been) (?:also )?charged with\b", r"\1 convicted of"),
    (r"\bpleaded not guilty\b", "pleaded guilty"),
    (r"\b(?:may|might|could) (?=be\b)", "will "),
    (r"\b(?:may|might|could) (?=have\b)", "must "),
    (r"\bup to (?=\d|\$|[a-z]+ (?:years|percent))", ""),
    (r"\bfaces (?:a maximum (?:penalty )?of|up to) ", "was sentenced to "),
    (r"^According to [^,]{3,60}, (?=\w)", ""),
    (r",? (?:according to [^,]{3,60}|[^,]{3,40} said)\.$", "."),
    (r"\b(?:is|are|was|were) (?:thought|believed|said|considered) to be\b", "is"),
    (r"\b(?:is|are|was|were) accused of\b", "was found guilty of"),
    (r"\bpleaded guilty\b", "pleaded not guilty"),
    (r"\bprobably |\bpossibly |\bperhaps ", ""),
)


def _other_number(text: str, chance: Random) -> str | None:
    spots = [m for m in _ANY_NUMBER.finditer(text) if not _ANY_YEAR.fullmatch(m[2])]
    spots = [m for m in spots if not re.search(rf"(?:{_MONTH}) $", text[: m.start()])]
    if spots:
        spot = chance.choice(spots)
        digits = spot[2]
        place = chance.choice([i for i, c in enumerate(digits) if c.isdigit()])
        other = chance.choice([d for d in "123456789" if d != digits[place]])
        changed = spot[1] + digits[:place] + other + digits[place + 1 :]
        return text[: spot.start()] + changed + text[spot.end() :]
    if match := _WRITTEN.search(text):
        other = chance.choice([word for word in _WORDS[2:] if word != match[1]])
        return text[: match.start()] + other + text[match.end() :]
    return None


def _other_date(text: str, chance: Random) -> str | None:
    ways = [p for p in (_ANY_MONTH, _ANY_DAY, _ANY_YEAR) if p.search(text)]
    if not ways:
        return None
    pattern = chance.choice(ways)
    match = chance.choice(list(pattern.finditer(text)))
    old = match[1]
    if pattern is _ANY_MONTH:
        new = chance.choice([month for month in MONTHS if month != old])
    elif pattern is _ANY_DAY:
        new = str(chance.choice([day for day in range(1, 29) if str(day) != old]))
    else:
        new = str(int(old) + chance.choice([-20, -10, -2, -1, 1, 2, 10]))
    return text[: match.start(1)] + new + text[match.end(1) :]


def other_name(strangers: Sequence[str]) -> Change:
    """A change of one name for one of `strangers`, or for another of the same sentence."""

    def change(text: str, chance: Random) -> str | None:
        names = [name for name in names_in(text) if not text.startswith(name.split()[0])]
        names = [name for name in names if re.search(rf"\b{re.escape(name)}\b", text)]
        if not names:
            return None
        old = chance.choice(names)
        new = chance.choice([name for name in strangers if name.split()[0] not in text])
        return re.sub(rf"\b{re.escape(old)}\b", new, text)

    return change


def _negated(text: str, chance: Random) -> str | None:
    if match := _NOT.search(text):
        return text[: match.start()] + text[match.end() :]
    spots = list(_BE.finditer(text))
    if not spots:
        return None
    spot = spots[0]
    return f"{text[: spot.end()]} not{text[spot.end() :]}"


def _flattened(text: str, chance: Random) -> str | None:
    ways = [(p, to) for p, to in _FLAT if re.search(p, text)]
    if not ways:
        return None
    pattern, to = chance.choice(ways)
    flat = re.sub(pattern, to, text, count=1)
    return flat[0].upper() + flat[1:]


def altered(strangers: Sequence[str]) -> dict[str, Change]:
    """The changes that make a sentence false, by what they change."""
    return {
        "number": _other_number,
        "date": _other_date,
        "name": other_name(strangers),
        "negation": _negated,
        "hedge": _flattened,
    }


def said_otherwise(
    text: str, changes: dict[str, Change], chance: Random
) -> Iterator[tuple[str, str]]:
    """Each change that `text` allows: its name, and the sentence changed."""
    for kind, change in changes.items():
        changed = change(text, chance)
        if changed is not None and changed != text:
            yield kind, changed
