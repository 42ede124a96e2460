"""The title of a document: what a person would call it, in a line.

A filing opens with its court and parties, not with its name, and a newspaper's page with the
newspaper's: both are passed over for the line that names the document itself. The title that a
file gives itself is often the name of another file, of a program or of the form that it was
begun from; it counts where it does not look like one and the paper's own words bear it out.
"""

from __future__ import annotations

import re
import textwrap
from pathlib import PurePosixPath

from corpus.headings import HEAD, heading_of, is_court
from corpus.kinds import SYNDICATED, opens_as_mail
from corpus.language.days import dates_in, only_a_date
from corpus.testimony import deposed, opens_turn

LONGEST = 90
BORNE_OUT = 0.5
"""The share of a given title's words, above which it is of a paper that names itself."""
_SUBJECT = re.compile(r"^[ \t]{0,20}Subject:[ \t]*(\S.*?)\s*$", re.I | re.M)
_ABOUT = re.compile(
    r"^[ \t]{0,40}(?:Subject|Re|In re|Regarding|Betreff)[ \t]*:[ \t]*(?P<same>[^\n]{3,160})$",
    re.I | re.M,
)
_DEAR = re.compile(
    r"^[ \t]{0,40}(?:(?:my )?dear(?:est)?[ \t](?P<whom>(?:[^\W\d_][\w.’'&-]*[ \t]){0,7}"
    r"[^\W\d_][\w.’'&-]*)|to whom it may concern)(?:[ \t]{0,9}[,:]|[ \t\r]{0,9}$)",
    re.I | re.M,
)
_NOBODY = re.compile(
    r"(?:(?:sir|madam|sirs|mesdames|gentlem[ae]n|all|colleagues?|friends?|customers?|clients?|members?"
    r"|shareholders?|patients?|parents?|residents?|neighbou?rs?|tenants?|team|and|or|valued)\s?)+",
    re.I,
)
"""Whom a letter greets that greets nobody by name."""
_NUMBER = re.compile(
    r"\b(?:invoice|number|no)\b[ \t]*(?:no|number|num|nr)?\.?[ \t]*[:#]{0,2}[ \t]*"
    r"(?P<number>(?=[\w/-]*\d)[\w/-]{2,24})",
    re.I,
)
_NO_NAME = re.compile(r"[\W\d_]*(?:[0-9a-f]{8,})?[\W\d_]*", re.I)
_JUNK_TITLE = re.compile(
    r"^\W*(?:untitled(?: document)?|document\d*|title|microsoft \w+ - |(?:powerpoint )?"
    r"presentation\d*|slide 1|book\d+|scan(?:ned)?(?: \w+)?|adobe photoshop pdf|print|image"
    r"|full page photo|anonymous|no title|new document|unknown|draft|pdf|home|blank|letter|template"
    r"|layout \d+|form \w+|js-?\d+|ao[ _]?\d+\w*(?: \(rev\.? [\d/]+\))?)\W*(?:$|(?<=- )\S)"
    r"|^\W*(?:pdf ?creator|pdf995|acrobat|adobe|crystal reports|cm/ecf|microsoft|ricoh|canon|xerox"
    r"|hp scan|konica|quark|wordperfect|libreoffice|scansnap)\b"
    r"|\.\w{2,4}\W*$|^\W*$|^[\d\W_]+$|^\w*_\w*$"
    r"|^[A-Za-z]:\\|^(?:file|https?)://",
    re.I,
)
_NAMES_A_FILING = re.compile(
    r"\b(?:INDICTMENT|INFORMATION|COMPLAINT|MOTION|ORDER|OPINION|MEMORANDUM|JUDGMENT|AGREEMENT"
    r"|NOTICE|DECLARATION|AFFIDAVIT|TRANSCRIPT|BRIEF|STIPULATION|RESPONSE|REPLY|OPPOSITION"
    r"|SUBPOENA|WARRANT|VERDICT|APPLICATION|PETITION|ANSWER|EXHIBIT|REPORT)S?\b"
)
_STAMPED = re.compile(
    r"^\W*(?:(?:e-?|electronically )?filed|received|entered|lodged|clerk\b|by:? _|deputy|sealed"
    r"|document\b|doc #|js-\d|ao \d|exhibit \d|confidential\b|page \d|no\.? |case\b|\d"
    r"|privileged\b|attorney[’'s]{0,2}[- ](?:work|client|eyes)\b"
    r"|by\s(?-i:(?:[A-Z][\w.’'-]{0,30}(?:,?\s(?:and\s)?|$)){1,8}$))",
    re.I,
)
"""Lines of stamps and forms, and of writers, which name no paper."""
_CASE = re.compile(r"^[^\n,;:|]{2,60}\s(?:v|vs)\.?\s[^\n;:|]{2,60}$")
_RELEASE = re.compile(
    r"^\W*(?:for (?:immediate )?release\b|(?:press|news|media) release\b)"
    r"|\bfor immediate release\W*$",
    re.I,
)
_LETTERHEAD = re.compile(
    r"\bfor (?:immediate )?release\b|^(?:press|news) release\b|^(?:the )?office of\b|[’']s office$"
    r"|^attorney general of\b|^(?:u\.s\. |united states )?department of [\w ]+$"
    r"|^\w+ district of [\w ]+$|^contact\b|@|www\.|https?:|\d{3}[-.) ]+\d{4}",
    re.I,
)
_NEWSPAPER = re.compile(
    r"^\W*(?:(?:[\w’'-]+\s){1,5}(?:advertiser|argus|beacon|bugle|chronicle|courier|dispatch|echo"
    r"|enquirer|examiner|gazette|globe|guardian|herald|independent|inquirer|mercury|messenger|sentinel"
    r"|star|sun|telegram|telegraph|times|tribune|weekly)"
    r"|the\s(?:[\w’'-]+\s){1,4}(?:bulletin|citizen|express|journal|ledger|mail|monitor|news|observer"
    r"|post|press|record|recorder|register|reporter|review|standard|voice|world))"
    r"\b(?:\W+[^\n]{0,40})?$",
    re.I,
)
"""The name of a newspaper, as the line above an article has it."""
_RELEASE_HEAD, _FEWEST_WORDS = 12, 4
"""Lines of a press release among which its headline is, and words that one has at least."""
_SMALL = frozenset("a an and as at by for from in into of on or the to under upon v with".split())


def title_of(given: str | None, text: str, name: str) -> str:
    """What the document calls itself, or the format's own title where that is borne out, or
    the first line that reads as a title, or the file's name."""
    given = " ".join((given or "").split())
    own = _own_name(text)
    is_title = given and not _JUNK_TITLE.search(given) and not _is_bare_court(given)
    if is_title and (own is None or _borne_out(given, text)):
        return given
    if own:
        return own
    lines = [line.strip().strip("#* ") for line in text[:HEAD].splitlines() if line.strip()]
    first = next((line for line in lines if not _STAMPED.match(line)), lines[0] if lines else "")
    if _is_bare_court(first) and (case := next((x for x in lines if _CASE.match(x)), None)):
        return case
    if _reads_as_title(first) and not only_a_date(first):
        return _cased(first)
    stem = PurePosixPath(name).stem
    if _NO_NAME.fullmatch(stem):
        return textwrap.shorten(first, 80, placeholder=" …") or name
    return stem.replace("_", " ").replace("-", " ").strip()


def _own_name(text: str) -> str | None:
    """What a text surely calls itself: its subject, whose deposition it is, its heading."""
    head = text[:HEAD]
    if opens_as_mail(text):
        subject = _SUBJECT.search(head)
        return subject.group(1) if subject else None
    if syndicated := SYNDICATED.search(text):
        return syndicated.group(1)
    if witness := deposed(text):
        return f"Deposition of {witness}"
    lines = [line.strip().strip("#* ") for line in head.splitlines() if line.strip()]
    if headline := _headline_of_release(lines) or _headline(lines):
        return headline
    heading = heading_of(text)
    greeted = _DEAR.search(head)
    if greeted and (heading is None or heading.start > greeted.start() or heading.kind == "letter"):
        about = _ABOUT.search(head)
        if about:
            return about["same"].strip(" *_\t\r")
        if letter := _letter(greeted["whom"] or "", lines):
            return letter
    if heading is None:
        return None
    if heading.kind == "memo" and (about := _ABOUT.search(head)):
        return about["same"].strip(" *_\t\r")
    return _as_title(heading.words, heading.kind, head)


def _letter(whom: str, lines: list[str]) -> str | None:
    """A letter by whom it greets, or, where that is nobody by name, by whom it is from: the
    head of the paper that it is written on; None where neither is known."""
    whom = " ".join(whom.split())
    if whom and not _NOBODY.fullmatch(whom):
        return f"Letter to {whom}"
    first = lines[0]
    if _reads_as_title(first) and not any(dates_in(first)) and not _DEAR.match(first):
        return f"Letter from {first}"
    return None


def _as_title(words: str, kind: str, head: str) -> str:
    """A heading as a title: not in capitals, an invoice and an exhibit with their number."""
    title = _cased(textwrap.shorten(words, 2 * LONGEST, placeholder=" …"), named=True)
    if kind == "docket sheet":
        return re.sub(r"\s*[#:]+\s+", " ", title)
    if len(words.split()) <= 2 and kind == "invoice" and (found := _NUMBER.search(head)):
        return f"{title} {found['number']}"
    return title


def _borne_out(given: str, text: str) -> bool:
    """Whether most words of a given title stand in the beginning of the text."""
    said = set(_words(text[:HEAD]))
    words = _words(given)
    return bool(words) and sum(word in said for word in words) > BORNE_OUT * len(words)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]{2,}", text.casefold())


def _is_bare_court(line: str) -> bool:
    return len(line) <= LONGEST and line.isupper() and is_court(line)


def _headline(lines: list[str]) -> str | None:
    """The line below the name of a newspaper, and the day or the part of the paper."""
    if len(lines) < 3:
        return None
    if lines[0].isupper() and only_a_date(lines[1]) and len(lines[2]) > 20:
        return lines[2] if not lines[2].endswith((".", ":", ";", ",")) else None
    if len(lines[0]) > LONGEST or not _NEWSPAPER.match(lines[0]):
        return None
    below = (line for line in lines[1:5] if not (any(dates_in(line)) and len(line) < LONGEST))
    return next(
        (
            line
            for line in below
            if 20 < len(line) <= 2 * LONGEST and not re.match(r"by\s", line, re.I)
        ),
        None,
    )


def _headline_of_release(lines: list[str]) -> str | None:
    """What a press release announces: the first line that is no name of an office, no day and
    no address."""
    if not any(_RELEASE.search(line) for line in lines[:_RELEASE_HEAD]):
        return None
    for line in lines[:_RELEASE_HEAD]:
        if len(line.split()) >= _FEWEST_WORDS and not (
            _LETTERHEAD.search(line) or only_a_date(line)
        ):
            return line if _reads_as_title(line) else None
    return None


def _reads_as_title(line: str) -> bool:
    return (
        3 <= len(line) <= LONGEST
        and not line.endswith((".", ":", ";", ","))
        and not any(sign in line for sign in (":", "\t", "<?", " | ", "...."))
        and any(letter.isalpha() for letter in line)
        and not opens_turn(line)
    )


def _capitalized(word: str) -> str:
    """A word in capitals with only its first letter in one: "[PROPOSED]" is "[Proposed]"."""
    first = next((n for n, letter in enumerate(word) if letter.isalpha()), 0)
    return word[: first + 1] + word[first + 1 :].lower()


def _cased(line: str, *, named: bool = False) -> str:
    """A filing's name in capitals as it is written in a sentence; any other line as it is.
    `named`: it is known to be one."""
    if not (line.isupper() and (named or _NAMES_A_FILING.search(line))):
        return line
    words = [
        word if any(c.isdigit() for c in word) or len(word) == 1 else _capitalized(word)
        for word in line.split()
    ]
    lower = [word.lower() if word.lower() in _SMALL else word for word in words]
    return " ".join([words[0], *lower[1:]])
