"""What can go wrong where things are kept; the whole tree is drawn in `corpus.errors`."""

from typing import Literal

from corpus.errors import CasebookError


class HomeError(CasebookError):
    """The home, where everything is kept, cannot be used."""


class HomeInUse(HomeError):
    """Another process has the home open."""


class HomeTooNew(HomeError):
    """A later version of Casebook wrote the home."""


class DamagedIndex(HomeError):
    """The word index or the vectors are damaged; either can be made anew from the catalogue.
    `store` says which, as `index.records.Store` does."""

    def __init__(self, sentence: str, store: Literal["in_words", "in_vectors"]) -> None:
        super().__init__(sentence)
        self.store = store


class UnknownCase(CasebookError):
    """There is no case of that name."""


class UnknownDocument(CasebookError):
    """The case holds no document of that name."""


class BadCorrection(CasebookError):
    """A fact of a document cannot be set to what was given."""


class BadFilter(CasebookError):
    """A filter that no document can pass."""


class EmbeddingError(CasebookError):
    """An embedding model is missing, damaged, or not the one the case was built with."""
