"""A case moved to another embedding model, while it goes on being searched with the old one.

The new vectors go into a collection beside the old. What is done is noted, so that a move that
was broken off goes on where it stopped. At the end the case changes over in one step.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from index import sentences
from index.catalog import Catalog
from index.embedded import EmbeddedTexts
from index.embedding import EmbeddingModel
from index.report import OnProgress, Progress
from index.vectors import VectorIndex

EMBEDDED_AT_ONCE = 64


def begin(catalog: Catalog, case: int, model: str, target: VectorIndex) -> None:
    """Note that the case is moving to `model`; a move to another that was begun is dropped, and
    so is one whose vectors were lost."""
    ((moving_to,),) = catalog.database.rows("SELECT moving_to FROM cases WHERE id = ?", (case,))
    done = _count(catalog, case)
    if moving_to == model and len(target) >= done:
        return
    target.drop()
    with catalog.database.writing() as db:
        db.execute(f"DELETE FROM moved WHERE passage_id IN ({_PASSAGES})", (case,))
        db.execute("UPDATE cases SET moving_to = ? WHERE id = ?", (model, case))


def move(
    catalog: Catalog,
    case: int,
    model: EmbeddingModel,
    embedded_texts: EmbeddedTexts,
    target: VectorIndex,
    on_progress: OnProgress,
) -> None:
    """Put what is not there yet into `target`: the passages' vectors of the new model."""
    while todo := _unmoved(catalog, case):
        done = _count(catalog, case)
        total = done + len(todo)
        for first in range(0, len(todo), EMBEDDED_AT_ONCE):
            on_progress(Progress("passages", done + first, total))
            some = todo[first : first + EMBEDDED_AT_ONCE]
            embedded = embedded_texts.embed(case, model, [text for _, text in some])
            target.put([number for number, _ in some], [each.vector for each in embedded])
            rows = [
                (None if each.sentences is None else sentences.packed(each.sentences), number)
                for (number, _), each in zip(some, embedded, strict=True)
            ]
            with catalog.database.writing() as db:
                db.executemany(
                    "INSERT OR REPLACE INTO moved (vectors, passage_id)"
                    " SELECT ?, id FROM passages WHERE id = ?",
                    rows,
                )
        on_progress(Progress("passages", total, total))


def change_over(
    catalog: Catalog,
    case: int,
    model: str,
    target: VectorIndex,
    on_changed: Callable[[], None],
) -> None:
    """Have the case be searched with the new vectors from now on.

    `on_changed` is called when all is written and before anyone can read it.
    """
    held = {number for (number,) in catalog.database.rows(_PASSAGES, (case,))}
    target.remove([number for number in target.numbers() if number not in held])
    mine = f"passage_id IN ({_PASSAGES})"
    with catalog.database.writing() as db:
        db.execute(f"DELETE FROM sentences WHERE {mine}", (case,))
        db.execute(
            "INSERT INTO sentences (passage_id, vectors) SELECT passage_id, vectors FROM moved"
            f" WHERE vectors NOT NULL AND {mine}",
            (case,),
        )
        db.execute(
            f"UPDATE passages SET in_vectors = 1 WHERE id IN (SELECT passage_id FROM moved"
            f" WHERE {mine})",
            (case,),
        )
        db.execute(f"DELETE FROM moved WHERE {mine}", (case,))
        db.execute("UPDATE leftovers SET in_vectors = 0 WHERE case_id = ?", (case,))
        db.execute(
            "UPDATE cases SET embedding = ?, generation = generation + 1, moving_to = NULL"
            " WHERE id = ?",
            (model, case),
        )
        on_changed()


_PASSAGES = (
    "SELECT p.id FROM contents c CROSS JOIN passages p ON p.content_id = c.id WHERE c.case_id = ?"
)


def _unmoved(catalog: Catalog, case: int) -> Sequence[tuple[int, str]]:
    """The passages (number, text) that have no vector of the new model, longest first."""
    return catalog.database.rows(
        "SELECT p.id, p.text FROM contents c CROSS JOIN passages p ON p.content_id = c.id"
        " WHERE c.case_id = ? AND p.id NOT IN (SELECT passage_id FROM moved)"
        " ORDER BY length(p.text) DESC, p.id",
        (case,),
    )


def _count(catalog: Catalog, case: int) -> int:
    ((number,),) = catalog.database.rows(
        f"SELECT count(*) FROM moved WHERE passage_id IN ({_PASSAGES})", (case,)
    )
    return int(number)
