"""The components of the viewer and of the documents' side, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.window import look, page
from corpus.kinds import KINDS
from corpus.language.identification import NAMES

AS_PAGE, AS_TEXT = "Page", "Text"


@dataclass(frozen=True, slots=True)
class ViewerParts:
    """What shows one open document, and puts right what is known of it."""

    now: gr.State
    name: gr.HTML
    head: gr.HTML
    tools: gr.Column
    back: gr.Button
    position: gr.HTML
    onward: gr.Button
    facing: gr.Radio
    download: gr.Button
    lent: gr.DownloadButton
    sought: gr.Textbox
    found: gr.HTML
    earlier: gr.Button
    later: gr.Button
    face: gr.HTML
    words: gr.HTML
    amending: gr.Accordion
    title: gr.Textbox
    kind: gr.Dropdown
    date: gr.Textbox
    language: gr.Dropdown
    save: gr.Button
    amended: gr.HTML
    remove: gr.Button
    removing: gr.Column
    removal: gr.HTML
    sure: gr.Button
    keep: gr.Button


@dataclass(frozen=True, slots=True)
class HoldingParts:
    """What takes a folder of this machine in, and renames or deletes a case."""

    syncing: gr.Accordion
    folder: gr.Textbox
    sync: gr.Button
    about: gr.Row
    rename: gr.Button
    renaming: gr.Column
    name: gr.Textbox
    save: gr.Button
    stay: gr.Button
    renamed: gr.HTML
    delete: gr.Button
    deleting: gr.Column
    deletion: gr.HTML
    sure: gr.Button
    keep: gr.Button


def lay_out_viewer() -> ViewerParts:
    """The viewer, inside an open tab."""
    languages = sorted((name, code) for code, name in NAMES.items())
    now = gr.State(None)
    with gr.Column(elem_id="viewing"):
        with gr.Column(visible=False, elem_id="tools") as tools:
            name = html("opened-name")
            with gr.Row(elem_classes="tools"):
                back = button("Previous page")
                position = html("position")
                onward = button("Next page")
                facing = gr.Radio(
                    [AS_PAGE, AS_TEXT],
                    value=AS_PAGE,
                    interactive=True,
                    label="Show as",
                    container=False,
                    min_width=120,
                    elem_id="facing",
                )
            with gr.Row(elem_classes="tools"):
                sought = _line("Search in this document", "sought")
                earlier = button("Previous match")
                found = html("found")
                later = button("Next match")
        head = html("opened", page.nothing(), js_on_load=look.VIEWER.read_text("utf-8"))
        face = html("face")
        words = html("words")
        with gr.Row(elem_classes="tools", visible=True, elem_id="taking"):
            download = button("Download the original", elem_id="download")
            lent = gr.DownloadButton("Original", visible="hidden", elem_id="lent")
        amending = gr.Accordion("Put its facts right, or remove it", open=False, visible=False)
        with amending:
            title = gr.Textbox(label="Title", max_lines=1, max_length=300, elem_id="its-title")
            with gr.Row():
                kind = gr.Dropdown(sorted(KINDS), label="Kind", allow_custom_value=True)
                date = gr.Textbox(label="Date", placeholder="2024-05-31", max_lines=1)
                language = gr.Dropdown([("Not known", ""), *languages], label="Language")
            with gr.Row(elem_classes="tools"):
                save = button("Save", primary=True)
                remove = button("Remove from the case")
            amended = html("amended")
            with gr.Column(visible=False, elem_classes="confirm") as removing:
                removal = html("removal")
                with gr.Row(elem_classes="tools"):
                    sure = button("Remove it", danger=True)
                    keep = button("Keep it")
    made = locals()
    return ViewerParts(**{field: made[field] for field in ViewerParts.__slots__})


def lay_out_holding() -> HoldingParts:
    """What stands below the list of documents, inside an open tab."""
    with gr.Accordion("Add a folder of this computer", open=False, elem_id="syncing") as syncing:
        folder = _line("Folder, such as /home/me/case-files", "folder")
        sync = button("Sync this folder")
    with gr.Row(elem_classes="tools", elem_id="about-case") as about:
        rename = button("Rename this case")
        delete = button("Delete this case")
    with gr.Column(visible=False, elem_classes="confirm") as renaming:
        name = gr.Textbox(label="Another name for this case", max_lines=1, max_length=100)
        with gr.Row(elem_classes="tools"):
            save = button("Save the name", primary=True)
            stay = button("Leave it")
        renamed = html("renamed")
    with gr.Column(visible=False, elem_classes="confirm") as deleting:
        deletion = html("deletion")
        with gr.Row(elem_classes="tools"):
            sure = button("Delete it", danger=True)
            keep = button("Keep the case")
    made = locals()
    return HoldingParts(**{field: made[field] for field in HoldingParts.__slots__})


def closed(parts: ViewerParts) -> dict[Any, Any]:
    """The viewer with nothing open."""
    return {
        parts.now: None,
        parts.head: page.nothing(),
        parts.tools: gr.Column(visible=False),
        parts.face: "",
        parts.words: "",
        parts.download: gr.Button(visible=False),
        parts.lent: gr.DownloadButton(value=None),
        parts.amending: gr.Accordion(visible=False),
    }


def html(elem_id: str, value: str | None = None, js_on_load: str | None = None) -> gr.HTML:
    """A place for HTML, which comes in as the value alone: Gradio runs whatever a
    template's other fields hold as JavaScript."""
    return gr.HTML(value, elem_id=elem_id, apply_default_css=False, js_on_load=js_on_load)


def button(
    label: str, primary: bool = False, danger: bool = False, elem_id: str | None = None
) -> gr.Button:
    """A small button as wide as its words."""
    variant: Any = "primary" if primary else "stop" if danger else "secondary"
    return gr.Button(label, variant=variant, size="sm", min_width=60, scale=0, elem_id=elem_id)


def _line(label: str, elem_id: str) -> gr.Textbox:
    return gr.Textbox(
        label=label,
        placeholder=label,
        max_lines=1,
        max_length=1_000,
        container=False,
        elem_id=elem_id,
    )
