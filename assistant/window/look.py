"""How the window looks: Gradio's theme with one accent colour, and the style sheet.

Fonts come with Gradio and are served by it; nothing is asked of another host.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr
from gradio.themes.utils.fonts import LocalFont

STYLE = Path(__file__).with_name("style.css")
KEYS = Path(__file__).with_name("keys.js")
VIEWER = Path(__file__).with_name("viewer.js")
DROP = Path(__file__).with_name("drop.js")
WITHIN = Path(__file__).with_name("within.js")
PAST = Path(__file__).with_name("past.js")
FOCUS = "() => document.querySelector('#question textarea').focus()"
FOCUS_CHOICE = "() => setTimeout(() => document.querySelector('#choosing input')?.focus(), 100)"
HAND_OUT = Path(__file__).with_name("handout.js")

_INK = gr.themes.Color(
    name="ink",
    c50="#f1f4fa",
    c100="#e1e8f5",
    c200="#c6d4ec",
    c300="#a3b9e0",
    c400="#86a4dc",
    c500="#4a6db3",
    c600="#2c4f93",
    c700="#24417a",
    c800="#1e3663",
    c900="#1a2d50",
    c950="#121d33",
)
_PAPER = gr.themes.Color(
    name="paper",
    c50="#fbfaf8",
    c100="#f4f2ee",
    c200="#e7e4dd",
    c300="#d3cfc6",
    c400="#a5a096",
    c500="#7a756b",
    c600="#625e55",
    c700="#45423b",
    c800="#2a2824",
    c900="#1d1c19",
    c950="#161513",
)


def fetched(elem_id: str) -> str:
    """The script that has the browser fetch what a hidden download button was just given."""
    return f"() => setTimeout(() => document.querySelector('#{elem_id}')?.click(), 100)"


def theme() -> gr.themes.Base:
    """The theme, light and dark."""
    made = gr.themes.Base(
        primary_hue=_INK,
        secondary_hue=_INK,
        neutral_hue=_PAPER,
        font=(LocalFont("IBM Plex Sans", weights=(400, 700)), "Segoe UI", "sans-serif"),
        font_mono=("Consolas", "monospace"),
        radius_size="lg",
    )
    return made.set(**_SETTINGS)


_SETTINGS: dict[str, Any] = {
    "body_background_fill": "*neutral_50",
    "body_background_fill_dark": "*neutral_950",
    "body_text_color": "*neutral_900",
    "body_text_color_dark": "#ece9e2",
    "body_text_color_subdued": "*neutral_600",
    "body_text_color_subdued_dark": "*neutral_400",
    "background_fill_primary": "white",
    "background_fill_primary_dark": "*neutral_900",
    "background_fill_secondary": "*neutral_100",
    "background_fill_secondary_dark": "*neutral_800",
    "border_color_primary": "*neutral_200",
    "border_color_primary_dark": "#35332e",
    "block_background_fill": "transparent",
    "block_background_fill_dark": "transparent",
    "block_border_width": "0px",
    "block_border_width_dark": "0px",
    "block_shadow": "none",
    "block_label_background_fill": "transparent",
    "block_label_background_fill_dark": "transparent",
    "input_background_fill": "white",
    "input_background_fill_dark": "*neutral_900",
    "input_background_fill_focus": "white",
    "input_background_fill_focus_dark": "*neutral_900",
    "input_border_color": "*neutral_300",
    "input_border_color_dark": "#45423b",
    "input_border_color_focus": "*primary_600",
    "input_border_color_focus_dark": "*primary_400",
    "input_border_width": "1px",
    "input_placeholder_color": "*neutral_500",
    "input_placeholder_color_dark": "*neutral_400",
    "input_shadow": "none",
    "input_shadow_focus": "none",
    "button_primary_background_fill": "*primary_600",
    "button_primary_background_fill_hover": "*primary_700",
    "button_primary_background_fill_dark": "*primary_400",
    "button_primary_background_fill_hover_dark": "*primary_300",
    "button_primary_text_color": "white",
    "button_primary_text_color_dark": "*neutral_950",
    "button_secondary_background_fill": "transparent",
    "button_secondary_background_fill_dark": "transparent",
    "button_secondary_background_fill_hover": "*neutral_100",
    "button_secondary_background_fill_hover_dark": "*neutral_800",
    "button_secondary_border_color": "*neutral_300",
    "button_secondary_border_color_dark": "#45423b",
    "button_border_width": "1px",
    "button_transform_hover": "none",
    "button_secondary_shadow": "none",
    "button_primary_shadow": "none",
    "link_text_color": "*primary_600",
    "link_text_color_dark": "*primary_400",
}
