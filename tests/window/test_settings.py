"""What the settings say of where questions and passages go."""

from __future__ import annotations

import pytest

from assistant.models.destinations import destination
from assistant.settings import Settings
from assistant.window.settings import leaving


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "No model is asked."),
        ("llamacpp:/models/a.gguf", "No other program is asked."),
        ("a@http://127.0.0.1:8080/v1", "the program at 127.0.0.1:8080 on this computer"),
        ("llamacpp:a@http://models.example.org/v1", "leaves this computer for models.example.org"),
        ("a@https://models.example.org/v1", "leaves this computer for models.example.org"),
    ],
)
def test_where_a_model_is_asked_is_said(name: str, said: str) -> None:
    shown = str(leaving(name, destination(name, Settings()) if name else None, None))
    assert said in shown
    assert ("Nothing leaves this computer." in shown) == ("example.org" not in shown)
