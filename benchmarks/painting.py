"""What whoever looks at the window waits for: its first paint, and the first sentence.

python -m benchmarks.painting    serves Gradio's hello-world, and says where
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import httpx

from benchmarks.plan import EXAMPLE_CASE, ROOT, Plan, say
from benchmarks.processes import window
from benchmarks.report import Measure, Section
from benchmarks.speed import example_home, questions

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAINT, SENTENCE = 1.5, 0.5
"""Times hello-world's first paint, and seconds from Enter to the first sentence, at most."""
TITLE = "First paint and first sentence"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
_PAINTED = """() => new Promise(done => new PerformanceObserver(list => {
    const paint = list.getEntriesByName('first-contentful-paint')[0];
    if (paint) done(paint.startTime / 1000);
}).observe({type: 'paint', buffered: true}))"""
_TIMED = """() => {
    window.sentence = new Promise(done => {
        const before = document.querySelectorAll('.answer .mark').length;
        let entered;
        document.addEventListener('keydown', event => {
            if (event.key === 'Enter') entered = performance.now();
        }, {capture: true, once: true});
        const look = () => document.querySelectorAll('.answer .mark').length > before
            ? done((performance.now() - entered) / 1000) : requestAnimationFrame(look);
        look();
    });
}"""


def painting(plan: Plan) -> Section:
    """First paint beside hello-world's, in turns; and from Enter to the first sentence."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        return Section(TITLE, remarks=["There is no Chromium here to look with."])
    home = example_home(plan)
    say("Looking at the window …")
    with (
        window(home, EXAMPLE_CASE) as opened,
        hello() as plain,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        paints = [
            (painted(browser, link_to(home, opened.url)), painted(browser, plain))
            for _ in range(plan.runs(7) + 1)
        ][1:]
        sentences = sorted(first_sentences(browser, link_to(home, opened.url)))
        browser.close()
    ours, theirs = (median(each) for each in zip(*paints, strict=True))
    ratio = median(our / their for our, their in paints)
    slow = sentences[int(0.95 * len(sentences))]
    return Section(
        TITLE,
        (
            Measure(f"first paint of the window, median of {len(paints)}", ours, "s"),
            Measure("… of Gradio's hello-world", theirs, "s"),
            Measure("… the one ÷ the other, run in turns", ratio, "×", PAINT),
            Measure("Enter to the first sentence, median", median(sentences), "s", SENTENCE),
            Measure("… 95 of 100 at most", slow, "s", SENTENCE),
        ),
        (
            "Each page is opened in a new profile of headless Chromium; the first opening of "
            f"each is left out. {len(sentences)} questions on the example case, in one chat, "
            "models loaded; those it declines have no sentence and are not counted.",
        ),
    )


def link_to(home: Path, url: str) -> str:
    """A link to the window at `url`, for a new profile."""
    token = json.loads((home / "service.json").read_text("utf-8"))["token"]
    headers = {"Authorization": f"Bearer {token}"}
    answer = httpx.post(f"{url}/api/window", headers=headers, trust_env=False)
    return str(answer.raise_for_status().json()["link"])


def painted(browser: Browser, url: str) -> float:
    """Seconds from asking for a page to its first contentful paint, with nothing cached."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(url)
    seconds = float(page.evaluate(_PAINTED))
    context.close()
    return seconds


def first_sentences(browser: Browser, url: str) -> Iterator[float]:
    """Seconds from Enter to the first cited sentence on the screen, by question."""
    page = browser.new_page()
    page.goto(url)
    box = page.get_by_label("Question")
    page.locator(".welcome").wait_for()
    for number, question in enumerate(["Who is charged?", *questions()[:20]]):
        page.evaluate(_TIMED)
        box.fill(question)
        box.press("Enter")
        page.locator(".reply").nth(number).locator(".under").wait_for(timeout=60_000)
        page.get_by_role("button", name="Ask", exact=True).wait_for()
        declined = page.locator(".reply").nth(number).locator(".mark").count() == 0
        if number and not declined:
            yield float(page.evaluate("window.sentence"))


@contextmanager
def hello() -> Iterator[str]:
    """While inside, Gradio's hello-world is served at the address given."""
    command = [sys.executable, "-m", "benchmarks.painting"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
    ) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def main() -> None:
    """Serve an interface with a name in and a greeting out, as Gradio's guide begins."""
    import gradio as gr

    def greet(name: str) -> str:
        return f"Hello {name}!"

    app = gr.Interface(fn=greet, inputs="text", outputs="text", analytics_enabled=False)
    _, url, _ = app.launch(prevent_thread_lock=True, quiet=True, ssr_mode=False)
    print(url, flush=True)
    app.block_thread()


if __name__ == "__main__":
    main()
