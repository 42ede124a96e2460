"""What kind of document it is, by plain rules over its name and first words.

A mention is not enough: an article reports on an indictment, an order quotes a motion. So
what counts in the text is the heading that names the paper, or words that only the document
itself would hold.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from corpus.headings import HEAD, heading_of
from corpus.paper_names import KINDS, kind_named
from corpus.testimony import deposed
from corpus.turns import is_testimony

__all__ = ("KINDS", "REPORTED", "SYNDICATED", "kind_of", "opens_as_mail")

_MAIL_HEAD = re.compile(r"\A(?:\s*(?:From|To|Cc|Sent|Date|Subject):[^\n]*\n){3}", re.I)
"""The lines that open an e-mail kept as text."""
_PRINTED_MAIL = re.compile(
    r"(?:[^\n:]{1,80}\n){0,2}\*?(?:From|Von|De|Da|Van|Från|Fra)[ \xa0]?:[^\n]*\n"
    r"\*?(?:Sent|Gesendet|Envoyé|Enviad[oa]|Inviato|Verzonden|Skickat|Sendt)(?: e[lm])?[ \xa0]?:",
    re.I,
)
"""How one begins that Outlook printed: under the name of the mailbox. A memo has no "Sent:"."""
_RELEASE = re.compile(
    r"\bfor immediate release\b|^[^\w\n]*for release\b|^[^\w\n]*(?:press|news|media) release"
    r"[^\w\n]*(?:$|[:–—])",
    re.I | re.M,
)
_NUMBERED_INDICTMENT = re.compile(r"^[^\n]*?\b(?i:indictment) (?:No|NO)\. ?[\w/-]+[ \t]*$", re.M)
_WORDS_OF_ITS_OWN = (
    ("indictment", re.compile(
        r"^[^\w\n]*(?:THE )?(?:[A-Z]+ )?GRAND JURY\b[^.\n]{0,80}?\b(?:CHARGES|ACCUSES)\b"
        r"|^[^\w\n]*(?i:the (?:\w+ )?grand jury\b[^.\n]{0,80}?\bcharges(?: that)?\s*:)", re.M)),
    ("order", re.compile(r"\bit is (?:hereby |so )?ordered\b|^[^\w\n]*so ordered\b", re.I | re.M)),
    ("opinion", re.compile(
        r"\bdelivered the opinion\b|\bopinion of the court\b"
        r"|^[^\n]{3,60}, (?:Circuit|District|Chief|Senior) (?:Circuit |District )?Judge[.:]",
        re.M)),
    ("judgment", re.compile(r"\b(?:it is )?(?:therefore )?adjudged\b", re.I)),
    ("subpoena", re.compile(r"\byou are (?:hereby )?commanded to (?:appear|produce|attend|bring)\b",
                            re.I)),
    ("warrant", re.compile(r"\byou are (?:hereby )?commanded to (?:search|arrest|execute)\b",
                           re.I)),
    ("declaration", re.compile(
        r"\bI, [A-Z][^\n]{2,120}?,\s[^\n]{0,120}?\b(?i:declare|being (?:first )?duly sworn"
        r"|make oath|solemnly|state as follows|depose)\b"
        r"|\b(?i:declares? under (?:the )?penalt(?:y|ies) of perjury)\b")),
    ("contract", re.compile(
        r"\b(?i:this (?:[\w-]+ ){0,5}(?:agreement|contract|(?:sub)?lease|deed|amendment)\b"
        r"[^.]{0,80}?\b(?:is|are) (?:hereby )?(?:made|entered|dated|between|by and between))"
        r"|\bAGREEMENT,? dated (?:as of|this|the)\b"
        r"|\bWITNESSETH\b|\b(?i:the parties (?:hereto )?agree as follows)\b")),
    ("docket sheet", re.compile(r"^[^\n]{0,40}\bDocket Text\b", re.I | re.M)),
    ("invoice", re.compile(
        r"^[^\w\n]*(?:.{0,40}\s)?(?:invoice (?:no|number|date|#)|bill(?:ed)? to:?$|amount due"
        r"|balance due|please remit)\b", re.I | re.M)),
    ("ledger", re.compile(
        r"^(?=[^\n]{0,200}\b(?:debits?|paid out|withdrawals?)\b)(?=[^\n]{0,200}\b(?:credits?"
        r"|received|deposits?)\b)[^\n]{0,200}\bbalance\b", re.I | re.M)),
    ("letter", re.compile(
        r"^[ \t]{0,40}(?:dear\s(?:[\w.’'&-]+\s){0,7}[\w.’'&-]+\s?[,:]|to whom it may concern\b"
        r"|(?:my )?dearest\b)",
        re.I | re.M)),
    ("letter", re.compile(
        r"^[ \t]{0,60}(?:sincerely(?: yours)?|yours (?:sincerely|faithfully|truly)|(?:very )?truly"
        r" yours|(?:best|kind|warm) regards|respectfully yours),?[ \t\r]*$", re.I | re.M)),
    ("memo", re.compile(
        r"^[ \t]{0,40}to:[^\n]+\n\s{0,40}from:[^\n]+\n(?:\s{0,40}cc:[^\n]*\n)?"
        r"\s{0,40}(?:date|re|subject):", re.I | re.M)),
)  # fmt: skip
"""Words that stand in papers of one kind, of those that do not name themselves."""
_BEFORE_A_HEADING = ("letter",)
_REPORTS = ("press release", "article")
_IN_A_NAME = re.compile(r"e-?mail|article", re.I)
_SHORT_IN_A_NAME = {
    "depo": "deposition", "aff": "declaration", "decl": "declaration", "ltr": "letter",
    "inv": "invoice", "memo": "memo", "info": "other",
}  # fmt: skip
"""How names of files shorten what a paper is."""
_EVERYDAY = frozenset(
    "answer brief complaint contract declaration exhibit judgment minutes motion notice opinion"
    " order".split()
)
"""Kinds whose names are everyday words, too: "Answer to mom", "lunch order"."""
_FORMAL = re.compile(
    r"\b(?:courts?|plaintiffs?|defendants?|appell(?:ant|ee)s?|petitioners?|respondents?|claimants?"
    r"|judges?|tribunal|docket|(?:case|cause|claim) no|vs?\.|counsel|attorney|solicitors?|hereby"
    r"|hereto|pursuant|herein|whereas|exhibit|sworn|declare|party|parties|tenant|landlord|borrower"
    r"|licen[sc]ee|meeting|board|adjourned|quorum)\b|[§¶]",
    re.I,
)
"""Words that papers of these kinds have."""
_OF_A_FILE_NAME = frozenset(
    "to of for in on re the a and with by from dismiss compel suppress summary judgment strike seal"
    " leave amend continue extension limine default remand stay sanctions protective opposition"
    " support plaintiff plaintiffs defendant defendants def defs deft pl plf pltf govt government"
    " state people usa us appellant appellee amicus first second third amended verified superseding"
    " proposed final draft signed executed filed redacted sealed unsealed copy doc dkt ecf no nos"
    " pdf granting denying vs v appeal counterclaim interrogatories discovery hearing trial court"
    " scan scanned conformed certified entry service appearance removal deposition".split()
)
"""Words of names that the files of such papers are given."""
SYNDICATED = re.compile(r"^The post (.{10,200}) appeared first on .{2,60}\.\s*\Z", re.M)
"""What feeds put under an article that they carry; it holds the article's title."""
_DAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_REPORTERS_WORDS = (
    re.compile(r"^\W{0,9}(?:[^\n]{0,60}\| )?By [^\W\d_a-z][\w.’'-]+"
               r"(?: (?:and )?[^\W\d_a-z][\w.’'-]+){1,6}\b[^\n]{0,80}$"
               r"|\b(?:staff (?:writer|reporter)|our [\w ]{0,20}(?:reporter|correspondent))\b",
               re.M),
    re.compile(r"^[A-Z][A-Z .,’'-]{2,40}(?:, [A-Z][\w. ]{1,25})?(?:, [A-Z][a-z]{2,8}\.? \d{1,2}"
               r"(?:, \d{4})?)?(?: [(/][^)/\n]{2,30}[)/])? ?[-–—]{1,2} ", re.M),
    re.compile(r"\b(?:CNN|Reuters|Associated Press|\(AP\)|AFP|NPR|BBC|Bloomberg|[A-Z]+ News)\b"),
    re.compile(r"\b(?:said|announced|alleged|told|reported|sentenced|convicted|charged|ruled"
               rf"|went on trial)\b[^.\n]{{0,60}}\b{_DAY}\b"),
    re.compile(r"\b(?:told|declined to comment|did not (?:immediately )?respond to)\b"
               r"[^.\n]{0,30}\b(?:reporters|comment|CNN|The [A-Z]\w+|Reuters)\b"),
)  # fmt: skip
REPORTED = 2
"""A text without a name for itself is an article where this many of them stand in it."""


def kind_of(text: str, name: str, *, given: str | None = None) -> str:
    """One of `KINDS`.

    `given` is the format's own word: an e-mail is one whatever it says; a web page is an
    article unless it says that it is something else.
    """
    if given == "e-mail" or opens_as_mail(text):
        return "e-mail"
    head = text[:HEAD]
    named = _named_by_file(name)
    if named in _REPORTS:  # "indictment-press-release" reports on an indictment
        return named
    if _RELEASE.search(head):
        return "press release"
    return (
        _found_in(text, head, given)
        or (named if named not in _EVERYDAY or _is_formal(head, name, named) else None)
        or given
        or ("article" if _is_reported(text) else "other")
    )


def _is_formal(head: str, name: str, named: str) -> bool:
    """Whether a file may be of the kind of paper that its name says: its words are formal, or
    its name has none but those of such papers."""
    words = re.findall(r"[^\W\d_]+", PurePosixPath(name).stem.casefold())
    others = [word for word in words if word not in _OF_A_FILE_NAME and kind_named(word) is None]
    return _FORMAL.search(head) is not None or not others


def _found_in(text: str, head: str, given: str | None) -> str | None:
    """What a text says that it is; None where it does not."""
    reported = given == "article" or _is_reported(text)
    heading = heading_of(text, capitals_only=reported)
    found = heading.kind if heading else None
    own = [kind for kind, pattern in _WORDS_OF_ITS_OWN if pattern.search(head)]
    if found in (None, "exhibit", "transcript") and deposed(text) is not None:
        return "deposition"
    if found in (None, "exhibit", "order") and is_testimony(text):
        return "transcript"
    if found is None and _NUMBERED_INDICTMENT.search(head) and "indictment" in own:
        return "indictment"
    if found is None or (found == "exhibit" and not reported):
        return next(iter(own), found) if not reported else found
    if heading and found != "letter" and "letter" in own and _greets_before(head, heading.start):
        return "letter"
    return found


def _greets_before(head: str, start: int) -> bool:
    """Whether a letter has greeted before `start`: what it names there is in its words."""
    return any(
        pattern.search(head[:start]) for kind, pattern in _WORDS_OF_ITS_OWN if kind == "letter"
    )


def opens_as_mail(text: str) -> bool:
    """Whether a text begins with the header lines of an e-mail."""
    if _MAIL_HEAD.match(text):
        return True
    lines = (line.strip() for line in text[:HEAD].splitlines())
    return _PRINTED_MAIL.match("\n".join(filter(None, lines))) is not None


def _is_reported(text: str) -> bool:
    if SYNDICATED.search(text):
        return True
    head = text[:HEAD]
    return sum(pattern.search(head) is not None for pattern in _REPORTERS_WORDS) >= REPORTED


def _named_by_file(name: str) -> str | None:
    """The kind that the name of a file says, None where it says none."""
    words = re.sub(r"[\W\d_]+", " ", PurePosixPath(name).name.rsplit(".", 1)[0])
    if mail := _IN_A_NAME.search(f" {words} ".replace("e mail", "email")):
        around = f" {words} ".replace("e mail", "email")
        alone = around[mail.start() - 1] == " " and around[mail.end()] in " s"
        if alone:
            return "article" if "article" in mail.group().lower() else "e-mail"
    if short := next((w for w in words.casefold().split() if w in _SHORT_IN_A_NAME), None):
        return kind_named(words, anywhere=True) or _SHORT_IN_A_NAME[short]
    return kind_named(words, anywhere=True)
