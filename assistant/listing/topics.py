"""The clauses that reviewers of contracts ask for, by the words that such clauses use."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Topic:
    """A kind of clause: what it is called, how it is asked for, and what its words are.

    `without` are the words of clauses that use the same words for something else.
    """

    name: str
    asked: re.Pattern[str]
    words: re.Pattern[str]
    without: re.Pattern[str] | None = None


def topic_of(question: str) -> Topic | None:
    """The kind of clause that a question asks for; None for most questions."""
    return next((topic for topic in TOPICS if topic.asked.search(question)), None)


def _topic(name: str, asked: str, words: str, without: str = "") -> Topic:
    return Topic(
        name,
        re.compile(rf"\b(?:{asked})", re.IGNORECASE),
        re.compile(words, re.IGNORECASE),
        re.compile(without, re.IGNORECASE) if without else None,
    )


TOPICS: tuple[Topic, ...] = (
    _topic(
        "governing law", r"governing[- ]law|choice[- ]of[- ]law|applicable law"
        r"|law (?:that )?governs",
        r"\b(?:govern|construe|interpret)\w*\b[^.]{0,160}?\b(?:laws?\b|statutes of)"
        r"|\blaws? of\b[^.]{0,80}?\b(?:shall|will) (?:govern|control|apply)",
        r"\bcompl(?:y|iance) with (?:all )?(?:applicable )?laws",
    ),
    _topic(
        "assignment", r"(?:anti-?|non-?)?assign(?:ment|ing|ability)|no[- ]assign",
        r"\b(?:assign|assigned|assigns|assignment|assignable)\b[^.]{0,220}?\b(?:without"
        r"|consent|prior"
        r"|void|not be|prohibited|approval)|\b(?:not|no|neither)\b[^.]{0,120}?\bassign(?:ed"
        r"|able|ment)?\b",
        r"\bassign(?:s|ed)? (?:to|all) (?:\w+ ){0,4}(?:right|title|interest)",
    ),
    _topic(
        "termination for convenience",
        r"terminat\w+ (?:for|without|at) (?:convenience|cause|will|any reason)",
        r"\bterminat\w+\b[^.]{0,160}?\b(?:for (?:any|no)(?: or no)? reason|without cause|for"
        r" convenience|at any time|at will|with or without cause)"
        r"|\bat any time\b[^.]{0,80}?\bterminat"
        r"|\bterminat\w+\b[^.]{0,60}?\bupon\b[^.]{0,40}?\bdays\b"
        r"[^.]{0,30}?\bnotice",
        r"\bmaterial breach|\bdefault|\binsolven|\bbankrupt",
    ),
    _topic(
        "insurance", r"insurance",
        r"\b(?:maintain|carry|procure|obtain|keep|provide|purchase)\w*\b[^.]{0,160}?\binsurance\b"
        r"|\binsurance\b[^.]{0,160}?\b(?:coverage|policy|policies|limits?|additional insured"
        r"|certificates?)\b|\badditional (?:named )?insured",
    ),
    _topic(
        "audit rights", r"audit|inspect\w* (?:of )?(?:the )?(?:books|records)",
        r"\b(?:audit|inspect|examine)\w*\b[^.]{0,140}?\b(?:books|records|accounts|premises"
        r"|facilit\w+)"
        r"|\b(?:books|records|accounts)\b[^.]{0,160}?\b(?:audit|inspect|examin)\w*"
        r"|\bright to audit",
    ),
    _topic(
        "cap on liability", r"cap(?:s|ped)? on (?:liability|damages)|limit\w* (?:of"
        r"|on) liabilit|liability"
        r" (?:is |are )?(?:cap|limit)",
        r"\bliab(?:le|ility)\b[^.]{0,220}?\b(?:not exceed|exceed|limited to|in excess of|greater of"
        r"|aggregate)|\b(?:no event|neither party|not be liable)\b[^.]{0,160}?\b(?:consequential"
        r"|incidental|indirect|special|punitive|lost profits)",
    ),
    _topic(
        "exclusivity", r"exclusiv",
        r"\bexclusiv(?:e|ely|ity)\b[^.]{0,120}?\b(?:right|licen[cs]e|distribut|supplier"
        r"|provider|agent"
        r"|dealer|basis|territor|market)|\b(?:sole|exclusive) and (?:sole|exclusive)\b"
        r"|\bshall not\b[^.]{0,120}?\b(?:other than|any other|from any (?:third|other))",
        r"\bexclusive (?:jurisdiction|remed|venue|property|forum)|\bnon-?exclusive",
    ),
    _topic(
        "non-compete", r"non-?compet|restrict\w* (?:on )?compet|covenants? not to compete",
        r"\b(?:not|neither)\b[^.]{0,200}?\b(?:compet(?:e|es|ing|itive)|competing (?:business"
        r"|product))"
        r"|\bnon-?compet",
    ),
    _topic(
        "license grant", r"licen[cs]es?(?: grants?)?|grants? of (?:a )?licen[cs]e",
        r"\bgrant\w*\b[^.]{0,100}?\b(?:licen[cs]e|right to use|rights? and licen[cs]e"
        r"|sublicen[cs]e)"
        r"|\blicen[cs]e\b[^.]{0,60}?\b(?:is|are) (?:hereby )?granted",
        r"\bno licen[cs]e|\bnothing\b[^.]{0,60}?\bgrant",
    ),
    _topic(
        "minimum commitment", r"minimum(?: \w+)? (?:commitment|purchase|order|quantit|royalt"
        r"|payment)",
        r"\b(?:minimum|at least|no less than|not less than)\b[^.]{0,120}?\b(?:purchas|order"
        r"|quantit|units?"
        r"|royalt|fee|sales|annual|per (?:year|month|quarter)|\$\s?\d)",
    ),
    _topic(
        "revenue or profit sharing", r"(?:revenue|profit)[- ](?:or profit )?(?:share|sharing)"
        r"|royalt",
        r"\b(?:royalt\w+|commission|percent(?:age)?|\d{1,2}(?:\.\d+)?\s?%)\b[^.]{0,140}?\b(?:net"
        r" (?:sales|revenues?|profits?|income)|gross (?:sales|revenues?|receipts|profits?)"
        r"|revenues?"
        r"|profits?|sales)\b|\bshare of\b[^.]{0,40}?\b(?:revenues?|profits?)",
    ),
    _topic(
        "intellectual property ownership", r"(?:ip|intellectual property|invention)\w*"
        r" (?:ownership|assignment)|own\w* (?:of )?(?:the )?(?:ip|intellectual)",
        r"\b(?:right, title,? and interest|work(?:s)? (?:made )?for hire"
        r"|exclusive property of|owned"
        r" (?:solely |exclusively )?by|hereby assigns?)\b",
    ),
    _topic(
        "change of control", r"change (?:of|in) control",
        r"\bchange (?:of|in) (?:ownership|control)|\b(?:merger|consolidation|acquisition"
        r"|sale of (?:all"
        r" or )?substantially all)\b[^.]{0,160}?\b(?:terminat|consent|assign|notice)",
    ),
    _topic(
        "confidentiality", r"confidential|non-?disclosure",
        r"\bconfidential\b[^.]{0,200}?\b(?:not|disclos|use|protect|keep|hold)"
        r"|\bnot (?:to )?disclose",
    ),
    _topic(
        "indemnity", r"indemni|hold harmless",
        r"\bindemnif|\bhold\b[^.]{0,40}?\bharmless",
    ),
    _topic(
        "renewal", r"renew",
        r"\b(?:renew\w*|extend\w*)\b[^.]{0,160}?\b(?:term|year|period|successive|additional"
        r"|automatic)",
    ),
    _topic(
        "liquidated damages", r"liquidated damages|early termination fees?",
        r"\bliquidated damages|\btermination (?:fee|charge|payment)"
        r"|\bas (?:agreed )?damages and not",
    ),
    _topic(
        "warranty duration", r"warrant(?:y|ies) (?:duration|periods?)|how long .{0,40}warrant",
        r"\bwarrant\w*\b[^.]{0,160}?\b(?:for a period|period of|months|years|days)\b"
        r"|\bwarranty period\b",
    ),
    _topic(
        "no solicitation of employees", r"(?:no|non)[- ]?(?:solicit|hire)\w*",
        r"\b(?:not|neither)\b[^.]{0,160}?\b(?:solicit|induce|entice|recruit|hire)\w*",
    ),
    _topic(
        "third party beneficiary", r"third[- ]party beneficiar",
        r"\bthird[- ]party beneficiar",
    ),
    _topic(
        "most favored nation", r"most[- ]favou?red",
        r"\bmost[- ]favou?red|\b(?:no less|not less|more"
        r"|as) favou?rable\b[^.]{0,120}?\b(?:any other"
        r"|customer|third part)",
    ),
    _topic(
        "right of first refusal", r"first refusal|first (?:offer|negotiation)|rof[ron]",
        r"\bright of first|\bfirst (?:refusal|offer|negotiation|option|opportunity)\b",
    ),
)  # fmt: skip
