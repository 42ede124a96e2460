"""The parts of a window in which each stands for itself by its name, for events without a page."""

from __future__ import annotations

from dataclasses import fields
from types import SimpleNamespace
from typing import Any, cast

import gradio as gr

from assistant.service.permission import Caller
from assistant.window.drafting import DraftParts
from assistant.window.panels import HoldingParts, ViewerParts
from assistant.window.settings import SettingParts
from assistant.window.within import WithinParts

GROUPS = {
    "draft": DraftParts,
    "viewer": ViewerParts,
    "holding": HoldingParts,
    "within": WithinParts,
    "settings": SettingParts,
}


def named(group: Any, prefix: str = "") -> Any:
    """A group of parts in which each stands for itself by its name."""
    values = {
        field.name: named(GROUPS[field.name], f"{field.name}.")
        if field.name in GROUPS
        else prefix + field.name
        for field in fields(group)
    }
    return group(**values)


def asked_from(host: str = "127.0.0.1", caller: Caller = "owner") -> gr.Request:
    """An event of a page that is open on a machine of this address, for `caller`."""
    request = SimpleNamespace(
        session_hash="page",
        client=SimpleNamespace(host=host),
        query_params={},
        request=SimpleNamespace(scope={"casebook.caller": caller}),
    )
    return cast("gr.Request", request)
