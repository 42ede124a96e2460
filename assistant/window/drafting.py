"""Checking a draft in the window: a file or pasted text in, its sentences and places out."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any, Literal

import gradio as gr

from assistant.answer import Citation
from assistant.drafts.checking import checked
from assistant.drafts.html_page import html_page
from assistant.drafts.reading import ENDINGS, Draft, read_draft, read_text
from assistant.drafts.replying import draft_checked
from assistant.drafts.report import DraftReport
from assistant.drafts.word_comments import word_file
from assistant.errors import refused_by_system
from assistant.service.local import LocalService
from assistant.window import downloads, drafted, intake, shelf
from assistant.window.panels import button, html
from corpus.errors import CasebookError

log = logging.getLogger(__name__)

Changes = dict[Any, Any]
"""Components, each with its new value or settings."""
NO_CASE = "Choose a case first; a draft is checked against its documents."
BROKEN = "Casebook could not check this because of a fault of its own; its log says what."
BETWEEN = 0.5
"""Seconds between two words on how far it is."""
LONGEST_PASTED = 2_000_000


@dataclass(frozen=True, slots=True)
class CheckedDraft:
    """A draft with what was found: what the page holds, to open places and to make files of."""

    draft: Draft
    report: DraftReport

    def citation(self, number: int) -> Citation | None:
        """The place that bears a number."""
        return next((c for c in drafted.citations(self.report) if c.number == number), None)


@dataclass(frozen=True, slots=True)
class DraftParts:
    """What takes a draft and shows its sentences; `checked` holds the last
    `CheckedDraft`, and `lent`, unseen, hands its files out."""

    checked: gr.State
    file: gr.File
    pasted: gr.Textbox
    check: gr.Button
    found: gr.HTML
    keeping: gr.Row
    word: gr.Button
    page: gr.Button
    lent: gr.DownloadButton


def lay_out_draft() -> DraftParts:
    """The parts, inside an open tab."""
    file = gr.File(
        label="Drop a draft here (Word, OpenDocument, PDF, Markdown, text)",
        file_types=list(ENDINGS),
        elem_id="draft-file",
        elem_classes="drop",
        height=72,
    )
    pasted = gr.Textbox(
        label="Or paste some sentences",
        placeholder="Or paste some sentences of it",
        container=False,
        lines=3,
        max_lines=12,
        max_length=LONGEST_PASTED,
        elem_id="draft-text",
    )
    check = button("Check the draft", primary=True, elem_id="draft-check")
    found = html("draft-found", drafted.nothing())
    with gr.Row(elem_classes="tools", visible=False, elem_id="draft-keeping") as keeping:
        word = button("Download as Word, with comments")
        page = button("Download as a page")
        lent = gr.DownloadButton("Checked draft", visible="hidden", elem_id="draft-lent")
    return DraftParts(gr.State(None), file, pasted, check, found, keeping, word, page, lent)


class Drafting:
    """The events of checking drafts, of one window."""

    def __init__(self, parts: DraftParts, service: LocalService) -> None:
        self._parts = parts
        self._service = service

    def check(self, file: str | None, pasted: str, case: str | None) -> Iterator[Changes]:
        """Check a file, or what was pasted, and show how far it is meanwhile."""
        p = self._parts
        yield {p.found: shelf.busy("Reading the draft"), p.keeping: gr.Row(visible=False)}
        try:
            if not case:
                raise CasebookError(NO_CASE)
            draft = self._draft(file, pasted)
            yield from self._checked(draft, case)
        except CasebookError as error:
            yield {p.found: shelf.failure(str(error))}
        except OSError as error:
            yield {p.found: shelf.failure(refused_by_system(error))}
        except Exception:
            log.exception("A draft could not be checked.")
            yield {p.found: shelf.failure(BROKEN)}

    def _draft(self, file: str | None, pasted: str) -> Draft:
        if not file:
            return read_text(pasted)
        path = Path(file)
        return read_draft(intake.taken(path, self._service.home), path.name)

    def _checked(self, draft: Draft, case: str) -> Iterator[Changes]:
        p = self._parts
        opened = self._service.case(case)
        news: SimpleQueue[tuple[int, int] | DraftReport | BaseException] = SimpleQueue()

        def work() -> None:
            try:
                news.put(checked(opened, draft, lambda done, total: news.put((done, total))))
            except BaseException as error:  # carried to the thread that listens
                news.put(error)

        Thread(target=work, name="casebook-draft", daemon=True).start()
        told = 0.0
        while isinstance(item := news.get(), tuple):
            if time.monotonic() - told >= BETWEEN:
                told = time.monotonic()
                yield {p.found: drafted.step(*item)}
        if isinstance(item, BaseException):
            raise item
        yield {
            p.found: drafted.sentences(item),
            p.checked: CheckedDraft(draft, item),
            p.keeping: gr.Row(visible=True),
        }

    def lend_word(self, held: CheckedDraft | None) -> Changes:
        """Put the Word file with comments where the browser can fetch it for a while."""
        return self._lend(held, "docx")

    def lend_page(self, held: CheckedDraft | None) -> Changes:
        """Put the page where the browser can fetch it for a while."""
        return self._lend(held, "html")

    def _lend(self, held: CheckedDraft | None, ending: Literal["docx", "html"]) -> Changes:
        if held is None:
            return {}
        reply = draft_checked(held.report)
        made = (
            word_file(reply, held.draft.data)
            if ending == "docx"
            else html_page(reply).encode("utf-8", "replace")
        )
        name = f"{Path(held.draft.name).stem} checked.{ending}"
        try:
            copy = downloads.lend_made(self._service.home, made, name)
        except OSError as error:
            return {self._parts.found: shelf.failure(refused_by_system(error))}
        return {self._parts.lent: gr.DownloadButton(value=str(copy))}


def put_away(parts: DraftParts) -> Changes:
    """Nothing checked yet: another case is open."""
    return {
        parts.found: drafted.nothing(),
        parts.checked: None,
        parts.keeping: gr.Row(visible=False),
        parts.lent: gr.DownloadButton(value=None),
    }
