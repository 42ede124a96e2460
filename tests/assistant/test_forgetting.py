"""What was removed is not held in memory any longer, though it was asked about before."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.evaluation import asking
from assistant.grounding.languages import unread
from assistant.service.local import LocalService
from assistant.service.protocol import Addition
from assistant.settings import Settings
from assistant.window.pictures import Pictures
from corpus import exchanges, remembering
from corpus.document import Document
from corpus.language.parsed import ParsedText
from index.case import Case
from tests.chat_models import Scripted
from tests.files import pdf

WORD = "zanzibarite"
TEXT = f"Q. Who burned the ledger?\nA. Tobias Crane burned the {WORD} ledger in March 2021.\n"


def quiet(stage: str, done: int, total: int) -> None:
    """Told how far it is, and says nothing."""


@pytest.fixture
def service(case: Case, folder: Path) -> LocalService:
    """A service that was asked about what the one document says."""
    (folder / "ledger.txt").write_text(TEXT)
    (folder / "other.txt").write_text("The harbor was closed.")
    case.add(folder)
    service = LocalService(case.home, Settings())
    model = Scripted(reply=f"Tobias Crane burned the {WORD} ledger in March 2021 [{{burned}}].")
    *_, answered = service.answers(case.name, "Who burned the ledger?", model)
    assert answered.claims
    case.document(next(r.id for r in case.documents() if r.name == "ledger.txt"))
    asking._tokens(TEXT)
    service.questions(case.name)
    return service


def held() -> list[str]:
    """What this process still holds of the text, by kind."""
    gc.collect()
    texts = (o for o in gc.get_objects() if type(o) in (ParsedText, Document))
    caches = (unread, exchanges._remembered, asking._tokens)
    return [
        *{type(one).__name__ for one in texts if WORD in one.text},
        *{cache.__name__ for cache in caches if cache.cache_info().currsize},
    ]


def sync(service: LocalService, folder: Path) -> None:
    (folder / "ledger.txt").unlink()
    service.add("Harbor Light", Addition((folder,), sync=True), quiet)


ACTS: dict[str, Callable[[LocalService, Path], object]] = {
    "remove": lambda service, _: service.remove("Harbor Light", "ledger.txt"),
    "sync": sync,
    "delete": lambda service, _: service.delete("Harbor Light"),
    "close": lambda service, _: service.home.close(),
}


@pytest.mark.parametrize("act", ACTS)
def test_what_was_found_in_a_text_goes_with_it(
    service: LocalService, folder: Path, act: str
) -> None:
    assert {"ParsedText", "Document", "unread", "_remembered", "count_tokens"} <= {*held()}
    ACTS[act](service, folder)
    if act in ("remove", "sync"):
        Case.open("Harbor Light", home=service.home).wait()
    assert held() == []


def test_a_case_that_is_deleted_leaves_nothing_at_hand(service: LocalService) -> None:
    service.assistant("Harbor Light", None)
    assert service.conversations("Harbor Light") is not None
    service.delete("Harbor Light")
    assert (service._shared._assistants, service._shared._conversations) == ({}, {})


def test_no_picture_of_a_page_is_kept_once_a_document_is_gone(case: Case, folder: Path) -> None:
    (folder / "ledger.pdf").write_bytes(pdf(["Tobias Crane burned the ledger."]))
    case.add(folder)
    document = case.document(case.documents()[0].id)
    pictures = Pictures()
    drawn = pictures.draw(case, document, 1)
    assert pictures.draw(case, document, 1) is drawn
    case.remove("ledger.pdf")
    assert not pictures._kept
    assert not pictures._drawable


def test_what_remembers_is_let_go_of_with_its_owner() -> None:
    told: list[str] = []

    class Keeper:
        def forget(self) -> None:
            told.append("forgotten")

    keeper = Keeper()
    remembering.forget_with_texts(keeper.forget)
    remembering.forget_texts()
    del keeper
    remembering.forget_texts()
    assert told == ["forgotten"]
