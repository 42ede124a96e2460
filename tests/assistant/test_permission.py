"""The service keeps its rules whichever door it was asked at."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.errors import BadQuestion, NotAllowed, TokenNeeded, TooMuch
from assistant.models.keys import without_keys
from assistant.service.local import LocalService
from assistant.service.permission import LONGEST_QUERY, MOST_PASSAGES, MOST_UPLOADS
from assistant.service.preferences import Preferences, write_preferences
from assistant.service.protocol import Addition
from assistant.settings import Settings
from corpus.errors import MissingPath
from index import finding
from index.case import Case
from index.filters import WHOLE_CASE
from index.home import Home
from index.records import Correction

HERE = "tiny@http://127.0.0.1:9/v1"
ELSEWHERE = "tiny@https://models.example.org/v1"
WITH_KEY = Settings(model_key="sk-for-one-host")


def quiet(stage: str, done: int, total: int) -> None:
    """Told how far it is, and says nothing."""


CHANGES: dict[str, Callable[[LocalService], object]] = {
    "create": lambda service: service.create("new"),
    "rename": lambda service: service.rename("Harbor Light", "new"),
    "add": lambda service: service.add("Harbor Light", Addition((Path("/etc"),)), quiet),
    "correct": lambda service: service.correct("Harbor Light", "a.txt", Correction(title="B")),
    "remove": lambda service: service.remove("Harbor Light", "a.txt"),
    "delete": lambda service: service.delete("Harbor Light"),
    "reindex": lambda service: service.reindex("Harbor Light", "other", quiet),
    "upload": lambda service: service.check_uploads(1, 1),
}


@pytest.fixture
def service(case: Case, folder: Path) -> LocalService:
    (folder / "a.txt").write_text("The ledger was burned.")
    case.add(folder)
    return LocalService(case.home, Settings())


@pytest.mark.parametrize("change", CHANGES)
def test_whoever_has_no_token_changes_nothing(service: LocalService, change: str) -> None:
    before = service.cases(), service.documents("Harbor Light")
    with pytest.raises(TokenNeeded, match="needs a token"):
        CHANGES[change](service.on_behalf_of("anybody"))
    assert (service.cases(), service.documents("Harbor Light")) == before


def test_whoever_has_one_does(service: LocalService) -> None:
    trusted = service.on_behalf_of("trusted")
    trusted.rename("Harbor Light", "Osprey")
    trusted.remove("Osprey", "a.txt")
    assert service.documents("Osprey").documents == ()
    assert service.caller == "owner"


def test_a_path_that_depends_on_where_one_is_means_nothing(service: LocalService) -> None:
    with pytest.raises(MissingPath, match="Give the whole path"):
        service.add("Harbor Light", Addition((Path("documents"),)), quiet)


@pytest.mark.parametrize(
    ("query", "k"),
    [
        (" ", 10),
        ("x" * (LONGEST_QUERY + 1), 10),
        ("ledger", 0),
        ("ledger", MOST_PASSAGES + 1),
    ],
)
def test_what_is_searched_for_is_within_limits(service: LocalService, query: str, k: int) -> None:
    with pytest.raises(BadQuestion):
        service.search("Harbor Light", query, k, WHOLE_CASE)


def test_uploads_are_uploads_and_not_too_many(service: LocalService) -> None:
    with pytest.raises(MissingPath, match="uploaded to this window"):
        service.check_uploads(2, 1)
    with pytest.raises(TooMuch, match="can be uploaded at once"):
        service.check_uploads(MOST_UPLOADS + 1, MOST_UPLOADS + 1)


def test_a_folder_is_walked_once_for_the_check_and_the_reading(
    service: LocalService, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    walked: list[Path] = []
    files_in = finding._files_in

    def counted(folder: Path) -> Iterator[Path]:
        walked.append(folder)
        return files_in(folder)

    monkeypatch.setattr(finding, "_files_in", counted)
    (folder / "b.txt").write_text("The van was grey.")
    added = service.add("Harbor Light", Addition((folder,)), quiet)
    assert (added.added, walked) == (("b.txt",), [folder])


def test_a_link_to_what_casebook_keeps_is_not_added(service: LocalService, folder: Path) -> None:
    (folder / "to a file").symlink_to(service.home.path / "casebook.sqlite")
    with pytest.raises(MissingPath, match="holds what Casebook itself keeps"):
        service.add("Harbor Light", Addition((folder,)), quiet)
    around = folder.parent / "around"
    around.symlink_to(service.home.path)
    with pytest.raises(MissingPath, match="holds what Casebook itself keeps"):
        service.add("Harbor Light", Addition((around,)), quiet)


# Chat models


def test_without_a_token_no_other_model_is_named_than_the_one_opened_with(home: Home) -> None:
    models = LocalService(home, WITH_KEY, ELSEWHERE).models
    models.check(ELSEWHERE, "anybody")
    models.check(None, "anybody")
    with pytest.raises(NotAllowed, match="Without a token"):
        models.check(HERE, "anybody")


def test_the_key_of_no_server_goes_where_the_owner_has_named_a_host(home: Home) -> None:
    models = LocalService(home, WITH_KEY, HERE).models
    models.check(HERE.replace("tiny", "another"), "trusted")
    models.check(ELSEWHERE, "owner")
    for name in (ELSEWHERE, HERE.replace(":9", ":10")):
        with pytest.raises(NotAllowed, match="only to a host that Casebook's owner has named"):
            models.check(name, "trusted")
        with pytest.raises(NotAllowed, match="only to a host"):
            models.use(name, "trusted", allowed=True)
    write_preferences(home.path, Preferences("", ("models.example.org",)))
    LocalService(home, WITH_KEY, HERE).models.check(ELSEWHERE, "trusted")
    LocalService(home, Settings()).models.check(HERE.replace(":9", ":10"), "trusted")  # no key


def test_nothing_leaves_for_a_host_that_nobody_has_allowed(home: Home) -> None:
    models = LocalService(home, Settings()).models
    for act in (models.try_out, models.use):
        with pytest.raises(NotAllowed, match=r"nothing is sent to models\.example\.org before"):
            act(ELSEWHERE, "owner", allowed=False)
    models.use(ELSEWHERE, "owner", allowed=True)
    assert (models.name, models.is_allowed(ELSEWHERE)) == (ELSEWHERE, True)
    assert LocalService(home, Settings()).models.model == ELSEWHERE


def test_without_a_token_nobody_has_the_model_put_away(home: Home) -> None:
    models = LocalService(home, Settings(), HERE).models
    with pytest.raises(NotAllowed, match="Without a token"):
        models.use("", "anybody", allowed=False)
    assert models.name == HERE


@pytest.mark.parametrize("name", [ELSEWHERE, HERE])
def test_what_somebody_else_allows_never_counts_as_named_by_the_owner(
    home: Home, name: str
) -> None:
    models = LocalService(home, Settings()).models
    with contextlib.suppress(NotAllowed):
        models.use(name, "trusted", allowed=True)
    assert models.preferences.allowed == ()
    later = LocalService(home, WITH_KEY).models
    with pytest.raises(NotAllowed, match="only to a host that Casebook's owner has named"):
        later.check(name, "trusted")


def test_only_the_owner_has_everybodys_questions_sent_to_another_host(home: Home) -> None:
    models = LocalService(home, Settings()).models
    for act in (models.try_out, models.use):
        with pytest.raises(NotAllowed, match="Only Casebook's owner"):
            act(ELSEWHERE, "trusted", allowed=True)
    assert models.name == ""
    models.use(ELSEWHERE, "owner", allowed=True)
    for name in ("", ELSEWHERE, ELSEWHERE.replace("tiny", "another"), HERE):
        models.use(name, "trusted", allowed=True)
        assert models.name == name
    assert models.preferences.allowed == ("models.example.org",)
    opened = LocalService(home, Settings(), "tiny@https://other.example.org/v1").models
    opened.use("tiny@https://other.example.org/v1", "trusted", allowed=True)


def test_keys_are_hidden_and_words_are_not() -> None:
    said = without_keys("The key sk-for-one-host, or none.", ("sk-for-one-host", "none", None))
    assert said == "The key [key], or none."
