"""The questions that a sentence answers, in words that are right for it.

Each form puts a question word for one part of a main clause: the day, the sum, the place, who did
it. What would not read as a person's question is left out; `assistant.starters.asking` asks the
others of the case before anyone sees them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from assistant.starters.clauses import LONGEST, NAME, Clause, main_clause
from assistant.starters.parts import (
    ANY_DATE,
    BY_DAY,
    DURATION,
    FOR_DAY,
    IS_SUM,
    ON_DAY,
    PLACE,
    SUM_IN,
    without_day,
)  # fmt: skip
from assistant.starters.people import is_person, is_role, is_surname, people_told_of
from assistant.starters.plain import plainly
from assistant.starters.verbs import OF_PAYING, base_of, is_base, present_base
from assistant.starters.wording import asked, reads_well, spoken_subject

Kind = Literal["who", "when", "how much", "where", "what"]

_OTHERS = re.compile(r"\b(?:his|her|their|its)\b", re.IGNORECASE)
_AMOUNTS = frozenset(
    "fine fee bond bonus deposit salary penalty payment loan settlement bribe grant "
    "discount".split()
)
_OF_THE_MONEY = re.compile(
    r"^\sof\s(?:the|his|her|that|its|their)\s(?:money|funds?|proceeds|total|sum)\b"
)
_LAST_WORDS = frozenset(
    "of for in at with from than by plus to and the a an remaining other first second another "
    "extra his her their its".split()
)
"""Words before a sum that belong to it, so that no question can leave it out alone."""
_PLACED = frozenset(
    "arrested found held born detained seized searched located kept stored built delivered".split()
)
_OF_WHAT = {
    "charged": "with", "convicted": "of", "accused": "of", "sentenced": "to", "fined": "for",
    "acquitted": "of",
}  # fmt: skip
_WHOLE_THING = re.compile(rf"\b(?:the\s\w+|{NAME})")


@dataclass(frozen=True, slots=True)
class Phrased:
    """A question of some `kind`, and the words of the sentence that it puts a question word
    for, as they stand with single white space; `subject` is whom or what it asks about. One that
    `hangs` ends in a preposition."""

    kind: Kind
    question: str
    answer: str
    subject: str
    hangs: bool = False


def questions_of(sentence: str, he: str = "") -> list[Phrased]:
    """The questions that `sentence` answers, none where that is not surely so; `he` is of whom
    a pronoun at its beginning speaks."""
    said = plainly(sentence, he)
    if len(said) > LONGEST:
        return []
    found = [Phrased("who", f"Who is {name}?", told, name) for name, told in people_told_of(said)]
    clause = main_clause(said)
    if clause is not None:
        found += [one for form in _FORMS for one in form(clause)]
    return [one for one in found if reads_well(one.question, hangs=one.hangs)]


def _when(clause: Clause) -> Iterator[Phrased]:
    opened = ON_DAY.fullmatch(clause.opening.strip(" ,")) if clause.opening else None
    behind = list(ON_DAY.finditer(clause.rest))
    if opened:
        date, rest = opened.group(), clause.rest
    elif len(behind) == 1:
        date = behind[0].group()
        rest = clause.rest[: behind[0].start()] + clause.rest[behind[0].end() :]
    else:
        return
    if clause.auxiliary in ("shall", "must", "may", "can", "is", "are"):
        return
    if present_base(clause.verb) and not base_of(clause.verb):
        return
    if opened:
        rest = ON_DAY.sub("", rest)
    if ANY_DATE.search(rest) or not clause.verb or (clause.opening and not opened):
        return
    # "was convicted in 2019 of fraud": what stands behind a day may hang on it.
    question = asked("When", clause, rest)
    if question:
        yield Phrased("when", question, date.strip(), clause.subject)


def _set_for(clause: Clause) -> Iterator[Phrased]:
    """ "Trial is set for May 9, 2022"."""
    found = FOR_DAY.match(clause.rest)
    if found and clause.verb in ("set", "scheduled") and clause.auxiliary in ("is", "was"):
        question = asked("When", clause, "")
        if question:
            yield Phrased(
                "when", f"{question[:-1]} for?", found["date"], clause.subject, hangs=True
            )


def _faced(clause: Clause) -> Iterator[Phrased]:
    """ "Flores faces a maximum penalty of life in prison"."""
    if clause.verb == "faces" and re.search(
        r"\b(?:penalty|prison|sentence|years|fine)\b", clause.rest
    ):
        question = f"What penalty does {spoken_subject(clause.subject)} face?"
        yield Phrased("what", question, clause.rest, clause.subject)


def _role(clause: Clause) -> Iterator[Phrased]:
    """ "The trustee is Silas Greaves"."""
    subject = spoken_subject(clause.subject)
    found = re.match(NAME, clause.rest)
    if clause.verb or clause.auxiliary not in ("is", "was") or not subject.startswith("the "):
        return
    if found and is_person(found.group()) and is_role(subject):
        question = f"Who {clause.auxiliary} {subject}?"
        yield Phrased("who", question, found.group(), clause.subject)


def _lasts(clause: Clause) -> Iterator[Phrased]:
    """ "The lease runs for five years"."""
    lasting = DURATION.match(clause.rest)
    subject = spoken_subject(clause.subject)
    if lasting and clause.verb in ("runs", "ran") and subject.startswith("the "):
        question = asked("How long", clause, "")
        if question:
            yield Phrased("how much", question, lasting.group(), clause.subject)


def _by_when(clause: Clause) -> Iterator[Phrased]:
    found = BY_DAY.search(clause.rest)
    if found is None or clause.auxiliary not in ("must", "shall", "will"):
        return
    rest = clause.rest[: found.start()]
    question = asked("By when", clause, rest)
    if question and not ANY_DATE.search(rest):
        yield Phrased("when", question, found.group().strip(), clause.subject)


def _how_much(clause: Clause) -> Iterator[Phrased]:
    found = SUM_IN.match(clause.rest)
    if found is None or not clause.verb or re.search(r"[$€£]|percent", found["after"]):
        return
    before = found["before"].split()
    if before[-1:] == ["of"] and not clause.opening:
        yield from _how_large(clause, before[:-1], found)
        return
    if before and before[-1] in _LAST_WORDS:
        return
    verb = base_of(clause.verb) or present_base(clause.verb) or clause.verb
    for at, word in enumerate(before):
        if word == "to" and at + 1 < len(before) and is_base(before[at + 1]):
            verb = before[at + 1]
        if word in ("paying", "owing"):
            verb = "pay"
    word = "How much" if verb in OF_PAYING else "How much money"
    after = without_day(_OF_THE_MONEY.sub("", found["after"]))
    if after.startswith((" and ", " or ", " plus ", " each")):
        after = ""
    question = asked(word, clause, " ".join(before) + after)
    if question:
        yield Phrased("how much", question, found["sum"], clause.subject)


def _how_large(clause: Clause, before: list[str], found: re.Match[str]) -> Iterator[Phrased]:
    """ "Mr. Vash will pay restitution of $291,000 to …", "pays a fine of $10,000"."""
    if before == ["restitution"]:
        word = "How much restitution"
    elif len(before) == 2 and before[0] in ("a", "an") and before[1] in _AMOUNTS:
        word = f"How large a {before[1]}"
    else:
        return
    question = asked(word, clause, without_day(found["after"]))
    if question:
        yield Phrased("how much", question, found["sum"], clause.subject)


def _measured(clause: Clause) -> Iterator[Phrased]:
    """ "The purchase price is $4,200,000", "The term shall be five years"."""
    rest = clause.rest
    if clause.verb in ("be", "") and clause.auxiliary in ("is", "was", "shall", "will"):
        be = "was" if clause.auxiliary == "was" else "is"
        subject = spoken_subject(clause.subject)
        if not subject.startswith("the "):
            return
        amount, lasting = IS_SUM.match(rest), DURATION.match(rest)
        if amount:
            yield Phrased("how much", f"How much {be} {subject}?", amount.group(), subject)
        elif lasting and re.search(r"\b(?:term|period|sentence|lease|contract|stay)\b", subject):
            yield Phrased("how much", f"How long {be} {subject}?", lasting.group(), subject)


def _where(clause: Clause) -> Iterator[Phrased]:
    found = PLACE.match(clause.rest)
    if found is None or clause.verb not in _PLACED:
        return
    if clause.auxiliary not in ("was", "were", "is", "are") or ANY_DATE.match(found["place"]):
        return
    question = asked("Where", clause, "") if not found["before"] else None
    if question:
        yield Phrased("where", question, found["place"], clause.subject)


def _charged(clause: Clause) -> Iterator[Phrased]:
    subject = spoken_subject(clause.subject)
    rest = clause.rest
    preposition = _OF_WHAT.get(clause.verb, "-")
    if rest.startswith(f"{preposition} ") and clause.auxiliary:
        question = f"What {clause.auxiliary} {subject} {clause.verb} {preposition}?"
        yield Phrased("what", question, rest[len(preposition) + 1 :], clause.subject, hangs=True)
    pleaded = re.match(r"(?:not )?guilty to (?P<what>.+)", rest)
    if clause.verb in ("pleaded", "pled") and not clause.auxiliary and pleaded:
        how = "guilty" if rest.startswith("guilty") else "not guilty"
        question = f"What did {subject} plead {how} to?"
        yield Phrased("what", question, pleaded["what"], clause.subject, hangs=True)
    doing = re.match(r"to (?P<verb>[a-z]+) \S+", rest)
    if clause.verb == "agreed" and not clause.auxiliary and doing and is_base(doing["verb"]):
        yield Phrased("what", f"What did {subject} agree to do?", rest, clause.subject)


def _who_did(clause: Clause) -> Iterator[Phrased]:
    if clause.auxiliary or not (is_person(clause.subject) or is_surname(clause.subject)):
        return
    rest = without_day(clause.rest)
    if " and " in clause.subject or clause.verb in ("agreed", "pleaded", "died", "left"):
        return
    if not rest or ANY_DATE.search(rest) or _OTHERS.search(rest) or not _WHOLE_THING.search(rest):
        return
    adverb = f"{clause.adverb} " if clause.adverb else ""
    yield Phrased("who", f"Who {adverb}{clause.verb} {rest}?", clause.subject, clause.subject)


_FORMS: tuple[Callable[[Clause], Iterator[Phrased]], ...] = (
    _when, _set_for, _by_when, _faced, _role, _lasts, _how_much, _measured, _where, _charged,
    _who_did,
)  # fmt: skip
