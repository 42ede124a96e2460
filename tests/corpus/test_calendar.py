"""Calendar files and invitations: what, when, where and who, with the event's own day."""

from __future__ import annotations

import datetime
from email.message import EmailMessage

import pytest

from corpus import Document
from corpus.readers.calendar import calendar_text
from corpus.reading import read_all, read_bytes


def event(*lines: str, method: str = "REQUEST") -> str:
    head = ["BEGIN:VCALENDAR", f"METHOD:{method}", "BEGIN:VEVENT", "SUMMARY:Cash pickup"]
    return "\r\n".join([*head, *lines, "END:VEVENT", "END:VCALENDAR", ""])


PICKUP = event(
    "ORGANIZER;CN=Greta Holm:MAILTO:greta@kestrel.example",
    "ATTENDEE;PARTSTAT=ACCEPTED;CN=Milo Penn:mailto:milo@kestrel.example",
    'ATTENDEE;CN="Stone, Rhea";PARTSTAT=DECLINED:mailto:rhea@',
    " kestrel.example",
    "ATTENDEE:mailto:ana@kestrel.example",
    "DTSTART;TZID=Eastern Standard Time:20230214T213000",
    "DTEND;TZID=Eastern Standard Time:20230214T220000",
    "LOCATION:Pier 9\\, rear gate",
    "DESCRIPTION:Bring the second set of books.\\nDo not tell Rhea.",
    "BEGIN:VALARM",
    "TRIGGER:-PT15M",
    "DESCRIPTION:Reminder",
    "END:VALARM",
)


def test_an_event_is_read_as_lines_that_can_be_quoted() -> None:
    document = read_bytes(PICKUP.encode(), "pickup.ics")
    assert document.text == (
        "Cash pickup: When = Tuesday, February 14, 2023, 9:30 p.m. to 10:00 p.m. (Eastern Standard"
        " Time); Where = Pier 9, rear gate; Organizer = Greta Holm <greta@kestrel.example>\n"
        "Cash pickup: Accepted = Milo Penn <milo@kestrel.example>\n"
        "Cash pickup: Declined = Stone, Rhea <rhea@kestrel.example>\n"
        "Cash pickup: Invited, no answer yet = ana@kestrel.example\n\n"
        "Bring the second set of books.\nDo not tell Rhea."
    )
    assert (document.title, document.date) == ("Cash pickup", datetime.date(2023, 2, 14))


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["DTSTART;VALUE=DATE:20230214"], "When = Tuesday, February 14, 2023"),
        (
            ["DTSTART;VALUE=DATE:20230214", "DTEND;VALUE=DATE:20230216"],
            "When = Tuesday, February 14, 2023 to Wednesday, February 15, 2023",
        ),
        (["DTSTART:20230214T003000Z"], "When = Tuesday, February 14, 2023, 12:30 a.m. (UTC)"),
        (
            ["DTSTART:20230214T123000", "DURATION:PT1H30M"],
            "When = Tuesday, February 14, 2023, 12:30 p.m. to 2:00 p.m.",
        ),
        (
            ["DTSTART:20230214T230000", "DTEND:20230215T010000"],
            "When = Tuesday, February 14, 2023, 11:00 p.m. to"
            " Wednesday, February 15, 2023, 1:00 a.m.",
        ),
        (
            ["RRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=20240301"],
            "Repeats = every 2 weeks until Friday, March 1, 2024",
        ),
        (["RRULE:FREQ=WEEKLY;BYDAY=TU"], "Repeats = every week (BYDAY=TU)"),
        (["STATUS:CANCELLED"], "Status = cancelled"),
        (["DTSTART:soon"], "When = soon"),
    ],
)  # fmt: skip
def test_what_an_event_tells(lines: list[str], told: str) -> None:
    assert calendar_text(event(*lines)).text == f"Cash pickup: {told}"


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85", "\v", "\f", "\x1c"])
def test_no_sign_but_a_line_end_ends_a_property(sign: str) -> None:
    text = calendar_text(event(f"DESCRIPTION:Bring the books.{sign}Do not tell Rhea.")).text
    assert "Bring the books." in text
    assert "Do not tell Rhea." in text


def test_a_cancelled_meeting_is_said_to_be() -> None:
    assert calendar_text(event(method="CANCEL")).text == "Cash pickup: Status = cancelled"


@pytest.mark.parametrize("attached", [True, False])
def test_an_invitation_in_a_mail_is_an_event_of_its_own_day(attached: bool) -> None:
    mail = EmailMessage()
    mail["From"], mail["Date"] = "greta@kestrel.example", "Mon, 13 Feb 2023 09:12:00 -0500"
    mail.set_content("\n")
    mail.add_alternative("<html><body></body></html>", subtype="html")
    mail.add_alternative(PICKUP, subtype="calendar")
    if attached:
        mail.add_attachment(
            PICKUP.encode(), maintype="application", subtype="ics", filename="x.ics"
        )
    found = [one for one in read_all(bytes(mail), "invite.eml") if isinstance(one, Document)]
    assert [one.name for one in found] == ["invite.eml", "invite.eml/invitation.ics"]
    assert found[1].date == datetime.date(2023, 2, 14)
    assert "Where = Pier 9, rear gate" in found[1].text


def test_several_events_have_no_day_in_common() -> None:
    two = event("UID:1", "DTSTART:20230214T1200") + event("UID:2", "DTSTART:20230215T1200")
    document = read_bytes(two.encode(), "calendar.ics")
    assert document.text.count("Cash pickup: When") == 2
    assert document.date is None
