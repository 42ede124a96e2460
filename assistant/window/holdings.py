"""What the documents' side does: files taken in, folders synced, a case renamed or deleted."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from ipaddress import ip_address
from typing import Any

import gradio as gr

from assistant.errors import refused_by_system
from assistant.service.local import LocalService
from assistant.window import held, intake, shelf
from assistant.window.acts import Acts
from assistant.window.element import joined
from assistant.window.intake import News, Step
from assistant.window.latest import Latest
from assistant.window.parts import Parts
from assistant.window.underway import page_of
from corpus.errors import CasebookError

log = logging.getLogger(__name__)

Changes = dict[Any, Any]
"""Components, each with its new value or settings."""

BROKEN = "Casebook could not add these because of a fault of its own; its log says what. Try again."
NOT_HERE = "Only someone at the computer that Casebook runs on can add its folders."


class Holdings:
    """The events around a case's documents, of one window."""

    def __init__(self, parts: Parts, service: LocalService, acts: Acts) -> None:
        self._parts = parts
        self._service = service
        self._acts = acts
        self._latest = Latest()

    def add(self, files: list[str], case: str | None, request: gr.Request) -> Iterator[Changes]:
        """Take uploaded files in, and say how far that is and what became of each."""
        yield {self._parts.drop: None, self._parts.pick: None}
        service = held.for_page(self._service, request)
        yield from self._taken(intake.take_in(service, case or "", files), case, request)

    def sync(self, folder: str, case: str | None, request: gr.Request) -> Iterator[Changes]:
        """Bring the case to what a folder of this machine holds."""
        if not _is_here(request):
            yield {self._parts.intake: shelf.failure(NOT_HERE)}
            return
        service = held.for_page(self._service, request)
        yield from self._taken(intake.sync(service, case or "", folder), case, request)

    def _taken(
        self, coming: Iterator[News], case: str | None, request: gr.Request
    ) -> Iterator[Changes]:
        """What is told of files that come in, until the page takes others in."""
        parts, page = self._parts, page_of(request)
        token = self._latest.begin(page)
        report = shelf.nothing()
        try:
            for news in coming:
                if isinstance(news, Step):
                    if self._latest.holds(page, token):
                        yield {parts.intake: joined(report, shelf.step(news, bool(report)))}
                else:
                    report = shelf.report(news)
                    yield {parts.intake: report, **self._acts.stocked(case)}
            if self._latest.holds(page, token):
                yield {parts.intake: report}
        except CasebookError as error:
            yield {parts.intake: joined(report, shelf.failure(str(error)))}
        except OSError as error:
            yield {parts.intake: joined(report, shelf.failure(refused_by_system(error)))}
        except Exception:
            log.exception("Files could not be added to the case %r.", case)
            yield {parts.intake: joined(report, shelf.failure(BROKEN))}
        finally:
            self._latest.end(page, token)
        yield self._acts.stocked(case)

    # A case renamed

    def ask_name(self, case: str | None) -> Changes:
        """Ask for another name."""
        h = self._parts.holding
        if case is None:
            return {}
        asked = {h.renaming: gr.Column(visible=True), h.name: case, h.renamed: ""}
        return {**self.leave(), **asked}

    def rename(self, name: str, case: str | None, chat: str, request: gr.Request) -> Changes:
        """Call the case so; what is open of it stays open."""
        h, name = self._parts.holding, name.strip()
        try:
            held.for_page(self._service, request).rename(case or "", name)
        except CasebookError as error:
            return {h.renamed: shelf.failure(str(error))}
        picker = gr.Dropdown(choices=list(held.cases(self._service)), value=name)
        listed = self._acts.recalling.listed(name, chat)
        return {**self._acts.stocked(name), **listed, **self.leave(), self._parts.picker: picker}

    # A case deleted

    def doubt(self, case: str | None) -> Changes:
        """Ask whether the case is really to go, and say what goes with it."""
        holding, records = self._parts.holding, held.records(self._service, case)
        if case is None:
            return {}
        said = shelf.deletion(case, len(records))
        asked = {holding.deletion: said, holding.deleting: gr.Column(visible=True)}
        return {**self.leave(), **asked}

    def leave(self) -> Changes:
        """Keep the case as it is."""
        holding = self._parts.holding
        hidden = gr.Column(visible=False)
        return {holding.deleting: hidden, holding.renaming: hidden}

    def delete(self, case: str | None, request: gr.Request) -> Iterator[Changes]:
        """Delete the case with all that was kept of it, and show another."""
        deletion = self._parts.holding.deletion
        yield {deletion: shelf.busy("Deleting")}
        try:
            held.for_page(self._service, request).delete(case or "")
        except CasebookError as error:
            yield {deletion: shelf.failure(str(error))}
            return
        except OSError as error:
            yield {deletion: shelf.failure(refused_by_system(error))}
            return
        yield {**self._acts.arrive(None, request), **self.leave()}


def _is_here(request: gr.Request) -> bool:
    """Whether the page is open on the very machine that serves it."""
    host = request.client.host if request.client else ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
