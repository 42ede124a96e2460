"""Answers from a thread of e-mails name who wrote the words, and when."""

from __future__ import annotations

import datetime

import pytest

from assistant import Assistant
from corpus.messages import writer_in
from index import Case

THREAD = """From: Milo Penn <milo@kestrel.example>
To: Greta Holm <greta@kestrel.example>
Subject: RE: Warehouse keys
Date: Thu, 2 Mar 2023 23:40:00 -0800

Understood. I will tell the guard tomorrow.

-----Original Message-----
From: Greta Holm <greta@kestrel.example>
Sent: Thursday, March 2, 2023 4:05 PM
To: Milo Penn
Subject: RE: Warehouse keys

The inspectors come on Friday. Please burn the old ledger.

On Mon, Feb 27, 2023 at 9:00 AM Rhea Stone <rhea@kestrel.example> wrote:

> I gave the warehouse keys to Mr. Tallis
> at the ferry terminal yesterday.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("thread")
    (folder / "thread.eml").write_text(THREAD)
    case = Case.open("thread", home=folder / "home")
    case.add(folder / "thread.eml")
    return Assistant(case)


@pytest.mark.parametrize(
    ("question", "quote", "writer", "day"),
    [
        (
            "Who gave the warehouse keys to Mr. Tallis?",
            "I gave the warehouse keys to Mr. Tallis at the ferry terminal yesterday.",
            "Rhea Stone",
            datetime.date(2023, 2, 27),
        ),
        (
            "Who asked to burn the old ledger?",
            "Please burn the old ledger.",
            "Greta Holm",
            datetime.date(2023, 3, 2),
        ),
        (
            "Who will tell the guard?",
            "I will tell the guard tomorrow.",
            "Milo Penn",
            datetime.date(2023, 3, 2),
        ),
    ],
)
def test_an_answer_is_put_down_to_its_own_writer(
    assistant: Assistant, question: str, quote: str, writer: str, day: datetime.date
) -> None:
    found = assistant.ask(question)
    citation = next(one for one in (*found.citations, *found.nearest) if one.quote == quote)
    assert (citation.writer, citation.date) == (writer, day)
    assert f"message of {writer}, {day:%B} {day.day}, 2023" in citation.pincite


def test_a_relative_day_is_told_from_the_day_of_its_message(assistant: Assistant) -> None:
    found = assistant.ask("When were the warehouse keys given to Mr. Tallis?")
    meanings = [one.meaning for one in (*found.citations, *found.nearest) if "Tallis" in one.quote]
    assert meanings == ["“yesterday” is February 26, 2023, by the message’s date"]


@pytest.mark.parametrize(
    ("heading", "writer"),
    [
        ("message of Milo Penn, March 2, 2023", "Milo Penn"),
        ("quoted message of Stone, Rhea, March 1, 2023", "Stone, Rhea"),
        ("quoted message of Rhea Stone, 1/3/2023", "Rhea Stone"),
        ("quoted message of Rhea Stone", "Rhea Stone"),
        ("quoted message of unknown writer, March 1, 2023", ""),
        ("Count Two", ""),
        (None, ""),
    ],
)
def test_the_writer_that_a_heading_names(heading: str | None, writer: str) -> None:
    assert writer_in(heading) == writer
