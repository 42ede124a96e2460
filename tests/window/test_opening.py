"""What a window is made with: a home, or a service that has its model and settings already."""

from __future__ import annotations

from typing import Any

import pytest

import ui
from assistant.service.local import LocalService
from assistant.settings import Settings
from index.home import Home


@pytest.mark.parametrize("given", [{"model": "ollama:any"}, {"settings": Settings()}])
def test_beside_a_service_no_model_or_settings_are_dropped_unsaid(
    home: Home, given: dict[str, Any]
) -> None:
    with pytest.raises(TypeError, match="A service has its own model and settings"):
        ui.window(LocalService(home, Settings()), **given)
