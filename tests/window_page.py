"""The window's page as a program sees it: what it sends, and what it is told."""

from __future__ import annotations

from typing import Any

import httpx

from assistant.conversations import new_id
from tests.terminal import Window


def link(opened: Window) -> str:
    """A new link to the window, asked for as the command does."""
    headers = {"Authorization": f"Bearer {opened.service['token']}"}
    answer = httpx.post(f"{opened.url}/api/window", headers=headers, trust_env=False)
    return str(answer.json()["link"])


class Page:
    """The window as a program sees that holds its cookie, and sends whatever it likes."""

    def __init__(self, client: httpx.Client, address: str) -> None:
        self.client = client
        self._session = new_id()
        client.get(address)
        self._events = client.get("/config").json()
        loads = (d for d in self._events["dependencies"] for _, on in d["targets"] if on == "load")
        self._send(next(loads)["id"])

    def event(self, trigger: str, called: str, *data: Any) -> str:
        """What the window tells after an event of a component, known by its place on the page or
        by what stands on it, was sent with these values."""
        component = next(
            component["id"]
            for component in self._events["components"]
            if called in (component["props"].get("elem_id"), component["props"].get("value"))
        )
        number = next(
            d["id"] for d in self._events["dependencies"] if (component, trigger) in
            [tuple(target) for target in d["targets"]]
        )  # fmt: skip
        return self._send(number, *data)

    def _send(self, number: int, *data: Any) -> str:
        body = {"data": data, "fn_index": number, "session_hash": self._session, "event_data": None}
        self.client.post("/gradio_api/queue/join", json=body).raise_for_status()
        with self.client.stream(
            "GET", f"/gradio_api/queue/data?session_hash={self._session}"
        ) as told:
            return "\n".join(told.iter_lines())
