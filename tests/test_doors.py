"""What changes a case, names a file or names a model is for its owner, at every door: REST wants
a token, and the window answers the page that was opened with the command's link."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from assistant.api.pages import Pages
from tests.browser import Reader, chromium
from tests.chat_server import chat_server
from tests.terminal import Window, casebook, casebook_here, window
from tests.window_page import Page, link

FLYER = "Tobias Crane faces up to twelve years in prison if he burned the ledger.\n"
SHARED = "a-word-that-was-agreed-on"

# Without the pages' cookie: what a program on this machine, or another user of it, could send.
WINDOW_DOORS = (
    ("GET", "/config"),
    ("GET", "/gradio_api/info"),
    ("GET", "/gradio_api/heartbeat/x"),
    ("GET", "/gradio_api/queue/data?session_hash=x"),
    ("GET", "/gradio_api/file={home}/casebook.sqlite"),
    ("GET", "/theme.css"),
    ("GET", "/docsify"),
    ("POST", "/gradio_api/queue/join"),
    ("POST", "/gradio_api/upload"),
    ("POST", "/gradio_api/api/ask"),
    ("POST", "/gradio_api/run/predict"),
    ("POST", "/gradio_api/call/create"),
    ("POST", "/gradio_api/cancel"),
    ("POST", "/"),
)


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documents")
    (folder / "flyer.txt").write_text(FLYER)
    home = tmp_path_factory.mktemp("home")
    assert casebook_here(home, "add", "--case", "crane", folder).status == 0
    return home


@pytest.fixture(scope="module")
def opened(filed: Path) -> Iterator[Window]:
    with window(filed) as shown:
        yield shown


@pytest.fixture
def page(opened: Window) -> Iterator[Page]:
    with httpx.Client(base_url=opened.url, trust_env=False, timeout=60) as client:
        yield Page(client, link(opened))


# The window's door


@pytest.mark.parametrize(("method", "path"), WINDOW_DOORS)
@pytest.mark.parametrize(
    "cookie", [None, "casebook-{port}=", "casebook-{port}=guessed", "casebook=x", "casebook-{port}"]
)
def test_the_window_answers_no_program_that_was_not_given_its_link(
    opened: Window, method: str, path: str, cookie: str | None
) -> None:
    port = urlsplit(opened.url).port
    headers = {} if cookie is None else {"Cookie": cookie.format(port=port)}
    asked = opened.url + path.format(home=opened.home)
    refused = httpx.request(method, asked, headers=headers, trust_env=False)
    assert refused.status_code == 403
    assert "link" in refused.json()["error"]


def test_who_has_no_link_is_told_how_to_get_one(opened: Window) -> None:
    for address in ("/", "/?case=crane", "/?key=guessed", "/?key="):
        shown = httpx.get(opened.url + address, trust_env=False)
        assert "casebook chat" in shown.text
        assert "crane" not in shown.text
        assert "set-cookie" not in shown.headers


def test_a_link_opens_the_window_once(opened: Window) -> None:
    address = link(opened)
    first = httpx.get(address, trust_env=False)
    assert (first.status_code, first.headers["location"]) == (303, "/")
    assert "HttpOnly" in first.headers["set-cookie"]
    assert "set-cookie" not in httpx.get(address, trust_env=False).headers
    own = dict([first.headers["set-cookie"].partition(";")[0].split("=", 1)])
    with httpx.Client(base_url=opened.url, cookies=own, trust_env=False) as client:
        assert client.get("/config").status_code == 200
        assert client.get(address).headers["location"] == "/"  # whoever is in stays in
        assert client.delete("/api/cases/gone").status_code == 404


def test_the_command_gives_a_link_and_another_when_it_is_asked_again(opened: Window) -> None:
    again = casebook_here(opened.home, "chat", "--port", "0")
    assert again.status == 1
    address = again.err.split()[-1]
    assert "set-cookie" in httpx.get(address, trust_env=False).headers


def test_a_link_names_the_case_it_opens_at() -> None:
    pages = Pages()
    address = pages.link("http://127.0.0.1:1/", "crane & co")
    assert address.startswith("http://127.0.0.1:1/?case=crane+%26+co&key=")
    key = address.rpartition("=")[2]
    assert [pages.redeem(key), pages.redeem(key), pages.redeem("")] == [True, False, False]


def test_links_that_nobody_uses_do_not_pile_up() -> None:
    pages = Pages()
    keys = [pages.link("http://127.0.0.1:1").rpartition("=")[2] for _ in range(1_000)]
    assert [pages.redeem(keys[0]), pages.redeem(keys[-1])] == [False, True]


def test_a_cookie_is_for_one_window_alone() -> None:
    one, other = Pages(), Pages()
    cookie = one.cookie(7860).partition(";")[0].encode()
    assert one.opened_by(b'odd={"; ' + cookie + b"; more=1", 7860)
    assert not one.opened_by(cookie, 7861)
    assert not other.opened_by(cookie, 7860)


def test_the_service_alone_has_no_window_to_link_to(tmp_path: Path) -> None:
    with window(tmp_path / "home", command="serve") as served:
        headers = {"Authorization": f"Bearer {served.service['token']}"}
        refused = httpx.post(f"{served.url}/api/window", headers=headers, trust_env=False)
        assert refused.status_code == 404
        assert "casebook chat" in refused.json()["error"]
        assert casebook(served.home, "chat", "--port", "0").err.rstrip().endswith(served.url)


def test_in_a_browser_the_link_opens_a_window_that_works(opened: Window) -> None:
    with chromium() as browser:
        reader = Reader(browser.new_page(), link(opened))
        assert "key=" not in reader.page.url
        reader.choose_case("crane")
        assert "twelve years" in reader.ask("How many years does Crane face?").inner_text()
        assert "1 added" in reader.upload(("memo.txt", b"The ledger burned in Oslo.")).inner_text()
        reader.page.reload()
        reader.page.locator(".welcome, .reply").first.wait_for()
        assert reader.wrongs == []
        other = browser.new_context().new_page()
        other.goto(opened.url)
        assert "run casebook chat again" in other.locator("body").inner_text()


# Files


@pytest.mark.parametrize("elem_id", ["drop", "pick", "question", "folder"])
def test_only_files_that_were_uploaded_are_taken_in(
    page: Page, opened: Window, elem_id: str, tmp_path: Path
) -> None:
    own = tmp_path / "own.txt"
    own.write_text("A letter of the user's own, in another folder.")
    uploads = opened.home / "uploads"
    before = files_in(uploads)
    trigger = "upload" if elem_id in ("drop", "pick") else "submit"
    for path in (
        own, opened.home / "service.json", uploads / ".." / "service.json", uploads, opened.home,
        Path("/etc/hostname"), tmp_path / "gone.txt",
    ):  # fmt: skip
        file = {"path": str(path), "meta": {"_type": "gradio.FileData"}}
        for data in ([file], file):
            assert "1 added" not in page.event(trigger, elem_id, data, "crane")
    assert files_in(uploads) == before
    assert own.exists()
    assert (opened.home / "service.json").exists()
    listed = casebook_here(opened.home, "documents", "--case", "crane", "--json").json["documents"]
    assert {entry["name"] for entry in listed} <= {"flyer.txt", "memo.txt"}


def files_in(folder: Path) -> set[Path]:
    """The files that hold anything; Gradio leaves empty ones."""
    return {path for path in folder.rglob("*") if path.is_file() and path.stat().st_size}


def test_a_file_that_was_uploaded_is_taken_in_and_forgotten(page: Page, opened: Window) -> None:
    sent = page.client.post(
        "/gradio_api/upload", files={"files": ("note.txt", b"The van was red.")}
    )
    (place,) = sent.json()
    assert Path(place).resolve().is_relative_to(opened.home.resolve() / "uploads")
    file = {"path": place, "meta": {"_type": "gradio.FileData"}}
    assert "1 added" in page.event("upload", "drop", [file], "crane")
    assert not Path(place).exists()
    assert casebook_here(opened.home, "remove", "--case", "crane", "note.txt").status == 0


# Keys


def test_a_key_goes_only_to_a_host_that_the_owner_has_named(tmp_path: Path) -> None:
    surroundings = {"CASEBOOK_MODEL_KEY": "sk-for-one", "CASEBOOK_TOKEN": SHARED}
    with chat_server() as named, chat_server() as other:
        named.reply = other.reply = "He faces up to twelve years in prison [{twelve}]."
        home = tmp_path / "home"
        assert casebook_here(home, "add", "--case", "crane", _flyer(tmp_path)).status == 0
        with (
            window(home, "--model", named.model, **surroundings) as opened,
            httpx.Client(base_url=opened.url, trust_env=False, timeout=60) as client,
        ):
            shared = {"Authorization": f"Bearer {SHARED}"}
            own = {"Authorization": f"Bearer {opened.service['token']}"}

            def ask(model: str, headers: dict[str, str]) -> int:
                body = {"question": "How many years does Crane face?", "model": model}
                return client.post("/api/cases/crane/ask", json=body, headers=headers).status_code

            assert ask(other.model, shared) == 403
            assert other.requests == []
            assert ask(f"other@{named.url}", shared) == 200
            assert set(named.keys) == {"Bearer sk-for-one"}
            assert ask(other.model, own) == 200  # as in a command of the owner's
            assert set(other.keys) == {"Bearer sk-for-one"}


def test_in_the_window_a_program_of_this_machine_gets_no_key_unasked(tmp_path: Path) -> None:
    with chat_server() as other:
        other.reply = "ready"
        with (
            window(tmp_path / "home", CASEBOOK_MODEL_KEY="sk-for-one") as opened,
            httpx.Client(base_url=opened.url, trust_env=False, timeout=60) as client,
        ):
            page = Page(client, link(opened))
            for button in ("Test the connection", "Use for answers"):
                assert "Allow it above first" in page.event("click", button, other.model, False)
            assert (other.requests, other.keys) == ([], [])
            assert "answered in" in page.event("click", "Test the connection", other.model, True)
            assert other.keys == ["Bearer sk-for-one"]


def test_a_model_that_does_not_answer_is_not_taken(tmp_path: Path) -> None:
    with chat_server() as other, window(tmp_path / "home") as opened:
        client = httpx.Client(base_url=opened.url, trust_env=False, timeout=60)
        with client:
            page = Page(client, link(opened))
            other.status = 500
            assert "It is not used" in page.event("click", "Use for answers", other.model, False)
            other.status, other.reply = 200, " "
            assert "It is not used" in page.event("click", "Use for answers", other.model, False)
            assert not (opened.home / "settings.json").exists()
            other.reply = "ready"
            assert "writes the answers" in page.event(
                "click", "Use for answers", other.model, False
            )
            kept = json.loads((opened.home / "settings.json").read_text())
            assert kept["model"] == other.model


def _flyer(folder: Path) -> Path:
    path = folder / "flyer.txt"
    path.write_text(FLYER)
    return path


# Other pages


OWN = {"x-content-type-options": "nosniff", "referrer-policy": "no-referrer",
       "cross-origin-resource-policy": "same-origin"}  # fmt: skip


@pytest.mark.parametrize(
    "path",
    ["/", "/config", "/docs", "/docs/swagger-ui.css", "/docs/none", "/openapi.json", "/api/cases",
     "/api/cases/crane/text?document=flyer.txt", "/api/cases/gone/text?document=x", "/api/none",
     "/api/cases/crane/plain?document=flyer.txt", "/v1/models", "/v1/none", "/robots.txt"],
)  # fmt: skip
def test_no_answer_can_be_framed_or_read_from_another_place(opened: Window, path: str) -> None:
    address = link(opened)
    with httpx.Client(base_url=opened.url, trust_env=False) as client:
        for headers in ({}, {"Origin": "http://example.org"}, {"Host": "example.org"}):
            _is_kept_apart(client.get(path, headers=headers))
        _is_kept_apart(client.get(address))
        _is_kept_apart(client.get(path))
        _is_kept_apart(client.post(path, json={}))


def _is_kept_apart(answer: httpx.Response) -> None:
    assert {name: answer.headers[name] for name in OWN} == OWN
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("site", ["cross-site", "same-site", "", "anything"])
@pytest.mark.parametrize(
    "path",
    ["/", "/config", "/api/service", "/api/cases", "/api/cases/gone/documents", "/v1/models/crane",
     "/api/cases/crane/text?document=flyer.txt", "/api/cases/crane/plain?document=flyer.txt"],
)  # fmt: skip
def test_a_page_of_another_place_learns_of_no_name(opened: Window, path: str, site: str) -> None:
    fetched = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"}
    framed = {**fetched, "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}
    for headers in (fetched, framed, {"Sec-Fetch-Site": site}):
        refused = httpx.get(opened.url + path, headers=headers, trust_env=False)
        assert refused.status_code == 403
        assert "no web page but its own" in refused.text


@pytest.mark.parametrize(
    "headers", [{}, {"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}]
)
def test_programs_and_addresses_that_are_typed_in_are_answered(
    opened: Window, headers: dict[str, str]
) -> None:
    answered = httpx.get(f"{opened.url}/api/cases", headers=headers, trust_env=False)
    assert answered.json()["cases"][0]["name"] == "crane"


def test_a_link_from_a_chat_client_to_a_quotation_can_be_followed(opened: Window) -> None:
    followed = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate",
                "Sec-Fetch-Dest": "document"}  # fmt: skip
    plain = f"{opened.url}/api/cases/crane/plain?document=flyer.txt"
    assert httpx.get(plain, headers=followed, trust_env=False).text == FLYER
    json_of_it = f"{opened.url}/api/cases/crane/text?document=flyer.txt"
    assert httpx.get(json_of_it, headers=followed, trust_env=False).status_code == 403


def test_what_is_asked_for_in_json_stays_so(opened: Window) -> None:
    asked = httpx.get(f"{opened.url}/api/service", trust_env=False)
    assert json.loads(asked.text) == {"service": "casebook"}
