"""What the viewer's events do: a document opened, paged, searched, fetched."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import gradio as gr

from assistant.answer import Citation
from assistant.errors import refused_by_system
from assistant.service.local import LocalService
from assistant.window import downloads, held, page, shelf, viewer
from assistant.window.conversation import Conversation
from assistant.window.drafting import CheckedDraft
from assistant.window.latest import Latest
from assistant.window.panels import AS_PAGE, AS_TEXT
from assistant.window.parts import Parts
from assistant.window.pictures import Pictures
from assistant.window.viewer import Opened
from corpus.document import Document
from corpus.errors import CasebookError, UnreadableFile
from index.errors import UnknownDocument
from index.records import DocumentRecord

log = logging.getLogger(__name__)

Changes = dict[Any, Any]
"""Components, each with its new value or settings."""

BROKEN = "Casebook could not show this because of a fault of its own; its log says what. Try again."
GONE = "This document is no longer in the case as it was when it was cited."
_PLACE = re.compile(
    r"(?:open-(?P<turn>\d{1,6})-(?P<number>\d{1,6})|checked-(?P<checked>\d{1,7})"
    r"|document-(?P<key>[0-9a-f]{16}))"
)


class Viewing:
    """The viewer's events of one window."""

    def __init__(self, parts: Parts, service: LocalService) -> None:
        self._parts = parts
        self._service = service
        self._pictures = Pictures()
        self._latest = Latest()

    # Opening

    def open(
        self,
        so_far: Conversation,
        case: str | None,
        draft: CheckedDraft | None,
        event: gr.EventData,
        request: gr.Request,
    ) -> Iterator[Changes]:
        """Open the document that a source, a checked sentence or the list points at, at the place
        cited."""
        place = _PLACE.fullmatch(str(event.place))
        if place is None:
            return
        yield {self._parts.tabs: gr.Tabs(selected="viewer")}
        if place["checked"]:
            quote = draft.citation(int(place["checked"])) if draft else None
        elif place["turn"]:
            quote = _cited(so_far, int(place["turn"]), int(place["number"]))
        else:
            quote = None
        yield from self._told(lambda: self._open(place["key"], quote, case or "", request))

    def _open(
        self, key: str | None, quote: Citation | None, case: str, request: gr.Request
    ) -> Iterator[Changes]:
        records = held.records(self._service, case)
        if key:
            record = next((r for r in records if shelf.key_of(r) == key), None)
        else:
            record = _record_of(records, quote) if quote else None
        if record is None:
            raise UnknownDocument(GONE)
        if record.state == "refused":
            yield {**self._head(record), self._parts.viewer.now: Opened(record.name, record.id)}
            return
        document = replace(self._service.case(case).document(record.id), name=record.name)
        if quote:
            span = quote.span
            now = viewer.opened(document, record.name, span.start, span.end, quote.quote)
        else:
            now = viewer.opened(document, record.name)
        yield from self._show(now, document, case, request, self._head(record, document))

    def _head(self, record: DocumentRecord, document: Document | None = None) -> Changes:
        v, is_read = self._parts.viewer, document is not None
        date = record.date.isoformat() if record.date else ""
        return {
            v.name: page.title(record),
            v.head: page.head(record),
            v.tools: gr.Column(visible=is_read),
            v.face: "",
            v.words: "",
            v.sought: "",
            v.download: gr.Button(visible=is_read),
            v.amending: gr.Accordion(visible=True, open=False),
            v.title: gr.Textbox(value=record.title, visible=is_read),
            v.kind: gr.Dropdown(value=record.kind, visible=is_read),
            v.date: gr.Textbox(value=date, visible=is_read),
            v.language: gr.Dropdown(value=record.language or "", visible=is_read),
            v.save: gr.Button(visible=is_read),
            v.amended: "",
            v.removing: gr.Column(visible=False),
        }

    # Showing

    def _show(
        self,
        now: Opened,
        document: Document,
        case: str,
        request: gr.Request,
        first: Changes | None = None,
    ) -> Iterator[Changes]:
        """The words at once, the page's picture as soon as it is drawn."""
        v, session = self._parts.viewer, str(request.session_hash)
        token = self._latest.begin(session)
        try:
            drawable = self._pictures.is_drawable(self._service.case(case), document)
            last = len(viewer.leaves(document)) - 1
            yield {
                **(first or {}),
                v.now: now,
                v.position: page.position(now, document) if last else "",
                v.found: page.found(now, document),
                v.back: gr.Button(visible=last > 0, interactive=now.leaf > 0),
                v.onward: gr.Button(visible=last > 0, interactive=now.leaf < last),
                v.words: page.words(now, document),
                **self._facing(now, document, drawable, is_new=first is not None),
                v.face: page.waiting(now, document) if drawable else "",
            }
            for face in self._faces(now, document, case) if drawable else ():
                if not self._latest.holds(session, token):
                    return
                yield {v.face: face}
        finally:
            self._latest.end(session, token)

    def _facing(self, now: Opened, document: Document, drawable: bool, is_new: bool) -> Changes:
        """Whether page or text is shown; a place sought on a scan is shown in the text."""
        facing = self._parts.viewer.facing
        if is_new or not drawable:
            value = AS_PAGE if drawable else AS_TEXT
            return {facing: gr.Radio(value=value, visible=drawable)}
        if now.sought and self._pictures.is_recognised(document, now.leaf + 1):
            return {facing: gr.Radio(value=AS_TEXT)}
        return {}

    def _faces(self, now: Opened, document: Document, case: str) -> Iterator[str]:
        """The picture of the page; on a scan the box comes after it."""
        leaf = viewer.leaves(document)[now.leaf]
        opened = self._service.case(case)
        quote = now.quote if now.quote and _on(leaf, now.quote) else None
        found = viewer.matches(document, now.sought)
        current = found[now.match] if found and _on(leaf, found[now.match]) else None
        slow = self._pictures.is_recognised(document, leaf.number)
        try:
            if slow:
                drawing = self._pictures.draw(opened, document, leaf.number)
                yield page.picture(now, document, drawing, looking=quote is not None)
                if quote:
                    boxes = self._pictures.draw(opened, document, leaf.number, (quote,), False)
                    yield page.picture(now, document, drawing, boxes.boxes[0])
                return
            stretches = tuple(some for some in (quote, current) if some)
            drawing = self._pictures.draw(opened, document, leaf.number, stretches)
        except UnreadableFile as error:
            yield page.undrawn(str(error))
            return
        boxes_of = dict(zip(stretches, drawing.boxes, strict=True))
        quoted = boxes_of.get(quote, ()) if quote else ()
        at = boxes_of.get(current, ()) if current else ()
        yield page.picture(now, document, drawing, quoted, at)

    # Moving

    def turn_back(
        self, now: Opened | None, case: str | None, request: gr.Request
    ) -> Iterator[Changes]:
        """To the page before."""
        yield from self._moved(lambda at, d: viewer.turned(at, d, -1), now, case, request)

    def turn_on(
        self, now: Opened | None, case: str | None, request: gr.Request
    ) -> Iterator[Changes]:
        """To the next page."""
        yield from self._moved(lambda at, d: viewer.turned(at, d, 1), now, case, request)

    def search(
        self, sought: str, now: Opened | None, case: str | None, request: gr.Request
    ) -> Iterator[Changes]:
        """To the next place that holds these words."""
        yield from self._moved(lambda at, d: viewer.searched(at, d, sought), now, case, request)

    def search_back(
        self, sought: str, now: Opened | None, case: str | None, request: gr.Request
    ) -> Iterator[Changes]:
        """To the place before."""

        def back(at: Opened, document: Document) -> Opened:
            if at.sought == sought.strip():
                return viewer.stepped(at, document, -1)
            return viewer.searched(at, document, sought)

        yield from self._moved(back, now, case, request)

    def _moved(
        self,
        move: Callable[[Opened, Document], Opened],
        now: Opened | None,
        case: str | None,
        request: gr.Request,
    ) -> Iterator[Changes]:
        def moved() -> Iterator[Changes]:
            if now is not None:
                document = self._service.case(case or "").document(now.document_id)
                yield from self._show(move(now, document), document, case or "", request)

        yield from self._told(moved)

    # Taking away

    def lend(self, now: Opened | None, case: str | None) -> Changes:
        """Put the original where the browser can fetch it for a while."""
        v = self._parts.viewer
        try:
            if now is None:
                return {}
            copy = downloads.lend(self._service.case(case or ""), now.document_id, now.name)
            return {v.lent: gr.DownloadButton(value=str(copy))}
        except CasebookError as error:
            return {v.face: shelf.failure(str(error)), v.lent: gr.DownloadButton(value=None)}
        except OSError as error:
            said = shelf.failure(refused_by_system(error))
            return {v.face: said, v.lent: gr.DownloadButton(value=None)}

    def _told(self, changes: Callable[[], Iterator[Changes]]) -> Iterator[Changes]:
        """The changes, and where they end in an error one sentence on it."""
        v = self._parts.viewer
        try:
            yield from changes()
            # Gradio shows the last of an event's changes again when the event is over; by
            # then another page may be open.
            yield {v.face: gr.skip()}
            return
        except CasebookError as error:
            said = str(error)
        except OSError as error:
            said = refused_by_system(error)
        except Exception:
            log.exception("A document could not be shown.")
            said = BROKEN
        yield {
            v.head: shelf.failure(said),
            v.tools: gr.Column(visible=False),
            v.face: "",
            v.words: "",
            v.download: gr.Button(visible=False),
            v.amending: gr.Accordion(visible=False),
            v.now: None,
        }


def _cited(so_far: Conversation, turn: int, number: int) -> Citation | None:
    """The citation of a turn, from 1, that bears a number."""
    answer = so_far[turn - 1].answer if 1 <= turn <= len(so_far) else None
    if answer is None:
        return None
    shown = (*answer.citations, *answer.nearest)
    return next((citation for citation in shown if citation.number == number), None)


def _record_of(records: list[DocumentRecord], quote: Citation) -> DocumentRecord | None:
    """The document a citation is of: what it is called, or another of the same bytes."""
    same = [record for record in records if record.id == quote.span.document_id]
    return next((r for r in same if r.name == quote.document), same[0] if same else None)


def _on(leaf: Any, stretch: viewer.Stretch) -> bool:
    return bool(stretch[0] < leaf.end and leaf.start < stretch[1])
