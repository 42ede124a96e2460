"""Files are read in processes of their own: whatever one of them does, the others go in."""

from __future__ import annotations

import errno
import hashlib
import os
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import CasebookError, Document, read
from corpus.document import Flag, Mark, Page
from corpus.process import Limits
from corpus.reading import Refused
from corpus.wire import document_from_message, document_to_message, receive, send
from corpus.workers import Job, NotKept, Result, Workers
from tests import unruly

QUICK = Limits(seconds=1.0)
SMALL = Limits(memory=600 << 20)
ROOT = Path(__file__).parents[2]


def jobs(folder: Path, **texts: str) -> list[Job]:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [Job(folder / name, f"{name}.txt") for name in texts]


def outcomes(jobs: list[Job], limits: Limits, originals: Path | None = None) -> dict[str, str]:
    """The text of each document that was read, or why it was refused, by name."""
    with Workers(originals, limits=limits, start=unruly.start) as workers:
        results = [result for _, results in workers.read_each(jobs) for result in results]
    return {result.name: told(result) for result in results}


def told(result: Result) -> str:
    return result.reason if isinstance(result, Refused) else result.text


def test_a_file_reads_as_it_does_without_a_process(tmp_path: Path) -> None:
    (job,) = jobs(tmp_path, memo="The ledger was burned on March 3, 2020. ¶ 🧾")
    with Workers() as workers:
        ((_, results),) = workers.read_each([job])
    assert results == [read(job.path, name=job.name)]


def test_files_come_in_order_and_each_once(tmp_path: Path) -> None:
    given = jobs(tmp_path, **{f"{number:03}": f"Memo {number}." for number in range(200)})
    with Workers() as workers:
        assert [job for job, _ in workers.read_each(given)] == given


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        ("hang", "its reader was stuck on a page for more than 1 seconds"),
        ("crash", "its reader crashed (SIGSEGV)"),
    ],
)
def test_what_hangs_or_crashes_is_refused_and_the_others_are_read(
    tmp_path: Path, order: str, reason: str
) -> None:
    given = jobs(tmp_path, a="First.", bad=order, **{f"m{n}": f"Memo {n}." for n in range(20)})
    found = outcomes(given, QUICK)
    assert found.pop("bad.txt") == reason
    assert found == {job.name: job.path.read_text() for job in given if job.path.name != "bad"}


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux")
def test_what_takes_too_much_memory_is_refused(tmp_path: Path) -> None:
    found = outcomes(jobs(tmp_path, bad="explode", good="Memo."), SMALL)
    assert found == {"bad.txt": "reading it takes more memory than it may", "good.txt": "Memo."}


def test_a_slow_reader_that_tells_of_its_pages_is_left_to_work(tmp_path: Path) -> None:
    assert outcomes(jobs(tmp_path, a="slow"), QUICK) == {"a.txt": "slow"}


def test_a_slow_file_lets_others_pass_and_waiting_is_told(tmp_path: Path) -> None:
    given = jobs(tmp_path, slow="slow\nthen slow", **{f"m{n}": "Memo." for n in range(4)})
    waits: list[float] = []
    with Workers(start=unruly.start) as workers:
        order = [
            job.name for job, _ in workers.read_each(given, lambda: waits.append(time.monotonic()))
        ]
    assert order[-1] == "slow.txt"
    assert waits


def test_what_libraries_print_or_ask_does_not_get_in_the_way(tmp_path: Path) -> None:
    given = jobs(tmp_path, a="chatter", b="Memo.")
    assert outcomes(given, QUICK) == {"a.txt": "chatter", "b.txt": "Memo."}


def test_of_a_file_that_holds_others_only_the_bad_ones_are_refused(tmp_path: Path) -> None:
    given = jobs(tmp_path, mail="parts\nOne.\ncrash\nThree.\nhang\nFive.")
    assert outcomes(given, QUICK) == {
        "mail.txt": "The covering letter.",
        "mail.txt/1.txt": "One.",
        "mail.txt/2.txt": "its reader crashed (SIGSEGV)",
        "mail.txt/3.txt": "Three.",
        "mail.txt/4.txt": "its reader was stuck on a page for more than 1 seconds",
        "mail.txt/5.txt": "Five.",
    }


def test_a_file_with_many_bad_ones_inside_is_given_up_in_the_end(tmp_path: Path) -> None:
    given = jobs(tmp_path, mail="parts\n" + "crash\n" * 6 + "Last.")
    found = outcomes(given, QUICK)
    assert found["mail.txt"] == "The covering letter."
    assert [name for name, what in found.items() if "crashed" in what] == [
        f"mail.txt/{number}.txt" for number in range(1, 5)
    ]
    assert found["mail.txt/4.txt"].endswith("; what comes after it in mail.txt was not read")


def test_originals_are_kept_under_their_hash_also_of_files_inside_others(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    given = jobs(tmp_path / "in", mail="parts\nOne.\nTwo.")
    outcomes(given, QUICK, kept)
    bodies = {given[0].path.read_bytes(), b"One.", b"Two."}
    assert {path.read_bytes() for path in kept.iterdir()} == bodies
    assert {path.name for path in kept.iterdir()} == {
        hashlib.sha256(body).hexdigest() for body in bodies
    }


def test_originals_that_cannot_be_kept_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(NotKept) as caught:
        outcomes(jobs(tmp_path / "in", memo="Memo."), QUICK, tmp_path / "no such folder")
    assert caught.value.errno == errno.ENOENT


def test_a_process_that_does_not_start_is_an_error_and_not_the_files_fault(tmp_path: Path) -> None:
    (job,) = jobs(tmp_path, memo="Memo.")
    with (
        pytest.raises(CasebookError, match="could not start the process that reads files"),
        Workers(start=lambda limits: [sys.executable, "-c", ""]) as workers,
    ):
        list(workers.read_each([job]))


def test_leaving_ends_what_is_still_at_work(tmp_path: Path) -> None:
    number = tmp_path / "number"
    given = jobs(tmp_path / "in", a="Memo.", b=f"say {number}")
    with Workers(start=unruly.start) as workers:
        for job, _ in workers.read_each(given):
            assert job.name == "a.txt"
            until(lambda: number.exists() and number.read_text() != "")
            break
    assert not alive(int(number.read_text()))


PROGRAM = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from corpus.workers import Job, Workers
    from tests import unruly
    with Workers(start=unruly.start) as workers:
        print(*(len(results) for _, results in workers.read_each([Job(Path(sys.argv[1]), "a")])))
    """
)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it takes until the time limit")
def test_processes_end_with_a_program_that_is_killed(tmp_path: Path) -> None:
    number = tmp_path / "number"
    (job,) = jobs(tmp_path / "in", a=f"say {number}")
    with subprocess.Popen([sys.executable, "-c", PROGRAM, str(job.path)], cwd=ROOT) as program:
        until(lambda: number.exists() and number.read_text() != "")
        program.kill()
    until(lambda: not alive(int(number.read_text())))


def test_a_script_needs_no_guard_around_its_main_part(tmp_path: Path) -> None:
    (job,) = jobs(tmp_path, a="Memo.")
    (tmp_path / "script.py").write_text(f"import sys; sys.path.append({str(ROOT)!r})\n{PROGRAM}")
    run = subprocess.run(
        [sys.executable, str(tmp_path / "script.py"), str(job.path)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout == "1\n"


def test_what_lies_in_the_folder_one_works_in_is_not_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (job,) = jobs(tmp_path, a="Memo.")
    for name in ("corpus", "json"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(f'{__name__} was imported')")
    monkeypatch.chdir(tmp_path)
    with Workers() as workers:
        ((_, results),) = workers.read_each([job])
    assert [told(result) for result in results] == ["Memo."]


def until(true: Callable[[], bool], seconds: float = 20) -> None:
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < seconds
        time.sleep(0.02)


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{process}/stat").read_text().rpartition(")")[2][:3]


words = st.text(st.characters(exclude_categories=["Cs"]))
documents = st.builds(
    Document,
    id=words,
    name=words,
    title=words,
    kind=words,
    date=st.none() | st.dates(),
    text=words,
    pages=st.lists(st.builds(Page, *[st.integers(0, 9)] * 3)).map(tuple),
    marks=st.lists(
        st.builds(Mark, st.integers(0, 9), st.integers(0, 9), st.just("count"), words)
    ).map(tuple),
    flags=st.lists(st.builds(Flag, st.just("orders"), words, st.none() | st.integers(1, 9))).map(
        tuple
    ),
    language=st.none() | words,
)


@given(documents)
def test_a_document_crosses_a_pipe_unchanged(document: Document) -> None:
    assert sent(document) == document


def test_what_is_no_text_crosses_as_question_marks_in_its_place() -> None:
    text = "a\ud800b\udfff"
    document = Document("id", "name", "title", "other", None, text)
    assert sent(document).text == "a?b?"


def sent(document: Document) -> Document:
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as source, os.fdopen(writing, "wb") as sink:
        send(sink, document_to_message(document))
        sink.close()
        message = receive(source)
        assert message is not None
        assert receive(source) is None
    return document_from_message(message)


@pytest.mark.parametrize("bytes", [b"", b"\0\0", b"\0\0\0\x09half"])
def test_a_message_that_was_broken_off_is_none(tmp_path: Path, bytes: bytes) -> None:
    (tmp_path / "pipe").write_bytes(bytes)
    with (tmp_path / "pipe").open("rb") as pipe:
        assert receive(pipe) is None
