"""The numbers in a text, in one form whatever way they are written, and what they count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from corpus.language import english
from corpus.language.dates import clocked, dated
from corpus.language.stretches import Taken
from corpus.language.words import content

_SINGLE = english.CARDINALS
_ORDINALS = {word: number for number, word in enumerate(english.ORDINALS[1:20], start=2)}
"""Without "first", which seldom counts anything, and those that are days of a month alone."""
_SCALES = {**english.SCALES, "k": 10**3, "mn": 10**6, "m": 10**6, "bn": 10**9}
_WORD = "|".join(sorted(_SINGLE, key=len, reverse=True))
_SCALE = rf"(?:{'|'.join(english.SCALES)})s?"
_HALF = r"\s+and\s+(?:a|one)[\s-]half\b"
_PART_SIGNS = {"½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3", "⅛": "1/8"}
_NUMBER_WORD = re.compile(rf"\b(?:{_WORD}|{_SCALE}|an?)\b")
_MONEY = r"US\$|C\$|A\$|[$€£¥]|(?:USD|EUR|GBP|CHF|JPY)\s"
_FIRST_LETTERS = "".join(sorted({word[0] for word in (*_SINGLE, *_ORDINALS, *"ahb")}))
_BEGINS = rf"(?=[\s\d$€£¥]|\b[{_FIRST_LETTERS}]|us|c\$|a\$|eur|gbp|chf|jpy)"
"""What every number begins with ("half", "both" and "a" too): that none does is told faster by
this than by all the words."""
_NUMBER = re.compile(
    rf"{_BEGINS}(?:(?P<money>{_MONEY})?\s?"
    r"(?P<digits>(?<![\d.])\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|(?<=[$€£¥])\.\d+)"
    rf"(?:\s?(?P<sign>[{''.join(_PART_SIGNS)}])|[\s-](?P<part>[1-7]/[2-8])(?![\d/]))?"
    rf"(?:st|nd|rd|th)?(?:[\s-]?(?P<scale>{_SCALE}|bn|mn|[km](?![a-z]))\b)?"
    rf"|\b(?P<halved>half[\s-]+(?:an?[\s-]+)?{_SCALE})\b"
    r"|\b(?P<fraction>(?:one[\s-])?half|(?:one|two|three|a)[\s-](?:thirds?|quarters?|fifths?|tenths?)"
    r"|twice|once|thrice|both|third(?= of (?:the|its|all)))\b"
    rf"|\b(?P<words>(?:{_WORD}|an?(?=\s+{_SCALE}))\b(?!-(?:{'|'.join(english.ORDINALS[:9])})\b)"
    rf"(?:[\s-]+{_SCALE}\b(?:\s+and(?=\s+(?:{_WORD})\b(?![\s-]half)))?|[\s-]+(?:{_WORD})\b)*)"
    rf"(?P<more>{_HALF}(?:\s+(?P<times>{_SCALE})\b)?)?"
    rf"|\b(?P<ordinal>{'|'.join(_ORDINALS)})\b)",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"[\s-]*(?P<percent>%|per\s?cent\b)"
    r"|(?:[\s-]+(?:U\.?S\.?|Swiss|British|square|metric))?[\s-]?(?P<word>[A-Za-z]+)"
)
_OF_ONE = re.compile(r"\s+(?:of\s+)?an?(?=\s)")
_JOINED = re.compile(r"\s*[–-]\s*|\s+(?:to|through|and|or)\s+(?:up to\s+)?", re.IGNORECASE)
_LABEL = re.compile(r"(?P<label>\b[A-Z][a-z]{2,}|¶|§|\b(?:count|paragraph|section|pier)s?)\s*$")
_NO_LABEL = frozenset(
    "about and at between but by for from in less more of on only over the".split()
)
_LISTED = re.compile(r"\s*,?\s*(?:and|or|&)?\s*")
_SPAN = re.compile(r"\s*(?:–|-|to|through)\s*", re.IGNORECASE)
_RATE = re.compile(
    r"\s+(?:a|an|per|each|every)\s+(hour|day|week|month|year|quarter)\b|\s+(hour|dai|week|month"
    r"|year|annual|quarter)ly\b",
    re.IGNORECASE,
)
_FRACTIONS = {
    "half": (50, "percent"),
    "twice": (2, ""),
    "thrice": (3, ""),
    "once": (1, ""),
    "both": (2, ""),
}
_NO_FRACTION = re.compile(
    r"\b(?:first|second|other|later|latter|better|and a|an?)\s$", re.IGNORECASE
)
_LONGEST_RANGE = 50
_NEAR = 200
"""Code points beside a number in which stands what it is of."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, where it stands, and what it counts.

    `measure` is what it is measured in ("dollars", "percent", "months"; "" for a count) and
    `value` is in it: two years are 24 months. `of` holds the beginnings of the words behind
    it, `label` the word before it that makes it a name ("Count 2"), `rate` "month" in "$500
    a month". A `weak` one, such as "one" or "both", may stand for no number at all.
    """

    value: Decimal
    start: int
    end: int
    written: str
    measure: str = ""
    of: frozenset[str] = frozenset()
    label: str = ""
    rate: str = ""
    weak: bool = False


def numbers_in(text: str) -> set[str]:
    """The numbers of `text` in digits, dates and times among them: "fifteen", "4.7 million"
    and "$1,200" give 15, 4700000 and 1200. A bare "one" or "a" is no number."""
    found = (amount.written for amount in _read(text) if not amount.weak)
    return set(found)


def amounts_in(text: str) -> list[Amount]:
    """The amounts of `text` in order, but for those in its dates and times of day."""
    taken = (span for found in (dated(text), clocked(text)) for _, span in found)
    return amounts_beside(taken, text)


def amounts_beside(stretches: Iterable[tuple[int, int]], text: str) -> list[Amount]:
    """The amounts of `text` in order that meet none of the `stretches` (start, end), which are
    those of its dates and times of day."""
    taken = Taken(stretches)
    return [amount for amount in _read(text) if not taken.meets(amount.start, amount.end)]


def _read(text: str) -> list[Amount]:
    found = []
    for match in _NUMBER.finditer(text):
        value, weak = _value(match)
        if value is None:
            continue
        start, end = match.span()
        start += len(match.group()) - len(match.group().lstrip())
        amount = Amount(value, start, end, f"{value.normalize():f}", weak=weak)
        if match["fraction"]:
            amount = replace(amount, measure="percent" if "percent" in _part(match) else "")
        found.append(_measured(amount, match["money"] or "", text))
    return _labelled(_ranges(found, text), text)


def _value(match: re.Match[str]) -> tuple[Decimal | None, bool]:
    """The number that is meant, and whether it may be none."""
    if match["digits"]:
        digits = Decimal(match["digits"].replace(",", ""))
        part = _PART_SIGNS.get(match["sign"] or "", match["part"])
        return (digits + (_quotient(part) if part else 0)) * _scale(match["scale"]), False
    if match["halved"]:
        return Decimal(_scale(re.split(r"[\s-]", match["halved"])[-1])) / 2, False
    if match["words"]:
        words = match["words"].lower()
        value = Decimal(_in_words(words))
        if match["more"]:  # "two and a half million" and "a million and a half"
            value += Decimal(_scale(words.split()[-1])) / 2
            return value * _scale(match["times"]), False
        return value, words in ("one", "a", "an", "zero")
    if match["fraction"]:
        before = match.string[max(0, match.start() - _NEAR) : match.start()]
        return Decimal(_part(match)[0]), bool(
            match["fraction"].lower() in ("both", "once") or _NO_FRACTION.search(before)
        )
    return Decimal(_ORDINALS[match["ordinal"].lower()]), True


def _scale(word: str | None) -> int:
    """What a number is multiplied by for the word behind it; 1 where it is none of those."""
    written = (word or "").lower()
    return _SCALES.get(written) or _SCALES.get(written.rstrip("s"), 1)


def _quotient(part: str) -> Decimal:
    """The value of "3/4"."""
    over, under = part.split("/")
    return Decimal(over) / Decimal(under)


def _part(match: re.Match[str]) -> tuple[int, str]:
    """What a fraction is of a hundred, and "percent"; how many "both" or "twice" are."""
    words = re.split(r"[\s-]", match["fraction"].lower())
    if words[-1] == "half":
        words = ["half"]
    if words[0] in _FRACTIONS:
        return _FRACTIONS[words[0]]
    parts = {"third": 3, "quarter": 4, "fifth": 5, "tenth": 10}[words[-1].rstrip("s")]
    many = {"two": 2, "three": 3}.get(words[0], 1)
    return round(100 * many / parts), "percent"


def _in_words(words: str) -> int:
    """The value of "four hundred and twelve"."""
    total = part = 0
    for word in _NUMBER_WORD.findall(words):
        if word in ("a", "an"):
            part = 1
        elif word in _SINGLE:
            part += _SINGLE[word]
        else:
            scale = _SCALES[word.rstrip("s")]
            part = max(part, 1) * scale
            if scale >= 1000:
                total, part = total + part, 0
    return total + part


def _measured(amount: Amount, money: str, text: str) -> Amount:
    """The amount with what it is measured in or counts, by the words around it."""
    is_part = amount.measure == "percent"
    of_one = _OF_ONE.match(text, amount.end) if is_part else None
    behind = _AFTER.match(text, of_one.end() if of_one else amount.end)
    word = (behind["percent"] and "%") or behind["word"].lower() if behind else ""
    unit, factor = english.MEASURES.get(money.strip().lower() or word, ("", 1))
    near = text[amount.end : amount.end + _NEAR]
    if unit == "" and word == "per" and re.match(r"[\s-]*per cent\b", near):
        unit = "percent"
    if unit and not money and behind:
        amount = replace(amount, end=behind.end())
    if unit and is_part:  # "half an hour"
        amount = replace(amount, value=amount.value / 100)
    rate = _RATE.match(text, amount.end)
    counted = re.split(r"[,;:.()]|\b(?:of|in|and|to|from|by|for|on|at)\b", near, maxsplit=1)
    return replace(
        amount,
        value=amount.value * factor,
        measure=unit or amount.measure,
        of=frozenset(content(counted[0])[:2]) if not unit else frozenset(),
        rate=(rate[1] or rate[2]).lower().replace("dai", "day") if rate else "",
    )


def _ranges(amounts: Sequence[Amount], text: str) -> list[Amount]:
    """The amounts, the first of each range in the measure of its last: "$40-50 million"."""
    found = list(amounts)
    for number in range(len(found) - 1):
        one, other = found[number : number + 2]
        if not _JOINED.fullmatch(text, one.end, other.start):
            continue
        if one.measure == "" or not other.measure:
            grown = _grown(one, other, text)
            measure = one.measure or other.measure
            if not one.measure and other.measure == "months" and other.value >= 12:
                grown = one.value * (12 if re.search(r"year", text[other.start : other.end]) else 1)
            found[number] = replace(
                one, value=grown, measure=measure, of=one.of or other.of, written=one.written
            )
            found[number + 1] = replace(other, measure=other.measure or measure)
        elif one.measure == other.measure:
            found[number] = replace(one, value=_grown(one, other, text))
    return found


def _grown(one: Amount, other: Amount, text: str) -> Decimal:
    """The value of `one` with the "million" of `other`, where a dash joins them and only the
    second has it."""
    scale = re.search(rf"\b({_SCALE})", text[other.start : other.end], re.IGNORECASE)
    joined = re.fullmatch(r"\s*(?:[–-]|to)\s*", text[one.end : other.start])
    if not (scale and joined) or one.value >= 1000:
        return one.value
    return one.value * _SCALES[scale[1].lower().rstrip("s")]


def _labelled(amounts: Sequence[Amount], text: str) -> list[Amount]:
    """The amounts with the labels before them, which reach along a list: "Counts 1, 3 and 5",
    and the numbers between the ends of a range: "Counts One through Three"."""
    found: list[Amount] = []
    for amount in amounts:
        before = _LABEL.search(text, max(0, amount.start - 20), amount.start)
        label = before["label"].lower() if before and not amount.measure else ""
        label = "" if label in _NO_LABEL or label in _SINGLE else label.rstrip("s")
        last = found[-1] if found else None
        if not label and last and last.label and not amount.measure:
            if _LISTED.fullmatch(text, last.end, amount.start):
                label = last.label
            elif _SPAN.fullmatch(text, last.end, amount.start):
                label = last.label
                between = range(int(last.value) + 1, int(amount.value))[:_LONGEST_RANGE]
                found += [replace(amount, value=Decimal(n), label=label) for n in between]
        found.append(replace(amount, label=label, weak=amount.weak and not label))
    return found
