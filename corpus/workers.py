"""Files read in processes of their own, so that one that hangs, crashes or explodes is
refused by name and everything else goes in.

Processes are started as `python -c …` and not by `multiprocessing`, which would run a
user's script again where it does not guard its main part.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event, Lock, Thread, local
from typing import Self

from corpus.document import Document
from corpus.errors import CasebookError
from corpus.process import Limits, Process, command
from corpus.reading import Refused
from corpus.wire import Message, document_from_message

Result = Document | Refused
PATIENCE = 2.0
"""Seconds that a file which is slow to read keeps others, which are read, waiting."""
MOST_LEFT_OUT = 3
"""Files inside one file that may crash their reader before all of it is given up."""
_BETWEEN_LOOKS = 0.1


class NotKept(OSError):
    """An original could not be written, as on a full disk."""


@dataclass(frozen=True, slots=True)
class Job:
    """A file to read, and what its document will be called."""

    path: Path
    name: str


class Workers:
    """As many processes as there are cores, up to 4, started when they are needed. A context
    manager, which ends them.

    The bytes of each file, and of each file inside it, are kept in the folder `originals`
    under their SHA-256, where one is given; `passwords` are tried on what is encrypted.
    """

    def __init__(
        self,
        originals: Path | None = None,
        passwords: Sequence[str] = (),
        limits: Limits | None = None,
        start: Callable[[Limits], list[str]] = command,
    ) -> None:
        self._limits = limits or Limits()
        self._command = start(self._limits)
        self._about = {
            "originals": str(originals) if originals else None,
            "passwords": list(passwords),
        }
        self.number = max(1, min(4, os.cpu_count() or 1))
        self._threads = ThreadPoolExecutor(self.number, "casebook-reading")
        self._mine = local()
        self._all: set[Process] = set()
        self._changing = Lock()
        self._closed = Event()
        Thread(target=self._watch, name="casebook-watching", daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._closed.set()
        with self._changing:
            for worker in self._all:
                worker.kill()
        self._threads.shutdown(cancel_futures=True)
        for worker in self._all:
            worker.end()

    def read_each(
        self, jobs: Iterable[Job], on_wait: Callable[[], None] = lambda: None
    ) -> Iterator[tuple[Job, list[Result]]]:
        """Each job with what is in its file (see `corpus.reading.read_all`).

        In order, except that a slow file lets others pass after `PATIENCE` seconds; then,
        while there is nothing to give, `on_wait` is called. Jobs are taken as they are
        needed. Raises `NotKept` when originals can't be kept, `CasebookError` when no
        process can be started.
        """
        coming = iter(jobs)
        pending: list[tuple[Job, Future[list[Result]]]] = []
        head_since = time.monotonic()
        while True:
            while len(pending) < 4 * self.number and (job := next(coming, None)) is not None:
                pending.append((job, self._threads.submit(self._read, job)))
            if not pending:
                return
            head = pending[0][1]
            wait([head], timeout=max(0.0, head_since + PATIENCE - time.monotonic()))
            ready = next((each for each in pending if each[1].done()), None)
            if ready is None:
                on_wait()
                wait([future for _, future in pending], None, FIRST_COMPLETED)
                continue
            pending.remove(ready)
            if ready[1] is head:
                head_since = time.monotonic()
            yield ready[0], ready[1].result()

    def _read(self, job: Job) -> list[Result]:
        """What is in one file; a file inside it that crashes its reader is left out, and the
        others read again, since what came after it is not known yet."""
        left_out: dict[str, str] = {}
        while True:
            attempt = self._attempt(job, left_out)
            if attempt.reason is None:
                return attempt.results
            if attempt.name == job.name:
                return [*attempt.results, Refused(job.name, "", attempt.reason)]
            if attempt.name in left_out or len(left_out) == MOST_LEFT_OUT:
                reason = f"{attempt.reason}; what comes after it in {job.name} was not read"
                return [*attempt.results, Refused(attempt.name, "", reason)]
            left_out[attempt.name] = attempt.reason

    def _attempt(self, job: Job, left_out: dict[str, str]) -> _Attempt:
        attempt = self._asked(job, left_out)
        if attempt.reason and not attempt.heard:  # it ended while it waited: not by this file
            attempt = self._asked(job, left_out)
        return attempt

    def _asked(self, job: Job, left_out: dict[str, str]) -> _Attempt:
        worker = self._worker()
        attempt = _Attempt([], job.name)
        try:
            for message in worker.ask(
                {**self._about, "path": str(job.path), "name": job.name, "left_out": left_out}
            ):
                attempt = replace(_after(message, attempt), heard=True)
                if message["is"] == "done":
                    return attempt
        except BrokenPipeError:
            pass  # it ended before it had the whole job; why, is found out below
        except BaseException:
            self._drop(worker)
            raise
        reason = attempt.reason or worker.why_it_ended(self._limits)
        self._drop(worker)
        return replace(attempt, reason=reason)

    def _worker(self) -> Process:
        """This thread's process, which Linux ends with the thread that started it."""
        worker: Process | None = getattr(self._mine, "worker", None)
        if worker is None:
            with self._changing:
                if self._closed.is_set():
                    raise CasebookError("Reading was broken off.")
                worker = Process(self._command)
                self._all.add(worker)
            self._mine.worker = worker
            worker.greet()
        return worker

    def _drop(self, worker: Process) -> None:
        with self._changing:
            self._all.discard(worker)
        self._mine.worker = None
        worker.end()

    def _watch(self) -> None:
        while not self._closed.wait(_BETWEEN_LOOKS):
            with self._changing:
                for worker in self._all:
                    worker.end_if_silent(self._limits.seconds)


@dataclass(frozen=True, slots=True)
class _Attempt:
    """What was read in one go, the file that was begun last, why it went no further, and
    whether anything was heard at all."""

    results: list[Result]
    name: str
    reason: str | None = None
    heard: bool = False


def _after(message: Message, attempt: _Attempt) -> _Attempt:
    """The attempt with what a message tells. Raises `NotKept`."""
    match message["is"]:
        case "begun":
            return replace(attempt, name=message["name"])
        case "document":
            attempt.results.append(document_from_message(message["document"]))
        case "refused":
            attempt.results.append(Refused(**message["refused"]))
        case "failed":
            return replace(attempt, reason=message["reason"])
        case "full":
            raise NotKept(*message["error"])
    return attempt
