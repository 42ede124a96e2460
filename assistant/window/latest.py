"""Which of a page's overlapping events began last: what earlier ones still find is dropped."""

from __future__ import annotations

from threading import Lock


class Latest:
    """The newest event of each open page."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._newest: dict[str, object] = {}

    def begin(self, page: str) -> object:
        """A new event of a page, and the token that it is known by."""
        token = object()
        with self._lock:
            self._newest[page] = token
        return token

    def holds(self, page: str, token: object) -> bool:
        """Whether no later event of the page has begun."""
        with self._lock:
            return self._newest.get(page) is token

    def end(self, page: str, token: object) -> None:
        """The event is over; nothing is kept of a page that has none."""
        with self._lock:
            if self._newest.get(page) is token:
                del self._newest[page]
