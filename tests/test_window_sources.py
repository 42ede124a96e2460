"""Sources opened beside the chat, and what can be done with documents, in a real browser."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote as url_quote

import httpx
import pypdfium2
import pytest

from index.case import Case
from tests.browser import PHONE, Enter, Reader
from tests.conftest import EXAMPLES
from tests.files import pdf

if TYPE_CHECKING:
    from playwright.sync_api import Locator

INDICTMENT = EXAMPLES / "harbor-light" / "indictment.pdf"
PENALTY = "What is seized from the floor safe as forfeiture?"
MEMO = b"# Memo of the night watch\n\nDate: May 3, 2024\n\nThe van left Pier 9 at 2:40 a.m.\n"

# Warnings are errors in tests, and Gradio has some of its own while it serves.
pytestmark = pytest.mark.filterwarnings("ignore")


def open_document(reader: Reader, title: str) -> Locator:
    """Open a document from the list, and give its name in the viewer."""
    # A page that has just come turns to a tab of its own accord.
    reader.page.wait_for_timeout(500)
    reader.page.get_by_role("tab", name="Documents").click()
    reader.page.locator(".document .title a").get_by_text(title, exact=True).click()
    shown = reader.page.locator("#viewing .opened").get_by_text(title, exact=True)
    shown.wait_for()
    return shown


def open_pdf_source(reader: Reader) -> str:
    """Ask, open the first source that has pages, and give the quote once its box is drawn."""
    reader.ask(PENALTY)
    card = reader.page.locator(".source", has=reader.page.get_by_text("Open the page")).first
    quote = card.locator("mark").inner_text()
    card.get_by_text("Open the page").click()
    reader.page.locator("#face .box").first.wait_for()
    return quote


def as_text(reader: Reader) -> Locator:
    reader.page.locator("#facing").get_by_text("Text", exact=True).click()
    return reader.page.locator("#words .words")


# Sources


def test_a_source_opens_with_a_box_that_lies_over_its_sentence(enter: Enter) -> None:
    reader = enter()
    quote = open_pdf_source(reader)
    name = reader.page.locator("#opened .facts").inner_text().split(" · ")[0]
    number = int(reader.page.locator("#face .sheet").get_attribute("data-page") or 0)
    printed = _printed(EXAMPLES / "harbor-light" / name, number, " ".join(quote.split()[:4]))
    sheet = reader.page.locator("#face img").bounding_box()
    box = reader.page.locator("#face .box").first.bounding_box()
    assert sheet
    assert box
    left, top = (box["x"] - sheet["x"]) / sheet["width"], (box["y"] - sheet["y"]) / sheet["height"]
    right, bottom = left + box["width"] / sheet["width"], top + box["height"] / sheet["height"]
    assert abs(left - printed[0]) < 0.02
    assert right >= printed[2] - 0.02
    assert top < (printed[1] + printed[3]) / 2 < bottom
    assert reader.page.locator("#face .box").first.evaluate(
        "box => { const r = box.getBoundingClientRect(); return r.top > 0 && r.top < innerHeight }"
    )


def _printed(path: Path, number: int, words: str) -> tuple[float, float, float, float]:
    """Where words stand on a page, as parts of it, as pdfium finds them."""
    with pypdfium2.PdfDocument(path) as file:
        page = file[number - 1]
        layer = page.get_textpage()
        match = layer.search(words).get_next()
        assert match is not None, words
        layer.count_rects(*match)
        left, bottom, right, top = layer.get_rect(0)
        width, height = page.get_size()
    return left / width, 1 - top / height, right / width, 1 - bottom / height


def test_the_text_of_the_page_has_the_sentence_marked(enter: Enter) -> None:
    reader = enter()
    quote = open_pdf_source(reader)
    words = as_text(reader)
    marked = "".join(words.locator("mark.quote").all_inner_texts())
    assert len(marked) > 40
    assert " ".join(quote.split()).startswith(" ".join(marked.split()))
    assert len(words.inner_text()) > len(marked) + 300
    assert not reader.page.locator("#face").is_visible()


def test_a_source_without_pages_opens_as_text(enter: Enter) -> None:
    reader = enter()
    reader.begin_case("Pier")
    reader.upload(("memo.md", MEMO))
    reader.ask("When did the van leave Pier 9?")
    reader.page.get_by_text("Open the document").first.click()
    reader.page.locator("#words mark.quote").wait_for()
    assert "2:40 a.m." in reader.page.locator("#words mark.quote").inner_text()
    assert reader.page.locator("#face img").count() == 0
    assert not reader.page.locator("#facing").is_visible()


def test_pages_are_turned_one_by_one(enter: Enter) -> None:
    reader = enter()
    open_document(reader, "Indictment")
    page = reader.page
    assert page.locator("#position").inner_text() == "Page 1 of 4"
    assert page.get_by_role("button", name="Previous page").is_disabled()
    for number in (2, 3, 4):
        page.get_by_role("button", name="Next page").click()
        page.get_by_text(f"Page {number} of 4", exact=True).wait_for()
    page.locator('#face .sheet[data-page="4"]').wait_for()
    assert page.get_by_role("button", name="Next page").is_disabled()
    page.get_by_role("button", name="Previous page").click()
    page.locator('#face .sheet[data-page="3"]').wait_for()
    assert page.locator("#position").inner_text() == "Page 3 of 4"
    assert len(as_text(reader).inner_text()) > 1_000


def test_whoever_turns_pages_quickly_sees_the_last_one(enter: Enter) -> None:
    reader = enter()
    open_document(reader, "Indictment")
    for number in (2, 3, 4):
        reader.page.get_by_role("button", name="Next page").click()
        reader.page.get_by_text(f"Page {number} of 4", exact=True).wait_for()
    reader.page.locator('#face .sheet[data-page="4"]').wait_for()
    reader.page.wait_for_timeout(1_500)
    assert reader.page.locator("#face .sheet").get_attribute("data-page") == "4"
    assert reader.page.locator("#position").inner_text() == "Page 4 of 4"


def test_a_document_is_searched_from_match_to_match(enter: Enter) -> None:
    reader = enter()
    open_document(reader, "Indictment")
    page, found = reader.page, reader.page.locator("#found")
    page.get_by_label("Search in this document").fill("vesely")
    page.get_by_label("Search in this document").press("Enter")
    page.locator("#face .box.current").wait_for()
    first = re.fullmatch(r"1 of (\d+)", found.inner_text())
    assert first
    count = int(first[1])
    assert count > 3
    words = as_text(reader)
    assert words.locator("mark.current").inner_text().lower() == "vesely"
    page.get_by_role("button", name="Previous match").click()
    page.get_by_text(f"{count} of {count}", exact=True).wait_for()
    page.get_by_role("button", name="Next match").click()
    page.get_by_text(f"1 of {count}", exact=True).wait_for()
    page.get_by_label("Search in this document").fill("pancakes")
    page.get_by_label("Search in this document").press("Enter")
    page.get_by_text("Not in this document").wait_for()


def test_the_facts_of_a_document_are_told(enter: Enter) -> None:
    reader = enter()
    open_document(reader, "Indictment")
    facts = reader.page.locator("#opened .facts")
    told = "indictment.pdf · indictment · April 9, 2024 · 4 pages · SHA-256 "
    assert re.fullmatch(told + "[0-9a-f]{12}…", facts.inner_text())
    assert re.fullmatch(r"SHA-256 [0-9a-f]{64}", facts.locator("abbr").get_attribute("title") or "")


def test_an_original_is_downloaded_byte_for_byte(enter: Enter) -> None:
    reader = enter(accept_downloads=True)
    open_document(reader, "Indictment")
    with reader.page.expect_download() as waiting:
        reader.page.get_by_role("button", name="Download the original").click()
    assert waiting.value.suggested_filename == "indictment.pdf"
    assert Path(waiting.value.path()).read_bytes() == INDICTMENT.read_bytes()


def test_no_original_can_be_fetched_by_its_path(harbor_light: Case, url: str) -> None:
    kept = harbor_light.home.originals(1).path(harbor_light.documents()[0].id)
    assert kept.is_file()
    uploads = harbor_light.home.path / "uploads"
    for path in (str(kept), f"{uploads}/originals/../../{kept.relative_to(harbor_light.home.path)}",
                 f"{uploads}/originals", f"{uploads}/originals/{kept.name}"):  # fmt: skip
        for written in (path, url_quote(path, safe=""), url_quote(url_quote(path, safe=""))):
            answer = httpx.get(f"{url}gradio_api/file={written}")
            assert answer.status_code in (403, 404)
            assert b"%PDF" not in answer.content


def test_what_is_open_closes_with_its_case(enter: Enter) -> None:
    reader = enter()
    open_document(reader, "Indictment")
    reader.page.locator("#face img").wait_for()
    reader.begin_case("Elsewhere")
    reader.page.get_by_role("tab", name="Viewer").click()
    reader.page.get_by_text("Open a source, or a document from the list").wait_for()
    assert reader.page.locator("#face img").count() == 0


def test_on_a_phone_the_box_is_brought_into_sight(enter: Enter) -> None:
    reader = enter(size=PHONE)
    open_pdf_source(reader)
    reader.page.wait_for_function(
        "(() => { const r = document.querySelector('#face .box').getBoundingClientRect();"
        " return r.top >= 0 && r.bottom <= innerHeight })()"
    )
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


# Documents


def test_what_is_wrong_about_a_document_is_put_right(enter: Enter) -> None:
    reader = enter()
    reader.begin_case("Corrections")
    reader.upload(("memo.md", MEMO))
    open_document(reader, "Memo of the night watch")
    page = reader.page
    page.get_by_text("Put its facts right").click()
    page.get_by_label("Title").fill("The <b>Watchman</b>'s memo")
    page.get_by_label("Date", exact=True).fill("May the third")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Write the date as year, month and day").wait_for()
    page.get_by_label("Date", exact=True).fill("2024-05-04")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved.").wait_for()
    assert page.locator("#viewing .opened").inner_text() == "The <b>Watchman</b>'s memo"
    page.get_by_role("tab", name="Documents").click()
    listed = page.locator(".document").inner_text()
    assert listed == "The <b>Watchman</b>'s memo\n\nmemo.md · memo · May 4, 2024"
    reader.ask("When did the van leave Pier 9?")
    assert "The <b>Watchman</b>'s memo" in page.locator(".source h3").first.inner_text()


def test_a_document_is_removed_once_that_is_confirmed(enter: Enter) -> None:
    reader = enter()
    reader.begin_case("Removals")
    reader.upload(("memo.md", MEMO), ("empty.txt", b""))
    page = reader.page
    for title, left in (("Memo of the night watch", 1), ("empty.txt", 0)):
        open_document(reader, title)
        page.get_by_text("Put its facts right, or remove it").click()
        page.get_by_role("button", name="Remove from the case").click()
        page.get_by_role("button", name="Keep it").click()
        page.get_by_role("button", name="Keep it").wait_for(state="hidden")
        page.get_by_role("button", name="Remove from the case").click()
        page.get_by_role("button", name="Remove it", exact=True).click()
        page.get_by_text("Removed ").wait_for()
        assert page.locator(".document").count() == left
    assert "no documents yet" in page.locator("#documents").inner_text()


def test_a_case_is_deleted_once_that_is_confirmed(enter: Enter, harbor_light: Case) -> None:
    reader = enter()
    reader.begin_case("Short-lived")
    reader.upload(("memo.md", MEMO))
    page = reader.page
    page.get_by_role("button", name="Delete this case").click()
    assert "Short-lived" in page.locator("#deletion").inner_text()
    page.get_by_role("button", name="Delete it", exact=True).click()
    page.locator("#deletion").wait_for(state="hidden")
    assert page.locator(".welcome h2", has_text="Short-lived").count() == 0
    assert "Short-lived" not in [c.name for c in harbor_light.home.catalog.cases()]


def test_a_folder_of_this_machine_is_synced(enter: Enter, folder: Path) -> None:
    (folder / "memo.md").write_bytes(MEMO)
    (folder / "sub").mkdir()
    (folder / "sub" / "b.txt").write_text("The van was grey.")
    reader = enter()
    reader.begin_case("Synced")
    page = reader.page
    page.get_by_text("Add a folder of this computer").click()
    page.get_by_label("Folder").fill(str(folder))
    page.get_by_role("button", name="Sync this folder").click()
    page.get_by_text("2 added.").wait_for()
    page.locator("#intake .step").wait_for(state="detached")
    (folder / "sub" / "b.txt").unlink()
    page.get_by_role("button", name="Sync this folder").click()
    page.get_by_text("1 unchanged, 1 removed.").wait_for()
    page.get_by_label("Folder").fill("/nowhere/at/all")
    page.get_by_role("button", name="Sync this folder").click()
    page.get_by_text("There is nothing at /nowhere/at/all").wait_for()


# What documents hold is shown, never run

CODE = "<img src=x onerror=alert(1)><script>alert(2)</script> ![p](http://203.0.113.7/p.png)"


@pytest.mark.parametrize("is_pdf", [True, False], ids=["pdf", "text"])
def test_a_document_full_of_code_stays_text_in_the_viewer(enter: Enter, is_pdf: bool) -> None:
    reader = enter()
    reader.begin_case(f"Code {is_pdf}")
    body = f"The zebra said {CODE} on Monday."
    title = "<b onmouseover=alert(3)>Zebra</b>"
    if is_pdf:
        reader.upload(("zebra.pdf", pdf([body, body], title=title)))
    else:
        reader.upload(("zebra.md", f"# {title}\n\n{body}\n".encode()))
    reader.page.locator(".document .title a").first.click()
    reader.page.locator("#words .words").wait_for(state="attached")
    page = reader.page
    page.get_by_label("Search in this document").fill("<script>alert(2)")
    page.get_by_label("Search in this document").press("Enter")
    page.get_by_text(re.compile(r"^1 of [12]$")).wait_for()
    shown = page.locator("#words .words").evaluate("words => words.textContent")
    assert CODE in " ".join(shown.split())
    assert page.locator("#words :is(img, script)").count() == 0
    assert page.locator("#viewing .opened b").count() == 0
    page.locator("#viewing .opened").hover()
    page.wait_for_timeout(300)
