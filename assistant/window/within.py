"""Which documents the next questions are kept to: chips above the question box, and where they
are chosen."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.service.local import LocalService
from assistant.window import held, look, shelf
from assistant.window.chips import chips, choices, without
from assistant.window.panels import button, html
from corpus.errors import CasebookError
from index.errors import BadFilter
from index.filters import WHOLE_CASE, Filter, checked

Changes = dict[Any, Any]
"""Components, each with its new value or settings."""


@dataclass(frozen=True, slots=True)
class WithinParts:
    """The chips, and the panel in which documents are chosen; `where` holds what is chosen."""

    where: gr.State
    chips: gr.HTML
    panel: gr.Column
    documents: gr.Dropdown
    kinds: gr.Dropdown
    since: gr.Textbox
    until: gr.Textbox
    complaint: gr.HTML
    done: gr.Button
    all: gr.Button


def lay_out_within() -> WithinParts:
    """The chips and the panel, inside an open column."""
    with gr.Column(visible=False, elem_id="choosing", elem_classes="confirm") as panel:
        documents = gr.Dropdown(label="Only these documents or folders", multiselect=True)
        kinds = gr.Dropdown(label="Only these kinds", multiselect=True)
        with gr.Row(elem_classes="days"):
            since = gr.Textbox(label="From the day", placeholder="2024-05-31", max_lines=1)
            until = gr.Textbox(label="Up to the day", placeholder="2024-05-31", max_lines=1)
        complaint = html("unchosen")
        with gr.Row(elem_classes="tools"):
            done, everything = button("Done", primary=True), button("Search all documents")
    return WithinParts(
        where=gr.State(WHOLE_CASE),
        chips=html("within", chips(WHOLE_CASE), js_on_load=look.WITHIN.read_text("utf-8")),
        panel=panel,
        documents=documents,
        kinds=kinds,
        since=since,
        until=until,
        complaint=complaint,
        done=done,
        all=everything,
    )


class Within:
    """The events of choosing, of one window; `offered` gives what an empty chat offers."""

    def __init__(
        self,
        parts: WithinParts,
        chat: gr.Chatbot,
        service: LocalService,
        offered: Callable[..., Changes],
    ) -> None:
        self._parts = parts
        self._chat = chat
        self._service = service
        self._offered = offered

    def shown(self, where: Filter, case: str | None) -> Changes:
        """The chips of `where`, with the panel closed."""
        parts = self._parts
        return {
            parts.where: where,
            parts.chips: chips(where, held.records(self._service, case)),
            parts.panel: gr.Column(visible=False),
        }

    def choose(self, where: Filter, case: str | None, event: gr.EventData) -> Changes:
        """Open the panel with what is chosen, or close it."""
        if event.open:
            return self.shown(where, case)
        parts, records = self._parts, held.records(self._service, case)
        offered = choices(records)
        known = {name for _, name in offered}
        kinds = sorted({r.kind for r in records if r.state != "refused"} | set(where.kinds))
        return {
            parts.chips: chips(where, records, is_open=True),
            parts.panel: gr.Column(visible=True),
            parts.documents: gr.Dropdown(
                choices=[
                    *offered,
                    *((name, name) for name in where.documents if name not in known),
                ],
                value=list(where.documents),
            ),
            parts.kinds: gr.Dropdown(choices=kinds, value=list(where.kinds)),
            parts.since: where.since.isoformat() if where.since else "",
            parts.until: where.until.isoformat() if where.until else "",
            parts.complaint: "",
        }

    def chosen(
        self,
        documents: list[str] | None,
        kinds: list[str] | None,
        since: str,
        until: str,
        case: str | None,
    ) -> Changes:
        """Keep the next questions to what was chosen, or say why that can't be."""
        try:
            where = checked(
                Filter(tuple(documents or ()), tuple(kinds or ()), _day(since), _day(until))
            )
        except CasebookError as error:
            return {self._parts.complaint: shelf.failure(str(error))}
        return {
            **self._kept(where, case, is_open=True),
            self._parts.complaint: "",
        }

    def release(self, where: Filter, case: str | None, event: gr.EventData) -> Changes:
        """Take one chip off."""
        left = without(where, str(event.part))
        return {**self._kept(left, case), self._parts.panel: gr.Column(visible=False)}

    def close(self, where: Filter, case: str | None) -> Changes:
        """Put the panel away."""
        return self.shown(where, case)

    def clear(self, case: str | None) -> Changes:
        """Search all documents again."""
        return {**self._kept(WHOLE_CASE, case), self._parts.panel: gr.Column(visible=False)}

    def _kept(self, where: Filter, case: str | None, is_open: bool = False) -> Changes:
        return {
            self._parts.where: where,
            self._parts.chips: chips(where, held.records(self._service, case), is_open),
            self._chat: gr.Chatbot(**self._offered(case, where)),
        }


def _day(said: str) -> datetime.date | None:
    said = said.strip()
    try:
        return datetime.date.fromisoformat(said) if said else None
    except ValueError:
        raise BadFilter(f"“{said}” is no day; write it as 2024-05-31.") from None
