"""Many at once, and for long: no error, no answer to another's question, no growing memory.

With CASEBOOK_SOAK, as `make soak` has it, for minutes, and speed and memory are held to figures.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import httpx
import pytest

from assistant import Assistant
from index import Case
from tests.conftest import EXAMPLES
from tests.terminal import Window, casebook_here, window

SOAK = "CASEBOOK_SOAK" in os.environ
SECONDS, CLIENTS, QUESTIONS = (120.0, 50, 10_000) if SOAK else (3.0, 10, 100)
WARM = QUESTIONS // 5
WARMING = 20.0 if SOAK else 2.0
"""Seconds until every thread has what it will hold."""
ASKED = [
    json.loads(line)["question"]
    for line in (EXAMPLES / "questions.jsonl").read_text("utf-8").splitlines()
]


def resident(process: int | str = "self") -> int:
    """The memory that a process has, in kB."""
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        pytest.skip("memory is read off /proc, which is not here")
    (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1])


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    home = tmp_path_factory.mktemp("home")
    assert casebook_here(home, "add", "--case", "crane", EXAMPLES / "harbor-light").status == 0
    with window(home, command="serve") as opened:
        yield opened


def test_many_clients_at_once_get_each_its_own_answer(served: Window) -> None:
    def answer(client: httpx.Client, question: str) -> str:
        reply = client.post("/api/cases/crane/ask", json={"question": question})
        return str(reply.raise_for_status().json()["answer"])

    def ask(seconds: float, first: int, answers: list[tuple[str, str]]) -> None:
        end = time.monotonic() + seconds
        with httpx.Client(base_url=served.url, trust_env=False, timeout=120) as client:
            while time.monotonic() < end:
                question = ASKED[(first + len(answers)) % len(ASKED)]
                answers.append((question, answer(client, question)))

    with httpx.Client(base_url=served.url, trust_env=False, timeout=120) as client:
        right = {question: answer(client, question) for question in ASKED}
    alone: list[tuple[str, str]] = []
    began = time.monotonic()
    ask(SECONDS / 4, 0, alone)
    pace = len(alone) / (time.monotonic() - began)
    together: list[list[tuple[str, str]]] = [[] for _ in range(CLIENTS)]
    _at_once(ask, WARMING, together)
    before = resident(served.process.pid)
    together = [[] for _ in range(CLIENTS)]
    began = time.monotonic()
    _at_once(ask, SECONDS, together)
    together_pace = sum(map(len, together)) / (time.monotonic() - began)
    grown = resident(served.process.pid) / before - 1
    print(f"one client {pace:.1f}/s, {CLIENTS} {together_pace:.1f}/s, memory {grown:+.1%}")
    assert all(answers for answers in together), "a client was never answered"
    assert all(said == right[question] for answers in together for question, said in answers)
    if SOAK:
        assert together_pace >= 0.9 * pace
        assert grown < 0.02


def _at_once(ask: object, seconds: float, answers: list[list[tuple[str, str]]]) -> None:
    assert callable(ask)
    threads = [
        Thread(target=ask, args=(seconds, number, mine)) for number, mine in enumerate(answers)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_memory_does_not_grow_with_the_questions(harbor_light: Case) -> None:
    assistant = Assistant(harbor_light)
    for number in range(WARM):
        assistant.ask(ASKED[number % len(ASKED)])
    before = resident()
    for number in range(QUESTIONS - WARM):
        assistant.ask(ASKED[number % len(ASKED)])
    grown = resident() / before - 1
    print(f"{QUESTIONS} questions, memory {grown:+.2%}")
    if SOAK:
        assert grown < 0.02
