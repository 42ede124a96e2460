"""What each event of the page does: values in, changes of components out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing
from typing import Any

import gradio as gr

from assistant.conversations import new_id
from assistant.service.local import LocalService
from assistant.window import greeting, held, markup, panels, shelf
from assistant.window.conversation import Asking, Conversation, ask, keeping
from assistant.window.drafting import put_away
from assistant.window.history import History
from assistant.window.latest import Latest
from assistant.window.parts import Parts
from assistant.window.recalling import Recalling
from assistant.window.starting import POLL, Starting
from assistant.window.underway import Underway, page_of
from assistant.window.within import Within
from corpus.errors import CasebookError
from index.filters import WHOLE_CASE, Filter

Changes = dict[Any, Any]
"""Components, each with its new value or settings."""


class Acts:
    """The events of one page, over what all pages share."""

    def __init__(self, parts: Parts, past: History, service: LocalService) -> None:
        self._parts = parts
        self._service = service
        self._underway = Underway()
        self._starting = Starting(service, self._underway.is_any)
        self._latest = Latest()
        self.within = Within(parts.within, parts.chat, service, self._offered)
        self.recalling = Recalling(parts, past, service, self._underway)

    # Cases

    def arrive(self, first: str | None, request: gr.Request) -> Changes:
        """A page was opened: show the case and the conversation that its address names, or
        the case called `first`, or any, or how to begin."""
        names = held.cases(self._service)
        wanted = [request.query_params.get("case"), first, *names]
        case = next((name for name in wanted if name in names), None)
        chat = request.query_params.get("chat", "") if case == wanted[0] else ""
        return {
            **self.open(case),
            **self.recalling.show(case, chat),
            self._parts.picker: gr.Dropdown(choices=list(names), value=case),
            self._parts.naming: gr.Row(visible=case is None),
            self._parts.mode: greeting.mode(self._service.models.model, self._service.settings),
        }

    def leave(self, request: gr.Request) -> None:
        """A page was closed: what it is being answered ends, and the model is asked no longer."""
        self._underway.leave(page_of(request))

    def open(self, case: str | None, request: gr.Request | None = None) -> Changes:
        """Show a case, with nothing asked of it yet; what is being answered is stopped."""
        parts = self._parts
        self._underway.stop(page_of(request))
        return {
            **self.turn(case),
            **self.within.shown(WHOLE_CASE, case),
            **self.recalling.put_away(case),
            **panels.closed(parts.viewer),
            **put_away(parts.draft),
            parts.conversation: (),
            parts.chat: gr.Chatbot(value=[], **self._opening(case)),
            parts.sources: markup.sources(0, None, {}),
            parts.question: gr.Textbox(submit_btn="Ask", stop_btn=False),
            parts.documents: self._documents(case),
            parts.intake: "",
            parts.holding.deleting: gr.Column(visible=False),
            parts.holding.renaming: gr.Column(visible=False),
            parts.holding.about: gr.Row(visible=case is not None),
            parts.holding.syncing: gr.Accordion(visible=case is not None, open=False),
            parts.rating: gr.Row(visible=False),
        }

    def anew(self, case: str | None, where: Filter, request: gr.Request) -> Changes:
        """Begin a new conversation about the case, kept to the same documents."""
        offered = self._offered(case, where)
        return {
            **self.open(case, request),
            **self.within.shown(where, case),
            self._parts.chat: gr.Chatbot(value=[], **{**self._opening(case), **offered}),
        }

    def turn(self, case: str | None) -> Changes:
        """Turn to the sources, or to the documents while there are none."""
        documents = held.records(self._service, case)
        return {self._parts.tabs: gr.Tabs(selected="sources" if documents else "documents")}

    def settle(self, case: str | None) -> Changes:
        """Once the page is whole: turn to the documents while there are none. Else it stands at
        the sources by itself, and whoever has turned elsewhere meanwhile stays there."""
        documents = held.records(self._service, case)
        return {self._parts.tabs: gr.skip() if documents else gr.Tabs(selected="documents")}

    def begin(self) -> Changes:
        """Ask for the name of a new case."""
        parts = self._parts
        return {parts.naming: gr.Row(visible=True), parts.name: "", parts.complaint: ""}

    def cancel(self) -> Changes:
        """Put the question for a name away."""
        return {self._parts.naming: gr.Row(visible=False)}

    def create(self, name: str, request: gr.Request) -> Changes:
        """Make a case of this name, or show the one there is."""
        try:
            case = held.for_page(self._service, request).create(name.strip())
        except CasebookError as error:
            return {self._parts.complaint: shelf.failure(str(error))}
        picker = gr.Dropdown(choices=list(held.cases(self._service)), value=case)
        return {**self.open(case, request), **self.cancel(), self._parts.picker: picker}

    # Questions

    def ask(
        self,
        question: str,
        so_far: Conversation,
        case: str | None,
        chat: str,
        where: Filter,
        request: gr.Request,
    ) -> Iterator[Changes]:
        """Put a question and show its answer grow, with the sources beside it."""
        if question.strip():
            yield from self._asked(Asking(question, where), so_far, case, chat, request)
        else:
            yield {self._parts.question: gr.Textbox(value="")}

    def _asked(
        self,
        asking: Asking,
        so_far: Conversation,
        case: str | None,
        chat: str,
        request: gr.Request,
    ) -> Iterator[Changes]:
        parts, page, chat = self._parts, page_of(request), chat or new_id()
        self._latest.end(page, self._latest.begin(page))  # nothing is offered any more
        begun: Changes = {
            **self.recalling.begun(case, chat),
            parts.question: gr.Textbox(value="", submit_btn=False, stop_btn="Stop"),
            parts.rating: gr.Row(visible=False),
        }
        records = self._by_name(case)
        going = self._underway.begin(page)
        service = held.for_page(self._service, request)
        states = ask(service, case, so_far, asking, going.stopped)
        shown: Changes = {}
        try:
            with closing(keeping(states, self._keeper(case, chat))) as kept:
                for conversation in kept:
                    shown = self._shown(conversation, records)
                    yield {**shown, **begun}
                    begun = {}
            # All of it once more: a page that still loads its parts may drop one of two
            # changes that come close together.
            ready = {parts.question: gr.Textbox(submit_btn="Ask", stop_btn=False)}
            yield {**shown, **ready, **self.recalling.begun(case, chat)}
        finally:
            going.stopped.set()
            self._underway.end(page, going)

    def _shown(self, conversation: Conversation, records: markup.Records) -> Changes:
        parts, last = self._parts, conversation[-1] if conversation else None
        return {
            parts.conversation: conversation,
            parts.chat: gr.Chatbot(
                value=markup.messages(conversation, records),
                feedback_value=markup.ratings(conversation),
            ),
            parts.sources: markup.sources(len(conversation), last, records),
            parts.tabs: gr.Tabs(selected="sources"),
        }

    def _keeper(self, case: str | None, chat: str) -> Callable[[Conversation], None]:
        def keep(conversation: Conversation) -> None:
            kept = held.conversations(self._service, case)
            if kept is not None:
                kept.keep(chat, conversation)

        return keep

    def example(
        self,
        so_far: Conversation,
        case: str | None,
        chat: str,
        where: Filter,
        event: gr.SelectData,
        request: gr.Request,
    ) -> Iterator[Changes]:
        """Ask the example that was picked."""
        yield from self.ask(event.value["text"], so_far, case, chat, where, request)

    def retry(
        self, so_far: Conversation, case: str | None, chat: str, request: gr.Request
    ) -> Iterator[Changes]:
        """Ask the last question again, of the same documents."""
        last, before = so_far[-1], so_far[:-1]
        asking = Asking(last.question, last.where, last.everywhere)
        yield from self._asked(asking, before, case, chat, request)

    def widen(
        self,
        so_far: Conversation,
        case: str | None,
        chat: str,
        event: gr.EventData,
        request: gr.Request,
    ) -> Iterator[Changes]:
        """Ask the question of a turn that was kept to some documents of the whole case, after
        what was said before it."""
        number = int(event.turn)
        if 1 <= number <= len(so_far):
            question, before = so_far[number - 1].question, so_far[: number - 1]
            asking = Asking(question, everywhere=True, before=before)
            yield from self._asked(asking, so_far, case, chat, request)

    def edit(self, so_far: Conversation, case: str | None) -> Changes:
        """Put the last question back into its box; what was kept stays until it is asked."""
        if not so_far:
            return {}
        question = gr.Textbox(value=so_far[-1].question)
        shown = self._shown(so_far[:-1], self._by_name(case))
        return {**shown, self._parts.question: question}

    def stop(self, request: gr.Request) -> None:
        """Stop the answer that is being given; it ends with what had come of it."""
        self._underway.stop(page_of(request))

    def look(self, so_far: Conversation, case: str | None, event: gr.EventData) -> Changes:
        """Show the sources of the turn whose mark was clicked."""
        turn, number = int(event.turn), int(event.number)
        if not 1 <= turn <= len(so_far):
            return {}
        shown = markup.sources(turn, so_far[turn - 1], self._by_name(case), number)
        return {self._parts.sources: shown, self._parts.tabs: gr.Tabs(selected="sources")}

    # Documents

    async def offer(
        self, case: str | None, where: Filter, so_far: Conversation, request: gr.Request
    ) -> AsyncIterator[Changes]:
        """Offer the questions that the case answers as soon as they are found, unless something
        was asked, or the page has turned to another case or other documents by then."""
        unchanged = {self._parts.chat: gr.skip()}  # Gradio empties what is given nothing at all
        if so_far:
            yield unchanged
            return
        page = page_of(request)
        token = self._latest.begin(page)
        try:
            over = self._starting.look(case) if case and where == WHOLE_CASE else None
            while over is not None and not over.is_set():
                if not self._latest.holds(page, token):
                    yield unchanged
                    return
                await asyncio.sleep(POLL)
            latest = self._latest.holds(page, token)
            offered = {self._parts.chat: gr.Chatbot(**self._offered(case, where))}
            yield offered if latest else unchanged
        finally:
            self._latest.end(page, token)

    def stocked(self, case: str | None) -> Changes:
        """The documents of a case as they are now, and what can be asked of them."""
        chat = gr.Chatbot(**self._opening(case))
        return {self._parts.documents: self._documents(case), self._parts.chat: chat}

    def _documents(self, case: str | None) -> str:
        return shelf.documents(held.records(self._service, case) if case else None)

    def _opening(self, case: str | None) -> dict[str, Any]:
        records = held.records(self._service, case)
        readable = sum(record.state != "refused" for record in records)
        return {"placeholder": greeting.welcome(case, readable), **self._offered(case)}

    def _offered(self, case: str | None, where: Filter = WHOLE_CASE) -> dict[str, Any]:
        """The questions that the case is known to answer, for an empty chat to offer; they are
        of the whole case, so none while questions are kept to some of its documents."""
        known = self._starting.known(case) if where == WHOLE_CASE else ()
        return {"examples": [{"text": question} for question in known]}

    def _by_name(self, case: str | None) -> markup.Records:
        return {record.name: record for record in held.records(self._service, case)}
