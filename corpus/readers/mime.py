"""Parts of MIME messages as they are met: misnamed encodings, broken headers and all."""

from __future__ import annotations

import contextlib
import datetime
import email.errors
import email.utils
from email.header import decode_header, make_header
from email.message import Message

from corpus.readers.text import decode

_WESTERN = frozenset("ascii iso-8859-1 iso-8859-15 latin-1 latin1 us-ascii windows-1252".split())
"""Names that mail programs give to Windows-1252."""
_BROKEN = (LookupError, ValueError, TypeError, AttributeError, email.errors.MessageError)
"""What the parser raises at a header or payload that breaks the rules."""


def decoded_text(message: Message) -> str:
    """The text of a part: as UTF-8 where it is that, whatever it says; else in the encoding
    that it names; else in the likeliest."""
    data = payload_of(message)
    named = _charset(message)
    for encoding in [named] if data.isascii() else ["utf-8", named]:
        with contextlib.suppress(LookupError, ValueError):
            return data.decode("cp1252" if encoding in _WESTERN else encoding)
    return data.decode("utf-8", "replace") if b"\0" in data else decode(data)


def payload_of(message: Message) -> bytes:
    """The bytes of a part, its transfer encoding undone; none for one that holds others."""
    payload: object = None
    with contextlib.suppress(*_BROKEN):
        payload = message.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def parts_of(message: Message) -> list[Message] | None:
    """The parts of a message that holds others, None of one that does not."""
    if not message.is_multipart():
        return None
    inside = message.get_payload()
    assert isinstance(inside, list)
    return [part for part in inside if isinstance(part, Message)]


def source_of(message: Message) -> bytes:
    """The message as a file of its own."""
    with contextlib.suppress(*_BROKEN):
        return message.as_bytes(policy=message.policy.clone(mangle_from_=False))
    return str(message).encode("utf-8", "replace")


def file_name(message: Message) -> str:
    """The name that a part has as a file, "" where it has none."""
    with contextlib.suppress(*_BROKEN):
        return _unfolded(message.get_filename(""))
    return ""


def parameter(message: Message, name: str) -> str:
    """A parameter of the content type, in small letters; "" where it has none."""
    with contextlib.suppress(*_BROKEN):
        value = message.get_param(name, "")
        return value.strip().lower() if isinstance(value, str) else ""
    return ""


def disposition(message: Message) -> str:
    """ "attachment", "inline" or ""."""
    return header(message, "Content-Disposition").split(";")[0].strip().lower()


def header(message: Message, name: str) -> str:
    """A header decoded and in one line; the values of one given twice, joined by commas."""
    given = (value for key, value in message.raw_items() if key.lower() == name.lower())
    return ", ".join(filter(None, (_unfolded(str(value)) for value in given)))


def day_of(date: str) -> datetime.date | None:
    """The day that a Date header names, on the sender's own calendar."""
    for reader in (email.utils.parsedate_to_datetime, datetime.datetime.fromisoformat):
        with contextlib.suppress(ValueError, TypeError, IndexError, OverflowError):
            return reader(date).date()
    return None


def _charset(message: Message) -> str:
    with contextlib.suppress(*_BROKEN):
        return message.get_content_charset("utf-8")
    return "utf-8"


def _unfolded(value: str) -> str:
    """In one line, encoded words decoded; bytes that are not ASCII are read for what they are."""
    raw = value.encode("utf-8", "surrogateescape")
    if not raw.isascii():
        value = decode(raw.replace(b"\0", b""))
    with contextlib.suppress(*_BROKEN):
        value = str(make_header(decode_header(value)))
    return " ".join(value.encode("utf-8", "replace").decode("utf-8").replace("\0", "").split())
