"""What every test has: a home of its own, no way out of this machine, the example case."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

from index.case import Case
from index.home import Home
from tests.browser import Enter, chromium, entering, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

os.environ["HF_HUB_OFFLINE"] = "1"  # read when the hub's library is imported
EXAMPLES = Path(__file__).parent.parent / "examples"

settings.register_profile(
    "casebook",
    deadline=None,
    derandomize="CASEBOOK_RANDOM" not in os.environ,  # new examples are for `make soak`
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("casebook")


@pytest.fixture(scope="session", autouse=True)
def nothing_leaves_this_machine() -> Iterator[None]:
    """Fails the run if anything, here or in a library, connects beyond the loopback."""
    tried: list[object] = []
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_loopback(address[0]):
            tried.append(address)
            raise ConnectionRefusedError(f"no test may reach {address}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HF_HUB_OFFLINE", "1")
        patch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")  # not the user's
        patch.setattr(socket.socket, "connect", guarded)
        yield
    assert tried == []


def _is_loopback(host: str) -> bool:
    return host == "localhost" or host == "::1" or host.startswith("127.")


@pytest.fixture(autouse=True)
def _not_the_users_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEBOOK_HOME", str(tmp_path / "home"))


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """An empty home, open; closed when the test ends."""
    opened = Home.open(tmp_path / "home")
    yield opened
    opened.close()


@pytest.fixture
def case(home: Home) -> Case:
    """An empty case with the packaged embedding model."""
    return Case.open("Harbor Light", home=home)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder for documents."""
    made = tmp_path / "documents"
    made.mkdir()
    return made


@pytest.fixture(scope="session")
def harbor_light(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    """The example case, indexed once for all tests. Do not change it."""
    opened = Home.open(tmp_path_factory.mktemp("harbor-light"))
    case = Case.open("harbor-light", home=opened)
    case.add(EXAMPLES / "harbor-light")
    yield case
    opened.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium; a test that asks for it is skipped where there is none."""
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def url(browser: Browser, harbor_light: Case) -> Iterator[str]:
    """Where a window on the example case is served that quotes the documents."""
    import ui

    with served(ui.window(harbor_light.home, case="harbor-light")) as address:
        yield address


@pytest.fixture
def enter(browser: Browser, url: str) -> Iterator[Enter]:
    """What opens a page of that window."""
    with entering(browser, url) as open_page:
        yield open_page
