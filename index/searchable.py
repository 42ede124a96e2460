"""What a search asks of a case; `index.case.Case` is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from corpus.document import Passage
from index.embedding import EmbeddingModel
from index.home import Home

if TYPE_CHECKING:
    from index.lexical import LexicalIndex
    from index.vectors import VectorIndex


@dataclass(frozen=True, slots=True)
class Serving:
    """What a case is searched with: its embedding model, and how often that was changed."""

    embedding: EmbeddingModel
    generation: int


class Searchable(Protocol):
    """A case with its two indexes and its catalogue."""

    home: Home
    name: str
    id: int
    serving: Serving

    @property
    def lexical(self) -> LexicalIndex: ...

    @property
    def vectors(self) -> VectorIndex: ...

    @property
    def embedding(self) -> EmbeddingModel: ...

    def passages(self, numbers: Sequence[int]) -> dict[int, Passage]:
        """Passages by the numbers that the word and vector indexes know them by."""
