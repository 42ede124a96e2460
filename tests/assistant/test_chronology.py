"""The chronology: what papers tell of each time, how they put it, and where."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from assistant.chronology import Chronology, Wanted, chronology
from assistant.chronology.clauses import clauses_in
from assistant.chronology.events import Event, events_of
from assistant.chronology.expressions import Reference, expressions_in
from assistant.errors import BadQuestion
from assistant.tables.keeping import FORMATS, table_as
from assistant.tables.table import shown
from corpus.document import Document
from corpus.reading import read
from index.case import Case
from index.home import Home

FRIDAY = datetime.date(2024, 3, 15)


def times(sentence: str, told: str = "", *, future: bool = False) -> list[str]:
    day = datetime.date.fromisoformat(told) if told else None
    return [str(t.when) for t in expressions_in(sentence, Reference(FRIDAY, day), future=future)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("He left on March 4, 2021.", ["March 4, 2021"]),
        ("It ran from January 2021 to September 2023.", ["January 1, 2021 – September 30, 2023"]),
        ("They met between May 3 and May 9, 2022.", ["May 3–9, 2022"]),
        ("He had been there since 2004.", ["since January 1, 2004"]),
        ("It must be paid by June 30, 2023.", ["by June 30, 2023"]),
        ("She moved before May 3, 2020.", ["before May 3, 2020"]),
        ("She shall move no later than May 3, 2020.", ["by May 3, 2020"]),
        ("She shall move on or before May 3, 2020.", ["by May 3, 2020"]),
        ("She may move on or after May 3, 2020.", ["since May 3, 2020"]),
        ("She may move not earlier than May 3, 2020.", ["since May 3, 2020"]),
        ("She moved later than May 3, 2020.", ["after May 3, 2020"]),
        ("After May 3, 2020, nobody called.", ["after May 3, 2020"]),
        ("They met about May 3, 2020.", ["about May 3, 2020"]),
        ("In February he pleaded guilty.", ["February 2024"]),
        ("The hearing was on March 4.", ["March 4, 2024"]),
        ("He was arrested on December 20.", ["December 20, 2023"]),
        ("The Copyright Act of 1976 governs.", []),
        ("They bought the 2011 version.", []),
        ("He was arrested on Thursday.", ["March 14, 2024"]),
        ("He was arrested last Friday.", ["March 8, 2024"]),
        ("It happened yesterday.", ["March 14, 2024"]),
        ("It happened less than two weeks ago.", ["since March 1, 2024"]),
        ("The sale closed last month.", ["February 2024"]),
        ("Earlier this week he resigned.", ["March 11–17, 2024"]),
    ],
)
def test_times_are_read_as_they_are_bounded(sentence: str, expected: list[str]) -> None:
    assert times(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The next morning he flew home.", ["May 4, 2020"]),
        ("Two weeks later she called.", ["May 17, 2020"]),
        ("Three days earlier he had paid.", ["April 30, 2020"]),
        ("The following Tuesday they met.", ["May 5, 2020"]),
        ("He entered a plea the same day.", ["May 3, 2020"]),
    ],
)
def test_days_are_counted_from_the_day_told_before(sentence: str, expected: list[str]) -> None:
    assert times(sentence, "2020-05-03") == expected


def test_a_day_to_come_is_looked_for_ahead() -> None:
    assert times("The trial will begin on Thursday.", future=True) == ["March 21, 2024"]
    assert times("It will open on January 9.", future=True) == ["January 9, 2025"]


def test_what_can_be_counted_from_nothing_has_no_time() -> None:
    assert expressions_in("He was arrested on Thursday.", Reference(None)) == []


def told(text: str, kind: str = "other", **facts: object) -> list[tuple[str, str, str]]:
    document = paper(text, kind, **facts)
    events = list(events_of(document))
    for event in events:
        standing_where_it_says(document, event)
    return [
        (str(event.when), event.standing, document.text[event.what.start : event.what.end])
        for event in events
    ]


def paper(text: str, kind: str = "other", **facts: object) -> Document:
    given = {"id": "0" * 64, "name": "a.txt", "title": "A", "date": None, "language": "en"}
    return Document(**{**given, "kind": kind, "text": text, **facts})  # type: ignore[arg-type]


def standing_where_it_says(document: Document, event: Event) -> None:
    for span in (event.what, event.words, event.who, event.place):
        assert span is None or event.sentence.contains(span)
    assert 0 <= event.sentence.start < event.sentence.end <= len(document.text)


@pytest.mark.parametrize(
    ("sentence", "kind", "standing"),
    [
        ("Agents searched the house on May 3, 2021.", "report", "stated"),
        ("On May 3, 2021, OBER burned the ledger.", "indictment", "alleged"),
        ("Prosecutors say Ober burned the ledger on May 3, 2021.", "article", "alleged"),
        ("Ober allegedly burned the ledger on May 3, 2021.", "letter", "alleged"),
        ("Ober admitted that he burned the ledger on May 3, 2021.", "article", "admitted"),
        ("Ober pleaded guilty on May 3, 2021.", "article", "admitted"),
        ("The jury found that Ober burned it on May 3, 2021.", "article", "found"),
        ("He was convicted of fraud on May 3, 2021.", "article", "found"),
        ("The trial is set for May 3, 2025.", "order", "planned"),
        ("They will meet on May 3, 2025.", "letter", "planned"),
        ("The sale may close on May 3, 2025.", "letter", "possible"),
        ("If he paid on May 3, 2021, the lease goes on.", "letter", "possible"),
        ("Ober denied that he burned it on May 3, 2021.", "article", "denied"),
        ("Ober did not sign the lease on May 3, 2021.", "letter", "denied"),
        ("No hearing was held on May 3, 2021.", "letter", "denied"),
        ("The court denied the motion on May 3, 2021.", "order", "stated"),
        ("PELL released the crates on May 3, 2021, without examination.", "letter", "stated"),
    ],
)
def test_how_a_paper_puts_it_is_kept_apart(sentence: str, kind: str, standing: str) -> None:
    assert [put for _, put, _ in told(sentence, kind)] == [standing]


def test_clauses_of_other_days_are_events_of_their_own() -> None:
    found = told("Ober joined the port in 2004 and became a supervisor in 2016.", "report")
    assert [(when, what) for when, _, what in found] == [
        ("2004", "Ober joined the port in 2004"),
        ("2016", "became a supervisor in 2016."),
    ]


def test_a_clause_is_of_the_day_that_opens_it() -> None:
    (found,) = told("On April 8, 2024, he bought a ticket for travel on April 14.", "report")
    assert found[0] == "April 8, 2024"


def test_a_participle_that_adds_to_a_noun_is_no_verb() -> None:
    (clause,) = clauses_in("He filed entries for containers imported by Osprey Trading.")
    assert clause.verb.tense == "past"


def test_what_a_report_tells_without_a_day_is_of_its_own() -> None:
    found = told(
        "Port officer freed after hearing\nMarch 15, 2024\n\nOfficer Ober was freed by a judge on "
        "Thursday. His lawyer said that the charge was false. The port is the largest in the "
        "country. In 2009 he left the navy. He moved to the coast.",
        date=FRIDAY,
    )
    days = ["March 14, 2024", "March 14, 2024", "March 14, 2024", "2009"]
    assert [when for when, _, _ in found] == days


def test_no_paper_but_a_report_tells_of_its_own_day() -> None:
    assert told("LEASE AGREEMENT\nMarch 15, 2024\n\nThe tenant paid a deposit.", "contract") == []
    assert told("The witness saw a van.\n", "report", date=FRIDAY) == []


def test_a_row_of_a_table_is_an_event() -> None:
    ((when, standing, _),) = told("| 1 | 2021-05-14 | Market research | $12,000.00 |", "ledger")
    assert (when, standing) == ("May 14, 2021", "stated")


def test_of_another_language_written_days_are_read() -> None:
    ((when, _, what),) = told("Le 3 mai 2021, la maison fut fouillée.", language="fr")
    assert (when, what) == ("May 3, 2021", "Le 3 mai 2021, la maison fut fouillée.")


CHARGE = (
    "INDICTMENT\n\nThe Grand Jury charges:\n\nOn March 3, 2020, TOBIAS CRANE burned the ledger "
)
CHARGE += "of the Osprey Company in the yard behind Pier 9.\n"
NEWS = """# Clerk burned ledger at harbor, paper says

Tobias Crane burned the ledger of the Osprey Company in the yard behind Pier 9 on March 3, 2020. \
Ada Marsh signed the lease of the Osprey Company warehouse on May 4, 2019.
"""
LETTER = """Dear Ms. Quill,

Ada Marsh signed the lease of the Osprey Company warehouse on May 14, 2019. \
The crates were sold in Lisbon on June 2, 2020.

Walter Finch
"""


@pytest.fixture(scope="module")
def burned(tmp_path_factory: pytest.TempPathFactory) -> Case:
    folder = tmp_path_factory.mktemp("burned")
    (folder / "charge.txt").write_text(CHARGE, encoding="utf-8")
    (folder / "news.md").write_text(NEWS, encoding="utf-8")
    (folder / "letter.txt").write_text(LETTER, encoding="utf-8")
    (folder / "empty.pdf").write_bytes(b"%PDF-1.4 broken")
    case = Case.open("burned", home=Home.open(tmp_path_factory.mktemp("burned-home")))
    case.add(folder)
    return case


def test_one_event_of_two_papers_is_one_row(burned: Case) -> None:
    rows = [row for row in chronology(burned).rows if row.first == "2020-03-03"]
    (row,) = rows
    assert {told.what.document for told in row.told} == {"charge.txt", "news.md"}
    assert set(row.standings) == {"alleged", "stated"}


def test_papers_that_give_another_day_are_marked(burned: Case) -> None:
    rows = {row.first: row for row in chronology(burned).rows}
    assert rows["2019-05-04"].differs == (rows["2019-05-14"].number,)
    assert rows["2019-05-14"].differs == (rows["2019-05-04"].number,)
    assert rows["2020-06-02"].differs == ()


def test_every_place_stands_in_its_paper(burned: Case) -> None:
    for row in chronology(burned).rows:
        for told_ in row.told:
            for place in (told_.what, told_.sentence, told_.who, told_.where):
                if place is not None:
                    text = burned.document_named(place.document).text
                    assert text[place.start : place.end] == place.quote


@pytest.mark.parametrize(
    ("wanted", "days"),
    [
        (Wanted(since=datetime.date(2020, 1, 1)), {"2020-03-03", "2020-06-02"}),
        (Wanted(until=datetime.date(2019, 5, 4)), {"2019-05-04"}),
        (Wanted(person="Crane"), {"2020-03-03"}),
        (Wanted(person="ada marsh"), {"2019-05-04", "2019-05-14"}),
        (Wanted(documents=("letter.txt",)), {"2019-05-14", "2020-06-02"}),
        (Wanted(standings=("alleged",)), {"2020-03-03"}),
    ],
)
def test_a_chronology_keeps_to_what_is_wanted(burned: Case, wanted: Wanted, days: set[str]) -> None:
    found = chronology(burned, wanted)
    assert {row.first for row in found.rows} == days
    assert [row.number for row in found.rows] == list(range(1, found.count + 1))


def test_what_was_looked_at_is_told(burned: Case) -> None:
    found = chronology(burned)
    assert found.covered.startswith("Looked at ")
    assert "3 papers; 1 paper could not be read" in found.covered


@pytest.mark.parametrize("ending", FORMATS)
def test_a_table_is_kept_in_every_form(burned: Case, tmp_path: Path, ending: str) -> None:
    found: Chronology = chronology(burned)
    path = tmp_path / f"table.{ending}"
    path.write_bytes(table_as(found, ending))
    words = path.read_text("utf-8-sig") if ending in ("csv", "json") else read(path).text
    assert "March 3, 2020" in words.replace("\\", "")
    assert "burned the ledger" in words


def test_the_day_after_something_is_not_the_day_after_what_was_told_last() -> None:
    told_last = told(
        "He paid on June 9, 2023. She paid on the day after the crates left.", "report"
    )
    assert "June 10, 2023" not in [when for when, _, _ in told_last]
    then = told("He paid on June 9, 2023. She paid the day after.", "report")
    assert [when for when, _, _ in then] == ["June 9, 2023", "June 10, 2023"]


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("Mr. Ober remains in custody until a hearing on Tuesday.", "March 19, 2024"),
        ("Officer Ober was freed by a judge on Tuesday.", "March 12, 2024"),
        ("The bank may ask what he paid in January.", "January 2024"),
    ],
)
def test_a_day_without_its_date_is_to_come_where_the_words_say_so(said: str, day: str) -> None:
    found = told(f"Port officer in custody\nMarch 15, 2024\n\n{said}", date=FRIDAY)
    assert day in [when for when, _, _ in found]


def test_a_cell_shows_words_without_bars_and_marks_of_quoted_mail() -> None:
    assert shown("| 1 | 2021-05-14 | **$12.00** | |") == "1; 2021-05-14; $12.00"
    assert shown("I cannot come\n> on Thursday") == "I cannot come on Thursday"


def test_days_that_run_backwards_are_refused(burned: Case) -> None:
    with pytest.raises(BadQuestion, match="put the earlier first"):
        chronology(burned, Wanted(datetime.date(2023, 1, 1), datetime.date(2022, 1, 1)))
