"""Questions that are kept to some documents, in the window: by what they name, and by choice."""

from __future__ import annotations

import pytest

from tests.browser import DESKTOP, PHONE, Enter, Reader

# Gradio and Starlette warn about themselves while it serves.
pytestmark = pytest.mark.filterwarnings("ignore")

NAMING = "In the plea agreement, how much was Mr. Kellner paid for each container?"
SEARCHED = "When was the warehouse searched?"


def choose(reader: Reader, words: str) -> None:
    """Choose the document that these words find, by keyboard alone."""
    page = reader.page
    page.get_by_role("button", name="Choose documents").focus()
    page.keyboard.press("Enter")
    box = page.get_by_label("Only these documents or folders")
    box.wait_for()
    page.wait_for_function("document.querySelector('#choosing')?.contains(document.activeElement)")
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    page.locator("#within .chip").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Done").focus()
    page.keyboard.press("Enter")
    page.locator("#choosing").wait_for(state="hidden")


def test_what_a_question_names_is_a_chip_and_its_cross_asks_the_whole_case(enter: Enter) -> None:
    reader = enter()
    reply = reader.ask(NAMING)
    assert "Plea Agreement" in reply.locator(".kept .chip").inner_text()
    cross = reply.get_by_role("link", name="Ask the whole case instead")
    cross.focus()
    reader.page.keyboard.press("Enter")
    whole = reader.reply(1)
    assert reader.page.locator(".question").all_inner_texts() == [NAMING, NAMING]
    assert whole.locator(".kept").count() == 0
    whole.get_by_text("What was searched").click()
    assert "Asked of the whole case." in whole.inner_text()
    assert "$3,500" in whole.inner_text()


def test_asking_again_stays_with_the_whole_case(enter: Enter) -> None:
    reader = enter()
    reader.ask(NAMING).get_by_role("link", name="Ask the whole case instead").click()
    reader.reply(1)
    reader.page.get_by_role("button", name="Retry").click()
    reader.page.wait_for_timeout(200)
    assert reader.reply(1).locator(".kept").count() == 0


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_documents_are_chosen_by_keyboard_hold_and_are_taken_off(
    enter: Enter, size: tuple[int, int]
) -> None:
    reader = enter(size=size)
    page = reader.page
    choose(reader, "plea")
    for _ in range(2):  # it holds for the next question too
        reply = reader.ask(SEARCHED)
        assert "Plea Agreement" in reply.locator(".kept .chip").inner_text()
        assert "only in Plea Agreement" in reply.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    page.locator("#within .chip").focus()
    page.keyboard.press("Enter")
    page.locator("#within .chip").wait_for(state="detached")
    assert page.get_by_role("button", name="Choose documents").evaluate(
        "button => button === document.activeElement"
    )
    reply = reader.ask(SEARCHED)
    assert reply.locator(".kept").count() == 0
    assert "September 14, 2023" in reply.inner_text()


def test_no_question_is_offered_that_was_found_elsewhere(enter: Enter) -> None:
    reader = enter()
    offered = reader.page.locator("#chat .example")
    offered.first.wait_for(timeout=60_000)
    choose(reader, "plea")
    offered.first.wait_for(state="detached")
    reader.page.locator("#within .chip").click()
    offered.first.wait_for()


def test_a_new_conversation_keeps_them_and_another_case_does_not(enter: Enter) -> None:
    reader = enter()
    choose(reader, "plea")
    reader.ask(SEARCHED)
    reader.page.get_by_role("button", name="New conversation").click()
    reader.page.locator(".welcome").wait_for()
    assert reader.page.locator("#within .chip").count() == 1
    reader.begin_case("Elsewhere")
    reader.page.locator("#within .chip").wait_for(state="detached")


def test_a_day_that_is_none_is_said_in_a_sentence(enter: Enter) -> None:
    page = enter().page
    page.get_by_role("button", name="Choose documents").click()
    page.get_by_label("From the day").fill("May 2024")
    page.get_by_label("From the day").press("Enter")
    page.get_by_text("“May 2024” is no day; write it as 2024-05-31.").wait_for()
    page.get_by_label("From the day").fill("2024-05-01")
    page.get_by_label("From the day").press("Enter")
    page.locator("#within .chip", has_text="from May 1, 2024 on").wait_for()
    page.get_by_role("button", name="Search all documents").click()
    page.locator("#within .chip").wait_for(state="detached")
