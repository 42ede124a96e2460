"""Settings, cases and folders, worked in a real browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from index.case import Case
from index.home import Home
from tests.browser import DESKTOP, PHONE, Enter, Reader, served
from tests.chat_server import ChatServer, chat_server

if TYPE_CHECKING:
    pass

MEMO = "The watchman Oskar Brandt saw a grey van leave Pier 9 at 2:40 a.m. on March 11, 2022.\n"
VAN = "When did the van leave Pier 9?"
CASE = "Night watch"
SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])

# Warnings are errors in tests, and Gradio has some of its own while it serves.
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def watch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    folder = tmp_path_factory.mktemp("documents")
    (folder / "memo.md").write_text(MEMO)
    home = Home.open(tmp_path_factory.mktemp("watch"))
    case = Case.open(CASE, home=home)
    case.add(folder)
    yield case
    home.close()


@pytest.fixture(scope="module")
def server() -> Iterator[ChatServer]:
    with chat_server() as opened:
        yield opened


@pytest.fixture(scope="module")
def url(watch: Case, server: ChatServer) -> Iterator[str]:
    """A window on a machine on which one server has a model."""
    import ui

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CASEBOOK_MODEL_PORTS", str(urlsplit(server.url).port))
        patch.delenv("OPENAI_API_KEY", raising=False)
        with served(ui.window(watch.home)) as address:
            yield address


def settings(reader: Reader) -> None:
    tab = reader.page.get_by_role("tab", name="Settings")
    # A page that has just come turns to a tab of its own accord.
    while not reader.page.locator("#leaving p").first.is_visible():
        tab.click()
        reader.page.wait_for_timeout(500)


def choose(reader: Reader, name: str) -> None:
    """Write a model's name into the picker."""
    model = reader.page.get_by_label("Who writes the answers")
    model.fill(name)
    model.press("Enter")


def press(reader: Reader, name: str) -> None:
    reader.page.get_by_role("button", name=name, exact=True).click()


# Settings


@SIZES
def test_a_model_found_here_is_tested_used_and_put_away_again(
    enter: Enter, watch: Case, server: ChatServer, size: tuple[int, int]
) -> None:
    server.reply = "The van left Pier 9 at 2:40 a.m. [{2:40 a.m.}]"
    reader = enter(size=size)
    page = reader.page
    settings(reader)
    assert "Nothing leaves this computer." in page.locator("#leaving").inner_text()
    page.get_by_label("Who writes the answers").click()
    page.get_by_role("option", name="tiny").click()
    page.locator("#leaving", has_text="the program at 127.0.0.1").wait_for()
    assert not page.locator("#allow").is_visible()
    server.reply, reply = "ready", server.reply
    press(reader, "Test the connection")
    page.locator("#outcome", has_text="answered in").wait_for()
    assert [message["content"] for message in server.requests[-1]["messages"]] == [
        "Answer with the one word: ready"
    ]
    server.reply = reply
    press(reader, "Use for answers")
    page.locator("#outcome", has_text="tiny").wait_for()
    page.locator(".mode", has_text="written by tiny").wait_for()
    assert "Nothing leaves this computer" in page.locator(".mode").inner_text()
    assert reader.ask(VAN).locator(".verdict").first.inner_text() == "checked"

    again = enter(size=size)
    again.page.locator(".mode", has_text="written by tiny").wait_for()
    kept = (watch.home.path / "settings.json").read_text()
    assert json.loads(kept) == {"model": server.model, "allowed": []}
    settings(again)
    again.page.get_by_label("Who writes the answers").click()
    again.page.get_by_role("option", name="No model").click()
    press(again, "Use for answers")
    again.page.locator(".mode", has_text="Answers quote your documents").wait_for()


def test_nothing_is_sent_elsewhere_before_that_is_turned_on(enter: Enter, watch: Case) -> None:
    reader = enter()
    page = reader.page
    settings(reader)
    choose(reader, "openai:gpt-6-sol")
    page.locator("#leaving", has_text="leaves this computer for api.openai.com").wait_for()
    for name in ("Test the connection", "Use for answers"):
        press(reader, name)
        page.locator("#outcome", has_text="Allow it above first").wait_for()
    assert "Answers quote your documents" in page.locator(".mode").inner_text()
    page.get_by_label("Send questions and passages to api.openai.com").check()
    press(reader, "Use for answers")
    page.locator("#outcome", has_text="needs a key: set OPENAI_API_KEY").wait_for()


def test_a_key_is_written_nowhere_where_the_system_keeps_none(
    enter: Enter, watch: Case, caplog: pytest.LogCaptureFixture
) -> None:
    reader = enter()
    settings(reader)
    choose(reader, "openai:gpt-6-sol")
    key = reader.page.get_by_label("Key", exact=True)
    key.fill("sk-very-secret")
    assert key.get_attribute("type") == "password"
    press(reader, "Keep in the system's keyring")
    reader.page.locator("#outcome", has_text="no keyring that Casebook can use").wait_for()
    assert key.input_value() == ""
    files = [path for path in watch.home.path.rglob("*") if path.is_file()]
    assert [path for path in files if b"sk-very-secret" in path.read_bytes()] == []
    assert "sk-very-secret" not in caplog.text


# Cases


@SIZES
def test_a_case_is_renamed_and_keeps_what_was_asked_of_it(
    enter: Enter, watch: Case, size: tuple[int, int]
) -> None:
    reader = enter(size=size)
    page = reader.page
    reader.ask(VAN)
    other = f"Pier <9> {size[0]}"
    page.get_by_role("tab", name="Documents").click()
    press(reader, "Rename this case")
    name = page.get_by_label("Another name for this case")
    assert name.input_value() == watch.name
    name.fill("../elsewhere")
    press(reader, "Save the name")
    page.locator("#renamed", has_text="cannot name a case").wait_for()
    name.fill(other)
    name.press("Enter")
    page.wait_for_function(f"document.querySelector('#picker input').value === {other!r}")
    assert "2:40" in reader.ask(VAN).inner_text()
    page.wait_for_function(
        f"new URL(location).searchParams.get('case') === {other!r}"
        " && new URL(location).searchParams.get('chat')"
    )
    page.reload()
    page.locator(".reply").nth(1).wait_for()
    watch.rename(CASE)


# Folders


def test_a_dropped_folder_goes_in_with_its_paths(enter: Enter, folder: Path) -> None:
    for place in ("letters/may", "letters/june", ".git"):
        (folder / "smith" / place).mkdir(parents=True)
        (folder / "smith" / place / "a.txt").write_text(f"A letter from {place}.")
    reader = enter()
    reader.begin_case("Dropped")
    page = reader.page
    page.get_by_role("tab", name="Documents").click()
    box = page.locator("#drop").bounding_box()
    assert box is not None
    browser = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        data = {"items": [], "files": [str(folder / "smith")], "dragOperationsMask": 1}
        middle = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
        browser.send("Input.dispatchDragEvent", {"type": kind, **middle, "data": data})
    page.get_by_text("2 added.").wait_for()
    names = page.locator(".document .facts, .document .title").all_inner_texts()
    assert "smith/letters/may/a.txt" in " ".join(names)
    assert "smith/letters/june/a.txt" in " ".join(names)


def test_a_folder_is_chosen_as_well(enter: Enter, folder: Path) -> None:
    (folder / "smith" / "letters").mkdir(parents=True)
    (folder / "smith" / "letters" / "a.txt").write_text("A letter.")
    reader = enter()
    reader.begin_case("Chosen")
    page = reader.page
    page.get_by_role("tab", name="Documents").click()
    with page.expect_file_chooser() as chooser:
        press(reader, "Choose a folder")
    chooser.value.set_files(folder / "smith")
    page.get_by_text("1 added.").wait_for()
    assert "smith/letters/a.txt" in page.locator(".document").inner_text()
