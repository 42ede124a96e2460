"""The `casebook` command: what it prints, how it ends, and that it never shows a traceback."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from threading import Timer

import pytest

import assistant.service.opening
from assistant.replies import DocumentEntry, DocumentList, FlagEntry
from assistant.terminal.printing import in_words
from tests import files
from tests.terminal import COMMAND, casebook, casebook_here, held, surroundings

ESCAPE = "\x1b[31m"
LETTER = f"""Dear Ms. Quill,

The ledger was burned in the yard by {ESCAPE}Tobias Crane on March 3, 2020. The crates were \
sold in Lisbon for $9,500.

Ada Marsh
"""
PAGES = (
    "The grand jury charges that Tobias Crane destroyed a ledger. The trial begins in May.",
    "Tobias Crane faces up to twelve years in prison if he is convicted of burning the ledger.",
)
PENALTY = "How many years in prison does Tobias Crane face?"
UNANSWERED = "Which airline flew the orchestra to Osaka?"

CITED = set(
    "number document title page pincite start end quote sha256 kind date meaning"
    " superseded_by exact writer".split()
)


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a letter, a charge of two pages and an empty file."""
    folder = tmp_path_factory.mktemp("documents")
    (folder / "letters").mkdir()
    (folder / "letters" / "marsh.txt").write_text(LETTER, encoding="utf-8")
    (folder / "charge.pdf").write_bytes(files.pdf(PAGES, title="The Charge"))
    (folder / "empty.txt").touch()
    return folder


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory, documents: Path) -> Path:
    """A home with these documents in the case "crane"; not to be changed."""
    home = tmp_path_factory.mktemp("filed")
    assert casebook_here(home, "add", "--case", "crane", documents).status == 0
    return home


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A home that nothing was ever put in."""
    return tmp_path / "home"


def test_a_case_from_its_first_document_to_its_end(documents: Path, empty: Path) -> None:
    added = casebook(empty, "add", "--case", "crane", documents)
    assert (added.status, added.out) == (
        0,
        "crane: 2 added, 1 refused\n  empty.txt: the file is empty\n",
    )
    assert "files: 3 of 3" in added.err
    assert casebook(empty, "cases").out == "crane  2 documents  casebook-minilm-2\n"
    listed = casebook(empty, "documents", "--case", "crane").out.splitlines()
    assert [line.split()[:2] for line in listed] == [
        ["charge.pdf", "ready"],
        ["empty.txt", "refused"],
        ["letters/marsh.txt", "ready"],
    ]
    assert "twelve years" in casebook(empty, "search", "--case", "crane", "prison").out
    asked = casebook(empty, "ask", "--case", "crane", PENALTY)
    assert asked.status == 0
    assert "twelve years" in asked.out
    assert "[1] The Charge, p. 2 (charge.pdf)" in asked.out
    assert casebook(empty, "text", "--case", "crane", "letters/marsh.txt").out == LETTER
    assert casebook(empty, "remove", "--case", "crane", "charge.pdf").status == 0
    assert "charge.pdf" not in casebook(empty, "documents", "--case", "crane").out
    assert casebook(empty, "delete", "--case", "crane").status == 0
    assert casebook(empty, "cases", "--json").json == {"cases": []}
    assert (documents / "charge.pdf").exists()


# What scripts read


def test_add_tells_what_became_of_each_file(documents: Path, empty: Path) -> None:
    first = casebook_here(empty, "add", "--json", "--case", "crane", documents)
    refused = [{"name": "empty.txt", "reason": "the file is empty"}]
    assert first.json == {
        "case": "crane",
        "added": ["charge.pdf", "letters/marsh.txt"],
        "changed": [],
        "unchanged": [],
        "refused": refused,
        "removed": [],
        "left_out": [],
    }
    again = casebook_here(empty, "add", "--json", "--case", "crane", documents)
    assert again.status == 0
    assert again.json["unchanged"] == ["charge.pdf", "letters/marsh.txt"]


def test_a_prefix_tells_documents_of_the_same_name_apart(
    documents: Path, tmp_path: Path, empty: Path
) -> None:
    other = tmp_path / "other" / "letters"
    other.mkdir(parents=True)
    (other / "marsh.txt").write_text("Another letter altogether.")
    casebook_here(empty, "add", "--case", "crane", documents)
    clash = casebook_here(empty, "add", "--json", "--case", "crane", other.parent)
    assert clash.status == 1
    assert "--as" in clash.json["refused"][0]["reason"]
    apart = casebook_here(empty, "add", "--json", "--case", "crane", "--as", "two", other.parent)
    assert apart.json["added"] == ["two/letters/marsh.txt"]


def test_sync_takes_out_what_is_gone_from_the_folder(folder: Path, empty: Path) -> None:
    (folder / "kept.txt").write_text("The crane was painted red in May.")
    (folder / "gone.txt").write_text("The barge sank off Pier 9.")
    casebook_here(empty, "add", "--case", "crane", folder)
    (folder / "gone.txt").unlink()
    left = casebook_here(empty, "add", "--json", "--case", "crane", folder).json
    assert (left["unchanged"], left["removed"]) == (["kept.txt"], [])
    synced = casebook_here(empty, "add", "--json", "--sync", "--case", "crane", folder).json
    assert (synced["unchanged"], synced["removed"]) == (["kept.txt"], ["gone.txt"])
    listed = casebook_here(empty, "documents", "--json", "--case", "crane").json["documents"]
    assert [entry["name"] for entry in listed] == ["kept.txt"]


def test_a_password_opens_what_is_encrypted(folder: Path, empty: Path) -> None:
    (folder / "sealed.pdf").write_bytes(files.pdf(PAGES, password="swordfish"))
    refused = casebook_here(empty, "add", "--json", "--case", "crane", folder)
    assert refused.status == 1
    assert "--password" in refused.json["refused"][0]["reason"]
    opened = casebook_here(
        empty, "add", "--json", "--case", "crane", "--password", "swordfish", folder
    )
    assert opened.json["added"] == ["sealed.pdf"]


def test_what_is_put_right_stays_right_when_the_file_changes(folder: Path, empty: Path) -> None:
    (folder / "note.txt").write_text("The barge sank off Pier 9.")
    casebook_here(empty, "add", "--case", "crane", folder)
    facts = ("--title", "Note to file", "--kind", "report", "--date", "2024-05-03")
    where = ("--json", "--case", "crane", "note.txt")
    put_right = casebook_here(empty, "documents", "set", *where, *facts).json["document"]
    assert [put_right[fact] for fact in ("title", "kind", "date")] == [*facts[1::2]]
    (folder / "note.txt").write_text("The barge sank off Pier 8.")
    assert casebook_here(empty, "add", "--json", "--case", "crane", folder).json["changed"]
    (entry,) = casebook_here(empty, "documents", "--json", "--case", "crane").json["documents"]
    assert [entry[fact] for fact in ("title", "kind", "date")] == [*facts[1::2]]


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("--case", "crane", "charge.pdf"), 2),
        (("--case", "crane", "--date", "soon", "charge.pdf"), 2),
        (("--case", "crane", "--kind", "poem", "charge.pdf"), 1),
        (("--case", "crane", "--language", "Klingon", "charge.pdf"), 1),
        (("--case", "crane", "--title", "x", "nothing.pdf"), 1),
    ],
)
def test_facts_that_cannot_be_set(filed: Path, arguments: tuple[str, ...], status: int) -> None:
    ended = casebook_here(filed, "documents", "set", *arguments)
    assert ended.status == status
    assert "Traceback" not in ended.err


def test_cases_and_documents_as_json(filed: Path) -> None:
    assert casebook_here(filed, "cases", "--json").json == {
        "cases": [{"name": "crane", "documents": 2, "embedding": "casebook-minilm-2"}]
    }
    reply = casebook_here(filed, "documents", "--case", "crane", "--json").json
    assert reply["case"] == "crane"
    charge, unreadable, letter = reply["documents"]
    assert set(charge) == set(
        "id name title kind date language pages state reason flags copies".split()
    )
    assert (charge["title"], charge["state"], charge["reason"]) == ("The Charge", "ready", None)
    assert (unreadable["state"], unreadable["reason"]) == ("refused", "the file is empty")
    assert (letter["name"], len(letter["id"])) == ("letters/marsh.txt", 64)


def test_every_span_points_into_the_text(filed: Path) -> None:
    def text_of(name: str) -> str:
        text: str = casebook_here(filed, "text", "--json", "--case", "crane", name).json["text"]
        return text

    found = casebook_here(filed, "search", "--json", "--k", "5", "--case", "crane", "ledger").json
    assert found["query"] == "ledger"
    assert {"document", "start", "end", "score", "text"} <= set(found["passages"][0])
    assert (found["passages"][0]["why"], found["passages"][0]["copies"]) == (
        ["words", "meaning"],
        0,
    )
    asked = casebook_here(filed, "ask", "--json", "--case", "crane", PENALTY).json
    assert set(asked) >= set("question answer abstained citations passages nearest".split())
    assert (asked["question"], asked["abstained"], asked["nearest"]) == (PENALTY, False, [])
    assert set(asked["citations"][0]) == CITED
    assert asked["citations"][0]["page"] == 2
    spans = [(hit, hit["text"]) for hit in found["passages"]]
    spans += [(source, source["quote"]) for source in asked["citations"]]
    assert spans
    for span, words in spans:
        assert text_of(span["document"])[span["start"] : span["end"]] == words
    assert all(0 <= p["start"] < p["end"] for p in asked["passages"])


def test_a_search_keeps_to_what_it_is_told(filed: Path) -> None:
    def documents(*options: str) -> set[str]:
        found = casebook_here(filed, "search", "--json", "--case", "crane", *options, "ledger").json
        return {hit["document"] for hit in found["passages"]}

    assert len(documents()) > 1
    assert documents("--document", "charge.pdf") == {"charge.pdf"}
    assert documents("--kind", "transcript") == set()
    refused = casebook_here(filed, "search", "--case", "crane", "--kind", "poem", "ledger")
    assert (refused.status, "no kind of document" in refused.err) == (1, True)


def test_a_chronology_a_list_and_conflicts_as_json(filed: Path) -> None:
    found = casebook_here(
        filed, "chronology", "--case", "crane", "--from", "2020-01-01", "--json"
    ).json
    (row,) = found["rows"]
    assert (row["first"], row["when"], row["standings"]) == (
        "2020-03-03", "March 3, 2020", ["stated"],
    )  # fmt: skip
    place = row["told"][0]["what"]
    text = casebook_here(filed, "text", "--case", "crane", "letters/marsh.txt", "--json").json[
        "text"
    ]
    assert text[place["start"] : place["end"]] == place["quote"]
    found = casebook_here(filed, "list", "--case", "crane", "all sums", "--json").json
    assert [row["text"] for row in found["rows"]] == ["$9,500"]
    assert (found["count"], found["coverage"]["papers"]) == (1, 2)
    found = casebook_here(filed, "conflicts", "--case", "crane", "--json").json
    assert (found["rows"], found["count"]) == ([], 0)


def test_a_table_is_kept_and_shown_safely(filed: Path, tmp_path: Path) -> None:
    kept = tmp_path / "events.csv"
    shown = casebook_here(filed, "chronology", "--case", "crane", "--save", kept)
    assert shown.status == 0
    assert "March 3, 2020" in shown.out
    assert ESCAPE not in shown.out
    assert "Looked at" in shown.out
    assert "letters/marsh.txt" in kept.read_text("utf-8-sig")


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("chronology", "--case", "crane", "--standing", "true"), 2),
        (("chronology", "--case", "crane", "--document", "none.txt"), 1),
        (("chronology", "--case", "crane", "--save", "events.exe"), 1),
        (("chronology", "--case", "nobody"), 1),
        (("list", "--case", "crane", "list all"), 1),
    ],
)
def test_tables_that_cannot_be_made(filed: Path, arguments: tuple[str, ...], status: int) -> None:
    assert casebook_here(filed, *arguments).status == status


def test_the_text_as_json_has_its_pages(filed: Path) -> None:
    reply = casebook_here(filed, "text", "--json", "--case", "crane", "charge.pdf").json
    assert set(reply) == set("document id title kind date text pages".split())
    assert [page["number"] for page in reply["pages"]] == [1, 2]
    second = reply["pages"][1]
    assert reply["text"][second["start"] : second["end"]] == PAGES[1]


def test_questions_to_begin_with_are_made_from_the_papers(filed: Path) -> None:
    found = casebook_here(filed, "questions", "--json", "--case", "crane").json
    assert found["case"] == "crane"
    assert found["questions"]
    for one in found["questions"]:
        asked = casebook_here(filed, "ask", "--json", "--case", "crane", one["question"]).json
        first = asked["citations"][0]
        assert (first["document"], first["start"]) == (one["document"], one["start"])
    shown = casebook_here(filed, "questions", "--case", "crane").out
    assert shown.splitlines() == [one["question"] for one in found["questions"]]


def test_abstaining_is_not_a_failure(filed: Path) -> None:
    declined = casebook_here(filed, "ask", "--json", "--case", "crane", UNANSWERED)
    assert declined.status == 0
    assert declined.json["abstained"] is True
    assert declined.json["citations"] == []
    assert set(declined.json["nearest"][0]) == CITED
    shown = casebook_here(filed, "ask", "--case", "crane", UNANSWERED).out
    assert "Nearest\n[1] " in shown


def test_remove_and_delete_as_json(documents: Path, empty: Path) -> None:
    casebook_here(empty, "add", "--case", "crane", documents)
    removed = casebook_here(empty, "remove", "--json", "--case", "crane", "empty.txt")
    assert removed.json == {"case": "crane", "removed": "empty.txt"}
    assert casebook_here(empty, "delete", "--json", "--case", "crane").json == {"deleted": "crane"}


def test_measures_as_json(filed: Path, tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    questions.write_text(
        f'{{"question": "{PENALTY}", "answers": ["twelve years"]}}\n'
        f'{{"question": "{UNANSWERED}", "answers": []}}\n'
    )
    ran = casebook_here(filed, "eval", "--json", "--case", "crane", questions)
    assert ran.json["questions"] == 2
    assert ran.json["first_quote"] == 1.0
    assert ran.json["unanswerable_declined"] == 1.0
    assert "questions: 2 of 2" in ran.err


def test_a_set_is_measured_though_lines_of_it_are_wrong(filed: Path, tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    questions.write_text(
        f'{{"question": "{PENALTY}", "answers": ["twelve years"]}}\n'
        '{"question": "Who?", "evidence": [{"document": "gone.txt", "start": 0, "end": 3}]}\n'
        "Who?\n"
    )
    ran = casebook_here(filed, "eval", "--json", "--case", "crane", questions)
    assert (ran.status, ran.json["questions"]) == (1, 1)
    assert ran.err.splitlines()[-2:] == [
        "line 3: not JSON (Expecting value).",
        "line 2: the case holds no text of 'gone.txt', its evidence.",
    ]


def test_reports_are_kept_held_against_a_gate_and_compared(filed: Path, tmp_path: Path) -> None:
    questions, out = tmp_path / "questions.jsonl", tmp_path / "out"
    questions.write_text(f'{{"question": "{PENALTY}", "answers": ["twelve years"]}}\n')
    asking = ("eval", "--case", "crane", questions)
    ran = casebook_here(filed, *asking, "--out", out, "--ragas", tmp_path / "ragas.jsonl")
    assert ran.status == 0
    assert re.search(r"Answers\n  first_quote +100\.0 %", ran.out)
    assert sorted(path.name for path in out.iterdir()) == ["report.html", "report.json"]
    assert '"user_input"' in (tmp_path / "ragas.jsonl").read_text()
    kept = casebook_here(filed, *asking, "--fail-under", "first_quote=1", "--fail-over", "risk=0")
    assert kept.status == 0
    failed = casebook_here(filed, *asking, "--json", "--fail-under", "f1=0.99")
    assert failed.status == 1
    assert re.fullmatch(r"F1 is 0\.\d+, under 0\.99\.", failed.err.splitlines()[-1])
    assert failed.json["first_quote"] == 1
    report = out / "report.json"
    compared = casebook_here(filed, "eval", "--json", "--compare", report, report)
    assert (compared.status, compared.json["questions"]) == (0, 1)
    assert {c["verdict"] for c in compared.json["changes"]} == {"no more than chance"}
    assert "1 question in both" in casebook_here(filed, "eval", "--compare", report, report).out


def test_a_set_that_brings_its_documents_is_added_and_measured(empty: Path, tmp_path: Path) -> None:
    context = "Tobias Crane burned the ledger of the Osprey Company in March 2020."
    asked = {"question": "Who burned the ledger?", "answers": [{"text": "Tobias Crane",
             "answer_start": 0}]}  # fmt: skip
    data = [{"title": "Osprey", "paragraphs": [{"context": context, "qas": [asked]}]}]
    (tmp_path / "set.json").write_text(json.dumps({"data": data}))
    folder = tmp_path / "texts"
    words = ("eval", "--json", "--case", "osprey", "--documents", folder, tmp_path / "set.json")
    for _ in range(2):
        ran = casebook_here(empty, *words)
        assert (ran.status, ran.json["hit@1"], ran.json["first_quote"]) == (0, 1, 1)
    assert (folder / "Osprey.txt").read_text() == context


@pytest.mark.parametrize(
    "words",
    [
        ("eval", "--case", "crane"),
        ("eval", "questions.jsonl"),
        ("eval", "--compare", "a.json"),
        ("eval", "--case", "crane", "q.jsonl", "--fail-under", "first_quote"),
        ("eval", "--case", "crane", "q.jsonl", "--fail-under", "hit@3=1"),
    ],
    ids=" ".join,
)
def test_an_evaluation_asked_for_by_halves_is_bad_usage(
    filed: Path, words: tuple[str, ...]
) -> None:
    assert casebook_here(filed, *words).status == 2


# What cannot be done

LONG = "?" * 20_000
HERE = str(Path(__file__).parent / "corpus")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("ask", "--case", "crow", "Who?"), "There is no case 'crow'; the cases here are 'crane'."),
        (("ask", "--case", "crane", "  "), "The question is empty"),
        (("ask", "--case", "crane", LONG), "The question is 20,000 characters long"),
        (("search", "--case", "crane", ""), "The query is empty"),
        (("text", "--case", "crane", "gone.txt"), "holds no text of 'gone.txt'"),
        (("text", "--case", "crane", "empty.txt"), "holds no text of 'empty.txt'"),
        (("remove", "--case", "crane", "gone.txt"), "holds no document 'gone.txt'"),
        (("delete", "--case", "crow"), "There is no case 'crow'"),
        (("eval", "--case", "crane", "gone.jsonl"), "gone.jsonl"),
        (("chat", "--case", "crow", "--port", "0"), "There is no case 'crow'"),
        (("add", "--case", "crane", "gone"), "There is nothing at"),
        (("add", "--case", "a/b", HERE), "'a/b' cannot name a case"),
        (("add", "--case", "crane", "--embedding", "other", HERE), "casebook-minilm-2"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, tuple) else "",
)
def test_what_cannot_be_done_is_one_plain_line(
    filed: Path, words: tuple[str, ...], sentence: str
) -> None:
    refused = casebook_here(filed, *words)
    assert (refused.status, refused.out) == (1, "")
    assert sentence in refused.err
    assert refused.err.count("\n") == 1
    as_json = casebook_here(filed, *words, "--json")
    assert as_json.status == 1
    assert as_json.json == {"error": as_json.err.rstrip("\n")}


def test_a_folder_with_nothing_to_add_makes_no_case(tmp_path: Path, empty: Path) -> None:
    (tmp_path / "none").mkdir()
    refused = casebook_here(empty, "add", "--case", "new", tmp_path / "none")
    assert refused.status == 1
    assert "holds no files" in refused.err
    assert casebook_here(empty, "cases").out.startswith("There are no cases yet")


def test_add_fails_when_every_file_is_refused(documents: Path, empty: Path) -> None:
    ran = casebook_here(empty, "add", "--json", "--case", "crane", documents / "empty.txt")
    assert ran.status == 1
    assert ran.json["refused"] == [{"name": "empty.txt", "reason": "the file is empty"}]
    assert "every file was refused" in ran.err


def test_a_case_without_documents_says_so(documents: Path, empty: Path) -> None:
    casebook_here(empty, "add", "--case", "crane", documents / "empty.txt")
    asked = casebook_here(empty, "ask", "--case", "crane", "Who?")
    assert asked.status == 0
    assert "no documents" in asked.out
    assert casebook_here(empty, "search", "--case", "crane", "who").out == (
        "Nothing fits these words.\n"
    )


@pytest.mark.parametrize(
    "words",
    [
        ("ask", "Who?"),
        ("ask", "--case", "crane"),
        ("add", "--case", "crane"),
        ("search", "--case", "crane", "--k", "0", "ledger"),
        ("chat", "--host", "0.0.0.0"),
        ("chat", "--host", "example.org"),
        ("chat", "--port", "70000"),
        ("frobnicate",),
        (),
    ],
)
def test_bad_usage(empty: Path, words: tuple[str, ...]) -> None:
    assert casebook_here(empty, *words).status == 2
    assert not empty.exists()


@pytest.mark.parametrize("model", ["nope", "/nowhere/model.gguf"])
def test_a_window_is_not_opened_with_what_names_no_model(empty: Path, model: str) -> None:
    refused = casebook_here(empty, "chat", "--model", model)
    assert (refused.status, refused.out, refused.err.count("\n")) == (1, "", 1)


def test_a_home_that_cannot_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    refused = casebook_here(tmp_path / "file" / "home", "cases")
    assert refused.status == 1
    assert "cannot write to" in refused.err


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write")
def test_a_read_only_home(filed: Path, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        refused = casebook_here(tmp_path / "home", "cases")
    finally:
        tmp_path.chmod(0o700)
    assert refused.status == 1
    assert "cannot write to" in refused.err


def test_a_home_from_a_later_version(empty: Path) -> None:
    casebook_here(empty, "cases")
    with sqlite3.connect(empty / "casebook.sqlite") as catalogue:
        catalogue.execute("PRAGMA user_version = 999")
    catalogue.close()
    refused = casebook_here(empty, "cases")
    assert refused.status == 1
    assert "later version" in refused.err


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit on the size of files")
def test_a_full_disk_loses_nothing(documents: Path, empty: Path) -> None:
    program = (
        "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, -1));"
        "from assistant.cli import main; main()"
    )
    command = ("add", "--case", "crane", documents)
    full = casebook(empty, *command, program=(sys.executable, "-c", program))
    assert full.status == 1
    assert "could not be written" in full.err.splitlines()[-1]
    assert "Traceback" not in full.err
    casebook_here(empty, *command)
    ready = casebook_here(empty, "documents", "--case", "crane").out
    assert ready.count(" ready ") == 2


@pytest.mark.skipif(os.name == "nt", reason="there is no Ctrl-C for one process on Windows")
def test_ctrl_c_stops_an_add_and_the_next_one_goes_on(tmp_path: Path, empty: Path) -> None:
    many = tmp_path / "many"
    many.mkdir()
    for number in range(3_000):
        (many / f"{number}.txt").write_text(f"Crate {number} was sold in Lisbon. " * 20)
    command = [*COMMAND, "add", "--case", "crates", str(many)]
    with subprocess.Popen(
        command,
        env=surroundings(empty),
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        # Tests that a shell runs in the background would pass on that Ctrl-C is ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        assert process.stderr is not None
        process.stderr.readline()
        process.send_signal(signal.SIGINT)
        rest = process.stderr.read().decode()
    assert process.returncode == 130
    assert rest.endswith("Stopped. What was done is kept.\n")
    assert "Traceback" not in rest
    assert casebook_here(empty, "documents", "--case", "crates").status == 0


@pytest.mark.skipif(os.name == "nt", reason="pipes break otherwise on Windows")
def test_a_reader_that_goes_away_is_no_error_to_speak_of(filed: Path) -> None:
    command = [*COMMAND, "documents", "--case", "crane"]
    reading, writing = os.pipe()
    os.close(reading)
    ended = subprocess.run(
        command, env=surroundings(filed), stdout=writing, stderr=subprocess.PIPE, check=False
    )
    os.close(writing)
    assert (ended.returncode, ended.stderr) == (1, b"")


# When another process owns the home


def test_a_command_waits_for_another_to_end(filed: Path) -> None:
    with held(filed) as other:
        end = Timer(0.5, other.kill)
        end.start()
        ran = casebook_here(filed, "cases", "--json")
        end.join()
    assert ran.status == 0
    assert ran.err == "Another Casebook process is at work in this home; waiting for it.\n"
    assert len(ran.json["cases"]) == 1


def test_patience_ends(filed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assistant.service.opening, "PATIENCE", 0.3)
    with held(filed):
        ran = casebook_here(filed, "cases")
    assert ran.status == 1
    assert "wait for it to end" in ran.err


def test_two_adds_at_once_both_go_in(documents: Path, empty: Path) -> None:
    add = ("add", "--case", "crane", str(documents / "letters"))
    casebook_here(empty, *add)
    processes = [
        subprocess.Popen(
            [*COMMAND, *add, "--as", prefix],
            env=surroundings(empty),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for prefix in ("first", "second")
    ]
    ended = [(*process.communicate(), process.returncode) for process in processes]
    assert [(out, status) for out, _, status in ended] == [(b"crane: 1 added\n", 0)] * 2
    listed = casebook_here(empty, "documents", "--json", "--case", "crane").json["documents"]
    names = ["first/marsh.txt", "marsh.txt", "second/marsh.txt"]
    assert [(entry["name"], entry["state"]) for entry in listed] == [(n, "ready") for n in names]


# How it looks, and how fast it is


def test_nothing_in_a_document_is_obeyed_by_the_terminal(filed: Path) -> None:
    shown = casebook_here(filed, "search", "--case", "crane", "ledger burned yard").out
    assert re.search(r"^\[1\] .+ \(.+\.\w+\)  -?\d+\.\d{3}$", shown, re.M)  # title, place (file)
    assert "Tobias Crane on March 3, 2020" in shown
    assert "Found by its words and its meaning." in shown
    assert "\x1b" not in shown


@pytest.mark.parametrize("trick", ["\x1b]0;title\x07", "a\rb", "a\x9b31m", "\u202egpj.exe", "\x00"])
def test_names_and_reasons_stay_on_their_line(trick: str) -> None:
    refused = DocumentEntry(
        "0" * 64, trick, trick, "other", None, None, 0, "refused", trick, (), ()
    )
    flags = (FlagEntry("orders", trick, 1),)
    flagged = replace(refused, state="ready", reason=None, flags=flags)
    shown = in_words(DocumentList("case", (refused, flagged)))
    assert len(shown.split("\n")) == 3
    assert re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", shown) is None


def test_text_for_another_program_is_the_text_itself(filed: Path) -> None:
    assert casebook(filed, "text", "--case", "crane", "letters/marsh.txt").out == LETTER


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_on_a_terminal_there_are_bars(documents: Path, empty: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    command = [*COMMAND, "add", "--case", "crane", str(documents / "empty.txt")]
    ended = subprocess.run(
        command,
        env=surroundings(empty, TERM="xterm", COLUMNS="80"),
        stdout=subprocess.PIPE,
        stderr=theirs,
        check=False,
    )
    os.close(theirs)
    shown = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", os.read(ours, 100_000).decode(errors="ignore"))
    os.close(ours)
    assert ended.returncode == 1
    assert re.search(r"files .*━.* 1/1", shown)


def test_help_comes_at_once(empty: Path) -> None:
    assert casebook(empty, "--help").busy < 1


def test_a_question_does_not_wait_for_what_only_documents_need(filed: Path) -> None:
    program = (
        "import atexit, sys\n"
        "atexit.register(lambda: print(*sys.modules, file=sys.stderr))\n"
        "from assistant.cli import main; main()"
    )
    asked = casebook(
        filed, "ask", "--case", "crane", PENALTY, program=(sys.executable, "-c", program)
    )
    assert "twelve years" in asked.out
    assert asked.busy < 6
    assert not {"torch", "sentence_transformers", "gradio", "fastapi"} & {*asked.err.split()}
