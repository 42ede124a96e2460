"""What a later version stands for is known by the headings, captions and days of both."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Document
from corpus.superseding import KINDS, superseded_by

NUMBER = "Case No. 2:24-cr-00087-EHT"
MARCH, APRIL, MAY = (datetime.date(2024, month, 4) for month in (3, 4, 5))


def filing(
    name: str,
    heading: str,
    *,
    kind: str = "indictment",
    number: str = NUMBER,
    names: str = "CONRAD VESELY and ILSE BRANDVOLD",
    date: datetime.date | None = None,
    body: str = "The Grand Jury charges:",
    title: str = "",
) -> Document:
    text = (
        "UNITED STATES DISTRICT COURT\n\nUNITED STATES OF AMERICA,\n\nv.\n\n"
        f"{names},\n\nDefendants.\n\n{number}\n\n{heading}\n\n{body}\n"
    )
    return Document(name, name, title or heading.title(), kind, date, text)


def complaint(name: str, heading: str) -> Document:
    return filing(name, heading, kind="complaint", number="No. 1:25-cv-412")


def order(name: str, body: str, date: datetime.date, number: str = NUMBER) -> Document:
    return filing(name, "ORDER", kind="order", body=body, date=date, number=number)


def article(name: str, title: str, text: str = "Words.", date: datetime.date = MARCH) -> Document:
    return Document(name, name, title, "article", date, f"{title}\n\n{text}")


FIRST = filing("first", "INDICTMENT")
SUPERSEDING = filing("second", "SUPERSEDING INDICTMENT")
DETAINED = order("detained", "The defendant is detained.", MARCH)
VACATED = "The Order of March 4, 2024, is hereby VACATED."
SECOND_VERSION = "Correction: an earlier version of this article misstated her age."


@pytest.mark.parametrize(
    ("documents", "later"),
    [
        ([FIRST, SUPERSEDING], {"first": "second"}),
        ([SUPERSEDING, FIRST], {"first": "second"}),
        (
            [FIRST, SUPERSEDING, filing("third", "SECOND SUPERSEDING INDICTMENT")],
            {"first": "third", "second": "third"},
        ),
        (
            [filing("first", "INDICTMENT", number="24 Cr. 87 (EHT)"), SUPERSEDING],
            {"first": "second"},
        ),
        (
            [filing("first", "INDICTMENT", number="", names="CONRAD VESELY"), SUPERSEDING],
            {"first": "second"},
        ),
        (
            [complaint("a", "COMPLAINT"), complaint("b", "AMENDED COMPLAINT")],
            {"a": "b"},
        ),
        (
            [
                complaint("a", "COMPLAINT FOR DAMAGES"),
                complaint("b", "FIRST AMENDED CLASS ACTION COMPLAINT"),
                complaint("c", "SECOND AMENDED COMPLAINT AND JURY DEMAND"),
            ],
            {"a": "c", "b": "c"},
        ),
        (
            [
                article("a", "Ship sinks off pier"),
                article("b", "CORRECTED: Ship Sinks off Pier"),
            ],
            {"a": "b"},
        ),
        (
            [article("a", "Ship sinks"), article("b", "Ship sinks (Corrected)")],
            {"a": "b"},
        ),
        (
            [article("a", "Ship sinks"), article("b", "Ship sinks", SECOND_VERSION)],
            {"a": "b"},
        ),
        ([DETAINED, order("freed", VACATED, APRIL)], {"detained": "freed"}),
        (
            [DETAINED, order("new", "This Order amends the Order entered on March 4, 2024.", MAY)],
            {"detained": "new"},
        ),
    ],
)
def test_a_later_version_is_known(documents: list[Document], later: dict[str, str]) -> None:
    assert superseded_by(documents) == later


@pytest.mark.parametrize(
    "documents",
    [
        [FIRST],
        [FIRST, filing("copy", "INDICTMENT")],
        [FIRST, filing("second", "SUPERSEDING INDICTMENT", number="Case No. 2:24-cr-00088")],
        [FIRST, filing("second", "SUPERSEDING INDICTMENT", names="TOBIAS CRANE")],
        [
            filing("first", "INDICTMENT", date=MAY),
            filing("second", "SUPERSEDING INDICTMENT", date=MARCH),
        ],
        [
            filing("first", "INDICTMENT", number="", names="TOBIAS CRANE"),
            filing("second", "SUPERSEDING INDICTMENT", number=""),
        ],
        [FIRST, filing("b", "INDICTMENT", body="This is no superseding indictment.")],
        [filing("a", "COMPLAINT", kind="complaint"), SUPERSEDING],
        [article("a", "Ship sinks"), article("b", "Ship sinks again", SECOND_VERSION)],
        [article("a", "Ship sinks"), article("b", "Ship sinks")],
        [article("a", "Ship sinks", date=MAY), article("b", "Ship sinks", SECOND_VERSION)],
        [DETAINED, order("b", "The motion to vacate the Order of March 4, 2024, is DENIED.", MAY)],
        [DETAINED, order("b", "The Order of March 4, 2024, is vacated in part.", MAY)],
        [DETAINED, order("b", "The Court does not vacate the Order of March 4, 2024.", MAY)],
        [DETAINED, order("b", "The Order of March 4, 2024, stands.", MAY)],
        [DETAINED, order("b", "The Order of April 4, 2024, is vacated.", MAY)],
        [DETAINED, order("b", VACATED, MAY, number="Case No. 2:24-cr-00031")],
        [DETAINED, order("c", "The defendant is to be seen.", MARCH), order("b", VACATED, MAY)],
    ],
)
def test_what_is_not_certain_is_left_out(documents: list[Document]) -> None:
    assert superseded_by(documents) == {}


@given(
    st.lists(
        st.builds(
            Document,
            id=st.text(),
            name=st.text(),
            title=st.text(),
            kind=st.sampled_from(KINDS),
            date=st.none() | st.dates(),
            text=st.text() | st.sampled_from([FIRST.text, SUPERSEDING.text, VACATED]),
        ),
        max_size=6,
        unique_by=lambda document: document.name,
    )
)
def test_any_documents_can_be_compared(documents: list[Document]) -> None:
    later = superseded_by(documents)
    names = {document.name for document in documents}
    assert set(later) | set(later.values()) <= names
    assert all(earlier != document for earlier, document in later.items())
