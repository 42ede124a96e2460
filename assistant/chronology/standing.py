"""How a paper puts an event: as alleged, admitted, found, planned, possible, denied, or stated."""

from __future__ import annotations

import re
from typing import Literal

from assistant.chronology.clauses import Clause

Standing = Literal["alleged", "admitted", "found", "planned", "possible", "denied", "stated"]
"""`denied`: somebody denies it, or the paper says that it did not happen. `stated`: the paper or
somebody in it says so flatly, which proves nothing."""
STANDINGS: tuple[Standing, ...] = (
    "alleged", "admitted", "found", "planned", "possible", "denied", "stated",
)  # fmt: skip
FACTS: tuple[Standing, ...] = ("admitted", "found", "stated")
"""What a paper puts as having happened."""

_NEGATED = re.compile(
    r"\b(?:not|never|no\s+longer|neither|nobody|no\s+one|none|fail(?:ed|s|ure)?\s+to"
    r"|refus(?:ed|es)\s+to|declin(?:ed|es)\s+to|unable|cannot)\b|n[’']t\b|\bn 't\b"
    r"|\b(?:had|has|have|was|were|is|are|made|took|gave|saw|found|received)\s+no\b"
    r"|^no\s+(?:\w+\s+){1,3}(?:has|have|had|was|were|is|are|did)\b",
    re.IGNORECASE,
)
_NOT_ONLY = re.compile(r"\bnot\s+(?:only|just|merely|guilty)\b", re.IGNORECASE)
_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied)\b(?!\s+the\s+(?:motion|request|petition|application|appeal)|\s+bail)"
    r"|disput(?:es|ed)\s|reject(?:s|ed)\s+(?:claims|allegations|suggestions|reports))",
    re.IGNORECASE,
)
_ALLEGES = re.compile(
    r"\b(?:alleg(?:e[sd]?|edly|ing|ations?)|accus(?:e[sd]?|ing|ations?)\b|purported(?:ly)?"
    r"|claim(?:s|ed|ing)?\b(?!\s+(?:the\s+lives?|responsibility))|contend(?:s|ed)?|suspect(?:s|ed)?"
    r"|reportedly|supposedly|charges?\s+that|prosecutors?\s+(?:say|said|allege|claim|believe)"
    r"|charged\s+(?:\w+\s+){0,4}with|indicted\s+(?:on|for)|sued\s+(?:\w+\s+){0,4}for"
    r"|according\s+to\s+(?:the\s+|an\s+)?(?:indictment|complaint|affidavit|prosecut\w+"
    r"|court\s+(?:papers|filings|documents)|police|lawsuit|suit))",
    re.IGNORECASE,
)
_CHARGED = re.compile(r"\b(?:charged|indicted|sued|accused)\b", re.IGNORECASE)
"""That somebody was charged is so; what with is alleged."""
_ADMITS = re.compile(
    r"\b(?:admit(?:s|ted)?|acknowledg(?:es?|ed)|confess(?:es|ed)?|conced(?:es?|ed)"
    r"|stipulat(?:es?|ed)|plead(?:ed|s)?\s+guilty|pled\s+guilty)\b",
    re.IGNORECASE,
)
_FINDS = re.compile(
    r"\b(?:(?:court|jury|judge|tribunal|arbitrator|panel|commission|board|inquiry|magistrate"
    r"|justice)\b[^.;]{0,40}?\b(?:f(?:ou|i)nds?|held|holds|rul(?:ed|es)|conclude[sd]?"
    r"|determine[sd]?)|I\s+find\b|we\s+find\b|(?:was|were)\s+(?:convicted|found\s+guilty"
    r"|acquitted|held\s+liable|found\s+liable)|it\s+is\s+(?:so\s+)?(?:found|adjudged))\b",
    re.IGNORECASE,
)
_POSSIBLE = re.compile(
    r"\b(?:perhaps|maybe|possibly|probably|likely|unlikely|potential(?:ly)?|appear(?:s|ed)?\s+to"
    r"|seem(?:s|ed)?\s+to|believ(?:e[sd]?|ing)|thought\s+to|think(?:s|ing)?|rumou?r(?:s|ed)?"
    r"|speculat\w+|suggest(?:s|ed)?|unclear|uncertain|(?-i:may|might|could|can)|if|whether|unless"
    r"|would\s+have|hop(?:es?|ed|ing)|fear(?:s|ed)?|estimat(?:es?|ed))\b",
    re.IGNORECASE,
)
_PLANS = re.compile(
    r"\b(?:plan(?:s|ned|ning)?\s+(?:to|for|on)|intend(?:s|ed)?\s+to|expect(?:s|ed|ing)?\b"
    r"|schedul(?:ed|es)\b|due\s+(?:to|on|in)|set\s+to|slated|upcoming|forthcoming|will|shall"
    r"|going\s+to|propos(?:ed|es)\s+to|to\s+be\s+(?:held|heard|paid|delivered|sentenced|tried)"
    r"|aim(?:s|ed|ing)\s+to|prepar(?:es|ing|ed)\s+to|would)\b",
    re.IGNORECASE,
)
ACCUSING = ("indictment", "complaint", "warrant")
"""Kinds of paper that allege whatever they say."""


def standing_of(sentence: str, clause: Clause, above: Standing | None, kind: str) -> Standing:
    """How a sentence puts one of its clauses. `above` is what the clause that it hangs on makes
    of it (see `puts`), and `kind` that of the paper."""
    words = sentence[clause.start : clause.end]
    if denies(words):
        return "denied"
    if clause.link == "if" or clause.verb.tense == "possible":
        return "possible"
    if above in ("denied", "possible"):
        return above
    if clause.verb.tense == "future":
        return "planned"
    if above is not None:
        return above
    lead = _lead(words, clause)
    if _POSSIBLE.search(lead):
        return "possible"
    if _PLANS.search(lead):
        return "planned"
    if kind in ACCUSING or (_ALLEGES.search(words) and not _CHARGED.search(words)):
        return "alleged"
    if _FINDS.search(words):
        return "found"
    if _ADMITS.search(words):
        return "admitted"
    return "stated"


def puts(sentence: str, clause: Clause) -> Standing | None:
    """What a clause makes of those that hang on it: "denied that", "the court found that";
    None where it leaves them as they are."""
    words = sentence[clause.start : clause.end]
    for pattern, standing in _GOVERNING:
        if pattern.search(words):
            return standing
    return None


_GOVERNING: tuple[tuple[re.Pattern[str], Standing], ...] = (
    (_DENIES, "denied"),
    (re.compile(r"\b(?:hop|believ|think|thought|suspect|doubt|fear|speculat|suggest|estimat"
                r"|predict|expect|propos|unclear|possib|likely|probab)\w*", re.I), "possible"),
    (_ALLEGES, "alleged"),
    (_FINDS, "found"),
    (_ADMITS, "admitted"),
)  # fmt: skip


def denies(words: str) -> bool:
    """Whether words say that something was not so."""
    return _NEGATED.search(_NOT_ONLY.sub(" ", words)) is not None


def _lead(words: str, clause: Clause) -> str:
    """The clause up to a little behind its verb: a "may" further on is of something else."""
    return words[: max(0, clause.verb.end - clause.start) + 25]
