"""Twenty chats at once: every one gets its own answer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from assistant.conversations import Conversations
from index.case import Case
from index.home import Home
from tests.browser import served

CHATS = 20
NAMES = (
    "Adler Brandt Crane Dorn Ekman Falk Grant Holm Iversen Jansen Keller Lund Moser Nagel Olsen "
    "Petri Quist Reuter Sander Thorn"
).split()
WAIT = 240

# Warnings are errors in tests, and Gradio has some of its own while it serves.
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    """Who took how much, a memo each."""
    folder = tmp_path_factory.mktemp("documents")
    for number, name in enumerate(NAMES):
        (folder / f"{name}.txt").write_text(f"Inspector {name} took {taken(number)} in cash.\n")
    home = Home.open(tmp_path_factory.mktemp("together"))
    made = Case.open("Together", home=home)
    made.add(folder)
    yield made
    home.close()


def taken(number: int) -> str:
    return f"${7_300 + 11 * number:,}"


def test_twenty_chats_at_once_get_each_their_own_answer(case: Case) -> None:
    import ui

    with served(ui.window(case.home)) as url, httpx.Client(base_url=url, timeout=WAIT) as client:
        config = client.get("config").json()
        arriving = next(d for d in config["dependencies"] if d["targets"][0][1] == "load")
        asking = event_of(config, "question", "submit")
        for number in range(CHATS):
            assert ends_well(client, arriving, f"chat{number}", [])

        def ask(number: int) -> bool:
            given = [question(number), None, "Together", None, None]
            return ends_well(client, asking, f"chat{number}", given)

        with ThreadPoolExecutor(CHATS) as pool:
            ended = list(pool.map(ask, range(CHATS)))
    assert ended == [True] * CHATS
    kept = Conversations(case.home.conversations(case.id))
    found = [kept.find(entry.id) for entry in kept.entries()]
    turns = [turn for one in found if one is not None for turn in one.turns]
    assert sorted(turn.question for turn in turns) == sorted(map(question, range(CHATS)))
    for turn in turns:
        number = next(n for n in range(CHATS) if turn.question == question(n))
        assert turn.failure == ""
        assert turn.answer is not None
        assert taken(number) in turn.answer.citations[0].quote


def question(number: int) -> str:
    return f"How much did Inspector {NAMES[number]} take?"


def event_of(config: dict[str, Any], elem_id: str, event: str) -> dict[str, Any]:
    """What Gradio calls an event of a component."""
    (component,) = [c for c in config["components"] if c["props"].get("elem_id") == elem_id]
    target = [component["id"], event]
    return next(d for d in config["dependencies"] if target in d["targets"])


def ends_well(
    client: httpx.Client, event: dict[str, Any], session: str, data: list[str | None]
) -> bool:
    """Have an event happen as a page does; whether it ends without an error."""
    job = {"data": data, "fn_index": event["id"], "session_hash": session}
    client.post("gradio_api/queue/join", json=job).raise_for_status()
    with client.stream("GET", f"gradio_api/queue/data?session_hash={session}") as stream:
        for line in stream.iter_lines():
            told = json.loads(line.removeprefix("data:")) if line.startswith("data:") else {}
            if told.get("msg") == "process_completed":
                return bool(told["success"])
    return False
