"""The `casebook` command and other programs, run in processes of their own and timed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from time import perf_counter, time

import httpx

from benchmarks.plan import ROOT

PATIENCE = 1_800.0
"""Seconds after which a process is taken for hung."""
_OPENS_WITHIN, _CLOSES_WITHIN = 120.0, 30.0

_script = Path(sys.executable).parent / "casebook"
CASEBOOK = (str(_script),) if _script.exists() else (sys.executable, "-m", "assistant.cli")


@dataclass(frozen=True, slots=True)
class Ran:
    """What a process printed, its seconds from start to end, and how many of them, over all
    cores, it kept a core busy (0 where the system does not tell)."""

    out: str
    seconds: float
    busy: float


def run(*command: str | Path, home: Path, data: Path | None = None) -> Ran:
    """Run a program, told where the collections are if it has to know.

    Raises `RuntimeError`, with its last words, when it fails.
    """
    words = [str(word) for word in command]
    began, busy = perf_counter(), _busy()
    ended = subprocess.run(
        words,
        cwd=ROOT,
        env=_surroundings(home) | ({"CASEBOOK_DATA": str(data)} if data else {}),
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )
    seconds = perf_counter() - began
    if ended.returncode:
        raise RuntimeError(f"{words} ended with {ended.returncode}:\n{ended.stderr[-2000:]}")
    return Ran(ended.stdout, seconds, _busy() - busy)


def casebook(home: Path, *words: str | Path) -> Ran:
    """Run the `casebook` command on `home`."""
    return run(*CASEBOOK, *words, home=home)


def module(name: str, *words: str | Path, home: Path, data: Path | None = None) -> Ran:
    """Run a module of this package as a program."""
    return run(sys.executable, "-m", f"benchmarks.{name}", *words, home=home, data=data)


@dataclass(frozen=True, slots=True)
class Window:
    """An open `casebook chat` at `url`. `began` and `page` are seconds since the epoch: when
    the process was started, and when its page had come whole."""

    url: str
    began: float
    page: float
    _first_vector: Path

    @property
    def loaded(self) -> float:
        """When its embedding model had given its first vector; there once it has answered."""
        return float(self._first_vector.read_text())


@contextmanager
def window(home: Path, case: str) -> Iterator[Window]:
    """While inside, a window is open on `case`."""
    first_vector = home / "first-vector"
    first_vector.unlink(missing_ok=True)
    words = ["--json", "--port", "0", "--case", case]
    command = [sys.executable, "-m", "benchmarks.watched_window", str(first_vector), *words]
    began = time()
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=_surroundings(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    ) as process:
        hung = Timer(_OPENS_WITHIN, process.kill)
        hung.start()
        try:
            assert process.stdout is not None
            opened = process.stdout.readline()
            if not opened:
                raise RuntimeError(f"The window did not open; try it: {command}")
            said = json.loads(opened)
            url = said["url"]
            # The page that a link opens, and not the one for who has none.
            response = httpx.get(
                said["link"], trust_env=False, timeout=_OPENS_WITHIN, follow_redirects=True
            )
            page = time()
            if response.status_code != 200 or "Casebook" not in response.text:
                raise RuntimeError(f"{url} does not give the window's page.")
            hung.cancel()
            yield Window(url, began, page, first_vector)
        finally:
            hung.cancel()
            _end(process)


def _end(process: subprocess.Popen[str]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
    try:
        process.wait(_CLOSES_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()


def _busy() -> float:
    """Processor seconds of the processes that were started here and have ended."""
    times = os.times()
    return times.children_user + times.children_system


def _surroundings(home: Path) -> dict[str, str]:
    """The environment, with nothing in it that changes what Casebook does but `home`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CASEBOOK_")}
    return {**kept, "CASEBOOK_HOME": str(home)}
