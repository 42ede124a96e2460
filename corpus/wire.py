"""Messages between the program and the processes that read files: JSON, a length before each.

JSON and not pickle: whoever takes over a reader with a hostile file must not be able to
run anything here.
"""

from __future__ import annotations

import datetime
import json
import struct
from typing import IO, Any

from corpus.document import Document, Flag, Mark, Page

Message = dict[str, Any]
_LENGTH = struct.Struct(">I")


def send(pipe: IO[bytes], message: Message) -> None:
    """Write one message. Half of a surrogate pair, which is no text, becomes a "?"."""
    body = json.dumps(message, ensure_ascii=False).encode("utf-8", "replace")
    pipe.write(_LENGTH.pack(len(body)) + body)
    pipe.flush()


def receive(pipe: IO[bytes]) -> Message | None:
    """The next message; None when the other side has ended, also in the midst of one."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    body = pipe.read(length)
    if len(body) < length:
        return None
    message: Message = json.loads(body)
    return message


def pages_to_lists(pages: tuple[Page, ...]) -> list[list[int]]:
    return [[page.number, page.start, page.end] for page in pages]


def marks_to_lists(marks: tuple[Mark, ...]) -> list[list[Any]]:
    return [[mark.start, mark.end, mark.kind, mark.value] for mark in marks]


def flags_to_lists(flags: tuple[Flag, ...]) -> list[list[Any]]:
    return [[flag.kind, flag.note, flag.page] for flag in flags]


def pages_from_lists(rows: list[list[int]]) -> tuple[Page, ...]:
    return tuple(Page(*row) for row in rows)


def marks_from_lists(rows: list[list[Any]]) -> tuple[Mark, ...]:
    return tuple(Mark(*row) for row in rows)


def flags_from_lists(rows: list[list[Any]]) -> tuple[Flag, ...]:
    return tuple(Flag(*row) for row in rows)


def document_to_message(document: Document) -> Message:
    return {
        "id": document.id,
        "name": document.name,
        "title": document.title,
        "kind": document.kind,
        "date": document.date.isoformat() if document.date else None,
        "text": document.text,
        "pages": pages_to_lists(document.pages),
        "marks": marks_to_lists(document.marks),
        "flags": flags_to_lists(document.flags),
        "language": document.language,
    }


def document_from_message(message: Message) -> Document:
    return Document(
        **{
            **message,
            "date": datetime.date.fromisoformat(message["date"]) if message["date"] else None,
            "pages": pages_from_lists(message["pages"]),
            "marks": marks_from_lists(message["marks"]),
            "flags": flags_from_lists(message["flags"]),
        }
    )
