"""Makes the README's pictures from the real window on the example case.

    python docs/pictures.py

Needs Chromium and the packages of `pip install -e ".[dev]"`. The same code gives the same
pictures on one machine; another machine's fonts may differ.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, StorageState, sync_playwright

ROOT = Path(__file__).parent.parent
CASE = "harbor-light"
QUESTIONS = ("When was the warehouse searched?", "How much was Pell paid?")
DESKTOP, PHONE = (1400, 900), (390, 844)
FLAGS = ["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb", "--hide-scrollbars"]


def main() -> None:
    with tempfile.TemporaryDirectory() as home, _window(Path(home)) as link, _browser() as browser:
        profile = browser.new_context()
        profile.new_page().goto(link)  # which works once, and gives the cookie of all that follow
        state = profile.storage_state()
        url = link.partition("?")[0]
        for name, size, scheme in (
            ("window", DESKTOP, "light"),
            ("window-dark", DESKTOP, "dark"),
            ("window-phone", PHONE, "light"),
        ):
            _take(browser, url, state, ROOT / "docs" / f"{name}.png", size, scheme)


def _take(
    browser: Browser, url: str, state: StorageState, path: Path, size: tuple[int, int], scheme: str
) -> None:
    page = browser.new_page(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        storage_state=state,
    )
    page.goto(url)
    page.locator(".welcome").wait_for()
    for number, question in enumerate(QUESTIONS, 1):
        _ask(page, question, number)
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(500)  # until the chat has scrolled to its end
    page.mouse.move(0, 0)
    page.screenshot(path=path, animations="disabled", caret="hide")
    page.close()
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1000} kB")


def _ask(page: Page, question: str, number: int) -> None:
    page.get_by_label("Question").fill(question)
    page.get_by_label("Question").press("Enter")
    page.locator(".reply").nth(number - 1).locator(".under").wait_for()
    page.get_by_role("button", name="Ask", exact=True).wait_for()


@contextmanager
def _window(home: Path) -> Iterator[str]:
    """A link to the window of `casebook chat` on a new home that holds the example case."""
    environment = {**os.environ, "CASEBOOK_HOME": str(home)}
    casebook = [sys.executable, "-m", "assistant.cli"]
    adding = [*casebook, "add", "--case", CASE, str(ROOT / "examples" / CASE)]
    subprocess.run(adding, cwd=ROOT, env=environment, check=True)
    chatting = [*casebook, "chat", "--case", CASE, "--port", "0", "--json"]
    with subprocess.Popen(chatting, cwd=ROOT, env=environment, stdout=subprocess.PIPE) as window:
        assert window.stdout is not None
        yield json.loads(window.stdout.readline())["link"]
        window.terminate()


@contextmanager
def _browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        sys.exit("There is no Chromium on this machine to take the pictures with.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


if __name__ == "__main__":
    main()
