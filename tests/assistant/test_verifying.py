"""A kept answer is held against its case later: what stands, what moved, what is gone."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import httpx
import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from assistant import Assistant
from assistant.answered import answered
from assistant.api.app import rest
from assistant.api.gate import Keys
from assistant.errors import BadAnswerFile
from assistant.export.verification import kept_answer, nearest_place, read_saved, verify
from assistant.replies import Answered, Verified, as_json, json_line
from assistant.service.local import LocalService
from assistant.service.remote import RemoteService
from assistant.settings import Settings
from assistant.terminal.printing import in_words
from corpus.errors import CasebookError
from index import Case
from index.home import Home
from tests.terminal import casebook_here

LEDGER = "Tobias Crane burned the ledger on March 3, 2020, in the yard behind pier 9."
LETTER = f"Dear Ms. Quill,\n\n{LEDGER}\n\nWalter Finch\n"
OTHER = "Ada Marsh founded the Osprey Company in 1994. Its ships carried timber to Lisbon.\n"
BURNED = "When was the ledger burned?"


@pytest.fixture
def filed(case: Case, folder: Path) -> Case:
    (folder / "letter.txt").write_text(LETTER, encoding="utf-8")
    (folder / "other.txt").write_text(OTHER, encoding="utf-8")
    case.add(folder)
    return case


@pytest.fixture
def kept(filed: Case) -> Answered:
    reply = answered(filed, Assistant(filed).ask(BURNED))
    assert [source.quote for source in reply.citations] == [LEDGER]
    return kept_answer(json.loads(json_line(reply)))


def states(verified: Verified) -> list[str]:
    return [quote.state for quote in verified.quotes]


def test_an_answer_whose_own_words_were_changed_does_not_stand(filed: Case, kept: Answered) -> None:
    other = replace(kept, answer=kept.answer.replace("2020", "2021"))
    verified = verify(filed, other)
    assert (verified.stands, verified.altered, states(verified)) == (False, True, ["unchanged"])
    assert "words were changed" in in_words(verified)
    claimed = replace(other, claims=(replace(kept.claims[0], text=kept.claims[0].text + " Not."),))
    assert verify(filed, claimed).altered


def test_an_answer_stands_where_nothing_changed(filed: Case, kept: Answered) -> None:
    verified = verify(filed, kept)
    assert (verified.stands, states(verified)) == (True, ["unchanged"])
    assert verified.quotes[0].note == "letter.txt is unchanged in the case."


@pytest.mark.parametrize(
    ("text", "state", "note"),
    [
        (f"P.S. first.\n\n{LETTER}", "moved", "has changed; the quotation is still there, at "),
        (LETTER.replace("on March", "on\nMarch"), "moved", "the quotation is still there"),
        (LETTER.replace("2020", "2021"), "quote gone", "has changed, and the quotation is gone."),
        ("", "document gone", "cannot be read any more: the file is empty."),
    ],
    ids=["moved", "broken otherwise", "altered", "emptied"],
)
def test_a_changed_document_is_searched_for_the_quote(
    filed: Case, kept: Answered, folder: Path, text: str, state: str, note: str
) -> None:
    (folder / "letter.txt").write_text(text, encoding="utf-8")
    filed.add(folder)
    verified = verify(filed, kept)
    assert states(verified) == [state]
    assert note in verified.quotes[0].note
    assert verified.stands is (state == "moved")
    checked = verified.quotes[0]
    if checked.start is not None and checked.end is not None:
        found = filed.document_named("letter.txt").text[checked.start : checked.end]
        assert " ".join(found.split()) == LEDGER


def test_a_document_that_was_removed_is_gone(filed: Case, kept: Answered) -> None:
    filed.remove("letter.txt")
    verified = verify(filed, kept)
    assert (verified.stands, states(verified)) == (False, ["document gone"])
    assert verified.quotes[0].note == "letter.txt is no longer in the case."


def test_a_document_is_known_again_by_its_bytes(filed: Case, kept: Answered, folder: Path) -> None:
    filed.remove("letter.txt")
    filed.add(folder / "letter.txt", prefix="box")
    verified = verify(filed, kept)
    assert states(verified) == ["unchanged"]
    assert "now called box/letter.txt" in verified.quotes[0].note


def test_a_quote_that_was_tampered_with_is_found_out(filed: Case, kept: Answered) -> None:
    saved: dict[str, Any] = as_json(kept)
    saved["citations"][0]["quote"] = LEDGER.replace("burned", "kept")
    assert states(verify(filed, kept_answer(json.loads(json.dumps(saved))))) == ["quote gone"]


def test_what_came_nearest_is_checked_when_nothing_answered(filed: Case) -> None:
    reply = answered(filed, Assistant(filed).ask("Which airline flew the orchestra to Osaka?"))
    assert reply.abstained
    assert set(states(verify(filed, reply))) == {"unchanged"}


def changed(**entries: Any) -> Any:
    return lambda saved: {**saved, **entries}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda saved: {}, "This is no answer that Casebook kept as JSON (question: "),
        (changed(citations=[{"quote": "a"}]), "(citations.0."),
        (changed(citations="none"), "(citations: "),
        (changed(made={"format": 99}), "A later version of Casebook kept this answer"),
        (lambda s: {**s, "citations": [{**s["citations"][0], "quote": " "}]}, "is empty"),
        (lambda s: {**s, "citations": [{**s["citations"][0], "start": -3}]}, "stands nowhere"),
    ],
    ids=["empty", "no place", "no list", "newer", "empty quote", "before the text"],
)
def test_other_json_is_refused_in_a_sentence(kept: Answered, change: Any, sentence: str) -> None:
    saved = change(json.loads(json_line(kept)))
    with pytest.raises(BadAnswerFile) as refused:
        kept_answer(saved)
    assert sentence in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "data", [b"", b"no json", b"[1, 2]", b"\xff\xfe\x00", b"[" * 100_000, b'"words"']
)
def test_other_files_are_refused_in_a_sentence(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "answer.json").write_bytes(data)
    with pytest.raises(BadAnswerFile, match=r"answer\.json (?:is no JSON|holds no JSON object)"):
        read_saved(tmp_path / "answer.json")


@given(st.text("ab \n", max_size=30), st.text("ab ", min_size=1, max_size=4), st.integers(0, 30))
def test_a_quote_is_found_where_it_stands(text: str, quote: str, start: int) -> None:
    if not quote.strip():
        return
    found = nearest_place(text, quote, start)
    present = " ".join(quote.split()) in " ".join(text.split())
    assert (found is not None) is present
    if found:
        assert text[slice(*found)].split() == quote.split()


def test_the_nearest_of_several_places_is_taken() -> None:
    assert nearest_place("ab ab ab", "ab", 4) == (3, 5)
    assert nearest_place("ab ab ab", "ab", 9) == (6, 8)


# The command


@pytest.fixture
def letters(tmp_path: Path, folder: Path) -> Path:
    (folder / "letter.txt").write_text(LETTER, encoding="utf-8")
    home = tmp_path / "letters"
    assert casebook_here(home, "add", "--case", "crane", folder).status == 0
    return home


def test_an_answer_is_kept_and_verified_from_the_command_line(
    letters: Path, folder: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "answer.json"
    asked = casebook_here(letters, "ask", "--json", "--case", "crane", "--save", kept, BURNED)
    assert asked.json == json.loads(kept.read_bytes())
    assert f"Kept in {kept}." in asked.err
    good = casebook_here(letters, "verify", "--case", "crane", kept)
    assert (good.status, good.out) == (0, "[1] letter.txt is unchanged in the case.\n")
    (folder / "letter.txt").write_text(LETTER.replace("2020", "2021"), encoding="utf-8")
    casebook_here(letters, "add", "--case", "crane", folder)
    bad = casebook_here(letters, "verify", "--case", "crane", kept)
    assert bad.status == 1
    assert bad.out == "[1] letter.txt has changed, and the quotation is gone.\n"
    as_json = casebook_here(letters, "verify", "--json", "--case", "crane", kept)
    assert (as_json.status, as_json.json["stands"]) == (1, False)
    assert as_json.json["quotes"][0]["state"] == "quote gone"


def test_what_cannot_be_kept_or_verified_is_one_plain_line(letters: Path, tmp_path: Path) -> None:
    asking = ("ask", "--case", "crane", "--save", tmp_path / "answer.pdf", BURNED)
    nowhere = ("ask", "--case", "crane", "--save", tmp_path / "gone" / "answer.md", BURNED)
    missing = ("verify", "--case", "crane", tmp_path / "gone.json")
    (tmp_path / "other.json").write_text("{}")
    other = ("verify", "--case", "crane", tmp_path / "other.json")
    for words in (asking, nowhere, missing, other):
        refused = casebook_here(letters, *words)
        assert (refused.status, refused.out) == (1, "")
        assert refused.err.count("\n") == 1


def test_a_window_verifies_as_the_command_does(home: Home, filed: Case, kept: Answered) -> None:
    here = LocalService(home, Settings())
    app = rest(here, Keys("token"))
    client = TestClient(app, "http://127.0.0.1", headers={"Authorization": "Bearer token"})
    there = RemoteService("http://127.0.0.1", cast(httpx.Client, client))
    saved = json.loads(json_line(kept))
    assert there.verify(filed.name, saved) == here.verify(filed.name, saved)
    for service in (here, there):
        with pytest.raises(CasebookError, match="no answer that Casebook kept"):
            service.verify(filed.name, {"question": "Who?"})
