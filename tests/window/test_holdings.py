"""The documents' side of the window: faults behind it, folders, a case deleted."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import cast

import pytest

from assistant.service.local import LocalService
from assistant.settings import Settings
from assistant.window.acts import Acts
from assistant.window.history import History
from assistant.window.holdings import BROKEN, NOT_HERE, Holdings
from assistant.window.intake import uploads
from assistant.window.parts import Parts
from index import embedded
from index.case import Case
from index.home import Home
from tests.window_parts import asked_from, named


@pytest.fixture
def parts() -> Parts:
    return cast("Parts", named(Parts))


@pytest.fixture
def holdings(home: Home, parts: Parts) -> Holdings:
    service = LocalService(home, Settings())
    return Holdings(parts, service, Acts(parts, named(History, "past."), service))


def test_a_fault_while_adding_is_said_and_logged(
    case: Case,
    holdings: Holdings,
    parts: Parts,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fault(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(embedded, "embed_with_sentences", fault)
    uploaded = uploads(case.home) / "one" / "ledger.txt"
    uploaded.parent.mkdir(parents=True)
    uploaded.write_text("The ledger was burned.")
    with caplog.at_level(logging.ERROR):
        news = holdings.add([str(uploaded)], case.name, asked_from("127.0.0.1"))
        changes = list(news)
    said = [change[parts.intake] for change in changes if parts.intake in change]
    assert BROKEN in said[-1]
    assert "1 added" in said[-1]
    assert "ZeroDivisionError" in caplog.text
    assert parts.documents in changes[-1]


@pytest.mark.parametrize("host", ["192.0.2.7", "2001:db8::1", "nowhere", ""])
def test_folders_are_added_for_those_at_this_machine_only(
    case: Case, folder: Path, holdings: Holdings, parts: Parts, host: str
) -> None:
    (folder / "ledger.txt").write_text("The ledger was burned.")
    (change,) = holdings.sync(str(folder), case.name, asked_from(host))
    assert NOT_HERE in change[parts.intake]
    assert case.documents() == []
    assert list(holdings.sync(str(folder), case.name, asked_from("127.0.0.1")))
    assert [record.name for record in case.documents()] == ["ledger.txt"]


def test_a_case_deleted_takes_everything_it_kept_along(
    home: Home, case: Case, folder: Path, holdings: Holdings, parts: Parts
) -> None:
    (folder / "ledger.txt").write_text("The ledger was burned.")
    case.add(folder)
    assert "Harbor Light" in holdings.doubt(case.name)[parts.holding.deletion]
    *_, last = holdings.delete(case.name, asked_from("127.0.0.1"))
    assert last[parts.picker].value is None
    assert home.catalog.cases() == []
    assert (folder / "ledger.txt").exists()
    *_, again = holdings.delete(case.name, asked_from("127.0.0.1"))
    assert "There is no case" in again[parts.holding.deletion]
