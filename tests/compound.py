"""Compound files (OLE2) and Outlook messages in them, made for the tests that read them."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

Folder: TypeAlias = Mapping[str, "bytes | Folder"]

_SMALL = 4_096
"""Bytes; a shorter stream lies in small sectors."""
_NONE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_TEXT, _BINARY, _NUMBER = 0x001F, 0x0102, 0x0003


class _Sectors:
    """Sectors of one size, and the chains that they form."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.data: list[bytes] = []
        self.next: list[int] = []

    def store(self, data: bytes) -> int:
        """The first of the sectors that now hold the data."""
        first, count = len(self.data), -(-len(data) // self.size)
        for number in range(count):
            self.data.append(data[number * self.size :][: self.size].ljust(self.size, b"\0"))
            self.next.append(first + number + 1 if number + 1 < count else _END)
        return first if count else _END


def compound(root: Folder) -> bytes:
    """A compound file with these streams and folders."""
    sectors, small = _Sectors(512), _Sectors(64)
    entries: list[_Entry] = []
    _add(entries, "Root Entry", root, sectors, small)
    minis = b"".join(small.data)
    entries[0].start, entries[0].size = sectors.store(minis), len(minis)
    mini_table = sectors.store(struct.pack(f"<{len(small.next)}I", *small.next).ljust(512, b"\xff"))
    directory = sectors.store(b"".join(entry.packed() for entry in entries))
    used = len(sectors.next)
    tables = next(n for n in range(1, 100) if n * 128 >= used + n)
    chains = [*sectors.next, *[_FAT] * tables]
    chains += [_NONE] * (tables * 128 - len(chains))
    header = struct.pack(
        "<8s16s5H6x9I",
        *(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 62, 3, 0xFFFE, 9, 6),
        *(0, tables, directory, 0, _SMALL, mini_table, -(-len(small.next) // 128), _END, 0),
    )
    header += struct.pack("<109I", *range(used, used + tables), *[_NONE] * (109 - tables))
    return header + b"".join(sectors.data) + struct.pack(f"<{len(chains)}I", *chains)


@dataclass
class _Entry:
    name: str
    kind: int
    right: int = _NONE
    child: int = _NONE
    start: int = _END
    size: int = 0

    def packed(self) -> bytes:
        wide = self.name.encode("utf-16-le")
        places = (_NONE, self.right, self.child)
        return struct.pack(
            "<64sHBB3I16s20x3I",
            *(wide, len(wide) + 2, self.kind, 1, *places, bytes(16), self.start, self.size, 0),
        )


def _add(
    entries: list[_Entry], name: str, content: bytes | Folder, sectors: _Sectors, small: _Sectors
) -> int:
    """The number of the entry that is made for a stream or a folder."""
    number = len(entries)
    entry = _Entry(name, 5 if number == 0 else 2 if isinstance(content, bytes) else 1)
    entries.append(entry)
    if isinstance(content, bytes):
        entry.size = len(content)
        entry.start = (small if len(content) < _SMALL else sectors).store(content)
        return number
    children = [_add(entries, step, inside, sectors, small) for step, inside in content.items()]
    entry.child = children[0] if children else _NONE
    for child, following in pairwise(children):
        entries[child].right = following
    return number


def message(
    texts: Mapping[int, str],
    *,
    data: Mapping[int, bytes] | None = None,
    recipients: Sequence[tuple[int, str, str]] = (),
    attachments: Sequence[Folder] = (),
    inside: bool = False,
) -> Folder:
    """A message with these properties by their number; `inside` another one."""
    folder: dict[str, bytes | Folder] = _properties(texts, data or {}, {}, 24 if inside else 32)
    for number, (kind, name, address) in enumerate(recipients):
        folder[f"__recip_version1.0_#{number:08X}"] = _properties(
            {0x3001: name, 0x39FE: address}, {}, {0x0C15: kind}, 8
        )
    for number, attachment in enumerate(attachments):
        folder[f"__attach_version1.0_#{number:08X}"] = attachment
    return folder


def attachment(
    name: str, data: bytes | None, *, media_type: str = "", content_id: str = ""
) -> Folder:
    """A file attached to a message, or only a link to one."""
    texts = {0x3707: name, 0x370E: media_type, 0x3712: content_id}
    return _properties(
        {key: text for key, text in texts.items() if text},
        {} if data is None else {0x3701: data},
        {0x3705: 1},
        8,
    )


def forwarded(inner: Folder) -> Folder:
    """A message attached to a message."""
    return {**_properties({}, {}, {0x3705: 5}, 8), "__substg1.0_3701000D": inner}


def _properties(
    texts: Mapping[int, str], data: Mapping[int, bytes], numbers: Mapping[int, int], before: int
) -> dict[str, bytes | Folder]:
    def rows() -> Iterator[bytes]:
        for key, text in texts.items():
            yield struct.pack("<HHIII", _TEXT, key, 6, len(text.encode("utf-16-le")) + 2, 0)
        for key, content in data.items():
            yield struct.pack("<HHIII", _BINARY, key, 6, len(content), 0)
        for key, value in numbers.items():
            yield struct.pack("<HHIII", _NUMBER, key, 6, value, 0)

    streams: dict[str, bytes | Folder] = {
        "__properties_version1.0": bytes(before) + b"".join(rows())
    }
    for key, text in texts.items():
        streams[f"__substg1.0_{key:04X}{_TEXT:04X}"] = text.encode("utf-16-le")
    for key, content in data.items():
        streams[f"__substg1.0_{key:04X}{_BINARY:04X}"] = content
    return streams
