"""An open window serves the commands of other processes, and nobody but its own user."""

from __future__ import annotations

import json
import os
import signal
import socket
import stat
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

import assistant.service.opening
import assistant.service.remote
from tests import files
from tests.terminal import Ran, Window, casebook, casebook_here, held, window

PENALTY = "How many years in prison does Tobias Crane face?"
UNANSWERED = "Which airline flew the orchestra to Osaka?"
PAGES = (
    "The grand jury charges that Tobias Crane destroyed a ledger. The trial begins in May.",
    "Tobias Crane faces up to twelve years in prison if he is convicted of burning the ledger.",
)
COMMANDS = (
    ("cases",),
    ("documents", "--case", "crane"),
    ("search", "--case", "crane", "--k", "3", "ledger"),
    ("search", "--case", "crane", "--document", "charge.pdf", "--kind", "other", "ledger"),
    ("search", "--case", "crane", "--since", "2020-01-01", "--until", "2030-01-01", "ledger"),
    ("search", "--case", "crane", "--document", "gone", "ledger"),
    ("reindex", "--case", "crane", "--model", "casebook-minilm-2"),
    ("reindex", "--case", "crow", "--model", "casebook-minilm-2"),
    ("ask", "--case", "crane", PENALTY),
    ("ask", "--case", "crane", UNANSWERED),
    ("ask", "--case", "crane", ""),
    ("ask", "--case", "crow", "Who?"),
    ("questions", "--case", "crane"),
    ("questions", "--case", "crow"),
    ("text", "--case", "crane", "charge.pdf"),
    ("text", "--case", "crane", "../gone"),
    ("documents", "--case", ".."),
    ("documents", "--case", "a/../b?c#d%2F"),
    ("verify", "--case", "crane", "gone.json"),
    ("remove", "--case", "crane", "gone.txt"),
    ("delete", "--case", "crow"),
    ("add", "--case", "crane", "gone"),
    ("eval", "--case", "crane", "gone.jsonl"),
)

Said = dict[tuple[str, ...], Ran]


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documents")
    (folder / "charge.pdf").write_bytes(files.pdf(PAGES, title="The Charge"))
    (folder / "empty.txt").touch()
    return folder


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory, documents: Path) -> Path:
    home = tmp_path_factory.mktemp("home")
    assert casebook_here(home, "add", "--case", "crane", documents).status == 0
    return home


@pytest.fixture(scope="module")
def said_alone(filed: Path) -> Said:
    """What each command says where no other process owns the home."""
    return {
        words: casebook_here(filed, *words)
        for command in COMMANDS
        for words in (command, (*command, "--json"))
    }


@pytest.fixture(scope="module")
def opened(filed: Path, said_alone: Said) -> Iterator[Window]:
    """A window that is open on that home."""
    assert said_alone
    with window(filed) as shown:
        yield shown


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("form", [(), ("--json",)], ids=["plain", "json"])
def test_a_command_says_the_same_through_a_window(
    said_alone: Said, opened: Window, command: tuple[str, ...], form: tuple[str, ...]
) -> None:
    alone = said_alone[*command, *form]
    through = casebook_here(opened.home, *command, *form)
    assert (through.status, through.out, through.err) == (alone.status, alone.out, alone.err)


def test_documents_come_and_go_through_a_window(
    opened: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        assistant.service.remote, "AT_A_TIME", 1
    )  # a set takes more than one request
    questions = tmp_path / "questions.jsonl"
    questions.write_text('{"question": "What was sold in Lisbon?", "answers": ["crates"]}\n')
    letter = tmp_path / "letter.txt"
    letter.write_text("Ada Marsh wrote that the crates were sold in Lisbon in 2020.")
    home, case = opened.home, ("--case", "second")
    added = casebook_here(home, "add", *case, letter)
    assert (added.status, added.out) == (0, "second: 1 added\n")
    assert "passages: 1 of 1" in added.err
    assert casebook_here(home, "add", *case, letter).out == "second: 1 unchanged\n"
    assert "Lisbon" in casebook_here(home, "ask", *case, "Where were the crates sold?").out
    measured = casebook_here(home, "eval", "--json", *case, questions)
    assert measured.json["questions"] == 1
    assert "questions: 1 of 1" in measured.err
    out = tmp_path / "out"
    with questions.open("a") as file:
        file.write('{"question": "?", "evidence": [{"document": "x", "start": 0, "end": 1}]}\n')
    kept = casebook_here(home, "eval", "--out", out, *case, questions)
    assert (kept.status, kept.err.splitlines()[-1]) == (
        1,
        "line 2: the case holds no text of 'x', its evidence.",
    )
    assert "Lisbon" in (out / "report.json").read_text()
    assert casebook_here(home, "remove", *case, "letter.txt").status == 0
    assert "no documents" in casebook_here(home, "documents", *case).out
    assert casebook_here(home, "delete", *case).status == 0
    assert "second" not in casebook_here(home, "cases").out


def test_what_is_refused_is_told_through_a_window(opened: Window, documents: Path) -> None:
    refused = casebook_here(opened.home, "add", "--case", "none", documents / "empty.txt")
    assert (refused.status, refused.out) == (1, "none: 1 refused\n  empty.txt: the file is empty\n")
    casebook_here(opened.home, "delete", "--case", "none")


def test_asking_through_a_window_is_quick(opened: Window) -> None:
    asked = [casebook(opened.home, "ask", "--case", "crane", PENALTY) for _ in range(5)]
    assert all("twelve years" in ran.out for ran in asked)
    # A question costs hardly more than the command's own start: the window has all loaded.
    started = [casebook(opened.home, "cases") for _ in range(5)]
    assert min(ran.seconds for ran in asked) < 3 * min(ran.seconds for ran in started)


def test_the_window_is_served_at_that_address(opened: Window) -> None:
    page = httpx.get(opened.url, trust_env=False, timeout=30)
    assert page.status_code == 200
    assert "Casebook" in page.text


# Who gets through


@pytest.mark.parametrize(
    "token", [None, "Bearer wrong", "Bearer \u00e9", "Basic eDp5", "Basic é", ""]
)
@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("DELETE", "/api/cases/crane", None),
        ("DELETE", "/api/cases/crane/documents?document=charge.pdf", None),
        ("PATCH", "/api/cases/crane/documents?document=charge.pdf", {"title": "x"}),
        ("POST", "/api/cases/crane/documents", {"paths": ["/etc"]}),
        ("POST", "/api/cases/crane/reindex", {"model": "other"}),
    ],
)
def test_what_changes_a_case_or_names_files_needs_a_token(
    opened: Window, method: str, path: str, body: object, token: str | None
) -> None:
    headers = [] if token is None else [(b"Authorization", token.encode())]
    refused = httpx.request(method, opened.url + path, headers=headers, json=body, trust_env=False)
    assert refused.status_code == 401
    assert "token" in refused.json()["error"]


def test_reading_needs_no_token_on_this_machine(opened: Window) -> None:
    shown = httpx.get(opened.url + "/api/cases/crane/text?document=charge.pdf", trust_env=False)
    assert "burning the ledger" in shown.json()["text"]


def test_the_token_is_kept_from_other_users(opened: Window) -> None:
    path = opened.home / "service.json"
    assert opened.service["pid"] == opened.process.pid
    assert len(opened.service["token"]) > 30
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("host", ["example.org", "127.0.0.1.example.org", "", "localhost@evil"])
@pytest.mark.parametrize("path", ["/", "/api/cases", "/openapi.json"])
def test_other_host_names_are_turned_away(opened: Window, path: str, host: str) -> None:
    headers = {"Host": host, "Authorization": f"Bearer {opened.service['token']}"}
    assert httpx.get(opened.url + path, headers=headers, trust_env=False).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:7860", "LOCALHOST", "[::1]:80"])
def test_the_names_of_this_machine_are_answered(opened: Window, host: str) -> None:
    headers = {"Host": host, "Authorization": f"Bearer {opened.service['token']}"}
    answer = httpx.get(opened.url + "/api/cases", headers=headers, trust_env=False)
    assert answer.json()["cases"][0]["name"] == "crane"


@pytest.mark.parametrize("body", [{}, {"paths": []}, {"paths": ["relative"]}, []])
def test_a_request_of_the_wrong_shape_is_refused_in_words(opened: Window, body: object) -> None:
    headers = {"Authorization": f"Bearer {opened.service['token']}"}
    refused = httpx.post(
        opened.url + "/api/cases/crane/documents", headers=headers, json=body, trust_env=False
    )
    assert refused.status_code == 422
    assert refused.json()["error"].startswith("body")


@pytest.mark.parametrize(
    "origin", ["https://example.org", "null", "http://127.0.0.1:1", "http://["]
)
@pytest.mark.parametrize("path", ["/", "/api/cases", "/v1/models"])
def test_pages_of_other_places_are_turned_away(opened: Window, path: str, origin: str) -> None:
    refused = httpx.get(opened.url + path, headers={"Origin": origin}, trust_env=False)
    assert refused.status_code == 403
    assert "no web page" in refused.text


def test_a_page_of_its_own_is_answered(opened: Window) -> None:
    answered = httpx.get(opened.url + "/api/cases", headers={"Origin": opened.url}, trust_env=False)
    assert answered.json()["cases"][0]["name"] == "crane"


# Opening and closing


def test_a_home_has_one_window(opened: Window) -> None:
    second = casebook_here(opened.home, "chat", "--port", "0")
    assert second.status == 1
    assert opened.url in second.err


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        refused = casebook_here(tmp_path / "home", "chat", "--port", str(port))
    assert refused.status == 1
    assert f"Port {port}" in refused.err
    assert "--port" in refused.err
    assert refused.err.count("\n") == 1


def test_a_window_opens_without_a_case_and_ends_with_ctrl_c(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with window(home) as shown:
        assert httpx.get(shown.url, trust_env=False, timeout=30).status_code == 200
        assert casebook_here(home, "cases", "--json").json == {"cases": []}
        shown.process.send_signal(signal.SIGINT)
        assert shown.process.wait(timeout=30) == 0
    assert not (home / "service.json").exists()
    assert casebook_here(home, "cases", "--json").json == {"cases": []}


def test_a_window_that_was_killed_leaves_nothing_in_the_way(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with window(home) as shown:
        shown.process.kill()
        shown.process.wait(timeout=30)
    assert (home / "service.json").exists()
    assert casebook_here(home, "cases", "--json").json == {"cases": []}
    assert not (home / "service.json").exists()


def test_what_a_dead_window_left_is_not_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    monkeypatch.setattr(assistant.service.opening, "PATIENCE", 0.3)
    with held(home), socket.create_server(("127.0.0.1", 0)) as gone:
        url = f"http://127.0.0.1:{gone.getsockname()[1]}"
        gone.close()
        (home / "service.json").write_text(json.dumps({"url": url, "token": "old", "pid": 1}))
        refused = casebook_here(home, "cases")
    assert refused.status == 1
    assert "wait for it to end" in refused.err
