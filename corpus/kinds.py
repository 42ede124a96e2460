"""What kind of document it is, by plain rules over its name and first words.

A mention is not enough: an article reports on an indictment, an order quotes a motion. So
what counts in the text is a line that stands as a heading, or words that only the document
itself would hold.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from corpus.testimony import HEAD, deposed
from corpus.turns import is_testimony

KINDS = (
    "indictment", "complaint", "motion", "order", "transcript", "deposition", "plea agreement",
    "press release", "article", "e-mail", "report", "exhibit", "other",
)  # fmt: skip

_INDICTMENT_CAPTION = re.compile(
    r"(?:^|[|)§])[^\w\n]*(?:(?:FIRST|SECOND|THIRD|FOURTH|FIFTH|SIXTH|SEALED|REDACTED|CRIMINAL) )*"
    r"(?:SUPERSEDING )?I ?N ?D ?I ?C ?T ?M ?E ?N ?T[^\w\n]*$"
    r"|^[^\w\n]*THE (?:[A-Z]+ )?GRAND JURY\b[^.\n]{0,80}?\bCHARGES\b"
    r"|^[^\w\n]*(?i:the (?:\w+ )?grand jury\b[^.\n]{0,80}?\bcharges(?: that)?\s*:)",
    re.M,
)
_MAIL_HEAD = re.compile(r"\A(?:\s*(?:From|To|Cc|Sent|Date|Subject):[^\n]*\n){3}", re.I)
"""The lines that open an e-mail kept as text."""
_PRINTED_MAIL = re.compile(
    r"(?:[^\n:]{1,80}\n){0,2}\*?(?:From|Von|De|Da|Van|Från|Fra)[ \xa0]?:[^\n]*\n"
    r"\*?(?:Sent|Gesendet|Envoyé|Enviad[oa]|Inviato|Verzonden|Skickat|Sendt)(?: e[lm])?[ \xa0]?:",
    re.I,
)
"""How one begins that Outlook printed: under the name of the mailbox. A memo has no "Sent:"."""


def _heading(words: str) -> re.Pattern[str]:
    """Lines, or cells of a caption, in capitals or as in a title, that hold these words."""
    return re.compile(rf"(?:^|\|)[^\w\n|]*{words}[^\w\n|]*(?:$|\|)", re.M)


_KINDS = (
    (
        "press release",
        re.compile(
            r"\bfor immediate release\b|^[^\w\n]*(?:press|news) release[^\w\n]*(?:$|[:–—])",
            re.I | re.M,
        ),
    ),
    ("indictment", _INDICTMENT_CAPTION),
    ("plea agreement", _heading(r"(?:[A-Z’']+ ){0,3}PLEA AGREEMENT")),
    (
        "complaint",
        _heading(
            r"(?:(?:[A-Z’']+ ){0,4}(?:CRIMINAL|CIVIL|AMENDED|VERIFIED) )?COMPLAINT"
            r"(?: [A-Z ]{2,40})?"
        ),
    ),
    ("complaint", re.compile(r"^[^\w\n]*(?:criminal |amended )?complaint[^\w\n]*$", re.I | re.M)),
    (
        "transcript",
        re.compile(
            r"(?:^|\|)[^\w\n]*(?:reporter[’']s |official |certified |partial |stenographic )*"
            r"(?:transcript of\b[^.\n]{0,80}|(?:trial|hearing|sentencing|plea|motion) transcript"
            r"(?:[,:;–— -][^.\n]{0,60})?)$",
            re.I | re.M,
        ),
    ),
    ("motion", _heading(r"(?:[A-Z0-9’',.()-]+ ){0,9}MOTION(?: [A-Z0-9’',.()§-]+){0,14}")),
    (
        "motion",
        re.compile(
            r"^[^\w\n]*(?:(?:[A-Z][\w’'.]*|and|of|the) ){0,7}Motion (?:to|for|in Limine)\b"
            r"[^.\n]{0,80}$",
            re.M,
        ),
    ),
    ("order", re.compile(r"^[^\w\n]*(?:[A-Z’' ]{0,60})\bORDER\b", re.M)),
    ("order", re.compile(r"\bit is (?:hereby |so )?ordered\b", re.I)),
    (
        "exhibit",
        _heading(r"(?:[A-Za-z’']+ ){0,2}(?:EXHIBIT|Exhibit)(?: (?:No\. ?)?[A-Z0-9.-]{1,6})?"),
    ),
    ("report", _heading(r"(?:[A-Z0-9’'&]+ ){0,8}REPORT(?: (?:OF|ON|TO) [A-Z0-9’'& ]{2,60})?")),
    ("report", _heading(r"(?:(?:[A-Z][\w’'&]*|of|and) ){0,6}Report(?: (?:of|on) [^.\n]{2,60})?")),
)
_KIND_IN_NAME = re.compile(
    r"(?<![^\W\d_])(indictment|complaint|transcript|depo(?:sition)?|motion|plea.?agreement|order|press.?release"
    r"|exhibit|report|article|e-?mail)s?(?![^\W\d_])",
    re.I,
)
_REPORTS = ("press release", "article")
SYNDICATED = re.compile(r"^The post (.{10,200}) appeared first on .{2,60}\.\s*\Z", re.M)
"""What feeds put under an article that they carry; it holds the article's title."""
_DAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_REPORTERS_WORDS = (
    re.compile(r"^\W*By [A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){1,3}\b[^.\n]{0,40}$", re.M),
    re.compile(r"^[A-Z][A-Z .,’']{2,40}(?:, [A-Z][a-z]+\.?)? (?:\([A-Za-z ]{2,20}\) )?[-–—]{1,2} ",
               re.M),
    re.compile(r"\b(?:CNN|Reuters|Associated Press|\(AP\)|AFP|NPR|BBC|Bloomberg|[A-Z]+ News)\b"),
    re.compile(rf"\b(?:said|announced|alleged|told|reported)\b[^.\n]{{0,40}}\b{_DAY}\b"),
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
    named = [_canonical(word) for word in _KIND_IN_NAME.findall(PurePosixPath(name).name)]
    if named:  # "indictment-press-release" reports on an indictment
        return next((kind for kind in named if kind in _REPORTS), named[0])
    head = text[:HEAD]
    found = next((kind for kind, pattern in _KINDS if pattern.search(head)), None)
    if found in (None, "exhibit", "transcript") and deposed(text) is not None:
        found = "deposition"
    elif found in (None, "exhibit", "order") and is_testimony(text):
        found = "transcript"
    return found or given or ("article" if _is_reported(text) else "other")


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


def _canonical(word: str) -> str:
    word = word.lower()
    if word.startswith("press"):
        return "press release"
    if word.startswith("plea"):
        return "plea agreement"
    if word.startswith("depo"):
        return "deposition"
    return "e-mail" if word in ("email", "e-mail") else word
