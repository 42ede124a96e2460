"""A draft checked in the window, in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser import DESKTOP, PHONE, Enter, Reader

# Warnings are errors in tests, and Gradio has some of its own while it serves.
pytestmark = pytest.mark.filterwarnings("ignore")
WRONG = "Pelican Row had two employees."
DRAFT = f"Mr. Vesely was arrested on April 11, 2024. Order ¶ 1. {WRONG} Superseding Indictment ¶ 4."


def open_tab(reader: Reader) -> None:
    reader.page.wait_for_timeout(500)
    reader.page.get_by_role("tab", name="Check a draft").click()
    reader.page.locator("#draft-check").wait_for()


@pytest.mark.parametrize("size", [DESKTOP, (1100, 800), PHONE])
def test_every_tab_is_in_sight_and_reached_by_keyboard(enter: Enter, size: tuple[int, int]) -> None:
    reader = enter(size=size)
    reader.page.wait_for_timeout(500)
    tabs = reader.page.locator("#proof").get_by_role("tab")
    called = ["Sources", "Documents", "Viewer", "Check a draft", "Settings"]
    assert tabs.all_inner_texts() == called
    boxes = [tab.bounding_box() for tab in tabs.all()]
    assert all(box and box["x"] + box["width"] <= size[0] for box in boxes)
    assert len({box["y"] for box in boxes if box}) == 1  # one row
    tabs.nth(0).focus()
    for _ in range(3):
        reader.page.keyboard.press("Tab")
    reader.page.keyboard.press("Enter")
    reader.page.locator("#draft-check").wait_for()
    assert reader.page.get_by_role("tab", selected=True).inner_text() == "Check a draft"


def test_pasted_sentences_are_checked_and_their_places_open(enter: Enter) -> None:
    reader = enter()
    open_tab(reader)
    reader.page.locator("#draft-text textarea").fill(DRAFT)
    reader.page.locator("#draft-check").click()
    wrong = reader.page.locator(".drafted .differs")
    wrong.wait_for()
    assert WRONG in wrong.inner_text()
    assert reader.page.locator(".drafted .supported").count() == 1
    wrong.locator("a.open").first.click()
    reader.page.locator("#viewing .opened").get_by_text("Superseding Indictment").wait_for()
    reader.page.locator("#facing").get_by_text("Text", exact=True).click()
    assert "no employees" in reader.page.locator("#words mark").first.inner_text()
    assert reader.wrongs == []


def test_a_file_is_checked_and_comes_back_as_word(enter: Enter, tmp_path: Path) -> None:
    path = tmp_path / "brief.md"
    path.write_text(DRAFT, encoding="utf-8")
    reader = enter(accept_downloads=True)
    open_tab(reader)
    reader.page.locator("#draft-file input[type=file]").set_input_files(str(path))
    reader.page.locator("#draft-file").get_by_text("brief").first.wait_for()
    reader.page.locator("#draft-check").click()
    reader.page.locator(".drafted .differs").wait_for()
    with reader.page.expect_download() as download:
        reader.page.get_by_text("Download as Word, with comments").click()
    assert download.value.suggested_filename == "brief checked.docx"
    assert Path(download.value.path()).read_bytes().startswith(b"PK")


def test_an_empty_draft_is_refused_in_a_sentence(enter: Enter) -> None:
    reader = enter()
    open_tab(reader)
    reader.page.locator("#draft-check").click()
    reader.page.locator("#draft-found .failure").get_by_text("empty").wait_for()
