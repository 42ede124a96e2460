"""iCalendar (RFC 5545): the components of a calendar file with their properties."""

from __future__ import annotations

import datetime
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_NAME = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)?")
_PARAMETER = re.compile(r';([A-Za-z0-9-]+)(?:=("[^"\n]*"|[^;:"\n]*))?')
_ESCAPED = re.compile(r"\\([\\;,nN])")
_FOLD = re.compile(r"\r?\n[ \t]")
_LINE_END = re.compile(r"\r\n|\n|\r")
"""Other signs at which a text could be parted are a property's own words."""
_WHEN = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z?))?\Z")


@dataclass(frozen=True, slots=True)
class Property:
    """A line of a component: its name in capitals, its parameters, its words unescaped."""

    name: str
    parameters: dict[str, str]
    raw: str

    @property
    def text(self) -> str:
        return _ESCAPED.sub(lambda m: "\n" if m[1] in "nN" else m[1], self.raw).strip()


@dataclass(slots=True)
class Component:
    """An event, a task, a calendar: its kind ("VEVENT") and its own properties in order."""

    kind: str
    properties: list[Property] = field(default_factory=list)

    def all(self, name: str) -> list[Property]:
        return [one for one in self.properties if one.name == name]

    def first(self, name: str) -> Property | None:
        return next(iter(self.all(name)), None)

    def text(self, name: str) -> str:
        """The words of a property, "" where there is none."""
        found = self.first(name)
        return found.text if found else ""


def components(text: str) -> Iterator[Component]:
    """Every component of a calendar file, an inner one before the one around it."""
    open_ones: list[Component] = []
    for line in _unfolded(text):
        found = _property(line)
        if found is None:
            continue
        if found.name == "BEGIN":
            open_ones.append(Component(found.raw.strip().upper()))
        elif found.name == "END":
            if open_ones:
                yield open_ones.pop()
        elif open_ones:
            open_ones[-1].properties.append(found)
    yield from reversed(open_ones)


def moment(given: Property | None) -> datetime.date | datetime.datetime | None:
    """The day or the day and time that a property names, on its own clock; None for none."""
    match = _WHEN.match(given.raw.strip()) if given else None
    if match is None:
        return None
    year, month, day, hour, minute = (int(part or 0) for part in match.groups()[:5])
    try:
        if match[4] is None:
            return datetime.date(year, month, day)
        return datetime.datetime(year, month, day, hour, minute)  # noqa: DTZ001 — no zone is meant
    except ValueError:
        return None


def _unfolded(text: str) -> Iterator[str]:
    lines = iter(_LINE_END.split(_FOLD.sub("", text)))
    for line in lines:
        if "ENCODING=QUOTED-PRINTABLE" in line.upper():  # of vCalendar 1.0
            while line.endswith("="):
                line = line[:-1] + next(lines, "")
            head, _, value = line.partition(":")
            line = f"{head}:{quopri.decodestring(value.encode()).decode('utf-8', 'replace')}"
            line = line.replace("\r", "").replace("\n", "\\n")
        yield line


def _property(line: str) -> Property | None:
    name = _NAME.match(line)
    if name is None:
        return None
    end, parameters = name.end(), {}
    while found := _PARAMETER.match(line, end):
        parameters[found[1].upper()] = (found[2] or "").strip('"')
        end = found.end()
    if line[end : end + 1] != ":":
        return None
    return Property(name.group().rpartition(".")[2].upper(), parameters, line[end + 1 :])
