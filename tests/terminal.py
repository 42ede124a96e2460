"""The `casebook` command: in a process of its own, as users run it, or in this one, quicker."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from assistant.cli import app

ROOT = Path(__file__).parent.parent
COMMAND = (sys.executable, "-m", "assistant.cli")


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended and what it printed.

    `seconds` went by meanwhile; for `busy` of them its process had a processor, which is
    what it would take on a machine with nothing else to do.
    """

    status: int
    out: str
    err: str
    seconds: float = 0.0
    busy: float = 0.0

    @property
    def json(self) -> Any:
        assert self.out.count("\n") == 1, "one JSON object on one line, and nothing else"
        return json.loads(self.out)


def surroundings(home: Path, **more: str) -> dict[str, str]:
    """The environment of a process that keeps its things in `home`."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "CASEBOOK_HOME": str(home), **more}


def casebook(home: Path, *words: str | Path, program: Sequence[str] = COMMAND) -> Ran:
    """Run the command in a process of its own."""
    began, before = time.perf_counter(), os.times()
    ended = subprocess.run(
        [*program, *map(str, words)],
        env=surroundings(home),
        capture_output=True,
        encoding="utf-8",
        timeout=180,
        check=False,
    )
    seconds, after = time.perf_counter() - began, os.times()
    busy = after.children_user + after.children_system
    busy -= before.children_user + before.children_system
    return Ran(ended.returncode, ended.stdout, ended.stderr, seconds, busy)


def casebook_here(home: Path, *words: str | Path) -> Ran:
    """Run the command in this process."""
    ended = CliRunner().invoke(app, [*map(str, words)], env={"CASEBOOK_HOME": str(home)})
    if ended.exception is not None and not isinstance(ended.exception, SystemExit):
        raise ended.exception
    return Ran(ended.exit_code, ended.stdout, ended.stderr)


@dataclass(frozen=True, slots=True)
class Window:
    """A `casebook chat` that is open in another process."""

    home: Path
    url: str
    process: subprocess.Popen[str]

    @property
    def service(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.home / "service.json").read_text())
        return found


@contextmanager
def window(home: Path, *words: str, command: str = "chat", **more: str) -> Iterator[Window]:
    """While inside, a window is open on `home`, or with "serve" the service alone; it is closed
    with Ctrl-C. `more` goes into its environment."""
    with subprocess.Popen(
        [*COMMAND, command, "--json", "--port", "0", *words],
        env=surroundings(home, **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        opened = json.loads(process.stdout.readline())
        try:
            yield Window(home, opened["url"], process)
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
            process.wait(timeout=30)


@contextmanager
def held(home: Path) -> Iterator[subprocess.Popen[str]]:
    """While inside, another process owns `home` and answers nobody; a line sent to it ends it."""
    program = "import sys; from index.home import Home; Home.open(); print('held', flush=True)"
    with subprocess.Popen(
        [sys.executable, "-c", f"{program}; sys.stdin.readline()"],
        env=surroundings(home),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()
