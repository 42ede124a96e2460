"""Form fields of an RTF file: boxes to tick and lists to choose from, as what was chosen."""

from __future__ import annotations

import re

from corpus.readers.symbols import box

_FIELD = re.compile(r"\{\\field(?![a-z])")
_FORM = re.compile(r"FORM(?:CHECKBOX|DROPDOWN)")
_KIND = re.compile(r"\\fftype([12])(?!\d)")
_RESULT, _DEFAULT = (re.compile(rf"\\{name}(\d{{1,3}})") for name in ("ffres", "ffdefres"))
_ENTRY = re.compile(r"\{\\\*\\ffl\s([^{}]*)\}")
_BY_DEFAULT = 25
"""The result of a field that nobody touched."""
_BRACE = re.compile(r"\\[\\{}]|[{}]")


def shown_fields(source: str) -> str:
    """The source with each such field replaced by what it shows."""
    if not _FORM.search(source):
        return source
    parts, position = [], 0
    for found in _FIELD.finditer(source):
        if found.start() < position:
            continue
        head = source[found.start() : found.start() + _LONGEST]
        if not _FORM.search(head.partition("\\fldrslt")[0]):
            continue
        end = end_of_group(source, found.start())
        parts += [source[position : found.start()], _shown(source[found.start() : end])]
        position = end
    return "".join([*parts, source[position:]])


_LONGEST = 4_000
"""Code points from the beginning of a field within which its kind is named."""


def end_of_group(source: str, start: int) -> int:
    """Just after the brace that closes the group open at `start`, or the end of the file."""
    depth = 0
    for brace in _BRACE.finditer(source, start):
        depth += {"{": 1, "}": -1}.get(brace.group(), 0)
        if depth == 0:
            return brace.end()
    return len(source)


def _shown(group: str) -> str:
    kind, result, default = (pattern.search(group) for pattern in (_KIND, _RESULT, _DEFAULT))
    chosen = int(result.group(1)) if result else _BY_DEFAULT
    if chosen == _BY_DEFAULT:
        chosen = int(default.group(1)) if default else 0
    if kind is None or kind.group(1) == "1":
        return f"{{\\uc1\\u{ord(box(chosen == 1))}?}}"
    entries = _ENTRY.findall(group)
    return f"{{{entries[chosen]}}}" if chosen < len(entries) else ""
