"""One process that reads files, as the program sees it: started, asked, ended."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Timer

from corpus.errors import CasebookError
from corpus.wire import Message, receive, send

START_SECONDS = 30.0
"""How long a process may take to start."""
_SECRETS = ("_API_KEY", "_TOKEN", "_SECRET", "CASEBOOK_MODEL_KEY")
"""How the names of variables end that a process which reads strangers' files need not know."""
_ROOT = str(Path(__file__).parents[1])
_START = "import sys; sys.path.append(sys.argv[1]); from corpus.worker import main; "


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` is how long a page may take, `memory` how many bytes a process may hold."""

    seconds: float = 120.0
    memory: int = 1_536 * 1024 * 1024


def command(limits: Limits) -> list[str]:
    """What starts a process that reads."""
    # -P and a path at the end: nothing that lies in the folder one works in gets imported.
    return [
        *(sys.executable, "-P", "-c"),
        f"{_START}main({limits.memory}, {limits.seconds})",
        _ROOT,
    ]


def environment() -> dict[str, str]:
    """The variables that a process which reads files is given: no keys."""
    kept = {name: value for name, value in os.environ.items() if not _is_secret(name)}
    return {**kept, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def _is_secret(name: str) -> bool:
    return name.upper().endswith(_SECRETS)


class Process:
    """One process, as seen from here."""

    def __init__(self, command: list[str]) -> None:
        # Its files lie here, so that they go even where it is ended at work.
        self._folder = tempfile.TemporaryDirectory(prefix="casebook-", ignore_cleanup_errors=True)
        places = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), self._folder.name)
        # In a session of its own: Ctrl-C is for the program, which then ends its processes.
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**environment(), **places},
            start_new_session=True,
        )
        self._heard = time.monotonic()
        self._busy = False
        self._silenced = False

    def greet(self, seconds: float = START_SECONDS) -> None:
        """Waits until it is ready. Raises `CasebookError` where it ends or takes longer."""
        timer = Timer(seconds, self.kill)
        timer.start()
        try:
            message = self._next()
        finally:
            timer.cancel()
        if message is None:
            raise CasebookError("Casebook could not start the process that reads files.")

    def ask(self, job: Message) -> Iterator[Message]:
        """What it says of a job, to the end of the job or of the process."""
        assert self.process.stdin
        self._heard, self._busy = time.monotonic(), True
        send(self.process.stdin, job)
        while (message := self._next()) is not None:
            if message["is"] == "done":
                self._busy = False
            yield message

    def _next(self) -> Message | None:
        assert self.process.stdout
        message = receive(self.process.stdout)
        self._heard = time.monotonic()
        return message

    def end_if_silent(self, seconds: float) -> None:
        if self._busy and time.monotonic() - self._heard > seconds:
            self._silenced = True
            self.kill()

    def why_it_ended(self, limits: Limits) -> str:
        code = self.process.wait()
        if self._silenced:
            return f"its reader was stuck on a page for more than {limits.seconds:g} seconds"
        try:
            return f"its reader crashed ({signal.Signals(-code).name})"
        except ValueError:
            return "its reader crashed"

    def kill(self) -> None:
        """Ends it at once, with all that it began."""
        if hasattr(os, "killpg"):
            with contextlib.suppress(ProcessLookupError, PermissionError):  # all of it is gone
                os.killpg(self.process.pid, signal.SIGKILL)
        else:
            self.process.kill()

    def end(self) -> None:
        self.kill()
        self.process.wait()
        self._folder.cleanup()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                try:
                    pipe.close()
                except BrokenPipeError:
                    continue  # words that it never read
