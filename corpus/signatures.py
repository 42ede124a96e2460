"""Files that cannot become documents, known by how they begin, and what to do instead."""

from __future__ import annotations

_PROGRAM = "a program"
_FONT = "a font"
_SOUND = "a sound recording; add a transcript of it"
_VIDEO = "a video; add a transcript of it"
_ARCHIVE = "a compressed archive; unpack it first"
_PHOTO = "a photo of a kind (HEIC, AVIF) that Casebook does not read; save it as JPEG"
_DATABASE = "a database; export its tables as csv"
_SIGNED = "a signature or an encrypted message (S/MIME); open it in a mail program"
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x1f\x8b", _ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (b"Rar!\x1a\x07", _ARCHIVE),
    (b"BZh", _ARCHIVE),
    (b"\xfd7zXZ\0", _ARCHIVE),
    (b"\x28\xb5\x2f\xfd", _ARCHIVE),
    (b"MSCF\0\0\0\0", _ARCHIVE),
    (b"\x7fELF", _PROGRAM),
    (b"\xca\xfe\xba\xbe", _PROGRAM),
    (b"\xcf\xfa\xed\xfe", _PROGRAM),
    (b"\0asm", _PROGRAM),
    (b"OTTO\0", _FONT),
    (b"\0\1\0\0\0", _FONT),
    (b"ttcf\0", _FONT),
    (b"wOFF", _FONT),
    (b"wOF2", _FONT),
    (b"fLaC\0", _SOUND),
    (b"#!AMR", _SOUND),
    (b"MThd\0", _SOUND),
    (b"OggS\0", "a sound recording or a video; add a transcript of it"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "a sound recording or a video; add a transcript of it"),
    (b"\x1a\x45\xdf\xa3", _VIDEO),
    (b"FLV\1", _VIDEO),
    (b"\0\0\1\xba", _VIDEO),
    (b"SQLite format 3\0", _DATABASE),
    (b"\0\1\0\0Standard Jet DB", _DATABASE),
    (b"\0\1\0\0Standard ACE DB", _DATABASE),
    (b"PAR1", _DATABASE),
    (b"!BDN", "an Outlook mailbox (pst); save its messages as msg or eml"),
    (b"\x78\x9f\x3e\x22", "an Outlook attachment (winmail.dat); save what is in it from Outlook"),
    (b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d", "a OneNote notebook; export it as PDF"),
    (b"\xffWPC", "a WordPerfect file; save it as docx or PDF"),
    (b"%!PS", "a PostScript file; save it as PDF"),
    (b"\xc5\xd0\xd3\xc6", "a PostScript file; save it as PDF"),
    (b"AT&TFORM", "a DjVu file; save it as PDF"),
    (b"8BPS\0", "a Photoshop file; save it as PDF or PNG"),
    (b"AC10", "an AutoCAD drawing; save it as PDF"),
    (b"L\0\0\0\1\x14\2\0", "a shortcut to another file; add that one"),
    (b"bplist00", "a list of settings"),
    (b"\xff\x0a", _PHOTO),
)
"""First bytes, longer ones first where they begin alike, and what such a file is."""
_RIFF = {b"WAVE": _SOUND, b"AVI ": _VIDEO}
_BRANDS = {
    b"M4A ": _SOUND, b"M4B ": _SOUND, b"heic": _PHOTO, b"heix": _PHOTO, b"hevc": _PHOTO,
    b"mif1": _PHOTO, b"msf1": _PHOTO, b"avif": _PHOTO,
}  # fmt: skip
_PKCS_7 = b"\x2a\x86\x48\x86\xf7\x0d\x01\x07"
_HEAD = 64


def what_it_is(data: bytes) -> str | None:
    """What a file is that cannot become a document, and what to do; None for any other."""
    head = data[:_HEAD]
    if head[:4] == b"RIFF" and head[8:12] in _RIFF:
        return _RIFF[head[8:12]]
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], _VIDEO)
    if head[:2] == b"MZ" and b"\0" in head:
        return _PROGRAM
    if (head[:3] == b"ID3" and head[3:4] < b"\x10") or _is_mp3(head):
        return _SOUND
    if head[:1] == b"\x30" and _PKCS_7 in head:
        return _SIGNED
    if data[257:262] == b"ustar":
        return _ARCHIVE
    longest_first = sorted(_SIGNATURES, key=lambda one: -len(one[0]))
    return next((what for magic, what in longest_first if head.startswith(magic)), None)


def _is_mp3(head: bytes) -> bool:
    """A frame of MPEG sound; its bits must not be those that no frame has."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return False
    return head[2] >> 4 not in (0, 15) and head[2] >> 2 & 3 != 3 and b"\0" in head
