"""What papers are called: the words in a heading that say of which kind a paper is.

This is the one place for such words. A heading is named by its head noun: "MEMORANDUM IN SUPPORT
OF MOTION" is a memorandum, "DEPOSITION NOTICE" a notice. What is more than its head noun says
("NOTICE OF MOTION" is the motion) stands in `_WHOLE`.
"""

from __future__ import annotations

import re

KINDS = (
    "indictment", "complaint", "answer", "motion", "brief", "order", "opinion", "judgment",
    "plea agreement", "contract", "letter", "e-mail", "memo", "transcript", "deposition",
    "declaration", "notice", "invoice", "ledger", "docket sheet", "subpoena", "warrant",
    "interrogatories", "report", "minutes", "press release", "article", "exhibit", "other",
)  # fmt: skip

_NOUNS = {
    "indictment": "indictment|criminal information|superseding information",
    "complaint": "complaint|original petition|particulars of claim|statement of claim",
    "answer": "answer|statement of defen[cs]e|defence(?= and counterclaim|$)",
    "motion": "motion|application|petition",
    "brief": "brief|opposition|reply|response|sentencing memorandum|skeleton argument",
    "order": "order|injunction|findings of fact|stipulated order|writ",
    "opinion": "opinion|decision|ruling|reasons for decision|determination|arbitral award",
    "judgment": "judge?ment|decree|sentencing remarks",
    "plea agreement": "plea agreement|plea bargain",
    "contract": (
        "agreement|contract|(?:sub)?lease|deed|amendment|addendum|statement of work|bill of sale"
        "|promissory note|(?:software|trade ?mark|patent) licen[cs]e"
        "|memorandum of (?:understanding|agreement)|letter of intent|charter party"
    ),
    "letter": "letter",
    "memo": "memorandum|memo",
    "transcript": "transcript",
    "deposition": "deposition",
    "declaration": (
        "declaration|affidavit|affirmation"
        "|(?:witness|sworn|voluntary|recorded|victim|impact) statement"
        "|statement of witness|statutory declaration"
    ),
    "notice": "notice",
    "invoice": "invoice|statement of account|fee note",
    "ledger": "ledger|cash ?book|account register|check register",
    "docket sheet": (
        "docket sheet|register of actions|docket report"
        "|(?:civil|criminal|bankruptcy|general) docket(?: for case)?"
    ),
    "subpoena": "subpoena(?: duces tecum| ad testificandum)?",
    "warrant": "warrant",
    "interrogatories": (
        "interrogator(?:y|ies)|requests? for (?:admissions?|production|documents)"
        "|discovery requests"
    ),
    "report": "report",
    "minutes": "minutes",
    "press release": "(?:press|news|media) release",
    "exhibit": "exhibit",
    "": (
        "(?:purchase|work|money) orders?|by (?:court )?orders?|orders? of business|order form"
        "|(?:the|daily|evening|morning|sunday) (?:[\\w'-]+ ){0,3}ledger"
        "|exhibit list|list of exhibits|answer sheet|notice period|in order|minutes? entry sheet"
    ),
}
"""Head nouns by kind; those of "" are no papers."""
_WHOLE = (
    ("motion", r"notices? of (?:[\w'-]+ ){0,2}(?:cross-? ?)?(?:motion|application)\b"),
    ("warrant", r"application\b.{0,60}\bwarrant"),
    ("interrogatories", r"(?:responses?|answers?|objections?|reply)\b.{0,80}"
                        r"\b(?:interrogator|requests? for (?:admission|production|documents))"),
    ("deposition", r"transcript of\b.{0,40}\bdeposition"),
    ("opinion", r"memorandum opinion|memorandum (?:and|&) (?:opinion|order)|memorandum decision"
                r"|opinion (?:and|&) order|order and opinion|decision (?:and|&) order"),
    ("motion", r"memorandum in support of\b.{0,40}\bmotion|combined motion"),
    ("brief", r"memorandum (?:of law|of points and authorities|in (?:support|opposition|aid))"),
    ("order", r"(?:stipulation|findings of fact)\b.{0,60}\border"),
    ("complaint", r"(?:complaint|petition) for (?:damages|divorce|dissolution)"),
    ("plea agreement", r"plea (?:and cooperation )?agreement"),
    ("exhibit", r"(?:[\w’']+ ){0,2}exhibit(?: (?:no )?[\w.-]{1,6})?$"),
)  # fmt: skip
"""Headings that are of another kind than their head noun, the first that fits."""
_WHOLE_NAMES = tuple((kind, re.compile(rf"\b(?:{words})")) for kind, words in _WHOLE)
_KIND_OF_GROUP = {f"k{number}": kind for number, kind in enumerate(_NOUNS)}
_NOUN = re.compile(
    r"(?<![\w’'-])(?:"
    + "|".join(
        f"(?P<{group}>(?:{_NOUNS[kind]})(?:s|es)?)"
        for group, kind in sorted(
            _KIND_OF_GROUP.items(),
            # What has words of another inside it comes first: "sentencing memorandum".
            key=lambda pair: (
                ("", "plea agreement", "brief", "docket sheet").index(pair[1])
                if pair[1] in ("", "plea agreement", "brief", "docket sheet")
                else 9
            ),
        )
    )
    + r")(?![\w’'])"
)
_OF_A_MATTER = ("in re ", "in the matter of ", "re ", "re: ", "ex parte ")
"""How the name of a case begins, which may hold any word."""
_EX_PARTE = re.compile(
    r"(?:emergency )?ex parte (?=(?:(?:emergency|verified|joint) )?(?:application|motion|petition"
    r"|request|order|notice|writ)s?\b)"
)
"""The beginning of a paper for which the other side was not heard: no name of a case."""
_BOUND = re.compile(
    r"\b(?:of|to|for|in|on|re|regarding|concerning|by|from|with|without|against|at|under|between"
    r"|pursuant|dated|as|and|or|not|that|upon|per"
    r"|(?:grant|deny|direct|sett|authoriz|appoint|approv|dismiss|vacat|amend|compel|stay|extend"
    r"|continu|remand|transferr|sever|modify|adopt|seal|schedul|requir|permitt|prohibit|enforc"
    r"|revok|releas|terminat|limit|strik|clos|reopen|clarify|deferr|overrul|sustain|establish"
    r"|substitut|restrain|enjoin)ing)\b"
    r"|[(&/,:;–—]|\s-\s"
)
"""Where the head noun's part of a heading ends."""
_MAY_FOLLOW = re.compile(r"\s*(?:$|[\d#(&/,:;–—-]|no\b|number\b|day\b|vol|detail\b|form\b)")


def kind_named(heading: str, *, anywhere: bool = False) -> str | None:
    """The kind of paper that `heading` is the name of, one of `KINDS`; None where it names
    none. A word may stand `anywhere` in the name of a file, which is no phrase."""
    words = " ".join(heading.replace("’", "'").casefold().split())
    words = _EX_PARTE.sub("", words, count=1)
    if words.startswith(_OF_A_MATTER):
        return None
    for kind, pattern in _WHOLE_NAMES:
        found = pattern.search(words)
        if found and not _BOUND.search(words, 0, found.start()):
            return kind
    nouns = [(m.start(), m.end(), _KIND_OF_GROUP[m.lastgroup or ""]) for m in _NOUN.finditer(words)]
    last: str | None = None
    for start, end, kind in nouns:
        before = any(not _in_noun(nouns, b.start()) for b in _BOUND.finditer(words, 0, start))
        if before and last is not None:
            break
        if not (anywhere or _MAY_FOLLOW.match(words, end) or _BOUND.match(words[end:].lstrip())):
            continue
        last = kind or None
        if before:
            break
    return last


def _in_noun(nouns: list[tuple[int, int, str]], at: int) -> bool:
    return any(start <= at < end for start, end, _ in nouns)
