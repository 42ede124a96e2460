"""The word and vector indexes made to hold what the catalogue holds. Resumable at any point."""

from __future__ import annotations

from collections import defaultdict

from index import sentences
from index.catalog import Catalog
from index.context import searched
from index.embedded import EmbeddedTexts
from index.embedding import EmbeddingModel
from index.lexical import LexicalIndex
from index.mentions import put_names
from index.records import Store
from index.report import OnProgress, Progress, silent
from index.vectors import VectorIndex

EMBEDDED_AT_ONCE = 64
"""Texts embedded between two words on progress; what is done by then is kept."""


def lacks(catalog: Catalog, case: int, store: Store, index: LexicalIndex | VectorIndex) -> bool:
    """Whether an index holds less than the catalogue says it does; if so, that is noted there,
    and `put_words` or `put_vectors` makes the index anew."""
    if len(index) >= catalog.count(case, store):
        return False
    catalog.lost(store, case)
    return True


def put_words(catalog: Catalog, case: int, lexical: LexicalIndex) -> None:
    """Make the word index hold what the catalogue holds."""
    gone = catalog.leftovers(case, "in_words")
    new = catalog.unfinished(case, "in_words")
    if gone or new:
        lexical.change(add=[(pending.number, searched(pending)) for pending in new], remove=gone)
        catalog.finished("in_words", [pending.number for pending in new])
        catalog.cleared("in_words", gone)
    put_names(catalog, case)


def put_vectors(
    catalog: Catalog,
    case: int,
    vectors: VectorIndex,
    model: EmbeddingModel,
    embedded_texts: EmbeddedTexts,
    on_progress: OnProgress = silent,
) -> None:
    """Make the vector index hold what the catalogue holds, a group of passages at a time.

    Passages of the same words are embedded once, be it for another case or long ago.
    """
    lacks(catalog, case, "in_vectors", vectors)
    gone = catalog.leftovers(case, "in_vectors")
    if gone:
        vectors.remove(gone)
        catalog.cleared("in_vectors", gone)
    numbers_of = defaultdict(list)
    for pending in catalog.unfinished(case, "in_vectors"):
        numbers_of[pending.text].append(pending.number)
    texts = sorted(numbers_of, key=lambda text: -len(text))
    done, total = 0, sum(map(len, numbers_of.values()))
    for first in range(0, len(texts), EMBEDDED_AT_ONCE):
        on_progress(Progress("passages", done, total))
        some = texts[first : first + EMBEDDED_AT_ONCE]
        pairs = [
            (number, embedded)
            for text, embedded in zip(some, embedded_texts.embed(case, model, some), strict=True)
            for number in numbers_of[text]
        ]
        numbers = [number for number, _ in pairs]
        vectors.put(numbers, [embedded.vector for _, embedded in pairs])
        sentences.keep(
            catalog.database, {n: e.sentences for n, e in pairs if e.sentences is not None}
        )
        catalog.finished("in_vectors", numbers)
        done += len(numbers)
    on_progress(Progress("passages", total, total))
