"""The same forbidden thing, tried at each door: a command, a command that goes through an open
window, a program with the token that was set, and the window's page. Each says the same no."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.service import opening
from assistant.service.permission import LONGEST_QUERY
from tests.chat_server import ChatServer, chat_server
from tests.terminal import Ran, Window, casebook_here, window
from tests.window_page import Page

SHARED = "a-word-that-was-agreed-on"
KEY = "sk-for-the-one-named-host"
FLYER = "Tobias Crane faces up to twelve years in prison if he burned the ledger.\n"
QUESTION = "How many years in prison does Tobias Crane face?"


@dataclass(frozen=True, slots=True)
class Doors:
    """A home that is open in a window, with a case in it, and the same again with none open."""

    opened: Window
    closed: Path
    client: httpx.Client
    page: Page
    named: ChatServer
    other: ChatServer

    def command(self, home: Path, *words: str | Path) -> str:
        """What a command says, where it is refused."""
        return _refused(casebook_here(home, *words))

    def rest(self, method: str, path: str, **sent: Any) -> str:
        """The error that the service gives, at once or as the last of its lines."""
        answer = self.client.request(method, path, **sent)
        return str(json.loads(answer.text.splitlines()[-1])["error"])


def _refused(ran: Ran) -> str:
    assert (ran.status, ran.out) == (1, "")
    return ran.err.splitlines()[-1]


@pytest.fixture(scope="module")
def doors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    folder = tmp_path_factory.mktemp("documents")
    (folder / "flyer.txt").write_text(FLYER)
    homes = tmp_path_factory.mktemp("open"), tmp_path_factory.mktemp("closed")
    for home in homes:
        assert casebook_here(home, "add", "--case", "crane", folder).status == 0
    surroundings = {"CASEBOOK_TOKEN": SHARED, "CASEBOOK_MODEL_KEY": KEY}
    headers = {"Authorization": f"Bearer {SHARED}"}
    with (
        chat_server() as named,
        chat_server() as other,
        window(homes[0], "--model", named.model, **surroundings) as opened,
        httpx.Client(base_url=opened.url, headers=headers, trust_env=False, timeout=60) as client,
    ):
        yield Doors(opened, homes[1], client, Page(client, opened.url), named, other)


def documents(doors: Doors) -> list[str]:
    listed = [
        casebook_here(home, "documents", "--case", "crane", "--json").json["documents"]
        for home in (doors.opened.home, doors.closed)
    ]
    return [entry["name"] for entries in listed for entry in entries]


# Paths


@pytest.fixture(params=["a file of it", "all of it", "a folder around it", "a link into it"])
def own_files(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[Path], Path]:
    """A path that leads to what Casebook itself keeps in a home."""

    def path(home: Path) -> Path:
        announced = home / "service.json"  # it holds the owner's token
        file = announced if announced.exists() else home / "casebook.sqlite"
        if request.param == "a file of it":
            return file
        if request.param == "a folder around it":
            return home.parent
        if request.param == "a link into it":
            linking = tmp_path / f"{home.name}-linking"
            linking.mkdir()
            (linking / "note.txt").symlink_to(file)
            return linking
        return home

    return path


def test_what_casebook_itself_keeps_is_added_at_no_door(
    doors: Doors, own_files: Callable[[Path], Path]
) -> None:
    no = "holds what Casebook itself keeps; choose another place."
    before = documents(doors)
    own = own_files(doors.opened.home)
    said = {
        "command": doors.command(doors.closed, "add", "--case", "crane", own_files(doors.closed)),
        "through a window": doors.command(doors.opened.home, "add", "--case", "crane", own),
        "REST": doors.rest("POST", "/api/cases/crane/documents", json={"paths": [str(own)]}),
    }
    if own.is_dir():
        said["window"] = doors.page.event("submit", "folder", str(own), "crane")
    assert {door for door, sentence in said.items() if no not in sentence} == set()
    assert documents(doors) == before


def test_at_no_door_does_a_path_depend_on_where_casebook_runs(doors: Doors) -> None:
    """Commands make a path whole by themselves, since they know where they are."""
    refused = doors.rest("POST", "/api/cases/crane/documents", json={"paths": ["flyer.txt"]})
    assert "absolute" in refused
    assert "Give the whole path" in doors.page.event("submit", "folder", "documents", "crane")


# Limits


def test_what_is_too_long_is_read_at_no_door(doors: Doors) -> None:
    long = "x" * (LONGEST_QUERY + 1)
    for what, asked in (("search", "query"), ("ask", "question")):
        said = {
            doors.command(doors.closed, what, "--case", "crane", long),
            doors.command(doors.opened.home, what, "--case", "crane", long),
            doors.rest("POST", f"/api/cases/crane/{what}", json={asked: long}),
        }
        (sentence,) = said
        assert f"{asked} is 8,001 characters long" in sentence
    told = doors.page.event("submit", "question", long, None, "crane", None, None)
    assert sentence in told


# Tokens


def test_a_wrong_token_opens_no_door(doors: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    sentences = {
        _error(httpx.request(method, doors.opened.url + path, headers=wrong, trust_env=False))
        for method, path in (
            ("GET", "/api/cases"),
            ("DELETE", "/api/cases/crane"),
            ("GET", "/v1/models"),
            ("GET", "/config"),
            ("GET", "/"),
        )
        for wrong in ({}, {"Authorization": "Bearer guessed"}, {"Authorization": "Basic Z3Vlc3M6"})
    }
    assert len(sentences) == 1
    monkeypatch.setattr(opening, "PATIENCE", 0.1)
    kept = doors.opened.home / "service.json"
    service = kept.read_text()
    kept.write_text(json.dumps({**json.loads(service), "token": "guessed"}))
    try:
        through = casebook_here(doors.opened.home, "delete", "--case", "crane")
    finally:
        kept.write_text(service)
    assert through.status == 1
    assert "close its window" in through.err
    assert "flyer.txt" in documents(doors)


def _error(answer: httpx.Response) -> str:
    assert answer.status_code == 401
    error = answer.json()["error"]
    return str(error if isinstance(error, str) else error["message"])


# Keys


def test_whoever_has_the_shared_token_sends_the_key_to_no_other_host(doors: Doors) -> None:
    no = "CASEBOOK_MODEL_KEY is sent only to a host that Casebook's owner has named"
    doors.other.reply = "ready"
    asked = {"question": QUESTION, "model": doors.other.model}
    assert no in doors.rest("POST", "/api/cases/crane/ask", json=asked)
    assert no in doors.rest("GET", f"/api/cases/crane/eval?model={doors.other.model}")
    for button in ("Test the connection", "Use for answers"):
        for allowed in (False, True):
            told = doors.page.event("click", button, doors.other.model, allowed)
            assert no in unescape(told)
    assert (doors.other.requests, doors.other.keys) == ([], [])
    assert not (doors.opened.home / "settings.json").exists()


@pytest.mark.parametrize("status", [200, 418])
def test_a_key_that_a_server_sends_back_is_shown_at_no_door(doors: Doors, status: int) -> None:
    doors.named.status, doors.named.refusal = status, f"No tea for {KEY}."
    doors.named.reply = f"He faces up to twelve years [{{twelve}}]. The key was {KEY} [{{twelve}}]."
    headers = {"Accept": "text/event-stream"}
    body = {"question": QUESTION, "model": doors.named.model}
    said = {
        "through a window": casebook_here(
            doors.opened.home,
            *("ask", "--case", "crane", "--json", "--model", doors.named.model, QUESTION),
        ).out,
        "REST": doors.client.post("/api/cases/crane/ask", json=body).text,
        "as it grows": doors.client.post("/api/cases/crane/ask", json=body, headers=headers).text,
        "OpenAI": doors.client.post(
            "/v1/chat/completions",
            json={"model": "crane", "messages": [{"role": "user", "content": QUESTION}]},
        ).text,
        "window": doors.page.event("submit", "question", QUESTION, None, "crane", None, None),
    }
    assert [door for door, told in said.items() if KEY in told] == []
    assert [door for door, told in said.items() if "[key]" not in told] == []
    assert set(doors.named.keys) == {f"Bearer {KEY}"}
