"""The title of a document: what a person would call it, in a line.

A filing opens with its court and parties, not with its name, and a newspaper's page with the
newspaper's: both are passed over for the line that names the document itself.
"""

from __future__ import annotations

import re
import textwrap
from pathlib import PurePosixPath

from corpus.dates import only_a_date
from corpus.kinds import SYNDICATED, opens_as_mail
from corpus.testimony import HEAD, deposed

LONGEST = 90
_SUBJECT = re.compile(r"^[ \t]{0,20}Subject:[ \t]*(\S.*?)\s*$", re.I | re.M)
_NO_NAME = re.compile(r"[\W\d_]*(?:[0-9a-f]{8,})?[\W\d_]*", re.I)
_JUNK_TITLE = re.compile(
    r"^\W*(?:untitled|document\d*|title|microsoft \w+ - |(?:powerpoint )?presentation\d*|slide 1"
    r"|book\d+|scan(?:ned)?(?: \w+)?|adobe photoshop pdf|print|image|full page photo|anonymous"
    r"|no title|new document|unknown|draft|pdf|home)\W*(?:$|(?<=- )\S)"
    r"|\.(?:docx?|pdf|rtf|tex|indd|xlsx?|pptx?|dvi|qxd|wpd|tiff?|jpe?g|png)\W*$|^\W*$"
    r"|^[A-Za-z]:\\|^(?:file|https?)://",
    re.I,
)
_COURT = re.compile(
    r"^\W*(?:(?:IN )?(?:THE )?UNITED STATES\b|U\.S\. DISTRICT|(?:IN )?THE \w+ COURT"
    r"|(?:[A-Z.’' ]+ )?(?:DISTRICT|SUPERIOR|CIRCUIT|SUPREME|COUNTY) COURT|STATE OF|COMMONWEALTH OF"
    r"|(?:EASTERN|WESTERN|NORTHERN|SOUTHERN|MIDDLE|CENTRAL) DISTRICT|Case \d+:\d\d-\w\w-)",
)
_NAMES_A_FILING = re.compile(
    r"\b(?:INDICTMENT|INFORMATION|COMPLAINT|MOTION|ORDER|OPINION|MEMORANDUM|JUDGMENT|AGREEMENT"
    r"|NOTICE|DECLARATION|AFFIDAVIT|TRANSCRIPT|BRIEF|STIPULATION|RESPONSE|REPLY|OPPOSITION"
    r"|SUBPOENA|WARRANT|VERDICT|APPLICATION|PETITION|ANSWER|EXHIBIT|REPORT)S?\b"
)
_RELEASE = re.compile(r"\W*(?:for immediate release|(?:press|news) release)\b", re.I)
_LETTERHEAD = re.compile(
    r"\bfor (?:immediate )?release\b|^(?:press|news) release\b|^(?:the )?office of\b|[’']s office$"
    r"|^(?:u\.s\. |united states )?department of [\w ]+$|^\w+ district of [\w ]+$|^contact\b|@"
    r"|www\.|https?:|\d{3}[-.) ]+\d{4}",
    re.I,
)
_RELEASE_HEAD, _FEWEST_WORDS = 12, 4
"""Lines of a press release among which its headline is, and words that one has at least."""
_SMALL = frozenset("a an and as at by for from in into of on or the to under upon v with".split())


def title_of(given: str | None, text: str, name: str) -> str:
    """The format's own title, or the line that names the document, or the file's name."""
    if given and given.strip() and not _JUNK_TITLE.search(given.strip()):
        return " ".join(given.split())
    if opens_as_mail(text) and (subject := _SUBJECT.search(text, 0, HEAD)):
        return subject.group(1)
    if syndicated := SYNDICATED.search(text):
        return syndicated.group(1)
    if witness := deposed(text):
        return f"Deposition of {witness}"
    lines = [line.strip().strip("#* ") for line in text[:HEAD].splitlines() if line.strip()]
    first = lines[0] if lines else ""
    named = _name_in_caption(lines) or _headline_of_release(lines) or _headline(lines)
    if named:
        return named
    if _reads_as_title(first) and not only_a_date(first):
        return _cased(first)
    stem = PurePosixPath(name).stem
    if _NO_NAME.fullmatch(stem):
        return textwrap.shorten(first, 80, placeholder=" …") or name
    return stem.replace("_", " ").replace("-", " ").strip()


def _name_in_caption(lines: list[str]) -> str | None:
    """The filing's name below a court's: the first line in capitals with such a word."""
    if not any(_COURT.match(line) for line in lines[:3]):
        return None
    for cell in (cell.strip() for line in lines for cell in line.split(" | ")):
        known = cell.isupper() and len(cell) <= LONGEST and _NAMES_A_FILING.search(cell)
        if known and not _COURT.match(cell) and not cell.startswith(("IN RE", "CASE", "NO.")):
            return _cased(cell.strip(" :_-–—"))
    return None


def _headline(lines: list[str]) -> str | None:
    """The line below the name of a newspaper and the day."""
    if len(lines) > 2 and lines[0].isupper() and only_a_date(lines[1]) and len(lines[2]) > 20:
        return lines[2] if not lines[2].endswith((".", ":", ";", ",")) else None
    return None


def _headline_of_release(lines: list[str]) -> str | None:
    """What a press release announces: the first line that is no name of an office, no day and
    no address."""
    if not any(_RELEASE.match(line) for line in lines[:3]):
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
    )


def _cased(line: str) -> str:
    """A filing's name in capitals as it is written in a sentence; any other line as it is."""
    if not (line.isupper() and _NAMES_A_FILING.search(line)):
        return line
    words = [word if any(c.isdigit() for c in word) else word.capitalize() for word in line.split()]
    lower = [word.lower() if word.lower() in _SMALL else word for word in words]
    return " ".join([words[0], *lower[1:]])
