"""Files into a case: progress while it goes on, a report once words are in, nothing left behind."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from threading import Event

import pytest

from assistant.conversations import new_id
from assistant.service import permission
from assistant.service.local import LocalService
from assistant.settings import Settings
from assistant.window import intake
from assistant.window.intake import SOON, News, Step, _left, sync, take_in
from corpus.errors import CasebookError, MissingPath
from index import embedded
from index.case import Case
from index.embedding import embed_with_sentences
from index.report import AddReport, Progress


def taken(case: Case, files: Sequence[str | Path]) -> Iterator[News]:
    return take_in(LocalService(case.home, Settings()), case.name, files)


def synced(case: Case, folder: str) -> Iterator[News]:
    return sync(LocalService(case.home, Settings()), case.name, folder)


def uploaded(case: Case, text: str, name: str = "ledger.txt") -> Path:
    """A file as Gradio leaves it: in a folder of its own."""
    folder = intake.uploads(case.home)
    own = folder / new_id()
    own.mkdir(parents=True)
    (own / name).write_text(text)
    return own / name


def report_of(news: Iterable[Step | AddReport]) -> AddReport:
    """The one report among all that was told."""
    (report,) = [item for item in news if isinstance(item, AddReport)]
    return report


def test_the_report_comes_between_reading_and_the_rest(case: Case) -> None:
    news = list(taken(case, [uploaded(case, "The ledger was burned.")]))
    told = [item.progress.stage if isinstance(item, Step) else "report" for item in news]
    assert report_of(news) == AddReport(added=("ledger.txt",))
    assert list(dict.fromkeys(told)) == ["files", "report", "passages"]


def test_words_are_found_when_the_report_comes_though_no_vectors_are_in(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = Event()
    embed = embed_with_sentences
    monkeypatch.setattr(
        embedded, "embed_with_sentences", lambda *given: go_on.wait(60) and embed(*given)
    )
    news = taken(case, [uploaded(case, "The ledger was burned on Pier 9.")])
    report_of([next(item for item in news if isinstance(item, AddReport))])
    assert [record.state for record in case.documents()] == ["words"]
    assert "Pier 9" in case.retrieve("ledger burned", 1)[0].passage.text
    go_on.set()
    assert {item.progress.stage for item in news if isinstance(item, Step)} == {"passages"}
    assert [record.state for record in case.documents()] == ["ready"]


def test_a_file_uploaded_again_replaces_itself(case: Case) -> None:
    list(taken(case, [uploaded(case, "The ledger was burned.")]))
    report = report_of(taken(case, [uploaded(case, "The ledger was found.")]))
    assert report == AddReport(changed=("ledger.txt",))
    assert [record.name for record in case.documents()] == ["ledger.txt"]


@pytest.mark.parametrize(
    ("sent", "called"),
    [
        ("smith⧸letters⧸may.txt", "smith/letters/may.txt"),
        ("..⧸..⧸..⧸etc⧸passwd.txt", "etc/passwd.txt"),
        ("⧸etc⧸⧸may.txt", "etc/may.txt"),
        ("smith⧸.hidden⧸.may.txt", "smith/_hidden/_may.txt"),
        ("smith⧸. . ⧸may.txt", "smith/may.txt"),
    ],
)
def test_a_file_of_a_folder_keeps_its_place_and_leads_nowhere_else(
    case: Case, sent: str, called: str
) -> None:
    news = taken(case, [uploaded(case, "The ledger was burned.", sent)])
    assert report_of(news).added == (called,)
    home = case.home.path
    assert [path for path in intake.uploads(case.home).rglob("*") if path.is_file()] == []
    assert [path for path in home.parent.iterdir() if path.name not in ("documents", "home")] == []


def test_files_of_one_name_in_several_folders_all_go_in(case: Case) -> None:
    files = [uploaded(case, text, f"smith⧸{text}⧸a.txt") for text in ("May", "June")]
    assert set(report_of(taken(case, files)).added) == {"smith/June/a.txt", "smith/May/a.txt"}


def test_of_two_uploads_of_one_name_the_second_is_refused(case: Case) -> None:
    report = report_of(taken(case, [uploaded(case, "Burned."), uploaded(case, "Found.")]))
    assert report.added == ("ledger.txt",)
    assert [refusal.name for refusal in report.refused] == ["ledger.txt"]
    assert case.document_named("ledger.txt").text == "Burned."


def test_uploads_are_forgotten_once_they_are_in(case: Case) -> None:
    good, bad = uploaded(case, "Burned."), uploaded(case, "", "empty.txt")
    report = report_of(taken(case, [good, bad]))
    assert [refusal.name for refusal in report.refused] == ["empty.txt"]
    assert not good.exists()
    assert not bad.exists()


def test_what_stops_it_is_raised_where_it_is_listened_to(case: Case, folder: Path) -> None:
    with pytest.raises(MissingPath):
        list(taken(case, [folder / "gone.txt"]))


def test_what_was_not_uploaded_is_neither_taken_in_nor_removed(case: Case, folder: Path) -> None:
    own = folder / "own.txt"
    own.write_text("A letter of the user's own.")
    good = uploaded(case, "The ledger was burned.")
    uploads = intake.uploads(case.home)
    behind = uploads / "behind.txt"
    behind.symlink_to(own)
    circle = uploads / "circle.txt"
    circle.symlink_to(circle)
    (uploads / "out").symlink_to(folder)
    for path in (
        own, behind, circle, uploads / "out" / "own.txt", uploads, good.parent, case.home.path,
        good.parent / ".." / ".." / "casebook.sqlite", uploads / "gone.txt", Path("own.txt"),
        "", "\x00", "/", "/etc/hostname",
    ):  # fmt: skip
        with pytest.raises(MissingPath, match="Only files that were uploaded"):
            list(taken(case, [path]))
    with pytest.raises(MissingPath):
        list(taken(case, [good, own]))
    assert own.read_text() == "A letter of the user's own."
    assert behind.is_symlink()
    assert (case.home.path / "casebook.sqlite").exists()
    assert case.documents() == []


def test_it_goes_on_to_its_end_when_nobody_listens_any_more(case: Case) -> None:
    steps = taken(case, [uploaded(case, "The ledger was burned.")])
    next(steps)
    steps.close()  # type: ignore[attr-defined]
    for _ in range(600):
        if [record.state for record in case.documents()] == ["ready"]:
            break
        time.sleep(0.05)
    assert [record.state for record in case.documents()] == ["ready"]


def test_the_time_left_is_told_once_it_can_be() -> None:
    assert _left(Progress("passages", 64, 128), SOON / 2) is None
    assert _left(Progress("passages", 0, 128), 60) is None
    assert _left(Progress("passages", 64, 192), 10) == 20


def test_more_files_than_can_be_taken_at_once_are_refused_and_forgotten(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(permission, "MOST_UPLOADS", 2)
    files = [uploaded(case, "Burned.", f"{n}.txt") for n in range(3)]
    with pytest.raises(CasebookError, match="These are 3 files, and 2 can be uploaded at once"):
        list(taken(case, files))
    assert case.documents() == []
    assert not any(file.exists() for file in files)


def test_a_file_that_is_too_large_is_refused_and_the_others_go_in(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "LARGEST_UPLOAD", 2**20)
    files = [uploaded(case, "x" * (2**20 + 1), "large.txt"), uploaded(case, "Burned.")]
    report = report_of(taken(case, files))
    assert report.added == ("ledger.txt",)
    assert [(r.name, r.reason) for r in report.refused] == [
        ("large.txt", "it is larger than 1 MB, the most for an upload")
    ]
    assert not files[0].exists()


# Folders of this machine


def test_a_folder_is_brought_to_what_it_holds(case: Case, folder: Path) -> None:
    (folder / "a.txt").write_text("The ledger was burned.")
    (folder / "b.txt").write_text("The van was grey.")
    assert report_of(synced(case, f" {folder} ")).added == ("a.txt", "b.txt")
    (folder / "b.txt").unlink()
    assert report_of(synced(case, str(folder))).removed == ("b.txt",)
    assert (folder / "a.txt").exists()


def test_what_is_no_folder_of_documents_is_refused(case: Case, folder: Path) -> None:
    (folder / "a.txt").write_text("Burned.")
    home = case.home.path
    for wrong in ("", "documents", str(folder / "a.txt"), str(folder / "gone"), str(home),
                  str(home.parent), str(home / "uploads")):  # fmt: skip
        with pytest.raises(MissingPath):
            list(synced(case, wrong))
    assert case.documents() == []
