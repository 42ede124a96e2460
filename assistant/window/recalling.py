"""What the events of the list of conversations do: values in, changes of components out."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import gradio as gr

from assistant.conversations import Kept, Rating, with_rating
from assistant.service.local import LocalService
from assistant.window import held, history, markup, panels, transcript
from assistant.window.conversation import Conversation
from assistant.window.history import History
from assistant.window.parts import Parts
from assistant.window.underway import Underway, page_of

Changes = dict[Any, Any]
"""Components, each with its new value or settings."""


class Recalling:
    """The conversations that are kept, as one page lists, opens and changes them."""

    def __init__(
        self, parts: Parts, past: History, service: LocalService, underway: Underway
    ) -> None:
        self._parts = parts
        self._past = past
        self._service = service
        self._underway = underway

    def listed(self, case: str | None, chat: str, words: str = "") -> Changes:
        """The list as it stands, with the conversation called `chat` picked out."""
        kept = held.conversations(self._service, case)
        entries = kept.entries(words) if kept is not None else []
        now = datetime.now().astimezone()
        return {self._past.listed: history.conversations(case, entries, chat, words, now)}

    def put_away(self, case: str | None) -> Changes:
        """The list of a case with none of its conversations open."""
        past = self._past
        return {**self.listed(case, ""), past.chat: "", past.words: "", **self._rows()}

    def pick(
        self, case: str | None, chat: str, event: gr.EventData, request: gr.Request
    ) -> Changes:
        """Open the conversation that was clicked; one that is gone leaves the list."""
        self._underway.stop(page_of(request))
        return self.show(case, str(event.chat)) or self.listed(case, chat)

    def show(self, case: str | None, chat: str) -> Changes:
        """Open the conversation of this id, as it was; nothing when it is not to be had."""
        kept = self._find(case, chat)
        if kept is None or not kept.turns:
            return {}
        parts, turns = self._parts, kept.turns
        records = {record.name: record for record in held.records(self._service, case)}
        return {
            **self.listed(case, chat),
            **self._rows("about"),
            self._past.chat: chat,
            self._past.words: "",
            parts.conversation: turns,
            parts.chat: gr.Chatbot(
                value=markup.messages(turns, records), feedback_value=markup.ratings(turns)
            ),
            parts.sources: markup.sources(len(turns), turns[-1], records),
            parts.tabs: gr.Tabs(selected="sources"),
            parts.question: gr.Textbox(value="", submit_btn="Ask", stop_btn=False),
            parts.rating: gr.Row(visible=False),
            **panels.closed(parts.viewer),
        }

    def begun(self, case: str | None, chat: str) -> Changes:
        """Something is said in the conversation that is open."""
        past = self._past
        if held.conversations(self._service, case) is None:
            return {past.chat: ""}
        return {**self.listed(case, chat), **self._rows("about"), past.chat: chat, past.words: ""}

    # What can be done with the one that is open

    def rename(self, case: str | None, chat: str) -> Changes:
        """Ask for another name."""
        kept = self._find(case, chat)
        return {**self._rows("naming"), self._past.title: kept.title if kept else ""}

    def save(self, title: str, case: str | None, chat: str, words: str) -> Changes:
        """Call it so."""
        kept = held.conversations(self._service, case)
        if kept is not None:
            kept.rename(chat, title)
        return {**self.listed(case, chat, words), **self._rows("about")}

    def doubt(self) -> Changes:
        """Ask whether it is to be deleted."""
        return self._rows("doubt")

    def leave(self) -> Changes:
        """Neither rename nor delete it."""
        return self._rows("about")

    def delete(self, case: str | None, chat: str, request: gr.Request) -> None:
        """Delete it; the page then begins a new one."""
        self._underway.stop(page_of(request))
        kept = held.conversations(self._service, case)
        if kept is not None:
            kept.delete(chat)

    def export(self, case: str | None, chat: str) -> Changes:
        """The conversation as a Markdown file, for the page to hand out: `name` and `text`."""
        kept = self._find(case, chat)
        if kept is None:
            return {}
        name = re.sub(r"[\W_]+", "-", kept.title).strip("-") or "conversation"
        text = transcript.markdown(kept, case or "")
        return {self._past.exported: {"name": f"{name}.md", "text": text}}

    # What the reader thinks of an answer

    def rate(
        self, so_far: Conversation, case: str | None, chat: str, event: gr.LikeData
    ) -> Changes:
        """Keep a thumb up or down, and ask why."""
        number = int(event.index if isinstance(event.index, int) else event.index[0]) // 2
        if not 0 <= number < len(so_far):
            return {}
        rating = Rating(event.liked is True) if isinstance(event.liked, bool) else None
        parts = self._parts
        asked = "What was good about it?" if rating and rating.good else "What was wrong with it?"
        return {
            **self._rated(so_far, case, chat, number, rating),
            parts.rated: number,
            parts.rating: gr.Row(visible=rating is not None),
            parts.reason: gr.Textbox(value="", placeholder=f"{asked} (kept on this computer)"),
        }

    def reason(
        self, said: str, number: int, so_far: Conversation, case: str | None, chat: str
    ) -> Changes:
        """Keep why the answer was thought good or bad."""
        away = {self._parts.rating: gr.Row(visible=False)}
        old = so_far[number].rating if 0 <= number < len(so_far) else None
        if old is None or not said.strip():
            return away
        return {**self._rated(so_far, case, chat, number, Rating(old.good, said.strip())), **away}

    def _rated(
        self, so_far: Conversation, case: str | None, chat: str, number: int, rating: Rating | None
    ) -> Changes:
        turns = with_rating(so_far, number, rating)
        kept = held.conversations(self._service, case)
        if chat and kept is not None:
            kept.keep(chat, turns)
        return {self._parts.conversation: turns}

    # What all of them need

    def _find(self, case: str | None, chat: str) -> Kept | None:
        kept = held.conversations(self._service, case)
        return kept.find(chat) if kept is not None else None

    def _rows(self, shown: str = "") -> Changes:
        past = self._past
        rows = {"about": past.about, "naming": past.naming, "doubt": past.doubt}
        return {row: gr.Row(visible=name == shown) for name, row in rows.items()}
