"""What a paper says that another may say otherwise: a value, and words that say what of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from assistant.chronology.clauses import Clause, clauses_in
from assistant.chronology.expressions import Reference, expressions_in
from assistant.chronology.standing import denies
from assistant.conflicts.frames import frame_of
from assistant.starters.people import as_spoken, is_person
from corpus.document import Document, Span
from corpus.language.amounts import Amount, amounts_in
from corpus.language.dates import clocked
from corpus.language.sentences import sentence_spans

Kind = Literal["sum", "count", "measure", "day", "time", "age", "whether"]
MONEY = ("dollars", "euros", "pounds", "yen", "francs")
NEAR = 50
"""Code points beside a value whose words say most surely what it is of."""
_WHOLE: tuple[Kind, ...] = ("day", "whether")
LONGEST = 1_000
"""Code points of a sentence; what is longer is a list or was not understood."""
_ROW = re.compile(r"\S[ \t]*\|[ \t]*\S|\t")
_LOOSELY = re.compile(
    r"\b(?:about|approximately|around|roughly|nearly|almost|some|over|more\sthan|at\sleast|up\sto|less"
    r"\sthan|under|an?\sestimated)\s(?:\w+\s)?$",
    re.IGNORECASE,
)
_PART = re.compile(r"\b(?:quarter|half|third|fraction)\s(?:of\s)?(?:an?\s)?$", re.IGNORECASE)
_AGE = re.compile(
    r"(?P<name>[A-Z][\w’'-]+(?:\s(?:[A-Z]\.|[A-Z][\w’'-]+)){1,3}),\s(?:aged?\s)?(?P<age>\d\d),"
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A value at `span` of a paper. `of` is what it must be of to be compared ("dollars", the
    thing that is counted), `value` what two have in common that agree, `frame` the telling words
    of its clause, `near` those right beside it, and `days` the days that its sentence gives."""

    document: Document
    kind: Kind
    of: str
    value: str
    span: Span
    sentence: Span
    frame: frozenset[str]
    near: frozenset[str]
    days: frozenset[str]
    number: Decimal | None = None
    loosely: bool = False


def claims_of(document: Document) -> Iterator[Claim]:
    """The claims of a paper, in order; none of one in a language other than English."""
    if document.language not in (None, "en"):
        return
    for start, end in sentence_spans(document.text):
        sentence = document.text[start:end]
        if len(sentence) <= LONGEST and not _ROW.search(sentence) and sentence[-1] != "?":
            yield from _claims(document, start, sentence)


def _claims(document: Document, at: int, sentence: str) -> Iterator[Claim]:
    times = [one for one in expressions_in(sentence, Reference(None)) if one.when.day]
    days = frozenset(str(one.when.day) for one in times if one.basis == "written")

    clauses = clauses_in(sentence)

    def claim(
        kind: Kind, of: str, value: str, start: int, end: int, amount: Amount | None = None
    ) -> Claim:
        first, last = _clause_at(clauses, start, end, len(sentence), whole=kind in _WHOLE)
        frame = frame_of(f"{sentence[first:start]} {sentence[end:last]}")
        near = frame_of(
            f"{sentence[max(first, start - NEAR) : start]} {sentence[end : end + NEAR]}"
        )
        return Claim(
            document=document,
            kind=kind,
            of=of,
            value=value,
            span=document.span(at + start, at + end),
            sentence=document.span(at, at + len(sentence)),
            frame=frame,
            near=near,
            days=days if kind != "day" else frozenset(),
            number=amount.value if amount else None,
            loosely=amount is not None and _LOOSELY.search(sentence[:start][-30:]) is not None,
        )

    for amount in amounts_in(sentence):
        if amount.weak or amount.label or _PART.search(sentence[: amount.start][-24:]):
            continue
        value = f"{amount.value.normalize():f}"
        if amount.measure in MONEY:
            yield claim(
                "sum", amount.measure + amount.rate, value, amount.start, amount.end, amount
            )
        elif amount.measure:
            of = amount.measure + amount.rate
            yield claim("measure", of, value, amount.start, amount.end, amount)
        elif amount.of:
            of = " ".join(sorted(amount.of))
            yield claim("count", of, value, amount.start, amount.end, amount)
    for minutes, (first, last) in clocked(sentence):  # without its half of the day
        yield claim("time", "time of day", str(min(minutes) % 720), first, last)
    if len(times) == 1 and times[0].basis == "written":
        yield claim("day", "day", str(times[0].when.day), times[0].start, times[0].end)
    for match in _AGE.finditer(sentence):
        if is_person(as_spoken(match["name"])):
            name = as_spoken(match["name"]).casefold()
            yield claim("age", name, match["age"], *match.span("age"))
    if len(clauses) == 1 and clauses[0].verb.tense in ("past", "perfect", "before that"):
        verb = clauses[0].verb
        value = "no" if denies(sentence) else "yes"
        yield claim("whether", "whether", value, verb.start, verb.start)


def _clause_at(
    clauses: Sequence[Clause], start: int, end: int, length: int, *, whole: bool
) -> tuple[int, int]:
    """The stretch of the clause that holds a value; all of a sentence without one, or `whole`."""
    around = [one for one in clauses if one.start <= start and end <= one.end]
    return (around[0].start, around[0].end) if around and not whole else (0, length)
