"""The header lines that a mail program puts above a message: its own and a quoted one's.

"From: / Sent: / To: / Subject:" in the languages that mail programs speak, the line above
them ("-----Original Message-----"), and Lotus Notes' block, which begins with a bare name.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.sent_days import Sent, is_only_a_day, sent_in
from corpus.writers import writer_named

_LABELS = {
    "from": "from|von|de|da|van|från|fra|od|expéditeur|absender|remitente|mittente",
    "sent": (
        "sent|date|date sent|gesendet|datum|envoyé|envoyé le|date d'envoi|date d’envoi|enviado|"
        "enviado el|"
        "enviado em|enviada em|fecha|inviato|data|verzonden|skickat|sendt|dato|wysłano|sent on"
    ),
    "to": "to|an|à|a|para|aan|till|til|do|pour|destinataire|empfänger|destinatario",
    "copy": (
        "cc|bcc|kopie|copie|copia|ccn|cci|kopia|dw|reply-to|antwort an|répondre à|organization|"
        "importance|wichtigkeit|priority|sensitivity|attachments?|anlagen|pièces jointes|"
        "resent-\\w+|message-id|in-reply-to|references|x-[\\w-]+|when|where"
    ),
    "subject": "subject|betreff|objet|asunto|oggetto|assunto|onderwerp|ämne|emne|temat|re",
}
_KIND_OF = {
    label: kind
    for kind, labels in _LABELS.items()
    for label in labels.split("|")
    if "\\" not in label
}
_LABEL = re.compile(
    rf"[ \t]{{0,20}}[*_]{{0,2}}(?P<label>{'|'.join(_LABELS.values())})"
    r"[ \t\xa0]?[*_]{0,2}[:：][*_]{0,2}"
    r"(?=[ \t\xa0|]|$)(?P<value>[^\n]*)",
    re.IGNORECASE,
)
_RULED = re.compile(
    r"[ \t]*(?:[-_=*]{2,}[ \t]*(?P<words>[^\W\d_][^\n]{4,110}?)[ \t]*[-_=*]{2,}"
    r"|(?P<bare>begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-mail)"
    r"|début du message (?:réexpédié|transféré)|inizio messaggio inoltrato"
    r"|inicio del mensaje reenviado|início da mensagem (?:reencaminhada|encaminhada)"
    r"|begin doorgestuurd bericht)[ \t\xa0]?[:：])[ \t]*",
    re.IGNORECASE,
)
_OF_A_MESSAGE = re.compile(
    r"original (?:message|e-?mail|appointment|nachricht)|message d[’']origine|message original"
    r"|(?:begin )?forward(?:ed)? (?:message|e-?mail|by)|forwarded|reply message|message transféré"
    r"|(?:weitergeleitete|ursprüngliche) (?:nachricht|e-?mail)|weitergeleitet von|transféré par"
    r"|originalnachricht|mensaje (?:original|reenviado)|reenviado por"
    r"|messaggio (?:originale|inoltrato)"
    r"|mensagem (?:original|encaminhada|reencaminhada)|(?:oorspronkelijk|doorgestuurd) bericht"
    r"|(?:ursprungligt|vidarebefordrat) meddelande"
    r"|(?:oprindelig|opprinnelig|videresendt) (?:meddelelse|melding)"
    r"|(?:oryginalna|przekazana) wiadomość|wiadomość (?:oryginalna|przekazana)",
    re.IGNORECASE,
)
"""What stands above a quoted message; a banner ("message from outside") does not."""
_ENGLISH = re.compile(r"from|sent|date|to|subject", re.IGNORECASE)
_ON_DAY = re.compile(r"\s+on\s+(?=\d{1,2}/\d{1,2}/\d{2,4}\s)")
MOST_LINES = 40
"""Lines of one block; a list of recipients may be long."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a mail: where it stands, how deep it is quoted, and its words without ">"."""

    start: int
    end: int
    depth: int
    words: str


@dataclass(frozen=True, slots=True)
class HeaderBlock:
    """A message's header lines: its writer and day, "" and None where they do not say, and
    the number of the first line after them."""

    writer: str
    day: datetime.date | None
    said: str
    after: int


def header_block_at(lines: Sequence[Line], at: int, *, opening: bool = False) -> HeaderBlock | None:
    """The header lines that begin at line `at`, all quoted as deep; None where none do.

    Without a line such as "-----Original Message-----" above them, they have to be more than
    a list from somewhere to somewhere on some day (`_is_full`); a mail's own, at its
    `opening`, need only be header lines.
    """
    ruled = _is_ruled(lines[at])
    found, after = _labelled(lines, at + 1 if ruled else at)
    if not found and (notes := _notes_block(lines, at + 1 if ruled else at)):
        return notes
    known = found.keys() & {"from", "sent", "to", "subject"}
    if (
        (ruled and known & {"from", "sent"})
        or (opening and known)
        or _is_full({kind: value for kind, (_, value) in found.items()})
    ):
        return _block(found, after)
    return HeaderBlock("", None, "", at + 1) if ruled else None


def _is_full(values: Mapping[str, str]) -> bool:
    """Whether header lines, given as kind: value, can only be those of a message: a journey
    or a form has no subject and no time of day. Who sent it may have been blacked out."""
    if "from" not in values:
        return False
    sent = sent_in(values.get("sent", "") or values["from"])
    to_the_minute = sent is not None and sent.has_time
    if not writer_named(values["from"]):
        return to_the_minute and {"to", "subject"} <= values.keys()
    if "subject" in values:
        return to_the_minute or "to" in values
    return to_the_minute and "to" in values


def is_header_line(words: str) -> bool:
    """Whether a line begins with a label of header lines, in any of their languages."""
    return _LABEL.match(words) is not None


def _is_ruled(line: Line) -> bool:
    match = _RULED.fullmatch(line.words) if len(line.words) <= 160 else None
    return match is not None and bool(match["bare"] or _OF_A_MESSAGE.match(match["words"]))


def _labelled(lines: Sequence[Line], at: int) -> tuple[dict[str, tuple[str, str]], int]:
    """The header lines from line `at` on, as kind: (label, value), and the number of the line
    after them. One blank line may stand between two of them, as pages in HTML have it."""
    found: dict[str, tuple[str, str]] = {}
    depth = lines[at].depth if at < len(lines) else 0
    position = after = _past_blanks(lines, at)
    last = ""
    while position < min(len(lines), at + MOST_LINES) and lines[position].depth == depth:
        match = _LABEL.match(lines[position].words)
        if match is None:
            if not _goes_on(lines, position, found, last):
                break
            label, value = found[last]
            found[last] = label, f"{value} {lines[position].words.strip()}".strip()
        else:
            last = _kind(match["label"])
            if last in ("from", "subject") and last in found:
                break
            value = match["value"].strip(" \t\xa0|*_")
            found.setdefault(last, (match["label"], value))
        position += 1
        after = position
        following = _past_blanks(lines, position)
        if following == position + 1 and _begins_label(lines, following):
            position = following
    return (found, after) if found else ({}, at)


def _past_blanks(lines: Sequence[Line], at: int) -> int:
    while at < len(lines) and not lines[at].words.strip():
        at += 1
    return at


def _begins_label(lines: Sequence[Line], at: int) -> bool:
    return at < len(lines) and is_header_line(lines[at].words)


def _goes_on(lines: Sequence[Line], at: int, found: dict[str, tuple[str, str]], last: str) -> bool:
    """Whether a line without a label is the rest of the header line above it."""
    words = lines[at].words
    if not found or not last or not words.strip() or not lines[at - 1].words.strip():
        return False
    value = found[last][1]
    if words[:1] in " \t" or value.endswith((",", ";")) or (not value and last != "copy"):
        return True
    return last in ("to", "copy") and ("@" in words or ";" in words)


def _kind(label: str) -> str:
    return _KIND_OF.get(label.lower(), "copy")


def _block(found: dict[str, tuple[str, str]], after: int) -> HeaderBlock:
    writer = found.get("from", ("", ""))[1]
    label, when = found.get("sent", ("sent", ""))
    if not when and (on := _ON_DAY.search(writer)):
        writer, when = writer[: on.start()], writer[on.end() :]
    sent = sent_in(when, day_first=_ENGLISH.fullmatch(label) is None)
    return _signed(writer, sent, after)


def _signed(writer: str, sent: Sent | None, after: int) -> HeaderBlock:
    name = writer_named(writer)
    if sent is None:
        return HeaderBlock(name, None, "", after)
    return HeaderBlock(name, sent.day, sent.words, after)


def _notes_block(lines: Sequence[Line], at: int) -> HeaderBlock | None:
    """Lotus Notes: the writer, the day and hour, "To:", each on a line of its own."""
    depth = lines[at].depth if at < len(lines) else 0
    position, above = at, []
    while position < min(len(lines), at + 10) and lines[position].depth == depth:
        words = lines[position].words.strip()
        if _LABEL.match(words):
            break
        if words:
            above.append(words)
        if len(above) > 3 or len(words) > 120:
            return None
        position += 1
    found, after = _labelled(lines, position)
    days = [number for number, words in enumerate(above) if is_only_a_day(words)]
    if "to" not in found or "subject" not in found or "from" in found or not days:
        return None
    if days[0] != 1 and not (days[0] == 2 and above[1].startswith("Sent by")):
        return None
    sent = sent_in(above[days[0]])
    return _signed(above[0], sent, after)
