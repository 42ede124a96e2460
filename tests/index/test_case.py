"""A case: documents in and out, what is said of each, and the wall around it."""

from __future__ import annotations

import datetime
import errno
import hashlib
import os
import shutil
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import index.ingest
from corpus import MissingPath
from index import AddReport, Case, Progress, Refusal, list_cases
from index.errors import EmbeddingError, HomeError, UnknownCase, UnknownDocument
from index.home import Home
from index.originals import digest_of
from tests.embeddings import HashedWords
from tests.files import archive, pdf

LEDGER = "The ledger was burned in the yard behind pier 9."
PLEA = "Rafael Ortega signed the plea agreement on March 3, 2020."


def write(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        path = folder / f"{name.replace('__', '/')}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def found(case: Case, query: str, k: int = 10) -> list[str]:
    return [hit.passage.text for hit in case.retrieve(query, k)]


# Adding


def test_adding_a_folder_lists_every_document_in_it(case: Case, folder: Path) -> None:
    write(folder, ledger=LEDGER, box__plea=PLEA)
    (folder / ".hidden.txt").write_text("Not for us.")
    report = case.add(folder)
    hidden = Refusal(".hidden.txt", "it is hidden: its name begins with a dot")
    assert report == AddReport(added=("box/plea.txt", "ledger.txt"), left_out=(hidden,))
    plea, ledger = case.documents()
    assert (plea.name, plea.title, plea.state, plea.reason) == (
        "box/plea.txt",
        "plea",
        "ready",
        None,
    )
    assert ledger.id == hashlib.sha256(LEDGER.encode()).hexdigest()
    assert ledger.root == str(folder)
    assert case.document(ledger.id) == case.document_named("ledger.txt")
    assert case.document(ledger.id).text == LEDGER


def test_a_file_given_alone_goes_by_its_name(case: Case, folder: Path) -> None:
    write(folder, box__plea=PLEA)
    assert case.add(str(folder / "box" / "plea.txt")).added == ("plea.txt",)


def test_adding_again_reads_only_what_changed(case: Case, folder: Path) -> None:
    write(folder, ledger=LEDGER, plea=PLEA)
    case.add(folder)
    write(folder, plea="Ana Reyes signed nothing.", memo="A new memo.")
    assert case.add(folder) == AddReport(
        added=("memo.txt",), changed=("plea.txt",), unchanged=("ledger.txt",)
    )
    assert PLEA not in found(case, "Who signed the plea agreement?")
    assert found(case, "Who signed nothing?")[0] == "Ana Reyes signed nothing."


def test_a_file_that_cannot_be_read_is_refused_and_the_others_go_in(
    case: Case, folder: Path
) -> None:
    write(folder, empty="", ledger=LEDGER)
    (folder / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    report = case.add(folder)
    assert report.added == ("ledger.txt",)
    assert [refusal.name for refusal in report.refused] == ["empty.txt", "photo.png"]
    empty, ledger, photo = case.documents()
    assert (empty.state, empty.reason) == ("refused", "the file is empty")
    assert photo.reason is not None
    assert photo.reason.startswith("it is a picture")
    assert ledger.reason is None
    with pytest.raises(UnknownDocument, match=r"holds no text of 'empty.txt'"):
        case.document_named("empty.txt")


def test_a_refused_file_is_tried_again_and_goes_in_once_it_is_mended(
    case: Case, folder: Path
) -> None:
    write(folder, ledger="")
    assert case.add(folder).refused == case.add(folder).refused != ()
    write(folder, ledger=LEDGER)
    assert case.add(folder).added == ("ledger.txt",)
    assert case.documents()[0].state == "ready"


def test_a_document_that_becomes_unreadable_takes_its_old_text_with_it(
    case: Case, folder: Path
) -> None:
    write(folder, ledger=LEDGER)
    case.add(folder)
    write(folder, ledger="")
    assert case.add(folder).refused == (Refusal("ledger.txt", "the file is empty"),)
    assert found(case, "ledger") == []


def test_identical_files_share_their_text_and_are_listed_both(case: Case, folder: Path) -> None:
    write(folder, b=LEDGER, c=LEDGER)
    case.add(folder)
    assert [record.name for record in case.documents()] == ["b.txt", "c.txt"]
    assert found(case, "ledger") == [LEDGER]
    (hit,) = case.retrieve("ledger")
    assert case.document(hit.passage.span.document_id).name == "b.txt"
    write(folder, a=LEDGER)
    case.add(folder)
    assert case.document(hit.passage.span.document_id).name == "a.txt"
    case.remove("a.txt")
    case.remove("b.txt")
    assert found(case, "ledger") == [LEDGER]
    assert case.document(hit.passage.span.document_id).name == "c.txt"


def test_the_same_name_from_another_folder_is_refused_unless_prefixed(
    case: Case, tmp_path: Path
) -> None:
    write(tmp_path, one__memo=LEDGER, two__memo=PLEA)
    case.add(tmp_path / "one")
    (refusal,) = case.add(tmp_path / "two").refused
    assert refusal.reason == (
        f"a document of this name was added from {tmp_path / 'one'}; rename this file, or add "
        "it with --as PREFIX"
    )
    assert case.document_named("memo.txt").text == LEDGER
    assert case.add(tmp_path / "two", prefix="box 2/").added == ("box 2/memo.txt",)


def test_the_same_name_twice_in_one_go_does_not_overwrite(case: Case, tmp_path: Path) -> None:
    write(tmp_path, one__memo=LEDGER, two__memo=PLEA)
    report = case.add([tmp_path / "one", tmp_path / "two", tmp_path / "one" / "memo.txt"])
    assert report.added == ("memo.txt",)
    assert [refusal.name for refusal in report.refused] == ["memo.txt"]
    assert case.document_named("memo.txt").text == LEDGER


def test_uploaded_files_can_be_said_to_come_from_one_place(case: Case, tmp_path: Path) -> None:
    write(tmp_path, upload1__memo=LEDGER, upload2__memo=PLEA)
    case.add(tmp_path / "upload1", root="uploads")
    assert case.add(tmp_path / "upload2", root="uploads").changed == ("memo.txt",)
    assert case.documents()[0].root == "uploads"


def test_of_two_files_of_one_name_in_one_go_the_second_is_refused(
    case: Case, tmp_path: Path
) -> None:
    write(tmp_path, a__order=LEDGER, b__order=PLEA, c__order=LEDGER)
    files = [tmp_path / folder / "order.txt" for folder in "abc"]
    report = case.add(files, root="upload")
    assert report.added == ("order.txt",)
    assert report.refused == (
        Refusal(
            "order.txt",
            "another file of this name was given with it; rename one of them and add it again",
        ),
    )
    assert case.document_named("order.txt").text == LEDGER


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_is_refused_and_not_waited_for(case: Case, folder: Path) -> None:
    write(folder, ledger=LEDGER)
    os.mkfifo(folder / "pipe.txt")
    with pytest.raises(MissingPath, match=r"pipe\.txt is neither a file nor a folder"):
        case.add(folder / "pipe.txt")
    assert case.add(folder).added == ("ledger.txt",)


@pytest.mark.skipif(sys.platform != "linux", reason="names of any bytes are a Linux thing")
def test_a_file_name_that_is_no_text_is_still_a_name(case: Case, folder: Path) -> None:
    path = os.path.join(os.fsencode(folder), b"caf\xe9.txt")  # noqa: PTH118
    with open(path, "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write(LEDGER)
    assert case.add(folder).added == (r"caf\udce9.txt",)
    assert case.add(folder).unchanged == (r"caf\udce9.txt",)


def test_a_missing_path_or_an_empty_folder_stops_before_anything_is_read(
    case: Case, folder: Path
) -> None:
    write(folder, ledger=LEDGER)
    (folder.parent / "empty").mkdir()
    with pytest.raises(MissingPath, match=r"There is nothing at .*gone"):
        case.add([folder, folder / "gone"])
    with pytest.raises(MissingPath, match="holds no files to add"):
        case.add([folder, folder.parent / "empty"])
    assert case.documents() == []


def test_progress_counts_files_and_then_passages(case: Case, folder: Path) -> None:
    write(folder, a=LEDGER, b=PLEA, c="")
    told: list[Progress] = []
    case.add(folder, on_progress=told.append)
    files = [step for step in told if step.stage == "files"]
    passages = [step for step in told if step.stage == "passages"]
    assert told == files + passages
    assert files == [Progress("files", done, 3) for done in range(4)]
    assert passages[-1] == Progress("passages", 2, 2)


# What is gone, what is inside, what is known better


def test_sync_removes_what_is_gone_from_the_folder_and_nothing_else(
    case: Case, tmp_path: Path
) -> None:
    write(tmp_path, one__ledger=LEDGER, one__plea=PLEA, two__memo="A memo.")
    case.add([tmp_path / "one", tmp_path / "two"])
    case.add(tmp_path / "one", prefix="box 2")
    (tmp_path / "one" / "plea.txt").unlink()
    assert case.add(tmp_path / "one").removed == ()
    report = case.add(tmp_path / "one", sync=True)
    assert report == AddReport(unchanged=("ledger.txt",), removed=("plea.txt",))
    names = ["box 2/ledger.txt", "box 2/plea.txt", "ledger.txt", "memo.txt"]
    assert [record.name for record in case.documents()] == names
    assert case.add(tmp_path / "one", prefix="box 2", sync=True).removed == ("box 2/plea.txt",)
    assert PLEA not in found(case, "Who signed the plea agreement?")


def test_sync_of_an_emptied_folder_removes_all_that_came_from_it(case: Case, folder: Path) -> None:
    write(folder, ledger=LEDGER)
    case.add(folder)
    (folder / "ledger.txt").unlink()
    assert case.add(folder, sync=True) == AddReport(removed=("ledger.txt",))


def test_a_folder_that_cannot_be_looked_into_is_not_taken_for_empty(
    case: Case, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, box__ledger=LEDGER, plea=PLEA)
    case.add(folder)
    with monkeypatch.context() as patch:  # modes do not keep a superuser out
        patch.setattr(os, "scandir", denied(os.scandir, folder / "box"))
        with pytest.raises(MissingPath, match=r"box cannot be opened \(Permission denied\)"):
            case.add(folder, sync=True)
    assert len(case.documents()) == 2


def denied(original: Callable[..., Any], where: Path) -> Callable[..., Any]:
    """`original`, but for what is at `where`: there, permission is denied."""

    def call(path: Any, *args: Any, **kwargs: Any) -> Any:
        if Path(path) == where:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return original(path, *args, **kwargs)

    return call


def test_a_file_that_cannot_be_opened_leaves_what_is_held_of_it(
    case: Case, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, ledger=LEDGER)
    case.add(folder)
    write(folder, plea=PLEA)
    with monkeypatch.context() as patch:
        for name in ("ledger.txt", "plea.txt"):
            patch.setattr(Path, "open", denied(Path.open, folder / name))
        report = case.add(folder, sync=True)
    reason = "the file cannot be opened (Permission denied)"
    assert report == AddReport(refused=(Refusal("ledger.txt", reason), Refusal("plea.txt", reason)))
    assert [record.state for record in case.documents()] == ["ready", "refused"]
    assert found(case, "ledger") == [LEDGER]
    assert case.add(folder) == AddReport(added=("plea.txt",), unchanged=("ledger.txt",))


def test_a_file_that_vanishes_while_it_is_added_is_refused_alone(
    case: Case, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, ledger=LEDGER, plea=PLEA)

    def vanishing(path: Path) -> str:
        digest = digest_of(path)
        if path == folder / "ledger.txt":
            path.unlink()
        return digest

    monkeypatch.setattr(index.ingest, "digest_of", vanishing)
    report = case.add(folder)
    assert report.added == ("plea.txt",)
    assert [refusal.name for refusal in report.refused] == ["ledger.txt"]


def test_a_document_stays_when_its_password_is_not_given_to_newer_readers(
    case: Case, folder: Path
) -> None:
    (folder / "plea.pdf").write_bytes(pdf([PLEA], password="pier 9"))
    case.add(folder, passwords=["pier 9"])
    text = case.document_named("plea.pdf").text
    with case.home.catalog.database.writing() as db:  # as if it had been read by older ones
        db.execute("UPDATE sources SET reader = reader - 1")
        db.execute("UPDATE contents SET reader = reader - 1, text = 'Old.'")
    for _ in range(2):
        assert [refusal.name for refusal in case.add(folder).refused] == ["plea.pdf"]
        assert case.document_named("plea.pdf").text == "Old."
    assert case.add(folder, passwords=["pier 9"]).changed == ("plea.pdf",)
    assert case.document_named("plea.pdf").text == text
    assert case.add(folder).unchanged == ("plea.pdf",)


def test_while_newer_readers_read_a_document_is_as_they_read_it(case: Case, folder: Path) -> None:
    write(folder, ledger=LEDGER)
    case.add(folder)
    with case.home.catalog.database.writing() as db:  # as if it had been read by older ones
        db.execute("UPDATE sources SET reader = reader - 1")
        db.execute("UPDATE contents SET reader = reader - 1, text = 'Old.'")
    case.home.close()
    again = Case.open(case.name, home=case.home.path, embedding=case.embedding.name)
    ledger = again.document_named("ledger.txt").id
    assert again.document(ledger).text == "Old."
    texts: list[str] = []
    again.add(folder, on_progress=lambda step: texts.append(again.document(ledger).text))
    assert texts[:2] == ["Old.", LEDGER]
    again.home.close()


def test_sync_of_a_file_given_alone_removes_nothing(case: Case, folder: Path) -> None:
    write(folder, ledger=LEDGER, plea=PLEA)
    case.add(folder)
    (folder / "plea.txt").unlink()
    assert case.add(folder / "ledger.txt", sync=True).removed == ()


def test_what_a_file_holds_are_documents_of_their_own(case: Case, folder: Path) -> None:
    (folder / "box.zip").write_bytes(archive({"ledger.txt": LEDGER, "plea.txt": PLEA, "e.txt": ""}))
    report = case.add(folder)
    assert report.added == ("box.zip/ledger.txt", "box.zip/plea.txt")
    assert report.refused == (Refusal("box.zip/e.txt", "the file is empty"),)
    assert {record.source for record in case.documents()} == {"box.zip"}
    assert case.add(folder) == replace(report, added=(), unchanged=report.added)
    ledger = case.document_named("box.zip/ledger.txt")
    assert case.original(ledger.id) == LEDGER.encode()

    (folder / "box.zip").write_bytes(archive({"ledger.txt": LEDGER, "memo.txt": "A memo."}))
    assert case.add(folder) == AddReport(
        added=("box.zip/memo.txt",),
        unchanged=("box.zip/ledger.txt",),
        removed=("box.zip/e.txt", "box.zip/plea.txt"),
    )
    assert PLEA not in found(case, "Who signed the plea agreement?")
    case.remove("box.zip/memo.txt")
    assert [record.name for record in case.documents()] == ["box.zip/ledger.txt"]
    case.remove("box.zip")
    assert case.documents() == []
    assert found(case, "ledger") == []


def test_a_correction_stays_when_the_file_changes(case: Case, folder: Path) -> None:
    write(folder, ledger=LEDGER, plea=PLEA)
    case.add(folder)
    day = datetime.date(2020, 3, 3)
    case.correct("ledger.txt", title="The Ledger", date=day)
    case.correct("ledger.txt", kind="exhibit", language="es")
    write(folder, ledger=LEDGER + " Nobody saw it.")
    assert case.add(folder).changed == ("ledger.txt",)
    document = case.document_named("ledger.txt")
    (record, other) = case.documents()
    for told in (document, record):
        facts = (told.title, told.kind, told.date, told.language)
        assert facts == ("The Ledger", "exhibit", day, "es")
    assert other.title == "plea"
    with pytest.raises(UnknownDocument, match=r"holds no document 'memo.txt'"):
        case.correct("memo.txt", title="A memo")


def test_a_corrected_document_is_indexed_again_and_nothing_is_embedded_twice(
    home: Home, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = Case.open("a", home=home, embedding=HashedWords())
    write(folder, ledger=LEDGER, plea=PLEA)
    case.add(folder)
    embedded: list[str] = []

    def noted(self: HashedWords, texts: list[str]) -> list[list[float]]:
        embedded.extend(texts)
        return [self.embed_query(text) for text in texts]

    monkeypatch.setattr(HashedWords, "embed_documents", noted)
    case.correct("ledger.txt", title="The Ledger")
    case.wait()
    assert embedded == []
    assert found(case, "title of the ledger")[0] == LEDGER
    assert len(case.vectors) == 2
    assert {record.state for record in case.documents()} == {"ready"}


WIRE = "\n\n".join(
    f"On day {n} of the trial witness {n} told the court what he saw at pier {n} that night."
    for n in range(40)
)


def test_near_duplicates_know_one_another(case: Case, folder: Path) -> None:
    write(folder, wire=WIRE, b=f"{WIRE}\n\nCopyright the Harbor News.", c=WIRE, other=LEDGER * 20)
    case.add(folder)
    copies = {record.name: record.copies for record in case.documents()}
    assert copies == {
        "b.txt": ("c.txt", "wire.txt"),
        "c.txt": ("b.txt", "wire.txt"),
        "other.txt": (),
        "wire.txt": ("b.txt", "c.txt"),
    }
    wire, b = case.document_named("wire.txt").id, case.document_named("b.txt").id
    assert case.families().keys() == {wire, b}
    assert len(set(case.families().values())) == 1
    case.remove("b.txt")
    assert case.families() == {}
    assert [record.copies for record in case.documents()] == [("wire.txt",), (), ("c.txt",)]


def test_only_what_joins_a_family_is_written_anew(case: Case, folder: Path) -> None:
    write(folder, wire=WIRE, other=LEDGER * 20)
    case.add(folder)
    write(folder, b=f"{WIRE}\n\nCopyright the Harbor News.")
    database, asked = case.home.catalog.database, list[str]()
    database._db.set_trace_callback(asked.append)
    case.add(folder)
    database._db.set_trace_callback(None)
    assert len([query for query in asked if query.startswith("UPDATE contents SET family")]) == 1
    assert len(case.families()) == 2


def test_originals_outlive_the_folder_they_came_from(case: Case, folder: Path) -> None:
    write(folder, ledger=LEDGER, again=LEDGER)
    case.add(folder)
    ledger = case.document_named("ledger.txt").id
    shutil.rmtree(folder)
    assert case.original(ledger) == LEDGER.encode()
    case.remove("again.txt")
    assert case.original(ledger) == LEDGER.encode()
    case.remove("ledger.txt")
    assert not any(path.is_file() for path in (case.home.path / "originals").rglob("*"))
    with pytest.raises(UnknownDocument):
        case.original(ledger)


@pytest.mark.parametrize("damage", [Path.unlink, lambda path: path.write_bytes(b"Another.")])
def test_an_original_that_is_lost_or_damaged_is_a_plain_error(
    case: Case, folder: Path, damage: Callable[[Path], object]
) -> None:
    write(folder, ledger=LEDGER)
    case.add(folder)
    ledger = case.document_named("ledger.txt").id
    damage(case.home.path / "originals" / "1" / ledger)
    with pytest.raises(HomeError, match="add its file again"):
        case.original(ledger)


def test_an_original_that_is_lost_is_kept_anew_by_adding_its_file_again(
    case: Case, folder: Path
) -> None:
    (folder / "box.zip").write_bytes(archive({"ledger.txt": LEDGER}))
    case.add(folder)
    ledger = case.document_named("box.zip/ledger.txt").id
    (case.home.path / "originals" / "1" / ledger).unlink()
    assert case.add(folder) == AddReport(unchanged=("box.zip/ledger.txt",))
    assert case.original(ledger) == LEDGER.encode()


# Words first, vectors later


class Held(HashedWords):
    """Embeds documents once it is let go."""

    def __init__(self) -> None:
        self.go = threading.Event()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        assert self.go.wait(20)
        return super().embed_documents(texts)


def test_without_waiting_words_are_searchable_and_vectors_follow(home: Home, folder: Path) -> None:
    model = Held()
    case = Case.open("a", home=home, embedding=model)
    write(folder, ledger=LEDGER)
    case.add(folder, wait=False)
    assert case.documents()[0].state == "words"
    assert found(case, "ledger") == [LEDGER]
    assert case.vectors.search(model.embed_query("ledger"), 10) == []
    model.go.set()
    case.wait()
    assert case.documents()[0].state == "ready"
    assert len(case.vectors.search(model.embed_query("ledger"), 10)) == 1


def test_a_document_is_removed_while_vectors_are_still_to_come(home: Home, folder: Path) -> None:
    model = Held()
    case = Case.open("a", home=home, embedding=model)
    write(folder, ledger=LEDGER, plea=PLEA)
    case.add(folder, wait=False)
    case.remove("ledger.txt")
    assert found(case, "ledger") == []
    model.go.set()
    case.wait()
    assert len(case.vectors) == len(case.lexical) == 1


class Broken(HashedWords):
    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        raise EmbeddingError("The embedding model is out.")


def test_what_stops_the_vectors_is_raised_by_wait_and_finish_goes_on(
    home: Home, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = Case.open("a", home=home, embedding=Broken())
    write(folder, ledger=LEDGER)
    case.add(folder, wait=False)
    with pytest.raises(EmbeddingError, match="is out"):
        case.wait()
    case.wait()  # said once
    assert case.documents()[0].state == "words"
    monkeypatch.setattr(Broken, "embed_documents", HashedWords.embed_documents)
    case.finish()
    assert case.documents()[0].state == "ready"


def test_an_early_file_is_found_while_later_ones_are_read(
    home: Home, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index.ingest, "FILES_BETWEEN", 1)
    case = Case.open("a", home=home, embedding=HashedWords())
    write(folder, a=LEDGER, b=PLEA)
    early: list[list[str]] = []
    case.add(folder, on_progress=lambda progress: early.append(found(case, "ledger", 1)))
    assert LEDGER not in early[0]
    assert early[2] == [LEDGER]  # when the second file was read


def test_passages_of_the_same_words_are_embedded_once(
    home: Home, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedded: list[str] = []

    def noted(self: HashedWords, texts: list[str]) -> list[list[float]]:
        embedded.extend(texts)
        return [self.embed_query(text) for text in texts]

    monkeypatch.setattr(HashedWords, "embed_documents", noted)
    case = Case.open("a", home=home, embedding=HashedWords())
    write(folder, a=LEDGER, b=f"{LEDGER}\n", c=PLEA)
    case.add(folder)
    assert sorted(embedded) == sorted([LEDGER, PLEA])
    assert len(case.vectors) == 3


def test_files_can_be_added_while_vectors_are_still_to_come(home: Home, folder: Path) -> None:
    model = Held()
    case = Case.open("a", home=home, embedding=model)
    write(folder, ledger=LEDGER)
    case.add(folder, wait=False)
    write(folder, plea=PLEA)
    assert case.add(folder, wait=False).added == ("plea.txt",)
    assert found(case, "plea agreement", 1) == [PLEA]
    model.go.set()
    case.wait()
    assert {record.state for record in case.documents()} == {"ready"}


def test_two_adds_at_once_lose_nothing(home: Home, tmp_path: Path) -> None:
    case = Case.open("a", home=home, embedding=HashedWords())
    for box in ("one", "two"):
        write(tmp_path, **{f"{box}__{box}{n}": f"Memo {n} of {box}." for n in range(40)})
    reports: list[AddReport] = []
    threads = [
        threading.Thread(target=lambda box=box: reports.append(case.add(tmp_path / box)))
        for box in ("one", "two", "one")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(len(report.added) for report in reports) == [0, 40, 40]
    assert [record.state for record in case.documents()] == ["ready"] * 80
    assert len(case.vectors) == len(case.lexical) == 80


# Taking out


def test_what_is_removed_is_found_no_more(case: Case, folder: Path) -> None:
    write(folder, ledger=LEDGER, plea=PLEA)
    case.add(folder)
    removed = case.document_named("ledger.txt").id
    case.remove("ledger.txt")
    assert [record.name for record in case.documents()] == ["plea.txt"]
    assert found(case, "ledger burned") == [PLEA]
    with pytest.raises(UnknownDocument):
        case.document(removed)
    with pytest.raises(UnknownDocument, match=r"holds no document 'ledger.txt'"):
        case.remove("ledger.txt")
    assert (folder / "ledger.txt").exists()


def test_deleting_a_case_leaves_nothing_but_the_files(case: Case, home: Home, folder: Path) -> None:
    write(folder, ledger=LEDGER)
    case.add(folder)
    words = list((home.path / "lexical").iterdir())
    case.delete()
    assert list_cases(home) == []
    assert not any(path.exists() for path in words)
    with pytest.raises(UnknownCase):
        Case.open(case.name, home=home, create=False)
    again = Case.open(case.name, home=home)
    assert again.documents() == []
    assert found(again, "ledger") == []
    assert (folder / "ledger.txt").exists()


@pytest.mark.parametrize("text", [LEDGER, ""])
def test_nothing_goes_into_a_case_that_was_deleted(case: Case, folder: Path, text: str) -> None:
    case.delete()
    write(folder, ledger=text)
    with pytest.raises(UnknownCase, match="has been deleted"):
        case.add(folder)


# Opening


def test_an_unknown_case_is_refused_with_the_names_there_are(home: Home) -> None:
    with pytest.raises(UnknownCase, match="There is no case 'Pier 9'; there are no cases here yet"):
        Case.open("Pier 9", home=home, create=False)
    Case.open("Harbor Light", home=home)
    with pytest.raises(UnknownCase, match="the cases here are 'Harbor Light'"):
        Case.open("Pier 9", home=home, create=False)


@pytest.mark.parametrize("name", ["", " ", "a/b", "a\\b", ".a", "a\nb", "x" * 101])
def test_a_name_that_cannot_be_one_is_refused(home: Home, name: str) -> None:
    with pytest.raises(UnknownCase, match="cannot name a case"):
        Case.open(name, home=home)
    assert list_cases(home) == []


@pytest.mark.parametrize("name", ["tren-de-aragua", "U.S. v. Núñez (2020)", "被告人", "x" * 100])
def test_names_are_kept_as_given(home: Home, name: str) -> None:
    assert Case.open(name, home=home).name == name
    assert [case.name for case in list_cases(home)] == [name]


def test_a_case_is_found_again_when_its_home_is(tmp_path: Path, folder: Path) -> None:
    write(folder, ledger=LEDGER)
    Case.open("a", home=tmp_path / "home", embedding=HashedWords()).add(folder)
    Home.open(tmp_path / "home").close()
    again = Case.open("a", home=tmp_path / "home", embedding=HashedWords(), create=False)
    assert found(again, "ledger") == [LEDGER]
    assert again.add(folder).unchanged == ("ledger.txt",)
    assert [(c.name, c.documents) for c in list_cases(tmp_path / "home")] == [("a", 1)]
    Home.open(tmp_path / "home").close()


def test_one_object_a_case(case: Case, home: Home) -> None:
    assert Case.open(case.name, home=home) is case


def test_a_case_keeps_its_embedding_model(case: Case, home: Home, folder: Path) -> None:
    write(folder, ledger=LEDGER)
    case.add(folder)
    with pytest.raises(
        EmbeddingError,
        match="built with the embedding model 'casebook-minilm-2', not 'langchain:HashedWords",
    ):
        Case.open(case.name, home=home, embedding=HashedWords())
    assert found(case, "ledger") == [LEDGER]


def test_a_model_that_cannot_be_loaded_makes_no_case(home: Home) -> None:
    with pytest.raises(EmbeddingError, match="'no-such/model' could not be loaded"):
        Case.open("a", home=home, embedding="no-such/model")
    assert list_cases(home) == []


def test_a_case_of_foreign_embeddings_asks_for_them_and_looks_nothing_up(
    tmp_path: Path, folder: Path
) -> None:
    write(folder, ledger=LEDGER)
    Case.open("a", home=tmp_path / "home", embedding=HashedWords()).add(folder)
    Home.open(tmp_path / "home").close()
    case = Case.open("a", home=tmp_path / "home")
    assert [record.name for record in case.documents()] == ["ledger.txt"]
    with pytest.raises(EmbeddingError, match="open it from Python, with"):
        case.retrieve("ledger")
    write(folder, plea=PLEA)
    with pytest.raises(EmbeddingError, match="open it from Python"):
        case.add(folder)
    given = Case.open("a", home=tmp_path / "home", embedding=HashedWords())
    assert given is case
    assert found(given, "ledger") == [LEDGER]
    Home.open(tmp_path / "home").close()


class Shorter(HashedWords):
    def embed_query(self, text: str) -> list[float]:
        return super().embed_query(text)[:32]


def test_vectors_of_another_size_are_a_plain_error(tmp_path: Path, folder: Path) -> None:
    write(folder, ledger=LEDGER)
    Shorter.__name__ = "HashedWords"  # so that it passes for the case's own
    Case.open("a", home=tmp_path / "home", embedding=HashedWords()).add(folder)
    Home.open(tmp_path / "home").close()
    case = Case.open("a", home=tmp_path / "home", embedding=Shorter())
    with pytest.raises(EmbeddingError, match="vectors of another size than the case holds"):
        case.retrieve("ledger")
    write(folder, plea=PLEA)
    with pytest.raises(EmbeddingError, match="vectors of another size than the case holds"):
        case.add(folder)
    Home.open(tmp_path / "home").close()


# The wall


def test_no_search_crosses_from_one_case_to_another(home: Home, tmp_path: Path) -> None:
    write(tmp_path, one__ledger=LEDGER, one__both=PLEA, two__memo="The lamp.", two__both=PLEA)
    one, two = (Case.open(name, home=home) for name in ("one", "two"))
    one.add(tmp_path / "one")
    two.add(tmp_path / "two")
    for query in ("ledger burned yard", "lamp", "Who signed the plea agreement?", "pier 9"):
        assert set(found(one, query, 100)) <= {LEDGER, PLEA}
        assert set(found(two, query, 100)) <= {"The lamp.", PLEA}
    with pytest.raises(UnknownDocument):
        two.document(one.document_named("ledger.txt").id)
    one.delete()
    assert set(found(two, "plea lamp")) == {"The lamp.", PLEA}
    assert two.document_named("both.txt").text == PLEA
