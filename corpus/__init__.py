"""How files become documents and passages."""

import os

# Before anything can load onnxruntime, which otherwise reports each use to its makers. Every
# other package of Casebook imports this one first.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

from corpus.document import Document, Page, Passage, Span
from corpus.errors import CasebookError, MissingPath, UnreadableFile
from corpus.reading import read

__all__ = [
    "CasebookError",
    "Document",
    "MissingPath",
    "Page",
    "Passage",
    "Span",
    "UnreadableFile",
    "read",
]
