"""Calendar files and invitations (ics): each event as lines that a person reads and quotes."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from corpus.errors import UnreadableFile
from corpus.readers.extracted import Aids, Extracted
from corpus.readers.icalendar import Component, Property, components, moment
from corpus.readers.text import decode
from corpus.readers.zero_width import without_zero_width
from corpus.writers import writer_named

_KINDS = {"VEVENT": "Event", "VTODO": "Task", "VJOURNAL": "Entry"}
_ANSWERS = {
    "ACCEPTED": "Accepted",
    "DECLINED": "Declined",
    "TENTATIVE": "Tentatively accepted",
    "DELEGATED": "Delegated",
    "COMPLETED": "Completed",
    "IN-PROCESS": "In process",
}
_INVITED = "Invited, no answer yet"
_ORDER = (*_ANSWERS.values(), _INVITED)
_STATUS = {
    "CANCELLED": "cancelled",
    "TENTATIVE": "tentative",
    "COMPLETED": "completed",
    "IN-PROCESS": "in process",
}
_SAME_AGAIN = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
_DURATION = re.compile(
    r"P(?:(?P<weeks>\d{1,4})W)?(?:(?P<days>\d{1,4})D)?"
    r"(?:T(?:(?P<hours>\d{1,4})H)?(?:(?P<minutes>\d{1,4})M)?(?:(?P<seconds>\d{1,5})S)?)?\Z"
)


def read_calendar(data: bytes, aids: Aids) -> Extracted:
    """What, when, where and who of each event, in lines such as a row of a table gives, with
    the day and the name of an only one.

    Raises `UnreadableFile` where the file holds no event.
    """
    return calendar_text(decode(data))


def calendar_text(text: str) -> Extracted:
    """As `read_calendar`, of decoded text."""
    found = list(components(text))
    calendar = next((one for one in found if one.kind == "VCALENDAR"), None)
    method = calendar.text("METHOD").upper() if calendar else ""
    events = [one for one in found if one.kind in _KINDS]
    if not events:
        raise UnreadableFile("the calendar file holds no event")
    only = events[0] if len({_identity(one) for one in events}) == 1 else None
    start = moment(_start(only)) if only else None
    return Extracted(
        text=without_zero_width("\n\n".join(_event(one, method) for one in events)),
        title=" ".join(only.text("SUMMARY").split()) or None if only else None,
        date=start.date() if isinstance(start, datetime.datetime) else start,
    )


def _identity(event: Component) -> tuple[str, str]:
    return event.text("UID"), event.text("SUMMARY")


def _start(event: Component) -> Property | None:
    return event.first("DTSTART") or event.first("DUE")


def _event(event: Component, method: str) -> str:
    what = _line(event.text("SUMMARY")).replace(" = ", " – ") or _KINDS[event.kind]
    status = "CANCELLED" if method == "CANCEL" else event.text("STATUS").upper()
    facts = {
        "When": _when(event),
        "Repeats": _rule(event),
        "Where": _line(event.text("LOCATION")),
        "Organizer": "; ".join(filter(None, map(_who, event.all("ORGANIZER")))),
        "Status": _STATUS.get(status, ""),
    }
    told = "; ".join(f"{name} = {value}" for name, value in facts.items() if value)
    lines = [f"{what}: {told}" if told else what]
    lines += [f"{what}: {answer} = {people}" for answer, people in _attendees(event)]
    said = [event.text("DESCRIPTION"), *(one.text for one in event.all("COMMENT"))]
    return "\n\n".join(["\n".join(lines), *(_plain(words) for words in said if words)])


def _attendees(event: Component) -> Iterator[tuple[str, str]]:
    """Each answer to the invitation, with the people who gave it."""
    by_answer: dict[str, list[str]] = {}
    for one in event.all("ATTENDEE"):
        answer = _ANSWERS.get(one.parameters.get("PARTSTAT", "").upper(), _INVITED)
        if who := _who(one):
            by_answer.setdefault(answer, []).append(who)
    return ((answer, ", ".join(by_answer[answer])) for answer in _ORDER if answer in by_answer)


def _who(person: Property) -> str:
    """ "Greta Holm <greta@kestrel.example>"; either alone where the other is not told."""
    address = re.sub(r"\Amailto:", "", person.text, flags=re.IGNORECASE)
    address = address if "@" in address else ""
    name = writer_named(person.parameters.get("CN", ""))
    if not name or name.lower() == address.lower():
        return address or name
    return f"{name} <{address}>" if address else name


def _when(event: Component) -> str:
    """ "Tuesday, February 14, 2023, 9:30 p.m. to 10:00 p.m. (Eastern Standard Time)"."""
    given = _start(event)
    start = moment(given)
    if given is None or start is None:
        return given.text if given else ""
    end = moment(event.first("DTEND")) or _after(start, event.text("DURATION"))
    if not isinstance(start, datetime.datetime):
        last = end - datetime.timedelta(days=1) if end else start
        return _day(start) if last <= start else f"{_day(start)} to {_day(last)}"
    said = f"{_day(start)}, {_clock(start)}"
    if isinstance(end, datetime.datetime) and end > start:
        same = end.date() == start.date()
        said += f" to {_clock(end)}" if same else f" to {_day(end)}, {_clock(end)}"
    zone = "UTC" if given.raw.strip().endswith("Z") else given.parameters.get("TZID", "")
    return f"{said} ({zone.strip('/')})" if zone else said


def _after(
    start: datetime.date | datetime.datetime, duration: str
) -> datetime.date | datetime.datetime | None:
    match = _DURATION.match(duration)
    if match is None:
        return None
    parts = {name: int(number or 0) for name, number in match.groupdict().items()}
    try:
        return start + datetime.timedelta(**parts)
    except OverflowError:
        return None


def _rule(event: Component) -> str:
    """ "every 2 weeks until March 1, 2024", with the rule itself where that is more."""
    raw = event.text("RRULE")
    rule = dict(part.split("=", 1) for part in raw.upper().split(";") if "=" in part)
    unit = _SAME_AGAIN.get(rule.pop("FREQ", ""))
    if unit is None:
        return raw
    every = rule.pop("INTERVAL", "1")
    said = f"every {unit}" if every == "1" else f"every {every} {unit}s"
    until = moment(Property("UNTIL", {}, rule.pop("UNTIL", "")))
    if until is not None:
        said += f" until {_day(until)}"
    if count := rule.pop("COUNT", ""):
        said += f", {count} times"
    rule.pop("WKST", None)
    rest = ";".join(f"{name}={value}" for name, value in rule.items())
    return f"{said} ({rest})" if rest else said


def _day(day: datetime.date) -> str:
    return f"{day:%A}, {day:%B} {day.day}, {day.year}"


def _clock(time: datetime.datetime) -> str:
    return f"{time.hour % 12 or 12}:{time:%M} {'a.m.' if time.hour < 12 else 'p.m.'}"


def _line(words: str) -> str:
    return " ".join(words.split())


def _plain(words: str) -> str:
    lines = "\n".join(" ".join(line.split()) for line in words.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()
