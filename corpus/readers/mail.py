"""E-mails (eml, mbox): header lines and the body as text, attachments as files of their own."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass, field
from email.message import Message

from corpus.readers.enclosed import nameless, plain_name, told_apart
from corpus.readers.extracted import Aids, Extracted, Part
from corpus.readers.flowed import unflowed
from corpus.readers.letter import HEADERS, letter
from corpus.readers.markup import html_text
from corpus.readers.mime import (
    day_of,
    decoded_text,
    disposition,
    file_name,
    header,
    parameter,
    parts_of,
    payload_of,
    source_of,
)
from corpus.readers.signed import signed_content
from corpus.readers.text import decode

SMALLEST_PICTURE = 10 * 1024
"""Bytes; a smaller picture within the body is a logo or counts who reads."""
MUCH_MORE = 5
"""An HTML body of so many times the words of its plain twin says what that does not."""
_BODIES = ("text/plain", "text/html", "multipart/")
"""What may be the body; where a message of parts has none, its parts were not marked off."""
_SIGNATURES = frozenset(
    "application/pkcs7-signature application/x-pkcs7-signature application/pgp-signature"
    " application/pgp-encrypted application/pgp-keys".split()
)
_OPAQUE = frozenset("application/pkcs7-mime application/x-pkcs7-mime".split())
"""Signed, with the message inside the signature, or encrypted."""
_INVITATION = "invitation.ics"
_FIRST = 4
_BEFORE = b"\xef\xbb\xbf \t\r\n"
"""What may stand before the first header: a byte-order mark, empty lines."""
_MESSAGE = re.compile(
    rb"^From [^\r\n]{0,200}?\d\d:\d\d[^\r\n]{0,60}\r?\n(?=[!-9;-~]+:)", re.MULTILINE
)
"""How each message of a mailbox begins."""
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_LONG_WORD = re.compile(r"\w{2,}")


@dataclass(slots=True)
class Contents:
    """What has been found in a message so far: the texts of its body, the words in them that
    nobody sees, and the files with it."""

    bodies: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)


def read_mail(data: bytes, aids: Aids) -> Extracted:
    """The header lines, marked, then the body (the plain one where there are two), with the
    subject as title and the day it was sent; attachments and forwarded messages as parts.

    A mailbox (mbox) of several messages has no text of its own, and each as a part.
    """
    if b"\0" in data[:_FIRST]:
        data = decode(data).encode("utf-8")
    messages = _messages(data.lstrip(_BEFORE))
    if len(messages) > 1:
        numbered = enumerate(messages, start=1)
        return Extracted("", parts=tuple(Part(f"message-{n}.eml", one) for n, one in numbered))
    message = email.message_from_bytes(messages[0], policy=email.policy.compat32)
    contents = Contents()
    _gather(message, contents)
    return letter(
        {name: header(message, name) for name in HEADERS},
        "\n\n".join(contents.bodies),
        told_apart(contents.parts),
        day_of(header(message, "Date")),
        contents.unseen,
        contents.struck,
    )


def signed_contents(data: bytes) -> Contents:
    """What a signed message holds, given as Outlook keeps it: with its signature beside it or
    around it; nothing of one that is encrypted."""
    content = signed_content(data)
    contents = Contents()
    if content is not None or data.lstrip()[:8].lower() == b"content-":
        whole = data if content is None else content
        _gather(email.message_from_bytes(whole, policy=email.policy.compat32), contents)
    return contents


def _messages(data: bytes) -> list[bytes]:
    """The messages of a mailbox, or the one message that the file is."""
    starts = [found.span() for found in _MESSAGE.finditer(data)]
    if not starts or data[: starts[0][0]].strip():
        return [data]
    ends = [start for start, _ in starts[1:]] + [len(data)]
    spans = [(start, end) for (_, start), end in zip(starts, ends, strict=True)]
    return [_QUOTED_FROM.sub(rb"\1", data[start:end]) for start, end in spans]


def _gather(message: Message, contents: Contents) -> None:
    """Adds the bodies and the attachments of a message, or of a part of one, to `contents`."""
    kind, inside = message.get_content_type(), parts_of(message)
    if kind in _SIGNATURES:
        return
    if kind == "message/rfc822" and inside:
        name = plain_name(file_name(message)) or "forwarded.eml"
        contents.parts += [Part(name, source_of(part)) for part in inside]
    elif kind == "message/delivery-status" and inside:
        contents.bodies.append("\n".join(str(part).strip() for part in inside))
    elif kind in _OPAQUE and (signed := signed_content(payload_of(message))) is not None:
        _gather(email.message_from_bytes(signed, policy=message.policy), contents)
    elif kind == "multipart/alternative" and inside:
        _gather_alternatives(inside, contents)
    elif inside is not None:
        for part in inside:
            _gather(part, contents)
    elif kind.startswith(_BODIES) and not _is_file(message):
        contents.bodies += filter(None, [_body(message, kind, contents)])
    else:
        found = _attachments(message, kind, len(contents.parts) + 1)
        contents.parts += [part for part in found if not _is_same_invitation(part, contents.parts)]


def _gather_alternatives(twins: list[Message], contents: Contents) -> None:
    """Of bodies that say the same, the plain one; the richest where that is a mere stub."""
    found = []
    for twin in twins:
        own = Contents()
        _gather(twin, own)
        contents.parts += own.parts
        if own.bodies:
            found.append(own)
    if found:
        richest = max(found, key=_word_count)
        stub = _word_count(found[0]) * MUCH_MORE < _word_count(richest)
        chosen = richest if stub else found[0]
        contents.bodies += chosen.bodies
        contents.unseen += chosen.unseen
        contents.struck += chosen.struck


def _word_count(contents: Contents) -> int:
    return sum(len(_LONG_WORD.findall(body)) for body in contents.bodies)


def _is_file(message: Message) -> bool:
    """Whether a text is attached, and not the body or a part of it."""
    return disposition(message) == "attachment" or bool(file_name(message))


def _body(message: Message, kind: str, contents: Contents) -> str:
    text = decoded_text(message)
    if kind != "text/html":
        if parameter(message, "format") == "flowed":
            text = unflowed(text, without_space=parameter(message, "delsp") == "yes")
        return text.strip("\r\n\ufeff")
    page = html_text(text, mail=True)
    contents.unseen += page.unseen
    contents.struck += page.struck
    return page.text


def _is_same_invitation(part: Part, others: list[Part]) -> bool:
    """Whether an invitation is there already: it often comes as body and as file."""
    is_calendar = part.name.lower().endswith(".ics")
    return is_calendar and any(part.data.split() == other.data.split() for other in others)


def _attachments(message: Message, kind: str, number: int) -> list[Part]:
    """The part as a file; none of a logo, or of nothing without a name."""
    data, name = payload_of(message), plain_name(file_name(message))
    inline = disposition(message) == "inline" or bool(header(message, "Content-ID"))
    if kind == "text/calendar" and not name:
        name = _INVITATION
    logo = kind.startswith("image/") and inline and len(data) < SMALLEST_PICTURE
    if logo or not (name or data.strip()):
        return []
    return [Part(name or nameless(f"attachment-{number}", kind), data)]
