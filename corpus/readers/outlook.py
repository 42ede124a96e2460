"""Outlook messages (msg): as e-mails, from the properties that Outlook keeps of them."""

from __future__ import annotations

import contextlib
import email.policy
import email.utils
import html
from collections.abc import Iterator
from dataclasses import dataclass
from email.header import Header
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.parser import HeaderParser

from oxmsg.domain import constants as pid
from oxmsg.domain.model import UnrecognizedCodePageError
from oxmsg.properties import Properties
from oxmsg.storage import Storage

from corpus.readers.compound import open_compound
from corpus.readers.enclosed import nameless, plain_name, told_apart
from corpus.readers.extracted import Aids, Extracted, Part
from corpus.readers.letter import HEADERS, letter
from corpus.readers.mail import SMALLEST_PICTURE, signed_contents
from corpus.readers.markup import decode_page, html_text
from corpus.readers.mime import day_of, header
from corpus.readers.packed_rtf import unpacked_rtf
from corpus.readers.rtf import read_rtf

_OUTER, _INNER, _SMALL = 32, 24, 8
"""Bytes before the properties of a message file, of a message inside one, and of the rest."""
_RTF, _RECIPIENT_TYPE = 0x1009, 0x0C15
_LINES = {1: "To", 2: "Cc", 3: "Bcc"}
"""What the types of recipients are called in a header."""
_SIGNED = "IPM.NOTE.SMIME"
"""How the class of a message begins of which all stands in one attachment."""
_MESSAGE_INSIDE = "__substg1.0_3701000D"


def read_outlook(data: bytes, aids: Aids) -> Extracted:
    """As `read_mail`; a message attached to the message is a part, as an eml file.

    Raises `UnreadableFile` for a damaged file.
    """
    with open_compound(data) as container:
        message = _read(Storage.from_ole(container), _OUTER, aids)
    date = day_of(message.headers["Date"])
    return letter(
        message.headers, message.body, message.parts, date, message.unseen, message.struck
    )


@dataclass(frozen=True, slots=True)
class _Message:
    headers: dict[str, str]
    body: str
    unseen: tuple[str, ...]
    struck: tuple[str, ...]
    parts: tuple[Part, ...]


def _read(message: Storage, offset: int, aids: Aids) -> _Message:
    properties = Properties(message, properties_header_offset=offset)
    body, unseen, struck = _body(properties, aids)
    found = enumerate(message.iter_attachment_storages(), start=1)
    parts = told_apart(part for number, one in found for part in _attachments(one, number, aids))
    kind = properties.str_prop_value(pid.PID_MESSAGE_CLASS) or ""
    if kind.upper().startswith(_SIGNED) and len(parts) == 1:
        inside = signed_contents(parts[0].data)
        if inside.bodies or inside.parts:
            body = "\n\n".join(inside.bodies)
            unseen, struck = tuple(inside.unseen), tuple(inside.struck)
            parts = told_apart(inside.parts)
    return _Message(_headers(message, properties), body, unseen, struck, parts)


def _headers(message: Storage, properties: Properties) -> dict[str, str]:
    """The lines as they were sent; those of a draft, from what Outlook noted instead."""
    sent = HeaderParser(policy=email.policy.compat32).parsestr(
        properties.str_prop_value(pid.PID_TRANSPORT_MESSAGE_HEADERS) or ""
    )
    noted = dict(_recipients(message))
    noted["From"] = _address(
        properties.str_prop_value(pid.PID_SENDER_NAME)
        or properties.str_prop_value(pid.PID_SENT_REPRESENTING_NAME),
        properties.str_prop_value(pid.PID_SENDER_SMTP_ADDRESS)
        or properties.str_prop_value(pid.PID_SENDER_EMAIL_ADDRESS),
    )
    date = properties.date_prop_value(pid.PID_CLIENT_SUBMIT_TIME)
    noted["Date"] = email.utils.format_datetime(date) if date else ""
    noted["Subject"] = " ".join((properties.str_prop_value(pid.PID_SUBJECT) or "").split())
    return {name: header(sent, name) or noted.get(name, "") for name in HEADERS}


def _recipients(message: Storage) -> Iterator[tuple[str, str]]:
    """The names and addresses of each kind of recipients, joined."""
    lines: dict[str, list[str]] = {}
    for storage in message.iter_recipient_storages():
        properties = Properties(storage, properties_header_offset=_SMALL)
        line = _LINES.get(properties.int_prop_value(_RECIPIENT_TYPE) or 1)
        who = _address(
            properties.str_prop_value(pid.PID_DISPLAY_NAME),
            properties.str_prop_value(pid.PID_SMTP_ADDRESS)
            or properties.str_prop_value(pid.PID_EMAIL_ADDRESS),
        )
        if line and who:
            lines.setdefault(line, []).append(who)
    return ((line, ", ".join(people)) for line, people in lines.items())


def _address(name: str | None, address: str | None) -> str:
    name, address = (name or "").strip("' "), address or ""
    if "@" not in address or address in name:  # an address within Exchange says nothing
        return name or address
    return f"{name} <{address}>" if name else address


def _body(properties: Properties, aids: Aids) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The body, and the words in it that nobody sees and those that are struck out: of the
    plain text, HTML or RTF."""
    if (plain := properties.str_prop_value(pid.PID_BODY)) and plain.strip():
        return plain, (), ()
    source = properties.str_prop_value(pid.PID_BODY_HTML)
    if packed := properties.binary_prop_value(pid.PID_HTML):
        source = _decoded(packed, properties)
    if source:
        page = html_text(source, mail=True)
        return page.text, page.unseen, page.struck
    if packed := properties.binary_prop_value(_RTF):
        found = read_rtf(unpacked_rtf(packed), aids)
        struck = tuple(mark.value for mark in found.marks if mark.kind == "struck")
        return found.text, (), struck
    return "", (), ()


def _decoded(data: bytes, properties: Properties) -> str:
    with contextlib.suppress(UnicodeError):
        return data.decode("utf-8")
    with contextlib.suppress(LookupError, UnicodeError, UnrecognizedCodePageError):
        return data.decode(properties.body_encoding)
    return decode_page(data)


def _attachments(storage: Storage, number: int, aids: Aids) -> Iterator[Part]:
    properties = Properties(storage, properties_header_offset=_SMALL)
    given = (pid.PID_ATTACH_LONG_FILENAME, pid.PID_ATTACH_FILENAME, pid.PID_DISPLAY_NAME)
    names = (plain_name(properties.str_prop_value(one) or "") for one in given)
    name = next(filter(None, names), "")
    inside = next((one for one in storage.storages if one.name == _MESSAGE_INSIDE), None)
    if inside is not None:
        yield _forwarded(inside, aids)
        return
    kind = properties.str_prop_value(pid.PID_ATTACH_MIME_TAG) or ""
    data = properties.binary_prop_value(pid.PID_ATTACH_DATA_BINARY)
    name = name or nameless(f"attachment-{number}", kind)
    if data is None:
        yield Part(name, b"", "the message holds only a link to it")
    elif not (_is_picture(kind, name) and _is_inline(properties) and len(data) < SMALLEST_PICTURE):
        yield Part(name, data)


def _is_picture(kind: str, name: str) -> bool:
    return kind.startswith("image/") or name.lower().endswith((".png", ".gif", ".jpg", ".jpeg"))


def _is_inline(properties: Properties) -> bool:
    return bool(properties.str_prop_value(pid.PID_ATTACH_CONTENT_ID))


def _forwarded(message: Storage, aids: Aids) -> Part:
    """A message inside a message, written as a file that `read_mail` reads alike."""
    read = _read(message, _INNER, aids)
    written = MIMEMultipart()
    for name, value in read.headers.items():
        if value:
            written[name] = Header(value, "utf-8").encode()
    written.attach(MIMEText(read.body, "plain", "utf-8"))
    if left_out := _left_out(read):
        written.attach(MIMEText(left_out, "html", "utf-8"))
    for part in read.parts:
        attached = MIMEApplication(part.data)
        attached.add_header("Content-Disposition", "attachment", filename=("utf-8", "", part.name))
        written.attach(attached)
    return Part("forwarded.eml", written.as_bytes())


def _left_out(read: _Message) -> str:
    """A page of the words that the body does not have, so that `read_mail` tells of them: it
    shows nothing."""
    struck = (f"<p><s>{html.escape(words)}</s></p>" for words in read.struck)
    unseen = (f'<p style="font-size:0">{html.escape(words)}</p>' for words in read.unseen)
    return "".join((*struck, *unseen))
