"""Pages drawn for the viewer, the latest of them kept."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from assistant.window.viewer import Stretch
from corpus.document import Document
from corpus.drawing import DRAWN, Drawing, Order, draw
from corpus.errors import UnreadableFile
from corpus.formats import format_of
from corpus.remembering import forget_with_texts
from index.case import Case

MOST_KEPT = 96
"""Drawings; the picture of a page has about 100 KB."""

_Key = tuple[str, int, tuple[Stretch, ...], bool]


class Pictures:
    """Draws pages of documents from their originals; may be shared between threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[_Key, Drawing] = OrderedDict()
        self._drawable: dict[str, bool] = {}
        forget_with_texts(self.forget)

    def is_drawable(self, case: Case, document: Document) -> bool:
        """Whether a document has pages that can be drawn; raises what `Case.original` does."""
        if not document.pages:
            return False
        if document.id not in self._drawable:
            try:
                drawable = format_of(case.original(document.id), document.name) in DRAWN
            except UnreadableFile:
                drawable = False
            self._drawable[document.id] = drawable
        return self._drawable[document.id]

    def draw(
        self,
        case: Case,
        document: Document,
        number: int,
        stretches: tuple[Stretch, ...] = (),
        picture: bool = True,
    ) -> Drawing:
        """Page `number` of a document, from 1; raises `UnreadableFile` where it can't be
        drawn, and what `Case.original` does."""
        key = (document.id, number, stretches, picture)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        order = Order(number, document.pages, stretches, picture)
        drawing = draw(case.original(document.id), document.name, order)
        with self._lock:
            self._kept[key] = drawing
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return drawing

    def forget(self) -> None:
        """Let go of every drawing: one of them may be of a document that is gone."""
        with self._lock:
            self._kept.clear()
            self._drawable.clear()

    def is_recognised(self, document: Document, number: int) -> bool:
        """Whether the words of a page were read off its picture: to find them there again
        takes seconds."""
        return any(f.kind == "recognised" and f.page in (None, number) for f in document.flags)
