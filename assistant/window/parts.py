"""The components of the page and where they stand; what they do is in `acts` and `ui`."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal

import gradio as gr
from langchain_core.language_models import BaseChatModel

from assistant.settings import Settings
from assistant.window import greeting, look
from assistant.window.drafting import DraftParts, lay_out_draft
from assistant.window.panels import HoldingParts, ViewerParts, lay_out_holding, lay_out_viewer
from assistant.window.settings import SettingParts, lay_out_settings
from assistant.window.within import WithinParts, lay_out_within


@dataclass(frozen=True, slots=True)
class Parts:
    """Every component of one page that an event reads or changes."""

    conversation: gr.State
    picker: gr.Dropdown
    begin: gr.Button
    naming: gr.Row
    name: gr.Textbox
    create: gr.Button
    cancel: gr.Button
    complaint: gr.HTML
    chat: gr.Chatbot
    rating: gr.Row
    reason: gr.Textbox
    rated: gr.State
    within: WithinParts
    question: gr.Textbox
    mode: gr.HTML
    tabs: gr.Tabs
    sources: gr.HTML
    drop: gr.File
    pick: gr.UploadButton
    intake: gr.HTML
    documents: gr.HTML
    holding: HoldingParts
    viewer: ViewerParts
    draft: DraftParts
    settings: SettingParts
    settled: gr.Tab


def lay_out(model: str | BaseChatModel | None, given: Settings) -> Parts:
    """The page, inside an open `gr.Blocks`; `model` is the one that writes."""
    conversation, rated = gr.State(()), gr.State(0)
    with gr.Row(elem_id="top"):
        _html("wordmark", greeting.wordmark())
        picker = gr.Dropdown(label="Case", container=False, elem_id="picker", min_width=120)
        begin = _button("New case", elem_id="begin")
    with gr.Row(elem_id="naming", visible=False) as naming:
        said = "Name of the new case"
        name = gr.Textbox(
            label=said,
            placeholder=said,
            max_lines=1,
            max_length=100,
            container=False,
            elem_id="name",
        )
        create = _button("Create", primary=True)
        cancel = _button("Cancel")
        complaint = _html("complaint")
    with gr.Row(elem_id="desk"):
        with gr.Column(scale=3, elem_id="talk"):
            chat = gr.Chatbot(
                label="Conversation",
                show_label=False,
                container=False,
                elem_id="chat",
                height="100%",
                buttons=[],
                latex_delimiters=[],
                allow_tags=False,
                group_consecutive_messages=False,
            )
            with gr.Row(visible=False, elem_id="rating") as rating:
                said = "Why the answer was good or bad"
                reason = gr.Textbox(
                    label=said, container=False, max_lines=3, submit_btn="Keep", elem_id="reason"
                )
            within = lay_out_within()
            question = gr.Textbox(
                label="Question",
                placeholder="Ask about the documents",
                container=False,
                lines=1,
                max_lines=6,
                submit_btn="Ask",
                autofocus=True,
                elem_id="question",
            )
            mode = _html("mode", greeting.mode(model, given))
        with gr.Column(scale=2, elem_id="proof"), gr.Tabs(overflow_behavior="wrap") as tabs:
            with gr.Tab("Sources", id="sources"):
                sources = _html("sources", js_on_load=look.KEYS.read_text("utf-8"))
            with gr.Tab("Documents", id="documents"):
                drop = gr.File(
                    label="Drop files or a folder here, or click to choose files",
                    file_count="multiple",
                    elem_id="drop",
                    elem_classes="drop",
                    height=72,
                )
                pick = gr.UploadButton(
                    "Choose a folder", file_count="directory", size="sm", scale=0, elem_id="pick"
                )
                intake = _html("intake")
                documents = _html("documents", js_on_load=look.DROP.read_text("utf-8"))
                holding = lay_out_holding()
            with gr.Tab("Viewer", id="viewer", render_children=True):
                viewer = lay_out_viewer()
            with gr.Tab("Check a draft", id="draft", render_children=True):
                draft = lay_out_draft()
            with gr.Tab("Settings", id="settings", render_children=True) as settled:
                settings = lay_out_settings()
    return Parts(
        conversation=conversation,
        picker=picker,
        begin=begin,
        naming=naming,
        name=name,
        create=create,
        cancel=cancel,
        complaint=complaint,
        chat=chat,
        rating=rating,
        reason=reason,
        rated=rated,
        within=within,
        question=question,
        mode=mode,
        tabs=tabs,
        sources=sources,
        drop=drop,
        pick=pick,
        intake=intake,
        documents=documents,
        holding=holding,
        viewer=viewer,
        draft=draft,
        settings=settings,
        settled=settled,
    )


def components(*groups: Any) -> list[gr.components.Component]:
    """Every component of some groups of parts, and of the groups in them."""
    flat: list[gr.components.Component] = []
    for part in [getattr(group, field.name) for group in groups for field in fields(group)]:
        flat += components(part) if is_dataclass(part) else [part]
    return flat


def _html(elem_id: str, value: str | None = None, js_on_load: str | None = None) -> gr.HTML:
    # What is shown comes in as the value alone: Gradio runs whatever a template's other
    # fields hold as JavaScript.
    return gr.HTML(value, elem_id=elem_id, apply_default_css=False, js_on_load=js_on_load)


def _button(label: str, primary: bool = False, elem_id: str | None = None) -> gr.Button:
    variant: Literal["primary", "secondary"] = "primary" if primary else "secondary"
    return gr.Button(label, variant=variant, size="sm", min_width=80, scale=0, elem_id=elem_id)
