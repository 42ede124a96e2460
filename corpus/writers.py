"""The name of whoever wrote a message, from the ways in which mail programs give it."""

from __future__ import annotations

import re

_ADDRESS = r"[\w.+'&=/-]{1,64}@[\w.-]{1,120}"
_BRACKETED = re.compile(
    rf"\s*(?:\(?<[^<>\n]{{0,200}}>\)?|\[(?:mailto:|smtp:)?{_ADDRESS}\]|\((?:mailto:|smtp:)?{_ADDRESS}\)"
    r"|\[mailto:[^\]\n]{0,200}\])",
    re.IGNORECASE,
)
_NAME_BEHIND = re.compile(rf"{_ADDRESS}\s*\((?P<name>[^()\n@]{{2,120}})\)")
"""As mail programs once wrote it: "rhea@kestrel.example (Rhea Stone)"."""
_BARE_ADDRESS = re.compile(_ADDRESS)
_ORGANISATION = re.compile(r"(?<=\w)(?:/[\w&. -]{1,60}){0,5}(?:@[\w& -]{1,60})?\Z")
"""What Lotus Notes puts behind a name: "Rhea Stone/HOU/ECT@ECT"."""
_AROUND = " \t\xa0\"'“”‘’,;*_|"
LONGEST = 120
"""Code points of a name."""


def writer_named(given: str) -> str:
    """ "Rhea Stone" of "Rhea Stone <rhea@kestrel.example>", the address where there is no name,
    "" where there is neither."""
    given = " ".join(given.split())[: 4 * LONGEST]
    old = _NAME_BEHIND.fullmatch(given)
    name = old["name"] if old else _BRACKETED.sub("", given)
    name = name.strip(_AROUND)
    if not name:
        address = _BARE_ADDRESS.search(given)
        name = address.group() if address else ""
    name = _ORGANISATION.sub("", name).strip(_AROUND)
    return name[:LONGEST] if any(character.isalnum() for character in name) else ""


def has_address(text: str) -> bool:
    """Whether an e-mail address stands in `text`."""
    return _BARE_ADDRESS.search(text) is not None
