"""The chat window, worked in a real browser against a real case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from threading import Event
from typing import TYPE_CHECKING

import pytest
from langchain_core.language_models.fake_chat_models import FakeListChatModel

from assistant.models.chat_models import chat_model
from assistant.settings import Settings
from index.case import Case
from index.home import Home
from tests.browser import DESKTOP, PHONE, Enter, served
from tests.chat_server import chat_server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MEMO = (
    "# Memo of the night watch\n\nDate: May 3, 2024\n\n"
    "The watchman Oskar Brandt saw a grey van leave Pier 9 at 2:40 a.m. on March 11, 2022. "
    "He did not note its licence plate.\n"
)
SAFE = "How much money was seized from the floor safe?"
NOT_THERE = "What is the recipe for pancakes?"

# Warnings are errors in tests, and Gradio has some of its own while it serves.
pytestmark = pytest.mark.filterwarnings("ignore")


# Asking


def test_an_answer_is_cited_and_its_sentence_is_marked_in_its_surroundings(enter: Enter) -> None:
    reader = enter()
    reply = reader.ask(SAFE)
    assert reply.locator("a.mark").first.inner_text() == "1"
    source = reader.page.locator(".source").first
    quote = source.locator("mark").inner_text()
    assert quote in reply.inner_text()
    assert re.search(r"\$(386,250|418,000)", quote)
    assert len(source.locator("blockquote").inner_text()) > len(quote) + 100
    assert source.locator(".number").inner_text() == "1"
    assert re.search(r"(indictment|article)\S*\.\w+", source.locator(".facts").inner_text())


def test_a_follow_up_is_looked_up_as_a_question_of_its_own(enter: Enter) -> None:
    reader = enter()
    reader.ask("What is the maximum prison term for conspiracy?")
    reply = reader.ask("And for entry of goods by false statements?")
    assert "two years" in reply.inner_text()
    assert "Looked up as: " not in reply.inner_text()
    reply.get_by_text("What was searched").click()
    assert "Looked up as: " in reply.inner_text()
    assert re.search(r"Read closely: the \d+ passages that fit best out of 9", reply.inner_text())


def test_a_question_the_documents_do_not_answer_is_declined_with_what_came_nearest(
    enter: Enter,
) -> None:
    reader = enter()
    reply = reader.ask(NOT_THERE)
    assert "I found nothing that answers this" in reply.inner_text()
    assert reply.locator("a.mark").count() == 0
    assert "Nearest, but not an answer" in reader.page.locator("#sources").inner_text()
    assert reader.page.locator(".source.lesser mark").count() > 0


def test_a_mark_of_an_earlier_answer_shows_its_own_source(enter: Enter) -> None:
    reader = enter()
    first = reader.ask(SAFE)
    quote = reader.page.locator(".source mark").first.inner_text()
    reader.ask("Who is the district judge?")
    assert reader.page.locator(".asked").inner_text() == "Who is the district judge?"
    first.locator("a.mark").first.click()
    focused = reader.page.locator(".source.focused")
    focused.wait_for()
    assert reader.page.locator(".asked").inner_text() == SAFE
    assert focused.locator("mark").inner_text() == quote


def test_the_questions_offered_are_found_in_the_papers_and_answered_when_clicked(
    enter: Enter,
) -> None:
    reader = enter()
    offered = reader.page.locator("#chat .example")
    offered.first.wait_for(timeout=60_000)
    assert 3 <= offered.count() <= 6
    question = offered.first.inner_text()
    offered.first.click()
    assert reader.reply().locator("a.mark").count() >= 1
    assert reader.page.locator(".question").inner_text() == question


def test_shift_and_enter_begin_a_line_and_enter_sends(enter: Enter) -> None:
    reader = enter()
    question = reader.page.get_by_label("Question")
    question.fill("How much money was seized")
    question.press("Shift+Enter")
    question.type("from the floor safe?")
    assert reader.page.locator(".reply").count() == 0
    question.press("Enter")
    reader.reply()
    assert reader.page.locator(".question").inner_text().split("\n")[1] == "from the floor safe?"


def test_an_answer_can_be_asked_for_again_and_a_new_chat_begins_empty(enter: Enter) -> None:
    reader = enter()
    reader.ask(SAFE)
    reader.ask("Who is the district judge?")
    reader.page.get_by_role("button", name="Retry").click()
    reader.page.wait_for_timeout(200)
    reader.reply()
    assert reader.page.locator(".question").all_inner_texts() == [
        SAFE,
        "Who is the district judge?",
    ]
    reader.page.get_by_role("button", name="New conversation").click()
    reader.page.locator(".welcome").wait_for()
    assert reader.page.locator(".question").count() == 0
    assert reader.page.locator(".source").count() == 0


def test_an_answer_is_copied_with_its_sources(enter: Enter) -> None:
    reader = enter(permissions=["clipboard-read", "clipboard-write"])
    reader.ask(SAFE).get_by_role("button", name="Copy with sources").click()
    reader.page.get_by_text("Copied").wait_for()
    copied = reader.page.evaluate("navigator.clipboard.readText()")
    assert re.search(r"\[\d\]\n\n\[1\] .+: “.+”", copied)


def test_asking_nothing_does_nothing(enter: Enter) -> None:
    page = enter().page
    question = page.get_by_label("Question")
    question.fill("   ")
    question.press("Enter")
    page.wait_for_function("document.querySelector('textarea').value === ''")
    assert page.get_by_text("Error", exact=True).count() == 0
    assert page.locator(".reply").count() == 0


def test_a_question_that_is_too_long_is_refused_in_a_sentence(enter: Enter) -> None:
    reply = enter().ask("Who? " * 4_000)
    assert "characters long" in reply.locator(".failure").inner_text()


# Cases and documents


def test_a_new_case_is_filled_by_upload_and_asked(enter: Enter) -> None:
    reader = enter()
    reader.begin_case("Night watch")
    assert "no documents yet" in reader.page.locator("#documents").inner_text()
    report = reader.upload(("memo.md", MEMO.encode()), ("empty.txt", b""))
    assert report.locator("p").inner_text() == "1 added, 1 refused."
    assert "empty.txt: the file is empty" in report.inner_text()
    listed = reader.page.locator(".document", has_text="Memo of the night watch")
    assert "memo.md · memo · May 3, 2024" in listed.inner_text()
    assert "2:40 a.m." in reader.ask("When did the van leave Pier 9?").inner_text()

    again = reader.upload(("memo.md", MEMO.encode()))
    assert again.locator("p").inner_text() == "1 unchanged."
    changed = reader.upload(("memo.md", MEMO.replace("2:40", "4:15").encode()))
    assert changed.locator("p").inner_text() == "1 replaced."
    assert "4:15 a.m." in reader.ask("When did the van leave Pier 9?").inner_text()

    reader.choose_case("harbor-light")
    assert reader.page.locator(".reply").count() == 0
    assert "I found no" in reader.ask("When did the van leave Pier 9?").inner_text()


def test_a_case_in_which_nothing_could_be_read_says_so(enter: Enter) -> None:
    reader = enter()
    reader.begin_case("Unreadable")
    reader.upload(("empty.txt", b""))
    reader.page.get_by_text("None of these files could be read").wait_for()


def test_a_name_that_cannot_be_a_case_is_refused_in_a_sentence(enter: Enter) -> None:
    reader = enter()
    reader.page.get_by_role("button", name="New case").click()
    reader.page.get_by_label("Name of the new case").fill("../elsewhere")
    reader.page.get_by_role("button", name="Create").click()
    assert "cannot name a case" in reader.page.locator("#complaint .failure").inner_text()


def test_an_empty_home_begins_with_the_name_of_a_case(
    browser: Browser, enter: Enter, home: Home
) -> None:
    import ui

    with served(ui.window(home)) as address:
        reader = enter(address)
        assert reader.page.locator(".welcome h2").inner_text() == "Start with a case"
        assert "no case" in reader.ask("Who?").locator(".failure").inner_text()
        reader.begin_case("First")


# What documents hold is shown, never run

PAYLOADS = (
    "<script>alert('a')</script>",
    "<img src=x onerror=alert('b')>",
    "<svg onload=alert('c')><animate onbegin=alert('d') attributeName=x dur=1s>",
    "![pixel](http://203.0.113.7/pixel.png)",
    "[click](javascript:alert('e'))",
    "</div></article></section><iframe src='http://203.0.113.7/'></iframe>",
    "<a href='javascript:alert(1)' style='position:fixed;inset:0'>x</a>",
    "<style>*{display:none}</style><link rel=stylesheet href=http://203.0.113.7/x.css>",
    "${alert('f')} {{constructor.constructor('alert(1)')()}}",
    "\u202egpj.exe\u202c \x1b[31mred\x1b[0m `code` **bold** $$x^2$$",
    "&lt;script&gt;alert('g')&lt;/script&gt; &#60;img src=x onerror=alert(1)&#62;",
)


def test_a_document_full_of_code_is_shown_as_text(enter: Enter) -> None:
    reader = enter()
    reader.begin_case("<img src=x onerror=alert('case')> & co")
    body = "\n\n".join(f"The zebra number {n} said {p} on Monday." for n, p in enumerate(PAYLOADS))
    title = "<b onmouseover=alert('title')>Zebra</b>"
    name = "zebra '&lt;img src=x onerror=alert(2)&gt;'.md"
    reader.upload((name, f"# {title}\n\n{body}\n".encode()))
    assert title in reader.page.locator(".document .title").inner_text()
    for number, payload in enumerate(PAYLOADS):
        reply = reader.ask(f"What did the zebra number {number} say? {payload}")
        reply.locator("a, button").first.hover()
    shown = reader.page.locator("#chat").inner_text() + reader.page.locator("#sources").inner_text()
    assert "<script>alert('a')</script>" in shown
    assert "![pixel](http://203.0.113.7/pixel.png)" in shown
    assert "\u202e" not in shown
    assert "\x1b" not in shown
    foreign = "#chat, #proof, #top"
    for made in (
        "script",
        "iframe",
        "img",
        "style",
        "link",
        "b:not(.exact)",
        "strong",
        "code",
        "[onerror]",
    ):
        assert reader.page.locator(f":is({foreign}) .md :is({made})").count() == 0
        assert reader.page.locator(f":is(#sources, #documents) :is({made})").count() == 0
    links = reader.page.locator("#chat a, #sources a").evaluate_all(
        "all => all.map(a => a.getAttribute('href'))"
    )
    assert all(re.fullmatch(r"#(source|open)-\d+-\d+|#chat", link) for link in links)


# Chat models, waiting and stopping


class Slow(FakeListChatModel):
    """Writes one sentence that the documents bear out, then goes on and on."""

    model_name: str = "slow-model"
    responses: list[str] = [
        "Agents seized $386,250 from a floor safe, according to the inventory [1][2][3]."
        + " And so on." * 400
    ]
    sleep: float | None = 0.005


@pytest.fixture(scope="module")
def written(browser: Browser, harbor_light: Case) -> Iterator[str]:
    import ui

    with served(ui.window(harbor_light.home, "harbor-light", model=Slow())) as address:
        yield address


def test_a_written_answer_streams_and_can_be_stopped(enter: Enter, written: str) -> None:
    reader = enter(written)
    assert "slow-model" in reader.page.locator(".mode").inner_text()
    reader.page.get_by_label("Question").fill(SAFE)
    reader.page.get_by_role("button", name="Ask", exact=True).click()
    reader.page.locator(".answer", has_text="386,250").wait_for()
    reader.page.get_by_role("button", name="Stop").click()
    reader.page.get_by_text("You stopped this answer").wait_for()
    assert "386,250" in reader.page.locator(".source mark").first.inner_text()


def test_a_page_that_is_closed_ends_what_the_model_is_asked(
    enter: Enter, harbor_light: Case
) -> None:
    import ui

    with chat_server() as server:
        server.stalls = True
        model = chat_model(server.model, Settings())
        with served(ui.window(harbor_light.home, "harbor-light", model=model)) as address:
            reader = enter(address)
            reader.page.get_by_label("Question").fill(SAFE)
            reader.page.get_by_role("button", name="Ask", exact=True).click()
            reader.page.get_by_role("button", name="Stop").wait_for()
            while not server.requests:
                reader.page.wait_for_timeout(100)
            assert not server.left.is_set()
            reader.page.close()
            assert server.left.wait(30)


def test_which_mode_is_on_is_said_in_plain_words(enter: Enter, written: str) -> None:
    assert "Nothing leaves this computer" in enter().page.locator(".mode").inner_text()
    assert (
        "Questions and passages are sent to it" in enter(written).page.locator(".mode").inner_text()
    )


def test_a_question_asked_while_models_load_waits_and_says_why(
    enter: Enter, harbor_light: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    import ui
    from assistant.service.local import LocalService

    loaded = Event()
    load = LocalService._load
    monkeypatch.setattr(
        LocalService, "_load", lambda self, name: (loaded.wait(60), load(self, name))
    )
    with served(ui.window(harbor_light.home, "harbor-light")) as address:
        reader = enter(address)
        reader.page.get_by_label("Question").fill(SAFE)
        reader.page.get_by_label("Question").press("Enter")
        reader.page.get_by_text("Loading the language model").wait_for()
        loaded.set()
        assert reader.reply().locator("a.mark").count() >= 1


# The page itself


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_nothing_is_wider_than_the_screen(enter: Enter, size: tuple[int, int], scheme: str) -> None:
    reader = enter(size=size, color_scheme=scheme)
    reader.ask(SAFE)
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= size[0]
    reader.page.get_by_role("tab", name="Documents").click()
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_on_a_phone_a_mark_brings_its_source_into_sight(enter: Enter) -> None:
    reader = enter(size=PHONE)
    reader.ask(SAFE).locator("a.mark").first.click()
    reader.page.locator(".source.focused").wait_for()
    box = reader.page.locator(".source.focused").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < PHONE[1]
    reader.page.get_by_role("link", name="Back to the conversation").click()
    top = "document.querySelector('#chat').getBoundingClientRect().top"
    reader.page.wait_for_function(f"0 <= {top} && {top} < 200")


def test_on_a_phone_the_sources_lie_below_and_can_be_scrolled_to(enter: Enter) -> None:
    reader = enter(size=PHONE)
    reader.ask(SAFE)
    reader.page.mouse.move(200, 40)
    reader.page.mouse.wheel(0, 10_000)
    reader.page.wait_for_function("scrollY > 300")


def test_on_a_phone_a_tab_brings_what_it_shows_into_sight(enter: Enter) -> None:
    reader = enter(size=PHONE)
    reader.page.get_by_role("tab", name="Documents").click()
    reader.page.wait_for_function(
        "document.querySelector('.document').getBoundingClientRect().top < innerHeight / 2"
    )


def test_the_page_works_from_the_keyboard(enter: Enter) -> None:
    reader = enter()
    reader.ask(SAFE)
    reader.page.locator("body").click(position={"x": 5, "y": 400})
    reader.page.keyboard.press("/")
    assert reader.page.get_by_label("Question").evaluate("box => box === document.activeElement")
    reader.page.locator("a.mark").first.focus()
    reader.page.keyboard.press("Enter")
    reader.page.locator(".source.focused").wait_for()


def test_nothing_of_the_window_can_be_called_from_outside_its_page(url: str) -> None:
    import httpx

    described = httpx.get(f"{url}gradio_api/info").json()
    assert described["named_endpoints"] == {}
    assert httpx.get(f"{url}gradio_api/file=/etc/hostname").status_code in (403, 404)
    foreign = httpx.options(
        f"{url}gradio_api/queue/join",
        headers={"Origin": "http://example.com", "Access-Control-Request-Method": "POST"},
    )
    assert "access-control-allow-origin" not in foreign.headers


def test_an_upload_passes_through_the_home_and_leaves_nothing_there(
    enter: Enter, harbor_light: Case
) -> None:
    reader = enter()
    reader.begin_case("Passing through")
    reader.upload(("memo.md", MEMO.encode()))
    uploads = harbor_light.home.path / "uploads"
    assert uploads.is_dir()
    assert [
        path.name for path in uploads.rglob("*") if path.is_file() and path.stat().st_size
    ] == []
