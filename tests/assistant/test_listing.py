"""Lists of everything of a kind, and what papers say differently."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.conflicts import Conflicts, conflicts
from assistant.errors import BadQuestion
from assistant.listing import Listing, listing, wanted_of
from index.case import Case
from index.filters import Filter
from index.home import Home

REPORT = """POLICE REPORT

On March 3, 2021, officer Dana Ruiz stopped a white van at the corner of Elm Street. The van \
carried 14 crates of copper wire. Marta Holm, 34, was driving the van. Holm was paid $1,200 by \
Lund Salvage for the copper wire. The warehouse manager has been interviewed. The meeting at the \
Blue Anchor took place on May 4, 2021. The loss to the railway was 310 metres of cable. The \
insurer paid the railway a claim of $48,000 in June. Ms. Holm had bought the van for about $3,000.

The watchman heard the alarm at 2:15 a.m.

Contact: m.holm@lund.example, (555) 555-0142.
"""
TRIAL = """# Thieves of copper go on trial

The white van that officer Dana Ruiz stopped at the corner of Elm Street carried 17 crates of \
copper wire. Marta Holm, 36, drove it. Lund Salvage paid Holm $2,100 for the copper wire, \
prosecutors say. The warehouse manager has not been interviewed. The meeting at the Blue Anchor \
took place on May 14, 2021. The railway lost 410 metres of cable. The insurer paid the railway a \
claim of $84,000. Ms. Holm had bought the van for $3,080. It cost the railway a quarter of a \
million dollars.

The watchman heard the alarm at 3:15 a.m.
"""
LEASE = """LEASE AGREEMENT

This Agreement shall be governed by the laws of the State of Maine. The Tenant may not assign \
this Agreement without the prior written consent of the Landlord. Rent of $900 is due monthly.
"""


@pytest.fixture(scope="module")
def copper(tmp_path_factory: pytest.TempPathFactory) -> Case:
    folder = tmp_path_factory.mktemp("copper")
    (folder / "report.txt").write_text(REPORT, encoding="utf-8")
    (folder / "copy.txt").write_text(f"{REPORT}\n", encoding="utf-8")
    (folder / "trial.md").write_text(TRIAL, encoding="utf-8")
    (folder / "lease.txt").write_text(LEASE, encoding="utf-8")
    case = Case.open("copper", home=Home.open(tmp_path_factory.mktemp("copper-home")))
    case.add(folder)
    return case


def texts(found: Listing) -> list[str]:
    return [row.text for row in found.rows]


@pytest.mark.parametrize(
    ("question", "kind", "words"),
    [
        ("List every payment to Pell.", "sums", ("payment", "pell")),
        ("every payment", "sums", ("payment",)),
        ("What sums are mentioned?", "sums", ()),
        ("Which papers mention Dana Ruiz?", "papers", ("dana", "ruiz")),
        ("how many documents mention the van", "papers", ("van",)),
        ("List all people", "people", ()),
        ("Who are the people?", "people", ()),
        ("list all dates", "days", ()),
        ("list every company", "bodies", ()),
        ("list all phone numbers", "addresses", ()),
        ("list every governing law clause", "clauses", ()),
        ("List every search of the warehouse", "sentences", ("search", "warehouse")),
    ],
)
def test_what_a_question_wants_is_told_by_its_form(
    question: str, kind: str, words: tuple[str, ...]
) -> None:
    wanted = wanted_of(question)
    assert (wanted.kind, wanted.words) == (kind, words)


def test_every_payment_is_a_row_and_copies_are_one(copper: Case) -> None:
    found = listing(copper, "list every payment")
    assert texts(found) == ["$1,200", "$48,000", "$2,100", "$84,000"]
    assert found.count == 4
    assert {place.document for place in found.rows[0].places} == {"copy.txt", "report.txt"}


def test_of_a_part_of_a_sum_the_part_is_listed(copper: Case) -> None:
    assert "a quarter of a million dollars" in texts(listing(copper, "all sums"))


def test_papers_that_mention_somebody_are_listed(copper: Case) -> None:
    found = listing(copper, "Which papers mention Dana Ruiz?")
    documents = {place.document for row in found.rows for place in row.places}
    assert documents == {"copy.txt", "report.txt", "trial.md"}


def test_names_of_one_person_are_one_row(copper: Case) -> None:
    found = listing(copper, "list all people")
    assert "Marta Holm" in texts(found)
    assert not {"Ms. Holm", "Holm", "Lund Salvage", "Elm Street", "Blue Anchor"} & {*texts(found)}


def test_clauses_are_found_by_what_they_are_about(copper: Case) -> None:
    (row,) = listing(copper, "list every governing law clause").rows
    assert row.text.startswith("This Agreement shall be governed")
    (row,) = listing(copper, "list every assignment clause").rows
    assert "may not assign" in row.text


def test_addresses_and_telephones_are_listed(copper: Case) -> None:
    assert texts(listing(copper, "all e-mail addresses")) == [
        "m.holm@lund.example", "(555) 555-0142",
    ]  # fmt: skip


def test_a_word_that_only_begins_alike_is_another(copper: Case) -> None:
    assert listing(copper, "list all containers").count == 0


def test_every_row_stands_in_its_papers(copper: Case) -> None:
    for question in ("all sums", "all dates", "list all people", "list every van"):
        found = listing(copper, question)
        assert found.count == len(found.rows) > 0
        for row in found.rows:
            for place in (row.sentence, *row.places):
                text = copper.document_named(place.document).text
                assert text[place.start : place.end] == place.quote


def test_a_list_keeps_to_the_papers_it_is_told(copper: Case) -> None:
    found = listing(copper, "all sums", Filter(documents=("lease.txt",)))
    assert texts(found) == ["$900"]
    assert found.coverage.papers == 1
    assert found.coverage.passages < found.coverage.of_passages


@pytest.mark.parametrize("question", ["", "  ", "list all", "which papers mention"])
def test_a_question_for_nothing_is_refused(copper: Case, question: str) -> None:
    with pytest.raises(BadQuestion):
        listing(copper, question)


def differing(found: Conflicts) -> set[tuple[str, ...]]:
    return {(row.kind, *(side.value for side in row.sides)) for row in found.rows}


def test_values_that_differ_stand_side_by_side(copper: Case) -> None:
    assert differing(conflicts(copper)) == {
        ("count", "14", "17"),
        ("age", "34", "36"),
        ("sum", "$1,200", "$2,100"),
        ("whether", "it was", "it was not"),
        ("day", "May 4, 2021", "May 14, 2021"),
        ("measure", "310 metres", "410 metres"),
        ("sum", "$48,000", "$84,000"),
        ("time", "2:15 a.m.", "3:15 a.m."),
    }


def test_each_side_has_all_its_places(copper: Case) -> None:
    for row in conflicts(copper).rows:
        first, second = ({place.document for place in side.places} for side in row.sides)
        assert (first, second) == ({"copy.txt", "report.txt"}, {"trial.md"})
        for side in row.sides:
            for place in (*side.places, *side.sentences):
                text = copper.document_named(place.document).text
                assert text[place.start : place.end] == place.quote


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (  # loose numbers that are near
            "Agents found about $418,000 in cash in the floor safe.",
            "Agents found $417,200 in cash in the floor safe.",
        ),
        (  # both values told by one of the papers
            "The estimate of the harbor repair rose to $312,000 from $286,000.",
            "The estimate of the harbor repair was $286,000.",
        ),
        (  # of different days
            "On May 3, 2021, Lund paid Holm $1,200 for copper wire.",
            "On June 3, 2021, Lund paid Holm $2,400 for copper wire.",
        ),
        (  # of different things
            "The Meridian bank lent the bakery $70,000 for ovens.",
            "The Meridian bank lent the garage $90,000 for a crane.",
        ),
    ],
)
def test_what_does_not_differ_is_not_shown(one: str, other: str, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "one.txt").write_text(f"{one}\n", encoding="utf-8")
    (folder / "other.txt").write_text(f"{other}\n", encoding="utf-8")
    home = Home.open(tmp_path / "home")
    case = Case.open("pair", home=home)
    case.add(folder)
    assert conflicts(case).rows == ()
    home.close()


def test_who_is_named_in_testimony_is_listed_by_the_name_alone(tmp_path: Path) -> None:
    (tmp_path / "deposition.txt").write_text(
        "DEPOSITION OF DALE WHITCOMB\n\nQ.  Mr. Whitcomb, who wired the relay?\n"
        "A.  One of our installers, Kip Saldana.\n",
        encoding="utf-8",
    )
    (tmp_path / "letter.txt").write_text(
        "Our technician, Dale Whitcomb, inspected the room.\n", encoding="utf-8"
    )
    case = Case.open("cold", home=Home.open(tmp_path / "home"))
    case.add(tmp_path / "deposition.txt")
    case.add(tmp_path / "letter.txt")
    named = {name.casefold() for name in texts(listing(case, "list all people"))}
    assert named == {"dale whitcomb", "kip saldana"}
