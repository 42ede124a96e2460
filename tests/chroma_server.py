"""A real Chroma server on the loopback, that can be killed and started again."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

_PROGRAM = "import sys; from chromadb.cli.cli import app; sys.argv[0] = 'chroma'; app()"


@dataclass
class ChromaServer:
    """`chroma run` over `folder`, at an address that stays the same when it starts again."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and return at once."""
        words = ["run", "--path", str(self.folder), "--host", "127.0.0.1", "--port", str(self.port)]
        self.process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, *words],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=self.folder,
        )

    def answering(self) -> None:
        """Return when it answers."""
        for _ in range(600):
            try:
                httpx.get(f"{self.url}/api/v2/heartbeat", trust_env=False).raise_for_status()
            except httpx.HTTPError:
                time.sleep(0.1)
            else:
                return
        raise AssertionError("the Chroma server did not start")

    def kill(self) -> None:
        """End it in the middle of whatever it does."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()


@contextmanager
def chroma_server(folder: Path) -> Iterator[ChromaServer]:
    """A server that answers, until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = ChromaServer(folder, port)
    server.start()
    try:
        server.answering()
        yield server
    finally:
        server.kill()
