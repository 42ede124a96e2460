"""The process in which files are read, apart from the program: it may hang or crash alone.

Started by `corpus.process`. It takes jobs from its standard input, one at a time, and gives
on its standard output what it reads (see `corpus.wire`):

    started                 once, ready for jobs
    begun NAME              a file, or a file inside it, is being read
    alive                   a page is begun; who stays silent for too long is ended
    document | refused      what was read, as soon as it is there
    full ERROR              an original could not be kept
    failed REASON           the memory did not do; the process ends
    done                    the job is
"""

from __future__ import annotations

import contextlib
import hashlib
import math
import os
import signal
import sys
import time
from pathlib import Path
from typing import BinaryIO

from corpus.document import Document
from corpus.errors import UnreadableFile
from corpus.readers.extracted import Aids
from corpus.reading import Refused, read_all
from corpus.wire import Message, document_to_message, receive, send

BEAT = 0.1
"""Seconds between two words that it is alive; readers may call far more often."""


def main(memory: int, seconds: float) -> None:
    """Serve jobs until the program at the other end is gone.

    `memory` is how many bytes it may hold, `seconds` how long one page may take.
    """
    jobs, results = own_pipes()
    end_with_parent()
    limit_memory(memory)
    send(results, {"is": "started"})
    while (job := receive(jobs)) is not None:
        _serve(job, results, seconds)


def own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """The pipes, for this module alone: what libraries print or ask for goes nowhere."""
    jobs, results = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    os.close(nowhere)
    return jobs, results


def end_with_parent() -> None:
    """A process at rest sees its input end; one at work would not, so Linux tells it."""
    if sys.platform == "linux":
        import ctypes

        set_death_signal = 1
        ctypes.CDLL(None).prctl(set_death_signal, signal.SIGKILL)


def limit_memory(memory: int) -> None:
    # Windows has no such limit for a process that is not in a job object: there it is left out.
    with contextlib.suppress(ImportError):
        import resource

        kind = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
        _, hard = resource.getrlimit(kind)
        with contextlib.suppress(ValueError, OSError):  # a lower limit is set already
            resource.setrlimit(kind, (memory, hard))


def _serve(job: Message, results: BinaryIO, seconds: float) -> None:
    teller = _Teller(job, results, seconds)
    teller.on_page(0)
    aids = Aids(tuple(job["passwords"]), on_page=teller.on_page)
    try:
        data = Path(job["path"]).read_bytes()
        for result in read_all(data, job["name"], aids, on_file=teller.on_file):
            teller.tell(result)
    except MemoryError:
        send(results, {"is": "failed", "reason": "reading it takes more memory than it may"})
        sys.exit(1)
    except OSError as error:
        send(results, {"is": "full", "error": [error.errno, error.strerror]})
    _end_after(0)
    send(results, {"is": "done"})


def _end_after(seconds: float) -> None:
    """Have the system end this process then, whatever it is at: the program, which would
    end it earlier, may be gone. 0: never."""
    if hasattr(signal, "alarm"):
        signal.alarm(math.ceil(seconds))


class _Teller:
    """Tells the program of everything that comes of one job."""

    def __init__(self, job: Message, results: BinaryIO, seconds: float) -> None:
        self._left_out: dict[str, str] = job["left_out"]
        self._originals = Path(job["originals"]) if job["originals"] else None
        self._results = results
        self._seconds = seconds
        self._told = 0.0

    def on_file(self, name: str, data: bytes) -> None:
        send(self._results, {"is": "begun", "name": name})
        if name in self._left_out:
            raise UnreadableFile(self._left_out[name])
        if self._originals:
            _keep(self._originals, data)

    def on_page(self, page: int) -> None:
        now = time.monotonic()
        if now - self._told > BEAT:
            self._told = now
            _end_after(2 * self._seconds)
            send(self._results, {"is": "alive"})

    def tell(self, result: Document | Refused) -> None:
        if isinstance(result, Document):
            send(self._results, {"is": "document", "document": document_to_message(result)})
        else:
            refused = {"name": result.name, "id": result.id, "reason": result.reason}
            send(self._results, {"is": "refused", "refused": refused})


def _keep(folder: Path, data: bytes) -> None:
    """Write the bytes under their hash; a file of that name is always whole."""
    path = folder / hashlib.sha256(data).hexdigest()
    if not path.exists():
        partly = path.with_suffix(f".{os.getpid()}")
        partly.write_bytes(data)
        partly.replace(path)
