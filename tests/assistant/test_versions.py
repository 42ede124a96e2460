"""A citation says what its document is, and which later one stands in its place."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.answered import answered
from assistant.terminal.printing import in_words
from assistant.versions import Versions
from index import Case


def test_the_indictment_of_the_example_case_is_superseded(harbor_light: Case) -> None:
    versions = Versions(harbor_light)
    assert versions.later_than("indictment.pdf", "indictment") == "Superseding Indictment"
    for record in harbor_light.documents():
        if record.name != "indictment.pdf":
            assert versions.later_than(record.name, record.kind) == ""


def test_a_citation_of_it_says_so_in_words_and_to_scripts(harbor_light: Case) -> None:
    assistant = Assistant(harbor_light)
    answer = assistant.ask("What was the Indictment of April 9, 2024 about as to Count One?")
    shown = (*answer.citations, *answer.nearest)
    reply = answered(harbor_light, answer)
    for citation, source in zip(shown, (*reply.citations, *reply.nearest), strict=True):
        document = harbor_light.document(citation.span.document_id)
        old = document.name == "indictment.pdf"
        assert citation.superseded_by == ("Superseding Indictment" if old else "")
        assert (citation.kind, citation.date) == (document.kind, document.date)
        assert (source.kind, source.superseded_by) == (citation.kind, citation.superseded_by)
        assert source.date == (document.date.isoformat() if document.date else None)


@pytest.fixture
def changing(case: Case, folder: Path) -> Case:
    (folder / "a.txt").write_text("Ship sinks off pier 9\n\nThe ship Halcyon sank on Monday.\n")
    case.add(folder)
    case.correct("a.txt", kind="article", title="Ship sinks off pier 9")
    return case


def test_versions_are_found_again_when_the_case_changes(changing: Case, folder: Path) -> None:
    versions = Versions(changing)
    assert versions.later_than("a.txt", "article") == ""
    (folder / "b.txt").write_text(
        "Ship sinks off pier 9\n\nThe ship Halcyon sank on Tuesday.\n\n"
        "Correction: an earlier version of this article gave the wrong day.\n"
    )
    changing.add(folder)
    changing.correct("b.txt", kind="article", title="Ship sinks off pier 9")
    assert versions.later_than("a.txt", "article") == "Ship sinks off pier 9 (b.txt)"
    changing.remove("b.txt")
    assert versions.later_than("a.txt", "article") == ""


def test_sources_are_printed_with_what_they_are(changing: Case) -> None:
    changing.correct("a.txt", date=datetime.date(2024, 5, 10))
    reply = answered(changing, Assistant(changing).ask("When did the ship Halcyon sink?"))
    (source,) = reply.citations
    later = replace(reply, citations=(replace(source, superseded_by="A later one"),))
    assert [line.strip() for line in in_words(later).splitlines()[-3:]] == [
        "“The ship Halcyon sank on Monday.”",
        "article, May 10, 2024; superseded by A later one",
        "“on Monday” is probably May 6, 2024, by the document’s date",
    ]
