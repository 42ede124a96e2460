"""How a question is put into words, and whether it reads as a person's."""

from __future__ import annotations

import re

from assistant.starters.clauses import MOST_BEHIND, Clause
from assistant.starters.parts import without_day
from assistant.starters.people import as_spoken
from assistant.starters.verbs import base_of, present_base

LONGEST = 18
"""Words of a question."""
SHORTEST = 3
_LEFT_OPEN = re.compile(
    r"\b(?:I|we|you|he|she|it|they|him|them|us|me|my|our|your|this|these|those|here|there|such|same"
    r"|next|following|previous|later|ago|earlier|above|below|said|aforesaid|one(?!-)|another|not|never"
    r"|yesterday|today|tonight|tomorrow|thereby|respectively|undersigned|not)\b|[“”\"()\[\]|;:]|\d{4,}|[$€£]",
    re.IGNORECASE,
)
_HANGS = re.compile(
    r"\b(?:of|to|in|on|at|by|for|with|from|and|or|the|an?|as|into|about|between|its|his|her|their"
    r"|is|was|were|under|over|against|that|both|all|when|where|through)$",
    re.IGNORECASE,
)
_ENDS_BADLY = re.compile(
    r"\b(?!(?:hearing|meeting|building|filing|sentencing|closing|shooting|bombing|killing|funding"
    r"|training|testing|drawing|recording|wedding|crossing|landing|briefing|warning)\b)\w+ing$"
    r"|\bat\s\d+$|\b(\w+)\s\1\b"
)
_ALONE = frozenset(
    "begin start end expire die arrive close open retire resign occur collapse marry escape leave "
    "surrender plead appeal sign meet vote testify".split()
)
"""Verbs that need nothing behind them."""
_PLAIN = frozenset(
    "agents officers police investigators detectives deputies inspectors prosecutors "
    "authorities firefighters jurors examiners auditors trial sentencing argument".split()
)


def asked(word: str, clause: Clause, rest: str) -> str | None:
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
    rest = " ".join(without_day(f" {rest}").split())
    if len(rest.split()) > MOST_BEHIND or rest.startswith("not "):
        return None
    if not (rest or clause.auxiliary or verb in _ALONE or word.startswith("How")):
        return None
    words = [word, auxiliary, spoken_subject(clause.subject), clause.adverb, verb, rest]
    return " ".join(filter(None, words)) + "?"


def spoken_subject(subject: str) -> str:
    if subject in ("Defendant", "Plaintiff", "Respondent", "Petitioner", "Claimant"):
        return f"the {subject.lower()}"
    first, _, others = subject.partition(" ")
    if first in ("The", "A", "An") or (not others and first.lower() in _PLAIN):
        first = first.lower()  # it was only capital because it began the sentence
    return as_spoken(f"{first} {others}".strip())


def reads_well(question: str, hangs: bool = False) -> bool:
    """Whether a question reads as a person's, and says by itself what it asks; one that `hangs`
    may end in a preposition, as "What is she charged with?" does."""
    said = question.removesuffix("?")
    if not SHORTEST <= len(said.split()) <= LONGEST or _LEFT_OPEN.search(said):
        return False
    return not (_ENDS_BADLY.search(said) or (_HANGS.search(said) and not hangs))
