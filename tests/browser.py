"""A real window, served from here, and a real browser that looks at it."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from gradio import Blocks
    from playwright.sync_api import Browser, Locator, Page

FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
DESKTOP = (1400, 900)
PHONE = (390, 844)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Chromium, headless; skips where there is none."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("there is no Chromium on this machine to look at the window with")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def served(blocks: Blocks) -> Iterator[str]:
    """The address of a window while it is served on the loopback by a thread."""
    import uvicorn
    from fastapi import FastAPI

    import ui

    app = FastAPI()
    ui.mount(app, blocks)
    bound = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1))
    thread = Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{bound.getsockname()[1]}/"
    server.should_exit = True
    thread.join(timeout=10)
    bound.close()


class Reader:
    """Somebody at the window. Whatever a page should never do is written down in `wrongs`."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.wrongs: list[str] = []
        page.on("request", lambda request: self._asked(request.url))
        page.on("dialog", lambda dialog: self._interrupted(dialog.message, dialog.dismiss))
        page.on("pageerror", lambda error: self.wrongs.append(f"a script failed: {error}"))
        page.on("popup", lambda popup: self.wrongs.append(f"a page was opened: {popup.url}"))
        page.goto(url)
        page.locator(".welcome").wait_for()

    def _asked(self, url: str) -> None:
        if urlsplit(url).scheme not in ("data", "blob") and urlsplit(url).hostname != "127.0.0.1":
            self.wrongs.append(f"asked another host: {url}")

    def _interrupted(self, message: str, dismiss: object) -> None:
        self.wrongs.append(f"a dialog opened: {message}")
        assert callable(dismiss)
        dismiss()

    def ask(self, question: str) -> Locator:
        """Ask, and give the reply once it is whole."""
        self.page.wait_for_timeout(200)  # Gradio may be putting the chat together anew
        number = self.page.locator(".reply").count()
        self.page.get_by_label("Question").fill(question)
        self.page.get_by_label("Question").press("Enter")
        return self.reply(number)

    def reply(self, number: int = -1) -> Locator:
        """A reply by its number from 0, once it is whole."""
        reply = self.page.locator(".reply").nth(number)
        reply.locator(".under, .failure, .aside").first.wait_for()
        self.page.get_by_role("button", name="Ask", exact=True).wait_for()
        return reply

    def upload(self, *files: tuple[str, bytes]) -> Locator:
        """Upload files by name and bytes, and give the report."""
        self.page.get_by_role("tab", name="Documents").click()
        payload = [{"name": n, "mimeType": "", "buffer": data} for n, data in files]
        before = self.page.locator(".report")
        if before.count():
            self.page.evaluate("document.querySelector('.report').classList.add('before')")
        self.page.locator("#drop input[type=file]").set_input_files(payload)  # type: ignore[arg-type]
        report = self.page.locator("#intake :is(.report:not(.before), .failure)")
        report.wait_for(timeout=60_000)
        self.page.locator("#intake .step").wait_for(state="detached", timeout=60_000)
        self.page.wait_for_timeout(1_000)  # its last event shows the report once more
        return report

    def begin_case(self, name: str) -> None:
        """Make a new case and open it."""
        if not self.page.get_by_label("Name of the new case").is_visible():
            self.page.get_by_role("button", name="New case").click()
        self.page.get_by_label("Name of the new case").fill(name)
        self.page.get_by_role("button", name="Create").click()
        self.page.locator(".welcome h2", has_text=name).wait_for()

    def choose_case(self, name: str) -> None:
        """Open a case there is."""
        self.page.get_by_label("Case", exact=True).click()
        self.page.get_by_role("option", name=name, exact=True).click()
        self.page.locator(".welcome h2", has_text=name).wait_for()


Enter = Callable[..., Reader]


@contextmanager
def entering(browser: Browser, url: str) -> Iterator[Enter]:
    """What opens a page at `url`, or at the address given; makes sure when it is over that no
    page did what a page should not."""
    readers: list[Reader] = []
    with ExitStack() as stack:

        def open_page(
            address: str = url, size: tuple[int, int] = DESKTOP, **context: Any
        ) -> Reader:
            width, height = size
            made = browser.new_context(
                viewport={"width": width, "height": height}, reduced_motion="reduce", **context
            )
            stack.callback(made.close)
            readers.append(Reader(made.new_page(), address))
            return readers[-1]

        yield open_page
    assert [wrong for reader in readers for wrong in reader.wrongs] == []
