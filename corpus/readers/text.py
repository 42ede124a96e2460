"""Plain text and Markdown: the decoded file itself, code point for code point."""

from __future__ import annotations

import codecs
import re
from collections import Counter

from charset_normalizer import from_bytes

from corpus.document import Flag, Mark
from corpus.errors import UnreadableFile
from corpus.readers.extracted import Aids, Extracted
from corpus.readers.zero_width import tagged_words, zero_width_flags
from corpus.struck import struck_spans

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LETTERS = "À-ÏÑ-ÖØ-ÜßŒŸà-ïñ-öø-üœÿ"
_MARKS = "\xa0\xad§¶©®°™†‡•·…–—‘’“”„«»‹›¡¿£¥€¢ªº²½¼¾±×µ"
_NOT_WESTERN = re.compile(f"[^\t-\r\x20-\x7e{_LETTERS}{_MARKS}]|[{_LETTERS}]{{3}}")
"""What Windows-1252 text does not hold, and text in another encoding read as it does."""
_NOT_TYPED = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ue000-\uf8ff\ufff0-\uffff]")
"""Controls and characters of private use: what binary data read as text is full of."""
_STRANGE = re.compile("[\udc80-\udcff]")
"""Bytes that are not UTF-8, as Python carries them."""
STRUCK_HERE = Flag("struck", "It holds words that are struck out, between “~~” and “~~”.")
_SAMPLE = 20_000
_MARKDOWN_TITLE = re.compile(r"^#\s+(.+?)\s*#*\s*$", re.MULTILINE)
_HEAD = 1_000


def read_text(data: bytes, aids: Aids) -> Extracted:
    """The text as decoded, less a leading byte-order mark; line ends are left as they are.

    Raises `UnreadableFile` for bytes that are not text.
    """
    text = decode(data)
    struck = [Mark(a, b, "struck", text[a + 2 : b - 2]) for a, b in struck_spans(text)]
    title = _MARKDOWN_TITLE.search(text, 0, _HEAD)
    return Extracted(
        text=text,
        title=title.group(1) if title else None,
        marks=tuple(sorted((*tagged_words(text), *struck))),
        flags=(*zero_width_flags(text), *((STRUCK_HERE,) if struck else ())),
    )


def decode(data: bytes) -> str:
    """Text from bytes: by byte-order mark, else UTF-8, else the likeliest encoding.

    Windows-1252 comes first where it fits: by letter frequencies alone, a few accents and
    quotation marks in an English text look as likely in a dozen others.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_as(data[len(mark) :], encoding)
    if b"\0" in data:
        return _as_wide(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _as_mended(data) or _as_western(data) or _as_guessed(data)


def _as_wide(data: bytes) -> str:
    """UTF-16 or UTF-32 without a byte-order mark; its characters come from few alphabets."""
    for encoding in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        alphabets = Counter(ord(character) >> 8 for character in text[:_SAMPLE])
        usual = sum(count for _, count in alphabets.most_common(2))
        if "\0" not in text and usual >= 0.9 * alphabets.total() and alphabets[0]:
            return text
    raise UnreadableFile("it holds binary data, not text")


def _as_mended(data: bytes) -> str | None:
    """UTF-8 with a few bytes of Windows-1252 in it, as pasting leaves them; None where it
    is not mostly UTF-8."""
    text = data.decode("utf-8", "surrogateescape")
    strange = len(_STRANGE.findall(text))
    if strange * 10 > sum(character > "\x7f" for character in text):
        return None
    return _STRANGE.sub(
        lambda byte: bytes((ord(byte.group()) - 0xDC00,)).decode("cp1252", "replace"), text
    )


def _as_western(data: bytes) -> str | None:
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    return None if _NOT_WESTERN.search(text) else text


def _as_guessed(data: bytes) -> str:
    guess = from_bytes(data).best()
    if guess is None:
        raise UnreadableFile("it is not text in any encoding Casebook knows")
    text = _decode_as(data, guess.encoding)
    if _NOT_TYPED.search(text):
        raise UnreadableFile("it holds binary data, not text")
    return text


def _decode_as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"it is not valid {encoding} text") from error
