"""Conversations that are kept, worked in a real browser: found again, named, taken away."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.conversations import Conversations, Turn
from index.case import Case
from index.home import Home
from tests.browser import PHONE, Enter, Reader, entering, served
from tests.test_window import Slow

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator

MEMO = (
    "# Memo of the night watch\n\nDate: May 3, 2024\n\n"
    "The watchman Oskar Brandt saw a grey van leave Pier 9 at 2:40 a.m. on March 11, 2022. "
    "He did not note its licence plate.\n\n"
    "The foreman Ida Holm paid $1,200 for the repair of the crane on April 2, 2022.\n"
)
VAN = "When did the van leave Pier 9?"
CRANE = "How much was paid for the repair of the crane?"
CASE = "Night watch"

# Warnings are errors in tests, and Gradio has some of its own while it serves.
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def watch(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    """A case with one memo in it, in a home of its own."""
    folder = tmp_path_factory.mktemp("documents")
    (folder / "memo.md").write_text(MEMO)
    home = Home.open(tmp_path_factory.mktemp("watch"))
    case = Case.open(CASE, home=home)
    case.add(folder)
    yield case
    home.close()


@pytest.fixture(scope="module")
def url(watch: Case) -> Iterator[str]:
    import ui

    with served(ui.window(watch.home)) as address:
        yield address


@pytest.fixture
def files(watch: Case) -> Path:
    """Where the conversations of the case are kept; nothing was said in it yet."""
    (record,) = watch.home.catalog.cases()
    folder = watch.home.conversations(record.id)
    for file in folder.glob("*"):
        file.unlink()
    return folder


@pytest.fixture
def enter(browser: Browser, url: str, files: Path) -> Iterator[Enter]:
    with entering(browser, url) as open_page:
        yield open_page


def kept(files: Path) -> list[list[Turn]]:
    """The turns of every conversation in the folder, the newest first."""
    read = Conversations(files)
    found = [read.find(entry.id) for entry in read.entries()]
    return [list(one.turns) for one in found if one is not None]


def listed(reader: Reader) -> Locator:
    """The conversations in the list."""
    return reader.page.locator("#past button")


def press(reader: Reader, name: str) -> None:
    reader.page.get_by_role("button", name=name, exact=True).click()


def shows_its_source(reader: Reader, quote: str) -> bool:
    """Whether the mark of the first answer still brings its source."""
    reader.page.locator(".reply").first.locator("a.mark").first.click()
    reader.page.locator(".source.focused").wait_for()
    return quote in reader.page.locator(".source.focused mark").inner_text()


# Finding a conversation again


def test_a_reload_brings_the_conversation_back_with_its_citations(enter: Enter) -> None:
    reader = enter()
    reader.ask(VAN)
    reader.ask(CRANE)
    reader.page.reload()
    reader.page.locator(".reply").nth(1).wait_for()
    assert reader.page.locator(".question").all_inner_texts() == [VAN, CRANE]
    assert reader.page.locator(".asked").inner_text() == CRANE
    assert shows_its_source(reader, "2:40 a.m.")
    assert "1,200" in reader.ask(CRANE).inner_text()
    assert listed(reader).count() == 1


def test_a_restart_brings_the_conversation_back_with_its_citations(
    browser: Browser, enter: Enter, case: Case, folder: Path
) -> None:
    import ui

    (folder / "memo.md").write_text(MEMO)
    case.add(folder)
    with served(ui.window(case.home)) as address:
        reader = enter(address)
        reader.ask(VAN)
        query = reader.page.url.partition("?")[2]
    case.home.close()
    again = Home.open(case.home.path)
    with served(ui.window(again)) as address:
        reader.page.goto(f"{address}?{query}")
        reader.page.locator(".reply").wait_for()
        assert shows_its_source(reader, "2:40 a.m.")
        assert "1,200" in reader.ask(CRANE).inner_text()
    again.close()


def test_a_new_conversation_begins_empty_and_the_one_before_can_be_opened(enter: Enter) -> None:
    reader = enter()
    reader.ask(VAN)
    press(reader, "New conversation")
    reader.page.locator(".welcome").wait_for()
    assert reader.page.locator(".question").count() == 0
    assert "chat=" not in reader.page.url
    reader.ask(CRANE)
    assert listed(reader).all_inner_texts() == [CRANE, VAN]
    assert reader.page.locator("#past h2").inner_text() == "Today"
    listed(reader).nth(1).click()
    reader.page.locator(".question", has_text="van").wait_for()
    assert reader.page.locator("#past [aria-current]").inner_text() == VAN
    assert shows_its_source(reader, "2:40 a.m.")


def test_two_pages_of_one_case_keep_their_own_conversations(enter: Enter, files: Path) -> None:
    first, second = enter(), enter()
    first.ask(VAN)
    second.ask(CRANE)
    first.ask("Who saw it?")
    assert [[turn.question for turn in turns] for turns in kept(files)] == [
        [VAN, "Who saw it?"],
        [CRANE],
    ]
    assert listed(first).all_inner_texts() == [VAN, CRANE]
    second.page.reload()
    second.page.locator(".reply").wait_for()
    assert second.page.locator(".question").all_inner_texts() == [CRANE]


def test_a_conversation_that_another_page_has_deleted_leaves_the_list(enter: Enter) -> None:
    first = enter()
    first.ask(VAN)
    second = enter()
    listed(second).wait_for()
    press(first, "Delete")
    press(first, "Delete it")
    first.page.locator(".welcome").wait_for()
    listed(second).click()
    listed(second).wait_for(state="detached")


def test_an_address_that_names_nothing_opens_the_case(enter: Enter, url: str) -> None:
    reader = enter(f"{url}?case=Night+watch&chat=../../casebook")
    assert reader.page.locator(".welcome h2").inner_text() == f"Ask {CASE}"
    assert enter(f"{url}?case=Nowhere&chat=0").page.locator(".reply").count() == 0


def test_a_reload_amid_an_answer_keeps_its_question(enter: Enter, watch: Case) -> None:
    import ui

    with served(ui.window(watch.home, model=Slow())) as address:
        reader = enter(address)
        reader.page.get_by_label("Question").fill(VAN)
        reader.page.get_by_label("Question").press("Enter")
        reader.page.locator(".waiting", has_text="Reading").wait_for()
        reader.page.wait_for_function("location.search.includes('chat=')")
        reader.page.wait_for_timeout(300)
        reader.page.reload()
        reader.page.locator(".question").wait_for()
        assert reader.page.locator(".question").inner_text() == VAN


def test_a_quote_outlives_its_document(enter: Enter, case: Case, folder: Path) -> None:
    import ui

    (folder / "memo.md").write_text(MEMO)
    (folder / "other.md").write_text("Nothing was found in the yard.")
    case.add(folder)
    with served(ui.window(case.home)) as address:
        reader = enter(address)
        reader.ask(VAN)
        assert reader.page.locator(".gone").count() == 0
        case.remove("memo.md")
        reader.page.reload()
        reader.page.locator(".source").first.wait_for()
        source = reader.page.locator(".source", has_text="2:40 a.m.").first
        assert "no longer in the case" in source.locator(".gone").inner_text()


# The list


def test_a_conversation_is_renamed(enter: Enter) -> None:
    reader = enter()
    reader.ask(VAN)
    press(reader, "Rename")
    name = reader.page.get_by_label("Name of this conversation")
    assert name.input_value() == VAN
    name.fill("The grey <b>van</b>")
    name.press("Enter")
    reader.page.locator("#past", has_text="The grey <b>van</b>").wait_for()
    reader.ask(CRANE)
    reader.page.reload()
    reader.page.locator(".reply").first.wait_for()
    assert listed(reader).all_inner_texts() == ["The grey <b>van</b>"]


def test_conversations_are_searched_by_what_was_asked_and_answered(enter: Enter) -> None:
    reader = enter()
    reader.ask(VAN)
    press(reader, "New conversation")
    reader.page.locator(".welcome").wait_for()
    reader.ask(CRANE)
    search = reader.page.get_by_label("Search conversations")
    search.fill("2:40 OSKAR")
    reader.page.locator("#past mark").wait_for()
    assert [text.split("\n")[0] for text in listed(reader).all_inner_texts()] == [VAN]
    search.fill("zeppelin")
    reader.page.get_by_text("No conversation holds these words").wait_for()
    search.fill("")
    listed(reader).nth(1).wait_for()


def test_a_conversation_is_deleted_once_that_is_confirmed(enter: Enter, files: Path) -> None:
    reader = enter()
    reader.ask(VAN)
    press(reader, "Delete")
    press(reader, "Keep it")
    reader.page.get_by_role("button", name="Rename").wait_for()
    assert len(kept(files)) == 1
    press(reader, "Delete")
    press(reader, "Delete it")
    reader.page.locator(".welcome").wait_for()
    assert list(files.iterdir()) == []
    assert listed(reader).count() == 0
    assert not reader.page.get_by_role("button", name="Rename").is_visible()


def test_a_conversation_is_taken_away_as_markdown(enter: Enter) -> None:
    reader = enter(accept_downloads=True)
    reader.ask(VAN)
    with reader.page.expect_download() as download:
        press(reader, "Export")
    assert download.value.suggested_filename == "When-did-the-van-leave-Pier-9.md"
    said = Path(download.value.path()).read_text("utf-8")
    assert f"## {VAN}" in said
    assert re.search(r"^> .*2:40 a\.m\..*\n>\n> — \\\[1\\\] .+ \(memo\.md\)$", said, re.MULTILINE)


def test_on_a_phone_the_list_is_folded_away_until_it_is_wanted(enter: Enter) -> None:
    reader = enter(size=PHONE)
    reader.ask(VAN)
    new = reader.page.get_by_role("button", name="New conversation")
    assert new.count() == 0  # not for the keyboard nor for a screen reader either
    fold = reader.page.get_by_role("button", name="Conversations", exact=True)
    assert fold.get_attribute("aria-expanded") == "false"
    fold.click()
    assert fold.get_attribute("aria-expanded") == "true"
    new.click()
    reader.page.locator(".welcome").wait_for()
    press(reader, "Conversations")
    listed(reader).first.click()
    reader.page.locator(".reply").wait_for()
    reader.page.wait_for_function(
        "document.querySelector('#history').getBoundingClientRect().right <= 0"
    )
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


# The craft of a chat


def test_the_last_question_is_put_back_to_be_asked_otherwise(enter: Enter, files: Path) -> None:
    reader = enter()
    reader.ask(CRANE)
    reader.ask("When did the van go?")
    press(reader, "Edit and ask again")
    reader.page.locator(".question").nth(1).wait_for(state="detached")
    box = reader.page.get_by_label("Question")
    assert box.input_value() == "When did the van go?"
    reader.page.wait_for_function("document.activeElement.closest('#question')")
    assert len(kept(files)[0]) == 2
    box.fill(VAN)
    box.press("Enter")
    assert "2:40" in reader.reply(1).inner_text()
    assert [turn.question for turn in kept(files)[0]] == [CRANE, VAN]


def test_what_is_thought_of_an_answer_is_kept_with_the_reason(enter: Enter, files: Path) -> None:
    reader = enter()
    reader.ask(VAN)
    press(reader, "Dislike")
    reason = reader.page.get_by_label("Why the answer was good or bad")
    reason.fill("Not <i>that</i> van")
    reason.press("Enter")
    reason.wait_for(state="hidden")
    (file,) = files.glob("*.json")
    turn = json.loads(file.read_text())["turns"][0]
    assert turn["rating"] == {"good": False, "reason": "Not <i>that</i> van"}
    reader.page.reload()
    reader.page.get_by_role("button", name="Disliked").wait_for()
    press(reader, "Disliked")
    reader.page.wait_for_timeout(500)
    assert kept(files)[0][0].rating is None


def test_escape_stops_an_answer_and_a_slash_goes_to_the_question(
    enter: Enter, watch: Case, files: Path
) -> None:
    import ui

    with served(ui.window(watch.home, model=Slow())) as address:
        reader = enter(address)
        reader.page.get_by_label("Question").fill(VAN)
        reader.page.get_by_label("Question").press("Enter")
        reader.page.get_by_role("button", name="Stop").wait_for()
        reader.page.keyboard.press("Escape")
        reader.page.get_by_text("You stopped this answer").wait_for()
        reader.page.locator("body").click(position={"x": 700, "y": 500})
        reader.page.keyboard.press("/")
        assert reader.page.evaluate("document.activeElement.closest('#question') !== null")
    assert kept(files)[0][0].stopped
