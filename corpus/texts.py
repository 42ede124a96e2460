"""What format a file of text is in: a page, an e-mail, a table, or just text.

Rules tell these apart better than magika 1.0 does: on 73 files that are not PDF it takes
half of the e-mails for saved pages or text, and a page of War and Peace for a table.
"""

from __future__ import annotations

import re
from typing import Literal

from corpus.errors import UnreadableFile
from corpus.load_files import concordance_signs, is_opticon

TextFormat = Literal[
    "rtf",
    "separated",
    "concordance",
    "opticon",
    "subtitles",
    "mail",
    "calendar",
    "web",
    "saved page",
    "xml",
    "text",
]

HEAD = 8_192
"""Bytes from the start in which tags and headers are looked for."""
TAG_END = 64
"""Bytes to the end in which the last tag of a fragment of a page is looked for."""
_BEFORE_TAGS = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*", re.DOTALL)
_PAGE_TAG = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_HEAD_TAG = re.compile(r"<(?:meta|title|link|style|script|base)\b[^<>]*>", re.IGNORECASE)
_BLOCK_TAG = re.compile(
    r"<(?:div|p|table|article|section|main|header|nav|center|form|ul|ol|dl|blockquote|h[1-6])\b[^<>]*>",
    re.IGNORECASE,
)
_CLOSING_TAG = re.compile(r"</[a-z][a-z0-9]*\s*>", re.IGNORECASE)
_CLOCK = r"(?:\d{1,4}:)?\d{1,2}:\d\d[.,]\d{1,3}"
_SUBTITLES = re.compile(
    rf"WEBVTT(?:[ \t][^\n]*)?\r?\n"
    rf"|(?:\d{{1,7}}[ \t]{{0,8}}\r?\n)?[ \t]{{0,8}}{_CLOCK}[ \t]{{0,8}}-->[ \t]{{0,8}}{_CLOCK}"
)
_CALENDAR = re.compile(r"\s*BEGIN:(?:VCALENDAR|VEVENT)\s*\n", re.IGNORECASE)
_XML = re.compile(r"\s*<\?xml\s[^>]*\?>")
_MAILBOX_LINE = re.compile(r"From \S[^\n]*\n")
_HEADERS = re.compile(r"(?:[!-9;-~]+:[^\n]*\n(?:[ \t]+\S[^\n]*\n)*)+")
_HEADER_NAME = re.compile(r"^([!-9;-~]+):", re.MULTILINE)
_OF_MAIL = frozenset(
    "bcc cc content-transfer-encoding content-type date delivered-to from in-reply-to message-id"
    " mime-version received reply-to return-path sender subject to".split()
)
_OF_TRANSPORT = frozenset("delivered-to message-id mime-version received return-path".split())
_OF_WRITER = frozenset("from sender date subject".split())
_ENCODED = re.compile(
    r"^content-type:\s*multipart/|^content-transfer-encoding:\s*(?:base64|quoted-printable)",
    re.IGNORECASE | re.MULTILINE,
)
"""E-mail that cannot be read as the text it is."""
_SAVED_PAGE = re.compile(
    r"^(?:from:\s*<?saved by |snapshot-content-location:)", re.IGNORECASE | re.MULTILINE
)
_RELATED = re.compile(r"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_MAIL_SUFFIXES = (".eml", ".emlx", ".mbox", ".mbx")
_TEXT_SUFFIXES = (".txt", ".text", ".md", ".markdown", ".rst", ".log")
_TABLE_SUFFIXES = (".csv", ".tsv", ".tab")


def text_format(data: bytes, suffix: str) -> TextFormat:
    """The format of a file that is no known binary one, `suffix` with its dot.

    Raises `UnreadableFile` for bytes that are no text.
    """
    encoding = _wide(data)
    if encoding == "utf-8" and b"\0" in data[:HEAD]:
        raise UnreadableFile("it holds binary data, not text")
    head = data[:HEAD].decode(encoding, "ignore").removeprefix("\ufeff")
    if concordance_signs(head) or concordance_signs(data[:HEAD].decode("cp1252", "replace")):
        return "concordance"
    if head.lstrip().startswith("{\\rtf"):
        return "rtf"
    headers = _headers(head if len(data) <= HEAD else head.rpartition("\n")[0])
    if headers and _is_mail(headers, suffix):
        page = _SAVED_PAGE.search(headers) or suffix in (".mht", ".mhtml")
        return "saved page" if page and _RELATED.search(headers) else "mail"
    if _SUBTITLES.match(head.lstrip()):
        return "subtitles"
    if _CALENDAR.match(head):
        return "calendar"
    if _is_web_page(head, data[-TAG_END:].decode(encoding, "ignore").rstrip()):
        return "web"
    if _XML.match(head):
        return "xml"
    if is_opticon(head):
        return "opticon"
    return "separated" if suffix in _TABLE_SUFFIXES else "text"


def _wide(data: bytes) -> str:
    """The encoding of the first characters, if each of them takes two or four bytes."""
    for mark, encoding in (
        (b"\xff\xfe\0\0", "utf-32-le"),
        (b"\0\0\xfe\xff", "utf-32-be"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
    ):
        if data.startswith(mark):
            return encoding
    first = data[:4]
    if len(first) == 4 and first[1] == first[3] == 0 and first[0] and first[2]:
        return "utf-16-le"
    if len(first) == 4 and first[0] == first[2] == 0 and first[1] and first[3]:
        return "utf-16-be"
    return "utf-8"


def _headers(head: str) -> str:
    """The lines at the start that read as headers of an e-mail; "" where they do not end in
    an empty line, or where other lines come first."""
    text = head.replace("\r\n", "\n").replace("\r", "\n").lstrip()
    mailbox = _MAILBOX_LINE.match(text)
    start = mailbox.end() if mailbox else 0
    found = _HEADERS.match(text if text.endswith("\n") else f"{text}\n", start)
    if found is None:
        return ""
    after = text[found.end() :]
    return found.group() if not after.strip() or after.startswith("\n") else ""


def _is_mail(headers: str, suffix: str) -> bool:
    """Whether the headers are those of an e-mail. A text file may begin with "From: …" and
    stays text, unless its headers are those of a message as it was sent."""
    names = {name.lower() for name in _HEADER_NAME.findall(headers)} & _OF_MAIL
    if suffix in _MAIL_SUFFIXES:
        return bool(names)
    if suffix in (*_TEXT_SUFFIXES, *_TABLE_SUFFIXES):
        as_sent = bool(names & _OF_TRANSPORT) and bool(names & _OF_WRITER)
        return as_sent or ("content-type" in names and _ENCODED.search(headers) is not None)
    return len(names) >= 2 and bool(names & _OF_TRANSPORT or {"from", "subject"} <= names)


def _is_web_page(head: str, tail: str) -> bool:
    """Whether the file is HTML, whole or a fragment; Markdown that opens with a block of
    HTML goes on after it, so a fragment has to end with a tag as well."""
    start = before.end() if (before := _BEFORE_TAGS.match(head)) else 0
    if _PAGE_TAG.match(head, start):
        return True
    if not _CLOSING_TAG.search(head, start):
        return False
    if _HEAD_TAG.match(head, start):
        return True
    return bool(_BLOCK_TAG.match(head, start)) and tail.endswith(">")
