"""The service alone, as other programs use it: `casebook serve`, its routes and its page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.browser import chromium
from tests.chat_server import chat_server
from tests.terminal import Window, casebook_here, window

PRISON = "How many years in prison does Tobias Crane face?"
FINE = "And what fine does he face?"
UNANSWERED = "Which airline flew the orchestra to Osaka?"
CHARGE = "Tobias Crane faces up to twelve years in prison. He also faces a fine of up to $75,000."
SECRET = "a-word-that-was-agreed-on"


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home, folder = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("documents")
    (folder / "charge.md").write_text(f"# The Charge\n\n{CHARGE}\n", encoding="utf-8")
    (folder / "letter.txt").write_text("The crates went to Lisbon on the steamer Halcyon.")
    assert casebook_here(home, "add", "--case", "crane & co", folder).status == 0
    return home


@pytest.fixture(scope="module")
def served(filed: Path) -> Iterator[Window]:
    with window(filed, command="serve") as opened:
        yield opened


@pytest.fixture(scope="module")
def client(served: Window) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=served.url, trust_env=False, timeout=60) as made:
        yield made


CASE = "/api/cases/crane%20%26%20co"


def test_a_case_is_searched_and_read(client: httpx.Client) -> None:
    found = client.post(f"{CASE}/search", json={"query": "Lisbon", "k": 1}).json()
    (hit,) = found["passages"]
    assert hit["document"] == "letter.txt"
    whole = client.get(f"{CASE}/text", params={"document": "letter.txt"}).json()
    assert whole["text"][hit["start"] : hit["end"]] == hit["text"]
    listed = client.get(f"{CASE}/documents").json()["documents"]
    assert [document["name"] for document in listed] == ["charge.md", "letter.txt"]


def test_tables_are_given_and_as_files(client: httpx.Client) -> None:
    listed = client.post(f"{CASE}/list", json={"question": "all sums"}).json()
    assert [row["text"] for row in listed["rows"]] == ["$75,000"]
    kept = client.post(f"{CASE}/list", params={"as": "csv"}, json={"question": "all sums"})
    assert kept.headers["content-type"] == "text/csv; charset=utf-8"
    assert "$75,000" in kept.content.decode("utf-8-sig")
    assert client.post(f"{CASE}/chronology", json={}).json()["count"] == 0
    assert client.post(f"{CASE}/conflicts", json={}).json()["rows"] == []
    refused = client.post(f"{CASE}/chronology", params={"as": "exe"}, json={})
    assert refused.status_code == 422


def test_a_document_is_shown_as_plain_text(client: httpx.Client) -> None:
    shown = client.get(f"{CASE}/plain", params={"document": "charge.md"})
    assert shown.headers["content-type"] == "text/plain; charset=utf-8"
    assert shown.headers["x-content-type-options"] == "nosniff"
    assert CHARGE in shown.text


def test_asking_gives_what_the_command_gives(client: httpx.Client, served: Window) -> None:
    asked = client.post(f"{CASE}/ask", json={"question": PRISON}).json()
    said = casebook_here(served.home, "ask", "--case", "crane & co", "--json", PRISON).json
    assert asked == said
    assert "twelve years" in asked["answer"]
    assert client.post(f"{CASE}/ask", json={"question": UNANSWERED}).json()["abstained"]


def test_a_follow_up_is_asked_with_its_history(client: httpx.Client) -> None:
    history = [[PRISON, "Up to twelve years. [1]"]]
    asked = client.post(f"{CASE}/ask", json={"question": FINE, "history": history}).json()
    assert "$75,000" in asked["answer"]


def test_an_answer_is_verified_later(client: httpx.Client) -> None:
    kept = client.post(f"{CASE}/ask", json={"question": PRISON}).json()
    assert client.post(f"{CASE}/verify", json=kept).json()["stands"] is True
    kept["citations"][0]["quote"] = "Tobias Crane faces up to two years in prison."
    assert client.post(f"{CASE}/verify", json=kept).json()["stands"] is False


def events_of(response: httpx.Response) -> list[tuple[str, Any]]:
    """The server-sent events of a reply, in order, by name."""
    assert response.headers["content-type"].startswith("text/event-stream")
    named = [lines.split("\n") for lines in response.text.removesuffix("\n\n").split("\n\n")]
    return [
        (name.removeprefix("event: "), json.loads(data.removeprefix("data: ")))
        for name, data in named
    ]


def test_an_answer_is_streamed_as_it_grows(filed: Path, client: httpx.Client) -> None:
    whole = client.post(f"{CASE}/ask", json={"question": PRISON}).json()
    streaming = {"Accept": "text/event-stream"}
    events = events_of(client.post(f"{CASE}/ask", json={"question": PRISON}, headers=streaming))
    assert {name for name, _ in events[:-1]} <= {"answer"}
    assert events[-1] == ("done", whole)


def test_what_is_refused_is_refused_before_a_stream_begins(client: httpx.Client) -> None:
    streaming = {"Accept": "text/event-stream"}
    for case, question, status in (("gone", PRISON, 404), ("crane%20%26%20co", " ", 400)):
        body = {"question": question}
        refused = client.post(f"/api/cases/{case}/ask", json=body, headers=streaming)
        assert refused.status_code == status
        assert list(refused.json()) == ["error"]


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/search", b'{"query": "x", "k": 0}', 422),
        ("/search", b'{"query": "x", "k": 1e99}', 422),
        ("/search", b'{"query": ""}', 400),
        ("/search", b"{", 422),
        ("/search", b"[" * 100_000, 400),
        ("/search", b'{"query": "' + b"x" * 9_000_000 + b'"}', 413),
        ("/ask", b'{"question": "' + b"x" * 8_001 + b'"}', 400),
        ("/ask", b'{"question": "\\ud800"}', 200),
        ("/verify", b"{}", 400),
        ("/nothing", b"{}", 405),
    ],
)
def test_what_is_wrong_is_refused_in_a_sentence(
    client: httpx.Client, path: str, body: bytes, status: int
) -> None:
    headers = {"Content-Type": "application/json"}
    answered = client.post(CASE + path, content=body, headers=headers)
    assert answered.status_code == status
    if status != 200:
        assert list(answered.json()) == ["error"]
        assert len(answered.json()["error"]) < 500


def test_without_a_token_no_other_model_is_named(client: httpx.Client, served: Window) -> None:
    with chat_server() as elsewhere:
        body = {"question": PRISON, "model": elsewhere.model}
        refused = client.post(f"{CASE}/ask", json=body)
        assert refused.status_code == 403
        assert elsewhere.requests == []
        elsewhere.reply = "Tobias Crane faces up to twelve years in prison [{twelve}]."
        token = {"Authorization": f"Bearer {served.service['token']}"}
        assert client.post(f"{CASE}/ask", json=body, headers=token).json()["mode"] == "written"


# The page that describes it


def test_the_documentation_works_without_a_network(served: Window) -> None:
    asked: list[str] = []
    failed: list[str] = []
    with chromium() as browser:
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: failed.append(message.text))
        page.goto(f"{served.url}/docs")
        page.locator('[data-path="/api/cases/{case}/search"]').wait_for()
    outside = [u for u in asked if not u.startswith(("data:", "blob:", f"{served.url}/"))]
    assert (outside, failed) == ([], [])


def test_every_route_is_described(client: httpx.Client) -> None:
    described = client.get("/openapi.json").json()
    for path, methods in described["paths"].items():
        for route in methods.values():
            assert route["description"], path
            assert "400" in route["responses"], path


# A token that others carry


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    home = tmp_path_factory.mktemp("guarded")
    with window(home, "--host", "0.0.0.0", command="serve", CASEBOOK_TOKEN=SECRET) as opened:
        yield opened


@pytest.mark.parametrize("path", ["/api/cases", "/v1/models", "/docs", "/openapi.json", "/"])
def test_with_a_token_nothing_is_answered_without_it(guarded: Window, path: str) -> None:
    refused = httpx.get(guarded.url + path, trust_env=False)
    assert refused.status_code == 401
    error = refused.json()["error"]
    assert "token" in (error["message"] if path.startswith("/v1") else error)


def test_the_token_opens_every_route_from_anywhere(guarded: Window) -> None:
    headers = {"Authorization": f"Bearer {SECRET}", "Host": "casebook.example.org"}
    with httpx.Client(base_url=guarded.url, headers=headers, trust_env=False) as client:
        assert client.get("/api/cases").json() == {"cases": []}
        assert client.delete("/api/cases/gone").status_code == 404
        as_browsers_do = {"Host": "casebook.example.org"}
        by_password = httpx.get(
            f"{guarded.url}/docs", headers=as_browsers_do, auth=("", SECRET), trust_env=False
        )
        assert by_password.status_code == 200


def test_the_commands_of_this_user_still_get_through(guarded: Window) -> None:
    assert casebook_here(guarded.home, "cases", "--json").json == {"cases": []}


@pytest.mark.parametrize("command", ["serve", "chat"])
@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "example.org"])
def test_without_a_token_only_this_machine_is_served(
    tmp_path: Path, command: str, host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASEBOOK_TOKEN", "")
    refused = casebook_here(tmp_path / "home", command, "--host", host)
    assert refused.status == 2
    assert "CASEBOOK_TOKEN" in refused.err
