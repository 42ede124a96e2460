"""What of a paper answers a question about the whole file, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.chronology.expressions import Reference, expressions_in
from assistant.listing.kin import tells_of
from assistant.listing.wanted import Wanted
from assistant.starters.people import as_spoken, is_person
from corpus.document import Document, Span
from corpus.language.amounts import amounts_in
from corpus.language.names import is_place, is_thing
from corpus.language.names import names_in as spelled_names
from corpus.language.sentences import statement_spans
from corpus.language.words import WORD, content

MONEY = ("dollars", "euros", "pounds", "yen", "francs")
_SIGN = re.compile(r"[$€£¥]|\b(?:dollars?|euros?|pounds|yen|francs|USD|EUR|GBP)\b", re.IGNORECASE)
_PART = re.compile(
    r"\b(?:an?\s+|one\s+|three\s+)?(?:quarters?|half|thirds?|fraction)\s+(?:of\s+)?$", re.I
)
"""What stands before a sum of which only a part is meant."""
_LONGEST_PART = 24
_WEIGHT = re.compile(r"\b(?:pounds|lbs?)\b", re.IGNORECASE)
_ADDRESS = re.compile(
    r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"
    r"|(?<![\w.-])(?:\+?1[ .-])?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?!\w)"
    r"|(?<![\w.-])\+\d{1,3}(?:[ .-]\d{2,5}){2,5}(?!\w)"
)
_BODY = re.compile(
    r"\b(?:LLC|Inc|Corp|Corporation|Co(?!-)|Ltd|Limited|Company|Trading|Bank|Court|Department|Office"
    r"|Agency|Bureau|University|Association|Commission|Ministry|FBI|DOJ|DEA|Holdings|Group|Partners"
    r"|LLP|PLC|GmbH|Foundation|Services|Investigations|Police|Authority|Institute|Union|Council)\b"
)
_NO_NAME = re.compile(
    r"^(?:[QA]\.|(?:Video(?:taped)?\s)?(?:Deposition|Affidavit|Declaration|Testimony|Statement|Interview)"
    r"\sof)\s+(?=\S)",
    re.IGNORECASE,
)
"""What is spelled like a part of the name behind it: "Q. Mr. Roe", "DEPOSITION OF ANN ROE"."""
_ROW = re.compile(r"\S[ \t]*\|[ \t]*\S")


@dataclass(frozen=True, slots=True)
class Found:
    """An answer: its words at `span`, the sentence around them, and what two that say the same
    have in common."""

    document: Document
    span: Span
    sentence: Span
    key: tuple[str, ...]


def find_in(document: Document, wanted: Wanted) -> Iterator[Found]:
    """What a paper holds of what is wanted, in the order in which it stands there."""
    above = ""
    for start, end in statement_spans(document.text):
        sentence = document.text[start:end]
        row = _ROW.search(sentence) is not None
        if not row or not any(letter.isdigit() for letter in sentence):
            above = sentence  # what stands over a table says what its rows are of
        if not _tells(f"{document.title} {above} {sentence}" if row else sentence, wanted):
            continue
        whole = document.span(start, end)
        for first, last, key in _answers(sentence, wanted):
            yield Found(document, document.span(start + first, start + last), whole, key)


def _tells(text: str, wanted: Wanted) -> bool:
    if wanted.topic is not None:
        without = wanted.topic.without
        return wanted.topic.words.search(text) is not None and not (
            without is not None and without.search(text)
        )
    said = {word.lower() for word in WORD.findall(text)}
    said |= {part for word in said for part in re.split(r"[’'-]", word)}
    return all(any(tells_of(word, asked) for word in said) for asked in wanted.words)


def _answers(sentence: str, wanted: Wanted) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """The places in a sentence that answer, each with what makes two of them one."""
    if wanted.kind == "sums":
        for amount in amounts_in(sentence):
            if amount.measure in MONEY and _is_money(sentence, amount.start, amount.end):
                part = _PART.search(sentence, max(0, amount.start - _LONGEST_PART), amount.start)
                start = part.start() if part else amount.start
                yield (
                    start,
                    amount.end,
                    (f"{amount.value.normalize():f}", sentence[start : start + 1]),
                )
    elif wanted.kind == "days":
        for one in expressions_in(sentence, Reference(None)):
            if one.basis == "written":
                yield one.start, one.end, (str(one.when),)
    elif wanted.kind in ("people", "bodies"):
        yield from _named(sentence, people=wanted.kind == "people")
    elif wanted.kind == "addresses":
        for match in _ADDRESS.finditer(sentence):
            yield *match.span(), (re.sub(r"[ ().-]", "", match.group()).lower(),)
    else:
        yield 0, len(sentence), tuple(content(sentence))


def _is_money(sentence: str, start: int, end: int) -> bool:
    words = sentence[max(0, start - 4) : end + 12]
    return _SIGN.search(words) is not None and not _WEIGHT.search(sentence[start : end + 1])


def _named(sentence: str, *, people: bool) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    at = 0
    for spelled in spelled_names(sentence):
        name = _NO_NAME.sub("", spelled)
        start = sentence.find(name, at)
        if start < 0:
            start = sentence.find(name)
        if start < 0:
            continue
        spoken = as_spoken(name)
        body = _BODY.search(spoken) is not None
        person = (
            not body
            and is_person(spoken)
            and not is_thing(name, sentence)
            and not is_place(name, sentence)
        )
        if person if people else body and (" " in spoken or spoken.isupper()):
            yield start, start + len(name), (spoken.casefold(),)
