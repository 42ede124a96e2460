"""The list of a case's conversations: its components, and what stands in it as HTML."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import gradio as gr

from assistant.conversations import LONGEST_TITLE, Entry
from assistant.window import look
from assistant.window.element import Html, element
from assistant.window.shelf import day

MOST_LISTED = 200
"""Conversations listed at once; a search reaches the others."""
AROUND = 40
"""Characters shown on either side of a word that was searched for."""


@dataclass(frozen=True, slots=True)
class History:
    """Every component of the list; `chat` is the id of the conversation that is open, empty
    while nothing was said in it."""

    chat: gr.State
    clear: gr.Button
    words: gr.Textbox
    listed: gr.HTML
    about: gr.Row
    rename: gr.Button
    export: gr.Button
    delete: gr.Button
    naming: gr.Row
    title: gr.Textbox
    save: gr.Button
    leave: gr.Button
    doubt: gr.Row
    sure: gr.Button
    spare: gr.Button
    exported: gr.JSON


def lay_out() -> History:
    """The list at the side of the page, inside an open `gr.Blocks`."""
    with gr.Sidebar(open=False, width="min(288px, 86vw)", elem_id="history"):
        clear = gr.Button("New conversation", size="sm", elem_id="clear")
        words = _line("Search conversations", elem_id="words")
        listed = gr.HTML(
            elem_id="past",
            apply_default_css=False,
            js_on_load=look.PAST.read_text("utf-8"),
        )
        with gr.Row(visible=False, elem_classes="about") as about:
            rename, export, delete = _small("Rename"), _small("Export"), _small("Delete")
        with gr.Row(visible=False, elem_classes="about") as naming:
            title = _line("Name of this conversation", max_length=LONGEST_TITLE)
            save, leave = _small("Save", "primary"), _small("Cancel")
        with gr.Row(visible=False, elem_classes="about doubt") as doubt:
            gr.HTML(element("p", "Delete this conversation for good?"), apply_default_css=False)
            sure, spare = _small("Delete it", "stop"), _small("Keep it")
    return History(
        chat=gr.State(""),
        clear=clear,
        words=words,
        listed=listed,
        about=about,
        rename=rename,
        export=export,
        delete=delete,
        naming=naming,
        title=title,
        save=save,
        leave=leave,
        doubt=doubt,
        sure=sure,
        spare=spare,
        exported=gr.JSON(visible="hidden"),
    )


def _line(label: str, elem_id: str | None = None, max_length: int = 200) -> gr.Textbox:
    return gr.Textbox(
        label=label,
        placeholder=label,
        container=False,
        max_lines=1,
        max_length=max_length,
        elem_id=elem_id,
    )


def _small(label: str, variant: str = "secondary") -> gr.Button:
    return gr.Button(label, variant=variant, size="sm", min_width=60, scale=1)  # type: ignore[arg-type]


# What stands in it


def conversations(
    case: str | None, entries: Sequence[Entry], chat: str, words: str, now: datetime.datetime
) -> Html:
    """A case's conversations by day, the one called `chat` picked out, each with where it
    holds `words`; `now` is the time and time zone of the reader."""
    shown = entries[:MOST_LISTED]
    parts: list[str] = []
    for date, of_day in groupby(shown, lambda entry: entry.changed.astimezone(now.tzinfo).date()):
        rows = [_row(entry, chat, words) for entry in of_day]
        parts += [element("h2", _when(date, now.date())), element("ul", *rows)]
    if len(entries) > len(shown):
        more = f"and {len(entries) - len(shown):,} older ones; search for their words"
        parts.append(element("p", more, class_="aside"))
    if not entries:
        parts.append(element("p", _nothing(case, words), class_="aside"))
    return element("nav", *parts, aria_label="Conversations", data_case=case or "", data_chat=chat)


def _row(entry: Entry, chat: str, words: str) -> Html:
    place = list(_excerpt(entry.words.partition("\n")[2], words))
    return element(
        "li",
        element(
            "button",
            element("span", entry.title, class_="name"),
            *([element("span", *place, class_="place")] if place else []),
            type="button",
            value=entry.id,
            aria_current="true" if entry.id == chat else None,
        ),
    )


def _excerpt(said: str, words: str) -> Iterator[str]:
    """Where the first of the words that stands in what was said stands in it, marked."""
    for word in words.split():
        found = re.search(re.escape(word), said, re.IGNORECASE)
        if found is not None:
            start, end = found.span()
            before, after = said[max(0, start - AROUND) : start], said[end : end + AROUND]
            yield "…" + re.sub(r"\A\S*\s", "", before) if start > AROUND else before
            yield element("mark", found.group())
            yield re.sub(r"\s\S*\Z", "", after) + "…" if len(said) > end + AROUND else after
            return


def _when(date: datetime.date, today: datetime.date) -> str:
    names = {0: "Today", 1: "Yesterday"}
    return names.get((today - date).days) or day(date)


def _nothing(case: str | None, words: str) -> str:
    if words.strip():
        return "No conversation holds these words."
    return "What you ask here is kept, and listed here." if case else "No case is open."
