"""What works without the extras, and what is said where one is missing."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from corpus.errors import MissingExtra
from corpus.extras import EXTRAS, extras_named

ROOT = Path(__file__).parent.parent
PACKAGES = [package for brought in EXTRAS.values() for package in brought]
IN_ANY_CASE = ("scipy",)
"""datasketch asks for it."""
WITHOUT = "".join(
    f"import sys; sys.modules[{package!r}] = None\n"
    for package in PACKAGES
    if package not in IN_ANY_CASE
)
"""Python then finds none of them, as where they are not installed."""


def run(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", WITHOUT + program, *arguments],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_each_extra_brings_the_packages_that_are_looked_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    optional = project["optional-dependencies"]
    named = {
        extra: {re.split(r"[^\w-]", line)[0].replace("-", "_") for line in optional[extra]}
        for extra in EXTRAS
    }
    assert {extra: set(brought) for extra, brought in EXTRAS.items()} == {
        extra: found - {"casebook"} for extra, found in named.items()
    }
    base = {re.split(r"[^\w-]", line)[0].replace("-", "_") for line in project["dependencies"]}
    assert base & set(PACKAGES) == set()
    whole = re.findall(r"\w+", optional["all"][0].partition("[")[2])
    assert set(whole) | {"server"} == {*EXTRAS, "models"}  # the window brings the server


@pytest.mark.parametrize("package", PACKAGES)
def test_a_missing_package_is_told_with_the_extra_that_brings_it(
    package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    extra = next(name for name, brought in EXTRAS.items() if package in brought)
    monkeypatch.setitem(sys.modules, package, None)
    said = re.escape(f"pip install 'casebook[{extra}]'")
    with pytest.raises(MissingExtra, match=said), extras_named():
        __import__(package)


def test_any_other_missing_module_is_no_matter_of_extras() -> None:
    with pytest.raises(ModuleNotFoundError), extras_named():
        __import__("casebook_has_no_such_module")


def test_a_case_is_read_and_answers_without_any_extra(tmp_path: Path) -> None:
    (tmp_path / "ledger.txt").write_text("Tobias Crane burned the ledger on March 3, 2020.")
    program = """
from assistant import Assistant
from index import Case
from index.home import Home
case = Case.open("crane", home=Home.open(sys.argv[2]))
case.add(sys.argv[1])
answer = Assistant(case).ask("When was the ledger burned?")
print(answer.citations[0].quote, Assistant(case).as_runnable is not None)
"""
    done = run(program, str(tmp_path / "ledger.txt"), str(tmp_path / "home"))
    assert done.returncode == 0, done.stderr
    assert "Tobias Crane burned the ledger on March 3, 2020." in done.stdout


@pytest.mark.parametrize(
    ("program", "extra"),
    [
        ("import corpus.readers.ocr as ocr; ocr._engine()", "ocr"),
        ("from index.embedding import load_cross_encoder; load_cross_encoder('x')", "embeddings"),
        # scipy, which is there, would take what stands for no torch for torch.
        (
            "del sys.modules['torch']; from assistant.evaluation import Report",
            "evaluation",
        ),
        ("from assistant.grounding.entailment import Judge; Judge('x')", "embeddings"),
    ],
)
def test_what_an_extra_is_needed_for_says_so(program: str, extra: str) -> None:
    done = run(program)
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith("corpus.errors.MissingExtra: ")
    assert last.endswith(f"run: pip install 'casebook[{extra}]'.")


@pytest.mark.parametrize("command", [["chat"], ["serve"]])
def test_a_command_without_its_extra_says_one_sentence(command: list[str], tmp_path: Path) -> None:
    program = "from assistant.cli import main; sys.argv[0] = 'casebook'; main()"
    done = run(f"import os; os.environ['CASEBOOK_HOME'] = {str(tmp_path)!r}; {program}", *command)
    assert done.returncode == 1
    assert done.stderr.strip().endswith("run: pip install 'casebook[server]'.")
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_scan_without_the_recogniser_is_refused_and_not_called_damaged(tmp_path: Path) -> None:
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (900, 300), "white")
    ImageDraw.Draw(picture).text(
        (40, 120), "Tobias Crane burned the ledger.", "black", font_size=40
    )
    picture.save(tmp_path / "scan.png")
    program = """
from corpus import read
from corpus.errors import UnreadableFile
try:
    read(sys.argv[1])
except UnreadableFile as error:
    print(error)
"""
    done = run(program, str(tmp_path / "scan.png"))
    assert "pip install 'casebook[ocr]'" in done.stdout, done.stderr
