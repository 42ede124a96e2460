"""The settings: which chat model writes, what leaves this machine, and its key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.models import keys
from assistant.models.destinations import Destination, destination
from assistant.models.discovery import FoundModel
from assistant.models.llamacpp import is_file_name
from assistant.service.preferences import Preferences
from assistant.settings import Settings
from assistant.window.element import Html, element
from assistant.window.panels import button, html

NO_MODEL = "No model: quote the documents"
HERE = "Nothing leaves this computer."
_ASK = "Send questions and passages to "
_ASK_WITH_KEY = f"Send the key in {keys.OTHER_VARIABLE} with questions and passages to "


@dataclass(frozen=True, slots=True)
class SettingParts:
    """Every component of the settings."""

    model: gr.Dropdown
    again: gr.Button
    leaving: gr.HTML
    allow: gr.Checkbox
    keying: gr.Column
    key: gr.Textbox
    keep: gr.Button
    forget: gr.Button
    test: gr.Button
    use: gr.Button
    outcome: gr.HTML


def lay_out_settings() -> SettingParts:
    """The settings, inside an open tab."""
    with gr.Column(elem_id="settings"):
        model = gr.Dropdown(
            [(NO_MODEL, "")],
            value="",
            label="Who writes the answers",
            info="A model found on this computer, or provider:model, or model@http://address/v1, "
            "or llamacpp:file.gguf",
            allow_custom_value=True,
            filterable=True,
            elem_id="model",
        )
        again = button("Look for models again")
        leaving = html("leaving")
        allow = gr.Checkbox(False, label=_ASK, visible=False, elem_id="allow")
        with gr.Column(visible=False, elem_id="keying") as keying:
            key = gr.Textbox(
                label="Key",
                type="password",
                max_lines=1,
                max_length=500,
                elem_id="key",
                html_attributes=gr.InputHTMLAttributes(autocomplete="off"),
            )
            with gr.Row(elem_classes="tools"):
                keep = button("Keep in the system's keyring")
                forget = button("Forget the key")
        with gr.Row(elem_classes="tools"):
            test = button("Test the connection")
            use = button("Use for answers", primary=True)
        outcome = html("outcome")
    return SettingParts(model, again, leaving, allow, keying, key, keep, forget, test, use, outcome)


def choices(found: list[FoundModel], current: str) -> list[tuple[str, str]]:
    """What can be picked: quoting, what was found here, and what is chosen already."""
    shown = [(NO_MODEL, ""), *((model.label, model.name) for model in found)]
    if current and current not in [name for _, name in shown]:
        shown.append((current, current))
    return shown


def about(parts: SettingParts, name: str, is_allowed: bool, settings: Settings) -> dict[Any, Any]:
    """What is said of a model, and what can be done about it, before it is used."""
    to = destination(name, settings) if name else None
    needs_leave = not Preferences().may_use(name, settings)
    asks = _ASK if to is None or not to.is_here else _ASK_WITH_KEY
    has_key_of_its_own = bool(name) and keys.variable(name) is not None
    where = keys.place(name, settings) if has_key_of_its_own else None
    return {
        parts.leaving: leaving(name, to, where),
        parts.allow: gr.Checkbox(
            value=is_allowed and needs_leave,
            label=asks + (to.host if to else ""),
            visible=needs_leave,
        ),
        parts.keying: gr.Column(visible=has_key_of_its_own and where != "environment"),
        parts.key: "",
        parts.forget: gr.Button(visible=where == "keyring"),
        parts.test: gr.Button(visible=bool(name)),
        parts.outcome: "",
    }


def leaving(name: str, to: Destination | None, key: keys.Place | None) -> Html:
    """What leaves this computer with a model, what does not, and where its key is."""
    if to is None:
        said = "Answers are sentences of your documents, word for word. No model is asked."
        return element("div", element("p", element("b", HERE)), element("p", said))
    first: list[str]
    if is_file_name(name):
        first = [element("b", HERE)]
        said = "The model is a file that Casebook itself runs. No other program is asked."
    elif to.is_here:
        first = [element("b", HERE)]
        said = (
            f"Questions and the passages found go to the program at {to.host} on this computer. "
            "Casebook cannot see what that program does with them."
        )
    else:
        first = [element("b", f"What you ask leaves this computer for {to.host}"), ":"]
        said = (
            "the question, what was said before it in the conversation, and up to ten passages "
            "that fit it. Whole documents and your other cases stay here."
        )
    parts: list[str] = [element("p", *first), element("p", said)]
    variable = keys.variable(name)
    if key == "environment":
        parts.append(element("p", f"The key is taken from {variable} in the environment."))
    elif key == "keyring":
        parts.append(element("p", "The key is in the system's keyring."))
    elif variable and not to.is_here:
        also = f"It needs a key: set {variable} in the environment, or give it here."
        parts.append(element("p", also))
    return element("div", *parts)
