"""RTF as Outlook packs it into a message: Microsoft's [MS-OXRTFCP]."""

from __future__ import annotations

import struct

from corpus.errors import UnreadableFile

_DICTIONARY = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript "
    rb"\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
_WINDOW = 4_096
_PACKED, _PLAIN = b"LZFu", b"MELA"
LARGEST = 64 * 2**20
"""Bytes; a body that claims to be larger is not unpacked."""


def unpacked_rtf(data: bytes) -> bytes:
    """The RTF in a packed body; raises `UnreadableFile` where that is damaged."""
    if len(data) < 16:
        raise UnreadableFile("the message's text is damaged")
    _, size, kind = struct.unpack("<2I4s", data[:12])
    if kind == _PLAIN:
        return data[16 : 16 + size]
    if kind != _PACKED or size > LARGEST:
        raise UnreadableFile("the message's text is damaged")
    return _unpacked(data[16:], size)


def _unpacked(data: bytes, size: int) -> bytes:
    """Each bit of a control byte says whether a byte follows, or a place and a length: what
    stands there in the window of what came before is said once more."""
    said = bytearray(_DICTIONARY)  # the window is the last 4,096 bytes of it
    at = 0
    while at < len(data) and len(said) - len(_DICTIONARY) < size:
        control, at = data[at], at + 1
        for bit in range(8):
            if not control >> bit & 1:
                said += data[at : at + 1]
                at += 1
                continue
            place, length = _reference(data[at : at + 2])
            at += 2
            back = (len(said) - place) % _WINDOW
            if back == 0:  # the end, said by a reference to itself
                return bytes(said[len(_DICTIONARY) :][:size])
            for _ in range(length):
                said.append(said[-back] if back <= len(said) else 0)
    return bytes(said[len(_DICTIONARY) :][:size])


def _reference(data: bytes) -> tuple[int, int]:
    value = int.from_bytes(data.ljust(2, b"\0"), "big")
    return value >> 4, (value & 0xF) + 2
