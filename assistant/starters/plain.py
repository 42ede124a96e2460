"""A sentence as a question can be made of it: its number and who says so taken off, "he" named."""

from __future__ import annotations

import re

from assistant.starters.clauses import LONGEST, main_clause
from assistant.starters.people import is_person, is_surname
from corpus.language.letters import CAPITALS
from corpus.language.names import bearers_in, is_place

_NUMBER = re.compile(
    r"^(?:\d+(?:\.\d+)*\.?|\(\w{1,3}\)|[A-Z]\.(?=\s(?:The|An?|Each|If|For|It|On|In)\s))"
    rf"\s(?=[{CAPITALS}])"
)
_SAID_BY = re.compile(
    r"^(?:It\swas\s(?:a\s|further\s)?part\sof\sthe\s\w+\sthat\s|According\sto\s[^,]{3,40},\s"
    r"|(?:The\s)?(?:\w+\s){0,2}(?:records?|statements?|files?|logs?|indictment|complaint|report)\s"
    r"(?:shows?|says?|states?|alleges?|charges)\sthat\s)"
)
_WHEN = re.compile(r"^(?:When|After|As)\s(?P<first>[^;]{10,120}),\sthey\s(?P<then>[a-z].*)$")
_SUBJECT_HE = re.compile(
    r"^(?P<before>(?:(?:On|In|At|Between|From)\s[^,]{3,50}?(?:,\s\d{4})?,?\s)?)(?:He|She|he|she)\b"
)


def plainly(sentence: str, he: str = "") -> str:
    """A sentence with single white space, without its number and without who says so, its
    subject named: "he" by `he`, and in "When agents searched it, they seized …" the agents."""
    said = " ".join(sentence.split())
    if len(said) > LONGEST:
        return said
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
