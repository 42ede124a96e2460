"""The craft of the window, in a real browser: legible, calm, reachable without a mouse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from langchain_core.language_models.fake_chat_models import FakeListChatModel

from index.case import Case
from tests.browser import DESKTOP, PHONE, Enter, Reader, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAID = "How much was Pell paid?"
SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])

# Warnings are errors in tests, and Gradio has some of its own while it serves.
pytestmark = pytest.mark.filterwarnings("ignore")


class Told(FakeListChatModel):
    """Writes one sentence that stands and one that is made up, slowly enough to be watched."""

    model_name: str = "told-model"
    responses: list[str] = [
        "Agents seized $386,250 from a floor safe, according to the inventory [1][2][3]. "
        "The money was later given to an orphanage in Lisbon [1]."
    ]
    sleep: float | None = 0.01


@pytest.fixture(scope="module")
def written(browser: Browser, harbor_light: Case) -> Iterator[str]:
    import ui

    with served(ui.window(harbor_light.home, "harbor-light", model=Told())) as address:
        yield address


# Proof at hand


@SIZES
def test_pointing_at_a_mark_shows_the_quote_it_stands_for(
    enter: Enter, size: tuple[int, int]
) -> None:
    reader = enter(size=size)
    mark = reader.ask(PAID).locator("a.mark").first
    mark.hover()
    peek = reader.page.locator("#peek")
    peek.wait_for()
    quote = reader.page.locator(".source mark").first.text_content() or ""
    said = peek.locator("q").inner_text()
    assert "".join(quote.split()) == "".join(said.split())
    assert peek.locator("cite").inner_text() in reader.page.locator(".source h3").all_inner_texts()
    box = peek.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= size[0]
    assert 0 <= box["y"] <= size[1] - box["height"]
    reader.page.keyboard.press("Escape")
    peek.wait_for(state="hidden")
    mark.focus()
    peek.wait_for()


@SIZES
def test_what_stood_the_check_is_told_quietly_and_what_did_not_is_struck_through(
    enter: Enter, written: str, size: tuple[int, int]
) -> None:
    reply = enter(written, size=size).ask("How much money was seized from the floor safe?")
    assert reply.locator(".verdict").all_inner_texts()[:2] == ["checked", "not borne out"]
    struck = reply.locator("s.unsupported")
    assert "orphanage" in struck.inner_text()
    assert "line-through" in struck.evaluate("e => getComputedStyle(e).textDecoration")
    assert "orphanage" not in reply.locator(".plain").inner_text()


# Calm


@SIZES
def test_nothing_jumps_while_an_answer_streams(
    enter: Enter, written: str, size: tuple[int, int]
) -> None:
    reader = enter(written, size=size)
    reader.page.wait_for_timeout(500)
    reader.page.evaluate(
        "window.shifts = [];"
        "new PerformanceObserver(list => shifts.push(...list.getEntries().map(e => e.value)))"
        ".observe({type: 'layout-shift'})"
    )
    reader.ask("How much money was seized from the floor safe?")
    reader.page.wait_for_timeout(300)
    # What the web's own measure calls good is 0.1.
    assert reader.page.evaluate("shifts.reduce((sum, value) => sum + value, 0)") < 0.1


# Legible


STATES = ("empty", "answered", "documents", "viewer", "settings")


def turn(reader: Reader, tab: str, shown: str) -> None:
    """Turn to a tab. A page that has just come turns to one of its own accord."""
    while not reader.page.locator(shown).first.is_visible():
        reader.page.get_by_role("tab", name=tab).click()
        reader.page.wait_for_timeout(500)


def put(reader: Reader, state: str) -> None:
    """Bring the page into one of its states."""
    page = reader.page
    if state == "answered":
        reader.ask(PAID).get_by_text("What was searched").click()
    elif state == "viewer":
        turn(reader, "Documents", "#drop")
        page.locator(".document .title a").get_by_text("Indictment", exact=True).click()
        page.locator("#face img").wait_for()
        page.get_by_text("Put its facts right").click()
        page.get_by_label("Title").wait_for()
    elif state == "documents":
        turn(reader, "Documents", "#drop")
        page.get_by_text("Add a folder of this computer").click()
        page.get_by_role("button", name="Rename this case").click()
        page.get_by_label("Another name for this case").wait_for()
    elif state == "settings":
        turn(reader, "Settings", "#leaving p")


@pytest.mark.parametrize(
    ("size", "scheme"),
    [(DESKTOP, "light"), (DESKTOP, "dark"), (PHONE, "light"), (PHONE, "dark")],
    ids=["desktop-light", "desktop-dark", "phone-light", "phone-dark"],
)
def test_axe_finds_nothing_serious(enter: Enter, size: tuple[int, int], scheme: str) -> None:
    reader = enter(size=size, color_scheme=scheme)
    serious: dict[str, Any] = {}
    for state in STATES:
        put(reader, state)
        reader.page.wait_for_timeout(300)
        for found in Axe().run(reader.page).response["violations"]:
            if found["impact"] in ("serious", "critical"):
                where = [node["html"][:160] for node in found["nodes"]]
                serious[f"{state}: {found['id']}"] = where
    assert serious == {}


@pytest.mark.parametrize("state", STATES)
def test_at_200_percent_everything_can_be_read_and_used(enter: Enter, state: str) -> None:
    # A browser at 200 % has half the width and height, in pixels twice as fine.
    size = (DESKTOP[0] // 2, DESKTOP[1] // 2)
    reader = enter(size=size, device_scale_factor=2)
    put(reader, state)
    page = reader.page
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    cut = page.evaluate(
        """() => [...document.querySelectorAll(
            '#chat :is(p, h2), #proof :is(p, h2, h3, button, label)'
        )].filter(e => e.checkVisibility() && !e.closest('.opened') && e.textContent.trim())
        .filter(e => e.getBoundingClientRect().right > innerWidth + 1
            || e.scrollWidth > e.clientWidth + 2)
        .map(e => e.textContent.slice(0, 60))"""
    )
    assert cut == []
    question = page.get_by_label("Question")
    question.scroll_into_view_if_needed()
    assert question.is_visible()
    assert page.get_by_role("button", name="Ask", exact=True).is_visible()


def test_on_a_phone_nothing_lies_over_what_is_read(enter: Enter) -> None:
    reader = enter(size=PHONE)
    reader.ask(PAID).locator("a.mark").first.click()
    reader.page.locator(".source.focused").wait_for()
    reader.page.wait_for_function("scrollY > 300")
    button = reader.page.get_by_role("button", name="Conversations", exact=True).bounding_box()
    assert button is None or button["y"] + button["height"] <= 0


def test_a_page_says_what_to_do_where_there_is_nothing(enter: Enter) -> None:
    reader = enter()
    page = reader.page
    page.get_by_text("The sentences that an answer rests on are shown here").wait_for()
    page.get_by_role("tab", name="Viewer").click()
    page.get_by_text("Open a source, or a document from the list").wait_for()
    turn(reader, "Settings", "#leaving p")
    page.get_by_text(re.compile("No model is asked")).wait_for()
