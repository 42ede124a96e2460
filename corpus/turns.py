"""Who speaks where: the labels that open a question, an answer or anybody's turn to speak.

"Q." and "A." of a transcript, "INTERROGATORY NO. 3:" and "ANSWER:", "THE WITNESS:" and
"MR. OSGOOD:", and the names of a chat.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Role = Literal["question", "answer", "speaker", "examiner"]
"""A `speaker` may ask, answer or object; an `examiner` line says who asks from there on."""

_PLACE = re.compile(
    r"^(?:[ \t>|•*_-]|\#(?=[\# ])){0,40}"
    r"(?P<time>[\[(]?\d[\d/.:, -]{3,20}(?:[ \u202f]?[AaPp]\.?[Mm]\.?)?[\])]?[ \t]{0,2}"
    r"(?:[-–—][ \t])?[*_]{0,3})?(?=[\[A-Za-z])"
    r"|(?P<inside>(?<=[?.!…\"”’)–—-])\s{1,5}"
    r"(?=\[?[QA][\].:)]|(?i:question|answer|response):))"
    r"|(?P<cell>[ \t]\|[ \t]+)",
    re.M,
)
"""Where a label may stand: at the start of a line, behind the `time` of a message as chats have
it; within a line before "Q." or "A."; in a cell."""
_NUMBER = (
    r"[ \t]?(?:(?:NOS?|Nos?)\.?|Number|NUMBER|[#№])?[ \t]?\d{1,3}(?:[.-]\d{1,2})?(?:\([a-z]\))?"
)
_AFTER = r"[*_]{0,3}(?:[.:)][*_]{0,3}(?=\s)|[ \t][-–—]{1,2}(?=[ \t])|(?=[ \t\r]*$))"
_CAPITAL = r"(?=[ \t]+[\"“‘'(\[…]{0,2}[A-Z](?![A-Z .’'-]{0,60}:))"
_LETTER = (
    r"(?:[ \t]?\d{1,3})?[*_]{0,3}[.:)][*_]{0,3}(?=\s|$)|[ ]?\([^)\n]{1,40}\)[.:]?(?=[ \t])"
    rf"|[ \t]?[-–—]{{1,2}}(?=[ \t])|[*_]{{0,3}}{_CAPITAL}|[ \t]*$"
)
_PAPER = (
    r"(?:INTERROGATOR(?:Y|IES)|Interrogator(?:y|ies)|REQUESTS?|Requests?|RFA|ROG|RFP)"
    r"(?:[ \t](?:FOR|For|for|TO|To|to)[ \t]"
    r"(?i:admissions?|admit|production|produce|information|documents?))?"
)
_ORDER = r"(?:[A-Z][\w’']{1,14}[ \t]){0,3}"
"""Words such as "Supplemental" or "Special" before the name of a paper's part."""
_TITLED = (
    r"(?i:mr|mrs|ms|miss|dr|judge|justice|sen|rep)\.?"
    r"[ \t][A-Z][\w’'.-]{1,30}(?:[ \t][A-Z][\w’'.-]{1,30}){0,2}"
)
_SAID = r"(?:[ \t]\([^)\n]{1,60}\))?[*_]{0,3}:[*_]{0,3}(?=\s)"
_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (
        "examiner",
        re.compile(
            rf"(?:[A-Z][A-Za-z-]+[ \t]){{0,3}}(?:\(\w+\)[ \t])?(?:BY|By|by)[ \t]{_TITLED}"
            r"(?:[.:](?=[ \t]*(?:$|Q\b))|(?=[ \t\r]*$))",
            re.M,
        ),
    ),
    (
        "answer",
        re.compile(
            rf"(?:A(?:{_LETTER})|\[A\](?=\s)"
            r"|(?:[A-Z][\w’']{1,14}[ \t]){0,2}"
            r"(?:ANSWERS?|Answers?|RESPONSES?|Responses?|REPLY|Reply)"
            rf"(?:[ \t](?:TO|To|to)[ \t](?:(?i:the)[ \t])?{_ORDER}{_PAPER})?(?:{_NUMBER})?"
            r"[*_]{0,3}(?:[.:][*_]{0,3}(?=\s)|[ \t][-–—]{1,2}(?=[ \t])|(?=[ \t\r]*$))"
            rf"|(?:THE |The )?(?:WITNESS|Witness|DEPONENT|Deponent|DEFENDANT|ACCUSED){_SAID})",
            re.M,
        ),
    ),
    (
        "question",
        re.compile(
            rf"(?:Q(?:{_LETTER})|\[Q\](?=\s)"
            rf"|(?:QUESTION|Question)(?:{_NUMBER}{_AFTER}|[*_]{{0,3}}[.:][*_]{{0,3}}(?=\s))"
            rf"|{_ORDER}{_PAPER}{_NUMBER}{_AFTER})",
            re.M,
        ),
    ),
    (
        "speaker",
        re.compile(
            rf"(?:{_TITLED}|(?:THE|The|A)(?:[ \t][A-Z][\w’'-]{{1,20}}){{1,4}}"
            r"|[A-Z][\w.’'-]{0,24}(?:[ \t](?:[A-Z]|de |van |von |of )[\w.’'-]{0,24}){0,3})"
            rf"{_SAID}"
            r"|[A-Za-z][\w.’'-]{1,30}(?:[ \t][A-Z][\w.’'-]{0,24}){0,3}[ \t]{1,3}"
            r"\(?\d{1,2}:\d\d(?::\d\d)?(?:[ \u202f]?[AaPp]\.?[Mm]\.?)?\)?:?(?=\s)",
            re.M,
        ),
    ),
)
_HANDLE = re.compile(r"[a-z][\w.’'-]{1,30}:(?=\s)")
"""A name as chats have it, behind the time."""
_NO_SPEAKER = re.compile(
    r"(?:Date|Day|Time|To|From|Cc|Bcc|Sent|Subject|Re|RE|In re|IN RE|Note|Notes|Case|Docket|Exhibit"
    r"|Page|File|Title|Attachments?|Tel|Phone|Fax|Address|Place|Location|Total|Amount|Sum|Charges?"
    r"|Pleas?|Witness(?:es)?|Speakers?|Participants?|Summary|Example|Important|Warning|Update|P\.?S"
    r"|Contact|Email|E-mail|Web|Source|Dated|Signed|By|Item|Section|Article|Chapter|Part|NOTICE"
    r"|APPEARANCES|Appearances|INDEX|Price|Name|Occupation|Reply-To|Importance|Company|Status|Type"
    r"|Result|Reason|Reference|Ref|Chat ID|ORDERED)\b[.:*_ ]*\Z"
)
"""Labels of lines that nobody speaks."""
_RUNS_ON = re.compile(
    r"(?:^|\s)(?:[A-Z]|Mr|Mrs|Ms|Messrs|Dr|Hon|Prof|Rev|St|Sen|Rep|Gov|Lt|Col|Capt|Sgt|vs?)"
    r"\.[ \t]*\n?[ \t]*\Z"
)
"""What stands before "A." where that is somebody's initial."""
AS_FAR_BACK = 12
LONGEST_OPENING = 80
"""Code points from the start of a line in which a label ends."""
_HEADING = re.compile(
    r"\n[ \t\r]*\n[ \t>]*(?:[^\na-z]{0,6}[A-Z][^\na-z]{3,79}(?=\n|\Z)"
    r"|[(\[][^\n]{3,200}[)\]][ \t]*(?=\n|\Z)"
    r"|(?:Dated?\b[: ]|Executed on|Respectfully submitted|I declare under|Signature|Verification"
    r"|Certificate|[_=*–—-]{3}|\#{1,6}[ \t]))"
)
"""What ends a turn: a heading in capitals, a remark in brackets, the closing of a paper."""
_BLOCK_END = re.compile(r"\n[ \t\r>]*\n")
_FINISHED = re.compile(r"(?:[.!?:;…]|[-–—]{1,2})[\"”’)\]*_]*\s*\Z")
"""How a paragraph ends that doesn't go on behind an empty line."""
FARTHEST = 2_000
"""Code points to the next "Q.", from an answer quoted in another text: what is more is not all
of the answer."""
FEWEST_ASKED = 4
"""Questions, and answers, of a text that is testimony and does not say so."""
_SPOKEN_WITHIN = 12_000
_SPOKEN = (
    re.compile(r"^[ \t]*(?:Q(?:\.|[ \t]{2,})|(?:THE COURT|(?:M[RS]S?|DR)\.? [A-Z’'-]+):)\s", re.M),
    re.compile(r"^[ \t]*(?:A(?:\.|[ \t]{2,})|THE (?:WITNESS|DEFENDANT|ACCUSED):)\s", re.M),
)


@dataclass(frozen=True, slots=True)
class Turn:
    """From `start`, where the label stands, to `end`, without white space around; the words
    after the label begin at `words`. `label` is as printed: "Q.", "MR. OSGOOD:"; `is_name`: it
    is a name as in a chat, which may as well be none."""

    start: int
    words: int
    end: int
    role: Role
    label: str
    is_name: bool = False


def turns(text: str) -> list[Turn]:
    """The turns to speak in `text`, in order and apart; those of a text that nobody speaks in
    are none, or a few lines that only look so."""
    found = [*_labels(text)]
    spoken = is_testimony(text)
    made = []
    for n, (_, start, words, role, is_name) in enumerate(found):
        last = n + 1 == len(found)
        before = len(text) if last else found[n + 1][0]
        alone = last or found[n + 1][4] or (before - words > FARTHEST and _is_letter(text, start))
        end = _end(text, start, words, before, one_block=is_name or (alone and not spoken))
        made.append(Turn(start, words, end, role, text[start:words], is_name))
    return made


def is_testimony(text: str) -> bool:
    """Whether a text is of questions and answers as a court reporter takes them down."""
    start = text[:_SPOKEN_WITHIN]
    return all(len(pattern.findall(start)) >= FEWEST_ASKED for pattern in _SPOKEN)


def _labels(text: str) -> Iterator[tuple[int, int, int, Role, bool]]:
    """Where what stands before a label begins, where the label and the words after it do, whose
    it is, and whether it is a mere name."""
    reached = 0
    for place in _PLACE.finditer(text):
        start = place.end()
        initial = text.startswith("A", start) and _RUNS_ON.search(
            text, max(0, start - AS_FAR_BACK), start
        )
        if start < reached or initial:
            continue
        for role, pattern in _ROLES:
            match = pattern.match(text, start)
            if match is None and role == "speaker" and place["time"]:
                match = _HANDLE.match(text, start)
            if match is None or (role in ("speaker", "examiner") and place["inside"]):
                continue
            if role == "speaker" and _NO_SPEAKER.match(match.group()):
                break
            is_name = role == "speaker" and not _is_of_court(match.group())
            yield place.start(), start, match.end(), role, is_name
            reached = match.end()
            break


def opens_turn(line: str) -> bool:
    """Whether a line begins with the label of a question, an answer or a speaker of a court."""
    return any(not is_name for *_, is_name in _labels(line[:LONGEST_OPENING]))


def _is_of_court(label: str) -> bool:
    """Whether a label is written as a transcript has those who speak: "MR. OSGOOD:"."""
    return label.split("(")[0].isupper() and len(label) > 4


def _is_letter(text: str, start: int) -> bool:
    """Whether the label is "Q." or "A.", and no heading of a part of a paper."""
    return not text[start + 1 : start + 2].isalpha()


def _end(text: str, start: int, words: int, before: int, *, one_block: bool) -> int:
    """Where the turn from `start` ends, at the latest at the label at `before`. What is said
    under a mere name, or last in a text that is no testimony, is `one_block`."""
    said = words + len(text[words:before]) - len(text[words:before].lstrip())
    stop = _HEADING.search(text, said, before)
    if one_block:
        last = stop.start() if stop else before
        stop = next(
            (
                found
                for found in _BLOCK_END.finditer(text, said, last)
                if _FINISHED.search(text[max(said, found.start() - AS_FAR_BACK) : found.start()])
                or not text[found.end() : last].lstrip()[:1].islower()
            ),
            stop,
        )
    kept = text[start : stop.start() if stop else before].rstrip(" \t\r\n>|*_#-•")
    return max(start + len(kept), words)
