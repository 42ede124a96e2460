"""What works without the extras, and what is said where one is missing."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from corpus.errors import MissingExtra
from corpus.extras import EXTRAS, extras_named, require

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


def test_a_plain_installation_brings_no_torch() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [Requirement(line) for line in project["dependencies"]]
    brought: dict[str, set[str]] = {}
    while wanted:
        one = wanted.pop()
        new = {"", *one.extras} - brought.setdefault(canonicalize_name(one.name), set())
        if not new:
            continue
        brought[canonicalize_name(one.name)] |= new
        for line in distribution(one.name).requires or ():
            needed = Requirement(line)
            if needed.marker is None or any(needed.marker.evaluate({"extra": e}) for e in new):
                wanted.append(needed)
    assert len(brought) > 50
    assert brought.keys() & {"torch", "transformers", "sentence-transformers", "gradio"} == set()


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


@pytest.mark.parametrize(("command", "extra"), [(["chat"], "window"), (["serve"], "server")])
def test_a_command_without_its_extra_says_one_sentence(
    command: list[str], extra: str, tmp_path: Path
) -> None:
    program = "from assistant.cli import main; sys.argv[0] = 'casebook'; main()"
    done = run(f"import os; os.environ['CASEBOOK_HOME'] = {str(tmp_path)!r}; {program}", *command)
    assert done.returncode == 1
    assert done.stderr.strip().endswith(f"run: pip install 'casebook[{extra}]'.")
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


def test_the_window_needs_the_server_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    with pytest.raises(MissingExtra, match=r"The window needs uvicorn.*'casebook\[window\]'"):
        require("window")


def test_a_pdf_with_scans_among_its_pages_is_added_and_says_which_were_not_read(
    tmp_path: Path,
) -> None:
    from tests.files import pdf
    from tests.scans import pages_of, saved

    typed = pdf(["Tobias Crane burned the ledger.", "He left.", "He fled.", "Nobody saw him."])
    scans = saved(pages_of(typed), "PDF")
    (tmp_path / "scans.pdf").write_bytes(scans)
    (tmp_path / "mixed.pdf").write_bytes(_mixed(typed, scans, (2, 3, 4)))
    (tmp_path / "one.pdf").write_bytes(_mixed(typed, scans, (2,)))
    program = """
from corpus import read
from corpus.errors import UnreadableFile
for name in ("mixed", "one", "scans"):
    try:
        document = read(f"{sys.argv[1]}/{name}.pdf")
        flags = [flag.note for flag in document.flags if flag.kind == "incomplete"]
        print(len(document.pages), "ledger" in document.text, *flags)
    except UnreadableFile as error:
        print("refused", error)
"""
    mixed, one, refused = run(program, str(tmp_path)).stdout.splitlines()
    assert mixed.startswith("4 True Pages 2–4 are pictures whose words were not read. ")
    assert one.startswith("4 True Page 2 is a picture whose words were not read. ")
    assert refused.startswith("refused ")
    assert all("pip install 'casebook[ocr]'" in line for line in (mixed, one, refused))


def _mixed(typed: bytes, scans: bytes, scanned: tuple[int, ...]) -> bytes:
    """A PDF with the `scanned` pages of one file and the others of another."""
    import io

    import pypdfium2

    made = pypdfium2.PdfDocument.new()
    for number in range(1, 5):
        source = pypdfium2.PdfDocument(scans if number in scanned else typed)
        made.import_pages(source, [number - 1])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()
