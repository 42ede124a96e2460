"""What an event of a page does is asked of the service on behalf of whoever has the page open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple, cast

import gradio as gr
import pytest

from assistant.models import keys
from assistant.service.local import LocalService
from assistant.service.permission import Caller
from assistant.settings import Settings
from assistant.window.acts import Acts
from assistant.window.amending import Amending
from assistant.window.choosing import Choosing
from assistant.window.history import History
from assistant.window.holdings import Holdings
from assistant.window.intake import uploads
from assistant.window.parts import Parts
from assistant.window.viewer import Opened
from corpus.errors import CasebookError
from index.case import Case
from tests.window_parts import asked_from, named

CASE, NAME = "Harbor Light", "ledger.txt"
NEEDS_TOKEN = "needs a token"
OWNERS = "Only Casebook&#x27;s owner can change the keys"
MODEL = "openai:any"
ELSEWHERE = "tiny@https://models.example.org/v1"


class Window(NamedTuple):
    """The events of one window, without its page."""

    service: LocalService
    acts: Acts
    amending: Amending
    holdings: Holdings
    choosing: Choosing
    ledger: Opened
    upload: Path


@pytest.fixture
def window(case: Case, folder: Path) -> Window:
    (folder / NAME).write_text("The ledger was burned.")
    case.add(folder)
    service = LocalService(case.home, Settings())
    parts = cast("Parts", named(Parts))
    acts = Acts(parts, named(History, "past."), service)
    ledger = Opened(document_id=case.documents()[0].id, name=NAME)
    upload = uploads(case.home) / "one" / "new.txt"
    upload.parent.mkdir(parents=True)
    upload.write_text("Another ledger was kept.")
    return Window(
        service,
        acts,
        Amending(parts, service, acts),
        Holdings(parts, service, acts),
        Choosing(parts, service),
        ledger,
        upload,
    )


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What the system's keyring was asked to do."""
    asked: list[tuple[str, ...]] = []
    monkeypatch.setattr(keys, "keep", lambda name, key: asked.append(("keep", name, key)))
    monkeypatch.setattr(keys, "forget", lambda name: asked.append(("forget", name)))
    return asked


Event = Callable[[Window, gr.Request], Any]
CHANGES: dict[str, Event] = {
    "create": lambda w, page: w.acts.create("new", page),
    "correct": lambda w, page: w.amending.save("Title", None, "", None, w.ledger, CASE, page),
    "remove": lambda w, page: w.amending.remove(w.ledger, CASE, page),
    "rename": lambda w, page: w.holdings.rename("new", CASE, "", page),
    "delete": lambda w, page: w.holdings.delete(CASE, page),
    "upload": lambda w, page: w.holdings.add([str(w.upload)], CASE, page),
    "sync": lambda w, page: w.holdings.sync(str(w.upload.parent), CASE, page),
}
KEYS: dict[str, Event] = {
    "keep": lambda w, page: w.choosing.keep("sk-another", MODEL, page),
    "forget": lambda w, page: w.choosing.forget(MODEL, page),
}


def told(event: Event, window: Window, caller: Caller) -> str:
    """All that a page is told after an event, by what it calls its parts."""
    changes = event(window, asked_from(caller=caller))
    steps = list(changes) if isinstance(changes, Iterator) else [changes]
    return " ".join(str(value) for step in steps for value in step.values())


@pytest.mark.parametrize("change", CHANGES)
def test_a_page_without_the_right_changes_nothing(window: Window, change: str) -> None:
    def held() -> object:
        return window.service.cases(), window.service.documents(CASE)

    before = held()
    assert NEEDS_TOKEN in told(CHANGES[change], window, "anybody")
    assert held() == before


@pytest.mark.parametrize("caller", ["anybody", "trusted"])
@pytest.mark.parametrize("change", KEYS)
def test_only_the_owners_page_changes_keys(
    window: Window, ring: list[tuple[str, ...]], change: str, caller: Caller
) -> None:
    assert OWNERS in told(KEYS[change], window, caller)
    assert ring == []
    assert OWNERS not in told(KEYS[change], window, "owner")
    assert [asked[:2] for asked in ring] == [(change, MODEL)]


@pytest.mark.parametrize("change", [name for name in CHANGES if name not in ("upload", "sync")])
def test_the_owners_page_changes_it(window: Window, change: str) -> None:
    before = window.service.cases(), window.service.documents(CASE)
    assert NEEDS_TOKEN not in told(CHANGES[change], window, "owner")
    try:
        after = window.service.cases(), window.service.documents(CASE)
    except CasebookError:  # it is called otherwise by now, or gone
        return
    assert after != before


def test_the_leave_for_a_model_is_asked_once_before_it_is_refused_or_put_away(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    models = window.service.models
    check = models.check_leave

    def counted(name: str, caller: Caller, allowed: bool) -> None:
        asked.append(name)
        check(name, caller, allowed)

    monkeypatch.setattr(models, "check_leave", counted)
    told(lambda w, page: w.choosing.use("", False, page), window, "owner")
    assert asked == [""]
    asked.clear()
    refused = told(lambda w, page: w.choosing.use(ELSEWHERE, False, page), window, "owner")
    assert "Asking for one word" not in refused
    assert "nothing is sent to models.example.org before" in refused
    assert asked == [ELSEWHERE]
