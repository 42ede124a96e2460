"""A process that reads files like the real one, but whose text reader does as it is told.

The first line of a file says what: "hang", "crash", "explode", "chatter", "parts", "slow",
"say NAME" (write the process's number to a file, then hang) or nothing special.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

from corpus import worker
from corpus.formats import READERS
from corpus.process import Limits
from corpus.readers.extracted import Aids, Extracted, Part
from corpus.readers.text import read_text

ROOT = str(Path(__file__).parents[1])


def start(limits: Limits) -> list[str]:
    """What starts such a process, as `corpus.process.command` does the real one."""
    program = (
        "import sys; sys.path.append(sys.argv[1]); from tests.unruly import main; main({}, {})"
    )
    return [sys.executable, "-c", program.format(limits.memory, limits.seconds), ROOT]


def main(memory: int, seconds: float) -> None:
    READERS["text"] = ("tests.unruly", "read")
    worker.main(memory, seconds)


def read(data: bytes, aids: Aids) -> Extracted:
    order, *words = data.decode().split("\n")[0].split()
    match order:
        case "hang":
            hang()
        case "say":
            Path(words[0]).write_text(str(os.getpid()))
            hang()
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "explode":
            return Extracted(str(bytearray(3 << 30)))
        case "chatter":
            print("a warning" * 10_000, flush=True)
            os.write(1, b"from C" * 10_000)
            sys.stderr.write("an error")
            sys.stdin.read()
        case "slow":
            for page in range(6):
                aids.on_page(page)
                time.sleep(0.4)
        case "parts":
            bodies = data.decode().split("\n")[1:]
            parts = tuple(Part(f"{n}.txt", body.encode()) for n, body in enumerate(bodies, 1))
            return Extracted("The covering letter.", parts=parts)
    return read_text(data, aids)


def hang() -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
    while True:
        time.sleep(60)
