"""What comes from outside is shown and never run, and nothing is fetched that was not lent.

Everything is driven through a real browser: whatever opens a dialog or a page, fails in a
script or asks another host is written down by `Reader`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote as url_quote

import httpx
import pytest

from assistant.answer import Answer, Claim, Verdict, cite
from assistant.conversations import Conversations, Turn, new_id
from assistant.service import permission
from index.case import Case
from index.home import Home
from tests.browser import DESKTOP, PHONE, Enter, Reader, served
from tests.chat_models import Scripted

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAYLOADS = (
    "<script>alert('a')</script>",
    "<SCRIPT SRC=http://203.0.113.7/x.js></SCRIPT>",
    "<script\n>alert(1)</script\n>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert('b')>",
    "<img src='http://203.0.113.7/pixel.png'>",
    "<img srcset='http://203.0.113.7/a.png 2x'>",
    "<svg onload=alert('c')></svg>",
    "<svg><animate onbegin=alert('d') attributeName=x dur=1s>",
    "<svg><script href='data:,alert(1)'/></svg>",
    "<math><mtext><img src=x onerror=alert(1)></mtext></math>",
    "<iframe src='http://203.0.113.7/'></iframe>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "<object data='http://203.0.113.7/x'></object>",
    "<embed src='http://203.0.113.7/x'>",
    "<link rel=stylesheet href=http://203.0.113.7/x.css>",
    "<style>*{display:none}</style>",
    "<style>@import 'http://203.0.113.7/x.css';</style>",
    "<base href='http://203.0.113.7/'>",
    "<meta http-equiv=refresh content='0;url=http://203.0.113.7/'>",
    "<form action='http://203.0.113.7/'><button>Ask</button></form>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=http://203.0.113.7/x.mp3 autoplay>",
    "<body onload=alert(1)>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<a href='javascript:alert(1)' style='position:fixed;inset:0'>x</a>",
    "<a href='java&#10;script:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<div style='background:url(http://203.0.113.7/x.png)'>x</div>",
    '" onmouseover="alert(1)" x="',
    "' onfocus='alert(1)' tabindex='0",
    "</div></article></section></main>",
    "<!-- <img src=x onerror=alert(1)> --><!--",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "&lt;script&gt;alert('g')&lt;/script&gt;",
    "&#60;img src=x onerror=alert(1)&#62;",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "![pixel](http://203.0.113.7/pixel.png)",
    "[click](javascript:alert('e'))",
    "[click](http://203.0.113.7/) <http://203.0.113.7/auto>",
    '[x]: http://203.0.113.7/ref "title"',
    "```html\n<script>alert(1)</script>\n```",
    "# Heading\n\n---\n\n| a | b |\n| - | - |",
    "$$\\href{javascript:alert(1)}{x}$$ \\(x\\)",
    "${alert('f')} {{constructor.constructor('alert(1)')()}} <%= 1 %>",
    "\u202egpj.exe\u202c \u2066x\u2069",
    "\x1b[31mred\x1b[0m \x1b]8;;http://203.0.113.7\x07link\x1b]8;;\x07",
    "\u0085\u2028\u2029<script>alert(1)</script>",
)
NEVER_MADE = (
    "script, iframe, object, embed, link, style, base, meta, form, video, audio, marquee, math,"
    "img:not(.sheet img), [onerror], [onload], [onfocus], [onmouseover], [ontoggle], [onbegin],"
    "a[href^='javascript' i], a[href^='data:'], a[href*='203.0.113.7']"
)
WITHIN = ("#chat .md", "#sources", "#documents", "#opened", "#words", "#past", "#peek", "#found")
"""Where words from outside are shown."""

# Warnings are errors in tests, and Gradio has some of its own while it serves.
pytestmark = pytest.mark.filterwarnings("ignore")


def spelled(payload: str) -> str:
    """A payload as a file or a case can be named."""
    return re.sub(r"[/\\\x00-\x1f]", "_", payload).strip(" .")[:80]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    """A case in which everything that can hold words holds payloads: files' names, titles and
    texts, the case's own name, conversations, their titles, and answers."""
    folder = tmp_path_factory.mktemp("hostile")
    every = "\n\n".join(f"Number {n} said {p} on Monday." for n, p in enumerate(PAYLOADS))
    (folder / "every.txt").write_text(every)
    for number, payload in enumerate(PAYLOADS):
        flat = " ".join(payload.split())
        text = f"# {flat}\n\nThe zebra number {number} said {payload} on Monday.\n"
        (folder / f"{number} {spelled(payload)}.md").write_text(text)
    home = Home.open(tmp_path_factory.mktemp("home"))
    case = Case.open("<img src=x onerror=alert('case')> & \u202eco", home=home)
    case.add(folder)
    kept = Conversations(home.conversations(case.id))
    whole = tuple(turn(case, number) for number in range(len(PAYLOADS)))
    kept.keep("0" * 16, whole)
    for number, payload in enumerate(PAYLOADS):
        one = new_id()
        kept.keep(one, (whole[number],))
        kept.rename(one, payload)
    yield case
    home.close()


def turn(case: Case, number: int) -> Turn:
    """A question and an answer full of a payload, in each of the ways it can be shown."""
    payload = PAYLOADS[number]
    record = next(r for r in case.documents() if r.name.startswith(f"{number} "))
    document = replace(case.document(record.id), name=record.name)
    cited = cite(1, document, document.span(0, len(document.text)), document.text)
    verdicts: tuple[Verdict, ...] = ("quoted", "verified", "unsupported")
    answer = Answer(
        question=payload,
        standalone=f"{payload}?",
        claims=tuple(Claim(payload, (cited,), verdict) for verdict in verdicts),
        text=payload,
        citations=(cited,),
        passages=(),
        standing="answered",
        notice=payload,
        model=payload,
    )
    return Turn(payload, answer, failure=payload)


@pytest.fixture(scope="module")
def url(hostile: Case) -> Iterator[str]:
    import ui

    with served(ui.window(hostile.home)) as address:
        yield address


def harmless(reader: Reader) -> None:
    """Nothing of a payload became markup, and nothing unseen is in what is shown."""
    for place in WITHIN:
        assert reader.page.locator(f"{place} :is({NEVER_MADE})").count() == 0, place
    shown = reader.page.evaluate("document.body.innerText")
    assert re.findall("[\u202a-\u202e\u2066-\u2069\x1b]", shown) == []


def test_there_are_payloads_enough() -> None:
    assert len(set(PAYLOADS)) >= 40


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_no_payload_runs_wherever_it_is_shown(
    enter: Enter, url: str, hostile: Case, size: tuple[int, int]
) -> None:
    reader = enter(size=size)
    page = reader.page
    query = f"?case={url_quote(hostile.name)}&chat={'0' * 16}"
    page.goto(url + query)
    page.locator(".reply").nth(len(PAYLOADS) - 1).wait_for()
    assert "<script>alert('a')</script>" in page.locator(".question").first.inner_text()
    assert page.locator("#past button").count() == len(PAYLOADS) + 1
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    harmless(reader)
    for number in range(0, len(PAYLOADS), 6):
        page.locator(".reply").nth(number).locator("a.mark").first.dispatch_event("click")
        page.locator(f"#source-{number + 1}-0").wait_for()
        mark = page.locator(".reply").nth(number).locator("a.mark").first
        mark.evaluate(
            "mark => mark.dispatchEvent(new PointerEvent('pointerover', {bubbles: true}))"
        )
        page.locator("#peek").wait_for()
        harmless(reader)
    page.get_by_role("tab", name="Documents").click()
    assert page.locator(".document").count() == len(PAYLOADS) + 1
    harmless(reader)
    page.locator(".document .title a").last.click()
    page.locator("#words .words").wait_for(state="attached")
    harmless(reader)


def test_no_payload_runs_when_a_model_writes_it(
    browser: Browser, enter: Enter, hostile: Case
) -> None:
    import ui

    # Braces mean something to this model.
    said = [" ".join(payload.split()) for payload in PAYLOADS if "{" not in payload]
    model = Scripted(reply=" ".join(f"{payload} [1]." for payload in said))
    with served(ui.window(hostile.home, model=model)) as address:
        reader = enter(address)
        reader.ask("What did the zebra number 7 say on Monday?")
        harmless(reader)
        assert reader.page.locator("#chat").inner_text().count("alert(") > 10


# Files that come in


def home_of(case: Case) -> Path:
    return case.home.path


def everything(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if "uploads" not in path.parts}


@pytest.mark.parametrize(
    "name",
    [
        "../../../evil.txt",
        "..\\..\\evil.txt",
        "/etc/evil.txt",
        "%2e%2e%2fevil.txt",
        "....//evil.txt",
        "evil.txt\x00.md",
        "..⧸..⧸evil.txt",
    ],
)
def test_an_upload_lands_in_a_place_of_its_own_whatever_it_is_called(
    url: str, hostile: Case, name: str
) -> None:
    before = everything(home_of(hostile).parent)
    sent = [httpx.post(f"{url}gradio_api/upload", files={"files": (name, b)}) for b in (b"1", b"2")]
    uploads = home_of(hostile) / "uploads"
    places = [Path(path) for answer in sent if answer.status_code == 200 for path in answer.json()]
    assert all(place.resolve().is_relative_to(uploads.resolve()) for place in places)
    assert len({place.resolve() for place in places}) == len(places)
    assert everything(home_of(hostile).parent) == before


def test_nothing_of_the_home_can_be_fetched_by_a_path(url: str, hostile: Case) -> None:
    home = home_of(hostile)
    wanted = [home / "casebook.sqlite", *(home / "originals").rglob("*.*"), Path("/etc/hostname")]
    conversations = list((home / "conversations").rglob("*.json"))[:1]
    tricks = ["{}", "{uploads}/../casebook.sqlite", "{uploads}/..%2fcasebook.sqlite", "/..{}",
              "{uploads}/%2e%2e/casebook.sqlite", "file://{}", "//{}"]  # fmt: skip
    for path in (*wanted[:3], *conversations):
        for trick in tricks:
            for route in ("file=", "file/", "stream/", "static/", "download="):
                asked = trick.format(path, uploads=home / "uploads")
                answer = httpx.get(f"{url}gradio_api/{route}{asked}")
                assert answer.status_code != 200, asked
                assert b"SQLite" not in answer.content


def test_an_upload_has_a_largest_size(hostile: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    import ui

    monkeypatch.setattr(ui, "LARGEST_UPLOAD", "2kb")
    with served(ui.window(hostile.home)) as address:
        for size, is_taken in ((1_000, True), (5_000, False)):
            files = {"files": ("big.txt", b"x" * size)}
            answer = httpx.post(f"{address}gradio_api/upload", files=files)
            assert (answer.status_code == 200) is is_taken


def test_uploads_are_counted(enter: Enter, hostile: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(permission, "MOST_UPLOADS", 2)
    reader = enter()
    report = reader.upload(*((f"{n}.txt", b"The van was grey.") for n in range(3)))
    assert "2 can be uploaded at once" in report.inner_text()
    assert len(hostile.documents()) == len(PAYLOADS) + 1
