"""The questions that a sentence answers, in words that are right for it.

Each form puts a question word for one part of a main clause: the day, the sum, the place, who did
it. What would not read as a person's question is left out; `assistant.starters.asking` asks the
others of the case before anyone sees them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from assistant.names import bearers_in, is_place
from assistant.starters.clauses import MOST_BEHIND, NAME, Clause, main_clause
from assistant.starters.people import as_spoken, is_person, is_role, is_surname, people_told_of
from assistant.starters.verbs import OF_PAYING, base_of, is_base, present_base

Kind = Literal["who", "when", "how much", "where", "what"]
LONGEST = 18
"""Words of a question."""

_MONTH = (
    r"(?:Jan(?:uary|\.)|Feb(?:ruary|\.)|Mar(?:ch|\.)|Apr(?:il|\.)|May|June?|July?|Aug(?:ust|\.)"
    r"|Sept?(?:ember|\.)|Oct(?:ober|\.)|Nov(?:ember|\.)|Dec(?:ember|\.))"
)
_DATE = (
    rf"(?:{_MONTH}(?:\s\d{{1,2}}(?:st|nd|rd|th)?\b)?(?:,?\s(?:of\s)?(?:19|20)\d\d)?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s(?:day\sof\s)?{_MONTH}(?:,?\s(?:19|20)\d\d)?|(?:19|20)\d\d)(?!\w)"
)
_DAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s)?"
_ON = re.compile(
    r"(?:^|\s)(?:on|in|at)\s(?:or\sabout\s|early\s|late\s|the\s(?:morning|afternoon|evening|night)"
    rf"\sof\s)?{_DAY}{_DATE}(?=[\s,.]|$)",
    re.IGNORECASE,
)
_BY = re.compile(rf"(?:^|\s)(?:by|no\slater\sthan|on\sor\sbefore)\s{_DAY}{_DATE}(?=[\s,.]|$)")
_ANY_DATE = re.compile(rf"\b{_DATE}")
_SUM = (
    r"(?:(?:about|approximately|roughly|nearly|almost|over|some|around|up\sto|at\sleast|more\sthan"
    r"|less\sthan|an?\stotal\sof|an\sadditional)\s)*(?:US|C|A)?[$€£]\s?\d[\d,]*(?:\.\d+)?"
    r"(?:\s(?:million|billion|thousand))?(?:\s\([^)]*\))?(?:\sin\scash)?"
)
_PAID = re.compile(rf"(?P<before>(?:\S+\s){{0,4}}?)(?P<sum>{_SUM})(?P<after>(?:\s.*)?)$")
_IS_SUM = re.compile(rf"(?:be\s)?{_SUM}(?=$|\s(?:per|a|an|each|in|for)\b)")
_DURATION = re.compile(
    r"(?:be\s)?(?:for\s)?(?:an?\s(?:term|period)\sof\s)?(?:\d+|[a-z]+(?:-[a-z]+)?)(?:\s\(\d+\))?\s"
    r"(?:full\s|calendar\s|business\s)?(?:days?|weeks?|months?|years?|hours?)\b"
)
_PLACE = re.compile(rf"(?P<before>.*?)(?:^|\s)(?:at|in|outside|near)\s(?P<place>(?:the\s)?{NAME})(?P<after>.*)$")
_WEEKDAY = re.compile(
    r"\s(?:on\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:\s(?:morning|afternoon|evening|night))?$"
)
_LEFT_OPEN = re.compile(
    r"\b(?:I|we|you|he|she|it|they|him|them|us|me|my|our|your|this|these|those|here|there|such|same"
    r"|next|following|previous|later|ago|earlier|above|below|said|aforesaid|one|another|not|never"
    r"|yesterday|today|tonight|tomorrow|thereby|respectively|undersigned|not)\b|[“”\"()\[\]|;:]|\d{4,}|[$€£]",
    re.IGNORECASE,
)
_HANGS = re.compile(
    r"\b(?:of|to|in|on|at|by|for|with|from|and|or|the|an?|as|into|about|between|its|his|her|their"
    r"|is|was|were|under|over|against|that|both|all|when|where|through)$",
    re.IGNORECASE,
)
_OTHERS = re.compile(r"\b(?:his|her|their|its)\b", re.IGNORECASE)
_AMOUNTS = frozenset(
    "fine fee bond bonus deposit salary penalty payment loan settlement bribe grant discount".split()
)
_OF_THE_MONEY = re.compile(r"^\sof\s(?:the|his|her|that|its|their)\s(?:money|funds?|proceeds|total|sum)\b")
_ENDED_WITH = re.compile(
    r"\b(?!(?:hearing|meeting|building|filing|sentencing|closing|shooting|bombing|killing|funding"
    r"|training|testing|drawing|recording|wedding|crossing|landing|briefing|warning)\b)\w+ing$"
)
_ALONE = frozenset(
    "begin start end expire die arrive close open retire resign occur collapse marry escape leave "
    "surrender plead appeal sign meet vote testify".split()
)
"""Verbs that need nothing behind them."""
_NUMBER = re.compile(r"^(?:\d+(?:\.\d+)*\.?|\(\w{1,3}\)|[A-Z]\.(?=\s(?:The|An?|Each|If|For|It|On|In)\s))\s(?=[A-Z])")
_SAID_BY = re.compile(
    r"^(?:It\swas\s(?:a\s|further\s)?part\sof\sthe\s\w+\sthat\s|According\sto\s[^,]{3,40},\s"
    r"|(?:The\s)?(?:\w+\s){0,2}(?:records?|statements?|files?|logs?|indictment|complaint|report)\s"
    r"(?:shows?|says?|states?|alleges?|charges)\sthat\s)"
)
_WHEN = re.compile(r"^(?:When|After|As)\s(?P<first>[^;]{10,120}),\sthey\s(?P<then>[a-z].*)$")
_SUBJECT_HE = re.compile(r"^(?P<before>(?:(?:On|In|At|Between|From)\s[^,]{3,50}?(?:,\s\d{4})?,?\s)?)(?:He|She|he|she)\b")
_WHOLE_THING = re.compile(rf"\b(?:the\s\w+|{NAME})")


@dataclass(frozen=True, slots=True)
class Phrased:
    """A question of some `kind`, and the words of the sentence that it puts a question word
    for, as they stand with single white space; `subject` is whom or what it asks about."""

    kind: Kind
    question: str
    answer: str
    subject: str


def questions_of(sentence: str, he: str = "") -> list[Phrased]:
    """The questions that `sentence` answers, none where that is not surely so; `he` is of whom
    a pronoun at its beginning speaks."""
    said = plainly(sentence, he)
    found = [Phrased("who", f"Who is {name}?", told, name) for name, told in people_told_of(said)]
    clause = main_clause(said)
    if clause is not None and (clause.auxiliary or clause.verb):
        for form in (_when, _set_for, _by_when, _faced, _role, _lasts, _how_much, _measured, _where, _charged, _who_did):
            found += form(clause)
    return [one for one in found if _reads_well(one)]


def plainly(sentence: str, he: str = "") -> str:
    """A sentence with single white space, without its number and without who says so, its
    subject named: "he" by `he`, and in "When agents searched it, they seized …" the agents."""
    said = " ".join(sentence.split())
    said = _SAID_BY.sub("", _NUMBER.sub("", said))
    said = said[:1].upper() + said[1:]
    behind = _WHEN.match(said)
    first = main_clause(f"{behind['first']}.") if behind else None
    if behind and first is not None and not first.auxiliary:
        said = f"{first.subject} {behind['then']}"
        return said[:1].upper() + said[1:]
    return _SUBJECT_HE.sub(lambda match: match["before"] + he, said, count=1) if he else said


def speaks_of(sentence: str, he: str = "") -> str:
    """Of whom "he" in the next sentence surely speaks: the one person that this sentence names,
    who is its subject; empty where there is none."""
    said = plainly(sentence, he)
    clause = main_clause(said)
    if clause is None or not (is_person(clause.subject) or is_surname(clause.subject)):
        return ""
    last = clause.subject.split()[-1].casefold()
    others = {
        name.split()[-1].casefold()
        for name in bearers_in(said)
        if is_person(name) and not is_place(name, said)
    }
    return clause.subject if others <= {last} else ""


# The forms


def _when(clause: Clause) -> Iterator[Phrased]:
    opened = _ON.fullmatch(clause.opening.strip(" ,")) if clause.opening else None
    behind = list(_ON.finditer(clause.rest))
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
        rest = _ON.sub("", rest)
    if _ANY_DATE.search(rest) or not clause.verb or (clause.opening and not opened):
        return
    # "was convicted in 2019 of fraud": what stands behind a day may hang on it.
    asked = _asked("When", clause, rest)
    if asked:
        yield Phrased("when", asked, date.strip(), clause.subject)


def _set_for(clause: Clause) -> Iterator[Phrased]:
    """ "Trial is set for May 9, 2022"."""
    found = re.match(rf"for\s(?P<date>{_DAY}{_DATE})", clause.rest)
    if found and clause.verb in ("set", "scheduled") and clause.auxiliary in ("is", "was"):
        asked = _asked("When", clause, "")
        if asked:
            yield Phrased("when", f"{asked[:-1]} for?", found["date"], clause.subject)


def _faced(clause: Clause) -> Iterator[Phrased]:
    """ "Flores faces a maximum penalty of life in prison"."""
    if clause.verb == "faces" and re.search(
        r"\b(?:penalty|prison|sentence|years|fine)\b", clause.rest
    ):
        asked = f"What penalty does {_spoken_subject(clause.subject)} face?"
        yield Phrased("what", asked, clause.rest, clause.subject)


def _role(clause: Clause) -> Iterator[Phrased]:
    """ "The trustee is Silas Greaves"."""
    subject = _spoken_subject(clause.subject)
    found = re.match(NAME, clause.rest)
    if clause.verb or clause.auxiliary not in ("is", "was") or not subject.startswith("the "):
        return
    if found and is_person(found.group()) and is_role(subject):
        asked = f"Who {clause.auxiliary} {subject}?"
        yield Phrased("who", asked, found.group(), clause.subject)


def _lasts(clause: Clause) -> Iterator[Phrased]:
    """ "The lease runs for five years"."""
    lasting = _DURATION.match(clause.rest)
    subject = _spoken_subject(clause.subject)
    if lasting and clause.verb in ("runs", "ran") and subject.startswith("the "):
        asked = _asked("How long", clause, "")
        if asked:
            yield Phrased("how much", asked, lasting.group(), clause.subject)


def _by_when(clause: Clause) -> Iterator[Phrased]:
    found = _BY.search(clause.rest)
    if found is None or clause.auxiliary not in ("must", "shall", "will"):
        return
    rest = clause.rest[: found.start()]
    asked = _asked("By when", clause, rest)
    if asked and not _ANY_DATE.search(rest):
        yield Phrased("when", asked, found.group().strip(), clause.subject)


def _how_much(clause: Clause) -> Iterator[Phrased]:
    found = _PAID.match(clause.rest)
    if found is None or not clause.verb or re.search(r"[$€£]|percent", found["after"]):
        return
    before = found["before"].split()
    if before[-1:] == ["of"] and not clause.opening:
        yield from _how_large(clause, before[:-1], found)
        return
    if before and before[-1] in ("of", "for", "in", "at", "with", "from", "than", "by", "plus",
                                  "the", "a", "an", "remaining", "other", "first", "second", "to",
                                  "his", "her", "their", "its", "and", "another", "extra"):
        return
    verb = base_of(clause.verb) or present_base(clause.verb) or clause.verb
    for at, word in enumerate(before):
        if word == "to" and at + 1 < len(before) and is_base(before[at + 1]):
            verb = before[at + 1]
        if word in ("paying", "owing"):
            verb = "pay"
    word = "How much" if verb in OF_PAYING else "How much money"
    after = _without_day(_OF_THE_MONEY.sub("", found["after"]))
    if after.startswith((" and ", " or ", " plus ", " each")):
        after = ""
    asked = _asked(word, clause, " ".join(before) + after)
    if asked:
        yield Phrased("how much", asked, found["sum"], clause.subject)


def _how_large(clause: Clause, before: list[str], found: re.Match[str]) -> Iterator[Phrased]:
    """ "Mr. Vash will pay restitution of $291,000 to …", "pays a fine of $10,000"."""
    if before == ["restitution"]:
        word = "How much restitution"
    elif len(before) == 2 and before[0] in ("a", "an") and before[1] in _AMOUNTS:
        word = f"How large a {before[1]}"
    else:
        return
    asked = _asked(word, clause, _without_day(found["after"]))
    if asked:
        yield Phrased("how much", asked, found["sum"], clause.subject)


def _measured(clause: Clause) -> Iterator[Phrased]:
    """ "The purchase price is $4,200,000", "The term shall be five years"."""
    rest = clause.rest
    if clause.verb in ("be", "") and clause.auxiliary in ("is", "was", "shall", "will"):
        be = "was" if clause.auxiliary == "was" else "is"
        subject = _spoken_subject(clause.subject)
        if not subject.startswith("the "):
            return
        amount, lasting = _IS_SUM.match(rest), _DURATION.match(rest)
        if amount:
            yield Phrased("how much", f"How much {be} {subject}?", amount.group(), subject)
        elif lasting and re.search(r"\b(?:term|period|sentence|lease|contract|stay)\b", subject):
            yield Phrased("how much", f"How long {be} {subject}?", lasting.group(), subject)


def _where(clause: Clause) -> Iterator[Phrased]:
    found = _PLACE.match(clause.rest)
    if found is None or clause.verb not in (
        "arrested found held born detained seized searched located kept stored built delivered"
    ).split():
        return
    if clause.auxiliary not in ("was", "were", "is", "are") or _ANY_DATE.match(found["place"]):
        return
    asked = _asked("Where", clause, "") if not found["before"] else None
    if asked:
        yield Phrased("where", asked, found["place"], clause.subject)


def _charged(clause: Clause) -> Iterator[Phrased]:
    subject = _spoken_subject(clause.subject)
    rest = clause.rest
    for verb, preposition in (
        ("charged", "with"), ("convicted", "of"), ("accused", "of"), ("sentenced", "to"),
        ("fined", "for"), ("acquitted", "of"),
    ):  # fmt: skip
        if clause.verb == verb and rest.startswith(f"{preposition} ") and clause.auxiliary:
            asked = f"What {clause.auxiliary} {subject} {verb} {preposition}?"
            yield Phrased("what", asked, rest[len(preposition) + 1 :], clause.subject)
    pleaded = re.match(r"(?:not )?guilty to (?P<what>.+)", rest)
    if clause.verb in ("pleaded", "pled") and not clause.auxiliary and pleaded:
        how = "guilty" if rest.startswith("guilty") else "not guilty"
        asked = f"What did {subject} plead {how} to?"
        yield Phrased("what", asked, pleaded["what"], clause.subject)
    doing = re.match(r"to (?P<verb>[a-z]+) \S+", rest)
    if clause.verb == "agreed" and not clause.auxiliary and doing and is_base(doing["verb"]):
        yield Phrased("what", f"What did {subject} agree to do?", rest, clause.subject)


def _who_did(clause: Clause) -> Iterator[Phrased]:
    if clause.auxiliary or not clause.verb or not (is_person(clause.subject) or is_surname(clause.subject)):
        return
    rest = _without_day(clause.rest)
    if " and " in clause.subject or clause.verb in ("agreed", "pleaded", "died", "left"):
        return
    if not rest or _ANY_DATE.search(rest) or _OTHERS.search(rest) or not _WHOLE_THING.search(rest):
        return
    adverb = f"{clause.adverb} " if clause.adverb else ""
    yield Phrased("who", f"Who {adverb}{clause.verb} {rest}?", clause.subject, clause.subject)


# Their words


def _asked(word: str, clause: Clause, rest: str) -> str | None:
    """ "When did agents search the warehouse?", or None where no such question can be made."""
    auxiliary, verb = clause.auxiliary, clause.verb
    if not auxiliary:
        base = base_of(verb)
        auxiliary = "did"
        if base is None:
            auxiliary, base = "does", present_base(verb)
        if base is None:
            return None
        verb = base
    if auxiliary == "shall":
        auxiliary = "must"
    rest = " ".join(_without_day(f" {rest}").split())
    if len(rest.split()) > MOST_BEHIND or rest.startswith("not "):
        return None
    if not (rest or clause.auxiliary or verb in _ALONE or word.startswith("How")):
        return None
    words = [word, auxiliary, _spoken_subject(clause.subject), clause.adverb, verb, rest]
    return " ".join(filter(None, words)) + "?"


def _without_day(rest: str) -> str:
    """What stands behind a verb, without a day at its end or a day's date in it."""
    return _WEEKDAY.sub("", _ON.sub("", rest)).rstrip(" ,.")


def _spoken_subject(subject: str) -> str:
    if subject in ("Defendant", "Plaintiff", "Respondent", "Petitioner", "Claimant"):
        return f"the {subject.lower()}"
    first, _, others = subject.partition(" ")
    if first in ("The", "A", "An", "Agents", "Officers") or first.islower() or _is_plain(first, others):
        return as_spoken(first.lower() + (f" {others}" if others else ""))
    return as_spoken(subject)


def _is_plain(first: str, others: str) -> bool:
    """Whether a first word is only capital because it begins the sentence."""
    return not others and first.endswith("s") and first.lower() in _PLAIN


_PLAIN = frozenset(
    "police investigators detectives deputies inspectors prosecutors authorities firefighters "
    "jurors examiners auditors".split()
)


def _reads_well(one: Phrased) -> bool:
    said = one.question[:-1]
    words = said.split()
    if not 3 <= len(words) <= LONGEST or (len(words) < 5 and one.kind in ("when", "how much")):
        return False
    if _LEFT_OPEN.search(said) or (_HANGS.search(said) and one.kind != "what"):
        return False
    if _ENDED_WITH.search(said) or re.search(r"\bat\s\d+$", said) or re.search(r"\b(\w+)\s\1\b", said):
        return False
    return True
