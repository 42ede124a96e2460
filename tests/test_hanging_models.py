"""A chat server that hangs keeps nobody waiting but those who asked it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from assistant.api.questions import MOST_WAITING
from tests.chat_server import ChatServer, chat_server
from tests.terminal import Window, casebook_here, window

QUESTION = "How many years in prison does Tobias Crane face?"
SOON = 15.0
"""Seconds in which what does not wait on a model is done, however busy the machine."""


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documents")
    (folder / "flyer.txt").write_text("Tobias Crane faces up to twelve years in prison.\n")
    home = tmp_path_factory.mktemp("home")
    assert casebook_here(home, "add", "--case", "crane", folder).status == 0
    return home


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with chat_server() as opened:
        opened.stalls = True
        yield opened


@pytest.fixture
def opened(filed: Path, server: ChatServer) -> Iterator[Window]:
    with window(filed, "--model", server.model) as shown:
        yield shown


def wait_for(server: ChatServer, requests: int) -> None:
    for _ in range(600):
        if len(server.requests) >= requests:
            return
        time.sleep(0.1)
    raise AssertionError(f"{len(server.requests)} of {requests} requests came")


def test_all_else_goes_on_while_a_chat_server_hangs(
    opened: Window, server: ChatServer, tmp_path: Path
) -> None:
    def ask(_: int) -> int:
        body = {"model": "crane", "messages": [{"role": "user", "content": QUESTION}]}
        with httpx.Client(base_url=opened.url, trust_env=False, timeout=60) as client:
            try:
                return client.post("/v1/chat/completions", json=body).status_code
            except httpx.TimeoutException:
                return 0

    with ThreadPoolExecutor(MOST_WAITING + 8) as pool:
        asked = [pool.submit(ask, number) for number in range(MOST_WAITING + 8)]
        wait_for(server, MOST_WAITING)
        with httpx.Client(base_url=opened.url, trust_env=False, timeout=SOON) as client:
            assert client.get("/api/service").json() == {"service": "casebook"}
            assert client.get("/").status_code == 200
            assert client.get("/api/cases").json()["cases"][0]["name"] == "crane"
            refused = client.post("/api/cases/crane/ask", json={"question": QUESTION})
            assert refused.json()["answer"]  # which is quoted: no model is named
            body = {"model": "crane", "messages": [{"role": "user", "content": QUESTION}]}
            refused = client.post("/v1/chat/completions", json=body)
            assert refused.status_code == 429
            assert "ask again" in refused.json()["error"]["message"]
            assert refused.headers["retry-after"]
        assert casebook_here(opened.home, "cases").status == 0
        new = tmp_path / "new.txt"
        new.write_text("The ledger burned in Oslo.")
        assert casebook_here(opened.home, "add", "--case", "new", new).out == "new: 1 added\n"
        assert casebook_here(opened.home, "delete", "--case", "new").status == 0
        server.closed.set()
        assert sorted(done.result() for done in asked).count(429) == 8


@pytest.mark.parametrize("form", ["application/json", "text/event-stream"])
def test_who_leaves_ends_what_the_model_is_asked(
    opened: Window, server: ChatServer, form: str
) -> None:
    token = {"Authorization": f"Bearer {opened.service['token']}", "Accept": form}
    body = {"question": QUESTION, "model": server.model}
    with httpx.Client(base_url=opened.url, trust_env=False, headers=token) as client:
        for number in range(1, MOST_WAITING + 5, 12):
            with pytest.raises(httpx.TimeoutException):
                client.post("/api/cases/crane/ask", json=body, timeout=3)
            assert len(server.requests) <= number
    assert server.left.wait(SOON)
    with httpx.Client(base_url=opened.url, trust_env=False, timeout=60) as client:
        server.stalls, server.reply = False, "He faces up to twelve years in prison [{twelve}]."
        answered = client.post("/api/cases/crane/ask", json=body, headers=token)
        assert "twelve years" in answered.text
