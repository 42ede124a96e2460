"""What a signed S/MIME file holds (RFC 5652): the message or document inside its signature.

The signature itself is not checked: whether one is genuine, a mail program says.
"""

from __future__ import annotations

from dataclasses import dataclass

from corpus.errors import UnreadableFile
from corpus.readers.extracted import Aids, Extracted, Part

_OID, _SEQUENCE, _OCTETS, _EXPLICIT = 0x06, 0x30, 0x04, 0xA0
_SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
_HEADER = b"content-type:"
"""How a message within a signature begins."""
_CONSTRUCTED = 0x20
_END = b"\0\0"
"""The end of an element of which the length was not told in advance."""


class _Broken(ValueError):
    """The bytes are no such file, or are cut off."""


@dataclass(frozen=True, slots=True)
class _Element:
    """An element in BER: its tag and where its content begins and ends; `end` is None where
    the length is not told."""

    tag: int
    start: int
    end: int | None


def read_signed(data: bytes, aids: Aids) -> Extracted:
    """The file inside the signature, as a part.

    Raises `UnreadableFile` where there is none.
    """
    content = signed_content(data)
    if content is None:
        raise UnreadableFile("it holds only a signature")
    is_mail = content.lstrip()[: len(_HEADER)].lower() == _HEADER
    name = "signed-content.eml" if is_mail else "signed-content"
    return Extracted("", parts=(Part(name, content),))


def signed_content(data: bytes) -> bytes | None:
    """The bytes inside a signature; None of a signature that stands alone, of what is
    encrypted, and of anything else."""
    try:
        return _content(data)
    except (_Broken, IndexError):
        return None


def _content(data: bytes) -> bytes | None:
    at = _enter(data, 0, _SEQUENCE)
    kind = _element(data, at)
    if kind.tag != _OID or kind.end is None or data[kind.start : kind.end] != _SIGNED_DATA:
        return None
    at = _enter(data, _enter(data, kind.end, _EXPLICIT), _SEQUENCE)
    at = _after(data, _after(data, at))  # the version and the ways of digesting
    at = _after(data, _enter(data, at, _SEQUENCE))  # the kind of content
    if data[at : at + 1] != bytes((_EXPLICIT,)):
        return None
    return b"".join(_octets(data, _enter(data, at, _EXPLICIT)))


def _element(data: bytes, at: int) -> _Element:
    tag, length = data[at], data[at + 1]
    start = at + 2
    if length == 0x80:
        return _Element(tag, start, None)
    if length > 0x80:
        size = length & 0x7F
        if size > 8:
            raise _Broken
        length = int.from_bytes(data[start : start + size])
        start += size
    if start + length > len(data):
        raise _Broken
    return _Element(tag, start, start + length)


def _enter(data: bytes, at: int, tag: int) -> int:
    """Where the content of the element at `at` begins."""
    element = _element(data, at)
    if element.tag != tag:
        raise _Broken
    return element.start


def _after(data: bytes, at: int) -> int:
    """Where the element after the one at `at` begins."""
    depth = 0
    while True:
        if depth and data[at : at + 2] == _END:
            depth, at = depth - 1, at + 2
        else:
            element = _element(data, at)
            depth, at = (depth + 1, element.start) if element.end is None else (depth, element.end)
        if not depth:
            return at


def _octets(data: bytes, at: int) -> list[bytes]:
    """The pieces of a string of octets, which may itself be made of strings."""
    pieces: list[bytes] = []
    ends: list[int | None] = []
    while True:
        while ends and (at == ends[-1] or (ends[-1] is None and data[at : at + 2] == _END)):
            at += 0 if ends.pop() is not None else 2
        if pieces and not ends:
            return pieces
        element = _element(data, at)
        if element.tag == _OCTETS | _CONSTRUCTED:
            ends.append(element.end)
            at = element.start
        elif element.tag == _OCTETS and element.end is not None:
            pieces.append(data[element.start : element.end])
            at = element.end
        else:
            raise _Broken
