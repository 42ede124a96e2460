"""What readers of case papers know of how these say things, and general text does not teach.

A penalty "carries a maximum of 15 years", an age stands behind a name, a lawyer "appeared
for" somebody, and "if convicted" says nothing of a conviction. Each topic has a rule for
questions and one for the sentences that can answer them; the rules know kinds of things,
never a case. `relevance` and `confidence` add what they say to what was learned.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.asking import asked, lacks, telling_stems
from assistant.names import names_in

Pattern = re.Pattern[str]
MET, MISSED = 1.0, -1.0
_OF_ANYBODY = re.compile(
    r"(?:He|She|It|They|There|This|That|These|His|Her|Their|Its|The defendant)\b"
)


@dataclass(frozen=True, slots=True)
class Topic:
    """Questions of a kind, the sentences that can answer them, whether only these can, and
    whether they have to share a word with the question besides."""

    asks: Pattern
    answers: Pattern
    strict: bool = False
    related: bool = False


def _topic(asks: str, answers: str, *, strict: bool = False, related: bool = False) -> Topic:
    return Topic(
        re.compile(asks, re.IGNORECASE), re.compile(answers, re.IGNORECASE), strict, related
    )


_TERM = r"(?:life|\d+|\w+) (?:years?|months?|in prison)|life (?:in prison|sentence)"
_OWN_ATTORNEY = (
    r"(?<!states )(?<!u\.s\. )(?<!\bus )(?<!district )(?<!state[’']s )"
    r"attorney(?![’']s office|s? general)"
)
"""A lawyer who may be anybody's, and no office of a prosecutor."""
_CRIME = (
    r"(?:murder|kidnap|extort|traffick|fraud|brib|launder|robber|theft|smuggl|conspir"
    r"|tax evasion)\w*"
)
TOPICS = (
    _topic(
        r"\b(?:penalt|punish|prison (?:term|time|sentence)|maximum sentence|years in prison"
        r"|jail (?:term|time)|how (?:long|many years).* prison)"
        r"|\bsentence\b.*\b(?:face|could|might)",
        rf"(?:maximum|faces?|up to|carr(?:y|ies)|sentenced to|as much as)\b.*(?:{_TERM})",
    ),
    _topic(r"\bfine[ds]?\b", r"\bfine\b.*[$€£]|[$€£].*\bfine\b|\bfined\b"),
    _topic(
        r"\bnationality\b|\bcitizen|\bwhat country .* from\b",
        r"\b[A-Z]\w+ (?:national|citizen)s?\b|\b(?:national|citizen) of\b|\bnationality\b",
        strict=True,
    ),
    _topic(
        r"\bplead|\bplea\b(?! agreement)",
        r"\bplead(?:ed|s|ing)?\b|\bpled\b|\bpleas?\b",
        strict=True,
    ),
    _topic(
        r"\b(?:been|was|were|is) (?:convicted|found guilty)\b",
        r"^(?!.*\b(?:if|upon) (?:convicted|conviction)).*\b(?:convicted|found guilty|acquitted)\b"
        r"|\bpresumed innocent\b",
        strict=True,
    ),
    _topic(
        r"\b(?:charged with|charges?\b|accused of|indicted for)",
        r"\b(?:charged|charges?|accused|indicted|counts? of)\b",
    ),
    _topic(
        r"^(?:who|does|did|do|has|have|is|which)\b"
        r".*(?:\b(?:lawyer|attorney|counsel)s?\b(?! general)|\brepresent(?:s|ed|ing)\b)",
        rf"\b(?:lawyer|{_OWN_ATTORNEY}|counsel)s?\b|\brepresent(?:s|ed|ing|ation)\b"
        r"|\bfor the defendant\b",
        strict=True,
    ),
    _topic(
        r"^(?:which|what|who)\b.*\bjudge\b",
        r"\b(?:judge|magistrate|honou?rable|hon\.)",
        strict=True,
    ),
    _topic(
        r"\b(?:role|rank|standing) (?:\w+ ){0,2}(?:in|within)\b",
        r"\b(?:is|was|as|allegedly|alleged) (?:an?|the|its) (?:[\w-]+ ){0,3}[^.]{0,40}"
        r"\b(?:leader|member|head|boss|chief|lieutenant|manager|director|treasurer|captain)\b",
    ),
    _topic(
        r"^when\b.*\b(?:founded|established|formed|created|set up|originate)\b",
        r"\b(?:founded|established|formed|created|set up|originated)\b.*"
        r"(?:\b\d{4}\b|\bcentury\b|\byears ago\b)"
        r"|\b\d{4}\b.*\b(?:founded|established|formed|created|set up|originated)\b",
        strict=True,
    ),
    _topic(
        r"\b(?:prosecutors?|prosecuting|prosecutes)\b",
        r"\b(?:Assistant (?:United States|U\.S\.) Attorneys?|prosecutors? [A-Z]|prosecuting)\b",
    ),
    _topic(
        r"\b(?:docket|case) (?:number|no\b)|\bnumber of the case\b",
        r"\b\d{0,2}:?\d\d-\w{2,4}-\d{2,}|\b(?:Case|Docket) No\b",
        strict=True,
    ),
    _topic(
        r"\bjob\b|\bprofession\b|\boccupation\b|\bposition\b|\bdo for (?:a living|work)\b",
        r"\b(?:is|was|worked as|as) (?:an?|the|its|their|\w+’s|\w+'s) (?:[\w-]+ ){0,4}"
        r"\w+(?:er|or|ist|ian|ent|ant|ive|ee|yer|man|woman)\b|,(?: \d+,)? an? [\w-]+",
    ),
    _topic(
        r"^(?:where|(?:in |from )?(?:what|which) (?:country|city|place|state))\b"
        r".*\b(?:beg[aiu]n|start|originate|come from|found)",
        r"\b(?:originat|beg[aiu]n|found|start)(?:ed|s)?\b",
    ),
    _topic(
        r"^where (?:is|are) (?:[\w’'.-]+ ){1,3}?"
        r"(?:(?:being )?(?:held|detained|jailed)|now|today)\b",
        r"\b(?:in custody|detained|being held|jailed|at large|whereabouts|imprisoned)\b",
    ),
    _topic(r"\bcrimes?\b|\bcriminal (?:acts?|activit)|\boffenses\b", rf"{_CRIME}.*\b{_CRIME}"),
    _topic(
        r"^why\b",
        r"\b(?:because|due to|since|so that|in order to|risk of|to avoid|as a result"
        r"|on the ground)\b",
        related=True,
    ),
)
"""A topic that is `strict` speaks against every other sentence; the rest only for theirs."""

_AGE = re.compile(r"\bhow old\b|\bwhat age\b|\bage of\b|['’]s age\b", re.IGNORECASE)
_WHO_IS = re.compile(
    r"\s*(?:and )?who (?:is|was|are|were) (?P<whom>[^?,]+?)\s*\??\s*", re.IGNORECASE
)
_STANDS_FOR = re.compile(
    r"\b(?P<short>[A-Z][\w.&-]*[A-Z]\w*)[”\"’']? (?:short for|stand for|stands for|mean)\b"
)
_WHO_DID = re.compile(r"\s*(?:and )?who (?P<did>\w{3,}ed)\b", re.IGNORECASE)
_DETERMINER = re.compile(r"^(?:the|an?|its|their|his|her|this) ", re.IGNORECASE)
_NAME = r"(?:[A-Z][\w’'.-]+ ?){1,4}"
_ROLES = {
    "lawyer": f"lawyer|{_OWN_ATTORNEY}|counsel",
    "attorney": f"lawyer|{_OWN_ATTORNEY}|counsel",
    "prosecutor": "Assistant (?:United States|U\\.S\\.) Attorneys?|prosecutor",
    "owner": "owner|owned by",
    "founder": "founder|founded",
    "boss": "boss|head|chief|leader|director",
}
"""Roles by which papers call the same person."""


def cue(question: str, sentence: str) -> float:
    """How far `sentence` is, or is not, of the kind that answers `question`: 1 where it is,
    -1 where only others can, 0 where the rules do not know."""
    said = " ".join(sentence.split())
    if lacks(asked(question), question, said):
        return 0.0
    found = [MET if rule.search(said) else 0.0 for rule in _own_rules(question)]
    for topic in TOPICS:
        if topic.asks.search(question):
            met = topic.answers.search(said) is not None
            if topic.related and met and not _may_be_of(question, said):
                continue
            found.append(MET if met else MISSED if topic.strict else 0.0)
    return max(found, default=0.0) if MET in found else min(found, default=0.0)


def _may_be_of(question: str, sentence: str) -> bool:
    """Whether they share a telling word, or the sentence speaks of "him" or "it"."""
    if _OF_ANYBODY.match(sentence):
        return True
    return bool(telling_stems(question) & telling_stems(sentence))


@lru_cache(64)
def _own_rules(question: str) -> tuple[Pattern, ...]:
    """Rules made of the question's own words: an age beside the name asked about, what says
    who somebody is, a name beside the role asked for."""
    names = names_in(question)
    rules = [_age_of(name) for name in names] if _AGE.search(question) else []
    if short := _STANDS_FOR.search(question):
        called = re.escape(short["short"])
        rules.append(re.compile(rf"(?:\(|\bor |\bknown as )[“\"‘']?{called}\b"))
    if did := _WHO_DID.match(question):
        rules.append(re.compile(rf"\b{did['did']} by\b", re.IGNORECASE))
    who = _WHO_IS.fullmatch(question)
    if who:
        whom = _DETERMINER.sub("", who["whom"].strip())
        rules.append(_defines(whom) if names and names[-1] == whom else _bears(whom))
    return tuple(rules)


def _age_of(name: str) -> Pattern:
    last = re.escape(name.split()[-1])
    return re.compile(
        rf"\b{last}, (?:who (?:is|was) )?(?:then |now )?\d{{1,3}}\b|\b{last} (?:is|was) \d{{1,3}}\b"
        rf"|\d{{1,3}}[- ]years?[- ]old {last}"
        rf"|\b{last}\b[^.]*\b\d{{1,3}}[- ]years?[- ](?:old|of age)",
        re.IGNORECASE,
    )


def _defines(name: str) -> Pattern:
    """What says who bears `name`."""
    last = re.escape(name.split()[-1])
    kin = r"(?:an?|the|its|their|[\w ]{1,40}[’']s?|sole|one|who|of|head|chief)"
    return re.compile(
        rf"\b{last}\b[”\"’)]*,?(?: \(?\d{{1,3}}\)?,)? (?:(?:is|was|were) )?{kin} "
        rf"|\bdescribed (?:\w+ ){{1,5}}as [“\"‘']?{last}|\b(?:identified as|named) {last}",
        re.IGNORECASE,
    )


def _bears(role: str) -> Pattern:
    """A name beside the role asked for."""
    words = role.split()
    last = _ROLES.get(words[-1].lower().rstrip("s"), re.escape(words[-1]))
    if words[-1].lower() in _ROLES or len(words) == 1:
        called = rf"(?:{last})s?"
    else:
        called = r"\s+".join([*map(re.escape, words[:-1]), f"(?:{last})s?"])
    return re.compile(
        rf"\b(?i:{called}),? {_NAME}|{_NAME},(?: \d+,)? (?:\w+ ){{0,3}}(?i:{called})\b"
    )
