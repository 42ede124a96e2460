"""Conversations are kept by case, each in a file of its own, and nothing of them is lost."""

from __future__ import annotations

import datetime
import json
import logging
import os
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Answer, Claim, cite
from assistant.conversations import (
    LONGEST_TITLE,
    Conversations,
    Rating,
    Turn,
    new_id,
    shortened,
    with_rating,
)
from assistant.service.local import LocalService
from assistant.settings import Settings
from corpus.document import Document, Page, Passage
from index.case import Case
from index.filters import WHOLE_CASE, Filter
from index.home import Home
from index.retrieval import ScoredPassage

TEXT = "The yard was dark. Crane burned the ledger behind pier 9. Nobody saw him do it."
DAY = datetime.date(2024, 4, 9)
BURNED = "Crane burned the ledger behind pier 9."
ANY_TEXT = st.text(st.characters(blacklist_categories=()), max_size=40)
"""Every string that Python can hold, halves of characters and all."""


def answered(question: str = "Who burned it?", name: str = "charge.pdf") -> Turn:
    """A turn with everything in it that an answer can hold."""
    source = Document("hash", name, "The Charge", "other", None, TEXT, (Page(1, 0, len(TEXT)),))
    start = TEXT.index(BURNED)
    span = source.span(start, start + len(BURNED))
    cited = cite(1, source, span, BURNED)
    claims = (Claim(BURNED, (cited,), "quoted"), Claim("He fled.", (), "unsupported"))
    passages = (ScoredPassage(Passage(span, BURNED, "Facts", 1, 1), 0.75),)
    answer = Answer(
        question, "Who burned the ledger?", claims, f"{BURNED} [1]", (cited,), passages, "answered",
        nearest=(cited,), mode="written", probability=0.9, notice="Short.",
    )  # fmt: skip
    return Turn(question, answer, rating=Rating(False, "The wrong ledger"))


@pytest.fixture
def kept(tmp_path: Path) -> Conversations:
    return Conversations(tmp_path / "conversations" / "1")


def ids(kept: Conversations, words: str = "") -> list[str]:
    return [entry.id for entry in kept.entries(words)]


@pytest.mark.parametrize(
    "turn",
    [
        answered(),
        Turn("Who?", failure="The model is not there."),
        Turn("Who?", stopped=True),
        Turn("Who?", where=Filter(("a.pdf",), ("order",), DAY, DAY), everywhere=True),
    ],
    ids=["answered", "failed", "stopped", "kept to some documents"],
)
def test_what_was_said_is_read_back_as_it_was(kept: Conversations, turn: Turn) -> None:
    chat = new_id()
    kept.keep(chat, (turn, turn))
    found = Conversations(kept.folder).find(chat)
    assert found is not None
    assert found.turns == (turn, turn)


@given(ANY_TEXT, ANY_TEXT)
def test_whatever_a_question_or_a_file_is_called_can_be_kept(
    tmp_path_factory: pytest.TempPathFactory, question: str, name: str
) -> None:
    kept, chat = Conversations(tmp_path_factory.mktemp("chats")), new_id()
    kept.keep(chat, (answered(question, name),))
    found = kept.find(chat)
    assert found is not None
    assert found.turns == (answered(question, name),)


def test_what_is_still_awaited_is_kept_as_if_it_had_been_stopped(kept: Conversations) -> None:
    chat = new_id()
    kept.keep(chat, (replace(answered(), waiting="Reading on"),))
    found = kept.find(chat)
    assert found is not None
    assert found.turns == (replace(answered(), stopped=True),)


def test_the_newest_comes_first_and_one_said_more_in_is_the_newest(kept: Conversations) -> None:
    first, second = new_id(), new_id()
    kept.keep(first, (Turn("One?"),))
    kept.keep(second, (Turn("Two?"),))
    assert ids(kept) == [second, first]
    kept.keep(first, (Turn("One?"), Turn("And then?")))
    assert ids(kept) == [first, second]


def test_a_conversation_is_called_after_its_first_question_until_it_is_named(
    kept: Conversations,
) -> None:
    chat = new_id()
    kept.keep(chat, (Turn("Who burned\n the ledger?"),))
    assert kept.entries()[0].title == "Who burned the ledger?"
    kept.rename(chat, "  The ledger ")
    kept.keep(chat, (Turn("Who burned\n the ledger?"), Turn("When?")))
    assert kept.entries()[0].title == "The ledger"
    kept.rename(chat, "")
    assert kept.entries()[0].title == "Who burned the ledger?"


@given(ANY_TEXT)
def test_a_short_title_stays_and_a_long_one_is_cut_between_words(words: str) -> None:
    assert shortened(words) == " ".join(words.split())
    cut = shortened("ledger " * 30)
    assert cut.endswith("ledger…")
    assert len(cut) <= LONGEST_TITLE + 1


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("LEDGER", True),  # in an answer
        ("burned pier", True),
        ("who burned it", True),  # in the question
        ("ledger crane moon", False),
        ("fled", False),  # nothing bears it out, so it is not in the answer
        ("", True),
    ],
)
def test_conversations_are_found_by_every_word_of_their_questions_and_answers(
    kept: Conversations, words: str, found: bool
) -> None:
    chat = new_id()
    kept.keep(chat, (answered(),))
    assert ids(kept, words) == ([chat] if found else [])


def test_what_is_deleted_stays_so_though_another_page_goes_on_with_it(kept: Conversations) -> None:
    chat = new_id()
    kept.keep(chat, (answered(),))
    kept.delete(chat)
    kept.keep(chat, (answered(), answered()))
    assert ids(kept) == []
    assert list(kept.folder.iterdir()) == []


def test_two_conversations_do_not_get_in_each_others_way(kept: Conversations) -> None:
    other = Conversations(kept.folder)
    one, two = new_id(), new_id()
    kept.keep(one, (Turn("One?"),))
    other.keep(two, (Turn("Two?"),))
    kept.keep(one, (Turn("One?"), Turn("More?")))
    assert set(ids(kept)) == set(ids(other)) == {one, two}
    assert [turn.question for turn in other.find(one).turns] == ["One?", "More?"]  # type: ignore[union-attr]


@pytest.mark.parametrize("chat", ["../../casebook", "", "abc", "0" * 15 + "/", "0" * 17, "A" * 16])
def test_what_is_no_id_reaches_no_file(kept: Conversations, chat: str) -> None:
    assert kept.find(chat) is None
    kept.delete(chat)
    kept.rename(chat, "x")
    with pytest.raises(ValueError, match="no conversation's id"):
        kept.keep(chat, (Turn("Who?"),))


def _later(file: str) -> str:
    return json.dumps({**json.loads(file), "version": 2})


@pytest.mark.parametrize(
    "damage", [lambda file: file[: len(file) // 2], lambda _: "", _later],
    ids=["cut short", "empty", "of a later version"],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_skipped_and_logged_and_never_lost(
    kept: Conversations, damage: Callable[[str], str], caplog: pytest.LogCaptureFixture
) -> None:
    broken, whole = new_id(), new_id()
    for chat in (broken, whole):
        kept.keep(chat, (answered(),))
    file = kept.folder / f"{broken}.json"
    damaged = damage(file.read_text())
    file.write_text(damaged)
    with caplog.at_level(logging.WARNING):
        assert ids(kept) == [whole]
    assert str(file) in caplog.text
    kept.keep(broken, (Turn("Who?"),))
    assert kept.find(broken) is not None
    assert file.with_suffix(".unreadable").read_text() == damaged


def test_a_file_of_another_day_without_what_was_added_since_is_read(kept: Conversations) -> None:
    chat = new_id()
    kept.keep(chat, (answered(),))
    file = kept.folder / f"{chat}.json"
    held = json.loads(file.read_text())
    turn = held["turns"][0]
    del turn["rating"], turn["answer"]["notice"], turn["where"], turn["everywhere"]
    file.write_text(json.dumps({**held, "unheard": 1}))
    found = kept.find(chat)
    assert found is not None
    assert found.turns[0].rating is None
    assert (found.turns[0].where, found.turns[0].everywhere) == (WHOLE_CASE, False)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights otherwise")
def test_nobody_else_can_read_what_was_said(kept: Conversations) -> None:
    chat = new_id()
    kept.keep(chat, (answered(),))
    kept.rename(chat, "The ledger")
    assert stat.S_IMODE((kept.folder / f"{chat}.json").stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.folder.stat().st_mode) & 0o077 == 0


def test_a_file_is_whole_or_as_it_was(kept: Conversations, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    chat = new_id()
    kept.keep(chat, (answered(),))
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space left"):
            kept.keep(chat, (Turn("Two?"),))
    found = kept.find(chat)
    assert found is not None
    assert found.turns == (answered(),)
    kept.keep(chat, (Turn("Three?"),))
    assert ids(kept) == [chat]
    assert kept.entries()[0].title == "Three?"


def test_an_answer_is_thought_of_without_touching_the_others() -> None:
    turns = (Turn("One?"), Turn("Two?"), Turn("Three?"))
    rated = with_rating(turns, 1, Rating(True))
    assert rated == (turns[0], Turn("Two?", rating=Rating(True)), turns[2])
    assert with_rating(rated, 1, None) == turns


# With the case


def test_the_conversations_of_a_case_go_with_it(home: Home) -> None:
    for name in ("Crane", "Heron"):
        Case.open(name, home=home)
    folders = {}
    for case in home.catalog.cases():
        folders[case.name] = home.conversations(case.id)
        Conversations(folders[case.name]).keep(new_id(), (answered(),))
    LocalService(home, Settings()).delete("Crane")
    assert not folders["Crane"].exists()
    assert len(list(folders["Heron"].iterdir())) == 1
