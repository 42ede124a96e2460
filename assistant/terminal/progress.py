"""Progress of long work, on stderr: bars on a terminal, now and then a line elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from assistant.service.protocol import OnProgress

BETWEEN_LINES = 10.0
"""Seconds between two lines where there is no terminal."""


@contextmanager
def shown() -> Iterator[OnProgress]:
    """While inside, what is given is told of progress and shows it."""
    if sys.stderr.isatty():
        with _bars() as on_progress:
            yield on_progress
    else:
        yield _Lines().tell


@contextmanager
def _bars() -> Iterator[OnProgress]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TaskID,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(compact=True, elapsed_when_finished=True),
    )
    tasks: dict[str, TaskID] = {}
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:

        def tell(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield tell


class _Lines:
    """Tells of a stage when it begins, every ten seconds, and when it is done."""

    def __init__(self) -> None:
        self._stage = ""
        self._began = 0.0
        self._told = 0.0

    def tell(self, stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        if stage != self._stage:
            self._stage, self._began, self._told = stage, now, 0.0
        if total == 0 or (done < total and now - self._told < BETWEEN_LINES):
            return
        self._told = now
        print(f"{stage}: {done:,} of {total:,}{self._left(done, total)}", file=sys.stderr)

    def _left(self, done: int, total: int) -> str:
        if not 0 < done < total:
            return ""
        seconds = (time.monotonic() - self._began) * (total - done) / done
        return f", about {_span(seconds)} left"


def _span(seconds: float) -> str:
    return f"{round(seconds)} s" if seconds < 90 else f"{round(seconds / 60)} min"
