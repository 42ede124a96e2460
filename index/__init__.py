"""How passages are kept and found."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.case import Case, list_cases
    from index.filters import Filter
    from index.records import CaseRecord, DocumentRecord
    from index.report import AddReport, Progress, Refusal
    from index.retrieval import ScoredPassage

__all__ = [
    "AddReport",
    "Case",
    "CaseRecord",
    "DocumentRecord",
    "Filter",
    "Progress",
    "Refusal",
    "ScoredPassage",
    "list_cases",
]

_MODULES = {
    "AddReport": "index.report",
    "Case": "index.case",
    "CaseRecord": "index.records",
    "DocumentRecord": "index.records",
    "Filter": "index.filters",
    "Progress": "index.report",
    "Refusal": "index.report",
    "ScoredPassage": "index.retrieval",
    "list_cases": "index.case",
}

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        # On first use: looking for the home must not wait for numpy and LangChain.
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_MODULES[name]), name)
